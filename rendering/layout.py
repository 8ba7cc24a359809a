"""Rules of composition: how the scenes that Tuwen learns from are laid out, and where comic marks belong.

The planner learns its poses from these layouts. All randomness comes from the `random.Random` that is handed in.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from rendering.places import HORIZON
from rendering.settle import QUIET, settled, trouble
from rendering.sizes import ABREAST, REACH, ROOM, SCALE, STACKED, shrink
from rendering.ties import FREE, Tie, clusters, hung, lies_before, ties
from world.gist import Gist
from world.plan import MARGIN, MOST_SEED, Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing
from world.vocabulary import NATURAL, STYLES
from world.vocabulary import thing as vocabulary_thing

FLOATING = ("sky", "space", "underwater")  # places without ground
UPRIGHT = ("above", "below", "on", "rides")  # relations of things of which one is over the other
FILLING = {1: 0.48, 2: 0.4}  # height of one thing, and of each of two, that nobody said a size of
CARRYING = 0.86  # of that is what carries another
_MOST = {"upper": STACKED, "between": 0.26, "lower": STACKED}  # height of what is above or below another
_TRIES = 6  # to lay a scene out so that nothing is in another thing's way


def lay_out(scene: Gist | Scene, rng: random.Random) -> Plan:
    """A plan by the rules; layers from back to front.

    A gist is laid out as recognisers learn to see it: things may touch, one alone is no larger than among others. In a
    scene one or two fill the picture, and nothing is in another thing's way.
    """
    drawn = Scene.of(scene) if isinstance(scene, Gist) else scene
    style = scene.style or rng.choice(STYLES).key
    links = ties(drawn)
    poses = hung(drawn, arranged(drawn, links, rng, filling=isinstance(scene, Scene)), links, style, rng)
    if isinstance(scene, Scene):
        poses = _without_trouble(drawn, poses, links, style, rng)
    else:
        poses = {id: replace(pose, x=pose.kept_on_canvas().x) for id, pose in poses.items()}
    seeds = {thing.id: rng.randrange(MOST_SEED) for thing in drawn.things}
    bodies = [
        Layer(thing.object, poses[thing.id], seeds[thing.id], thing.colour or NATURAL, style, thing.id)
        for thing in drawn.things
    ]
    layers = stacked(drawn, bodies, links, rng)
    return Plan(
        drawn, Backdrop(scene.place, scene.time or "day", rng.randrange(MOST_SEED)), layers, rng.randrange(MOST_SEED)
    )


def _without_trouble(
    scene: Scene, poses: dict[int, Pose], links: Sequence[Tie], style: str, rng: random.Random
) -> dict[int, Pose]:
    """The poses settled; others, if they make less trouble."""
    groups = clusters(scene, links)
    tried = []
    for _ in range(_TRIES):
        poses = settled(scene, poses, groups)
        tried.append((trouble(scene, poses, groups), poses))
        if tried[-1][0] < QUIET:
            break
        poses = hung(scene, arranged(scene, links, rng, filling=True), links, style, rng)
    return min(tried, key=lambda each: each[0])[1]


def stacked(
    scene: Scene, bodies: Sequence[Layer], links: Sequence[Tie], rng: random.Random | None = None
) -> tuple[Layer, ...]:
    """Things with their marks from back to front: what hangs on another lies before it, what stands on it behind.

    Without `rng` the marks of a thing come from its own seed.
    """
    by_id = {body.of: body for body in bodies}
    before = {tie.child: tie.parent for tie in links if lies_before(scene, tie)}

    def depth(body: Layer) -> tuple[float, ...]:
        """Where its foot is; after that of what it hangs on."""
        own = body.pose.y + body.pose.scale / 2
        parent = before.get(body.of or 0) if body.of is not None else None
        return (own,) if parent is None else (*depth(by_id[parent]), own)

    action = {thing.id: thing.action for thing in scene.things}
    return tuple(
        layer
        for body in sorted(bodies, key=depth)
        for layer in with_marks(body, action[body.of or 0], rng or random.Random(body.seed))
    )


def with_marks(body: Layer, action: str | None, rng: random.Random) -> list[Layer]:
    """A thing's layer with the marks of what it does, from back to front."""
    pose = body.pose
    size = pose.scale

    def mark(what: str, dx: float, dy: float, scale: float) -> Layer:
        side = -dx if pose.flip else dx
        where = Pose(pose.x + side * size, pose.y + dy * size, scale * size, 0.0, pose.flip)
        return Layer(what, where, rng.randrange(MOST_SEED), NATURAL, rng.choice(STYLES).key, body.of)

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


