"""Words of a text: its language, the objects that it names, and the words that Tuwen does not know."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from scenes import chinese, english, everyday, vocabulary

LONGEST_TEXT = 1000  # characters; what comes after is not read
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+(?:['’][^\W\d_{_HAN}]+)*")
_SHORTEST_TYPO = 5  # letters that a word must have for a slip in it to be forgiven


@dataclass(frozen=True)
class Word:
    """A word as it was written; `objects` are those that it may name, `known` says whether Tuwen knows it at all."""

    text: str
    known: bool
    objects: tuple[str, ...] = ()


def clean(text: str) -> str:
    """The text in one width, without control, direction and other invisible characters, with single spaces."""
    folded = unicodedata.normalize("NFKC", text[: 4 * LONGEST_TEXT])
    seen = "".join(" " if char.isspace() else char for char in folded if char.isspace() or _is_seen(char))
    return " ".join(seen.split())[:LONGEST_TEXT]


def tidy(text: str, language: str) -> str:
    """A text out of the tokenizer, spaced and with the marks of its language."""
    text = " ".join(text.split())
    if language == "zh":
        text = re.sub(rf"\s*([,，。!?、])\s*|(?<=[{_HAN}]) (?=[{_HAN}])", lambda found: found[1] or "", text)
        return text.translate({ord(","): "，", ord("!"): "！", ord("?"): "？"})
    return re.sub(r"\s+([,.!?])", r"\1", text)


def language_of(text: str) -> str:
    """zh where a text has at least as many Chinese characters as words in letters, else en."""
    runs = _RUNS.findall(text)
    han = sum(len(run) for run in runs if _is_han(run))
    return "zh" if han and han >= sum(not _is_han(run) for run in runs) else "en"


def named_objects(text: str) -> tuple[str, ...]:
    """Keys of the objects that a text names, once each, in order; a mistyped word may name two."""
    return tuple(dict.fromkeys(key for word in words(text) for key in word.objects))


def unknown_words(text: str) -> tuple[str, ...]:
    """Words that Tuwen does not know, once each, in the order and form written."""
    return tuple(dict.fromkeys(word.text for word in words(text) if not word.known))


def words(text: str) -> tuple[Word, ...]:
    """The words and known phrases of a text in order. Digits, marks and emoji are none."""
    found: list[Word] = []
    letters: list[str] = []
    for run in _RUNS.findall(clean(text)):
        if _is_han(run):
            found += _english_words(letters)
            letters = []
            found += _chinese_words(run)
        else:
            letters.append(run)
    return (*found, *_english_words(letters))


def _english_words(written: list[str]) -> Iterator[Word]:
    """Known phrases, longest first; then single words, one slip forgiven."""
    names, longest = _english_phrases()
    lower = [word.lower().replace("’", "'") for word in written]
    at = 0
    while at < len(written):
        for length in range(min(longest, len(written) - at), 0, -1):
            phrase = " ".join(lower[at : at + length])
            if phrase in names:
                yield Word(" ".join(written[at : at + length]), phrase not in _strangers_en(), names[phrase])
                break
        else:
            length = 1
            meant = () if lower[at] in _strangers_en() else _meant(lower[at])
            objects = tuple(key for word in meant for key in names.get(word, ()))
            yield Word(written[at], bool(meant), tuple(dict.fromkeys(objects)))
        at += length


@cache
def _meant(word: str) -> tuple[str, ...]:
    """The known words that a word stands for: itself, its stem, or grammar words one slip away."""
    known = _english_known()
    stems = [stem for stem in _stems(word) if stem in known]
    if stems:
        return tuple(stems[:1])
    return tuple(
        sorted(right for right in _english_grammar() if len(right) >= _SHORTEST_TYPO and one_slip(word, right))
    )


def one_slip(written: str, right: str) -> bool:
    """Whether one letter was added, left out, mistaken, or swapped with its neighbour."""
    if abs(len(written) - len(right)) > 1 or written == right:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(written, right, strict=False)) if a != b), min(map(len, (written, right)))
    )
    rest, other = written[same:], right[same:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped


def _stems(word: str) -> Iterator[str]:
    """A word and what it may be a form of: ponies → pony, jumped → jump, running → run."""
    yield word
    for ending, instead in (
        ("'s", ""),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word.removesuffix(ending) + instead
            yield stem
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def _chinese_words(run: str) -> Iterator[Word]:
    """Cut a run so that the fewest characters are left over, in the fewest words; what is left over is unknown.

    One character left over beside a noun of one character makes a word with it: 斑马 is no horse.
    """
    pieces = _joined(_cut(run))
    nouns = _chinese_objects()
    return (Word(text, known, nouns.get(text, ()) if known else ()) for text, known in pieces)


def _cut(run: str) -> list[tuple[str, bool]]:
    """(text, known) from first to last; of equal cuts the one whose later words are longer."""
    lexicon, longest = _chinese_known()
    strangers = frozenset(everyday.STRANGERS_ZH.split())
    best: list[tuple[int, int]] = [(0, 0)]  # cost and length of the last word, at every character
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + 100, 1)]
        for length in range(1, min(longest, end) + 1):
            if run[end - length : end] in lexicon:
                ways.append((best[end - length][0] + 1, length))
        best.append(min(ways, key=lambda way: (way[0], -way[1])))
    pieces: list[tuple[str, bool]] = []
    end = len(run)
    while end:
        length = best[end][1]
        text = run[end - length : end]
        pieces.append((text, text in lexicon and text not in strangers))
        end -= length
    return pieces[::-1]


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Leftover characters side by side become one word, and a single one takes the noun of one character beside it."""
    lexicon, _ = _chinese_known()
    joined: list[tuple[str, bool]] = []
    for text, known in pieces:
        loose = text not in lexicon
        if joined and loose and joined[-1][0] not in lexicon:
            joined[-1] = (joined[-1][0] + text, False)
        else:
            joined.append((text, known))
    nouns = _short_nouns()
    for at, (text, _) in enumerate(joined):
        if len(text) > 1 or text in lexicon:
            continue
        before, after = joined[at - 1][0] if at else "", joined[at + 1][0] if at + 1 < len(joined) else ""
        if after in nouns and before not in nouns:
            joined[at : at + 2] = [(text + after, False), ("", True)]
        elif before in nouns and after not in nouns:
            joined[at - 1 : at + 1] = [("", True), (before + text, False)]
    return [piece for piece in joined if piece[0]]


