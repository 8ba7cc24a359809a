"""Rules of composition: how the scenes that Tuwen learns from are laid out, and where comic marks belong.

The planner learns its poses from these layouts. All randomness comes from the `random.Random` that is handed in.
"""

import random
from dataclasses import replace
from itertools import groupby
from math import ceil

from rendering.places import HORIZON
from rendering.sprites import MARGIN
from world.gist import Gist, Kind
from world.plan import Backdrop, Layer, Plan, Pose
from world.vocabulary import NATURAL, STYLES
from world.vocabulary import thing as vocabulary_thing

SCALE = {"small": 0.22, None: 0.34, "big": 0.54}  # height of a thing's square as a share of the canvas
SMALLER, BIGGER = 0.83, 1.2  # than things usually are among so many: small and big, whatever was said
BIG = 0.38  # the least height of what looks big: four in a row have no room for that
REACH = 0.86  # of the canvas's width that rows take
ROOM = {"small": 1.0, None: 1.2, "big": 1.6}  # how far a thing may fill its share of a row, so that few overlap
_SEEDS = 2**31
FLOATING = ("sky", "space", "underwater")  # places without ground
STACKED = 0.36  # the most of a thing above or below another, so that air is left between them
SUNK = 0.06  # of a thing's height, how far what stands on it sinks into its outline
ABREAST = 4  # more things than these stand in two rows, so that every one stays large enough to be told
_TOTAL = {1: 1.12, 2: 1.0, 3: 0.94, 4: 0.84, 5: 0.84, 6: 0.82, 7: 0.80, 8: 0.80}  # how far so many things shrink


def lay_out(scene: Gist, rng: random.Random) -> Plan:
    """A plan of the scene by the rules; layers from back to front."""
    style = scene.style or rng.choice(STYLES).key
    poses = _place_things(scene, rng)
    plan_layers: list[Layer] = []
    for of, pose in sorted(poses, key=lambda item: item[1].y + item[1].scale / 2):
        thing = scene.things[of]
        body = Layer(thing.object, pose, rng.randrange(_SEEDS), thing.colour or NATURAL, style, of)
        plan_layers += with_marks(body, thing.action, rng)
    backdrop = Backdrop(scene.place, scene.time or "day", rng.randrange(_SEEDS))
    return Plan(scene, backdrop, tuple(plan_layers), rng.randrange(_SEEDS))


def plain_size(scale: float, total: int) -> str | None:
    """What a thing of that height among so many looks like: small, big, or neither (None)."""
    small, big = size_bounds(total)
    return "small" if scale < small else "big" if scale >= big else None


def size_bounds(total: int) -> tuple[float, float]:
    """Up to which height things look small, and from which they look big, where there are so many of them."""
    total = min(max(total, 1), max(_TOTAL))
    abreast = total if total <= ABREAST else ceil(total / 2)
    usual = min(SCALE[None] * _TOTAL[total], ROOM[None] * REACH / abreast)
    return SMALLER * usual, max(BIG, BIGGER * usual)


def with_marks(body: Layer, action: str | None, rng: random.Random) -> list[Layer]:
    """A thing's layer with the marks of what it does, from back to front."""
    pose = body.pose
    size = pose.scale

    def mark(what: str, dx: float, dy: float, scale: float) -> Layer:
        side = -dx if pose.flip else dx
        where = Pose(pose.x + side * size, pose.y + dy * size, scale * size, 0.0, pose.flip)
        return Layer(what, where, rng.randrange(_SEEDS), NATURAL, rng.choice(STYLES).key, body.of)

    match action:
        case "jumping":
            return [mark("shadow", 0.0, 0.62, 0.62), body]
        case "sleeping":
            return [body, replace_flip(mark("zzz", 0.42, -0.52, 0.52))]
        case "flying":
            return [mark("wind", 0.62, 0.12, 0.55), body]
        case "running":
            return [mark("speed", 0.66, -0.05, 0.5), mark("puff", 0.55, 0.34, 0.42), body]
        case "swimming":
            return [body, mark("splash", 0.0, 0.30, 1.12)]
        case "singing":
            return [body, replace_flip(mark("notes", 0.48, -0.48, 0.5))]
        case "dancing":
            return [body, mark("sway", 0.0, 0.0, 1.28)]
        case "crying":
            return [body, mark("tears", 0.0, 0.06, 1.16)]
        case "thinking":
            return [body, replace_flip(mark("bubble", 0.46, -0.50, 0.58))]
        case "shining":
            return [body, mark("sparkles", 0.0, -0.04, 1.26)]
    return [body]


def replace_flip(mark: Layer) -> Layer:
    """The same mark, never mirrored: letters and notes read one way."""
    return replace(mark, pose=replace(mark.pose, flip=False))


def _place_things(scene: Gist, rng: random.Random) -> list[tuple[int, Pose]]:
    """A pose for every single thing: (which thing of the scene, pose)."""
    total = sum(thing.count for thing in scene.things)
    shrink = _TOTAL[total]
    if scene.relation == "on":
        return _place_on(scene, shrink, rng)
    if scene.relation in ("above", "below"):
        groups = [0, 1] if scene.relation == "above" else [1, 0]
        rows = [[of] * scene.things[of].count for of in groups]
        return [
            (of, _pose(scene, of, x, band, min(shrink, 0.9), REACH / len(row), rng))
            for band, row in zip(("upper", "lower"), rows, strict=True)
            for of, x in zip(row, _columns(len(row), rng), strict=True)
        ]
    order = [of for of, thing in enumerate(scene.things) for _ in range(thing.count)]
    if scene.relation == "right_of" or (scene.relation in (None, "next_to") and rng.random() < 0.5):
        order.reverse()
    if scene.relation is None and len(scene.things) == 2 and total > 2:
        rng.shuffle(order)
    if total > ABREAST:
        return _two_rows(scene, order, shrink, rng)
    spread = 0.62 if scene.relation == "next_to" and total == 2 else 1.0
    columns = _columns(total, rng, spread)
    return [
        (of, _pose(scene, of, x, None, shrink, REACH * spread / total, rng))
        for of, x in zip(order, columns, strict=True)
    ]


