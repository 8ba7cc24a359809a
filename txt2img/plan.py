"""Laying out a scene with the planner; an edited scene keeps what was not spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from operator import attrgetter
from pathlib import Path
from random import Random
from statistics import fmean

import torch

from models import weights
from models.planner import Planner, PlannerConfig, sample
from rendering.layout import seated, with_marks
from rendering.singles import pose_from, pose_numbers, single_facts
from rendering.sprites import MARGIN
from world.gist import Gist
from world.plan import Backdrop, Layer, Plan, Pose
from world.vocabulary import MARKS, NATURAL, STYLES
from world.vocabulary import thing as vocabulary_thing

MOST_SEED = 2**31
TRIES = 8  # to place things so that none hides another and their relation holds
HIDDEN = 0.6  # of a thing: more would be lost to the eye
CROWDED = 0.45  # of a thing: where more is hidden, what is there steps aside for what comes
ASIDE = ((), (0,), (1,), (0, 1))  # which kinds of things move where there is no room: none, one, both
APART = {"left_of": 0.12, "right_of": 0.12, "above": 0.2, "below": 0.2}  # of the canvas, at the least


@dataclass(frozen=True)
class Stay:
    """A single thing that is still there after an edit: where it was, and what of that may change."""

    pose: Pose
    rises: bool = False  # or falls: it does something else, or is in another place
    grows: bool = False  # or shrinks
    moves: bool = False  # aside, so that there is room

    @property
    def still(self) -> bool:
        return not (self.rises or self.grows or self.moves)

    def now(self, fresh: Pose) -> Pose:
        """As it was, and otherwise as a `fresh` pose where that has to change."""
        if self.still:
            return self.pose
        stands = fresh if self.rises or self.moves else self.pose
        turned = fresh if self.rises else self.pose
        scale = (fresh if self.grows else self.pose).scale
        x = (fresh if self.moves else self.pose).x
        y = _foot(stands) - scale * (0.5 - MARGIN)
        half = scale / 2
        return Pose(
            min(max(x, 0.8 * half), 1 - 0.8 * half),
            min(max(y, 0.85 * half), 1 - 0.85 * half),
            scale,
            turned.angle if turned.flip == self.pose.flip else -turned.angle,
            self.pose.flip,
        )


class Layouts:
    """The planner, ready to lay scenes out."""

    def __init__(self, folder: Path):
        self.folder = folder / "planner"
        self.planner = weights.load(self.folder, Planner, PlannerConfig)

    def plan(self, scene: Gist, seed: int, base: Plan | None = None, *, sticker: bool = False) -> Plan:
        """A plan of the scene; the same scene, seed and base give the same plan.

        With `base`, a thing that stays what it was keeps its seeds. It stays where it is, too, or on its side of the
        picture where its action, size or place has changed, as far as that leaves room for what is new and lets the
        relation hold. What fills a sticker keeps its places only in another `sticker`.
        """
        rng = Random(seed)
        kept = _kept(scene, base) if base else [[] for _ in scene.things]
        style = scene.style or (base_style(base) if base else None) or rng.choice(STYLES).key
        singles = [(of, k) for of, thing in enumerate(scene.things) for k in range(thing.count)]
        stays: list[Stay | None] = [None] * len(singles)
        if base and (sticker or base.backdrop):
            stays = [_stay(kept[of][k], scene, of, base) if k < len(kept[of]) else None for of, k in singles]
        if base and _are_swapped(scene, base):
            stays = [stay and replace(stay, moves=True) for stay in stays]
        anew = base is None or scene.relation not in (base.scene.relation, None)
        poses = self._placed(scene, seed, stays, anew=anew)
        bodies: list[tuple[Layer, str | None]] = []
        for (of, k), pose in zip(singles, poses, strict=True):
            thing, fresh = scene.things[of], rng.randrange(MOST_SEED)
            layer_seed = kept[of][k].seed if k < len(kept[of]) else fresh
            bodies.append((Layer(thing.object, pose, layer_seed, thing.colour or NATURAL, style, of), thing.action))
        bodies.sort(key=lambda body: body[0].pose.y + body[0].pose.scale / 2)
        layers = [layer for body, action in bodies for layer in with_marks(body, action, Random(body.seed))]
        return Plan(scene, _backdrop(scene, rng, base), tuple(layers), seed)

    def _placed(self, scene: Gist, seed: int, stays: Sequence[Stay | None], *, anew: bool) -> list[Pose]:
        """Poses where no thing hides another and the relation holds; `anew` says that it is no old one.

        What stays moves aside only where no try finds room for the rest: one kind of thing, the other, both; and
        where that does not help, either, all is laid out afresh.
        """
        owner = [of for of, thing in enumerate(scene.things) for _ in range(thing.count)]
        pairs = list(zip(owner, stays, strict=True))
        held = [[stay and replace(stay, moves=stay.moves or of in aside) for of, stay in pairs] for aside in ASIDE]
        held.append([None] * len(pairs))
        tried: list[tuple[bool, float, list[Pose]]] = []
        for some in (each for n, each in enumerate(held) if each not in held[:n]):
            still = [stay is not None and stay.still for stay in some]
            for attempt in range(TRIES):
                poses = self._poses(scene, seed + attempt * MOST_SEED, some)
                holds = (all(still) and not anew) or _holds(scene, poses)
                tried.append((not holds, _crowding(scene, poses, still), poses))
                if holds and tried[-1][1] < (HIDDEN if some == held[-1] else CROWDED):
                    return poses
                if all(still):
                    break
        return min(tried[-TRIES:], key=lambda each: each[:2])[-1]

    @torch.no_grad()
    def _poses(self, scene: Gist, seed: int, stays: Sequence[Stay | None]) -> list[Pose]:
        """A pose for every single thing, sampled one after the other; what stays is looked at, too."""
        random = torch.Generator().manual_seed(seed)
        facts = torch.tensor([single_facts(scene)])
        before = torch.zeros(1, len(stays), 5)
        poses: list[Pose] = []
        for step, stay in enumerate(stays):
            numbers, flip = sample(self.planner(facts, before), random, step=step)
            fresh = pose_from(numbers[0].tolist(), bool(flip[0]))
            poses.append(stay.now(fresh) if stay else fresh)
            if step + 1 < len(stays):
                before[0, step + 1] = torch.tensor([*pose_numbers(poses[-1]), float(poses[-1].flip)])
        return _seated(scene, poses) if scene.relation == "on" else poses


def _seated(scene: Gist, poses: list[Pose]) -> list[Pose]:
    """The first kind's things moved up or down onto the nearest of the second's: here a near miss would show."""
    rider, carrier = scene.things
    riders, carriers = poses[: rider.count], poses[rider.count :]
    nearest = [min(carriers, key=lambda under: abs(under.x - pose.x)) for pose in riders]
    return [seated(pose, under, carrier.object) for pose, under in zip(riders, nearest, strict=True)] + carriers


def _holds(scene: Gist, poses: Sequence[Pose]) -> bool:
    """Whether the first kind's things stand to the second's as the relation says, to the eye too (`img2txt.view`).

    What stands aslant is beside where it is further aside than up or down, else above or below.
    """
    if scene.relation not in APART and scene.relation != "on":
        return True
    count = scene.things[0].count
    first, second = poses[:count], poses[count:]
    if scene.relation == "on":
        return all(min(abs(pose.x - under.x) / under.scale for under in second) < 0.5 for pose in first)
    if scene.relation in ("right_of", "below"):
        first, second = second, first
    along, across = attrgetter("x"), attrgetter("y")
    if scene.relation in ("above", "below"):
        along, across = across, along
    gap = min(map(along, second)) - max(map(along, first))
    further = fmean(map(along, second)) - fmean(map(along, first))
    return gap > APART[scene.relation] and further > abs(fmean(map(across, second)) - fmean(map(across, first)))


def _crowding(scene: Gist, poses: Sequence[Pose], still: Sequence[bool]) -> float:
    """The most that any thing is covered by another, pairs that stand as they stood left out; in [0, 1]."""
    singles = [thing.object for thing in scene.things for _ in range(thing.count)]
    boxes = [_box(pose, what) for pose, what in zip(poses, singles, strict=True)]
    pairs = permutations(range(len(boxes)), 2)
    return max((_covered(boxes[i], boxes[j]) for i, j in pairs if not (still[i] and still[j])), default=0.0)


def _box(pose: Pose, what: str) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a drawing, which may be less tall than its square."""
    half, foot = pose.scale * (0.5 - MARGIN), _foot(pose)
    return pose.x - half, pose.x + half, foot - 2 * half * vocabulary_thing(what).tall, foot


