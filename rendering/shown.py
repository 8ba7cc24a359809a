"""What a plan shows, said or not: two kinds of things that stand plainly apart do so whether it was said or not."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean as _mean

from rendering.sizes import plain_size
from world.gist import Gist
from world.plan import Plan, Pose
from world.vocabulary import INVERSE

PLAINLY = 0.08  # of the canvas, how much further two kinds are apart one way than the other
_TOLD_SECOND = ("right_of", "below")


def shown_scene(plan: Plan) -> Gist:
    """The gist of the plan's scene with the relation, the light, the style and the sizes that a picture of it shows."""
    groups = plan.scene.groups()
    said = plan.scene.gist()
    poses = plan.poses()
    shown = [[poses[thing.id] for thing in group if thing.id in poses] for group in groups]
    sizes = [_size(some, len(poses)) if some else kind.size for some, kind in zip(shown, said.things, strict=True)]
    return replace(
        said,
        things=tuple(replace(kind, size=size) for kind, size in zip(said.things, sizes, strict=True)),
        relation=said.relation or (_plain_relation(*shown) if len(shown) == 2 else None),
        time=plan.time,
        style=plan.style or said.style,
    )


def _size(poses: Sequence[Pose], total: int) -> str | None:
    """What things look like among so many in all."""
    return plain_size(_mean(pose.scale for pose in poses), total)


def _plain_relation(first: Sequence[Pose], second: Sequence[Pose]) -> str | None:
    """How every first thing stands to every second; None unless that is plain."""
    if not first or not second:
        return None
    across = _mean(pose.x for pose in second) - _mean(pose.x for pose in first)
    down = _mean(pose.y for pose in second) - _mean(pose.y for pose in first)
    if abs(abs(across) - abs(down)) < PLAINLY:
        return None
    relation, side, step = ("left_of", "x", across) if abs(across) > abs(down) else ("above", "y", down)
    before, after = (first, second) if step > 0 else (second, first)
    if max(getattr(pose, side) for pose in before) > min(getattr(pose, side) for pose in after):
        return None
    return relation if step > 0 else INVERSE[relation]


def sayable(scene: Gist) -> Gist:
    """What a caption speaks of: styles and daylight go without saying."""
    return replace(scene, style=None, time=None if scene.time == "day" else scene.time)


def in_reading_order(scene: Gist) -> Gist:
    """What a caption speaks of, told from what stands left or above."""
    told = sayable(scene)
    if told.relation not in _TOLD_SECOND:
        return told
    return replace(told, things=told.things[::-1], relation=INVERSE[told.relation])
