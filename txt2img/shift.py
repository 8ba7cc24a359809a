"""A kind of thing moved across its picture by a step, or as far as there is room; two in each other's place."""

from dataclasses import replace
from statistics import fmean

from txt2img.sticker import as_sticker
from world.plan import Layer, Plan, Pose
from world.vocabulary import INVERSE, MARKS

STEP = 0.22  # of the canvas
EDGE = 0.85  # of half a thing's square stays on the canvas
TOWARDS = {"left_of": (-1, 0), "right_of": (1, 0), "above": (0, -1), "below": (0, 1)}


def shifted(plan: Plan, of: int, way: str) -> Plan:
    """The plan with one kind of thing, and its marks, further to a side (a key of TOWARDS); the same without room."""
    across, down = TOWARDS[way]
    room = min((_room(pose, across, down) for pose in _poses(plan, of)), default=0.0)
    step = round(min(STEP, max(room, 0.0)), 4)
    if not step:
        return plan

    def moved(pose: Pose) -> Pose:
        return replace(pose, x=pose.x + across * step, y=pose.y + down * step)

    layers = tuple(replace(layer, pose=moved(layer.pose)) if layer.of == of else layer for layer in plan.layers)
    return replace(plan, layers=layers)


def swapped(plan: Plan) -> Plan:
    """The plan with its two kinds of things, and their marks, in each other's place; a sticker fills its square."""
    across, down = ([_middle(plan, of, upright) for of in (0, 1)] for upright in (False, True))
    further_down = abs(down[1] - down[0]) > abs(across[1] - across[0])
    upright = plan.scene.relation in ("above", "below") or (plan.scene.relation not in INVERSE and further_down)
    first, second = down if upright else across
    steps = {0: _fitting(plan, 0, second - first, upright), 1: _fitting(plan, 1, first - second, upright)}

    def moved(layer: Layer) -> Layer:
        step = steps[layer.of or 0]
        pose = replace(layer.pose, y=layer.pose.y + step) if upright else replace(layer.pose, x=layer.pose.x + step)
        return replace(layer, pose=replace(pose, x=round(pose.x, 4), y=round(pose.y, 4)))

    relation = INVERSE.get(plan.scene.relation or "", plan.scene.relation)
    other = replace(plan, scene=replace(plan.scene, relation=relation), layers=tuple(map(moved, plan.layers)))
    return as_sticker(other) if plan.backdrop is None else other


def _fitting(plan: Plan, of: int, step: float, upright: bool) -> float:
    """As much of a kind's step along one axis as keeps all of it on the canvas."""
    way = (0, 1 if step > 0 else -1) if upright else (1 if step > 0 else -1, 0)
    room = min(_room(pose, *way) for pose in _poses(plan, of))
    return max(-room, step) if step < 0 else min(room, step)


def _middle(plan: Plan, of: int, upright: bool) -> float:
    """Where a kind of thing stands, on average, across the canvas or down it."""
    return fmean(pose.y if upright else pose.x for pose in _poses(plan, of))


def _poses(plan: Plan, of: int) -> list[Pose]:
    return [layer.pose for layer in plan.layers if layer.of == of and layer.what not in MARKS]


def _room(pose: Pose, across: int, down: int) -> float:
    """How far a thing may go that way."""
    at, step = (pose.x, across) if across else (pose.y, down)
    half = EDGE * pose.scale / 2
    return at - half if step < 0 else 1 - half - at
