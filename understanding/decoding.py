"""Writing programs: the readers' likeliest ones for a message, such that the grammar allows them (beam search)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from models.reader import Read, Reader
from understanding.encoding import Encoded, batch_of
from understanding.program import END, KEYWORDS, START, Program, Stack, Word, after, assembled, choices

BEAMS = 6
LONGEST = 72  # words of a program
NUMBER = {word: number for number, word in enumerate(KEYWORDS)}


@dataclass(frozen=True)
class Written:
    """A program and how likely the reader finds it, in (0, 1]."""

    program: Program
    likelihood: float


@cache
def allowed_keywords(stack: Stack) -> tuple[int, ...]:
    """The numbers of the keywords that may come next."""
    return tuple(NUMBER[word] for word in choices(stack)[0] if word in NUMBER)


def allowed(stack: Stack, slots: Sequence[str], size: int) -> Tensor:
    """Which of `size` choices (keywords, then items of these slots, then nothing) may come next: bool [size]."""
    may = torch.zeros(size, dtype=torch.bool)
    may[list(allowed_keywords(stack))] = True
    fitting = choices(stack)[1]
    for i, slot in enumerate(slots):
        may[len(KEYWORDS) + i] = slot in fitting
    return may


@dataclass(frozen=True)
class _Beam:
    words: tuple[Word, ...]
    stack: Stack
    score: float
    last: int
    row: int


@torch.no_grad()
def written(
    readers: Sequence[Reader], message: Encoded, named: Sequence[tuple[str, str]], beams: int = BEAMS
) -> tuple[Written, ...]:
    """The likeliest programs of one message, best first; `named` are the slots and keys of its items.

    Several readers choose each word together, by the mean of what they find likely (Lakshminarayanan et al. 2017).
    """
    look = batch_of([message])
    reads = [reader.look(*look) for reader in readers]
    size = len(KEYWORDS) + reads[0].items.shape[1]
    slots = [slot for slot, _ in named[: len(message.items)]]
    hidden = [reader.start(read) for reader, read in zip(readers, reads, strict=True)]
    alive = [_Beam((), START, 0.0, -1, 0)]
    done: list[_Beam] = []
    for _ in range(LONGEST):
        last = torch.tensor([beam.last for beam in alive])
        rows = [beam.row for beam in alive]
        may = torch.stack([allowed(beam.stack, slots, size) for beam in alive])
        likely = torch.zeros(may.shape)
        for number, (reader, read) in enumerate(zip(readers, reads, strict=True)):
            logits, hidden[number] = reader.step(_repeated(read, len(alive)), hidden[number][rows], last)
            likely += logits.masked_fill(~may, -1e4).softmax(-1) / len(readers)
        logs = likely.clamp(1e-12, 1.0).log()
        scores = logs + torch.tensor([beam.score for beam in alive])[:, None]
        best = scores.flatten().topk(min(2 * beams, scores.numel()))
        alive, before = [], alive
        for score, at in zip(best.values.tolist(), best.indices.tolist(), strict=True):
            row, choice = divmod(at, size)
            if not may[row, choice]:
                continue
            word = _chosen(choice, named)
            beam = before[row]
            longer = _Beam((*beam.words, word), after(freed(beam.stack, word), word), score, choice, row)
            (done if word == Word("", END) else alive).append(longer)
        alive = alive[:beams]
        if not alive or (len(done) >= beams and min(sorted(b.score for b in done)[-beams:]) > alive[0].score):
            break
    ranked = sorted(done, key=lambda beam: -beam.score)[:beams]
    return tuple(Written(assembled(beam.words), float(torch.tensor(beam.score).exp())) for beam in ranked)


def freed(stack: Stack, word: Word) -> Stack:
    """The stack where a new statement may begin: what may be missing is."""
    if word.slot == "" and "program" in stack and word.key in choices(("program",))[0]:
        rest = stack[: stack.index("program")]
        if all(name.endswith(("?", "*")) for name in rest):
            return ("program",)
    return stack


def _chosen(choice: int, named: Sequence[tuple[str, str]]) -> Word:
    if choice < len(KEYWORDS):
        return Word("", KEYWORDS[choice])
    at = choice - len(KEYWORDS)
    return Word(*named[at], at)


def _repeated(read: Read, rows: int) -> Read:
    return Read(*(each.expand(rows, *each.shape[1:]) for each in read))
