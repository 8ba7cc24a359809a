"""What an event changes on the page, part by part and by name."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import gradio as gr

from chat.texts import say
from chat.trouble import not_kept, noted
from storage.errors import StorageError
from web.toasts import warn
from world.vocabulary import LANGUAGES

STAYS: Any = object()  # a part that an event leaves as it is


@dataclass(frozen=True, kw_only=True)
class Updates:
    """New values or `gr.update`s of the page's parts; a part that is not given stays as it is."""

    # what a browser remembers, and a session
    browser: Any = STAYS
    picked: Any = STAYS
    up_close: Any = STAYS
    # the conversation
    listed: Any = STAYS
    learning: Any = STAYS
    messages: Any = STAYS
    welcome: Any = STAYS
    changing: Any = STAYS
    box: Any = STAYS
    progress: Any = STAYS
    # what stands around it in the page's language
    brand: Any = STAYS
    new: Any = STAYS
    language: Any = STAYS
    top: Any = STAYS
    # the panel beside it
    panel: Any = STAYS
    close_up: Any = STAYS
    mending: Any = STAYS
    mend: Any = STAYS
    rating: Any = STAYS
    comment: Any = STAYS
    correction: Any = STAYS
    save: Any = STAYS
    blending: Any = STAYS
    other_thing: Any = STAYS
    thing_share: Any = STAYS
    other_style: Any = STAYS
    style_share: Any = STAYS
    blend: Any = STAYS

    def given(self) -> dict[str, Any]:
        """The parts that change, by name."""
        return {name: value for name in PARTS if (value := getattr(self, name)) is not STAYS}

    def __or__(self, more: "Updates") -> "Updates":
        """Both; of a part that both change, `more` counts, or where both only adjust it, both."""
        return Updates(**self.given() | {name: _both(getattr(self, name), new) for name, new in more.given().items()})


PARTS = tuple(field.name for field in fields(Updates))


def _both(one: Any, other: Any) -> Any:
    adjusting = all(isinstance(each, dict) and each.get("__type__") == "update" for each in (one, other))
    return one | other if adjusting else other


def outputs(handler: Callable[..., Updates], names: Sequence[str]) -> Callable[..., Any]:
    """A handler as Gradio calls it: its updates in the order of the names; KeyError where it changes another part.

    Whatever goes wrong in it, the page stays as it is, and a visitor gets a sentence with the number under which it is
    logged.
    """

    @wraps(handler)
    def called(*inputs: Any) -> Any:
        try:
            given = handler(*inputs)
        except Exception as error:
            given = _failed(handler, error, inputs)
        return _in_order(handler, given, names)

    return called


def streamed(handler: Callable[..., AsyncIterator[Updates]], names: Sequence[str]) -> Callable[..., Any]:
    """The same of a handler that changes the page again and again."""

    @wraps(handler)
    async def called(*inputs: Any) -> Any:
        try:
            async for given in handler(*inputs):
                yield _in_order(handler, given, names)
        except Exception as error:
            yield _in_order(handler, _failed(handler, error, inputs), names)

    return called


def _failed(handler: Callable[..., Any], error: Exception, inputs: Sequence[Any]) -> Updates:
    language = _language(inputs)
    if isinstance(error, StorageError):
        warn(not_kept(error, language))
    else:
        warn(say("page_failed", language, number=noted(f"{handler.__name__} failed", error)))
    return Updates()


def _in_order(handler: Callable[..., Any], updates: Updates, names: Sequence[str]) -> Any:
    given = updates.given()
    if astray := given.keys() - set(names):
        raise KeyError(f"{handler.__name__} changes {', '.join(sorted(astray))}; it may change {', '.join(names)}")
    values = tuple(given.get(name, gr.skip()) for name in names)
    return values if len(names) != 1 else values[0]


def _language(inputs: Sequence[Any]) -> str:
    """That of the browser, which nearly every handler is given."""
    said = (each.get("language") for each in inputs if isinstance(each, dict))
    return next((language for language in said if language in LANGUAGES), "en")


def checked(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The components by name; KeyError unless they are exactly the parts that updates speak of."""
    if wrong := set(PARTS) ^ parts.keys():
        raise KeyError(f"parts of the page that are missing or unknown: {', '.join(sorted(wrong))}")
    return parts
