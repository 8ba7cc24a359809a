"""A kind of thing moved across its picture, by a step or as far as there is room."""

from dataclasses import replace

from scenes.plan import Plan, Pose
from scenes.vocabulary import MARKS

STEP = 0.22  # of the canvas
EDGE = 0.85  # of half a thing's square stays on the canvas
TOWARDS = {"left_of": (-1, 0), "right_of": (1, 0), "above": (0, -1), "below": (0, 1)}


def shifted(plan: Plan, of: int, way: str) -> Plan:
    """The plan with one kind of thing, and its marks, further to a side (a key of TOWARDS); the same without room."""
    across, down = TOWARDS[way]
    poses = [layer.pose for layer in plan.layers if layer.of == of and layer.what not in MARKS]
    room = min((_room(pose, across, down) for pose in poses), default=0.0)
    step = round(min(STEP, max(room, 0.0)), 4)
    if not step:
        return plan

    def moved(pose: Pose) -> Pose:
        return replace(pose, x=pose.x + across * step, y=pose.y + down * step)

    layers = tuple(replace(layer, pose=moved(layer.pose)) if layer.of == of else layer for layer in plan.layers)
    return replace(plan, layers=layers)


def _room(pose: Pose, across: int, down: int) -> float:
    """How far a thing may go that way."""
    at, step = (pose.x, across) if across else (pose.y, down)
    half = EDGE * pose.scale / 2
    return at - half if step < 0 else 1 - half - at