def _covered(box: tuple[float, ...], other: tuple[float, ...]) -> float:
    """How much of a box another covers, in [0, 1]."""
    (left, right, top, bottom), (left2, right2, top2, bottom2) = box, other
    width, height = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
    return max(0.0, width) * max(0.0, height) / ((right - left) * (bottom - top))


def _foot(pose: Pose) -> float:
    return pose.y + pose.scale * (0.5 - MARGIN)


def base_style(base: Plan) -> str | None:
    """The style that a plan was drawn in."""
    return next((layer.style for layer in base.layers if layer.what not in MARKS), None)


def _bodies(plan: Plan, of: int) -> list[Layer]:
    found = [layer for layer in plan.layers if layer.of == of and layer.what not in MARKS]
    return sorted(found, key=lambda layer: layer.pose.x)


def _origins(scene: Gist, base: Plan) -> list[int | None]:
    """Which thing of the base each thing is: one of the same object, nearest in order; none is two.

    Where things came or went, order says little: then the same colour comes first.
    """
    before = base.scene.things
    moved = len(scene.things) != len(before)
    alike = [
        (moved and was.colour != now.colour, abs(n - of), of, n)
        for of, now in enumerate(scene.things)
        for n, was in enumerate(before)
        if was.object == now.object
    ]
    origins: list[int | None] = [None] * len(scene.things)
    for *_, of, n in sorted(alike):
        if origins[of] is None and n not in origins:
            origins[of] = n
    return origins


def _kept(scene: Gist, base: Plan) -> list[list[Layer]]:
    """For each thing the layers of the base that show it, from left to right, then others of its kind that are left."""
    origins = _origins(scene, base)
    kept = [_bodies(base, was) if was is not None else [] for was in origins]
    for n, was in enumerate(base.scene.things):
        alike = [of for of, now in enumerate(scene.things) if now.object == was.object]
        if n not in origins and alike:
            kept[alike[0]] += _bodies(base, n)
    return kept


def _are_swapped(scene: Gist, base: Plan) -> bool:
    """Whether the things of the base stand in the other order: what carried the other stands on it now."""
    return _origins(scene, base) == [1, 0]


def _stay(body: Layer, scene: Gist, of: int, base: Plan) -> Stay:
    """A layer of the base that shows one of a thing of the scene."""
    was, now = base.scene.things[body.of or 0], scene.things[of]
    return Stay(body.pose, (was.action, base.scene.place) != (now.action, scene.place), was.size != now.size)


def _backdrop(scene: Gist, rng: Random, base: Plan | None) -> Backdrop:
    fresh = Backdrop(scene.place, scene.time or "day", rng.randrange(MOST_SEED))
    if base is not None and base.backdrop is not None and base.place == scene.place:
        return replace(base.backdrop, time=fresh.time)
    return fresh
