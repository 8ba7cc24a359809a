"""One picture or description deleted out of a conversation that stays; with the last of an answer goes the request."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.queries import find
from storage.tables import DescriptionRow, PictureRow, TurnRow


def picture(session: Session, id: int) -> set[str]:
    """Delete a picture with its rating; returns the images that this may leave unused. Raises UnknownId."""
    row = find(session, PictureRow, id)
    image, prompt, answer = row.image, row.prompt, row.turn
    answer.pictures.remove(row)
    session.flush()
    if _is_empty(answer):
        asked = _asked(session, answer, prompt)
        _delete(session, [answer, *([asked] if asked is not None and not asked.uploads else [])])
    return {image}


def description(session: Session, id: int) -> set[str]:
    """Delete a description with its rating and the image that was sent for it, like `picture`. Raises UnknownId."""
    row = find(session, DescriptionRow, id)
    upload, answer = row.upload, row.turn
    answer.descriptions.remove(row)
    session.flush()
    if _is_empty(answer):
        _delete(session, [answer])
    if upload is None:
        return set()
    image, asked = upload.image, upload.turn
    asked.uploads.remove(upload)
    session.flush()
    if not asked.uploads and not asked.text:
        _delete(session, [asked])
    return {image}


def _is_empty(answer: TurnRow) -> bool:
    return not answer.pictures and not answer.descriptions


def _asked(session: Session, answer: TurnRow, prompt: str) -> TurnRow | None:
    """The request that an answer was for: of several before it, the last in these words, or else the last."""
    before = select(TurnRow).where(
        TurnRow.conversation_id == answer.conversation_id, TurnRow.id < answer.id, TurnRow.role == "user"
    )
    asked = session.scalars(before.order_by(TurnRow.id.desc()).limit(100)).all()
    return next((turn for turn in asked if turn.text.strip() == prompt.strip()), asked[0] if asked else None)


def _delete(session: Session, turns: Iterable[TurnRow]) -> None:
    for turn in turns:
        session.delete(turn)
    session.flush()
