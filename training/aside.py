"""Side talk around a wish, which is no part of it: "it's for my son, he turns six", 外面下着雨呢.

Whoever writes to somebody tells more than a wish. So the reader learns from messages with a line of it before or after:
what they mean stays the same.
"""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from training.said import Turn
from understanding.execute import carried_out
from understanding.message import read_message
from understanding.parts import as_parts
from understanding.program import ProgramError, aligned, items, parsed, shown

FILE = Path(__file__).parent / "asides.tsv"


@cache
def asides(language: str, before: bool) -> tuple[str, ...]:
    """The lines of the data file in a language that may stand before a wish, or after it."""
    with FILE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    where = ("before" if before else "after", "either")
    return tuple(row["said"] for row in rows if row["language"] == language and row["where"] in where)


def with_aside(turn: Turn, rng: Random) -> Turn | None:
    """A turn with a line of side talk; None where that names what the wish speaks of, or nothing comes of it."""
    language, before = turn.message.language, rng.random() < 0.6
    aside = rng.choice(asides(language, before))
    if {one[:2] for one in items(read_message(aside))} & {one[:2] for one in items(turn.message)}:
        return None
    said = _joined(aside, turn.say, language) if before else _joined(turn.say, aside, language)
    message = as_parts(read_message(said), turn.state)
    try:
        program = aligned(parsed(shown(turn.program)), message)
    except ProgramError:
        return None
    intent = carried_out(program, turn.state)
    return replace(turn, say=said, message=message, program=program, intent=intent) if intent == turn.intent else None


def _joined(first: str, then: str, language: str) -> str:
    ends = first.rstrip()[-1:] in ".!?,;:~…。！？，；：～)"
    if language == "en":
        return f"{first.rstrip()}{'' if ends else ','} {then}"
    return f"{first.rstrip()}{'' if ends else '，'}{then}"
