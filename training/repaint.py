"""From an export to a version of the painter's hand, with its report."""

import shutil
from pathlib import Path

import torch
from accelerate import PartialState

from models.hand import Hand, HandConfig
from models.ranker import Ranker, RankerConfig
from models.versions import Versions
from training import own_hand
from training.exported import RatingsError
from training.keeping import Made, keep
from training.own_hand import Drawn, Halves
from training.promotion import refuse_few
from training.ratings import Ratings, look_at, read_export
from training.report import Shown
from training.taste import learn
from training.verdict import Compared, Verdict
from txt2img.draw import TuwenPainter
from txt2img.hand import PAINTER, PLAN_GROUPS, plan_features
from txt2img.taste import groups
from world.plan import Plan
from world.vocabulary import LANGUAGES

CARD = """# Hand of the painter, learnt from ratings

The last {blocks} blocks of the layer generator, and which layouts are preferred, from {pairs} pairs in {prompts}
prompts (export {sha256}); judged by the ratings of as many other prompts. {{said}}
It is drawn with while it is promoted; see docs/learning.md.
"""


def repaint(
    export: Path, versions: Versions, *, networks: Path, sprites: Path, seed: int, steps: int | None
) -> tuple[str, Verdict, tuple[str, ...]]:
    """A new version, its verdict, and what was left out; RatingsError where there is too little.

    What was done stays in a folder of its own until the version is whole, so the same call goes on after a stop.
    """
    ratings = read_export(export)
    refuse_few(ratings)
    PartialState(cpu=True)  # all of it is small, and lies where the painter's networks do
    painter = TuwenPainter(networks)
    run = versions.folder / f".making-{ratings.sha256[:12]}-{painter.weights}-{seed}"
    halves = own_hand.halves(ratings, seed)
    for half in (halves.learnt, halves.judged):
        if len(_on_grounds(half)) < own_hand.FEW:
            raise RatingsError("few_grounds", there=len(_on_grounds(half)))
    hand, notes = _hand(painter, halves, run, sprites, seed, steps or own_hand.STEPS)
    judges, judged = _judges(painter, halves, run, seed)
    drawn = own_hand.draw_both(painter, hand, halves.judged, seed)
    told = own_hand.wins(drawn, painter, judges, seed)
    spoken = {language: [each for each in drawn if each.language == language] for language in LANGUAGES}
    languages = {
        language: own_hand.wins(some, painter, judges, seed)
        for language, some in spoken.items()
        if len(some) >= own_hand.FEW
    }
    verdict = Verdict(told, languages, own_hand.guards(painter, hand, judged, seed))
    made = Made(
        network=hand,
        config=hand.config,
        card=CARD.format(blocks=own_hand.BLOCKS, pairs=len(halves.learnt.pairs), sha256=ratings.sha256[:12],
                         prompts=halves.learnt.prompts_with_pairs),
        history=run / "hand" / "weights",
        verdict=verdict,
        shown=_shown(drawn, run / "drawn"),
        about={"export": ratings.sha256, "exported": ratings.exported, "made_for": painter.weights,
               "skipped": len(ratings.skipped)},
        notes=notes,
    )  # fmt: skip
    name = keep(PAINTER, versions, run, made)
    shutil.rmtree(run)
    return name, verdict, ratings.skipped


def _hand(
    painter: TuwenPainter, halves: Halves, run: Path, sprites: Path, seed: int, steps: int
) -> tuple[Hand, dict[str, str]]:
    """What learnt from one half; layouts are preferred only where its taste in them holds for the other half, too."""
    learnt, judged = halves.learnt, halves.judged
    seen = own_hand.glimpsed(painter.eye, learnt, run / "glimpsed.safetensors")
    sizes = (3, seen.shape[1] - 3)
    heads = learn(learnt, seen, run / "heads", groups=sizes, seen_by="", seed=seed).ranker
    plans = _on_grounds(learnt)
    layers = own_hand.learnt_hand(painter, heads, plans, run / "hand", sprites=sprites, seed=seed, steps=steps)
    layouts = learn(learnt, _laid_out(learnt), run / "layouts", groups=PLAN_GROUPS, seen_by="", seed=seed).ranker
    with torch.no_grad():
        told = own_hand.right(judged, layouts.worth(_laid_out(judged)).tolist())
    if told.gain.low <= 0:
        layouts = Ranker(RankerConfig(groups=PLAN_GROUPS, heads=1))
    hand = Hand(HandConfig(layers=layers.config, plans=layouts.config))
    hand.layers.load_state_dict(layers.state_dict())
    hand.plans.load_state_dict(layouts.state_dict())
    return hand.eval(), {"layouts": f"{told.after:.3f} ({told.gain})"}


def _judges(painter: TuwenPainter, halves: Halves, run: Path, seed: int) -> tuple[Ranker, Compared]:
    """Heads that learnt from the other half alone, by all that the eye sees, and how many pairs of this one they have
    right."""
    seen = {
        name: look_at(half, painter.eye, painter.scales, run / f"{name}.safetensors")
        for name, half in (("learnt", halves.learnt), ("judged", halves.judged))
    }
    judges = learn(halves.judged, seen["judged"], run / "judges", groups=groups(painter.scales), seen_by="",
                   seed=seed).ranker  # fmt: skip
    with torch.no_grad():
        return judges, own_hand.right(halves.learnt, judges.worth(seen["learnt"]).tolist())


def _on_grounds(ratings: Ratings) -> list[Plan]:
    """The plans that are no stickers, and show something."""
    return [each.plan for each in ratings.candidates if each.plan.backdrop is not None and each.plan.layers]


def _laid_out(ratings: Ratings) -> torch.Tensor:
    return torch.stack([plan_features(each.plan) for each in ratings.candidates])


def _shown(drawn: list[Drawn], folder: Path) -> list[Shown]:
    folder.mkdir(exist_ok=True)
    found = []
    for number, each in enumerate(drawn[: own_hand.SHOWN]):
        files = (folder / f"{number}-before.png", folder / f"{number}-after.png")
        for file, picture in zip(files, (each.before, each.after), strict=True):
            picture.image.save(file)
        found.append(Shown(files))
    return found
