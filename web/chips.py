"""Facts as chips: what was said of a picture with ✓, ✗ or ? for what cannot be told, what was seen with how sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chat.texts import fact_name, key_name, say
from storage.records import Mended
from world.facts import MENDABLE
from world.vocabulary import DEEDS, OBJECTS

Fact = dict[str, Any]  # fact, value, of, to, found and probability, as they are kept; old ones know of no `to`

SIGNS = {True: ("yes", "✓"), False: ("no", "✗"), None: ("open", "?")}
_DONE = frozenset(value.key for value in DEEDS)
_PLURALS = {thing.key: thing.plural for thing in OBJECTS}


@dataclass(frozen=True)
class Chip:
    """A fact as the page shows it."""

    name: str
    title: str
    of_thing: bool  # whether it names a thing
    kind: str = ""  # yes, no or open
    sign: str = ""
    share: str = ""
    number: int | None = None  # of the fact, where it can be mended


def listed(
    facts: Sequence[Fact],
    language: str,
    *,
    shares: bool = False,
    mended: Sequence[Mended] = (),
    mendable: bool = False,
) -> list[Chip]:
    """A chip for every fact; with `shares` each says how sure. What was mended is said as it is; more can be."""
    right = [_right(fact, mended) for fact in facts]
    made = [
        replace(_chip(fact, right, language, shares), number=number if mendable and fact["fact"] in MENDABLE else None)
        for number, fact in enumerate(right)
    ]
    if not _boxed(facts):
        return made
    first: dict[tuple[str, str], Chip] = {}
    for chip in made:
        first.setdefault((chip.name, chip.sign), chip)
    return list(first.values())


def _boxed(facts: Sequence[Fact]) -> bool:
    """Whether they are a photo's, where each single thing has its own; what is called the same has one chip."""
    return any("box" in fact for fact in facts)


def goes_without_saying(fact: Fact) -> bool:
    """That there is one of a thing, where one is found."""
    return fact["fact"] == "count" and fact["value"] == "1" and bool(fact["found"])


def _right(fact: Fact, mended: Sequence[Mended]) -> Fact:
    """A fact as somebody corrected it, with what it was read as."""
    for each in mended:
        if (each.fact, each.of, each.was) == (fact["fact"], fact.get("of"), fact["value"]):
            return {**fact, "value": each.value, "was": each.was}
    return fact


def _chip(fact: Fact, facts: Sequence[Fact], language: str, shares: bool) -> Chip:
    name, of_thing = _name(fact, facts, language), fact["fact"] == "object"
    if "was" in fact:
        was = fact_name(fact["fact"], fact["was"], language)
        return Chip(name, say("page_mended", language, was=was), of_thing, "yes", "✎")
    share = f"{fact['probability']:.0%}"
    if "found" not in fact:
        return Chip(name, say("page_seen_share", language, share=share), of_thing, share=share)
    title = say(_title(fact), language, share=f"{_sure(fact):.0%}")
    return Chip(name, title, of_thing, *SIGNS[fact["found"]], share if shares and fact["found"] is not None else "")


def _sure(fact: Fact) -> float:
    """How sure it is that a thing is seen, or where it must not be there and is not, that it is not."""
    absent_in_vain = fact["fact"] == "absent" and fact["found"] is False
    return 1 - fact["probability"] if absent_in_vain else fact["probability"]


def _title(fact: Fact) -> str:
    """The key of the sentence that says what the sign means."""
    if fact["found"] is None:
        return "page_cannot_check"
    if fact["fact"] == "absent":
        return "page_is_absent" if fact["found"] else "page_not_absent"
    return "page_found" if fact["found"] else "page_not_found"


def _name(fact: Fact, facts: Sequence[Fact], language: str) -> str:
    what, value = fact["fact"], fact["value"]
    if what == "absent":
        return say("page_absent", language, value=_several(value, language))
    if what == "ground":
        return say("page_ground", language, value=fact_name("colour", value, language))
    if what != "relation":
        return fact_name(what, value, language)
    ends = _ends(fact, facts)
    relation = key_name(value, language)
    if ends is None:
        return relation
    one, other = (_group(of, facts, language) for of in ends)
    said = "page_done" if value in _DONE else "page_related"
    return say(said, language, one=one, relation=relation, other=other)


def _several(object: str, language: str) -> str:
    """The name of a thing, in English of several of it."""
    return _PLURALS.get(object, object) if language == "en" else key_name(object, language)


def _ends(fact: Fact, facts: Sequence[Fact]) -> tuple[int, int] | None:
    """The groups of things that a relation begins and ends at; in an old fact the first two."""
    if fact.get("of") is not None and fact.get("to") is not None:
        return fact["of"], fact["to"]
    groups = list(dict.fromkeys(each["of"] for each in facts if each["fact"] == "object"))
    return (groups[0], groups[1]) if len(groups) == 2 else None


def _group(of: int, facts: Sequence[Fact], language: str) -> str:
    """What a group of things is called; by its colour too, where another group is of the same kind."""
    things = {each["of"]: each["value"] for each in reversed(facts) if each["fact"] == "object"}
    colours = {each["of"]: each["value"] for each in facts if each["fact"] == "colour"}
    object = things.get(of, "")
    name = fact_name("object", object, language)
    if of not in colours or list(things.values()).count(object) < 2:
        return name
    colour = fact_name("colour", colours[of], language)
    return f"{colour} {name}" if language == "en" else f"{colour}{name}"
