"""Reading a text: which scene it asks for, and which of its words Tuwen does not know."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from models import weights
from models.reader import Reader, ReaderConfig
from models.tokenizer import load_tokenizer
from scenes.familiar import familiar
from scenes.numbers import scene_from
from scenes.scene import Scene, Thing
from scenes.vocabulary import OBJECTS, index
from scenes.words import clean, coloured, language_of, named, unknown_words
from txt2img.picture import Understanding

_MEASURES = "".join(sorted({thing.measure for thing in OBJECTS} | set("只个条头匹座本张朵颗棵辆架艘")))
_MANY = re.compile(  # a count above four: a word, a Chinese number before its measure word, or digits
    r"(?P<word>\b(?:five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|a hundred|(?:half )?a dozen)\b)"
    rf"|(?P<chinese>(?:[一二两三四]?[五六七八九十百千][一二三四五六七八九十]*|[5-9]|[1-9]\d{{1,3}})(?=\s*[{_MEASURES}]))"
    r"|(?P<number>\b(?:[5-9]|[1-9]\d{1,3})\b)",
    re.IGNORECASE,
)


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

    @torch.no_grad()
    def understand_all(self, texts: Sequence[str]) -> list[Understanding]:
        """What each text asks for. What it does not name is not believed."""
        cleaned = [familiar(clean(text)) for text in texts]
        words = self.tokenizer(
            [at_most_four(text)[0] for text in cleaned], padding=True, truncation=True, return_tensors="pt"
        )
        things, whole = self.reader(words["input_ids"], words["attention_mask"])
        rows = torch.stack([each.argmax(-1) for each in things], -1).tolist()
        grounds = torch.stack([each.argmax(-1) for each in whole], -1).tolist()
        return [
            replace(_understanding(text, _scene(believed(row, scores, text), ground)), text=clean(said))
            for said, text, row, scores, ground in zip(texts, cleaned, rows, things[0], grounds, strict=True)
        ]


def _understanding(text: str, scene: Scene) -> Understanding:
    scene = replace(scene, **{slot: _as_named(slot, getattr(scene, slot), text) for slot in ("place", "time", "style")})
    worn = coloured(text)
    things = (replace(thing, colour=thing.colour or worn.get(thing.object)) for thing in scene.things)
    scene = replace(scene, things=tuple(things))
    drawn = {thing.object for thing in scene.things}
    left_out = tuple(key for key in named("object", text) if key not in drawn)
    return Understanding(text, language_of(text), scene, unknown_words(text), left_out, too_many=at_most_four(text)[1])


def _as_named(slot: str, read: str | None, text: str) -> str | None:
    """What the reader read, unless the text names another value, or it was guessed: a style, or from unknown words.

    A style that is named once is meant, whether the reader saw it or not.
    """
    spoken = named(slot, text)
    if read is None:
        return spoken[0] if slot == "style" and len(spoken) == 1 else None
    if read in spoken:
        return read
    if spoken:
        return spoken[0] if len(spoken) == 1 else read
    return None if slot == "style" or unknown_words(text) else read


def at_most_four(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with every larger count made four, and those counts as they were written."""
    found = tuple(match[0].strip() for match in _MANY.finditer(text))
    return _MANY.sub(lambda match: {"word": "four", "number": "4", "chinese": "四"}[str(match.lastgroup)], text), found


def believed(rows: list[list[int]], scores: Float[Tensor, "n k"], text: str) -> list[list[int]]:
    """The things that the reader read (a row each, object first) and the text names.

    Where the text names a thing that the reader did not read, it takes a step of the reader that read none that is
    named, by the logits of its objects.
    """
    spoken = [index("object", key) for key in named("object", text)]
    missing = [number for number in spoken if number not in [row[0] for row in rows]]
    kept = []
    for row, score in zip(rows, scores, strict=True):
        if row[0] not in spoken and missing:
            best = max(missing, key=lambda number: score[number].item())
            missing.remove(best)
            row = [best, *row[1:]]
        if row[0] in spoken:
            kept.append(row)
    return kept


def _scene(rows: list[list[int]], ground: list[int]) -> Scene:
    scene = scene_from(rows, ground)
    things = together(list(scene.things))
    return replace(scene, things=things, relation=scene.relation if len(things) == 2 else None)


def together(things: list[Thing]) -> tuple[Thing, ...]:
    """Two things become one where they are of one kind and nothing that was said of them differs.

    "A frog jumping, the frog is green" is one frog; a black cat and a white cat stay two.
    """
    if len(things) < 2 or things[0].object != things[1].object:
        return tuple(things)
    first, second = things
    if any(None not in (one, other) and one != other for one, other in zip(_said(first), _said(second), strict=True)):
        return tuple(things)
    colour, action, size = (one or other for one, other in zip(_said(first), _said(second), strict=True))
    return (Thing(first.object, colour, max(first.count, second.count), action, size),)


def _said(thing: Thing) -> tuple[str | None, str | None, str | None]:
    return thing.colour, thing.action, thing.size