def _two_rows(scene: Gist, order: list[int], shrink: float, rng: random.Random) -> list[tuple[int, Pose]]:
    """Column by column one thing behind and one before; kinds that stand side by side share no column."""
    apart = scene.relation in ("left_of", "right_of", "next_to")
    sides = [list(side) for _, side in groupby(order)] if apart else [order]
    columns = [side[at : at + 2] for side in sides for at in range(0, len(side), 2)]
    share = REACH / len(columns)
    placed = []
    for column, x in zip(columns, _columns(len(columns), rng), strict=True):
        for of, row, aside in zip(column, ("before", "behind"), (-0.12, 0.12), strict=False):
            placed.append((of, _pose(scene, of, x + aside * share, row, shrink, share, rng)))
    return placed


def _place_on(scene: Gist, shrink: float, rng: random.Random) -> list[tuple[int, Pose]]:
    """Every single of the first thing on one of the second, side by side where there are more of them."""
    rider, carrier = scene.things
    columns = _columns(carrier.count, rng)
    below = [_pose(scene, 1, x, "lower", min(shrink, 0.9), REACH / carrier.count, rng) for x in columns]
    placed = [(1, pose) for pose in below]
    for k in range(rider.count):
        under = below[k % carrier.count]
        together = len(range(k % carrier.count, rider.count, carrier.count))  # on the same one
        step = 1.3 * under.scale / together
        x = under.x + step * (k // carrier.count - (together - 1) / 2) + rng.uniform(-0.04, 0.04) * under.scale
        pose = _pose(scene, 0, x, "upper", min(shrink, 0.9), min(1.3 * step, REACH / rider.count), rng)
        placed.append((0, seated(pose, under, carrier.object)))
    return placed


def seated(pose: Pose, under: Pose, carrier: str) -> Pose:
    """The pose moved up or down so that it stands on top of the drawing of another thing."""
    tall = vocabulary_thing(carrier).tall * (1 - 2 * MARGIN) * under.scale
    top = under.y + under.scale * (0.5 - MARGIN) - tall
    return replace(pose, y=max(top + SUNK * tall - pose.scale * (0.5 - MARGIN), 0.4 * pose.scale))


def _columns(number: int, rng: random.Random, spread: float = 1.0) -> list[float]:
    """Centres across the canvas, evenly spaced with a little disorder."""
    if number == 1:
        return [rng.uniform(0.34, 0.66)]
    reach = REACH * spread
    step = reach / number
    start = 0.5 - reach / 2 + rng.uniform(-0.02, 0.02)
    return [start + step * (i + 0.5) + rng.uniform(-0.10, 0.10) * step for i in range(number)]


def _pose(scene: Gist, of: int, x: float, band: str | None, shrink: float, share: float, rng: random.Random) -> Pose:
    """Where one thing stands, floats, lies or flies; `share` of the canvas's width is its own."""
    thing = scene.things[of]
    scale = min(SCALE[thing.size] * shrink, ROOM[thing.size] * share) * rng.uniform(0.93, 1.07)
    scale = min(scale, STACKED) if band in ("upper", "lower") else scale
    y = _height(scene, thing, scale, band, rng)
    angle = rng.uniform(-4, 4)
    match thing.action:
        case "jumping":
            y -= rng.uniform(0.10, 0.15)
            angle = rng.uniform(-14, 14)
        case "sleeping":
            angle = rng.choice((-1, 1)) * rng.uniform(18, 34)  # slumped: most things are drawn from the front
        case "running":
            angle = rng.uniform(-18, -10)
        case "flying":
            angle = rng.uniform(-16, 6)
    flip = rng.random() < 0.5
    if flip and thing.action in ("running", "flying"):
        angle = -angle
    half = scale / 2
    return Pose(
        min(max(x, half * 0.8), 1 - half * 0.8), min(max(y, half * 0.85), 1 - half * 0.85), scale, round(angle, 2), flip
    )


def _height(scene: Gist, thing: Kind, scale: float, band: str | None, rng: random.Random) -> float:
    """The centre's height: standing on the ground, or floating where there is none or where the thing belongs there."""
    horizon = HORIZON[scene.place] if scene.place else 0.6
    kind = vocabulary_thing(thing.object).kind
    if band == "upper":
        return rng.uniform(0.20, 0.28)
    if band == "lower":
        return rng.uniform(0.70, 0.78)
    if band == "behind":
        return _height(scene, thing, scale, "before", rng) - max(0.85 * scale, 0.22)
    if band == "before":
        if thing.action == "flying" or (kind == "sky" and thing.action is None):
            return rng.uniform(0.40, 0.46)
        return rng.uniform(0.62, 0.68) if scene.place in FLOATING else rng.uniform(0.88, 0.94) - scale * (0.5 - MARGIN)
    if thing.action == "flying" or (kind == "sky" and thing.action is None):
        return rng.uniform(0.20, 0.42)
    if scene.place in FLOATING:
        return rng.uniform(0.30, 0.70)
    ground = rng.uniform(max((horizon or 0) + 0.14, 0.70), 0.93)
    return ground - scale * (0.5 - MARGIN)
