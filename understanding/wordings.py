"""Wordings that mean one thing as a whole, whatever was drawn: rows of a data file."""

import csv
import re
from functools import cache
from pathlib import Path

from language.words import clean
from understanding.message import Message
from understanding.program import Program, parsed

FILE = Path(__file__).parent / "wordings.tsv"
_AROUND = re.compile(r"[\s.!。！~～…,，、;；:：\"“”'’()（）?？]+")


@cache
def wordings() -> dict[str, str]:
    """Programs by wording, without marks and blanks; ValueError where one stands twice."""
    found: dict[str, str] = {}
    with FILE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = folded(row["said"])
            if key in found:
                raise ValueError(f"{FILE.name}: {row['said']!r} stands twice")
            found[key] = row["means"]
    return found


def folded(text: str) -> str:
    """One case, no marks, no blanks."""
    return _AROUND.sub("", clean(text).casefold())


def meant_by(message: Message) -> Program | None:
    """The program of a message that is one of the wordings; None where it is not."""
    said = wordings().get(folded(message.typed)) or wordings().get(folded(message.text))
    return parsed(said) if said else None
