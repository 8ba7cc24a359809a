"""Things that cover each other, stand on the wrong side or leave the canvas step aside until all is as it should be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from operator import attrgetter
from statistics import fmean
from typing import NamedTuple

from rendering.ties import FREE
from world.plan import MARGIN, Pose
from world.scene import Scene
from world.vocabulary import thing as vocabulary_thing

QUIET = 0.05  # trouble that nobody minds
BARELY = 0.02  # of the smaller one is covered where things step no further
TOUCH = 0.08  # of the smaller one of two things that have nothing to do with each other may be covered
APART = {"left_of": 0.12, "right_of": 0.12, "above": 0.2, "below": 0.2}  # of the canvas, at the least
SMALLEST = 0.12  # of the canvas's height, to which things shrink
EDGE = 0.01  # of the canvas may something leave it
PLAINLY = 0.03  # of the canvas, how much further aside than up or down things are that stand beside each other
_ROUNDS = 60
_SHRINKS, _SHRINK = 6, 0.92  # how often, and how far, things shrink where there is no room
_LIFT = 0.1  # of the canvas, how far things go up or down to make room
_STIFF = 1.5  # times as dear as a step aside is one up or down

Poses = Mapping[int, Pose]
Groups = Sequence[Sequence[int]]  # ids of things that hang together


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def box(pose: Pose, what: str) -> Box:
    """What is drawn of a thing, which may be less tall than its square."""
    half = pose.scale * (0.5 - MARGIN)
    return Box(pose.x - half, pose.foot - 2 * half * vocabulary_thing(what).tall, pose.x + half, pose.foot)


def covered(one: Box, other: Box) -> float:
    """How much of the smaller of two boxes the other covers, in [0, 1]."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((each.right - each.left) * (each.bottom - each.top) for each in (one, other))
    return max(0.0, width) * max(0.0, height) / smaller


def trouble(scene: Scene, poses: Poses, groups: Groups, still: Collection[int] = ()) -> float:
    """0 where relations hold, nothing covers what it has nothing to do with and all is on the canvas.

    1 for every relation that fails. Pairs of things that are still are as they were, and no trouble.
    """
    boxes = {id: box(pose, scene.thing(id).object) for id, pose in poses.items()}
    cover = sum(_off(box) for id, box in boxes.items() if id not in still)
    for one, other in combinations(groups, 2):
        pairs = [(a, b) for a in one for b in other if not (a in still and b in still)]
        cover += sum(max(0.0, covered(boxes[a], boxes[b]) - TOUCH) for a, b in pairs)
    return cover + broken(scene, poses)


def _off(box: Box) -> float:
    """Twice as far as something leaves the canvas; a little is no trouble."""
    return 2 * sum(max(0.0, over - EDGE) for over in (-box.left, -box.top, box.right - 1, box.bottom - 1))


def broken(scene: Scene, poses: Poses) -> int:
    """How many positions do not hold, to the eye either (`img2txt.view`).

    What stands aslant is beside where it is further aside than up or down, else above or below.
    """
    return sum(
        not _holds(relation, [poses[id] for id in first], [poses[id] for id in second])
        for relation, first, second in _said(scene)
    )


def _said(scene: Scene) -> list[tuple[str, list[int], list[int]]]:
    """Positions that tie nothing, with who stands so to whom; alike things together."""
    group = {thing.id: number for number, each in enumerate(scene.groups()) for thing in each}
    said: dict[tuple[str, int, int], tuple[dict[int, None], dict[int, None]]] = {}
    for each in scene.relations:
        if each.relation in FREE:
            first, second = said.setdefault((each.relation, group[each.subject], group[each.object]), ({}, {}))
            first[each.subject] = second[each.object] = None
    return [(relation, list(first), list(second)) for (relation, *_), (first, second) in said.items()]


def _holds(relation: str, first: Sequence[Pose], second: Sequence[Pose]) -> bool:
    if relation in ("right_of", "below"):
        first, second = second, first
    along, across = attrgetter("x"), attrgetter("y")
    if relation in ("above", "below"):
        along, across = across, along
    gap = min(map(along, second)) - max(map(along, first))
    further = fmean(map(along, second)) - fmean(map(along, first))
    aslant = abs(fmean(map(across, second)) - fmean(map(across, first)))
    return gap > APART[relation] and further > aslant + PLAINLY


def settled(
    scene: Scene, poses: Poses, groups: Groups, still: Collection[int] = (), *, shrinking: bool = True
) -> dict[int, Pose]:
    """The poses, where groups that hold nothing still stepped aside, and shrank where there was no room otherwise."""
    now = dict(poses)
    for _ in range(_SHRINKS if shrinking else 0):
        now = _stepped(scene, now, groups, still, poses)
        if trouble(scene, now, groups, still) < QUIET:
            return now
        for group in groups:
            if not set(group) & set(still):
                now |= _shrunk({id: now[id] for id in group})
    return _stepped(scene, now, groups, still, poses)


