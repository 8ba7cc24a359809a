"""The recogniser learns what people's own drawings show, from facts that they corrected, and forgets nothing.

The encoder stays as it is; only the heads learn. On the corrected pictures, each seen in several views, they learn what
is right; on true renders, and of everything else in the pictures, they are held to what they said before (learning
without forgetting, Li & Hoiem 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div

from img2txt.recognise import PRESENT, Eye
from models.recogniser import LOCAL, Recogniser
from rendering.sampling import test_scene, training_scene
from rendering.truth import truth
from training.calibration import at_centres, facts_at_centres
from training.drawings import Corrected, Drawing, Glance, glances, replayed, said_of, true_renders
from training.folds import FOLDS, folds, taught
from training.progress import counted, part
from training.proofs import Proof
from training.run import IGNORED
from training.verdict import Guard
from world.vocabulary import slot

NEAR = 0.15  # as a share of the picture, how far what is corrected may be seen from where it was
REPLAYED, HELD_OUT = 600, 256  # true renders
OWN, REPLAY = 16, 32  # pictures of a step
KEPT_WEIGHT = 2.0  # of what was said before, where what is right counts 1
STEPS, RATE = 300, 1e-3


@dataclass(frozen=True)
class Material:
    """Everything that the heads learn from."""

    drawings: tuple[Drawing, ...]
    glances: tuple[tuple[Glance, ...], ...]  # the views of each drawing
    replayed: tuple[Glance, ...]  # true renders


def material(eye: Eye, found: Sequence[Drawing], sprites: Path, seed: int) -> Material:
    """Every drawing in its views, and true renders; ArtError where `make data` was not run."""
    dice = torch.Generator().manual_seed(seed)
    seen = tuple(tuple(glances(eye, each, dice)) for each in counted(found, "views", "picture"))
    return Material(tuple(found), seen, tuple(replayed(eye, sprites, REPLAYED, seed, training_scene)))


class Corrections:
    """The loss of one step: what is right in some drawings, and what was said before of these and of true renders."""

    def __init__(self, made: Material, rows: Sequence[int], before: Recogniser, seed: int, device: torch.device):
        self.made, self.rows, self.device = made, list(rows), device
        self.before = before.to(device).eval()
        self.rng = Random(seed)

    def __call__(self, network: Recogniser, share: float) -> dict[str, Tensor]:
        """Both parts, each on average; told how far the run is, which changes nothing."""
        own = [self.rng.choice(self.made.glances[row]) for row in self.rng.choices(self.rows, k=OWN)]
        seen = own + self.rng.choices(self.made.replayed, k=REPLAY)
        around = torch.cat([each.around for each in seen]).float().to(self.device)
        pooled = torch.stack([each.pooled for each in seen]).to(self.device)
        local = torch.cat([each.local for each in seen]).T.to(self.device)
        whole = torch.stack([each.whole for each in seen]).T.to(self.device)
        now = [*network.in_cells(around), *network.of_whole(pooled)]
        with torch.no_grad():
            then = [*self.before.in_cells(around), *self.before.of_whole(pooled)]
        right = [*local, *whole]
        there = then[0][:, 0].sigmoid()
        weights = [there] * len(LOCAL) + [torch.ones_like(each, dtype=there.dtype) for each in whole]
        kept = [_centres(now[0][:, 0], there), _mean((now[1] - then[1]).abs()[:, 0], there)]
        kept += [
            _mean(_apart(*logits), weight * (true == IGNORED))
            for *logits, true, weight in zip(now[2:], then[2:], right, weights, strict=True)
        ]
        return {"right": _right(now[2:], right), "kept": KEPT_WEIGHT * torch.stack(kept).sum()}


def _right(logits: Sequence[Tensor], right: Sequence[Tensor]) -> Tensor:
    """Cross-entropy of what was corrected, on average."""
    pairs = list(zip(logits, right, strict=True))
    total = sum((true != IGNORED).sum() for _, true in pairs)
    losses = [cross_entropy(logit, true, ignore_index=IGNORED, reduction="sum") for logit, true in pairs]
    return torch.stack(losses).sum() / torch.as_tensor(total).clamp_min(1)


def _apart(now: Tensor, then: Tensor) -> Tensor:
    """Kullback and Leibler's divergence of each row."""
    return kl_div(now.log_softmax(-1), then.log_softmax(-1), reduction="none", log_target=True).sum(-1)


