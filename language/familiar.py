"""What people also say, put into the grammar's own words, so that it is read like what was learnt."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from types import ModuleType

from language import heard_en, heard_zh, phrases_en, phrases_zh
from language.english import plural
from language.lexicon import rows as rows_of
from language.phrasebook import Phrasebook
from language.words import chinese_names, english_phrases, spoken
from world import vocabulary

_GLUED = re.compile(r"(?<![a-z0-9_.,:])(\d)([a-z]{3,})(?![a-z'])", re.IGNORECASE)
_ON_A_HORSE = re.compile("(?<=[骑坐站立趴躺]在)马上")  # elsewhere 马上 means at once
PLAIN = ("plain", "")  # how a word is known that names nothing
UNKNOWN = ("unknown", "")  # how a word is known that names something else, as long as nobody hears it as a name

_TIMES_EN = frozenset(phrase for phrases in heard_en.WHEN.values() for phrase in phrases)


@lru_cache(1024)
def familiar(text: str) -> str:
    """The text with every phrase that is heard and never said replaced by one that is said: "snoozing" → "sleeping".

    The longest phrase counts, and what is a known phrase or name itself stays as it is.
    """
    text = _ON_A_HORSE.sub("马背上", _GLUED.sub(_parted, text))
    text = _told(text, _book_en(), _english(), _means_no_time)
    return _told(text, _book_zh(), _chinese())


def _told(text: str, book: Phrasebook, said: Mapping[str, str], spare: Callable[[str, str], bool] | None = None) -> str:
    """The text with what the book finds as it is said; what `spare` tells (a phrase, and what follows it) stays."""
    told, at = [], 0
    for phrase, start, end in book.found(text):
        if phrase in said and not (spare and spare(phrase, text[end:])):
            told += [text[at:start], said[phrase]]
            at = end
    return "".join([*told, text[at:]])


def _means_no_time(phrase: str, after: str) -> bool:
    """A midnight black cat, a sunny-side egg: words for times that say something of what follows them."""
    return phrase in _TIMES_EN and (after.startswith("-") or bool(_colour_next().match(after)))


def _parted(glued: re.Match[str]) -> str:
    """3cats as 3 cats, where the word names a thing; 8bit stays."""
    known = english_phrases()[0].get(spoken(glued[2]))
    names = (known is not None and known[0] == "object") or glued[2].casefold() in _english()
    return f"{glued[1]} {glued[2]}" if names else glued[0]


@cache
def _english() -> dict[str, str]:
    """Heard phrases with what is said instead; none that is known to mean something else."""
    verbs = (
        ("action", action, heard, said)
        for action, forms in heard_en.VERBS.items()
        for form in forms
        for heard, said in zip(form, phrases_en.VERBS[action][0], strict=True)
    )
    counts = _instead("count", heard_en.COUNT_WORDS, phrases_en.COUNT_WORDS)
    where = _instead("place", heard_en.WHERE, phrases_en.WHERE)
    when = _instead("time", heard_en.WHEN, phrases_en.WHEN)
    things = (
        ("object", key, form(heard), form(vocabulary.thing(key).en[0]))
        for key, names in heard_en.OBJECTS.items()
        for heard in names
        for form in (str, plural)
    )
    rows = [*verbs, *counts, *where, *when, *things, *_compounds("en"), *_everyday("en")]
    for slot, table in _tables(heard_en):
        rows += _instead(slot, table, {key: vocabulary.value(slot, key).en for key in table})
    known = english_phrases()[0]
    return {
        heard.casefold(): said
        for slot, key, heard, said in rows
        if known.get(spoken(heard), (slot, key)) in ((slot, key), UNKNOWN)
    }


@cache
def _chinese() -> dict[str, str]:
    """The same of Chinese; single characters are left alone, since they are part of so many words."""
    rows = [
        *_instead("action", heard_zh.VERBS, phrases_zh.VERBS),
        *_instead("count", heard_zh.NUMBERS, phrases_zh.NUMBERS),
        *_instead("place", heard_zh.WHERE, phrases_zh.WHERE),
        *_instead("time", heard_zh.WHEN, phrases_zh.WHEN),
        *_instead("object", heard_zh.OBJECTS, {key: vocabulary.thing(key).zh for key in heard_zh.OBJECTS}),
        *_compounds("zh"),
        *_everyday("zh"),
    ]
    for slot, table in _tables(heard_zh):
        rows += _instead(slot, table, {key: vocabulary.value(slot, key).zh for key in table})
    known = chinese_names()[0]
    return {
        heard.lower(): said
        for *_, heard, said in rows
        if len(heard) > 1 and known.get(heard, PLAIN) in (PLAIN, UNKNOWN)
    }


def _compounds(language: str) -> list[tuple[str, str, str, str]]:
    """Words that name several values at once, with the names of these: 橘猫, night sky."""
    gap = " " if language == "en" else ""
    return [
        (row.slot, row.key, row.phrase, gap.join(_name(value, language) for value in row.key.split()))
        for row in rows_of("compounds")
        if row.language == language
    ]


def _everyday(language: str) -> list[tuple[str, str, str, str]]:
    return [
        (row.slot, row.key, form(row.phrase), form(vocabulary.value(row.slot, row.key).name(language)))
        for row in rows_of("everyday")
        if row.language == language
        for form in ((str, plural) if row.slot == "object" and language == "en" else (str,))
    ]


def _name(value: str, language: str) -> str:
    slot, _, key = value.partition(":")
    return vocabulary.value(slot, key).name(language)


def _tables(heard: ModuleType) -> tuple[tuple[str, Mapping[str, Sequence[str]]], ...]:
    """The tables whose phrases the vocabulary's own names stand for."""
    slots = {"place": heard.PLACES, "colour": heard.COLOURS, "size": heard.SIZES, "relation": heard.RELATIONS}
    return (*slots.items(), ("style", heard.STYLES))


def _instead(slot: str, heard: Mapping, said: Mapping) -> list[tuple[str, str, str, str]]:
    """Every heard phrase with its slot and key, and the first that is said for the same."""
    return [(slot, key, phrase, said[key][0]) for key, phrases in heard.items() for phrase in phrases]


@cache
def _known_en() -> frozenset[str]:
    counts = (phrase for phrases in phrases_en.COUNT_WORDS.values() for phrase in phrases)
    names = [name.casefold() for thing in vocabulary.OBJECTS for name in thing.en]  # T-shirt
    return frozenset({*english_phrases()[0], *names, *map(plural, names), *counts})


@cache
def _book_en() -> Phrasebook:
    return Phrasebook([*_english(), *_known_en()], whole_words=True)


@cache
def _colour_next() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(name for colour in vocabulary.COLOURS for name in colour.en)})\b", re.IGNORECASE)


@cache
def _book_zh() -> Phrasebook:
    return Phrasebook([*map(str.lower, _chinese()), *map(str.lower, chinese_names()[0])], whole_words=False)
