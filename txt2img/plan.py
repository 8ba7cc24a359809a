"""Laying out a scene with the planner; an edited scene keeps what was not spoken of."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random

import torch

from models import weights
from models.planner import Planner, PlannerConfig, sample
from scenes.layout import seated, with_marks
from scenes.plan import Backdrop, Layer, Plan, Pose
from scenes.scene import Scene, Thing
from scenes.singles import pose_from, pose_numbers, single_facts
from scenes.vocabulary import MARKS, NATURAL, STYLES

MOST_SEED = 2**31
TRIES = 8  # to place things so that none hides another
HIDDEN = 0.6  # of a thing's square: more would be lost to the eye


class Layouts:
    """The planner, ready to lay scenes out."""

    def __init__(self, folder: Path):
        self.folder = folder / "planner"
        self.planner = weights.load(self.folder, Planner, PlannerConfig)

    def plan(self, scene: Scene, seed: int, base: Plan | None = None, *, sticker: bool = False) -> Plan:
        """A plan of the scene; the same scene, seed and base give the same plan.

        With `base`, a thing that stays what it was keeps its seeds, and its places too while nothing that decides
        them (action, size, place, relation) has changed and they leave room for what is new. What fills a sticker
        keeps its places only in another `sticker`.
        """
        rng = Random(seed)
        kept = [_kept(scene, of, base) for of in range(len(scene.things))]
        style = scene.style or (base_style(base) if base else None) or rng.choice(STYLES).key
        places = base if sticker or (base and base.backdrop) else None
        poses = self._with_room(scene, seed, _kept_poses(scene, kept, places))
        bodies: list[tuple[Layer, str | None]] = []
        singles = [(of, k) for of, thing in enumerate(scene.things) for k in range(thing.count)]
        for (of, k), pose in zip(singles, poses, strict=True):
            thing, fresh = scene.things[of], rng.randrange(MOST_SEED)
            layer_seed = kept[of][k].seed if k < len(kept[of]) else fresh
            bodies.append((Layer(thing.object, pose, layer_seed, thing.colour or NATURAL, style, of), thing.action))
        bodies.sort(key=lambda body: body[0].pose.y + body[0].pose.scale / 2)
        layers = [layer for body, action in bodies for layer in with_marks(body, action, Random(body.seed))]
        return Plan(scene, _backdrop(scene, rng, base), tuple(layers), seed)

    def _with_room(self, scene: Scene, seed: int, known: list[Pose | None]) -> list[Pose]:
        """Poses where no thing hides another; what is known moves only where no try finds room for the rest."""
        tried: list[tuple[float, list[Pose]]] = []
        nothing: list[Pose | None] = [None] * len(known)
        for kept in (known, nothing):
            for attempt in range(TRIES):
                poses = self._poses(scene, seed + attempt * MOST_SEED, kept)
                tried.append((_crowding(poses, kept), poses))
                if tried[-1][0] < HIDDEN:
                    return poses
        return min(tried[TRIES:], key=lambda each: each[0])[1]

    @torch.no_grad()
    def _poses(self, scene: Scene, seed: int, known: list[Pose | None]) -> list[Pose]:
        """A pose for every single thing, sampled one after the other; known ones are kept and looked at."""
        random = torch.Generator().manual_seed(seed)
        facts = torch.tensor([single_facts(scene)])
        before = torch.zeros(1, len(known), 5)
        poses: list[Pose] = []
        for step, pose in enumerate(known):
            numbers, flip = sample(self.planner(facts, before), random, step=step)
            poses.append(pose or pose_from(numbers[0].tolist(), bool(flip[0])))
            if step + 1 < len(known):
                before[0, step + 1] = torch.tensor([*pose_numbers(poses[-1]), float(poses[-1].flip)])
        return _seated(scene, poses) if scene.relation == "on" else poses


def _seated(scene: Scene, poses: list[Pose]) -> list[Pose]:
    """The first kind's things moved up or down onto the nearest of the second's: here a near miss would show."""
    rider, carrier = scene.things
    riders, carriers = poses[: rider.count], poses[rider.count :]
    nearest = [min(carriers, key=lambda under: abs(under.x - pose.x)) for pose in riders]
    return [seated(pose, under, carrier.object) for pose, under in zip(riders, nearest, strict=True)] + carriers


def _crowding(poses: list[Pose], kept: list[Pose | None]) -> float:
    """The most that any thing is covered by another, pairs of kept ones left out; in [0, 1]."""
    pairs = permutations(range(len(poses)), 2)
    return max((_covered(poses[i], poses[j]) for i, j in pairs if kept[i] is None or kept[j] is None), default=0.0)


def _covered(pose: Pose, other: Pose) -> float:
    """How much of a thing's square another's covers, in [0, 1]."""
    reach = (pose.scale + other.scale) / 2
    width, height = (
        max(0.0, min(reach - abs(a - b), pose.scale, other.scale)) for a, b in ((pose.x, other.x), (pose.y, other.y))
    )
    return width * height / pose.scale**2


def base_style(base: Plan) -> str | None:
    """The style that a plan was drawn in."""
    return next((layer.style for layer in base.layers if layer.what not in MARKS), None)


def _bodies(plan: Plan, of: int) -> list[Layer]:
    found = [layer for layer in plan.layers if layer.of == of and layer.what not in MARKS]
    return sorted(found, key=lambda layer: layer.pose.x)


def _base_thing(scene: Scene, of: int, base: Plan) -> int | None:
    """Which thing of the base is meant: the one with the same object, nearest in order.

    Where things came or went, order says little: then the same colour comes first.
    """
    same = [n for n, thing in enumerate(base.scene.things) if thing.object == scene.things[of].object]
    moved = len(scene.things) != len(base.scene.things)
    colour = scene.things[of].colour
    return min(same, key=lambda n: (moved and base.scene.things[n].colour != colour, abs(n - of)), default=None)


def _kept(scene: Scene, of: int, base: Plan | None) -> list[Layer]:
    """The layers of the base that show this thing."""
    was = _base_thing(scene, of, base) if base else None
    return _bodies(base, was) if base is not None and was is not None else []


def _kept_poses(scene: Scene, kept: list[list[Layer]], base: Plan | None) -> list[Pose | None]:
    poses: list[Pose | None] = []
    for of, thing in enumerate(scene.things):
        steady = base is not None and _stands_as_before(scene, thing, of, base)
        poses += [kept[of][k].pose if steady and k < len(kept[of]) else None for k in range(thing.count)]
    return poses


def _stands_as_before(scene: Scene, thing: Thing, of: int, base: Plan) -> bool:
    was = _base_thing(scene, of, base)
    if was is None:
        return False
    before = base.scene.things[was]
    same_thing = (before.action, before.size, before.count) == (thing.action, thing.size, thing.count)
    return same_thing and base.scene.place == scene.place and scene.relation in (base.scene.relation, None)


def _backdrop(scene: Scene, rng: Random, base: Plan | None) -> Backdrop:
    fresh = Backdrop(scene.place, scene.time or "day", rng.randrange(MOST_SEED))
    if base is not None and base.backdrop is not None and base.place == scene.place:
        return replace(base.backdrop, time=fresh.time)
    return fresh