def free_things(scene: Scene, links: Sequence[Tie]) -> list[Thing]:
    """The things that lie on no other one, in order of the scene."""
    lying = {tie.child for tie in links if not tie.loose}
    return [thing for thing in scene.things if thing.id not in lying]


def arranged(scene: Scene, links: Sequence[Tie], rng: random.Random, *, filling: bool = False) -> dict[int, Pose]:
    """A pose for every thing that lies on no other one; `filling` makes one or two as large as there is room for."""
    free = free_things(scene, links)
    if not free:
        return {}
    carry = {tie.parent for tie in links if tie.how in ("on", "rides")}
    smaller = shrink(len(free) if filling else len(scene.things))
    rows = _rows(scene, free, links, rng)
    if len(rows) > 1:
        bands = ("upper", "lower") if len(rows) == 2 else ("upper", "between", "lower")
        return {
            thing.id: _pose(scene, thing, x, band, min(smaller, 0.9), REACH / len(row), rng)
            for band, row in zip(bands, rows, strict=True)
            for thing, x in zip(row, _columns(len(row), rng), strict=True)
        }
    (row,) = rows
    if len(row) > ABREAST:
        return _two_rows(scene, row, smaller, rng)
    close = sum(tie.how == "next_to" for tie in links)
    spread = 0.62 if close and len(row) == 2 else 1.0
    columns = _columns(len(row), rng, spread)
    placed = {
        thing.id: _pose(
            scene, thing, x, "lower" if thing.id in carry else None, smaller, REACH * spread / len(row), rng
        )
        for thing, x in zip(row, columns, strict=True)
    }
    if filling and len(row) in FILLING:
        placed |= {thing.id: _filling(placed[thing.id], len(row), thing.id in carry) for thing in row if not thing.size}
    if filling and len(row) > 1:
        placed |= {thing.id: _risen(placed[thing.id]) for thing in row if vocabulary_thing(thing.object).kind == "sky"}
    return placed


def _risen(pose: Pose) -> Pose:
    """The pose of something in the sky, above what stands below."""
    return replace(pose, y=0.7 * pose.y).kept_on_canvas()


def _filling(pose: Pose, total: int, carries: bool) -> Pose:
    """The pose as large as one of so few may be, on its foot, or in the air where it was."""
    scale = pose.scale * (FILLING[total] / min(SCALE[None] * shrink(total), STACKED if carries else 1.0))
    scale = scale * CARRYING if carries else scale
    foot = pose.foot if pose.foot > 0.6 else pose.y + scale * (0.5 - MARGIN)
    return replace(pose, y=foot - scale * (0.5 - MARGIN), scale=scale).kept_on_canvas()


def _rows(scene: Scene, free: Sequence[Thing], links: Sequence[Tie], rng: random.Random) -> list[list[Thing]]:
    """What stands above what, from top to bottom, each row from left to right; what is said of neither is below."""
    ids = [thing.id for thing in free]
    pairs = [_ordered(each) for each in scene.relations if each.relation in FREE]
    over = [(a, b) for relation, a, b in pairs if relation == "above" and a in ids and b in ids]
    levels = dict.fromkeys(ids, 0)  # how many are below it
    for _ in range(2):
        for upper, lower in over:
            levels[upper] = min(max(levels[upper], levels[lower] + 1), 2)
    row = _across(scene, free, links, rng)
    rows = ([thing for thing in row if levels[thing.id] == level] for level in (2, 1, 0))
    return [row for row in rows if row]