def _centres(now: Tensor, there: Tensor) -> Tensor:
    """The same of being a centre or none."""
    surprise = torch.special.entr(there) + torch.special.entr(1 - there)
    return binary_cross_entropy_with_logits(now, there) - surprise.mean()


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum().clamp_min(1)


def learn(eye: Eye, made: Material, run: Path, *, seed: int, steps: int) -> tuple[Recogniser, list[Proof]]:
    """The recogniser that learnt from all drawings, and of each drawing what one says that did not learn from it."""
    fold = folds([each.lesson.sha256 for each in made.drawings], seed, FOLDS)

    def from_rows(rows: Sequence[int], name: str) -> Recogniser:
        loss = Corrections(made, rows, _copy(eye.recogniser), seed, eye.device)
        return taught(
            lambda: _copy(eye.recogniser), loss, run / name, batch=OWN + REPLAY, steps=steps, rate=RATE, seed=seed
        )

    proofs: list[Proof] = []
    for number in range(FOLDS):
        others = [row for row, its in enumerate(fold) if its != number]
        with part(number, FOLDS + 1):
            through = eye.through(from_rows(others, f"fold-{number}"))
        proofs += [_proof(eye, through, made.drawings[row]) for row, its in enumerate(fold) if its == number]
    with part(FOLDS, FOLDS + 1):
        return from_rows(range(len(fold)), "all"), proofs


def _copy(recogniser: Recogniser) -> Recogniser:
    copy = Recogniser(recogniser.config)
    copy.load_state_dict(recogniser.state_dict())
    return copy


def _proof(before: Eye, after: Eye, drawing: Drawing) -> Proof:
    """How many of a drawing's corrected facts two eyes have right."""
    said = [_read(eye, drawing) for eye in (before, after)]
    right = [fact.value for fact in drawing.facts]
    counts = [float(sum(one == other for one, other in zip(each, right, strict=True))) for each in said]
    words = [", ".join(str(value) for value in dict.fromkeys(each)) for each in (*said, right)]
    return Proof(drawing.lesson.file, counts[0], counts[1], float(len(right)), *words)


def _read(eye: Eye, drawing: Drawing) -> list[str | None]:
    """What an eye says of each corrected fact; None where it sees nothing there."""
    view = eye.look(drawing.pixels.unsqueeze(0))[0][0]

    def of(fact: Corrected) -> str | None:
        if fact.at is None:
            number, values = int(getattr(view, fact.fact).argmax()), slot(fact.fact)
            return values[number].key if number < len(values) else None
        x, y = fact.at
        away = [(hypot(single.x - x, single.y - y), number) for number, single in enumerate(view.singles)]
        near, number = min(away, default=(1.0, 0))
        return said_of(view.singles[number], fact.fact) if near < NEAR else None

    return [of(fact) for fact in drawing.facts]


@torch.no_grad()
def guards(eye: Eye, after: Recogniser, sprites: Path) -> dict[str, Guard]:
    """What both recognisers have right on true renders of held-out scenes."""
    counted: dict[str, list[Tensor]] = {}
    for features, plans in true_renders(eye, sprites, HELD_OUT, 7, test_scene):
        shown = truth(plans, torch.device("cpu"))
        for when, recogniser in (("before", eye.recogniser), ("after", after)):
            sight = recogniser.cpu().eval()(features)
            right = [(logit.argmax(-1) == true).float() for logit, true in facts_at_centres(sight, shown)]
            counted.setdefault(f"objects right {when}", []).append(right[LOCAL.index("object")])
            counted.setdefault(f"facts right {when}", []).append(torch.cat(right))
            counted.setdefault(f"things found {when}", []).append(
                (at_centres(sight.centre, shown).sigmoid() > PRESENT).float()
            )
    eye.recogniser.to(eye.device)
    mean = {name: torch.cat(each).mean().item() for name, each in counted.items()}
    names = ("objects right", "facts right", "things found")
    return {name: Guard(mean[f"{name} before"], mean[f"{name} after"]) for name in names}
