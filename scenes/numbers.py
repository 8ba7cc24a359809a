"""Scenes as the numbers that the reader says, and back."""

from scenes.scene import Scene, Thing
from scenes.vocabulary import COUNTS, MAX_THINGS, NATURAL, index, slot

THING_CLASSES = (
    len(slot("object")) + 1,  # the last: no more things
    len(slot("colour")),  # natural stands for not said
    len(COUNTS),
    len(slot("action")) + 1,
    len(slot("size")) + 1,
)
SCENE_SLOTS = ("relation", "place", "time", "style")
SCENE_CLASSES = tuple(len(slot(name)) + 1 for name in SCENE_SLOTS)  # the last: not said
IGNORED = -100  # what cross-entropy passes over


def thing_numbers(scene: Scene) -> list[list[int]]:
    """A row a thing (object, colour, count, action, size), then a row that says there are no more."""
    rows = [
        [
            index("object", thing.object),
            index("colour", thing.colour or NATURAL),
            COUNTS.index(thing.count),
            _or_last("action", thing.action),
            _or_last("size", thing.size),
        ]
        for thing in scene.things
    ]
    ended = [THING_CLASSES[0] - 1] + [IGNORED] * 4
    return rows + [ended] * (MAX_THINGS - len(rows))


def scene_numbers(scene: Scene) -> list[int]:
    """Relation, place, time, style."""
    return [_or_last(name, getattr(scene, name)) for name in SCENE_SLOTS]


def scene_from(things: list[list[int]], whole: list[int]) -> Scene:
    """The inverse; a relation without a second thing is dropped."""
    read = []
    for row in things:
        if row[0] == THING_CLASSES[0] - 1:
            break
        colour = slot("colour")[row[1]].key
        read.append(
            Thing(
                slot("object")[row[0]].key,
                None if colour == NATURAL else colour,
                COUNTS[row[2]],
                _key("action", row[3]),
                _key("size", row[4]),
            )
        )
    relation, place, time, style = (_key(name, number) for name, number in zip(SCENE_SLOTS, whole, strict=True))
    return Scene(tuple(read), relation if len(read) == 2 else None, place, time, style)


def _or_last(name: str, key: str | None) -> int:
    return len(slot(name)) if key is None else index(name, key)


def _key(name: str, number: int) -> str | None:
    return slot(name)[number].key if number < len(slot(name)) else None
