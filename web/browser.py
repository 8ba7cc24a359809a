"""What a browser remembers of the page; whatever else it sends is not believed."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from storage.owners import is_mark, owner_of
from world.vocabulary import LANGUAGES

MOST_MINE = 200  # conversations that a browser of before remembered as its own
_WEIGHT = re.compile(r"q\s*=\s*(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True)
class Browser:
    """The conversation that it shows, what tells it from other browsers, and its language.

    The list shows the conversations `before` a number, or the newest; of those that it began it has `seen` the ones up
    to a number, None before it was shown any. `mine` are handles that a browser of before kept.
    """

    language: str
    conversation: str | None = None
    visitor: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)  # nobody else may know it
    before: int | None = None
    seen: int | None = None
    mine: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """The mark of what it began: who reads the database cannot make the visitor of it."""
        return owner_of(self.visitor)

    def kept(self) -> dict[str, Any]:
        """As the browser keeps it."""
        return {
            "language": self.language,
            "conversation": self.conversation,
            "visitor": self.visitor,
            "before": self.before,
            "seen": self.seen,
        }


def read_browser(kept: Any, otherwise: str, request: gr.Request | None = None) -> Browser:
    """What a browser sent; of a new one the language that it accepts, or else `otherwise`."""
    kept = kept if isinstance(kept, dict) else {}
    language = kept.get("language")
    if language not in LANGUAGES:
        accepted = request.headers.get("accept-language", "") if request is not None else ""
        language = accepted_language(accepted, otherwise)
    mine = kept.get("mine") if isinstance(kept.get("mine"), list) else []
    visitor = kept.get("visitor")
    known = {"visitor": str(visitor)} if is_mark(visitor) else {}
    return Browser(
        language,
        kept.get("conversation"),
        before=whole_number(kept, "before"),
        seen=whole_number(kept, "seen"),
        mine=tuple(str(handle) for handle in (mine or ())[:MOST_MINE]),
        **known,
    )


def accepted_language(header: str, otherwise: str) -> str:
    """The one of our languages that an Accept-Language header (RFC 9110) weighs most, the first of several alike.

    Where it names none of them, or only as unwanted, it is `otherwise`.
    """
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        tag, _, weight = (each.strip() for each in part.partition(";"))
        language, weighed = tag.partition("-")[0], _WEIGHT.fullmatch(weight)
        if language in LANGUAGES and (weighed or not weight):
            weights[language] = max(weights.get(language, 0.0), float(weighed["q"]) if weighed else 1.0)
    best = max(weights, key=weights.__getitem__, default=otherwise)
    return best if weights.get(best) else otherwise


def whole_number(sent: Any, key: str) -> int | None:
    """A whole number of what a browser sent; None for anything else."""
    value = sent.get(key) if isinstance(sent, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
