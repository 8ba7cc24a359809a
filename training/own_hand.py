"""A painter's hand that learns from ratings: how it draws single things, and which layouts it prefers.

Prompts are parted in two. Small reward heads (Bradley and Terry 1952) learn what people like from the pairs of one
half; the last blocks of the layer generator learn towards what these heads agree on, with the losses of
`training.layers` on true drawings and an anchor to the drawings of before (a policy kept near the old one, after
Ziegler et al. 2019). Heads that learnt from the other half alone, of other features, judge whether the new pictures are
preferred.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Float
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.functional import interpolate, l1_loss, softplus
from torch.optim import Adam
from torchvision.transforms.functional import to_tensor

from img2txt.recognise import Eye, fitted
from models import weights
from models.backbone import CHANNELS, frozen_pyramid
from models.discriminator import DiscriminatorConfig
from models.hand import Hand
from models.layer_generator import LayerGenerator
from models.ranker import Ranker
from rendering.drawings import sample_drawings
from rendering.sampling import test_scene
from rendering.sprites import DRAWABLE, atlas
from training.adversarial import Adversary, Contest, feature_distance, one_wrong_fact
from training.exported import RatingsError
from training.layers import colour_weights, facts_of, over
from training.loop import Task, train
from training.progress import counted
from training.ratings import Candidate, Ratings, shown_at
from training.run import Run
from training.verdict import Compared, Guard, compared
from txt2img.draw import TuwenPainter
from txt2img.hand import in_use
from txt2img.picture import Picture
from txt2img.taste import Sights, features
from world.plan import MOST_SEED, Plan
from world.scene import Scene
from world.vocabulary import COLOURS, STYLES, index

STEPS = 150
RATE = 3e-4
CANVAS = 128  # pixels a side of pictures while it learns
PICTURES, DRAWINGS = 6, 16  # of a step
BLOCKS = 2  # of the layer generator that learn, the last ones
PIXEL, FEATURE, ADVERSARIAL = 6.0, 1.0, 0.03  # as in training.layers
ANCHOR, REWARD = 4.0, 0.6
TESTS, SHOWN = 48, 12  # held-out scenes of the guards; pictures of the report
ASKED = 60  # prompts of the other half that are drawn anew, at most
FEW = 5  # prompts, with fewer of which nothing is said of a language
JUDGES, FACTS, VARIETY = "judges right", "facts found drawn", "variety"


@dataclass(frozen=True)
class Halves:
    """The ratings of some prompts, and those of the others."""

    learnt: Ratings
    judged: Ratings


@dataclass(frozen=True)
class Drawn:
    """One prompt of the other half as it is drawn by both hands."""

    language: str
    before: Picture
    after: Picture


def halves(ratings: Ratings, seed: int) -> Halves:
    """Every prompt in one of two halves, whatever the language."""
    order = list(range(max(ratings.prompts) + 1))
    Random(f"halves {seed}").shuffle(order)
    first = set(order[::2])
    return Halves(_some(ratings, first, True), _some(ratings, first, False))


def _some(ratings: Ratings, prompts: set[int], inside: bool) -> Ratings:
    rows = [row for row, prompt in enumerate(ratings.prompts) if (prompt in prompts) is inside]
    number = {row: new for new, row in enumerate(rows)}
    pairs = [(number[one], number[other]) for one, other in ratings.pairs if one in number]
    if not pairs:
        raise RatingsError("few_pairs", pairs=1, prompts=1, there=0, there_prompts=0)
    return replace(ratings, candidates=tuple(ratings.candidates[row] for row in rows), pairs=tuple(pairs))


@torch.no_grad()
def glimpsed(eye: Eye, ratings: Ratings, kept: Path) -> Float[Tensor, "n d"]:
    """What the encoder sees of every candidate on a small canvas; kept in a file for a run that was stopped."""
    known = load_file(kept) if kept.is_file() else {}
    fresh = [each for each in ratings.candidates if each.sha256 not in known]
    for number, each in enumerate(counted(fresh, "views", "picture"), 1):
        known[each.sha256] = glimpse(eye, shown_at(each, CANVAS))[0].clone()
        if number % 100 == 0 or number == len(fresh):
            kept.parent.mkdir(parents=True, exist_ok=True)
            save_file(known, kept.with_suffix(".part"))
            kept.with_suffix(".part").replace(kept)
    return torch.stack([known[each.sha256] for each in ratings.candidates])


def glimpse(eye: Eye, pictures: Float[Tensor, "b 3 s s"]) -> Float[Tensor, "b d"]:
    """How light, rich in contrast and colourful pictures are, and the encoder's map on average; gradients pass."""
    grey, colourful = pictures.mean(1), (pictures.amax(1) - pictures.amin(1)).mean((1, 2))
    look = torch.stack([grey.mean((1, 2)), grey.std((1, 2)), colourful], 1)
    return torch.cat([look, eye.encoder(pictures.to(eye.device)).mean((2, 3)).cpu()], 1)


