"""Actions: how what people do is called, and how sure it is."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from img2txt.coco import THINGS, Thing
from img2txt.detect import Box
from world.vocabulary import LANGUAGES

PLAIN, PERHAPS = 0.6, 0.35  # how sure an action must be to be told plainly, or with "perhaps"


@dataclass(frozen=True)
class Deed:
    """An action that can be told: a row of actions.tsv, the more telling the earlier."""

    key: str
    en: str  # with a place for the thing that it is done with
    zh: str
    things: frozenset[str]  # keys of COCO's; none where it is done with nothing

    def words(self, thing: str, language: str) -> str:
        """The action in words: holding a cup, 拿着一个杯子; `thing` is in them what it is done with."""
        return (self.zh if language == "zh" else self.en).format(thing)


@dataclass(frozen=True)
class Action:
    """What somebody does, how sure that is, and with which region."""

    deed: Deed
    sure: float  # in [0, 1]
    thing: Thing | None = None
    box: Box | None = None  # of that thing

    @property
    def plain(self) -> bool:
        return self.sure >= PLAIN

    def words(self, language: str) -> str:
        """The action by itself: holding a cup, 拿着杯子."""
        return self.deed.words(named(self.thing, language) if self.thing else "", language)


@cache
def _by_words() -> dict[str, Action]:
    """Every action by its words in either language."""
    known = {thing.key: thing for thing in THINGS}
    every = [
        Action(deed, 1.0, known[key] if key else None) for deed in deeds().values() for key in deed.things or ("",)
    ]
    return {action.words(language): action for action in every for language in LANGUAGES}


def in_words(words: str, language: str) -> str:
    """An action that was told in either language, in this one; as it is where it is none of ours."""
    action = _by_words().get(words)
    return words if action is None else action.words(language)


def named(thing: Thing, language: str) -> str:
    """What something is called after a verb: a cup, an umbrella, 杯子."""
    return thing.zh if language == "zh" else f"{article(thing.en)} {thing.en}"


def article(word: str) -> str:
    return "an" if word[:1].casefold() in "aeio" or word.startswith("umbrella") else "a"


@cache
def deeds() -> dict[str, Deed]:
    """Every action by its key."""
    with (Path(__file__).parent / "actions.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: _deed(**row) for row in rows}


def _deed(*, key: str, en: str, zh: str, **more: str) -> Deed:
    return Deed(key, en, zh, frozenset(name.replace("_", " ") for name in more["with"].split()))
