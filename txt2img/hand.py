"""The hand that a painter draws with: as it shipped, or one that was learnt from ratings while that is promoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from random import Random
from statistics import fmean, pstdev

import torch
from jaxtyping import Float
from torch import Tensor

from models.hand import Hand, HandConfig
from models.ranker import Ranker
from models.served import Served
from models.versions import NAME
from models.weights import WeightsError, load
from txt2img.paint import Brushes
from world.plan import Plan
from world.vocabulary import STYLES

PAINTER = "painter"  # below the folder of versions
TRIED = 6  # layouts, of which one is taken
WHIM = 0.5  # how far the taken one is left to chance: none would make all candidates alike
PLAN_GROUPS = (len(STYLES), 6)  # how many numbers say how a plan is drawn, and where things stand and how large
MARK = "+"  # between the fingerprint of what shipped and the version that was learnt


@dataclass(frozen=True)
class InUse:
    """What pictures are painted with by now."""

    brushes: Brushes
    weights: str  # that a picture keeps
    plans: Ranker | None = None  # which layouts are preferred


class Hands:
    """The hand that is served by now; asked before each answer."""

    def __init__(self, shipped: Brushes, weights: str, versions: Path | None):
        self.shipped = InUse(shipped, weights)
        self.served = Served(versions, PAINTER, (Hand, HandConfig), weights)
        self._own: tuple[str, InUse] | None = None

    def now(self) -> InUse:
        learnt = self.served.learnt()
        if learnt is None:
            return self.shipped
        if self._own is None or self._own[0] != learnt.name:
            weights = f"{self.shipped.weights}{MARK}{learnt.name}"
            self._own = learnt.name, in_use(self.shipped.brushes, learnt.network, weights)
        return self._own[1]

    def pin(self, versions: Path | None, made_by: str) -> None:
        """From now on the version that drew a picture, whatever is served; WeightsError says which is missing."""
        weights, _, name = made_by.partition(MARK)
        if weights != self.shipped.weights or not NAME.fullmatch(name):
            return  # that it was drawn by other weights is said
        if versions is None or not (versions / PAINTER / name).is_dir():
            where = f"is not in {versions / PAINTER}" if versions else "is looked for where --versions says"
            raise WeightsError(f"the picture was drawn by the painter's version {name}, which {where}")
        hand = load(versions / PAINTER / name, Hand, HandConfig)
        self.shipped = in_use(self.shipped.brushes, hand, made_by)


def in_use(shipped: Brushes, hand: Hand, weights: str) -> InUse:
    """The brushes that shipped, but for how single things are drawn."""
    heard = bool(hand.plans.heads.weight.any())
    return InUse(shipped.drawing_by(hand.layers), weights, hand.plans if heard else None)


def preferred(plans: Sequence[Plan], heads: Ranker, dice: Random) -> Plan:
    """One of several layouts of the same scene, most likely one that people are sure to like (Luce 1959)."""
    worth = sure_worth(heads, torch.stack([plan_features(plan) for plan in plans])).tolist()
    whims = [-WHIM * log(-log(dice.uniform(1e-9, 1 - 1e-9))) for _ in plans]
    return plans[max(range(len(plans)), key=lambda n: worth[n] + whims[n])]


@torch.no_grad()
def sure_worth(heads: Ranker, features: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
    """What the heads think together, less how far they disagree: a lower confidence bound."""
    said = heads(features)
    return said.mean(1) - (said - said.mean(0)).std(1)


def plan_features(plan: Plan) -> Float[Tensor, "d"]:
    """The style of a plan, and how large, high, central and spread its things are."""
    style = [float(plan.style == each.key) for each in STYLES]
    poses = [body.pose for body in plan.bodies]
    if not poses:
        return torch.tensor([*style, *[0.0] * PLAN_GROUPS[1]])
    scales, xs, ys = ([getattr(pose, name) for pose in poses] for name in ("scale", "x", "y"))
    off = fmean(abs(x - 0.5) for x in xs)
    return torch.tensor([*style, fmean(scales), min(scales), max(scales), fmean(ys), off, pstdev(xs)])
