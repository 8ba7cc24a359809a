"""An export comes in again: pictures and descriptions with their ratings, each once, however often it is asked for."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage import checks, writing
from storage.errors import BadRequest, BadText, ImportRefused
from storage.images import ImageFiles, KeptImage
from storage.rating import Opinion, settle
from storage.records import Imported, Json, Mended, NewDescription, NewPicture, NewUpload
from storage.tables import MAX_TITLE, ConsentRow, ConversationRow, DescriptionRow, PictureRow, TurnRow, UploadRow
from world.plan import Plan

METADATA = "metadata.jsonl"
UNSEEN = 0  # stands for an upload that has no number yet

Made = TypeVar("Made", PictureRow, UploadRow, DescriptionRow)
Same = tuple[str, str, datetime]  # image, words and moment: what has all three is the same


@dataclass(frozen=True)
class Line:
    """One line of an export, checked, with its image kept."""

    value: Json
    image: KeptImage
    created: datetime
    new: NewPicture | NewDescription
    opinion: Opinion | None
    turn: int | None = None  # the answer that a picture came in, maybe with others

    @property
    def same(self) -> Same:
        words = self.new.prompt if isinstance(self.new, NewPicture) else self.new.caption
        return self.image.hash, words, self.created


def read(folder: Path, images: ImageFiles) -> tuple[list[Line], list[str]]:
    """The lines of an export, their images kept, and a sentence for each that cannot be taken.

    Raises ImportRefused where the folder is no export, or nothing in it can be taken.
    """
    try:
        text = (folder / METADATA).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportRefused(
            f"{folder} is no export of Tuwen's ({error}); name a folder that `python -m storage export` wrote"
        ) from error
    lines, skipped = [], []
    for number, written in enumerate(text.split("\n"), 1):
        try:
            if written.strip():
                lines.append(_line(folder, json.loads(written), images))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            why = f"it has no {error}" if isinstance(error, KeyError) else error
            skipped.append(f"line {number} of {METADATA}: {why}")
    if skipped and not lines:
        raise ImportRefused(f"nothing in {folder} can be taken; the first reason: {skipped[0]}")
    return lines, skipped


def add(session: Session, lines: list[Line], title: str) -> Imported:
    """Add what the store does not hold, to one conversation of its own; where nothing is new there is none.

    A rating is added where there is none.
    """
    adding = _Adding(session, title)
    for line in lines:
        adding.take(line)
    return Imported(adding.pictures, adding.descriptions, adding.ratings, adding.known)


class _Adding:
    def __init__(self, session: Session, title: str):
        self.session = session
        self.title = title[:MAX_TITLE]
        self.conversation: ConversationRow | None = None
        self.there = _there(session)
        self.drawn: dict[str, PictureRow] = {}  # in this conversation, by their images
        self.answers: dict[int, tuple[int, int]] = {}  # turn of the export → turn of this conversation, its pictures
        self.pictures = self.descriptions = self.ratings = self.known = 0

    def take(self, line: Line) -> None:
        """Find the thing or make it, then rate it."""
        row = self.there.get(line.same)
        if row is not None:
            self.known += 1
        elif isinstance(line.new, NewPicture):
            row = self._picture(line, line.new)
        else:
            row = self._description(line, line.new)
        self.there[line.same] = row
        if line.opinion is not None and row.rating is None:
            self.ratings += settle(self.session, row, line.opinion) is not None

    def _picture(self, line: Line, new: NewPicture) -> PictureRow:
        answer, position = self._answer(line, new)
        row = writing.picture(new, position, line.image)
        row.turn_id = answer
        self.drawn[line.image.hash] = row
        self.pictures += 1
        return self._made(line, row)

    def _answer(self, line: Line, new: NewPicture) -> tuple[int, int]:
        """The turn that a picture comes in, with its neighbours of the export, and its position there."""
        answer, position = self.answers.get(line.turn, (0, 0)) if line.turn is not None else (0, 0)
        if position == 0:
            self._say(line, "user", new.prompt, "chat")
            answer = self._say(line, "assistant", new.caption, "draw").id
        if line.turn is not None:
            self.answers[line.turn] = answer, position + 1
        return answer, position

    def _description(self, line: Line, new: NewDescription) -> DescriptionRow:
        row = writing.description(new)
        if (drawn := self.drawn.get(line.image.hash)) is not None:
            row.upload_id, row.picture = None, drawn
        else:
            upload = writing.upload(NewUpload(png=b""), line.image)
            upload.turn_id = self._say(line, "user", "", "chat").id
            row.upload_id, row.upload = None, self._made(line, upload)
        row.turn_id = self._say(line, "assistant", new.caption, "describe").id
        self.descriptions += 1
        return self._made(line, row)

    def _made(self, line: Line, row: Made) -> Made:
        row.created = line.created
        self.session.add(row)
        self.session.flush()
        return row

    def _say(self, line: Line, role: str, text: str, kind: str) -> TurnRow:
        if self.conversation is None:
            self.conversation = writing.conversation(line.value["language"], self.title)
            self.session.add(self.conversation)
            self.session.flush()
            self._allow(self.conversation)
        row = writing.turn(role, text, kind, {}, line.value["language"])
        row.created = line.created
        row.conversation_id = self.conversation.id
        self.session.add(row)
        self.session.flush()
        return row

    def _allow(self, conversation: ConversationRow) -> None:
        """Who gave an export let learn from it, so it can be exported again, whoever is served here."""
        conversation.owner = f"import {conversation.id}"
        self.session.add(ConsentRow(owner=conversation.owner, allowed=True, decided=writing.now()))


def _there(session: Session) -> dict[Same, PictureRow | DescriptionRow]:
    """Everything that the store holds, by what makes it the same."""
    described = select(DescriptionRow).options(
        joinedload(DescriptionRow.upload), joinedload(DescriptionRow.picture), joinedload(DescriptionRow.rating)
    )
    there: dict[Same, PictureRow | DescriptionRow] = {}
    for row in session.scalars(described):
        if (target := row.upload or row.picture) is not None:
            there[target.image, row.caption, row.created] = row
    for row in session.scalars(select(PictureRow).options(joinedload(PictureRow.rating))):
        there[row.image, row.prompt, row.created] = row
    return there


def _line(folder: Path, value: Json, images: ImageFiles) -> Line:
    """Every value is checked before the image is kept; raises ValueError, KeyError, TypeError and OSError."""
    if value["kind"] == "picture":
        new: NewPicture | NewDescription = _new_picture(value)
        writing.check_picture(new)
    elif value["kind"] == "description":
        new = _new_description(value)
        writing.description(new)
    else:
        raise BadText(f"kind is {value['kind']!r}; expected picture or description")
    checks.language(value["language"])
    created = datetime.fromisoformat(value["created"])
    if created.tzinfo is None:
        raise BadText(f"created is {value['created']}; expected a moment with its zone, such as …+00:00")
    opinion = None
    if (rating := value["rating"]) is not None:
        opinion = _opinion(rating).checked(of_picture=value["kind"] == "picture")
    turn = value.get("turn")  # exports of before do not say
    if turn is not None and not isinstance(turn, int):
        raise BadText(f"turn is {turn!r}; expected a whole number")
    return Line(value, images.keep(_png(folder, value)), created.astimezone(UTC), new, opinion, turn)


def _opinion(rating: Json) -> Opinion:
    """What an export says of something; exports of before know of no best, no reasons and no mended facts."""
    thumb, stars, comment, caption = (rating[name] for name in ("thumb", "stars", "comment", "caption"))
    mended = tuple(Mended(**each) for each in rating.get("mended") or ())
    reasons = tuple(rating.get("reasons") or ())
    return Opinion(thumb, stars, comment, caption, rating.get("best"), reasons, mended)


def _new_picture(value: Json) -> NewPicture:
    return NewPicture(
        png=b"",
        plan=Plan.from_json(value["plan"]),
        seed=value["seed"],
        weights=value["weights"],
        prompt=value["prompt"],
        facts=tuple(value["facts"]),
        score=value["score"],
        caption=value["caption"],
    )


def _new_description(value: Json) -> NewDescription:
    return NewDescription(
        upload=UNSEEN,
        caption=value["caption"],
        language=value["language"],
        kind=value.get("seen_as") or "drawing",  # exports of before do not say
        facts=tuple(value["facts"]),
        weights=value["weights"],
    )


def _png(folder: Path, value: Json) -> bytes:
    file = (folder / value["file_name"]).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise BadText(f"{value['file_name']} lies outside the folder")
    png = file.read_bytes()
    if hashlib.sha256(png).hexdigest() != value["sha256"]:
        raise BadRequest(f"{value['file_name']} is not the image that was exported; its bytes differ")
    return png