class Towards:
    """The loss of one step: what people like in pictures, true drawings, and the drawings of before."""

    def __init__(
        self, painter: TuwenPainter, heads: Ranker, plans: Sequence[Plan], sprites: Path, seed: int,
        accelerator: Accelerator,
    ):  # fmt: skip
        self.painter, self.heads, self.plans = painter, heads.requires_grad_(False), plans
        self.eye = painter.eye
        self.eye.encoder.requires_grad_(False)
        self.before = deepcopy(painter.brushes.layers).requires_grad_(False)
        self.random, self.rng = torch.Generator().manual_seed(seed), Random(seed)
        self.sprites, self.allowed = atlas(self.before.config.size, sprites), colour_weights()
        classes = (len(DRAWABLE), len(COLOURS), len(STYLES))
        self.classes, self.pyramid = classes, frozen_pyramid()
        self.adversary = Adversary(DiscriminatorConfig(channels=CHANNELS[1:], classes=classes), accelerator)

    def __call__(self, network: LayerGenerator, share: float) -> dict[str, Tensor]:
        liked, moved = self._liked(network)
        batch = sample_drawings(self.sprites, self.allowed, DRAWINGS, self.random)
        layer = network(network.content(batch.thing, batch.colour, batch.style), batch.noise)
        ground = torch.rand(DRAWINGS, 3, 1, 1, generator=self.random)
        with torch.no_grad():
            real = self.pyramid(over(batch.layer, ground))
        fake = self.pyramid(over(layer, ground))
        feature = torch.stack([feature_distance(f, r) for f, r in zip(fake, real, strict=True)]).mean()
        facts = facts_of(batch)
        contest = Contest(fake[1:], real[1:], facts, one_wrong_fact(facts, self.classes, self.random))
        return {
            "liked": REWARD * liked,
            "anchor": ANCHOR * moved,
            "pixel": PIXEL * l1_loss(layer, batch.layer),
            "feature": FEATURE * feature,
            "adversarial": ADVERSARIAL * min(1.0, share * 3) * self.adversary.generator_loss(contest),
        }

    def _liked(self, network: LayerGenerator) -> tuple[Tensor, Tensor]:
        """How unlikely it is that new drawings are preferred to those of before, and how far they are from them.

        Of what the heads think, a deviation more than their mean: where they disagree there is nothing to be had.
        """
        plans = [replace(plan, layers=_reseeded(plan, self.rng)) for plan in self.rng.choices(self.plans, k=PICTURES)]
        facts, noise = _facts(plans, network)
        now = network(network.content(*facts), noise)
        with torch.no_grad():
            then = self.before(self.before.content(*facts), noise)
            grounds = torch.cat([_ground(self.painter, plan) for plan in plans])
            was = self.heads(glimpse(self.eye, _laid(self.painter, grounds, plans, then)))
        gained = self.heads(glimpse(self.eye, _laid(self.painter, grounds, plans, now))) - was
        unlikely = softplus(-gained).mean(0)
        return unlikely.mean() + unlikely.std(), l1_loss(now, then)


def _reseeded(plan: Plan, rng: Random) -> tuple:
    return tuple(replace(layer, seed=rng.randrange(MOST_SEED)) for layer in plan.layers)


def _facts(plans: Sequence[Plan], network: LayerGenerator) -> tuple[tuple[Tensor, ...], Tensor]:
    layers = [layer for plan in plans for layer in plan.layers]
    rows = [(DRAWABLE.index(each.what), index("colour", each.colour), index("style", each.style)) for each in layers]
    dice = [torch.Generator().manual_seed(each.seed) for each in layers]
    noise = torch.cat([torch.randn(1, network.config.noise_dim, generator=each) for each in dice])
    return torch.tensor(rows).unbind(1), noise


def _ground(painter: TuwenPainter, plan: Plan) -> Float[Tensor, "1 3 s s"]:
    return fitted(painter.brushes.ground(plan), CANVAS)


def _laid(
    painter: TuwenPainter, grounds: Float[Tensor, "b 3 s s"], plans: Sequence[Plan], layers: Float[Tensor, "n 4 z z"]
) -> Float[Tensor, "b 3 s s"]:
    """Pictures as they are painted, but for shadows, weather and the upscaler."""
    return painter.brushes.laid(grounds, plans, [interpolate(layers, scale_factor=2.0, mode="bilinear")])


