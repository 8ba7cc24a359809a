"""The split by combination: pairs of an object with a colour, an action or a place that training never shows.

The pairs stand in heldout.json, drawn once by `choose`; a scene that holds any of them is a test scene.
"""

import json
import random
from functools import cache
from pathlib import Path

from scenes.scene import Scene
from scenes.vocabulary import NATURAL, OBJECTS, slot

FILE = Path(__file__).parent / "heldout.json"
SLOTS = ("colour", "action", "place")
SHARE = 0.08  # of all pairs


def choose(seed: int = 20261121) -> dict[str, list[tuple[str, str]]]:
    """The pairs to hold out: for every object the same number, spread over the values of each slot."""
    rng = random.Random(seed)
    chosen = {}
    for name in SLOTS:
        values = [value.key for value in slot(name) if value.key != NATURAL]
        pairs = []
        deck: list[str] = []
        for thing in rng.sample(OBJECTS, round(len(OBJECTS) * len(values) * SHARE) % len(OBJECTS) or len(OBJECTS)):
            deck = deck or rng.sample(values, len(values))
            pairs.append((thing.key, deck.pop()))
        chosen[name] = sorted(pairs)
    return chosen


@cache
def held_out_pairs(name: str) -> frozenset[tuple[str, str]]:
    """(object, value) pairs of a slot: colour, action or place."""
    return frozenset((thing, value) for thing, value in json.loads(FILE.read_text())[name])


def is_held_out(scene: Scene) -> bool:
    """Whether the scene holds any pair that training must not show."""
    return any(
        (thing.object, value) in held_out_pairs(name)
        for thing in scene.things
        for name, value in (("colour", thing.colour), ("action", thing.action), ("place", scene.place))
    )
