"""He, she and they of one: whoever is alive in the picture, whatever else was spoken of last."""

import re
from dataclasses import replace

from understanding.message import Message
from understanding.state import State
from world import vocabulary
from world.scene import Scene, Thing

ALIVE = ("animal", "person")
_HE_OR_SHE = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b|[他她](?!们)", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b|他(?!们)", re.IGNORECASE)
_WOMEN = frozenset(("woman", "girl", "old_woman", "princess", "mermaid", "witch", "bride", "fairy"))
_MEN = frozenset(("man", "boy", "old_man", "prince", "santa_claus", "groom"))


def spoken_of_as(message: Message, state: State) -> State:
    """The state, where "he" or "she" means somebody who is alive: a coat that was put on last is neither."""
    scene = state.scene
    if scene is None or not _HE_OR_SHE.search(message.text):
        return state
    other = _WOMEN if _HE.search(message.text) else _MEN
    there = [thing for thing in scene.things if vocabulary.thing(thing.object).kind in ALIVE]
    there = [thing for thing in there if thing.object not in other] or there
    spoken = tuple(thing.id for thing in there if thing.id in state.spoken_of)
    return replace(state, spoken_of=spoken or _meant(there, scene, state.spoken_of) or state.spoken_of)


def _meant(there: list[Thing], scene: Scene, spoken_of: tuple[int, ...]) -> tuple[int, ...]:
    """Of some who are alive those who do something with what was spoken of, else who do anything, else the first."""
    ids = {thing.id for thing in there}
    doing = [each for each in scene.relations if each.subject in ids]
    with_it = [each.subject for each in doing if each.object in spoken_of]
    first = (with_it or [each.subject for each in doing] or [thing.id for thing in there])[:1]
    return tuple(thing.id for thing in there if first and thing.look == scene.thing(first[0]).look)
