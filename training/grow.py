"""Grow the networks to a larger vocabulary: `python -m training.grow --out runs/grown`.

Networks number objects by their line in `world/objects.tsv`, marks after them. Each table that has a row, a column or a
channel for every object gets as many more as the vocabulary has grown by; what was learnt stays as it is, and what is
new begins as the average of what is there, so that training goes on from what ships; the eye names nothing new before
it has learnt it. The captions' tokenizer is given the characters that the new names bring.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from img2txt.insight import channels
from models import weights
from models.captioner import Captioner, CaptionerConfig
from models.image_encoder import ImageEncoderConfig
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.matcher import Matcher, MatcherConfig
from models.planner import Planner, PlannerConfig
from models.recogniser import Recogniser, RecogniserConfig
from models.tokenizer import load_tokenizer
from training.run import RUNS, WEIGHTS
from world.terminal import speak_anywhere
from world.vocabulary import MARKS, OBJECTS

TOKENIZER = "tokenizer"
_NOT_OBJECTS = channels(ImageEncoderConfig().width)[0] - len(OBJECTS)  # numbers of an insight's kind
_QUIET = 4.0  # nats by which what is new is less likely seen than the average of what is known
_SPREAD = 0.5  # of the deviation of what is there, by which new rows differ from its average


@dataclass(frozen=True)
class Table:
    """A tensor of which one axis holds the objects, the first of them at `start`."""

    name: str
    axis: int = 0
    start: int = 0
    lower: float = 0.0  # how much lower the new values are


@dataclass(frozen=True)
class Grower:
    """A network whose tables grow."""

    folder: str
    network: type[nn.Module]
    config: type
    count: str  # the config's field that counts objects
    besides: int  # what that field counts besides
    tables: tuple[Table, ...]

    def objects(self, config: Any) -> int:
        return getattr(config, self.count) - self.besides


_SIGHT = (Table("read.weight", start=2), Table("read.bias", start=2, lower=_QUIET))  # after centre and scale
_HEARD = (Table("enter.weight", axis=1, start=1),)  # after whether the kind is there
GROWERS = (
    Grower("layers", LayerGenerator, LayerGeneratorConfig, "things", len(MARKS), (Table("thing.weight"),)),
    Grower("recogniser", Recogniser, RecogniserConfig, "objects", 0, _SIGHT),
    Grower("judge/recogniser", Recogniser, RecogniserConfig, "objects", 0, _SIGHT),
    Grower("planner", Planner, PlannerConfig, "objects", 0, (Table("facts.0.weight"),)),
    Grower("matcher", Matcher, MatcherConfig, "kind", _NOT_OBJECTS, _HEARD),
    Grower("captioner", Captioner, CaptionerConfig, "kind", _NOT_OBJECTS, _HEARD),
)
_WORDS = {  # tables with a row for each piece of the tokenizer
    "matcher": ("text.embed.weight",),
    "captioner": ("embed.weight",),
}


def inserted(
    tensor: Tensor, axis: int, at: int, count: int, like: slice, random: torch.Generator, lower: float = 0.0
) -> Tensor:
    """The tensor with `count` more slices before `at`, near the average of the slices `like` or `lower` than it."""
    known = tensor.movedim(axis, 0)[like]
    noise = torch.randn(count, *known.shape[1:], generator=random)
    fresh = known.mean(0) - lower + _SPREAD * known.std(0) * noise
    before, after = tensor.movedim(axis, 0).tensor_split([at])
    return torch.cat([before, fresh, after]).movedim(0, axis).contiguous()


def grown(grower: Grower, start: Path, words: int, random: torch.Generator) -> tuple[nn.Module, Any]:
    """A network with tables for every object of the vocabulary and `words` pieces, and its config.

    ValueError where the weights know more objects than the vocabulary.
    """
    old = weights.load(start / grower.folder, grower.network, grower.config)
    before: Any = old.config
    known = grower.objects(before)
    more = len(OBJECTS) - known
    if more < 0:
        raise ValueError(f"{start / grower.folder} knows {known} objects, the vocabulary {len(OBJECTS)}")
    tensors = old.state_dict()
    for table in grower.tables:
        of_objects = slice(table.start, table.start + known)
        old_values = tensors[table.name]
        tensors[table.name] = inserted(old_values, table.axis, of_objects.stop, more, of_objects, random, table.lower)
    config = replace(before, **{grower.count: len(OBJECTS) + grower.besides})
    if isinstance(config, LayerGeneratorConfig):  # what is new cannot be drawn yet
        config = replace(config, drawn=config.drawn or tuple(thing.key for thing in OBJECTS[:known]))
    config = _with_words(grower.folder, config, tensors, words, random)
    network = grower.network(config)
    network.load_state_dict(tensors)
    return network, config


def _with_words(folder: str, config: Any, tensors: dict[str, Tensor], words: int, random: torch.Generator) -> Any:
    for name in _WORDS.get(folder, ()):
        pieces = len(tensors[name])
        tensors[name] = inserted(tensors[name], 0, pieces, words - pieces, slice(pieces), random)
    match config:
        case CaptionerConfig():
            return replace(config, words=words)
        case MatcherConfig():
            return replace(config, text=replace(config.text, words=words))
    return config


def unknown_characters(folder: Path) -> Iterator[str]:
    """Chinese characters of the vocabulary's names that the tokenizer of a folder has no piece for, each once."""
    known = set(load_tokenizer(folder).get_vocab())
    for thing in OBJECTS:
        for letter in "".join(thing.zh).casefold():
            if letter not in known:
                known.add(letter)
                yield letter


def grow_tokenizer(folder: Path, out: Path) -> int:
    """Write a tokenizer with a piece more for each unknown character; how many pieces it has."""
    out.mkdir(parents=True, exist_ok=True)
    written = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = written["model"]["vocab"]
    for letter in unknown_characters(folder):
        vocabulary[letter] = len(vocabulary)
    (out / "tokenizer.json").write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    (out / "tokenizer_config.json").write_bytes((folder / "tokenizer_config.json").read_bytes())
    return len(load_tokenizer(out))


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, default=WEIGHTS, help="the folders of weights to grow")
    parser.add_argument("--out", type=Path, default=RUNS / "grown", help="where the grown ones go")
    arguments = parser.parse_args()
    random = torch.Generator().manual_seed(0)
    words = grow_tokenizer(arguments.start / TOKENIZER, arguments.out / TOKENIZER)
    print(f"{TOKENIZER}: {words} pieces")
    for grower in GROWERS:
        network, config = grown(grower, arguments.start, words, random)
        card = (arguments.start / grower.folder / weights.CARD).read_text(encoding="utf-8")
        weights.save(arguments.out / grower.folder, network, config, card)
        print(f"{grower.folder}: {len(OBJECTS)} objects")


if __name__ == "__main__":
    main()
