"""The split by combination: pairs of an object with a colour, an action or a place that training never shows.

The pairs stand in heldout.json, drawn by `choose` and added to when the vocabulary grew; a scene that holds any of
them is a test scene.
"""

import json
import random
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import cycle
from pathlib import Path

from world.gist import Gist
from world.vocabulary import NATURAL, OBJECTS, slot

FILE = Path(__file__).parent / "heldout.json"
SLOTS = ("colour", "action", "place")
SHARE = 0.08  # of all pairs


def choose(
    seed: int,
    kept: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    learnt: Set[str] = frozenset(),
    things: Sequence[str] = tuple(thing.key for thing in OBJECTS),
) -> dict[str, list[tuple[str, str]]]:
    """The pairs to hold out: the keys of objects in turn, spread over the values of each slot.

    When the vocabulary grows, `kept` are the pairs held out so far and `learnt` the objects and values that training
    has seen: a pair of two of them is known already and cannot be held out any more.
    """
    rng = random.Random(seed)
    chosen = {}
    for name in SLOTS:
        values = [value.key for value in slot(name) if value.key != NATURAL]
        pairs = [(thing, value) for thing, value in (kept or {}).get(name, ())]
        objects, deck = cycle(rng.sample(things, len(things))), cycle(values)
        while len(pairs) < round(len(things) * len(values) * SHARE):
            pair = (next(objects), next(deck) if rng.random() < 0.9 else rng.choice(values))
            if pair not in pairs and not set(pair) <= learnt:
                pairs.append(pair)
        chosen[name] = sorted(pairs)
    return chosen


@cache
def held_out_pairs(name: str) -> frozenset[tuple[str, str]]:
    """(object, value) pairs of a slot: colour, action or place."""
    return frozenset((thing, value) for thing, value in json.loads(FILE.read_text(encoding="utf-8"))[name])


def is_held_out(scene: Gist) -> bool:
    """Whether the scene holds any pair that training must not show."""
    return any(
        (thing.object, value) in held_out_pairs(name)
        for thing in scene.things
        for name, value in (("colour", thing.colour), ("action", thing.action), ("place", scene.place))
    )
