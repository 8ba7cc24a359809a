"""Every phrase that is known, with what it names; and the words that name nothing."""

import re
from collections.abc import Iterator
from functools import cache

from language import lexicon, phrases_en, phrases_zh
from language.english import plural
from world import vocabulary

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SLOTS = ("deed", "relation", "place", "time", "style", "size", "action", "colour", "object")
_TYPO = 5  # letters from which on an English name may hold one wrong letter

Named = dict[str, tuple[str, str]]  # phrases with the slot and key that they name, or plain, or unknown


def spoken(name: str) -> str:
    """A name as words are looked up: T-shirt → t shirt."""
    return name.casefold().replace("-", " ")


@cache
def english_phrases() -> tuple[Named, int]:
    """Every name and phrase with its slot and value, and the words in the longest. What comes later wins."""
    phrases: Named = {phrase: ("unknown", "") for phrase in lexicon.lookalikes("en") if " " in phrase}
    phrases |= {phrase: ("plain", "") for phrase in lexicon.plain("en") if " " in phrase}
    phrases |= {spoken(row.phrase): ("deed", row.key) for row in lexicon.rows("deeds", "en")}
    heard = (row for row in _heard("en") if row.phrase.isalpha())  # longer ones are put into what is said first
    forms = {said.casefold(): (row.slot, row.key) for row in heard for said in _forms(row)}
    phrases |= {said: value for said, value in forms.items() if said not in lexicon.plain("en")}
    phrases |= _said_in_english()
    return phrases, max(phrase.count(" ") for phrase in phrases) + 1


def _heard(language: str) -> Iterator[lexicon.Row]:
    return (row for table in lexicon.NAMES for row in lexicon.rows(table, language) if row.use in lexicon.HEARD)


def _forms(row: lexicon.Row) -> tuple[str, ...]:
    return (row.phrase, plural(row.phrase)) if row.slot == "object" else (row.phrase,)


@cache
def _said_in_english() -> Named:
    """What Tuwen says itself."""
    phrases: Named = {}
    for slot, table in (("place", phrases_en.WHERE), ("time", phrases_en.WHEN)):
        phrases |= {phrase: (slot, key) for key, said in table.items() for phrase in said}
    for slot in _SLOTS:
        for value in vocabulary.slot(slot):
            phrases |= {spoken(name): (slot, value.key) for name in value.en}
    phrases |= {form: ("action", key) for key, verbs in phrases_en.VERBS.items() for verb in verbs for form in verb}
    phrases |= {row.phrase: (row.slot, row.key) for row in lexicon.rows("actions", "en") if row.form == "past"}
    for thing in vocabulary.OBJECTS:
        phrases |= {spoken(plural(name)): ("object", thing.key) for name in thing.en}
    return phrases


@cache
def english_parts() -> frozenset[str]:
    """Every word of the phrases."""
    return frozenset(word for phrase in english_phrases()[0] for word in phrase.split())


@cache
def mistakable() -> dict[str, list[str]]:
    """The words that a typing error may stand for by their first letter, names of things first."""
    named = (phrase for phrase, (slot, _) in _said_in_english().items() if slot != "deed")
    names = [word for phrase in named for word in phrase.split()]
    names.sort(key=lambda name: _said_in_english().get(name, ("",))[0] != "object")
    asking = (word for form in ("edit", "count", "mistyped") for word in sorted(lexicon.plain_of_form(form)))
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys((*names, *asking)):
        if len(word) >= _TYPO:
            found.setdefault(word[0], []).append(word)
    return found


@cache
def plain_english() -> frozenset[str]:
    """Single words that name nothing, in one of their forms."""
    around = (row.phrase for row in lexicon.rows("wishes", "en") if row.use == "said" and row.slot != "already many")
    said = [*phrases_en.OVER.values(), *around, "underneath"]
    for table in (
        *(phrases_en.WHERE, phrases_en.WHEN, phrases_en.REL_ITS, phrases_en.REL_MORE, phrases_en.SIDES),
        phrases_en.COUNT_WORDS,
    ):
        said += [phrase for phrases in table.values() for phrase in phrases]
    return frozenset(word for phrase in said for word in re.findall(r"[a-z']+", phrase)) | lexicon.plain("en")


@cache
def plain_chinese() -> frozenset[str]:
    """Words that name nothing."""
    words = {*lexicon.plain("zh"), *lexicon.MEASURES_ZH, *lexicon.phrases("counts", "zh", use="said"), "我家"}
    words |= {side for sides in phrases_zh.SIDE_MORE.values() for side in sides}
    said = "|".join(lexicon.phrases("wishes", "zh", use="said"))
    return frozenset(words | set(re.findall(f"[{HAN}]+", said)))


@cache
def chinese_names() -> tuple[Named, int]:
    """Every known word with its slot and value, and the length of the longest. What comes later wins."""
    names: Named = dict.fromkeys(plain_chinese(), ("plain", ""))
    names |= dict.fromkeys(lexicon.lookalikes("zh"), ("unknown", ""))
    names |= {row.phrase: ("deed", row.key) for row in lexicon.rows("deeds", "zh")}
    names |= {row.phrase: (row.slot, row.key) for row in _heard("zh")}
    for slot, table in (("place", phrases_zh.WHERE), ("time", phrases_zh.WHEN), ("action", phrases_zh.VERBS)):
        names |= {phrase: (slot, key) for key, phrases in table.items() for phrase in phrases}
    for slot in _SLOTS:
        for value in vocabulary.slot(slot):
            names |= {name: (slot, value.key) for name in value.zh}
            names |= {f"{name}的": (slot, value.key) for name in value.zh if f"{name}的" in plain_chinese()}
    return names, max(map(len, names))
