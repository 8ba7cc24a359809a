"""What may enter the store: each check returns the value, or says in a sentence what was wrong with it."""

import math
from collections.abc import Iterable
from typing import Any

from storage.database import to_json
from storage.errors import BadRating, BadRequest, BadText
from storage.records import Json, Mended
from storage.tables import LANGUAGES, MAX_COMMENT, MAX_MENDED, MAX_WEIGHTS, REASONS
from world.facts import MENDABLE, values_of

MAX_SEED = 2**63 - 1


def choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    """One of a few words; raises BadText."""
    if value not in choices:
        raise BadText(f"{name} {value!r}; choose one of {', '.join(choices)}")
    return value


def language(value: str) -> str:
    """en or zh; raises BadText."""
    return choice("language", value, LANGUAGES)


def text(name: str, value: str, *, longest: int | None = None, shortest: int = 0) -> str:
    """Any text that can be kept unchanged, of so many characters; raises BadText."""
    if not isinstance(value, str):
        raise BadText(f"{name} is a {type(value).__name__}; expected text")
    if longest is not None and not shortest <= len(value) <= longest:
        raise BadText(f"{name} has {len(value)} characters; it takes {shortest} to {longest}")
    _encodable(name, value)
    return value


def json_object(name: str, value: Json) -> Json:
    """A dict that JSON can hold unchanged; raises BadText."""
    if not isinstance(value, dict):
        raise BadText(f"{name} is a {type(value).__name__}; expected a dict of plain values")
    _as_json(name, value)
    return value


def json_objects(name: str, values: Iterable[Json]) -> list[Json]:
    """A list of such dicts; raises BadText."""
    return [json_object(f"{name}[{at}]", value) for at, value in enumerate(values)]


def finite(name: str, value: float) -> float:
    """A number that is neither infinite nor NaN; raises BadText."""
    if not math.isfinite(value):
        raise BadText(f"{name} is {value}; expected a finite number")
    return float(value)


def seed(value: int) -> int:
    """A seed that every database can hold; raises BadText."""
    if not 0 <= value <= MAX_SEED:
        raise BadText(f"seed {value}; expected 0 to {MAX_SEED}")
    return int(value)


def thumb(value: int | None) -> int | None:
    """-1, 0, 1 or None; raises BadRating."""
    if value is not None and value not in (-1, 0, 1):
        raise BadRating(f"thumb {value!r}; expected -1 (down), 0, 1 (up), or None to take it back")
    return None if value is None else int(value)


def stars(value: int | None) -> int | None:
    """A whole number from 1 to 5, or None; raises BadRating."""
    if value is not None and (isinstance(value, bool) or value not in (1, 2, 3, 4, 5)):
        raise BadRating(f"{value!r} stars; expected a whole number from 1 to 5, or None to take them back")
    return None if value is None else int(value)


def best(value: bool | None) -> bool | None:
    """True, or None; raises BadRating."""
    if value not in (True, None) or (isinstance(value, int) and not isinstance(value, bool)):
        raise BadRating(f"best {value!r}; expected True, or None to take it back")
    return value


def reasons(value: Iterable[str]) -> tuple[str, ...]:
    """Reasons of REASONS, each once and in their order; raises BadRating."""
    given = set(value)
    if strange := sorted(map(str, given - set(REASONS))):
        raise BadRating(f"reason {strange[0]!r}; choose among {', '.join(REASONS)}")
    return tuple(reason for reason in REASONS if reason in given)


def mended(value: Iterable[Mended]) -> tuple[Mended, ...]:
    """Corrected facts, of which each says something new; raises BadRating."""
    kept = tuple(each for each in value if each.value != each.was)
    if len(kept) > MAX_MENDED:
        raise BadRating(f"{len(kept)} corrected facts; at most {MAX_MENDED} are kept")
    for each in kept:
        if each.fact not in MENDABLE:
            raise BadRating(f"a corrected {each.fact!r}; facts of {', '.join(MENDABLE)} can be corrected")
        keys = values_of(each.fact)
        if each.value not in keys:
            raise BadRating(f"{each.fact} {each.value!r}; choose one of {', '.join(keys)}")
        if not (each.of is None or (isinstance(each.of, int) and 0 <= each.of < MAX_MENDED)):
            raise BadRating(f"a corrected fact of thing {each.of!r}; expected its number in the description")
        text("what was read", each.was, longest=MAX_WEIGHTS)
    return kept


def words(name: str, value: str | None) -> str | None:
    """A comment or corrected caption as it was written; blank is the same as None. Raises BadRating."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRating(f"{name} is a {type(value).__name__}; expected text, or None to take it back")
    if len(value) > MAX_COMMENT:
        raise BadRating(f"the {name} has {len(value)} characters; at most {MAX_COMMENT} are kept, please shorten it")
    _encodable(name, value, BadRating)
    return value if value.strip() else None


def _as_json(name: str, value: Any) -> None:
    try:
        written = to_json(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadText(f"{name} is not plain JSON ({error}); give dicts, lists, texts, finite numbers, True, False, None"
                      ) from error  # fmt: skip
    _encodable(name, written)


def _encodable(name: str, value: str, error: type[BadRequest] = BadText) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as bad:
        raise error(
            f"{name} holds half a character at {bad.start} (U+{ord(value[bad.start]):04X}); send whole Unicode"
        ) from None