def _shrunk(group: Poses) -> dict[int, Pose]:
    """Things that hang together, smaller, on the foot of the lowest."""
    if min(pose.scale for pose in group.values()) * _SHRINK < SMALLEST:
        return dict(group)
    x, foot = fmean(pose.x for pose in group.values()), max(pose.foot for pose in group.values())
    return {
        id: replace(pose, x=x + _SHRINK * (pose.x - x), y=foot + _SHRINK * (pose.y - foot), scale=_SHRINK * pose.scale)
        for id, pose in group.items()
    }


def _stepped(scene: Scene, poses: Poses, groups: Groups, still: Collection[int], first: Poses) -> dict[int, Pose]:
    """The poses after every group stepped out of the others' way."""
    now = dict(poses)
    kinds = {thing.id: thing.object for thing in scene.things}
    free = [not set(group) & set(still) for group in groups]
    of = {id: number for number, group in enumerate(groups) for id in group}
    sides = [
        (of[each.subject], of[each.object], each)
        for each in scene.relations
        if each.relation in FREE and of[each.subject] != of[each.object]
    ]
    upright = {frozenset((a, b)) for a, b, each in sides if each.relation in ("above", "below")}
    level = {frozenset((a, b)) for a, b, each in sides} - upright

    def move(number: int, dx: float, dy: float) -> None:
        for id in groups[number]:
            now[id] = replace(now[id], x=now[id].x + dx, y=now[id].y + dy)

    def push(one: int, other: int, dx: float, dy: float) -> None:
        """Move two groups apart by so much; all of it falls to the one that may move."""
        share = 0.5 if free[one] and free[other] else 1.0
        if free[one]:
            move(one, -share * dx, -share * dy)
        if free[other]:
            move(other, share * dx, share * dy)

    for _ in range(_ROUNDS):
        before = dict(now)
        for one, other in combinations(range(len(groups)), 2):
            if not (free[one] or free[other]):
                continue
            boxes = {id: box(now[id], kinds[id]) for id in (*groups[one], *groups[other])}
            pairs = [(covered(boxes[a], boxes[b]), a, b) for a in groups[one] for b in groups[other]]
            most, a, b = max(pairs)
            if most <= BARELY:
                continue
            p, q = boxes[a], boxes[b]
            aside = min(p.right, q.right) - max(p.left, q.left)
            down = min(p.bottom, q.bottom) - max(p.top, q.top)
            pair = frozenset((one, other))
            sideways = pair not in upright and (pair in level or aside < _STIFF * down)
            if sideways:
                push(one, other, 0.6 * aside if now[b].x >= now[a].x else -0.6 * aside, 0.0)
            else:
                push(one, other, 0.0, 0.6 * down if now[b].y >= now[a].y else -0.6 * down)
        for one, other, each in sides:
            a, b = now[each.subject], now[each.object]
            if each.relation in ("right_of", "below"):
                one, other, a, b = other, one, b, a
            lack = 1.05 * APART[each.relation]
            if each.relation in ("above", "below"):
                lack = max(lack, abs(b.x - a.x) + 2 * PLAINLY) - (b.y - a.y)
                push(one, other, 0.0, max(0.0, lack))
            else:
                lack = max(lack, abs(b.y - a.y) + 2 * PLAINLY) - (b.x - a.x)
                push(one, other, max(0.0, lack), 0.0)
        for number, group in enumerate(groups):
            if free[number]:
                anchored = not any(number in pair for pair in upright)
                move(number, *_back([now[id] for id in group], [kinds[id] for id in group],
                                    [first[id] for id in group] if anchored else None))  # fmt: skip
        if all(abs(now[id].x - before[id].x) + abs(now[id].y - before[id].y) < 1e-4 for id in now):
            break
    return now


def _back(poses: Sequence[Pose], kinds: Sequence[str], first: Sequence[Pose] | None) -> tuple[float, float]:
    """How far a group has to move to be on the canvas, and not to float up or sink too far from where it was."""
    left, top, right, bottom = zip(*(box(pose, kind) for pose, kind in zip(poses, kinds, strict=True)), strict=True)
    dx = _within(min(left), max(right))
    dy = _within(min(top), max(bottom))
    if first is not None and not dy:
        drift = fmean(pose.foot for pose in poses) - fmean(pose.foot for pose in first)
        dy = -_LIFT - drift if drift < -_LIFT else _LIFT - drift if drift > _LIFT else 0.0
    return dx, dy


def _within(low: float, high: float) -> float:
    """How far a stretch has to move to lie in [0, 1]; one that is too long is centred."""
    if high - low > 1:
        return 0.5 - (low + high) / 2
    return -low if low < 0 else min(0.0, 1 - high)
