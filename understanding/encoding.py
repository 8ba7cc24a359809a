"""A message beside the state of its conversation, as the reader reads it: pieces of words, and markers.

A wish means the same whichever colour or animal it speaks of. So the network does not see values: it reads "make the
⟨object, an animal, two of them there⟩ ⟨colour, nothing there has it⟩" (delexicalisation, Henderson et al. 2014), and
points at markers. A marker is a set of features, whose embeddings are added up.
"""

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from language.mentions import Mention
from understanding.message import Message, Unread
from understanding.program import UNREAD
from understanding.state import State
from world import vocabulary
from world.scene import Scene
from world.vocabulary import ACTIONS, DEEDS, DEPTHS, HEADGEAR, OBJECTS, RELATIONS, WORN

LONGEST = 160  # words and markers of a message that are read
MOST_FEATURES = 8  # of one marker
MANY = 3  # so many and more are one feature


@cache
def features() -> dict[str, int]:
    """All features with their numbers, from 0."""
    some = range(MANY + 1)
    names = [f"things {n}" for n in range(6)] + [f"kinds {n}" for n in range(5)] + [f"it {n}" for n in some]
    names += [f"drawings {n}" for n in some] + ["sticker", "seen", "twins", "related"]
    slots = ("object", "colour", "count", "action", "size", "relation", "deed", "place", "time", "style", "ordinal")
    names += [f"slot {slot}" for slot in (*slots, "share", UNREAD)]
    names += [f"there {n}" for n in some] + [f"spoken {n}" for n in some]
    names += ["plural", "headgear", "gone", "so of a kind", "now"]
    names += [f"kind {kind}" for kind in sorted({thing.kind for thing in OBJECTS})]
    names += [f"number {n}" for n in range(11)] + ["number -1"]
    names += [f"key {value.key}" for value in (*RELATIONS, *DEEDS)]
    names += ["key small", "key big", *(f"key {action.key}" for action in ACTIONS), "key sky", "key night"]
    names += ["worn", *(f"it {kind}" for kind in sorted({thing.kind for thing in OBJECTS}))]
    names += [f"key {value.key}" for value in DEPTHS]
    return {name: number for number, name in enumerate(names)}


@dataclass(frozen=True)
class Encoded:
    """Each word's piece or features, as numbers from 1; and where each item of the message stands among them."""

    words: tuple[tuple[int, ...], ...]
    items: tuple[int, ...]


def encoded(message: Message, state: State, tokenizer: PreTrainedTokenizerFast) -> Encoded:
    """What the reader reads of a message; items beyond LONGEST are not read."""
    base = len(tokenizer) + 1

    def marker(names: list[str]) -> tuple[int, ...]:
        return tuple(base + features()[name] for name in names[:MOST_FEATURES])

    def pieces(text: str) -> list[tuple[int, ...]]:
        return (
            [(piece + 1,) for piece in tokenizer(text, add_special_tokens=False)["input_ids"]] if text.strip() else []
        )

    words = [marker(names) for names in _state(state)]
    items: list[int] = []
    at = 0
    for one in sorted((*message.mentions, *message.unread), key=lambda one: one.start):
        words += pieces(message.text[at : max(one.start, at)])
        if isinstance(one, Unread):
            words += pieces(message.text[one.start : one.end])[:6]
            words.append(marker([f"slot {UNREAD}"]))
        else:
            words.append(marker(_mention(one, state)))
        at = max(one.end, at)
        items.append(len(words) - 1)
    words += pieces(message.text[at:])
    return Encoded(tuple(words[:LONGEST]), tuple(item for item in items if item < LONGEST))


def _state(state: State) -> list[list[str]]:
    scene = state.scene or Scene()
    twins = len({thing.object for thing in scene.things}) < len(scene.things)
    whole = [f"things {min(len(scene.things), 5)}", f"kinds {min(len(scene.objects), 4)}"]
    whole += ["twins"] * twins + ["related"] * bool(scene.relations)
    spoken = [id for id in state.spoken_of if scene.has(id)]
    more = [f"it {min(len(spoken), MANY)}", f"drawings {min(len(state.drawings), MANY)}"]
    more += [f"it {kind}" for kind in sorted({vocabulary.thing(scene.thing(id).object).kind for id in spoken})[:2]]
    more += ["sticker"] * state.sticker + ["seen"] * (state.seen is not None)
    return [whole, more]


def _mention(one: Mention, state: State) -> list[str]:
    """What can be told of a value: its slot, how many of the things are so, of those spoken of too."""
    scene = state.scene or Scene()
    slot, key = one.slot, one.key
    names = [f"slot {slot}"]
    if slot in ("object", "colour", "action", "size"):
        so = [thing for thing in scene.things if getattr(thing, slot) == key]
        spoken = sum(thing.id in state.spoken_of for thing in so)
        names += [f"there {min(len(so), MANY)}", f"spoken {min(spoken, MANY)}"]
    if slot == "object":
        names.append(f"kind {vocabulary.thing(key).kind}")
        names += (
            ["worn"] * (key in WORN)
            + ["headgear"] * (key in HEADGEAR)
            + ["plural"] * one.plural
            + ["gone"] * _was_there(key, state)
        )
    if slot in ("count", "ordinal"):
        names.append("number -1" if key == "-1" else f"number {min(int(key), 10)}")
        names += ["so of a kind"] * any(
            str(sum(thing.object == kind for thing in scene.things)) == key for kind in scene.objects
        )
    if slot in ("relation", "deed"):
        names += [f"key {key}", f"there {min(sum(r.relation == key for r in scene.relations), MANY)}"]
    if slot in ("place", "time", "style"):
        names += ["now"] * (getattr(scene, slot) == key)
    if f"key {key}" in features() and slot in ("size", "action", "place", "time"):
        names.append(f"key {key}")
    return names


def _was_there(key: str, state: State) -> bool:
    """Whether such a thing stood in an earlier drawing and is gone."""
    there = state.scene is not None and key in state.scene.objects
    return not there and any(key in scene.objects for scene in state.drawings)


def batch_of(read: list[Encoded], device: torch.device | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """Words [b t f], lengths [b] and items [b i], as `models.reader.Reader.look` takes them."""
    longest = max(len(each.words) for each in read)
    most = max(1, *(len(each.items) for each in read))
    words = torch.zeros(len(read), longest, MOST_FEATURES, dtype=torch.long)
    items = torch.full((len(read), most), -1)
    for row, each in enumerate(read):
        for t, word in enumerate(each.words):
            words[row, t, : len(word)] = torch.tensor(word)
        items[row, : len(each.items)] = torch.tensor(each.items, dtype=torch.long)
    lengths = torch.tensor([len(each.words) for each in read])
    return words.to(device), lengths.to(device), items.to(device)
