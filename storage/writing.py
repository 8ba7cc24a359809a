"""From new records to rows: every value is checked before a file or a row is written."""

from datetime import UTC, datetime

from storage import checks
from storage.errors import BadText
from storage.images import KeptImage
from storage.records import Json, NewDescription, NewPicture, NewUpload
from storage.tables import (
    DESCRIPTION_KINDS,
    MAX_KIND,
    MAX_NAME,
    MAX_TITLE,
    MAX_WEIGHTS,
    ROLES,
    ConversationRow,
    DescriptionRow,
    PictureRow,
    TurnRow,
    UploadRow,
    WaitingRow,
)

TITLE_FROM_TEXT = 60  # characters of the first message that make a title


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def conversation(language: str, title: str) -> ConversationRow:
    """A conversation that nothing was said in yet; raises BadText."""
    return ConversationRow(
        language=checks.language(language),
        title=checks.text("title", title, longest=MAX_TITLE),
        created=now(),
    )


def turn(role: str, text: str, kind: str, payload: Json, language: str | None) -> TurnRow:
    """A turn still without its conversation and its images; raises BadText."""
    row = TurnRow(
        role=checks.choice("role", role, ROLES),
        text=checks.text("text", text),
        kind=checks.text("kind", kind, longest=MAX_KIND, shortest=1),
        payload=checks.json_object("payload", payload),
        created=now(),
    )
    if language is not None:
        row.language = checks.language(language)
    return row


def waiting(asks: Json | None) -> WaitingRow | None:
    """What is still to be done for a turn, if something is; raises BadText."""
    return None if asks is None else WaitingRow(asks=checks.json_object("asks", asks))


def picture(new: NewPicture, position: int, kept: KeptImage) -> PictureRow:
    """A picture whose file is already there."""
    return PictureRow(
        position=position,
        image=kept.hash,
        width=kept.width,
        height=kept.height,
        plan=new.plan.to_json(),
        seed=new.seed,
        weights=new.weights,
        prompt=new.prompt,
        facts=list(new.facts),
        score=float(new.score),
        caption=new.caption,
        created=now(),
    )


def upload(new: NewUpload, kept: KeptImage) -> UploadRow:
    """An upload whose file is already there."""
    return UploadRow(
        image=kept.hash, name=new.name, width=kept.width, height=kept.height, size=kept.size, created=now()
    )


def description(new: NewDescription) -> DescriptionRow:
    """A description; what it speaks of is looked up by the store. Raises BadText."""
    if (new.upload is None) == (new.picture is None):
        raise BadText(f"a description of upload {new.upload} and picture {new.picture}; give exactly one of the two")
    return DescriptionRow(
        upload_id=new.upload,
        picture_id=new.picture,
        caption=checks.text("caption", new.caption),
        language=checks.language(new.language),
        kind=checks.choice("kind", new.kind, DESCRIPTION_KINDS),
        facts=checks.json_objects("facts", new.facts),
        weights=checks.text("weights", new.weights, longest=MAX_WEIGHTS),
        seconds=checks.finite("seconds", new.seconds),
        created=now(),
        gaze=None if new.gaze is None else checks.json_object("gaze", new.gaze),
    )


def check_picture(new: NewPicture) -> None:
    """Everything but the bytes; raises BadText."""
    checks.json_object("plan", new.plan.to_json())
    checks.seed(new.seed)
    checks.text("weights", new.weights, longest=MAX_WEIGHTS)
    checks.text("prompt", new.prompt)
    checks.json_objects("facts", new.facts)
    checks.finite("score", new.score)
    checks.text("caption", new.caption)


def check_upload(new: NewUpload) -> None:
    """Everything but the bytes; raises BadText."""
    checks.text("the file's name", new.name, longest=MAX_NAME)


def title_from(text: str) -> str:
    """The beginning of a message on one line."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_FROM_TEXT else line[: TITLE_FROM_TEXT - 1].rstrip() + "…"
