"""What a terminal or a pipe cannot show does not stop a command: it is replaced by what comes nearest."""

import codecs
import json
import sys
from typing import Any

NEAREST = {"✓": "yes", "✗": "no", "…": "...", "×": "x", "·": "-", "–": "-", "—": "-", "“": '"', "”": '"', "→": "->"}
HANDLER = "tuwen.nearest"


def speak_anywhere() -> None:
    """Every command begins with this: from now on no character that it prints is an error."""
    codecs.register_error(HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's own stream may have none
        if reconfigure is not None:
            reconfigure(errors=HANDLER)


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON for the standard output: as it is written where that takes every character, else escaped, never replaced.

    What JSON has no kind for, such as a path or a date, is written as a text.
    """
    everything = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    return json.dumps(value, ensure_ascii=not everything, indent=indent, default=str)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(NEAREST.get(character, "?") for character in error.object[error.start : error.end]), error.end
