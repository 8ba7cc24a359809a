"""What an edit leaves where it is, and where what is new finds room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from rendering.layout import FLOATING
from rendering.places import HORIZON
from rendering.settle import Box, box, broken, covered
from rendering.ties import FREE, Tie, clusters, hung, ties
from world.plan import MARGIN, Plan, Pose
from world.scene import Scene, Thing
from world.vocabulary import thing as vocabulary_thing

SKY = 0.45  # of the canvas down, to which the sun and its like come
LOWEST = 0.1  # of the canvas below the horizon at the least, the foot of what stands
ORDER = ("small", None, "big")
PLAINLY, LARGEST = 1.25, 0.62  # times as large is what grows, up to that height, which the eye still knows
SMALLER = (1.0, 0.88, 0.78)  # than it would be: what finds no room otherwise, before others step aside
ACROSS = tuple(0.08 + 0.04 * step for step in range(22))  # places across the canvas that are tried
DOWN = (0.0, -0.06, 0.06, -0.14, 0.14, -0.24)  # and from where it would be, down it


@dataclass(frozen=True)
class Kept:
    """What an edit leaves: where things are, those that nothing moves while there is room, and the scene that counts.

    That scene is without positions that did not hold before: nothing moves for those.
    """

    scene: Scene
    poses: dict[int, Pose]
    still: frozenset[int]


def kept(scene: Scene, base: Plan, fresh: Mapping[int, Pose]) -> Kept:
    """Where an edit leaves the things that were there; `fresh` says where they would be if all was laid out anew."""
    before = base.poses()
    links, old_links = ({tie.child: tie for tie in ties(each)} for each in (scene, base.scene))
    poses: dict[int, Pose] = {}
    still: set[int] = set()
    for thing in scene.things:
        if thing.id not in before or not base.scene.has(thing.id):
            continue
        was, tie, old = base.scene.thing(thing.id), links.get(thing.id), old_links.get(thing.id)
        if tie is not None and not tie.loose:
            if tie == old:
                poses[thing.id] = before[thing.id]
                still.add(thing.id)
            continue  # what lies on another one from now on goes there
        fallen = old is not None and not old.loose
        now = _after(thing, was, scene, base.scene, before[thing.id], fresh[thing.id], fallen=fallen)
        poses[thing.id] = now
        if now == before[thing.id] and (tie is None or tie == old):
            still.add(thing.id)
    for tie in ties(scene):  # what lies on another one goes where that goes
        if tie.child in poses and not tie.loose:
            if tie.parent not in poses:
                del poses[tie.child]
            elif poses[tie.parent] != before[tie.parent]:
                poses[tie.child] = carried(before[tie.child], before[tie.parent], poses[tie.parent])
                still.discard(tie.child)
    counted = _counted(scene, base)
    for each in counted.relations:
        if each not in base.scene.relations and {each.subject, each.object} <= still:
            pair = replace(counted, relations=(each,))
            if each.relation in FREE and broken(pair, {id: poses[id] for id in (each.subject, each.object)}):
                still -= _with_all_on_it(each.subject, links)
    return Kept(counted, poses, frozenset(still & set(poses)))


def _counted(scene: Scene, base: Plan) -> Scene:
    """The scene without positions that did not hold in the base."""
    failed = [
        each
        for each in base.scene.relations
        if each.relation in FREE and broken(replace(base.scene, relations=(each,)), base.poses())
    ]
    return replace(scene, relations=tuple(each for each in scene.relations if each not in failed))


def _with_all_on_it(id: int, links: Mapping[int, Tie]) -> set[int]:
    """A thing and all that hangs on it."""
    found = {id}
    for tie in sorted(links.values(), key=lambda tie: tie.child):
        found |= {tie.child} if tie.parent in found else set()
    return found


def _after(thing: Thing, was: Thing, scene: Scene, base: Scene, pose: Pose, fresh: Pose, *, fallen: bool) -> Pose:
    """Where a thing that was there is after an edit: on its foot and its side, higher or lower if it has to be."""
    moves = fallen or was.action != thing.action or not _fits(thing, scene, pose, moved=base.place != scene.place)
    scale = _grown(pose.scale, fresh.scale, ORDER.index(thing.size) - ORDER.index(was.size))
    if not moves and scale == pose.scale:
        return pose
    foot = fresh.foot if moves else pose.foot
    turned = fresh if was.action != thing.action else pose
    angle = turned.angle if turned.flip == pose.flip else -turned.angle
    return Pose(pose.x, foot - scale * (0.5 - MARGIN), scale, angle, pose.flip).kept_on_canvas()


def _grown(scale: float, fresh: float, steps: int) -> float:
    """How large something is after a step or two to bigger or smaller: as it would be, but plainly so."""
    if steps > 0:
        return max(scale, min(max(fresh, PLAINLY * scale), LARGEST))
    return min(fresh, scale / PLAINLY) if steps < 0 else scale


def _fits(thing: Thing, scene: Scene, pose: Pose, *, moved: bool) -> bool:
    """Whether what stands there may go on standing there in another place."""
    floats = thing.action == "flying" or vocabulary_thing(thing.object).kind == "sky" or scene.place in FLOATING
    horizon = HORIZON[scene.place] if scene.place else None
    return not moved or floats or horizon is None or pose.foot >= horizon + LOWEST


def _sunk(thing: Thing, pose: Pose) -> bool:
    """Whether something of the sky is where the ground is."""
    return vocabulary_thing(thing.object).kind == "sky" and pose.y > SKY


def carried(pose: Pose, before: Pose, after: Pose) -> Pose:
    """Where something on another thing is after that moved or grew."""
    grown = after.scale / before.scale
    x, y = (pose.x - before.x) * grown, (pose.y - before.y) * grown
    if after.flip != before.flip:
        return Pose(after.x - x, after.y + y, grown * pose.scale, -pose.angle, not pose.flip)
    return Pose(after.x + x, after.y + y, grown * pose.scale, pose.angle, pose.flip)


def with_room(
    scene: Scene, there: Kept, fresh: Mapping[int, Pose], links: Sequence[Tie], style: str, rng: Random
) -> dict[int, Pose]:
    """All things' poses: of those that are there, then one by one of what is new, where there is most room for it."""
    found = dict(there.poses)
    for group in clusters(scene, links):
        own = [tie for tie in links if tie.child in group]
        lying = {tie.child for tie in own if not tie.loose}
        come = {id: fresh[id] for id in group if id not in found and id not in lying}
        stays = {*there.still, *(lying & set(found))}
        there_already = {id: found[id] for id in group if id in found}
        sides = [come, {id: _mirrored(id, pose, own, {**come, **there_already}) for id, pose in come.items()}]
        dice = rng.random()
        each = [
            _carrying(own, there_already, hung(scene, {**there_already, **side}, own, style, Random(dice), stays))
            for side in sides
        ]
        rest = {id: pose for id, pose in found.items() if id not in group}
        if there_already:
            new = set(group) - set(there_already)
            found |= min(each, key=lambda whole: _cost(there.scene, whole, rest) + _inside(scene, whole, new, own))
        else:
            found |= _roomiest(there.scene, each[0], rest)
    return {thing.id: found[thing.id] for thing in scene.things}


