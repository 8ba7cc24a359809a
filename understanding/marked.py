"""A message as the reader reads it, and the change that the reader's answer is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from language.familiar import familiar
from language.mentions import SLOTS as KINDS_OF_MENTION
from language.mentions import UNKNOWN, Mention, about, marker, markers, names_a_stranger, state_markers, strange
from language.words import clean
from models.reader import Told
from world.change import KINDS, MAY, MODES, NEW, SLOTS, WHOLE, Change, Impossible, Move, changed
from world.gist import Gist
from world.vocabulary import MAX_THINGS

MOST = 1000  # characters of a message that are looked at
LONGEST = 64  # pieces of a message that are read
DOUBTFUL = 0.2  # how likely another reading must be beside the likeliest, which changes nothing
_ALL = re.compile(r"\b(?:them|they|both|all|everything|everyone)\b|它们|他们|全部|所有|都", re.IGNORECASE)
_MISSING = {"object neither", "colour neither", "place new", "time new", "style new"}


@dataclass(frozen=True)
class Marked:
    """A message as the reader reads it: numbers of words and markers, and which of them is which mention."""

    words: tuple[int, ...]
    mentions: tuple[Mention | None, ...]
    missing: bool  # whether it names what the last scene does not hold
    unknown: bool  # whether there are words that nobody taught Tuwen
    strange: bool  # whether one of them is the name of a thing
    last: Gist  # what was drawn last
    every: bool  # whether it speaks of both of two single things: "make them red"


def marked_text(text: str, last: Gist, spoken_of: int, tokenizer: PreTrainedTokenizerFast) -> Marked:
    """A message with markers for the values that it names, after two that tell of the last scene."""
    text = familiar(clean(text[:MOST]))
    number = _numbers(len(tokenizer))
    words: list[int] = [number[name] for name in state_markers(last, spoken_of)]
    named: list[Mention | None] = [None] * len(words)
    mentions, at = about(text, last), 0
    marks = [(one.start, one.end, number[marker(one, last)], one) for one in mentions]
    marks += [(end, end, number[UNKNOWN], None) for end in strange(text) if not _inside(end, mentions)]
    for start, end, mark, mention in sorted(marks, key=lambda each: each[:2]):
        between = _pieces(tokenizer, text[at:start])
        words += [*between, mark]
        named += [*[None] * len(between), mention]
        at = end
    rest = _pieces(tokenizer, text[at:])
    missing = not last.things or any(marker(one, last) in _MISSING for one in mentions)
    return Marked(
        words=tuple([*words, *rest][:LONGEST]),
        mentions=tuple([*named, *[None] * len(rest)][:LONGEST]),
        missing=missing,
        unknown=number[UNKNOWN] in words,
        strange=names_a_stranger(text),
        last=last,
        every=_every(text, last, mentions),
    )


@cache
def _numbers(first: int) -> dict[str, int]:
    """The number of each marker, behind those of the words."""
    return {name: first + i for i, name in enumerate(markers())}


def _every(text: str, last: Gist, mentions: Sequence[Mention]) -> bool:
    named = any(one.slot == "object" for one in mentions)
    return not named and [thing.count for thing in last.things] == [1, 1] and bool(_ALL.search(text))


def _inside(at: int, mentions: Sequence[Mention]) -> bool:
    return any(one.start < at <= one.end for one in mentions)


@lru_cache(20_000)
def _pieces(tokenizer: PreTrainedTokenizerFast, text: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(text.casefold(), add_special_tokens=False)) if text.strip() else ()


def batch_of(marked: Sequence[Marked], device: torch.device | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """Words [b t], mask [b t] and kinds of markers [b t]."""
    longest = max(len(each.words) for each in marked)
    words = torch.tensor([[*each.words, *[0] * (longest - len(each.words))] for each in marked], device=device)
    mask = torch.tensor([[1] * len(each.words) + [0] * (longest - len(each.words)) for each in marked], device=device)
    marks = [
        [-1 if one is None else KINDS_OF_MENTION.index(one.slot) for one in each.mentions]
        + [-1] * (longest - len(each.words))
        for each in marked
    ]
    return words, mask, torch.tensor(marks, device=device)


def read_out(told: Told, marked: Sequence[Marked]) -> list[Change]:
    """The likeliest change of each message, such that it can be meant."""
    kinds, modes, words = (each.softmax(-1).cpu() for each in (told.kind, told.mode, told.word))
    subjects = told.subject.argmax(-1).tolist()
    return [
        _change(message, kinds[i], modes[i], words[i], subject)
        for i, (message, subject) in enumerate(zip(marked, subjects, strict=True))
    ]


def _change(message: Marked, kinds: Tensor, modes: Tensor, words: Tensor, subject: int) -> Change:
    moves = _moves(message, modes, words)
    likely = [KINDS[kind] for kind in kinds.argsort(descending=True).tolist()]
    kind = _kind(message, likely, moves)
    if kind == "change" and moves and _changes_nothing(message.last, Change(kind, moves, subject)):
        moves = _second_thoughts(message, modes, words, subject) or moves
    return Change(kind, moves, subject)


def _changes_nothing(last: Gist, change: Change) -> bool:
    """Whether it can be made and leaves all as it is; a relation moves something, if only across the picture."""
    if any(move.slot == "relation" for move in change.moves):
        return False
    try:
        return changed(last, change) == last
    except Impossible:
        return False


def _changes_something(last: Gist, change: Change) -> bool:
    try:
        return changed(last, change) != last
    except Impossible:
        return False


def _second_thoughts(message: Marked, modes: Tensor, words: Tensor, subject: int) -> tuple[Move, ...]:
    """The likeliest other reading that changes something, one slot read otherwise; none that is far less likely."""
    allowed = torch.tensor([[mode in MAY[slot] for mode in MODES] for _, slot in SLOTS])
    best, second = modes.masked_fill(~allowed, 0).topk(2, -1).values.unbind(-1)
    doubts = second / best
    for slot in doubts.argsort(descending=True).tolist():
        if doubts[slot] < DOUBTFUL:
            break
        otherwise = modes.clone()
        otherwise[slot, modes[slot].masked_fill(~allowed[slot], 0).argmax()] = 0
        moves = _moves(message, otherwise, words)
        if moves and _changes_something(message.last, Change("change", moves, subject)):
            return moves
    return ()


def _moves(message: Marked, modes: Tensor, words: Tensor) -> tuple[Move, ...]:
    """What happens to each slot; one word brings one thing."""
    named = [*message.mentions, *[None] * (words.shape[-1] - len(message.mentions))]
    claims: list[tuple[float, int, Move]] = []
    for (of, slot), mode, word in zip(SLOTS, modes, words, strict=True):
        at, does = int(word.argmax()), max(MAY[slot], key=lambda each: float(mode[MODES.index(each)]))
        if (move := _move(of, slot, does, named[at])) is not None:
            claims.append((float(mode[MODES.index(does)] * word[at]), at, move))
    kept = [claim[-1] for claim in claims if not _outdone(claim, claims)]
    if not message.every:
        return tuple(kept)
    of_things = [move for move in kept if move.of < MAX_THINGS]
    both = {replace(move, of=of): None for move in of_things for of in range(MAX_THINGS)}
    return (*both, *(move for move in kept if move not in of_things))


def _kind(message: Marked, likely: Sequence[str], moves: Sequence[Move]) -> str:
    """The likeliest kind that can be meant: a change moves something, and what is absent is named."""
    if likely[0] != "new" and any(move.mode == "strange" for move in moves):
        return "change"
    values_alone = message.last.things and not any(one and one.slot == "object" for one in message.mentions)
    if likely[0] in ("new", "thanks") and moves and values_alone:  # "dancing", 跳舞
        return "change"
    unlikely = ("again", "undo", "describe") * message.strange + ("thanks",) * message.unknown
    meant = (kind for kind in likely if kind not in unlikely)
    return next(kind for kind in meant if (kind != "absent" or message.missing) and (kind != "change" or moves))


def _outdone(claim: tuple[float, int, Move], claims: Sequence[tuple[float, int, Move]]) -> bool:
    """Whether another is surer of the same word; what is said of a thing that does not come goes too.

    One word may be said of both things that are there ("both red"), of nothing that comes beside something else.
    """
    sure, at, move = claim
    if move.of == NEW and move.slot != "object":
        coming = [other for other in claims if (other[-1].of, other[-1].slot) == (NEW, "object")]
        if not coming or _outdone(coming[0], claims):
            return True
    if move.key is None or move.of == WHOLE:
        return False
    naming = [other for other in claims if other[-1].key is not None]
    rivals = [other for other in naming if other[1] == at and other[-1].slot == move.slot and other[-1].of != move.of]
    comes = {each.of for *_, each in naming if each.slot == "object"}
    return any(other[0] > sure for other in rivals if move.slot == "object" or {move.of, other[-1].of} & comes)


def _move(of: int, slot: str, mode: str, named: Mention | None) -> Move | None:
    if mode == "keep" or (mode == "set" and named is None):
        return None
    if slot == "count" and mode in ("more", "less"):
        return Move(of, slot, mode, named.key if named and named.key != "1" else None)
    return Move(of, slot, mode, named.key if named and mode == "set" else None)
