"""Reading a message: which scene it asks for or what it asks of the last one, and which words nobody taught Tuwen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from language.familiar import familiar
from language.mentions import Mention, mentions, ties_two_things, unheard, worn
from language.words import clean, language_of
from models import weights
from models.reader import Reader, ReaderConfig
from models.tokenizer import load_tokenizer
from understanding.marked import batch_of, marked_text, read_out
from world.change import Change, asked_for, together
from world.gist import Gist, Kind
from world.plan import Blend
from world.vocabulary import COUNTS, MAX_THINGS


@dataclass(frozen=True)
class Understanding:
    """What was read out of a text."""

    text: str
    language: str  # en or zh
    scene: Gist
    unknown_words: tuple[str, ...]  # words that Tuwen has no picture of, as they were written
    left_out: tuple[str, ...] = ()  # objects that were named and found no room in the scene, by vocabulary key
    besides: tuple[str, ...] = ()  # another place, time or style that was named, by vocabulary key
    undrawn: tuple[str, ...] = ()  # objects that were named and that the painter cannot draw yet, by vocabulary key
    too_many: tuple[str, ...] = ()  # counts above four, as they were written; four were understood
    blend: Blend | None = None  # what the first thing is half of, besides what it is

    def is_drawable(self, *, sticker: bool = False) -> bool:
        """Whether it says anything that a picture shows, or a sticker, which has nothing but things."""
        return bool(self.scene.things) if sticker or self.blend else self.scene.drawable


NOTHING = Gist()  # has been drawn


class Reading:
    """The reader and its tokenizer, ready to read."""

    def __init__(self, folder: Path):
        """Loads `reader` and `tokenizer` below a folder; WeightsError where one is missing or damaged."""
        self.folders = (folder / "reader", folder / "tokenizer")
        self.reader = weights.load(self.folders[0], Reader, ReaderConfig)
        self.tokenizer = load_tokenizer(self.folders[1])

    def understand(self, text: str) -> Understanding:
        """What one text asks for."""
        return self.understand_all([text])[0]

    def understand_all(self, texts: Sequence[str]) -> list[Understanding]:
        """What each text asks for, as a prompt of its own."""
        return [_understanding(text, asked_for(change)) for text, change in zip(texts, self._read(texts), strict=True)]

    def follow(self, text: str, last: Gist, spoken_of: int = 0) -> Change:
        """What a message asks of the last scene; `spoken_of` is the thing that "it" means."""
        return self._read([text], last, spoken_of)[0]

    @torch.no_grad()
    def _read(self, texts: Sequence[str], last: Gist = NOTHING, spoken_of: int = 0) -> list[Change]:
        marked = [marked_text(text, last, spoken_of, self.tokenizer) for text in texts]
        return read_out(self.reader(*batch_of(marked)), marked)


def _understanding(text: str, scene: Gist) -> Understanding:
    text = clean(text)
    known = familiar(text)
    named = mentions(known)
    objects = tuple(dict.fromkeys(one.key for one in named if one.slot == "object"))
    things = together(scene.things) or tuple(map(Kind, objects[:MAX_THINGS]))  # what is named is not left out
    if ties_two_things(known):
        others = (key for key in objects if key not in {thing.object for thing in things})
        things = (*things, *map(Kind, others))[:MAX_THINGS]
    relation = scene.relation if len(things) == 2 else None
    if len(objects) > MAX_THINGS and ties_two_things(known):
        relation = None if relation == "on" else relation  # who of them wears or rides it is not in the picture
    elif len(things) == 2 and (hats := worn(known)):
        things, relation = tuple(sorted(things, key=lambda thing: thing.object not in hats)), "on"
    scene = replace(scene, things=things, relation=relation)
    drawn = {thing.object for thing in scene.things}
    return Understanding(
        text,
        language_of(text),
        scene,
        unheard(known),
        left_out=tuple(key for key in objects if key not in drawn),
        besides=tuple(dict.fromkeys(one.key for one in named if _is_another(one, scene))),
        too_many=tuple(known[one.start : one.end] for one in named if _is_too_many(one)),
    )


def _is_another(mention: Mention, scene: Gist) -> bool:
    """Whether a place, time or style is named beside the one that the scene has."""
    return mention.slot in ("place", "time", "style") and getattr(scene, mention.slot) not in (None, mention.key)


def _is_too_many(mention: Mention) -> bool:
    return mention.slot == "count" and int(mention.key) > COUNTS[-1]
