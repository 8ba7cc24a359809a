"""What describing gives back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from img2txt.gaze import Gaze
from language.words import named

Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels of the image


@dataclass(frozen=True)
class SeenFact:
    """One fact found in an image; `of` numbers the thing that it belongs to (None: the whole image)."""

    fact: str
    value: str  # a vocabulary key; for a thing in a photo its name in the caption's language
    of: int | None
    probability: float  # in [0, 1]
    box: Box | None = None  # where a thing in a photo stands


@dataclass(frozen=True)
class Description:
    """A caption and the facts read from one image."""

    caption: str
    language: str  # en or zh
    kind: str  # drawing or photo
    facts: tuple[SeenFact, ...]
    seconds: float
    weights: str  # the fingerprint of the networks that read it
    gaze: Gaze | None = None  # where each word of the caption looked; None where a describer cannot tell


def fact_json(fact: SeenFact) -> dict[str, Any]:
    """A fact as it is kept and told to programs; only what stands somewhere has a box."""
    told = asdict(fact)
    box = told.pop("box")
    return told if box is None else told | {"box": list(box)}


def is_doubtful(kind: str, caption: str, facts: Iterable[str]) -> bool:
    """Whether a drawing's caption names things and none was recognised; `facts` are the names of what was."""
    return kind == "drawing" and "object" not in facts and bool(named("object", caption))
