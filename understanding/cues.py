"""Cues: words that name no value and yet ask for something ("without", 贴纸): a reading that heeds none is doubtful."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from understanding.message import Message
from understanding.program import Program

FILE = Path(__file__).parent / "cues.tsv"
BEYOND = "beyond"  # the cue of questions that no picture answers: its breed, its name, what somebody thinks of it
COLOURS = "colours"  # the cue of several things of which each has its own colour
PART = "part"  # the cue of eyes, tails and the like
DRAWING = "draw"  # the cue of those who ask for a picture: they do not only talk
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


def is_said(name: str, message: Message) -> bool:
    """Whether a cue's words stand in the message, beside the things that are named."""
    return any(_is_said(cue, message) for cue in cues() if cue.name == name)


def is_beyond(message: Message) -> bool:
    """Whether it asks what no picture answers."""
    return any(cue.said.search(message.text) for cue in cues() if cue.name == BEYOND)
