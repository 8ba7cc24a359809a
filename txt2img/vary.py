"""Another picture like this one: the same scene in the same light, its things drawn and placed a little otherwise."""

from dataclasses import replace
from random import Random

from rendering.layout import with_marks
from rendering.ties import clusters, ties
from txt2img.sticker import as_sticker
from world.plan import ASIDE, MOST_SEED, UPRIGHT, Layer, Plan

STEP = 0.04  # of the canvas, how far a kind of thing may move to each side; half as far up or down
TURN = 5.0  # degrees, either way
MOST_TURN = 12.0  # however often it is asked for; what leans more already leans no more than it did


def varied(plan: Plan, seed: int) -> Plan:
    """The plan with fresh seeds for its things, each group of alike things a small step aside; the ground stays.

    What hangs together moves together. A sticker still fills its square.
    """
    rng = Random(seed)
    links = ties(plan.scene)
    steps: dict[int, tuple[float, float]] = {}
    for group in plan.scene.groups():
        step = rng.uniform(-STEP, STEP), rng.uniform(-STEP, STEP) / 2
        steps |= {thing.id: step for thing in group}
    for whole in clusters(plan.scene, links):
        steps |= dict.fromkeys(whole, steps[whole[0]])
    tied = {end for tie in links if not tie.loose for end in (tie.child, tie.parent)}

    def moved(body: Layer) -> Layer:
        across, down = steps[body.of or 0]
        old, turn = body.pose, 0.0 if body.of in tied else rng.uniform(-TURN, TURN)
        angle = max(MOST_TURN, abs(old.angle))
        pose = replace(
            old,
            x=_within(old.x + across, old.x, ASIDE * old.scale / 2),
            y=_within(old.y + down, old.y, UPRIGHT * old.scale / 2),
            angle=min(max(old.angle + turn, -angle), angle),
        )
        return replace(body, pose=pose, seed=rng.randrange(MOST_SEED))

    actions = {thing.id: thing.action for thing in plan.scene.things}
    bodies = [moved(body) for body in plan.bodies]
    layers = [layer for body in bodies for layer in with_marks(body, actions[body.of or 0], Random(body.seed))]
    alike = replace(plan, layers=tuple(layers), seed=seed)
    return as_sticker(alike) if plan.backdrop is None else alike


def _within(at: float, before: float, room: float) -> float:
    """A place as far inside the canvas as things keep to; what was nearer to the edge goes no nearer."""
    return round(min(max(at, min(room, before)), max(1 - room, before)), 4)