@cache
def _english_phrases() -> tuple[dict[str, tuple[str, ...]], int]:
    """Every name and phrase of the grammar with the objects that it names, and the words of the longest."""
    names: dict[str, tuple[str, ...]] = {phrase: () for phrase in (*_tables(english), *_names("en"), *_strangers_en())}
    for thing in vocabulary.OBJECTS:
        for name in thing.en:
            names |= {form: (thing.key,) for form in (name, english.plural(name))}
    names |= {"grape": ("grapes",), "stars in the sky": ("star",)}
    return names, max(phrase.count(" ") + 1 for phrase in names)


@cache
def _english_grammar() -> frozenset[str]:
    """Single words of the grammar's names and phrases."""
    return frozenset(
        word for phrase in _english_phrases()[0] if phrase not in _strangers_en() for word in _split(phrase)
    )


@cache
def _english_known() -> frozenset[str]:
    return _english_grammar() | frozenset(everyday.EN.split())


@cache
def _strangers_en() -> frozenset[str]:
    words = {word.replace("-", " ") for word in everyday.STRANGERS_EN.split()}
    every = words | {english.plural(word) for word in words}
    ours = {form for name in _names("en") for form in (name, english.plural(name))}
    return frozenset(every - ours - frozenset(everyday.EN.split()))


@cache
def _chinese_objects() -> dict[str, tuple[str, ...]]:
    return {name: (thing.key,) for thing in vocabulary.OBJECTS for name in thing.zh}


@cache
def _short_nouns() -> frozenset[str]:
    """Names of objects and places of one character."""
    return frozenset(name for value in (*vocabulary.OBJECTS, *vocabulary.PLACES) for name in value.zh if len(name) == 1)


@cache
def _chinese_known() -> tuple[frozenset[str], int]:
    """Every Chinese word that can stand in a text, strangers too, and the length of the longest."""
    names = [form for name in (*_names("zh"), *_tables(chinese)) for form in (name, name.removesuffix("的"))]
    runs = [run for name in names for run in re.findall(rf"[{_HAN}]+", name)]
    lexicon = frozenset(filter(None, [*runs, *everyday.ZH.split(), *everyday.STRANGERS_ZH.split()]))
    return lexicon, max(map(len, lexicon))


def _names(language: str) -> Iterator[str]:
    """Every name of every value."""
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "style"):
        for value in vocabulary.slot(slot):
            yield from value.names(language)


def _tables(grammar: object) -> Iterator[str]:
    """Every phrase in the capital-letter tables of a grammar."""
    for name, table in vars(grammar).items():
        if name.isupper():
            yield from _strings(table)


def _strings(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield " ".join(_split(table)) if table.isascii() else table
    elif isinstance(table, dict):
        yield from _strings(table.values())
    elif isinstance(table, Iterable):
        for each in table:
            yield from _strings(each)


def _split(phrase: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", phrase)


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
