"""What people tell about themselves beside their wish: "I'm on a night shift", "my lad is turning six", 我开奶茶店的.

A message of several clauses, one of which wishes for something, is read without the clauses that only tell about the
person, their day, whom it is for, what it is for, or why. They give no count, no time, no place and no thing.
"""

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from world import vocabulary

FILE = Path(__file__).parent / "chatter.tsv"

Named = frozenset[tuple[str, str]]  # slots and keys

_SPLIT_EN = re.compile(
    r"\s*(?:[.!?;\n]+|,|:(?!\w)| [-–—] )\s*"
    r"|(?<=\w) (?=(?:it'?s|this is|that'?s) (?:just |only )?for (?:my|our|the|a|an|his|her|their)\b)"
    r"|(?<=\w) (?=(?:because|cuz|coz|cos|bc) )"
    r"|(?<=\w) (?=so (?:that )?(?:i|we|you|people|everyone|(?:my|our|the) [\w-]+) (?:can|could|will|may|might|know)\b)"
    r"|(?<=\w) (?=(?:and|so|but) (?:can you|could you|need|i'd|i would like|i want|i need|can i)\b)"
    r"|(?<=\w) (?=(?:so|but) (?:can|could|please|would|draw|make|[\w-]+ [\w-]+ please))",
    re.IGNORECASE,
)
_SPLIT_ZH = re.compile(
    r"\s*(?:[,，.。!！?？;；:：~～…\n]+|\s)\s*|(?=因为|毕竟)|(?<=\w)(?=发(?:到|给|在)?\w{0,6}(?:群|朋友圈|微信|小红书|抖音))"
)
_FOR_WHAT = re.compile(
    r"(?:(?<=\w) |^)(?P<what>for (?:my|our) [\w' -]+)"
    r"|\b(?:pictures?|stickers?|drawings?|images?|posters?|illustrations?|pics?|cards?|something(?: [\w-]+)?|it|this)"
    r" (?P<thing>for (?:an?|the) [\w' -]+)",
    re.IGNORECASE,
)  # a sticker for my laptop
_BECAUSE = re.compile(r"(?:because|cuz|coz|cos|bc)\b|因为|毕竟", re.IGNORECASE)
_STICKER = re.compile(r"\bstickers?\b|贴纸|表情包|贴图", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:says?|said|thinks?)\b|说|觉得", re.IGNORECASE)
_SIGNED = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?[.!]?$")
_BACK = re.compile(
    r"\b(?:it|him|her|them|he|she|they|one|ones|that|those|these|this|his|its|their)\b|[它他她牠]|这个|那个|这只|那只",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\s,，;；:：.。!！?？~～-]+|[\s,，;；:：-]+$")
_THINGS = frozenset(("object", "place"))
_SHOWN = frozenset(("object", "place", "colour", "action", "time", "style", "size"))


def told_beside(text: str, names: Callable[[str], Named]) -> list[tuple[int, int]]:
    """Where a clean text tells about who writes it and not about the picture, from first to last.

    `names` tells what a piece of text names. Nothing is told beside where nothing else would be left, and
    what a wish points back at ("my lad loves tractors, draw him one") stays.
    """
    called = next((found for each in _said("zh", "called") if (found := each.match(text))), None)
    if called and names(text[called.end() :]):
        rest = [(start + called.end(), end + called.end()) for start, end in told_beside(text[called.end() :], names)]
        return [called.span(), *rest]
    purposes = list(_purposes(text, names))
    parts = list(clauses(text))
    if len(parts) < 2:
        return purposes
    side = [_is_beside(text[start:end]) for start, end in parts]
    side = _with_signature(text, parts, side)
    side = [one or (n > 0 and side[n - 1] and _begins(text[slice(*parts[n])], "on")) for n, one in enumerate(side)]
    kept = [text[start:end] for (start, end), one in zip(parts, side, strict=True) if not one]
    if all(side) or not any(side):
        return purposes
    wishing = [clause for clause in kept if wishes(clause)]
    shown = Named().union(*map(names, kept))
    if not wishing and not _of(shown, _SHOWN):
        return purposes
    back = any(_BACK.search(clause) for clause in kept) or not _of(Named().union(*map(names, wishing)), _THINGS)
    beside = [(start, end) for (start, end), one in zip(parts, side, strict=True) if one]
    free = bool(wishing) and not back
    found = [(start, end) for start, end in beside if _is_no_matter(text[start:end], names, shown, free)]
    return sorted([*found, *(one for one in purposes if not any(start <= one[0] < end for start, end in found))])


