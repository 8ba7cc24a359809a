"""Emoji read as what they show: "🐱🐱 on 🏖️" → "2 cats on beach", in the language of the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import emoji

from language import lexicon
from language.english import plural
from language.words import clean, language_of, named
from world import vocabulary

_HIDDEN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]")  # how an emoji is shown, and skin
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_IS = re.compile(r"(?:\b(?:is|are|be|being|all|it|them|him|her|to)|[在是要它都]) ?$", re.IGNORECASE)  # the panda is 😭
_NUMBERS_ZH = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_ASKED = re.compile(
    r"\b(?:draw|paint|make|show|add|put|want|give|pls|please|a|an|the|with|and|some|two|more)\b|[画来加要有只个和给放换]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Shown:
    """A text without emoji, and the emoji that became words nobody taught Tuwen, by those words."""

    text: str
    strangers: dict[str, str]


def read_out(typed: str) -> Shown:
    """The text with each emoji as the word for it; what only decorates goes, and so does what a word says already."""
    found = [(each["match_start"], each["match_end"], each["emoji"]) for each in emoji.emoji_list(typed)]
    if not found and not _KEYCAP.search(typed):
        return Shown(typed, {})
    rest = emoji.replace_emoji(typed, " ")
    language = language_of(clean(rest))
    said = {("object", key) for key in named("object", clean(rest))}
    soft = not clean(rest).strip(" .!?~,") or bool(_ASKED.search(rest))
    words, strangers, at = [], {}, 0
    for (start, end, shown), many in _runs(typed, found):
        meaning = _meanings().get(_HIDDEN.sub("", shown))
        so = bool(_IS.search(typed[:start]))
        word = _word(meaning, shown, many, language, said, soft, so)
        if meaning is None and word.casefold() in rest.casefold():
            word = ""
        elif meaning is None:
            strangers[word.casefold()] = shown
        words += [typed[at:start], " ", word, " "]
        at = end
    return Shown("".join([*words, typed[at:]]), strangers)


def _runs(typed: str, found: list[tuple[int, int, str]]) -> Iterator[tuple[tuple[int, int, str], int]]:
    """Each emoji with how often it stands there in a row."""
    run: list[tuple[int, int, str]] = []
    for one in found:
        if run and (one[2] != run[-1][2] or typed[run[-1][1] : one[0]].strip()):
            yield (run[0][0], run[-1][1], run[0][2]), len(run)
            run = []
        run.append(one)
    if run:
        yield (run[0][0], run[-1][1], run[0][2]), len(run)


def _word(
    meaning: lexicon.Row | None, shown: str, many: int, language: str, said: set[tuple[str, str]], soft: bool, so: bool
) -> str:
    if meaning is None:
        name = emoji.demojize(shown, language=language).strip(":")
        return re.sub("[_:]+", " " if language == "en" else "", name)
    if meaning.slot == "plain" or (meaning.form == "soft" and not soft) or (meaning.form == "is" and not so):
        return ""
    if meaning.slot == "words":
        return meaning.key.split("|")[language == "zh"]
    values = [tuple(value.split(":")) for value in meaning.key.split()] if meaning.slot == "compound" else [
        (meaning.slot, meaning.key)]  # fmt: skip
    if values[-1] in said:
        return ""
    said.add((values[-1][0], values[-1][1]))
    names = [vocabulary.value(slot, key).name(language) for slot, key in values]
    if many > 1 and values[-1][0] == "object":
        thing = vocabulary.thing(values[-1][1])
        if language == "zh":
            return f"{_NUMBERS_ZH[many] if many <= 10 else many}{thing.measure}{''.join(names)}"
        return " ".join((str(many), *names[:-1], plural(names[-1])))
    return " ".join(names) if language == "en" else "".join(names)


@cache
def _meanings() -> dict[str, lexicon.Row]:
    return {_HIDDEN.sub("", row.phrase): row for row in lexicon.rows("emoji")}
