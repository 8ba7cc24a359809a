"""Train the reader on prompts and follow-ups: `python -m training.reader --minutes 12 --out weights/reader`."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.optim import AdamW
from transformers import PreTrainedTokenizerFast

from language.mentions import SLOTS as KINDS_OF_MENTION
from language.mentions import markers
from models.reader import Reader, ReaderConfig, reading_loss
from models.text_encoder import TextEncoderConfig
from models.tokenizer import load_tokenizer
from training.lesson import Lesson, learn
from training.loop import IGNORED, WEIGHTS, Stopwatch, parse_arguments, seeded
from training.talk.edits import FollowUp, follow_up
from understanding.marked import Marked, batch_of, marked_text, read_out
from world.change import KINDS, MODES, NEW, SLOTS, Change, Impossible, Move, alternatives, asked_for, changed
from world.gist import Gist

NAME = "reader"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=128), "gpu": Tier(batch=1024)}
ASKED = 1000  # follow-ups in held-out wordings
FORGOTTEN = 0.06  # of the words, so that no message is known by heart


@dataclass(frozen=True)
class Example:
    """A follow-up as the reader reads it, with the moves that would be right for each of its moves."""

    marked: Marked
    said: FollowUp
    right: tuple[tuple[Move, ...], ...]


def example(rng: Random, tokenizer: PreTrainedTokenizerFast, *, held_out: bool = False) -> Example:
    """A follow-up whose values are all found in its text."""
    while True:
        said = follow_up(rng, held_out=held_out)
        marked = marked_text(said.text, said.last, said.spoken_of, tokenizer)
        named = {(one.slot, one.key) for one in marked.mentions if one}
        right = tuple(
            tuple(each for each in _same(move, said) if not each.key or (each.slot, each.key) in named)
            for move in said.change.moves
        )
        if all(right):
            return Example(marked, said, right)


def _same(move: Move, said: FollowUp) -> Iterable[Move]:
    """The moves that come to the same: of a change more than one."""
    return alternatives(move, said.last) if said.change.kind == "change" else (move,)


def forgetful(marked: Marked, tokenizer: PreTrainedTokenizerFast, rng: Random) -> Marked:
    """The message with a few of its words unknown (word dropout, Iyyer et al. 2015); no marker is."""
    words, unknown = len(tokenizer), tokenizer.unk_token_id
    some = (unknown if word < words and rng.random() < FORGOTTEN else word for word in marked.words)
    return replace(marked, words=tuple(some))


def targets(examples: Sequence[Example], device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Kind [b], mode [b s m], word [b s t+1] and subject [b], as `reading_loss` takes them."""
    longest = max(len(each.marked.words) for each in examples)
    kind = torch.tensor([KINDS.index(each.said.change.kind) for each in examples])
    mode = torch.zeros(len(examples), len(SLOTS), len(MODES))
    word = torch.zeros(len(examples), len(SLOTS), longest + 1)
    subject = torch.full((len(examples),), IGNORED)
    for i, each in enumerate(examples):
        if not each.said.known:
            continue
        mode[i, :, MODES.index("keep")] = 1
        for moves in each.right:
            slot = SLOTS.index((moves[0].of, moves[0].slot))
            mode[i, slot] = 0
            for move in moves:
                mode[i, slot, MODES.index(move.mode)] = 1
                for t in _named_at(move, each.marked):
                    word[i, slot, t] = 1
        if any(move.slot == "relation" for move in each.said.change.moves):
            subject[i] = each.said.change.subject
    return kind.to(device), mode.to(device), word.to(device), subject.to(device)


def _named_at(move: Move, marked: Marked) -> list[int]:
    """Where a move's value stands among the words; -1 is for none."""
    key = move.key or ("1" if move.slot == "count" else None)
    there = [t for t, one in enumerate(marked.mentions) if one and (one.slot, one.key) == (move.slot, key)]
    return there + ([-1] if move.slot == "count" and not move.key else [])


@torch.no_grad()
def exact(reader: Reader, examples: Sequence[Example], device: torch.device) -> dict[str, float]:
    """Shares of messages whose kind is read right, and of changes and prompts that lead to the right scene."""
    marked = [each.marked for each in examples]
    read = read_out(reader(*batch_of(marked, device)), marked)
    kinds = [got.kind == each.said.change.kind for got, each in zip(read, examples, strict=True)]
    changes = [
        _outcome(each.said.last, got) == _outcome(each.said.last, each.said.change)
        for got, each in zip(read, examples, strict=True)
        if each.said.change.kind == "change"
    ]
    prompts = [
        asked_for(got) == asked_for(each.said.change)
        for got, each in zip(read, examples, strict=True)
        if each.said.change.kind == "new" and each.said.known
    ]
    return {
        name: sum(right) / len(right) for name, right in (("kind", kinds), ("change", changes), ("prompt", prompts))
    }


def _outcome(last: Gist, change: Change) -> object:
    """The scene after a change, or why there is none."""
    try:
        return changed(last, change) if change.kind == "change" else change.kind
    except Impossible as impossible:
        return impossible.reason


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    seeded(arguments.dice, device)
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    config = ReaderConfig(
        slots=tuple(KINDS_OF_MENTION.index(slot) for _, slot in SLOTS),
        modes=len(MODES),
        kinds=len(KINDS),
        subjects=NEW + 1,
        text=TextEncoderConfig(words=len(tokenizer) + len(markers())),
    )
    unseen = Random(8)
    held_out = [example(unseen, tokenizer, held_out=True) for _ in range(ASKED)]

    def loss(reader: Reader, _: float) -> dict[str, Tensor]:
        examples = [example(rng, tokenizer) for _ in range(tier.batch)]
        told = reader(*batch_of([forgetful(each.marked, tokenizer, rng) for each in examples], device))
        return {"reading": reading_loss(told, *targets(examples, device))}

    reader = Reader(config).to(device)
    lesson = Lesson(
        network=reader,
        optimizer=AdamW(reader.parameters(), lr=tier.learning_rate, weight_decay=0.01),
        batch=tier.batch,
        loss=loss,
        measure=lambda reader: exact(reader, held_out, device),
        card=card,
        every=500,
    )
    learn(lesson, accelerator, arguments)


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    rows = "\n".join(f"- {name}: {figure:.3f}" for name, figure in figures.items())
    return f"""# Reader

Reads what a message in Chinese or English asks for: a scene of its own, or a change of the scene that was drawn last.
Bi-GRU text encoder over words and markers (a marker stands for every value that is named), one question a slot,
pointers at the markers. Trained by `training.reader` for {watch.steps} steps on {watch.images} messages: the grammar's
requests, templates of follow-ups, and messages that were written whole (`training/talk`). The share read right of
{ASKED} messages, follow-ups in wordings that were held out (kind: what the message is; change and prompt: every slot):

{rows}

How people who had not seen the templates talk is measured apart, on `evaluation/wordings-test.jsonl` and
`evaluation/dialogues.jsonl`."""


if __name__ == "__main__":
    main()
