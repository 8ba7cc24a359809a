"""A plan's single things as the numbers that the planner reads and writes."""

from math import exp, log

from rendering.places import PLAIN
from world.gist import Gist
from world.plan import Plan, Pose
from world.vocabulary import MARKS, index


def single_facts(scene: Gist) -> list[tuple[int, ...]]:
    """For every single thing: object, action, size, kind, singles in all, which single, place, relation.

    Numbered as in the vocabulary; action, size and relation are 0 for none, place is PLAIN for none.
    """
    total = sum(thing.count for thing in scene.things)
    place = index("place", scene.place) if scene.place else PLAIN
    relation = index("relation", scene.relation) + 1 if scene.relation else 0
    kinds = [of for of, thing in enumerate(scene.things) for _ in range(thing.count)]
    return [
        (
            index("object", scene.things[of].object),
            _or_none("action", scene.things[of].action),
            _or_none("size", scene.things[of].size),
            of,
            total,
            number,
            place,
            relation,
        )
        for number, of in enumerate(kinds)
    ]


def _or_none(slot: str, key: str | None) -> int:
    return index(slot, key) + 1 if key else 0


def single_poses(plan: Plan) -> list[Pose]:
    """The poses of the plan's single things, kind by kind, each kind from left to right."""
    bodies = [layer for layer in plan.layers if layer.what not in MARKS]
    return [body.pose for body in sorted(bodies, key=lambda body: (body.of, body.pose.x))]


def pose_numbers(pose: Pose) -> tuple[float, float, float, float]:
    """x, y, log scale, angle / 45°."""
    return pose.x, pose.y, log(pose.scale), pose.angle / 45


def pose_from(numbers: list[float], flip: bool) -> Pose:
    """The inverse of `pose_numbers`, kept on the canvas."""
    x, y, size, turn = numbers
    scale = min(max(exp(size), 0.12), 0.75)
    half = scale / 2
    return Pose(
        round(min(max(x, 0.8 * half), 1 - 0.8 * half), 4),
        round(min(max(y, 0.85 * half), 1 - 0.85 * half), 4),
        round(scale, 4),
        round(turn * 45, 2),
        flip,
    )
