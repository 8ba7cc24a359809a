"""What programs send for a number, a text, a flag: taken as it is meant, or refused with a sentence, never rounded."""

import re
from typing import Any

from chat.texts import say
from storage.records import Mended
from storage.tables import REASONS

WHOLE = re.compile(r"[+-]?\d{1,18}")
EXACT = 2**53  # from here on a floating-point number may stand for its neighbours, too
SHOWN = 40  # characters of a value that a refusal repeats


class Unusable(ValueError):
    """A value that is refused; the sentence is for whoever sent it."""


def whole(name: str, value: Any, least: int, most: int, language: str) -> int | None:
    """A whole number in a range: 7, 7.0 and "7" are; None and "" are none. Raises Unusable for everything else."""
    if value is None or value == "":
        return None
    number = _whole(value)
    if number is None or not least <= number <= most:
        raise Unusable(say("api_whole", language, name=name, value=_shown(value), least=least, most=most))
    return number


def text(name: str, value: Any, language: str) -> str | None:
    """A text, or None; raises Unusable for everything else."""
    if value is not None and not isinstance(value, str):
        raise Unusable(say("api_text", language, name=name, value=_shown(value)))
    return value


def flag(name: str, value: Any, language: str) -> bool:
    """True or false, which None is; raises Unusable for everything else."""
    if value is not None and not isinstance(value, bool):
        raise Unusable(say("api_flag", language, name=name, value=_shown(value)))
    return bool(value)


def why(sent: Any, language: str) -> list[str]:
    """Reasons of a thumb down; raises Unusable for everything else."""
    if not isinstance(sent, list) or not set(map(str, sent)) <= set(REASONS):
        raise Unusable(say("api_reasons", language, choices=", ".join(REASONS)))
    return [str(each) for each in sent]


def corrections(sent: Any, language: str) -> list[Mended]:
    """Facts as they should have been; raises Unusable for everything else."""
    try:
        return [Mended(**each) for each in sent]
    except TypeError:
        example = '{"fact": "object", "value": "fox", "was": "dog", "of": 0}'
        raise Unusable(say("api_mended", language, example=example)) from None


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return int(value)
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        return int(value)
    return None


def _shown(value: Any) -> str:
    """A value as it was sent, not too much of it; whole numbers without an end are too long to be written."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**SHOWN:
        return "…"
    written = repr(value)
    return written if len(written) <= SHOWN else f"{written[: SHOWN - 1]}…"
