"""Things moved in the picture as it is: a step across it, to its middle, into each other's place, turned round."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import fmean

from rendering.layout import stacked
from rendering.settle import TOUCH, box, covered, settled
from rendering.ties import clusters, facing, ties
from txt2img.sticker import as_sticker
from world.plan import ASIDE, UPRIGHT, Layer, Plan, Pose

STEP = 0.22  # of the canvas
TOWARDS = {"left_of": (-1, 0), "right_of": (1, 0), "above": (0, -1), "below": (0, 1)}
LEVEL = 0.1  # of the canvas, up to which two things stand at one height


def with_what_they_carry(plan: Plan, ids: Collection[int]) -> frozenset[int]:
    """Some things and all that lies on them."""
    found = set(ids)
    for tie in ties(plan.scene):
        found |= {tie.child} if tie.parent in found and not tie.loose else set()
    return frozenset(found)


def shifted(plan: Plan, ids: Collection[int], way: str) -> Plan:
    """The plan with some things, and what they carry, further to a side (a key of TOWARDS) or in the middle.

    They go a step, or as far as there is room; without room the plan is the same.
    """
    poses = [pose for id, pose in plan.poses().items() if id in ids]
    if not poses:
        return plan
    if way == "middle":
        return _moved(plan, ids, round(0.5 - fmean(pose.x for pose in poses), 4), 0.0)
    across, down = TOWARDS[way]
    step = round(min(STEP, max(min(_room(pose, across, down) for pose in poses), 0.0)), 4)
    return _moved(plan, ids, across * step, down * step)


def with_way_made(plan: Plan, ids: Collection[int]) -> Plan:
    """The plan where what some things were moved onto has stepped aside."""
    groups, poses = clusters(plan.scene, ties(plan.scene)), plan.poses()
    boxes = {body.of: box(body.pose, body.what) for body in plan.bodies}
    moved = [group for group in groups if set(group) & set(ids)]
    onto = [
        group
        for group in groups
        if group not in moved
        and any(covered(boxes[one], boxes[other]) > TOUCH for some in moved for one in some for other in group)
    ]
    if not onto:
        return plan
    still = {id for group in groups if group not in onto for id in group}
    made = settled(replace(plan.scene, relations=()), poses, groups, still)
    bodies = [replace(body, pose=made[body.of]) if body.of in made else body for body in plan.bodies]
    return replace(plan, layers=stacked(plan.scene, bodies, ties(plan.scene)))


def swapped(plan: Plan, ids: Collection[int], others: Collection[int]) -> Plan:
    """The plan with some things, and what they carry, in others' place; a sticker fills its square."""
    poses = plan.poses()
    first, second = ([poses[id] for id in some if id in poses] for some in (ids, others))
    if not first or not second:
        return plan
    across = fmean(pose.x for pose in second) - fmean(pose.x for pose in first)
    down = fmean(pose.foot for pose in second) - fmean(pose.foot for pose in first)
    down = down if abs(down) > LEVEL else 0.0
    plan = _moved(plan, ids, across, down)
    plan = _moved(plan, others, -across, -down)
    return as_sticker(plan) if plan.backdrop is None else plan


def turned(plan: Plan, ids: Collection[int]) -> Plan:
    """The plan with some things looking the other way, and what they hold on the other side."""
    poses = plan.poses()
    changed: dict[int, Pose] = {}
    for id in ids:
        if id not in poses:
            continue
        axis = poses[id].x
        for each in with_what_they_carry(plan, [id]):
            pose = changed.get(each, poses[each])
            changed[each] = replace(facing(pose, not pose.flip), x=round(2 * axis - pose.x, 4))
    if not changed:
        return plan
    bodies = [replace(body, pose=changed.get(body.of or 0, body.pose)) for body in plan.bodies]
    return replace(plan, layers=stacked(plan.scene, bodies, ties(plan.scene)))


def _moved(plan: Plan, ids: Collection[int], across: float, down: float) -> Plan:
    """The plan with some things, what they carry and all their marks so far across and down, but on the canvas."""
    if not across and not down:
        return plan
    whole = with_what_they_carry(plan, ids)
    poses = plan.poses()
    ends = [(pose, replace(pose, x=pose.x + across, y=pose.y + down)) for id, pose in poses.items() if id in ids]
    back = [(after.kept_on_canvas().x - after.x, after.kept_on_canvas().y - after.y) for _, after in ends]
    across += _largest([x for x, _ in back])
    down += _largest([y for _, y in back])

    def moved(body: Layer) -> Layer:
        pose = replace(body.pose, x=round(body.pose.x + across, 4), y=round(body.pose.y + down, 4))
        return replace(body, pose=pose) if body.of in whole else body

    return replace(plan, layers=stacked(plan.scene, [*map(moved, plan.bodies)], ties(plan.scene)))


def _largest(steps: Sequence[float]) -> float:
    return max(steps, key=abs)


def _room(pose: Pose, across: int, down: int) -> float:
    """How far a thing may go that way."""
    at, step, share = (pose.x, across, ASIDE) if across else (pose.y, down, UPRIGHT)
    half = share * pose.scale / 2
    return at - half if step < 0 else 1 - half - at
