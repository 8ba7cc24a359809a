"""Another picture like this one: the same scene in the same light, its things drawn and placed a little otherwise."""

from dataclasses import replace
from random import Random

from rendering.layout import with_marks
from txt2img.shift import EDGE
from txt2img.sticker import as_sticker
from world.plan import Layer, Plan
from world.vocabulary import MARKS

STEP = 0.04  # of the canvas, how far a kind of thing may move to each side; half as far up or down
TURN = 5.0  # degrees, either way
MOST_TURN = 12.0  # however often it is asked for; what leans more already leans no more than it did
_SEEDS = 2**31


def varied(plan: Plan, seed: int) -> Plan:
    """The plan with fresh seeds for its things, each kind a small step aside with its marks; the ground stays.

    What stands on another moves with it. A sticker still fills its square.
    """
    rng = Random(seed)
    steps = [(rng.uniform(-STEP, STEP), rng.uniform(-STEP, STEP) / 2) for _ in plan.scene.things]

    def moved(body: Layer) -> Layer:
        across, down = steps[0 if plan.scene.relation == "on" else body.of or 0]
        old, turn = body.pose, rng.uniform(-TURN, TURN)
        angle = max(MOST_TURN, abs(old.angle))
        pose = replace(
            old,
            x=_within(old.x + across, old.x, old.scale),
            y=_within(old.y + down, old.y, old.scale),
            angle=min(max(old.angle + turn, -angle), angle),
        )
        return replace(body, pose=pose, seed=rng.randrange(_SEEDS))

    bodies = [moved(layer) for layer in plan.layers if layer.what not in MARKS]
    actions = [thing.action for thing in plan.scene.things]
    layers = [layer for body in bodies for layer in with_marks(body, actions[body.of or 0], Random(body.seed))]
    alike = replace(plan, layers=tuple(layers), seed=seed)
    return as_sticker(alike) if plan.backdrop is None else alike


def _within(at: float, before: float, scale: float) -> float:
    """A place as far inside the canvas as things keep to; what was nearer to the edge goes no nearer."""
    room = EDGE * scale / 2
    return round(min(max(at, min(room, before)), max(1 - room, before)), 4)
