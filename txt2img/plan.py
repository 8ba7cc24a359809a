"""Laying out a scene with the planner; an edited scene keeps what was not spoken of."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import torch

from models import weights
from models.planner import Planner, PlannerConfig, sample
from rendering.layout import free_things, stacked
from rendering.settle import QUIET, settled, trouble
from rendering.singles import pose_from, pose_numbers, single_facts
from rendering.ties import Tie, clusters, facing, hung, ties
from txt2img.edit import kept, with_room
from txt2img.sticker import grounded
from world.plan import MOST_SEED, Backdrop, Layer, Plan, Pose
from world.scene import Scene
from world.vocabulary import NATURAL, STYLES

TRIES = 8  # to place things so that none is in another's way and every relation holds


class Layouts:
    """The planner, ready to lay scenes out."""

    def __init__(self, folder: Path):
        self.folder = folder / "planner"
        self.planner = weights.load(self.folder, Planner, PlannerConfig)

    def plan(self, scene: Scene, seed: int, base: Plan | None = None, *, sticker: bool = False) -> Plan:
        """A plan of the scene; the same scene, seed and base give the same plan.

        With `base`, a thing that is in both scenes keeps its seed. It keeps its place, too, or its side of the picture
        where its action, size or place has changed, as far as there is room for what is new and relations hold. What
        comes into or leaves a sticker does so on a ground: `as_sticker` fills the square again.
        """
        if base and base.backdrop is None and not (sticker and _same_things(scene, base.scene)):
            base = grounded(base)
        rng = Random(seed)
        style = scene.style or (base.style if base else None) or rng.choice(STYLES).key
        backdrop = _backdrop(scene, rng.randrange(MOST_SEED), base)
        seeds = {thing.id: rng.randrange(MOST_SEED) for thing in scene.things}
        before = {body.of: body for body in base.bodies} if base else {}
        poses = self._changed(scene, seed, style, base) if before and base else self._afresh(scene, seed, style)[1]

        def body(id: int, object: str, colour: str | None) -> Layer:
            own = Layer(object, poses[id], seeds[id], colour or NATURAL, style, id)
            if (was := before.get(id)) is None:
                return own
            return replace(own, seed=was.seed, blend=was.blend if was.what == object else None)

        bodies = [body(thing.id, thing.object, thing.colour) for thing in scene.things]
        return Plan(scene, backdrop, stacked(scene, bodies, ties(scene)), seed)

    def _changed(self, scene: Scene, seed: int, style: str, base: Plan) -> dict[int, Pose]:
        """Poses after an edit: the least that has to move moves."""
        links = ties(scene)
        fresh = hung(scene, self._poses(scene, links, seed), links, style, Random(seed))
        there = kept(scene, base, fresh)
        found = with_room(scene, there, fresh, links, style, Random(seed))
        groups = clusters(scene, links)
        for still, shrinking in ((there.still, False), ((), False), ((), True)):
            tried = settled(there.scene, found, groups, still, shrinking=shrinking)
            loud = trouble(there.scene, tried, groups, there.still)
            if loud < QUIET:
                return tried
        least, poses = self._afresh(scene, seed, style)
        if loud < least + BEARABLE:
            return tried
        return {id: facing(pose, there.poses[id].flip) if id in there.poses else pose for id, pose in poses.items()}

    def _afresh(self, scene: Scene, seed: int, style: str) -> tuple[float, dict[int, Pose]]:
        """Poses where no thing is in another's way and every relation holds, and how far from that they are."""
        links = ties(scene)
        groups = clusters(scene, links)
        tried: list[tuple[float, dict[int, Pose]]] = []
        for attempt in range(TRIES):
            free = self._poses(scene, links, seed + attempt * MOST_SEED)
            poses = settled(scene, hung(scene, free, links, style, Random(seed + attempt)), groups)
            tried.append((trouble(scene, poses, groups), poses))
            if tried[-1][0] < QUIET:
                break
        return min(tried, key=lambda each: each[0])

    @torch.no_grad()
    def _poses(self, scene: Scene, links: Sequence[Tie], seed: int) -> dict[int, Pose]:
        """A pose for every thing that lies on no other one, sampled one after the other."""
        free = free_things(scene, links)
        if not free:
            return {}
        random = torch.Generator().manual_seed(seed)
        facts = torch.tensor([single_facts(scene)])
        before = torch.zeros(1, len(free), 5)
        poses: dict[int, Pose] = {}
        for step, thing in enumerate(free):
            numbers, flip = sample(self.planner(facts, before), random, step=step)
            pose = poses[thing.id] = pose_from(numbers[0].tolist(), bool(flip[0]))
            if step + 1 < len(free):
                before[0, step + 1] = torch.tensor([*pose_numbers(pose), float(pose.flip)])
        return poses


BEARABLE = 0.3  # trouble more than a fresh layout's, for which nothing is laid out afresh


def _same_things(scene: Scene, before: Scene) -> bool:
    return {thing.id for thing in scene.things} == {thing.id for thing in before.things}


def _backdrop(scene: Scene, seed: int, base: Plan | None) -> Backdrop:
    fresh = Backdrop(scene.place, scene.time or "day", seed, scene.ground)
    if base is not None and base.backdrop is not None and base.place == scene.place:
        return replace(base.backdrop, time=fresh.time, colour=fresh.colour)
    return fresh
