"""What a plan shows, said or not: two kinds of things that stand plainly apart do so whether it was said or not."""

from dataclasses import replace
from statistics import fmean as _mean

from rendering.layout import plain_size
from world.gist import Gist
from world.plan import Plan
from world.vocabulary import INVERSE, MARKS

PLAINLY = 0.08  # of the canvas, how much further two kinds are apart one way than the other
_TOLD_SECOND = ("right_of", "below")


def shown_scene(plan: Plan) -> Gist:
    """The plan's scene with the relation, the light, the style and the sizes that a picture of it shows."""
    styles = (layer.style for layer in plan.layers if layer.what not in MARKS)
    return replace(
        plan.scene,
        things=tuple(replace(thing, size=_size(plan, of)) for of, thing in enumerate(plan.scene.things)),
        relation=plan.scene.relation or _plain_relation(plan),
        time=plan.time,
        style=next(styles, plan.scene.style),
    )


def _size(plan: Plan, of: int) -> str | None:
    """What the singles of a thing look like among all that are there."""
    bodies = [layer for layer in plan.layers if layer.what not in MARKS]
    scales = [body.pose.scale for body in bodies if body.of == of]
    return plain_size(_mean(scales), len(bodies)) if scales else plan.scene.things[of].size


def _plain_relation(plan: Plan) -> str | None:
    """How every first thing stands to every second; None unless that is plain."""
    bodies = [layer for layer in plan.layers if layer.what not in MARKS]
    first, second = ([body.pose for body in bodies if body.of == of] for of in (0, 1))
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
