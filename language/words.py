"""Looking at a text word by word: its language, the things that it names, the words that nobody taught Tuwen.

No sentence is understood here (the networks do that): a longest cover of the text by known words of both languages,
used as a guard around the networks, and the two ends of every text: `clean` what came in, `tidy` what goes out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from language import lexicon
from language.dictionary import HAN, chinese_names, english_parts, english_phrases, mistakable, plain_english
from language.english import plural
from world import vocabulary

_WORD = re.compile(
    rf"(?P<han>[0-9]*[{HAN}]+)|(?P<word>[0-9]*(?:(?![{HAN}])[^\W\d_])+(?:['’](?:(?![{HAN}])[^\W\d_])+)*)"
)
_FRAME_EN = re.compile(
    r"\b(?:a|an|the|draw|paint|make|show|is|are|in|on|with|of|and|me|my|to|at|please)\b", re.IGNORECASE
)
_FRAME_ZH = re.compile(r"[的在一两三只个画有请和张]")
_NAMELESS = frozenset(("plain", "count", "unknown"))
_CLITIC = re.compile("['’](?:s|d|m|ll|re|ve)$")
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: the slot that it names (or plain, count, measure, unknown), the value, as written."""

    kind: str
    key: str
    text: str


def language_of(text: str) -> str:
    """zh if the sentence is built in Chinese, whichever names it borrows; else en."""
    han, latin = len(re.findall(f"[{HAN}]", text)), len(re.findall(r"[A-Za-z]+", text))
    if not han or not latin:
        return "zh" if han else "en"
    built_en, built_zh = bool(_FRAME_EN.search(text)), bool(_FRAME_ZH.search(text))
    return "zh" if (built_zh if built_en != built_zh else han >= 0.6 * latin) else "en"


def clean(text: str) -> str:
    """The text in Unicode form NFKC, without invisible characters, with single blanks."""
    spaced = re.sub(r"\s+", " ", text)
    shown = "".join(c for c in spaced if unicodedata.category(c) not in _DROPPED)
    return " ".join(unicodedata.normalize("NFKC", shown).split())


def unknown_words(text: str) -> tuple[str, ...]:
    """The words that Tuwen does not know, as written, each once, in the order of the text."""
    found = {piece.text.casefold(): piece.text for piece in reversed(pieces(clean(text))) if piece.kind == "unknown"}
    return tuple(reversed(found.values()))


def named(slot: str, text: str) -> tuple[str, ...]:
    """The keys of a slot's values that the text names in either language, each once, in the order of the text."""
    return tuple(dict.fromkeys(piece.key for piece in pieces(clean(text)) if piece.kind == slot))


def tidy(text: str, language: str) -> str:
    """What a tokenizer decoded, as a sentence that can be shown."""
    said = " ".join(text.split())
    if language == "zh":
        wide = rf"{HAN}，。！？；：、0-9"
        said = re.sub(r" *([,!?;:]) *", lambda mark: mark[1].translate(_WIDE), said)
        said = re.sub(rf"(?<=[{wide}]) +(?=[{wide}])", "", said).strip(" ，、；：")
        return said if not said or said[-1] in "。！？…" else said.rstrip(".") + "。"
    said = re.sub(r" +([,.!?;:])", r"\1", said).strip(" ,;:")
    said = _lower_names().sub(lambda name: _capitals()[name[0].casefold()], said)
    said = said[:1].upper() + said[1:]
    return said if not said or said[-1] in ".!?…" else said + "."


@cache
def _capitals() -> dict[str, str]:
    """Names that are written with capitals, by how they stand in one case: t-shirt → T-shirt."""
    names = (form for thing in vocabulary.OBJECTS for name in thing.en for form in (name, plural(name)))
    return {name.casefold(): name for name in names if name != name.casefold()}


@cache
def _lower_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_capitals(), key=len, reverse=True)))})\b", re.IGNORECASE)


_WIDE = str.maketrans(",!?;:", "，！？；：")


@lru_cache(1024)
def placed(text: str) -> tuple[tuple[Piece, int], ...]:
    """Every word of the text with where it begins."""
    found, at = [], 0
    for piece in pieces(text):
        if (start := text.find(piece.text, at)) >= 0:
            at = start + len(piece.text)
            found.append((piece, start))
    return tuple(found)


@lru_cache(1024)
def pieces(text: str) -> tuple[Piece, ...]:
    """Every word of the text; marks, digits and pictographs are none."""
    read: list[Piece] = []
    latin: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if latin and (word["han"] or text[latin[-1].end() : word.start()].strip(" -")):
            read += _english_pieces(text, latin)
            latin = []
        if word["han"]:
            read += _joined(_cover(word["han"]))
        else:
            latin.append(word)
    return (*read, *_english_pieces(text, latin))


# English


