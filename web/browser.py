"""What a browser remembers of the page; whatever else it sends is not believed."""

import re
from dataclasses import dataclass
from typing import Any

import gradio as gr

from world.vocabulary import LANGUAGES

_WEIGHT = re.compile(r"q\s*=\s*(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
MOST_MINE = 200  # conversations that a browser remembers as its own


@dataclass(frozen=True)
class Browser:
    """The conversation that it shows, those that it began (by their handles), and its language."""

    language: str
    conversation: str | None = None
    mine: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As the browser keeps it."""
        return {"language": self.language, "conversation": self.conversation, "mine": list(self.mine[:MOST_MINE])}


def read_browser(kept: Any, otherwise: str, request: gr.Request | None = None) -> Browser:
    """What a browser sent; of a new one the language that it accepts, or else `otherwise`."""
    kept = kept if isinstance(kept, dict) else {}
    language = kept.get("language")
    if language not in LANGUAGES:
        accepted = request.headers.get("accept-language", "") if request is not None else ""
        language = accepted_language(accepted, otherwise)
    mine = kept.get("mine") if isinstance(kept.get("mine"), list) else []
    return Browser(language, kept.get("conversation"), tuple(str(handle) for handle in mine or ()))


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