def learnt_hand(
    painter: TuwenPainter, heads: Ranker, plans: Sequence[Plan], run: Path, *, sprites: Path, seed: int, steps: int
) -> LayerGenerator:
    """The layer generator whose last blocks learnt what people like; `run` holds its checkpoint, then its weights."""
    made, network = Run(run), deepcopy(painter.brushes.layers)
    if made.steps >= steps and (run / "weights").is_dir():
        return weights.load(run / "weights", LayerGenerator, type(network.config))
    network.requires_grad_(False)
    for part in (*network.blocks[-BLOCKS:], network.finish):
        part.requires_grad_(True)
    accelerator = Accelerator(mixed_precision="no", cpu=True)
    loss = Towards(painter, heads, plans, sprites, seed, accelerator)
    task = Task(
        network=network,
        optimizer=Adam((each for each in network.parameters() if each.requires_grad), lr=RATE, betas=(0.0, 0.99)),
        batch=PICTURES + DRAWINGS,
        loss=loss,
        card=lambda watch, figures: "While it learns from ratings.",
        after_step=loss.adversary.step,
        clip=1.0,
        warmup=min(10, steps),
        every=10**9,
    )
    made.folder.mkdir(parents=True, exist_ok=True)
    how = {"run": made, "start": run / "none", "out": run / "weights", "tier": "cpu", "checkpoint_minutes": 1.0}
    with redirect_stdout(sys.stderr):
        train(task, accelerator, argparse.Namespace(**how, steps=steps, minutes=None, patience=None, resume=True,
                                                    seed=seed))  # fmt: skip
    return weights.load(run / "weights", LayerGenerator, type(network.config))


def right(ratings: Ratings, worth: Sequence[float]) -> Compared:
    """The share of pairs that heads have right which never heard of their prompts; a coin has half of them."""
    hits: dict[int, list[float]] = {}
    for better, worse in ratings.pairs:
        gained = worth[better] - worth[worse]
        hits.setdefault(ratings.prompts[better], []).append(0.5 if gained == 0 else float(gained > 0))
    counts = [len(each) for each in hits.values()]
    return compared([0.5 * count for count in counts], [sum(each) for each in hits.values()], counts)


def draw_both(painter: TuwenPainter, hand: Hand, ratings: Ratings, seed: int) -> list[Drawn]:
    """Prompts of the half that was not learnt from, drawn by the hand that shipped and by the new one, seed by seed."""
    after, before = in_use(painter.brushes, hand, "new"), painter.hands.shipped
    asked: dict[int, Candidate] = {}
    for row, each in enumerate(ratings.candidates):
        if each.plan.backdrop is not None:
            asked.setdefault(ratings.prompts[row], each)
    chosen = list(asked.values())
    Random(seed).shuffle(chosen)
    found = []
    for each in counted(chosen[:ASKED], "judging", "prompt"):
        scene, first = each.plan.scene, Random(f"{seed} {each.sha256}").randrange(MOST_SEED // 2)
        pictures = [painter.draw_with(used, scene, language=each.language, seed=first) for used in (before, after)]
        found.append(Drawn(each.language, *pictures))
    return found


def wins(drawn: Sequence[Drawn], painter: TuwenPainter, judges: Ranker, seed: int) -> Compared:
    """How often the judges prefer the new picture of two, and how often the old one."""
    prefers = _preferred(drawn, painter, judges)
    return compared([1 - each for each in prefers], prefers, [1.0] * len(prefers), seed)


def _preferred(drawn: Sequence[Drawn], painter: TuwenPainter, judges: Ranker) -> list[float]:
    worth = [_worth([getattr(each, when) for each in drawn], painter, judges) for when in ("before", "after")]
    return [0.5 if one == other else float(other > one) for one, other in zip(*worth, strict=True)]


@torch.no_grad()
def _worth(pictures: Sequence[Picture], painter: TuwenPainter, judges: Ranker) -> list[float]:
    found = []
    for picture in pictures:
        shown = fitted(to_tensor(picture.image).unsqueeze(0), painter.eye.size)
        views, insight = painter.eye.look(shown, [len(picture.plan.scene.groups())])
        found.append(judges.worth(features(painter.scales, Sights(shown, views, insight), [picture.score])).item())
    return found


def guards(painter: TuwenPainter, hand: Hand, judged: Compared, seed: int) -> dict[str, Guard]:
    """Facts found in held-out scenes, how much candidates of one prompt differ, whether the judges know anything."""
    hands = (painter.hands.shipped, in_use(painter.brushes, hand, "new"))
    rng, scenes = Random(f"guards {seed}"), list[Scene]()
    while len(scenes) < TESTS:
        gist = test_scene(rng)
        if all(painter.draws(thing.object) for thing in gist.things):
            scenes.append(Scene.of(gist))
    found, varied = ([], []), ([], [])
    for number, scene in enumerate(counted(scenes, "judging", "scene")):
        for side, used in enumerate(hands):
            pair = [painter.draw_with(used, scene, language="en", seed=2 * number + n) for n in range(2)]
            told = [fact.found for picture in pair for fact in picture.facts if fact.found is not None]
            found[side].extend(float(each) for each in told)
            varied[side].append(_apart(*(fitted(to_tensor(each.image).unsqueeze(0), 64) for each in pair)))
    facts, variety = ([sum(each) / max(1, len(each)) for each in both] for both in (found, varied))
    return {
        JUDGES: Guard(0.5, judged.gain.low + 0.5, 0.0),
        FACTS: Guard(*facts),
        VARIETY: Guard(1.0, variety[1] / max(1e-6, variety[0]), 0.15),
    }


def _apart(one: Tensor, other: Tensor) -> float:
    return (one - other).abs().mean().item()