def _carrying(links: Sequence[Tie], before: Mapping[int, Pose], after: dict[int, Pose]) -> dict[int, Pose]:
    """The poses after something moved, where what lay on it lies on it."""
    now = dict(after)
    for tie in links:
        if not tie.loose and tie.child in before and tie.parent in before and now[tie.parent] != before[tie.parent]:
            now[tie.child] = carried(before[tie.child], before[tie.parent], now[tie.parent])
    return now


def _mirrored(id: int, pose: Pose, links: Sequence[Tie], poses: Mapping[int, Pose]) -> Pose:
    """The pose on the other side of what a thing stands beside."""
    beside = next((poses[tie.parent] for tie in links if tie.child == id and tie.parent in poses), pose)
    return replace(pose, x=2 * beside.x - pose.x)


def _roomiest(scene: Scene, come: Mapping[int, Pose], there: Mapping[int, Pose]) -> dict[int, Pose]:
    """Things that come together, where there is room and their positions hold, near where they would have been."""
    if not there:
        return dict(come)
    root = next(iter(come))
    first, thing = come[root], scene.thing(root)

    def tried(smaller: float, x: float, down: float) -> tuple[float, dict[int, Pose]]:
        scale = smaller * first.scale
        now = replace(first, x=x, y=first.foot + down - scale * (0.5 - MARGIN), scale=scale)
        moved = {id: carried(pose, first, now) for id, pose in come.items()}
        far = 0.25 * abs(x - first.x) + 0.8 * abs(down) + 1.2 * (1 - smaller)
        aloft = 0.0 if _fits(thing, scene, now, moved=True) and not _sunk(thing, now) else 2.0
        return _cost(scene, moved, there) + far + aloft, moved

    return min((tried(*each) for each in product(SMALLER, ACROSS, DOWN)), key=lambda each: each[0])[1]


def _cost(scene: Scene, come: Mapping[int, Pose], there: Mapping[int, Pose]) -> float:
    """How bad it is that some things are there: what they hide, how far they leave the canvas, what does not hold."""
    known = {*come, *there}
    told = scene.with_things([thing for thing in scene.things if thing.id in known])
    own = [box(pose, scene.thing(id).object) for id, pose in come.items()]
    others = [box(pose, scene.thing(id).object) for id, pose in there.items()]
    off = sum(max(0.0, -one.left, one.right - 1) + max(0.0, -one.top, one.bottom - 1) for one in own)
    hidden = sum(covered(one, other) for one in own for other in others)
    air = min((_gap(one, other) for one in own for other in others), default=0.0)
    return 4 * hidden + 6 * off + 3 * broken(told, {**there, **come}) - 0.8 * min(air, 0.12)


def _inside(scene: Scene, whole: Mapping[int, Pose], new: Collection[int], links: Sequence[Tie]) -> float:
    """How much new things hide of those that they hang together with, but on no one of them."""
    tied = {frozenset((tie.child, tie.parent)) for tie in links}
    boxes = {id: box(pose, scene.thing(id).object) for id, pose in whole.items()}
    pairs = ((one, other) for one in new for other in whole if one != other and frozenset((one, other)) not in tied)
    return 4 * sum(covered(boxes[one], boxes[other]) for one, other in pairs)


def _gap(one: Box, other: Box) -> float:
    """The air between two boxes; 0 where they touch."""
    aside = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(0.0, aside, down)
