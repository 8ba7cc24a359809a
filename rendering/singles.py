"""A plan's single things as the numbers that the planner reads and writes."""

from itertools import groupby
from math import exp, log

from rendering.layout import free_things
from rendering.places import NO_PLACE
from rendering.ties import FREE, UNDER, ties
from world.plan import Plan, Pose
from world.scene import Scene
from world.vocabulary import INVERSE, MOST_THINGS, index

Facts = tuple[int, ...]


def single_facts(scene: Scene) -> list[Facts]:
    """The facts of every thing that lies on no other.

    Object, action, size, kind, how many there are, which one, place, relation, other; numbered as in the vocabulary.
    Action, size, relation and other are 0 for none, place is NO_PLACE for none. The relation is the first one of the
    thing, and the other which one it stands so to, from 1.
    """
    free = free_things(scene, ties(scene))
    place = index("place", scene.place) if scene.place else NO_PLACE
    numbers = {thing.id: number for number, thing in enumerate(free)}
    return [
        (
            index("object", thing.object),
            _or_none("action", thing.action),
            _or_none("size", thing.size),
            min(scene.objects.index(thing.object), KINDS - 1),
            len(free),
            number,
            place,
            *_stands(scene, thing.id, numbers),
        )
        for number, thing in enumerate(free)
    ]


def _stands(scene: Scene, id: int, numbers: dict[int, int]) -> tuple[int, int]:
    """How a thing stands to which other one; what carries another stands below."""
    for each in scene.relations:
        if id not in (each.subject, each.object):
            continue
        subject = each.subject == id
        other = numbers.get(each.object if subject else each.subject)
        if each.relation in UNDER and not subject:
            return _or_none("relation", "below"), 0
        if other is not None and each.relation not in UNDER:
            key = each.relation if each.relation in FREE else "next_to"
            return _or_none("relation", key if subject else INVERSE[key]), 1 + other
    return 0, 0


def _or_none(slot: str, key: str | None) -> int:
    return index(slot, key) + 1 if key else 0


def single_poses(plan: Plan) -> list[Pose]:
    """The poses that go with `single_facts`; those of things that nothing tells apart from left to right."""
    poses = plan.poses()
    free = free_things(plan.scene, ties(plan.scene))
    told = zip(free, single_facts(plan.scene), strict=True)
    runs = groupby(told, key=lambda each: (each[0].colour, *(part for n, part in enumerate(each[1]) if n != _WHICH)))
    ordered = (sorted((poses[thing.id] for thing, _ in run), key=lambda pose: pose.x) for _, run in runs)
    return [pose for run in ordered for pose in run]


KINDS = 4  # of things that the planner tells apart; further ones are to it like the last
_WHICH = 5  # the column of facts that tells alike things apart
OTHERS = MOST_THINGS + 1  # values of the column that says which other thing: 0 is none


def pose_numbers(pose: Pose) -> tuple[float, float, float, float]:
    """x, y, log scale, angle / 45°."""
    return pose.x, pose.y, log(pose.scale), pose.angle / 45


def pose_from(numbers: list[float], flip: bool) -> Pose:
    """The inverse of `pose_numbers`, kept on the canvas."""
    x, y, size, turn = numbers
    pose = Pose(x, y, round(min(max(exp(size), 0.12), 0.75), 4), round(turn * 45, 2), flip).kept_on_canvas()
    return Pose(round(pose.x, 4), round(pose.y, 4), pose.scale, pose.angle, flip)
