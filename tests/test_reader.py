"""The reader: it learns what messages mean, points at what they name, and writes only what the grammar allows."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from models.reader import Reader, ReaderConfig, writing_loss
from models.tokenizer import load_tokenizer
from training.reader import (
    HELD_OUT,
    USUAL,
    Example,
    alike_in_length,
    example,
    figures,
    forgetful,
    is_held_out,
    program_of,
    prompts,
    targets,
)
from training.said import Turn, turns
from understanding.decoding import written
from understanding.encoding import batch_of, encoded, features
from understanding.message import read_message
from understanding.program import KEYWORDS, items, parsed, shown
from understanding.state import State
from world.gist import Gist, Kind
from world.vocabulary import NATURAL

SAID = (
    ("a red cat", "new; add cat red"),
    ("make it blue", "set it to blue"),
    ("and a dog next to it", "add dog; rel added next_to it"),
    ("the dog should sleep", "set dog to sleeping"),
    ("remove the cat", "drop cat"),
    ("不要狗了", "drop dog"),
    ("画一只黑色的猫", "new; add cat black"),
    ("放在海滩上", "place beach"),
)


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return load_tokenizer(Path(__file__).parent.parent / "weights" / "reader")


@pytest.fixture(scope="module")
def examples(tokenizer: PreTrainedTokenizerFast) -> list[Example]:
    """A conversation of eight turns."""
    told = [{"say": say, "do": do} for say, do in SAID]
    found = [example(turn, tokenizer) for turn in turns({"voice": "tester", "turns": told})]
    return [each for each in found if each is not None]


@pytest.fixture(scope="module")
def fresh(tokenizer: PreTrainedTokenizerFast) -> Callable[[int], Reader]:
    """A small reader that has learnt nothing."""
    pieces = len(tokenizer) + 1 + len(features())

    def made(seed: int) -> Reader:
        torch.manual_seed(seed)
        config = ReaderConfig(pieces=pieces, keywords=len(KEYWORDS), embedding=32, width=64, layers=1, dropout=0.0)
        return Reader(config)

    return made


def loss_of(reader: Reader, examples: list[Example]) -> Tensor:
    words, lengths, named = batch_of([each.read for each in examples])
    program, right, may, weight = targets(examples, named.shape[1])
    return writing_loss(reader(words, lengths, named, program), right, may, weight)


# The network


@pytest.fixture(scope="module")
def learnt(fresh: Callable[[int], Reader], examples: list[Example]) -> tuple[Reader, list[float]]:
    reader = fresh(0)
    optimizer = torch.optim.Adam(reader.parameters(), lr=5e-3)
    losses = []
    for _ in range(60):
        loss = loss_of(reader, examples)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return reader.eval(), losses


def test_it_learns_a_batch(learnt: tuple[Reader, list[float]], examples: list[Example]) -> None:
    reader, losses = learnt
    assert len(examples) == len(SAID) and losses[-1] < 0.05 * losses[0]
    for each, (_, program) in zip(examples, SAID, strict=True):
        best = written((reader,), each.read, each.named)
        assert shown(best[0].program) == program and best[0].likelihood > 0.8
        assert sum(one.likelihood for one in best) <= 1.001
    assert figures(reader, examples) == {"en": 1.0, "zh": 1.0}


def test_what_was_learnt_of_one_value_holds_for_others(
    learnt: tuple[Reader, list[float]], tokenizer: PreTrainedTokenizerFast
) -> None:
    message = read_message("a green pig")
    named = [(slot, key) for slot, key, _ in items(message)]
    best = written(learnt[:1], encoded(message, State(), tokenizer), named)[0]
    assert shown(best.program) == "new; add pig green"


@torch.no_grad()
def test_messages_of_a_batch_do_not_touch_each_other(fresh: Callable[[int], Reader], examples: list[Example]) -> None:
    reader = fresh(0).eval()
    together = loss_of(reader, examples)
    alone = torch.stack([loss_of(reader, [each]) for each in examples])
    torch.testing.assert_close(together, alone.mean())


@torch.no_grad()
def test_step_by_step_is_as_all_at_once(fresh: Callable[[int], Reader], examples: list[Example]) -> None:
    reader = fresh(1).eval()
    words, lengths, named = batch_of([each.read for each in examples[:3]])
    program, *_ = targets(examples[:3], named.shape[1])
    read = reader.look(words, lengths, named)
    hidden, last = reader.start(read), torch.full((3,), -1)
    whole = reader(words, lengths, named, program)
    for step in range(program.shape[1]):
        logits, hidden = reader.step(read, hidden, last)
        torch.testing.assert_close(logits, whole[:, step])
        last = program[:, step]


@torch.no_grad()
@pytest.mark.parametrize("seed", range(3))
def test_whatever_it_writes_is_a_program_of_what_is_named(
    seed: int, fresh: Callable[[int], Reader], examples: list[Example]
) -> None:
    reader = fresh(seed).eval()
    reader.keywords.bias[0] += 2.0  # or it would hardly come to an end
    some = [(each, one) for each in examples[:4] for one in written((reader,), each.read, each.named)]
    assert len(some) > 8 and all(0 < one.likelihood <= 1 for _, one in some)
    for each, one in some:
        words = [word for step in one.program for word in step.words()]
        assert all(each.named[word.at] == (word.slot, word.key) for word in words if word.at is not None)
    told = [shown(one.program) for _, one in some if one.program]  # the empty program is written as nothing
    assert told and [shown(parsed(text)) for text in told] == told


def test_the_loss_counts_any_right_choice_among_the_allowed() -> None:
    logits = torch.zeros(1, 2, 4)
    may = torch.tensor([[[True, True, True, False], [True, True, True, True]]])
    right = torch.zeros(1, 2, 4, dtype=torch.bool)
    right[0, 0, 0] = True  # nothing is right at the second step: it comes after the end
    one = torch.ones(1)
    assert writing_loss(logits, right, may, one).item() == pytest.approx(math.log(3))
    right[0, 0, 1] = True
    assert writing_loss(logits, right, may, one).item() == pytest.approx(math.log(3 / 2))
    both = writing_loss(logits.expand(2, -1, -1), right.expand(2, -1, -1) & torch.tensor([[[True]], [[False]]]),
                        may.expand(2, -1, -1), torch.tensor([3.0, 1.0]))  # fmt: skip
    assert both.item() == pytest.approx(math.log(3 / 2) * 3 / 4)


# What it learns from


def turn_of(said: str, program: str) -> Turn:
    (turn,) = turns({"voice": "tester", "turns": [{"say": said, "do": program}]})
    return turn


def test_every_mention_of_a_value_is_right(tokenizer: PreTrainedTokenizerFast) -> None:
    each = example(turn_of("a red cat and a red dog", "new; add cat red; add dog red"), tokenizer)
    assert each is not None and each.named == (
        ("colour", "red"),
        ("object", "cat"),
        ("colour", "red"),
        ("object", "dog"),
    )
    chosen = [step - len(KEYWORDS) for step in each.steps if step >= len(KEYWORDS)]
    assert chosen == [1, 0, 3, 2]
    assert [right.sum().item() for right in each.right] == [1, 1, 1, 2, 1, 1, 2, 1]
    assert (each.right & ~each.allowed).sum() == 0 and each.allowed.sum(1).min() > 1


def test_a_message_too_long_to_be_read_is_no_example(tokenizer: PreTrainedTokenizerFast) -> None:
    assert example(turn_of("a cat and " * 90, "new; add cat"), tokenizer) is None


def test_some_voices_are_only_measured_always_the_same() -> None:
    voices = [f"voice {n}" for n in range(600)]
    held = [voice for voice in voices if is_held_out(voice)]
    assert 0.5 / HELD_OUT < len(held) / len(voices) < 1.5 / HELD_OUT
    assert held == [voice for voice in voices if is_held_out(voice)]
    assert not is_held_out("templates") and not is_held_out("whole")


def test_words_are_forgotten_and_markers_never(tokenizer: PreTrainedTokenizerFast, examples: list[Example]) -> None:
    pieces, rng, unknown = len(tokenizer), Random(0), 1
    read = examples[2].read
    seen = [forgetful(read, pieces, rng, unknown) for _ in range(200)]
    lost = sum(a != b for one in seen for a, b in zip(one.words, read.words, strict=True))
    words = sum(len(word) == 1 for word in read.words)
    assert 0.03 < lost / (200 * words) < 0.1
    assert all(one.items == read.items for one in seen)
    assert all(one.words[at] == word for one in seen for at, word in enumerate(read.words) if len(word) > 1)


@pytest.mark.parametrize(
    ("gist", "named", "program"),
    [
        (
            Gist((Kind("cat", "red", 2, "sleeping", "big"),), place="grass", time="night"),
            set(),
            "new; add 2 cat colour:red action:sleeping size:big; place grass; time night",
        ),
        (Gist((Kind("cat", NATURAL), Kind("dog")), "above"), set(), "new; add cat; add dog; rel cat above dog"),
        (
            Gist((Kind("hat"), Kind("cat")), "on"),
            {("deed", "wears")},
            "new; add hat; add cat; rel cat wears hat",
        ),
        (Gist((Kind("cat"), Kind("horse")), "on"), {("deed", "rides")}, "new; add cat; add horse; rel cat rides horse"),
    ],
)
def test_what_the_grammar_says_has_a_program(gist: Gist, named: set[tuple[str, str]], program: str) -> None:
    assert program_of(gist, named) == program


def test_prompts_name_what_their_programs_say(tokenizer: PreTrainedTokenizerFast) -> None:
    some = list(prompts(Random(0), 30))
    assert len(some) == 30 and {turn.message.language for turn in some} == {"en", "zh"}
    assert {turn.program[0].verb for turn in some} == {"new"} and {turn.voice for turn in some} == {"templates"}
    assert {turn.state.scene is None for turn in some} == {True, False}
    assert all(example(turn, tokenizer, 0.5) for turn in some)


def test_a_batch_is_of_programs_about_as_long(examples: list[Example]) -> None:
    short = [replace(examples[0], steps=(0,) * n) for n in range(1, 19)]
    batch = alike_in_length(short, 6, Random(0))
    lengths = sorted(len(each.steps) for each in batch)
    assert len(batch) == 6 and lengths[-1] - lengths[0] == 5
    long = [replace(examples[0], steps=(0,) * 4 * USUAL) for _ in range(12)]
    assert len(alike_in_length(long, 8, Random(0))) == 2
