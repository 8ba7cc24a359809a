"""Random scenes, balanced over the vocabulary; training takes those that the split allows."""

import random

from rendering.places import SHELTERED
from world.gist import Gist, Kind
from world.heldout import is_held_out
from world.scene import Relation, Scene, Thing
from world.vocabulary import (
    ACTIONS,
    COLOURS,
    COUNTS,
    MOST_THINGS,
    NATURAL,
    OBJECTS,
    PLACES,
    RELATIONS,
    SIZES,
    STYLES,
    TIMES,
    Object,
)

_LIVELY = {"animal": 0.55, "person": 0.55, "vehicle": 0.25, "thing": 0.15}  # how often a thing of a kind does something


def random_scene(rng: random.Random) -> Gist:
    """Any scene that can be said: one or two kinds of things, every slot sometimes left out."""
    objects = rng.sample(OBJECTS, rng.choice((1, 1, 1, 2, 2)))
    things = tuple(_random_thing(thing, rng) for thing in objects)
    place = rng.choice(PLACES).key if rng.random() < 0.75 else None
    lights = SHELTERED.get(place or "", tuple(value.key for value in TIMES))
    return Gist(
        things,
        relation=rng.choice(RELATIONS).key if len(things) == 2 and rng.random() < 0.6 else None,
        place=place,
        time=rng.choice(lights) if rng.random() < 0.4 else None,
        style=rng.choice(STYLES).key if rng.random() < 0.15 else None,
    )


def training_scene(rng: random.Random) -> Gist:
    """A random scene without any held-out pair."""
    while is_held_out(scene := random_scene(rng)):
        pass
    return scene


def test_scene(rng: random.Random) -> Gist:
    """A random scene that holds at least one held-out pair."""
    while not is_held_out(scene := random_scene(rng)):
        pass
    return scene


def _random_thing(thing: Object, rng: random.Random) -> Kind:
    colours = [value.key for value in COLOURS if value.key != NATURAL]
    return Kind(
        thing.key,
        colour=rng.choice(colours) if rng.random() < 0.65 else None,
        count=rng.choices(COUNTS, weights=(10, 4, 3, 3))[0],
        action=rng.choice(ACTIONS).key if rng.random() < _LIVELY.get(thing.kind, 0.10) else None,
        size=rng.choice(SIZES).key if rng.random() < 0.2 else None,
    )


def crowded_scene(rng: random.Random) -> Scene:
    """Single things of up to four kinds, up to eight in all, of which some stand to others as positions say."""
    first = training_scene(rng)
    kinds = [kind for _ in range(4) for kind in training_scene(rng).things][: rng.choice((1, 2, 3, 3, 4))]
    looks = [kind for kind in kinds for _ in range(kind.count)][:MOST_THINGS]
    things = tuple(Thing(id, kind.object, kind.colour, kind.action, kind.size) for id, kind in enumerate(looks))
    relations: dict[tuple[int, int], Relation] = {}
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3)) if len(things) > 1 else 0):
        one, other = sorted(rng.sample(range(len(things)), 2), reverse=rng.random() < 0.5)
        relations.setdefault((min(one, other), max(one, other)), Relation(one, rng.choice(RELATIONS).key, other))
    return Scene(things, tuple(relations.values()), first.place, first.time)


def fuller_scene(rng: random.Random) -> Gist:
    """Of two scenes of training the one with more single things: where there are many, most goes wrong."""
    drawn = [training_scene(rng) for _ in range(2)]
    return max(drawn, key=lambda scene: sum(thing.count for thing in scene.things))
