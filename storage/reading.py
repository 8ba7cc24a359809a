"""From rows to records. A plan becomes a value here, whichever version of Tuwen saved it."""

from storage.errors import DatabaseCorrupted
from storage.records import (
    Conversation,
    ConversationSummary,
    Mended,
    Rating,
    SavedDescription,
    SavedPicture,
    SavedUpload,
    Turn,
)
from storage.tables import ConversationRow, DescriptionRow, PictureRow, RatingRow, TurnRow, UploadRow
from world.plan import Plan


def conversation(row: ConversationRow) -> Conversation:
    """A conversation with all its turns."""
    return Conversation(row.id, row.title, row.language, row.created, tuple(turn(each) for each in row.turns))


def summary(row: ConversationRow, turns: int, pictures: int, descriptions: int) -> ConversationSummary:
    """One line of the list, with its counts."""
    return ConversationSummary(row.id, row.title, row.language, row.created, turns, pictures, descriptions)


def turn(row: TurnRow) -> Turn:
    """A turn with everything that came with it."""
    return Turn(
        id=row.id,
        conversation=row.conversation_id,
        role=row.role,
        text=row.text,
        language=row.language,
        kind=row.kind,
        payload=row.payload,
        created=row.created,
        pictures=tuple(picture(each) for each in row.pictures),
        uploads=tuple(upload(each) for each in row.uploads),
        descriptions=tuple(description(each) for each in row.descriptions),
        asks=None if row.waiting is None else row.waiting.asks,
    )


def picture(row: PictureRow) -> SavedPicture:
    """A picture with its rating; DatabaseCorrupted where nobody can read its plan."""
    return SavedPicture(
        id=row.id,
        turn=row.turn_id,
        position=row.position,
        image=row.image,
        width=row.width,
        height=row.height,
        plan=_plan(row),
        seed=row.seed,
        weights=row.weights,
        prompt=row.prompt,
        facts=tuple(row.facts),
        score=row.score,
        caption=row.caption,
        created=row.created,
        rating=rating(row.rating),
    )


def _plan(row: PictureRow) -> Plan:
    try:
        return Plan.from_json(row.plan)
    except (KeyError, TypeError, ValueError) as error:
        raise DatabaseCorrupted(
            f"the plan of picture {row.id} is damaged ({error}); delete its conversation, or put a backup in its place"
        ) from error


def upload(row: UploadRow) -> SavedUpload:
    """An upload."""
    return SavedUpload(row.id, row.turn_id, row.image, row.name, row.width, row.height, row.size, row.created)


def description(row: DescriptionRow) -> SavedDescription:
    """A description with its rating."""
    return SavedDescription(
        id=row.id,
        turn=row.turn_id,
        upload=row.upload_id,
        picture=row.picture_id,
        caption=row.caption,
        language=row.language,
        kind=row.kind,
        facts=tuple(row.facts),
        weights=row.weights,
        seconds=row.seconds,
        created=row.created,
        rating=rating(row.rating),
        gaze=row.gaze,
    )


def rating(row: RatingRow | None) -> Rating | None:
    """A rating, where there is one."""
    if row is None:
        return None
    return Rating(
        row.thumb,
        row.stars,
        row.comment,
        row.caption,
        row.created,
        row.updated,
        row.best,
        tuple(row.reasons or ()),
        tuple(Mended(**each) for each in row.mended or ()),
    )
