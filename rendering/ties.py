"""What hangs together in a scene: what is worn, held or ridden lies where a comic draws it, friends stand close."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rendering.heads import Head, Spot, centred, head_of, located
from rendering.sizes import SCALE, STACKED
from world.plan import MARGIN, Pose
from world.scene import DEEP, Scene
from world.vocabulary import HEADGEAR
from world.vocabulary import thing as vocabulary_thing

SUNK = 0.06  # of a thing's height, how far what stands on it sinks into its outline
RIDDEN, LOADED = 0.16, 0.06  # how far riders and loads do
HELD_UP, ALOFT = 0.6, 0.06  # of the holder's height is at least what is held up, and so far beyond the hand
HELD = {"small": 0.36, None: 0.52, "big": 0.85}  # of the holder's height is what it holds
RIDER = {"small": 0.5, None: 0.74, "big": 0.95}  # of the height of what is ridden is the rider
TIGHT = {"hugs": 0.86, "pushes": 0.94, "looks_at": 1.12, "next_to": 1.08}  # of half of both widths: how far apart
DEEPER = 0.2  # of the height of what stands in front, how much higher up the foot of what is behind it is
HIDDEN = 0.25  # of the width of what is behind is covered by what stands in front
OVERLOOKED = 0.6  # of the height of something in the sky shows above what it is behind
FACING = {"hugs": (True, True), "pushes": (True, False), "looks_at": (True, False)}  # who turns to the other one
UNDER = ("on", "rides")  # the first is on top of the second
FREE = ("left_of", "right_of", "above", "below")  # say where things stand, and tie nothing
_GLASSES = ("glasses", "sunglasses", "goggles", "theatre_masks")
_CLOTHES = (
    *("t-shirt", "dress", "jeans", "coat", "kimono", "karate_uniform", "blouse", "swimsuit", "shorts"),
    *("scarf", "tie", "medal"),
)
_NECK = ("scarf", "medal")  # clothes that go round a neck, and are smaller
_SHOES = (
    *("sneaker", "high_heel", "socks", "boot", "hiking_boot", "leather_shoe", "sandal", "flip-flop"),
    *("roller_skate", "ice_skate", "skis"),
)
_STRAPS = {"hard_hat": 0.28, "military_helmet": 0.22}  # of headgear's square hangs below where it sits
_ALOFT = (  # are held up
    *("balloon", "umbrella", "beach_umbrella", "kite", "parachute", "flag", "pirate_flag", "bubbles", "speech_bubble"),
)


@dataclass(frozen=True)
class Tie:
    """A thing that lies where another one is, and why."""

    child: int
    parent: int
    how: str  # a relation
    does: bool = False  # it is the child who stands so, or does it

    @property
    def loose(self) -> bool:
        """Whether they stand beside each other, and the child lies nowhere on its parent."""
        return self.how in TIGHT or self.how in DEEP


def ties(scene: Scene) -> tuple[Tie, ...]:
    """What hangs on what, parents before their children: each thing on one other at most, never in a circle.

    What is next to more than two others has no side for all of them, and hangs on none for that.
    """
    found: dict[int, Tie] = {}
    friends = Counter(
        end for each in scene.relations if each.relation == "next_to" for end in (each.subject, each.object)
    )
    for each in scene.relations:
        if each.relation in FREE or (
            each.relation == "next_to" and max(friends[each.subject], friends[each.object]) > 2
        ):
            continue
        ends = (each.subject, each.object) if each.relation in UNDER else (each.object, each.subject)
        either = sorted((ends, ends[::-1]), reverse=True) if each.relation in (*TIGHT, *DEEP) else (ends,)
        if each.relation in DEEP:  # the moon comes to the house
            either = sorted(either, key=lambda ends: vocabulary_thing(scene.thing(ends[0]).object).kind != "sky")
        for child, parent in either:  # what came later comes to what was there
            if child not in found and child not in line(parent, found):
                found[child] = Tie(child, parent, each.relation, child == each.subject)
                break
    return tuple(sorted(found.values(), key=lambda tie: (len(line(tie.child, found)), not tie.loose)))


def line(id: int, links: Mapping[int, Tie]) -> list[int]:
    """A thing, what it hangs on, what that hangs on, and so on; `links` by child."""
    found = [id]
    while found[-1] in links:
        found.append(links[found[-1]].parent)
    return found


def clusters(scene: Scene, links: Sequence[Tie]) -> list[tuple[int, ...]]:
    """The ids of the things that hang together, in order of the scene."""
    by_child = {tie.child: tie for tie in links}
    together: dict[int, list[int]] = {}
    for thing in scene.things:
        together.setdefault(line(thing.id, by_child)[-1], []).append(thing.id)
    return list(map(tuple, together.values()))


def hung(
    scene: Scene,
    poses: Mapping[int, Pose],
    links: Sequence[Tie],
    style: str,
    rng: random.Random,
    still: Collection[int] = (),
) -> dict[int, Pose]:
    """All things' poses, from those of the things that lie on no other one.

    Things that stand beside each other come close, on the sides where they are, and look where they should; what is
    `still` stays as it is.
    """
    placed = dict(poses)
    for at, tie in enumerate(links):
        if tie.child in still:
            continue
        before = [other for other in links[:at] if other.parent == tie.parent]
        if tie.loose:
            fixed = tie.parent in still or any(other.child in placed and not other.loose for other in before)
            beside = [placed[other.child] for other in before if other.loose]
            child, parent = _close(tie, scene, placed[tie.child], placed[tie.parent], beside, links, style)
            placed[tie.child] = child
            placed[tie.parent] = placed[tie.parent] if fixed else parent
        else:
            room = _room(scene, tie)
            alike = [other.child for other in links if other.parent == tie.parent and _room(scene, other) == room]
            number = alike.index(tie.child)
            placed[tie.child] = _lying(tie, scene, placed[tie.parent], style, rng, number, len(alike))
    return placed


def lies_before(scene: Scene, tie: Tie) -> bool:
    """Whether it is drawn over what it lies on; else it is drawn where its foot says."""
    return _room(scene, tie) not in ("on", "beside", "back")


def _room(scene: Scene, tie: Tie) -> str:
    """Where on its parent a thing lies; what lies in the same room lies side by side."""
    what = scene.thing(tie.child).object
    if tie.loose or tie.how in UNDER:
        return "beside" if tie.loose else "on"
    if tie.how == "wears":
        for room, worn in (("head", HEADGEAR), ("face", _GLASSES), ("ears", ("headphones",)), ("body", _CLOTHES)):
            if what in worn:
                return room
        if what in (*_SHOES, "backpack"):
            return "feet" if what in _SHOES else "back"
    if tie.how == "carries":
        return "load"
    if tie.how in ("eats", "drinks"):
        return "mouth"
    return "aloft" if what in _ALOFT else "hand"


def _lying(tie: Tie, scene: Scene, under: Pose, style: str, rng: random.Random, number: int, of: int) -> Pose:
    """The pose of a thing on, at or before another one, the `number`th `of` so many that lie alike."""
    child, parent = scene.thing(tie.child), scene.thing(tie.parent)
    head, room = head_of(parent.object, style), _room(scene, tie)
    if room == "on":
        return _mounted(tie, scene, under, head, rng, number, of)
    scale, angle = HELD[child.size] * under.scale, rng.uniform(-6, 6)
    spot: Spot = head.hand
    match room:
        case "head":
            scale, angle = 0.72 * head.wide * under.scale, under.angle
            base = Pose(0.5, 0.5, scale, angle, under.flip)
            x, y = located(under, parent.object, (head.face[0], head.brim))
            up = 0.5 - MARGIN - _STRAPS.get(child.object, 0.0) + 0.5 * number
            return replace(base, x=x, y=y - up * scale)
        case "face":
            spot, scale, angle = head.face, 0.86 * head.wide * under.scale, under.angle
        case "ears":
            spot, scale, angle = (head.face[0], head.face[1] + 0.1), 1.1 * head.wide * under.scale, under.angle
        case "body":
            wide = 0.56 if child.object in _NECK else 0.66
            spot, scale, angle = head.body, wide * under.scale, under.angle
        case "feet":
            spot, scale = (0.0, 0.06), 0.42 * under.scale
        case "load":
            on_it = Pose(0.5, 0.5, scale, angle, under.flip)
            x, _ = located(under, parent.object, head.back)
            return seated(replace(on_it, x=x), under, parent.object, head.back[1] - LOADED + 0.4 * number)
        case "back":
            spot = (abs(head.hand[0]) - 0.06, head.hand[1] + 0.1)
        case "mouth":
            spot = head.mouth
        case "aloft":
            spot, scale = (head.hand[0] - ALOFT, 0.95), max(scale, HELD_UP * under.scale)
    across, up = spot
    if room in ("hand", "mouth", "aloft") and number % 2:
        across = -across  # the other hand
    if tie.how in ("gives", "plays"):
        across *= 1.16
    pose = Pose(0.5, 0.5, round(scale, 4), round(angle, 2), under.flip)
    up += 0.28 * (number // 2) if room in ("hand", "mouth") else 0.2 * number if room == "body" else 0.0
    return centred(pose, child.object, located(under, parent.object, (across, up)))


def _mounted(tie: Tie, scene: Scene, under: Pose, head: Head, rng: random.Random, number: int, of: int) -> Pose:
    """The pose of a thing that stands on another, or rides it, side by side with others."""
    child, parent = scene.thing(tie.child), scene.thing(tie.parent)
    rides = tie.how == "rides"
    step = 1.3 * under.scale / of
    largest = RIDER[child.size] * under.scale if rides else min(SCALE[child.size], STACKED) * rng.uniform(0.93, 1.07)
    scale = min(largest, STACKED, 1.3 * step)
    aside, up = head.back if rides else (0.0, 1.0)
    x = under.x - aside * under.scale * (1 if under.flip else -1) + step * (number - (of - 1) / 2)
    x += 0.0 if rides else rng.uniform(-0.04, 0.04) * under.scale
    flip = under.flip if rides else rng.random() < 0.5
    pose = Pose(x, 0.5, scale, round(rng.uniform(-4, 4), 2), flip)
    return seated(replace(pose, x=pose.kept_on_canvas().x), under, parent.object, up, RIDDEN if rides else SUNK)


def seated(pose: Pose, under: Pose, carrier: str, up: float = 1.0, sunk: float = SUNK) -> Pose:
    """The pose moved up or down so that it stands on top of what is drawn of another thing, or so far up it."""
    tall = vocabulary_thing(carrier).tall * (1 - 2 * MARGIN) * under.scale
    return replace(pose, y=max(under.foot - (up - sunk) * tall - pose.scale * (0.5 - MARGIN), 0.4 * pose.scale))


def _close(
    tie: Tie, scene: Scene, child: Pose, parent: Pose, others: Sequence[Pose], links: Sequence[Tie], style: str
) -> tuple[Pose, Pose]:
    """The poses of a thing and of the one that it stands beside, where others stand beside that already."""
    right = child.x > parent.x
    own, other = FACING.get(tie.how, (False, False))[:: 1 if tie.does else -1]
    givers = {each.subject for each in scene.relations if each.relation == "gives"}
    own, other = own or tie.child in givers, other or tie.parent in givers
    child = facing(child, not right) if own else child
    parent = facing(parent, right) if other else parent
    beside = [pose for pose in others if (pose.x > parent.x) == right]
    if tie.how in DEEP:
        return _deeper(tie, scene, child, parent, beside), parent
    edge = max((abs(pose.x - parent.x) + half(pose) for pose in beside), default=half(parent))
    if not beside:
        edge += _sticks_out(scene, tie.parent, right, parent, links, style)
        edge += _sticks_out(scene, tie.child, not right, child, links, style)
    away = edge + half(child) + (TIGHT[tie.how] - 1) * (half(parent) + half(child))
    thing = scene.thing(tie.child)
    floats = vocabulary_thing(thing.object).kind == "sky" or thing.action == "flying"
    y = child.y if floats else parent.foot - child.scale * (0.5 - MARGIN)
    return replace(child, x=parent.x + away if right else parent.x - away, y=y), parent


def _deeper(tie: Tie, scene: Scene, child: Pose, parent: Pose, beside: Sequence[Pose]) -> Pose:
    """The pose of a thing behind or in front of another: aside far enough that both are seen, its foot higher or lower.

    What is in the sky looks out over what it is behind.
    """
    behind = (tie.how == "behind") == tie.does
    back, front = (child, parent) if behind else (parent, child)
    aside = max(half(front) + (1 - 2 * HIDDEN) * half(back), 0.5 * half(back))
    if half(back) > 1.5 * half(front):
        aside = 0.5 * half(back)
    if beside:
        aside = max(abs(pose.x - parent.x) + half(pose) for pose in beside) + half(child)
    y = child.y + parent.foot - child.foot + (-1 if behind else 1) * DEEPER * front.scale
    thing = scene.thing(tie.child)
    if behind and vocabulary_thing(thing.object).kind == "sky":
        top = parent.foot - 2 * half(parent) * vocabulary_thing(scene.thing(tie.parent).object).tall
        y = top + (0.5 - OVERLOOKED) * child.scale
        aside = 0.5 * half(parent)
    return replace(child, x=parent.x + aside if child.x > parent.x else parent.x - aside, y=round(y, 4))


def facing(pose: Pose, right: bool) -> Pose:
    """The pose, looking to that side; drawings look to the left as they come."""
    return pose if pose.flip == right else replace(pose, flip=right, angle=-pose.angle)


def half(pose: Pose) -> float:
    """Half of what is drawn across."""
    return pose.scale * (0.5 - MARGIN)


def _sticks_out(scene: Scene, id: int, right: bool, pose: Pose, links: Sequence[Tie], style: str) -> float:
    """How far what a thing holds reaches beyond it on one side."""
    head, beyond, numbers = head_of(scene.thing(id).object, style), 0.0, Counter[str]()
    for tie in links:
        room = _room(scene, tie)
        if tie.parent == id and room in ("hand", "mouth", "aloft"):
            if (pose.flip if numbers[room] % 2 == 0 else not pose.flip) == right:
                away = abs((head.mouth if room == "mouth" else head.hand)[0]) + ALOFT * (room == "aloft")
                large = max(HELD[scene.thing(tie.child).size], HELD_UP if room == "aloft" else 0.0)
                beyond = max(beyond, (away + 0.5 * large - (0.5 - MARGIN)) * pose.scale)
            numbers[room] += 1
    return beyond
