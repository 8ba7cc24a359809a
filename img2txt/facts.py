"""Facts of a view as they are told: kinds of things with colours, counts and actions, then place and time."""

from collections.abc import Iterator
from dataclasses import replace

from img2txt.description import SeenFact
from img2txt.view import View, seen_place, seen_things
from rendering.shown import in_reading_order
from world.facts import Fact
from world.gist import Gist, Kind
from world.vocabulary import COUNTS, MAX_THINGS, NATURAL, RELATIONS, slot

SURE_RELATION = 0.55  # a relation less probable is not told: what stands aslant is half beside, half above


def seen_facts(view: View) -> tuple[SeenFact, ...]:
    """Every fact of a picture with its probability; natural colours and plain grounds go without saying."""
    return tuple(_things(view)) + tuple(_whole(view))


def _things(view: View) -> Iterator[SeenFact]:
    for of, thing in enumerate(seen_things(view)):
        told = {
            "object": thing.object,
            "colour": None if thing.colour == NATURAL else thing.colour,
            "count": str(thing.count),
            "action": thing.action,
            "size": thing.size,
        }
        for fact, value in told.items():
            if value is not None:
                yield SeenFact(fact, value, of, round(thing.probability[fact], 4))


def _whole(view: View) -> Iterator[SeenFact]:
    relation = seen_relation(view)
    if relation is not None:
        yield relation
    place, sure = seen_place(view)
    if place is not None:
        yield SeenFact("place", place, None, round(sure, 4))
    time = int(view.time.argmax())
    yield SeenFact("time", slot("time")[time].key, None, round(float(view.time[time]), 4))
    if view.singles:
        style = int(view.style.argmax())
        yield SeenFact("style", slot("style")[style].key, None, round(float(view.style[style]), 4))


def seen_relation(view: View) -> SeenFact | None:
    """How the first kind of thing stands to the second, if that is plain; to be beside says too little to be told."""
    scene = seen_scene(view)
    if len(scene.things) < 2:
        return None
    options = [value.key for value in RELATIONS if value.key != "next_to"]
    sure = {key: view.probability(Fact("relation", key), scene) for key in options}
    best = max(sure, key=lambda key: sure[key])
    return SeenFact("relation", best, None, round(sure[best], 4)) if sure[best] >= SURE_RELATION else None


def seen_scene(view: View) -> Gist:
    """The surest kinds of things of a view as a scene that could be drawn again."""
    place, _ = seen_place(view)
    things = tuple(
        Kind(
            thing.object,
            None if thing.colour == NATURAL else thing.colour,
            min(thing.count, COUNTS[-1]),
            thing.action,
            thing.size,
        )
        for thing in seen_things(view)[:MAX_THINGS]
    )
    return Gist(things, None, place, slot("time")[int(view.time.argmax())].key)


def seen_sayable(view: View) -> Gist:
    """What a caption of a view is to speak of: a scene with its plain relation, told from what stands left or above."""
    relation = seen_relation(view)
    return in_reading_order(replace(seen_scene(view), relation=relation.value if relation else None))