def _ordered(relation: Relation) -> tuple[str, int, int]:
    """A position as left_of or above."""
    if relation.relation in ("right_of", "below"):
        return {"right_of": "left_of", "below": "above"}[relation.relation], relation.object, relation.subject
    return relation.relation, relation.subject, relation.object


def _across(scene: Scene, free: Sequence[Thing], links: Sequence[Tie], rng: random.Random) -> list[Thing]:
    """Things from left to right as was said, friends side by side, else by kind or in any order."""
    order = list(free)
    if rng.random() < 0.5:
        order.reverse()
    if not scene.relations and len(scene.groups()) > 1 and len(free) > 2:
        rng.shuffle(order)
    ids = {thing.id for thing in free}
    left = [(a, b) for relation, a, b in map(_ordered, scene.relations) if relation == "left_of" and {a, b} <= ids]
    close = [(tie.child, tie.parent) for tie in links if tie.loose]
    told: list[Thing] = []
    while order:
        waiting = {b for a, b in left if any(thing.id == a for thing in order)}
        ready = [thing for thing in order if thing.id not in waiting] or order
        last = told[-1].id if told else None
        friend = (thing for thing in ready if (thing.id, last) in close or (last, thing.id) in close)
        told.append(next(friend, ready[0]))
        order.remove(told[-1])
    return told


def _two_rows(scene: Scene, order: Sequence[Thing], smaller: float, rng: random.Random) -> dict[int, Pose]:
    """Column by column one thing behind and one before; things that stand beside each other share no column."""
    beside = {frozenset((each.subject, each.object)) for each in scene.relations if each.relation not in UPRIGHT}
    columns: list[list[Thing]] = []
    for thing in order:
        last = columns[-1] if columns else []
        if len(last) == 1 and frozenset((last[0].id, thing.id)) not in beside:
            last.append(thing)
        else:
            columns.append([thing])
    share = REACH / len(columns)
    placed = {}
    for column, x in zip(columns, _columns(len(columns), rng), strict=True):
        for thing, row, aside in zip(column, ("before", "behind"), (-0.12, 0.12), strict=False):
            placed[thing.id] = _pose(scene, thing, x + aside * share, row, smaller, share, rng)
    return placed


def _columns(number: int, rng: random.Random, spread: float = 1.0) -> list[float]:
    """Centres across the canvas, evenly spaced with a little disorder."""
    if number == 1:
        return [rng.uniform(0.34, 0.66)]
    reach = REACH * spread
    step = reach / number
    start = 0.5 - reach / 2 + rng.uniform(-0.02, 0.02)
    return [start + step * (i + 0.5) + rng.uniform(-0.10, 0.10) * step for i in range(number)]


def _pose(
    scene: Scene, thing: Thing, x: float, band: str | None, smaller: float, share: float, rng: random.Random
) -> Pose:
    """Where one thing stands, floats, lies or flies; `share` of the canvas's width is its own."""
    scale = min(SCALE[thing.size] * smaller, ROOM[thing.size] * share) * rng.uniform(0.93, 1.07)
    scale = min(scale, _MOST[band]) if band in _MOST else scale
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
    return Pose(x, y, scale, round(angle, 2), flip).kept_on_canvas()


def _height(scene: Scene, thing: Thing, scale: float, band: str | None, rng: random.Random) -> float:
    """The centre's height: standing on the ground, or floating where there is none or where the thing belongs there."""
    horizon = HORIZON[scene.place] if scene.place else 0.6
    kind = vocabulary_thing(thing.object).kind
    if band == "upper":
        return rng.uniform(0.20, 0.28)
    if band == "between":
        return rng.uniform(0.48, 0.52)
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