def _purposes(text: str, names: Callable[[str], Named]) -> Iterator[tuple[int, int]]:
    """Where it is told what a picture is for, where that is nobody: "for my laptop"; a bone for my dog is the dog's."""
    for found in _FOR_WHAT.finditer(text):
        start, end = found.span(str(found.lastgroup))
        objects = {key for slot, key in names(text[start:end]) if slot == "object"}
        rest = _of(names(text[:start]) | names(text[end:]), _THINGS)
        if rest and not any(vocabulary.thing(key).kind in ("animal", "person") for key in objects):
            yield start, end


def _is_no_matter(clause: str, names: Callable[[str], Named], shown: Named, free: bool) -> bool:
    """Whether the picture needs nothing of a clause: what it names is wished for elsewhere, or is no part of the wish.

    `free`: the wish stands without it. What somebody says, and where somebody is, may be the wish itself.
    """
    named = _of(names(clause), _SHOWN)
    if _SAYS.search(clause):
        return named <= shown
    if _BECAUSE.match(clause):
        return _of(named, _THINGS) <= shown
    if _begins(clause, "purpose") or (free and _begins(clause, "strong")):
        return True
    return (free and bool(_of(named, frozenset(("object",))))) or _of(named, _THINGS) <= shown


def _of(named: Named, slots: frozenset[str]) -> Named:
    return frozenset(one for one in named if one[0] in slots)


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without some stretches and the marks around them."""
    parts, at = [], 0
    for start, end in [*spans, (len(text), len(text))]:
        part = _EDGES.sub("", text[at:start])
        parts += [part] if part else []
        at = end
    join = "，" if _language(text) == "zh" else ", "
    return "".join(
        part if n == 0 else (" " if parts[n - 1][-1] in ".!?" else join) + part for n, part in enumerate(parts)
    )


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each clause of a text goes."""
    split, at = _SPLIT_ZH if _language(text) == "zh" else _SPLIT_EN, 0
    for mark in [*split.finditer(text), None]:
        start, end = (mark.start(), mark.end()) if mark else (len(text), len(text))
        if text[at:start].strip():
            yield at, start
        at = end


def split(text: str) -> list[str]:
    """The clauses of a text."""
    return [text[start:end] for start, end in clauses(text)]


def _language(text: str) -> str:
    return "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"


def wishes(clause: str) -> bool:
    """Whether a clause asks for something to be drawn or done."""
    return any(each.search(clause) for each in _said(_language(clause), "wish"))


def _is_beside(clause: str) -> bool:
    """Whether a clause only tells about the person."""
    if _STICKER.search(clause):
        return False
    return _begins(clause, "purpose") or (_begins(clause, "told") and not wishes(clause))


def _with_signature(text: str, parts: list[tuple[int, int]], side: list[bool]) -> list[bool]:
    """The name below a letter goes with its greeting: With love, Margaret."""
    start, end = parts[-1]
    if len(parts) > 1 and side[-2] and not side[-1] and _CLOSES.match(text[slice(*parts[-2])]):
        return [*side[:-1], bool(_SIGNED.fullmatch(text[start:end]))]
    return side


_CLOSES = re.compile(
    r"^(?:(?:with )?(?:much |lots of |all my )?love|(?:kind|best|warm) (?:regards|wishes)|yours)", re.I
)


@cache
def _said(language: str, kind: str) -> tuple[re.Pattern[str], ...]:
    """The rows of the data file of a kind, in one language or any."""
    words = {row["kind"]: row["said"] for row in _rows() if row["language"] == language}
    fillers = words.get("fillers", "") if kind in ("told", "purpose") else ""
    found = (row["said"] for row in _rows() if row["language"] in (language, "any") and row["kind"] == kind)
    return tuple(re.compile(f"{fillers}(?:{_filled(each, words)})", re.IGNORECASE) for each in found)


def _filled(said: str, words: dict[str, str]) -> str:
    """A row with the lists that it names: {people}, {number}, {chores}."""
    for name in ("people", "number", "chores"):
        said = said.replace(f"{{{name}}}", words.get(name, ""))
    return said


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _begins(clause: str, kind: str) -> bool:
    return any(each.match(clause) for each in _said(_language(clause), kind))