def _english_pieces(text: str, words: list[re.Match[str]]) -> Iterator[Piece]:
    """The longest known phrases, then single words."""
    phrases, longest = english_phrases()
    folded = [_folded(word[0]) for word in words]
    i = 0
    while i < len(words):
        for length in range(min(longest, len(words) - i), 0, -1):
            if found := phrases.get(" ".join(folded[i : i + length])):
                yield Piece(*found, text[words[i].start() : words[i + length - 1].end()])
                break
        else:
            length = 1
            known = _is_plain(folded[i])
            yield Piece("plain" if known else "unknown", "", _CLITIC.sub("", words[i][0].lstrip("0123456789")))
        i += length


@lru_cache(10_000)  # words that strangers type
def _folded(word: str) -> str:
    """One case, no possessive, no count written before it, no typing error."""
    word = word.casefold().replace("’", "'")
    word = word if word in english_parts() else _CLITIC.sub("", word.lstrip("0123456789"))
    if _is_plain(word) or word in english_parts() or word in lexicon.lookalikes("en"):
        return word
    return next((name for name in mistakable().get(word[:1], ()) if _one_off(word, name)), word)


def _one_off(word: str, name: str) -> bool:
    """Whether one letter after the first was added, dropped, replaced or swapped with its neighbour."""
    if abs(len(word) - len(name)) > 1 or word == name or word[0] != name[0]:
        return False
    head = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    a, b = word[head:], name[head:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def is_plain(written: str) -> bool:
    """Whether each of the words names nothing: put on; 看."""
    if not written.isascii():
        return written in lexicon.plain("zh")
    return written.casefold() in lexicon.plain("en") or all(_is_plain(word) for word in written.casefold().split())


def _is_plain(word: str) -> bool:
    """Words that name nothing, in any of their forms; single letters are no words."""
    if len(word) < 2 or word in plain_english():
        return True
    stems = [word.removesuffix(end) for end in ("s", "es", "d", "ed", "ing") if word.endswith(end)]
    return any(_is_stem(stem) for stem in stems if len(stem) > 2 and stem[-1] != "s")


def _is_stem(stem: str) -> bool:
    """remov of removing, swapp of swapping."""
    known = lexicon.plain_of_form("edit")
    return stem in known or stem + "e" in known or (stem[-1] == stem[-2] and stem[:-1] in known)


# Chinese


@lru_cache(4096)
def _cover(run: str) -> tuple[Piece, ...]:
    """The run cut into known words so that the fewest characters stay uncovered, then into the fewest words."""
    names, longest = chinese_names()
    costs, last = [0], [Piece("uncovered", "", "")]  # to cover the first characters, and the word they end with
    for end in range(1, len(run) + 1):
        cost, piece = costs[-1] + 10_000, Piece("uncovered", "", run[end - 1])
        for start in range(max(0, end - longest), end):
            written = run[start:end]
            if found := names.get(written) or _counted(written):
                named = found[0] not in _NAMELESS and len(written) > 1  # of equal covers, the one that names more
                longer = len(written) if found[0] == "object" else 0  # and things in longer words: 公交站 before 公交
                if (covered := costs[start] + 1000 - 100 * named - longer) < cost:
                    cost, piece = covered, Piece(*found, written)
        costs.append(cost)
        last.append(piece)
    cut, end = [], len(run)
    while end:
        cut.append(last[end])
        end -= len(last[end].text)
    return tuple(reversed(cut))


def _counted(written: str) -> tuple[str, str] | None:
    if written.isdecimal() and written.isascii():
        return ("count", "")
    number, measure = written[:-1], written[-1]
    counted = number and measure in lexicon.MEASURES_ZH and set(number) <= set(lexicon.NUMBERS_ZH)
    return ("count", "") if counted else None


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Uncovered characters joined to words, with the known character beside them where both are one word."""
    rest = [Piece(kind, key, "".join(p.text for p in group)) for (kind, key), group in _runs(pieces)][::-1]
    joined: list[Piece] = []
    while rest:
        piece = rest.pop()
        if piece.kind == "uncovered":
            before, after = joined[-1] if joined else None, rest[-1] if rest else None
            alone = len(piece.text) == 1
            if alone and before and after and before.kind == after.kind == "object":
                written = piece.text  # 猫舔鱼: what one does to the other
            elif after and _joins(after) and after.kind != "size":
                written = piece.text + rest.pop().text  # 海马
            elif before and alone and _joins(before, joined[-2] if joined[1:] else None):
                written = joined.pop().text + piece.text  # 鱼缸
            else:
                written = piece.text
            piece = Piece("unknown", "", written)
        joined.append(piece)
    return joined


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[tuple[str, str], list[Piece]]]:
    """Neighbouring uncovered characters together, every other piece alone."""
    for uncovered, group in groupby(pieces, key=lambda piece: piece.kind == "uncovered"):
        if uncovered:
            yield ("uncovered", ""), list(group)
        else:
            yield from (((piece.kind, piece.key), [piece]) for piece in group)


def _joins(piece: Piece, before: Piece | None = None) -> bool:
    """Whether a known character may be part of an unknown word: 马 of 海马, 头 of 头巾 (but not of 来头…)."""
    if len(piece.text) > 1:
        return False
    if piece.text in lexicon.LOOSE_MEASURES_ZH:
        return before is None or before.text[-1] not in "来画要有是加整个"
    return piece.kind in ("object", "place", "size")
