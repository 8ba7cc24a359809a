"""What people also say, put into the grammar's own words, so that it is read like what was learnt."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from language import phrases_en, phrases_zh
from language.dictionary import chinese_names, english_phrases, spoken
from language.english import plural
from language.lexicon import HEARD, NAMES, Row, plain, rows
from language.phrasebook import Phrasebook
from world import vocabulary

_GLUED = re.compile(r"(?<![a-z0-9_.,:])(\d)([a-z]{3,})(?![a-z'])", re.IGNORECASE)
_AS_A_NOUN = re.compile(
    r"\b(?:some|(?:bunch|sprigs?|field|vase|pot|bit|instead) of(?: the)?|more|the) $", re.IGNORECASE
)
_NO_NOUN_NEXT = re.compile(
    r" ?(?:$|[,.!?;:)]|(?:and|or|in|on|at|with|next|beside|under|near|for|please|pls|behind|fields?|flowers?"
    r"|plants?|too)\b)",
    re.IGNORECASE,
)
_COLOURED_THINGS = frozenset(
    (
        "lavender",
        "lilac",
        "ruby",
        "emerald",
        "jade",
        "amber",
        "ivory",
        "charcoal",
        "ginger",
        "chestnut",
        "hazel",
        "mustard",
        "apricot",
        "gold",
        "silver",
        "ebony",
        "mahogany",
    )
)  # colours that are named after things: some lavender
_IN_HASTE = re.compile(r"(?<=\w )(?:n|nxt)(?= \w)", re.IGNORECASE)
_WRITTEN_OUT = {"n": "and", "nxt": "next"}
_POSSIBLE = re.compile(
    r"\b(?:is|would|was)(?: it)?(?: be)? possible to (have|get|see|add|put|make|change|turn|move)\b", re.IGNORECASE
)
_EACH_OF_THEM = re.compile("(?<=们)(?:一人|每人|人手)(?!骑|坐|站)")
_COAT_EN = re.compile(r"\bits (?:fur|coat|feathers|skin)\b", re.IGNORECASE)  # whose fur has a colour has it
_COAT_ZH = re.compile("[它他她](们?)的(?:毛发?|毛色|皮毛|羽毛)(?=要|是|改|变|换|弄|染|涂|全)")
_MISWRITTEN = {"贴子": "贴纸", "冰其林": "冰淇淋", "冰琪淋": "冰淇淋", "冰激淋": "冰淇淋"}
_ON_A_HORSE = re.compile("(?<=[骑坐站立趴躺]在)马上")  # elsewhere 马上 means at once


@lru_cache(1024)
def familiar(text: str) -> str:
    """The text with every phrase that is heard and never said replaced by one that is said: "snoozing" → "sleeping".

    The longest phrase counts, and what is a known phrase or name itself stays as it is.
    """
    text = _ON_A_HORSE.sub("马背上", _GLUED.sub(_parted, text))
    text = _COAT_ZH.sub(r"他\1", _COAT_EN.sub("him", text))
    for slip, meant in _MISWRITTEN.items():
        text = text.replace(slip, meant)
    text = _POSSIBLE.sub(r"can you \1", text)
    text = _EACH_OF_THEM.sub("各", _IN_HASTE.sub(lambda found: _WRITTEN_OUT[found[0].casefold()], text))
    text = _told(text, _book_en(), _english(), _means_another)
    return _told(text, _book_zh(), _chinese())


def nearby(text: str) -> Iterator[tuple[str, str, str]]:
    """Phrases of which something like it is known, with the slot and key of that: ("husky", "object", "dog")."""
    for book, near in ((_book_en(), _near("en")), (_book_zh(), _near("zh"))):
        yield from ((text[start:end], *near[phrase]) for phrase, start, end in book.found(text) if phrase in near)


Spare = Callable[[str, str, str], bool]  # of a phrase, what stands before it, and what after it


def _told(text: str, book: Phrasebook, said: Mapping[str, str], spare: Spare | None = None) -> str:
    """The text with what the book finds as it is said; what `spare` tells stays."""
    told, at = [], 0
    for phrase, start, end in book.found(text):
        if phrase in said and not (spare and spare(phrase, text[:start], text[end:])):
            told += [text[at:start], said[phrase]]
            at = end
    return "".join([*told, text[at:]])


def _means_another(phrase: str, before: str, after: str) -> bool:
    """A midnight black cat, a sunny-side egg: words for times that tell of what follows them; some lavender."""
    if is_the_thing(phrase, before, after):
        return True
    return phrase in _times_en() and (after.startswith("-") or bool(_colour_next().match(after)))


def is_the_thing(phrase: str, before: str, after: str) -> bool:
    """Whether a colour is the thing that it is named after: some lavender, a field of lavender."""
    return phrase.casefold() in _COLOURED_THINGS and bool(_AS_A_NOUN.search(before) and _NO_NOUN_NEXT.match(after))


def _parted(glued: re.Match[str]) -> str:
    """3cats as 3 cats, where the word names a thing; 8bit stays."""
    known = english_phrases()[0].get(spoken(glued[2]))
    names = (known is not None and known[0] == "object") or glued[2].casefold() in _english()
    return f"{glued[1]} {glued[2]}" if names else glued[0]


@cache
def _english() -> dict[str, str]:
    """Heard phrases with what is said instead; none that is known to mean something else."""
    known, found = english_phrases()[0], {}
    for row, instead in _heard("en"):
        for form in (str, plural) if row.slot == "object" else (str,):
            heard = form(row.phrase).casefold()
            if heard not in plain("en") and known.get(spoken(heard), (row.slot, row.key)) == (row.slot, row.key):
                found[heard] = form(instead)  # "hi guys" greets and names no man
                if row.slot in ("object", "action"):  # not of colours: make the sky blue
                    found.setdefault(spoken(heard), form(instead))
                    found.setdefault(heard.replace(" ", "-"), form(instead))
    return found


@cache
def _chinese() -> dict[str, str]:
    """The same of Chinese; single characters are left alone, since they are part of so many words."""
    return {row.phrase.lower(): instead for row, instead in _heard("zh") if len(row.phrase) > 1}


def _heard(language: str) -> Iterator[tuple[Row, str]]:
    """What is heard and never said, and the first that is said for the same."""
    for table in (*NAMES, "counts"):
        yield from ((row, _instead(row)) for row in rows(table, language) if row.use in HEARD and row.form != "past")
    gap = " " if language == "en" else ""
    for row in rows("compounds", language):  # 橘猫, night sky
        values = (value.partition(":") for value in row.key.split())
        yield row, gap.join(_name(slot, key, language) for slot, _, key in values)


def _instead(row: Row) -> str:
    phrases = phrases_en if row.language == "en" else phrases_zh
    if row.slot == "action" and row.language == "en":
        return phrases_en.VERBS[row.key][0][("doing", "does", "do").index(row.form)]
    if row.slot == "count":
        return (phrases_en.COUNT_WORDS if row.language == "en" else phrases_zh.NUMBERS)[int(row.key)][0]
    said = {"action": phrases.VERBS, "time": phrases.WHEN, "where": phrases.WHERE}.get(row.form or row.slot)
    return str(said[row.key][0]) if said else _name(row.slot, row.key, row.language)


def _name(slot: str, key: str, language: str) -> str:
    return vocabulary.value(slot, key).name(language)


@cache
def _near(language: str) -> dict[str, tuple[str, str]]:
    found = {}
    for row in (row for table in NAMES for row in rows(table, language) if row.use == "near"):
        forms = (row.phrase, plural(row.phrase)) if (language, row.slot) == ("en", "object") else (row.phrase,)
        found |= {form.lower(): (row.slot, row.key) for form in forms}
    return found


@cache
def _times_en() -> frozenset[str]:
    return frozenset(row.phrase for row in rows("times", "en") if row.use == "heard")


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
