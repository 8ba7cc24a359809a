"""Cues: words that name no value and yet ask for something ("without", 贴纸): a reading that heeds none is doubtful."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from understanding.message import Message
from understanding.program import Program, items

FILE = Path(__file__).parent / "cues.tsv"
ASKED = Path(__file__).parent / "asked.tsv"  # without such words nobody steps back, says goodbye or asks for help
BEYOND = "beyond"  # the cue of questions that no picture answers: its breed, its name, what somebody thinks of it
COLOURS = "colours"  # the cue of several things of which each has its own colour
PART = "part"  # the cue of eyes, tails and the like
DRAWING = "draw"  # the cue of those who ask for a picture: they do not only talk
_CLAUSE = re.compile(r"[,，.。;；!！?？]|\b(?:and|but)\b", re.IGNORECASE)
NOT_ABOUT_IT = frozenset(("talk", "ask", "describe", "refuse"))  # verbs of readings that draw nothing


@dataclass(frozen=True)
class Cue:
    """Words, and the verbs or keywords of which a reading has at least one where they are said."""

    name: str
    said: re.Pattern[str]
    means: frozenset[str]


@cache
def cues() -> tuple[Cue, ...]:
    """The rows of the data file."""
    with FILE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(Cue(row["cue"], _pattern(row["phrases"]), frozenset(row["means"].split())) for row in rows)


def _pattern(phrases: str) -> re.Pattern[str]:
    each = (
        rf"(?<![\w'-]){re.escape(said)}(?![\w'])" if said.isascii() else re.escape(said) for said in phrases.split("|")
    )
    return re.compile("|".join(each), re.IGNORECASE)


def missed(message: Message, program: Program) -> tuple[str, ...]:
    """The cues of a message that a program makes nothing of, by name."""
    verbs = {step.verb for step in program}
    if verbs <= NOT_ABOUT_IT and verbs != {"talk"}:
        return ()
    about_it = [cue for cue in cues() if (cue.name == DRAWING) == (verbs == {"talk"}) and cue.name != BEYOND]
    words = verbs | {word.key for step in program for word in step.words() if word.slot == ""}
    return tuple(cue.name for cue in about_it if _is_said(cue, message) and not cue.means & words)


def _is_said(cue: Cue, message: Message) -> bool:
    """Whether its words are said beside the things that are named: "draw an eye" asks for no part."""
    things = [(one.start, one.end) for one in message.mentions if one.slot == "object"]
    found = (said.span() for said in cue.said.finditer(message.text))
    return any(all(end <= first or last <= start for first, last in things) for start, end in found)


@cache
def _asked() -> dict[str, re.Pattern[str]]:
    with ASKED.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["verb"]: re.compile(row["said"], re.IGNORECASE) for row in rows}


def unasked(message: Message, program: Program) -> tuple[str, ...]:
    """Of a program that steps back, says goodbye or lists all that can be drawn: that no word asks for it."""
    first = program[0]
    verb = first.verb if first.verb != "talk" else str(first.arguments[0])
    asked = _asked().get(verb)
    return () if asked is None or asked.search(message.text) else (verb,)


def is_said(name: str, message: Message) -> bool:
    """Whether a cue's words stand in the message, beside the things that are named."""
    return any(_is_said(cue, message) for cue in cues() if cue.name == name)


def is_part(word: str) -> bool:
    """Whether it is a word for a part of somebody or something: hair."""
    return any(cue.said.fullmatch(word) for cue in cues() if cue.name == PART)


def speaks_of_wholes(program: Program, message: Message) -> bool:
    """Whether nothing that a program makes use of stands in a clause that speaks of parts: a black cat, yellow eyes."""
    said = [found.start() for cue in cues() if cue.name == PART for found in cue.said.finditer(message.text)]
    ends = [0, *(found.end() for found in _CLAUSE.finditer(message.text)), len(message.text)]
    clauses = list(pairwise(ends))
    of_parts = [(start, end) for start, end in clauses if any(start <= at < end for at in said)]
    there = items(message)
    used = [there[word.at][2] for step in program for word in step.words() if word.at is not None]
    return bool(used) and not any(start <= at < end for at in used for start, end in of_parts)


def is_beyond(message: Message) -> bool:
    """Whether it asks what no picture answers."""
    return any(cue.said.search(message.text) for cue in cues() if cue.name == BEYOND)
