"""Questions about a photo that was sent, answered from what was found in it."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from chat.texts import key_name, listed, say
from img2txt.action import PLAIN, article, in_words
from img2txt.coco import THINGS, Thing
from language import chinese, english
from language.difference import is_or_are
from language.english import plural
from storage.records import Json

QUESTIONS = ("count", "colour", "place", "action")  # about a photo that are answered here


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Questions that are put to photos alone, with how they are said."""
    with (Path(__file__).parent / "photo_questions.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["question"], re.compile(row["said"], re.IGNORECASE)) for row in rows)


def question_in(message: str) -> str | None:
    """The question about a photo that a message plainly is; None where it may be anything else."""
    return next((question for question, said in _patterns() if said.search(message)), None)


def answered(question: str, message: str, facts: Sequence[Json], language: str) -> str:
    """The answer to a question (count, colour, place or action) in words of that language.

    `message` is what was typed, whose names say what is asked about; `facts` are the photo's, as they are kept.
    """
    things = {fact["of"]: fact["value"] for fact in facts if fact["fact"] == "object" and fact["of"] is not None}
    known = [thing for thing in THINGS if _speaks_of(message, _names(thing))]
    strange = [value for value in dict.fromkeys(things.values()) if _thing(value) is None]
    asked = [*(thing.en for thing in known), *(value for value in strange if _speaks_of(message, (value,)))]
    chosen = {of: value for of, value in things.items() if not asked or _called(value) in asked}
    if asked and not chosen:
        return say("photo_none", language, value=listed([_name(name, language) for name in asked], language))
    if question == "colour":
        return _colours(chosen, facts, language)
    if question == "place":
        return _place(facts, language)
    if question == "action":
        return _actions(chosen, facts, language)
    if not chosen:
        return say("photo_nothing", language)
    return say("photo_count", language, value=listed(_counted(chosen, language), language))


def _counted(things: dict[int, str], language: str) -> list[str]:
    """How many there are of each name: two people, 两个人."""
    names = [_called(value) for value in things.values()]
    return [_number(name, names.count(name), language) for name in dict.fromkeys(names)]


def _number(name: str, count: int, language: str) -> str:
    thing = _thing(name)
    if language == "zh":
        number = chinese.NUMBERS[count][0] if count in chinese.NUMBERS else str(count)
        return f"{number}{thing.measure if thing else '只'}{_name(name, language)}"
    if count == 1:
        return f"{article(name)} {name}"
    number = english.COUNT_WORDS[count][0] if count in english.COUNT_WORDS else str(count)
    return f"{number} {thing.plural if thing else plural(name)}"


def _colours(things: dict[int, str], facts: Sequence[Json], language: str) -> str:
    """The colour of each thing, of somebody the clothes'; without things the photo's own."""
    of = {fact["of"]: fact["value"] for fact in facts if fact["fact"] == "colour"}
    told = []
    for number, value in things.items():
        thing, key = _thing(value), of.get(number)
        said = "photo_no_colour" if key is None else "photo_wears" if thing is THINGS[0] else "photo_colour"
        colour = key_name(key, language) if key else ""
        told.append(say(said, language, who=_name(_called(value), language), value=colour))
    if not told:
        whole = [key_name(fact["value"], language) for fact in facts if fact["fact"] == "colour" and fact["of"] is None]
        return (
            say("photo_colours", language, value=listed(whole, language)) if whole else say("photo_nothing", language)
        )
    return (" " if language == "en" else "").join(dict.fromkeys(told))


def _actions(things: dict[int, str], facts: Sequence[Json], language: str) -> str:
    """What the people do, those that do the same together; what is doubtful is told so, of animals nothing is known."""
    people = {number: value for number, value in things.items() if _thing(value) is THINGS[0]} or things
    if not people:
        return say("photo_nothing", language)
    told: dict[tuple[str, bool], list[int]] = {}
    for number in people:
        done = next((fact for fact in facts if fact["fact"] == "action" and fact["of"] == number), None)
        if done is not None:
            told.setdefault((in_words(done["value"], language), done["probability"] >= PLAIN), []).append(number)
    if not told:
        who = _name(_called(next(iter(people.values()))), language)
        return say("photo_no_action", language, who=who)
    sentences = []
    for (words, plain), some in told.items():
        key = "photo_action" if plain else "photo_action_perhaps"
        who = _number(_called(people[some[0]]), len(some), language)
        said = {"who": who[:1].upper() + who[1:], "is_are": is_or_are(len(some)), "value": words}
        sentences.append(say(key, language, **said))
    return (" " if language == "en" else "").join(sentences)


def _place(facts: Sequence[Json], language: str) -> str:
    place = next((fact["value"] for fact in facts if fact["fact"] == "place"), None)
    if place is None:
        return say("photo_no_place", language)
    where = (english if language == "en" else chinese).WHERE[place][0]
    return say("photo_place", language, value=where)


def _speaks_of(message: str, names: Sequence[str]) -> bool:
    folded = message.casefold()
    return any(
        re.search(rf"\b{re.escape(name.casefold())}\b", folded) if name.isascii() else name in folded for name in names
    )


def _names(thing: Thing) -> tuple[str, ...]:
    return thing.en, thing.plural, thing.zh


def _thing(name: str) -> Thing | None:
    """COCO's thing of that name, in either language."""
    return next((thing for thing in THINGS if name in _names(thing)), None)


def _called(value: str) -> str:
    """The English name of a thing of COCO's; another as it is kept."""
    thing = _thing(value)
    return thing.en if thing else value


def _name(name: str, language: str) -> str:
    thing = _thing(name)
    return name if thing is None else thing.zh if language == "zh" else thing.en
