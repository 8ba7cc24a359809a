"""What the store takes and gives back: plain frozen values, never rows."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from world.plan import Plan

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class NewPicture:
    """A finished picture, to be recorded with its turn."""

    png: bytes
    plan: Plan
    seed: int  # 0 to 2**63 - 1
    weights: str  # the fingerprint of the networks that drew it
    prompt: str
    facts: tuple[Json, ...] = ()  # each fact that was said, and whether it was found
    score: float = 0.0
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class NewUpload:
    """An image that the user gave, decoded safely and saved again as PNG."""

    png: bytes
    name: str = ""  # what the file was called; kept as words, never used as a path


@dataclass(frozen=True, kw_only=True)
class NewDescription:
    """What was read from one upload or one picture of the same conversation; exactly one of the two is given."""

    upload: int | None = None
    picture: int | None = None
    caption: str
    language: str  # en or zh
    kind: str  # drawing or photo
    facts: tuple[Json, ...] = ()
    weights: str = ""
    seconds: float = 0.0
    gaze: Json | None = None  # where each word of the caption looked


@dataclass(frozen=True)
class Mended:
    """One fact of a description as it should have been: "it is a fox"."""

    fact: str  # object, colour, count, action, size, place, time or style
    value: str  # a vocabulary key
    was: str  # what was read
    of: int | None  # the thing that it belongs to, as the description numbers it; None: the whole image


@dataclass(frozen=True)
class Rating:
    """What a person thought of one picture or description. None means that they did not say."""

    thumb: int | None  # -1, 0 or 1
    stars: int | None  # 1 to 5
    comment: str | None
    caption: str | None  # the caption as it should have been; descriptions only
    created: datetime
    updated: datetime
    best: bool | None = None  # whether it is the best of its answer; pictures only
    reasons: tuple[str, ...] = ()  # what is wrong, of storage.tables.REASONS; with a thumb down only
    mended: tuple[Mended, ...] = ()  # descriptions only


@dataclass(frozen=True)
class SavedPicture:
    """A picture with its place in the conversation; `image` is the hash that `Store.image_path` takes."""

    id: int
    turn: int
    position: int
    image: str
    width: int
    height: int
    plan: Plan
    seed: int
    weights: str
    prompt: str
    facts: tuple[Json, ...]
    score: float
    caption: str
    created: datetime
    rating: Rating | None


@dataclass(frozen=True)
class SavedUpload:
    """An image that the user gave; `size` is in bytes of PNG."""

    id: int
    turn: int
    image: str
    name: str
    width: int
    height: int
    size: int
    created: datetime


@dataclass(frozen=True)
class SavedDescription:
    """A caption and the facts behind it; it speaks of one upload or of one picture, by number."""

    id: int
    turn: int
    upload: int | None
    picture: int | None
    caption: str
    language: str
    kind: str
    facts: tuple[Json, ...]
    weights: str
    seconds: float
    created: datetime
    rating: Rating | None
    gaze: Json | None = None


@dataclass(frozen=True)
class Turn:
    """One message of a conversation with everything that came with it."""

    id: int
    conversation: int
    role: str  # user or assistant
    text: str
    language: str  # en or zh
    kind: str  # chat, draw, describe, edit, help, error …
    payload: Json
    created: datetime
    pictures: tuple[SavedPicture, ...] = ()
    uploads: tuple[SavedUpload, ...] = ()
    descriptions: tuple[SavedDescription, ...] = ()
    asks: Json | None = None  # of a message that was heard and is not answered yet: what is to be done for it


@dataclass(frozen=True)
class ConversationSummary:
    """One line in the list of conversations."""

    id: int
    title: str
    language: str
    created: datetime
    turns: int
    pictures: int
    descriptions: int


@dataclass(frozen=True)
class Conversation:
    """A whole conversation, its turns from first to last."""

    id: int
    title: str
    language: str
    created: datetime
    turns: tuple[Turn, ...] = ()

    @property
    def settled(self) -> tuple[Turn, ...]:
        """The turns without messages that are not answered yet."""
        return tuple(turn for turn in self.turns if turn.asks is None)


@dataclass(frozen=True)
class Stats:
    """How much the store holds. `mean_stars` is None while nobody has given any."""

    conversations: int
    turns: int
    pictures: int
    uploads: int
    descriptions: int
    ratings: int
    thumbs_up: int
    thumbs_down: int
    mean_stars: float | None
    comments: int
    corrected_captions: int
    corrected_facts: int  # descriptions of which a fact was corrected
    best: int  # pictures that were chosen as the best of their answer
    image_files: int
    image_bytes: int


@dataclass(frozen=True)
class Export:
    """What an export wrote, and what it had to leave out, one sentence each."""

    folder: Path
    pictures: int
    descriptions: int
    rated: int
    pairs: int = 0  # of candidates, of which somebody preferred one
    raters: int = 0  # people who rated or chose
    set_aside: dict[str, int] = field(default_factory=dict)  # pairs and ratings that nothing is learnt from, by reason
    withheld: int = 0  # conversations of people who do not let Tuwen learn from them
    skipped: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Backup:
    """An archive that was written and read back: how many images and bytes it holds, and what it had to leave out."""

    file: Path
    images: int
    bytes: int
    made: str
    skipped: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Restored:
    """What a backup brought back, and where that lies now which was there before."""

    database: Path
    images: int
    aside: Path | None


@dataclass(frozen=True)
class Checked:
    """What a check mended (or would mend), and what it cannot, one sentence each."""

    mended: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What an import added, how much of the export was there already, and what it had to leave out."""

    pictures: int
    descriptions: int
    ratings: int
    known: int
    skipped: tuple[str, ...] = field(default=())
