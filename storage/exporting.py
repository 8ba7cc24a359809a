"""A frozen folder of pictures and words, which `datasets` reads as an imagefolder and finetuning learns from."""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage import reading
from storage.consent import Allowed, allowed
from storage.errors import DataFolderUnusable, ExportRefused, ImageCorrupted, ImageMissing
from storage.images import ImageFiles
from storage.manifest import uid, write_lines, write_manifest, write_pairs
from storage.preferences import Judged, Preferences, preferences, whole_descriptions
from storage.records import Export, Json, Rating, SavedDescription, SavedPicture
from storage.tables import ConversationRow, DescriptionRow, PictureRow, TurnRow

CARD = """# Tuwen's pictures and ratings

Written {moment} and not changed since: {pictures} pictures, {descriptions} descriptions, {rated} of them rated.
`metadata.jsonl` holds one line for each file: `text` is what belongs to the image (a picture's prompt; a description's
corrected caption, or else its caption), `kind` says which of the two it is, `rating` is null where nobody rated; in it
`reasons` say what is wrong with a picture, `mended` which facts of a description were read wrongly and what is right.
`pairs.jsonl` says which of two candidates of one answer somebody preferred ({pairs}, columns as in Pick-a-Pic),
`quarantine.jsonl` which pairs were set aside and why, `manifest.json` how much there is, with hashes.
Only what their owners let Tuwen learn from is here; conversations of others that were left out: {withheld}.
{skipped}"""


@dataclass(frozen=True)
class Example:
    """One line of metadata.jsonl, and the hash of its image."""

    image: str
    kind: str  # picture or description
    line: Json

    @property
    def rated(self) -> bool:
        return self.line["rating"] is not None


@dataclass(frozen=True)
class Frozen:
    """Everything that an export is written from."""

    examples: tuple[Example, ...]
    preferences: Preferences
    withheld: int = 0  # conversations of people who do not let Tuwen learn


def frozen(session: Session, *, rated_only: bool, shared: bool = False) -> Frozen:
    """What may be learnt from at this moment; with `rated_only` what was rated, and what it was preferred to.

    With `shared` nobody is taken to allow it who did not say so.
    """
    allows = allowed(session, shared=shared)
    found = preferences(session, allows)
    compared = {id for pair in found.pairs for id in (pair.better, pair.worse)}
    kept = [
        example
        for example in examples(session, found, allows)
        if example.rated or not rated_only or (example.kind == "picture" and example.line["id"] in compared)
    ]
    owners = session.scalars(select(ConversationRow.owner).where(ConversationRow.turns.any()))
    return Frozen(tuple(kept), found, sum(not allows(owner) for owner in owners))


def examples(session: Session, found: Preferences, allows: Allowed) -> list[Example]:
    """Every picture that may be learnt from, then every description, in the order in which they were made."""
    judged = {(each.kind, each.id): each for each in found.judged}
    turn = joinedload(PictureRow.turn).joinedload(TurnRow.conversation)
    pictures = select(PictureRow).options(turn, joinedload(PictureRow.rating)).order_by(PictureRow.id)
    descriptions = whole_descriptions()
    drawn = [
        _of_picture(reading.picture(row), row.turn, judged.get(("picture", row.id)))
        for row in session.scalars(pictures)
        if allows(row.turn.conversation.owner) and not _shown_again(row)
    ]
    return drawn + [
        _of_description(reading.description(row), _described(row), judged.get(("description", row.id)))
        for row in session.scalars(descriptions)
        if allows(row.turn.conversation.owner)
    ]


def write(folder: Path, frozen: Frozen, images: ImageFiles, *, overwrite: bool) -> Export:
    """Write the folder beside its place, then put it there as a whole; raises ExportRefused, DataFolderUnusable."""
    _refuse_full(folder, overwrite)
    try:
        with _replacing(folder) as fresh:
            written, skipped = _write_images(fresh, frozen.examples, images)
            write_lines(fresh / "metadata.jsonl", (each.line for each in written))
            there = {each.line["id"] for each in written if each.kind == "picture"}
            pairs, _ = write_pairs(fresh, frozen.preferences, there)
            export = replace(_summary(folder, written, skipped), pairs=pairs, raters=frozen.preferences.raters,
                             set_aside=frozen.preferences.aside(), withheld=frozen.withheld)  # fmt: skip
            _write_manifest(fresh, written, export)
            (fresh / "README.md").write_text(_card(export), encoding="utf-8", newline="\n")
    except OSError as error:
        raise DataFolderUnusable(
            f"{folder} cannot be written ({error.strerror}); name a folder that you may write to, with free space"
        ) from error
    return export


def _shown_again(row: PictureRow) -> bool:
    """Whether an undo only brought the picture back, and nobody rated it since."""
    return "restores" in (row.turn.payload or {}) and row.rating is None


def _of_picture(picture: SavedPicture, turn: TurnRow, judged: Judged | None) -> Example:
    line = {
        "file_name": f"images/{uid(picture.id)}.png",
        "kind": "picture",
        "id": picture.id,
        "text": picture.prompt,
        "prompt": picture.prompt,
        "caption": picture.caption,
        "language": turn.language,
        "plan": picture.plan.to_json(),
        "seed": picture.seed,
        "score": picture.score,
        "facts": list(picture.facts),
        "seen_as": None,
        "turn": turn.id,
        "position": picture.position,
        "ranked_by": (turn.payload or {}).get("ranked_by"),
        "rater": judged.rater if judged else None,
        "aside": judged.aside if judged else None,
    }
    return _example(line, picture, picture.image)


def _of_description(description: SavedDescription, image: str, judged: Judged | None) -> Example:
    corrected = description.rating.caption if description.rating else None
    line = {
        "file_name": f"images/description-{description.id:08d}.png",
        "kind": "description",
        "id": description.id,
        "text": corrected or description.caption,
        "prompt": None,
        "caption": description.caption,
        "language": description.language,
        "plan": None,
        "seed": None,
        "score": None,
        "facts": list(description.facts),
        "seen_as": description.kind,
        "turn": description.turn,
        "position": None,
        "ranked_by": None,
        "rater": judged.rater if judged else None,
        "aside": judged.aside if judged else None,
    }
    return _example(line, description, image)


def _example(line: Json, thing: SavedPicture | SavedDescription, image: str) -> Example:
    rest = {
        "weights": thing.weights,
        "rating": _rating(thing.rating),
        "created": thing.created.isoformat(),
        "sha256": image,
    }
    return Example(image, line["kind"], line | rest)


def _rating(rating: Rating | None) -> Json | None:
    if rating is None:
        return None
    said = asdict(rating) | {"updated": rating.updated.isoformat()}
    return {name: value for name, value in said.items() if name != "created"}


def _described(row: DescriptionRow) -> str:
    target = row.upload or row.picture
    assert target is not None, "a check constraint keeps exactly one"
    return target.image


def _refuse_full(folder: Path, overwrite: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise ExportRefused(f"{folder} is a file; name a folder that is new or empty")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not overwrite:
        raise ExportRefused(
            f"{folder} is not empty, so nothing was written; name a new folder, or ask to overwrite an earlier export"
        )
    card = folder / "README.md"
    if not (card.is_file() and card.read_bytes().startswith(CARD.partition("\n")[0].encode())):
        raise ExportRefused(f"{folder} holds files that no earlier export wrote, so it stays as it is; name another")


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder that takes its place when the block ends well, and is gone when it does not."""
    folder = folder.absolute()
    fresh = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    folder.parent.mkdir(parents=True, exist_ok=True)
    (fresh / "images").mkdir(parents=True)
    try:
        yield fresh
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path) -> None:
    if not folder.is_dir():
        fresh.rename(folder)
        return
    old = fresh.with_suffix(".old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old)


def _write_images(
    folder: Path, examples: Sequence[Example], images: ImageFiles
) -> tuple[list[Example], tuple[str, ...]]:
    written, skipped = [], []
    for example in examples:
        try:
            png = images.read(example.image)
        except (ImageMissing, ImageCorrupted) as error:
            skipped.append(f"{example.kind} {example.line['id']}: {error}")
            continue
        (folder / example.line["file_name"]).write_bytes(png)
        written.append(example)
    return written, tuple(skipped)


def _summary(folder: Path, written: Sequence[Example], skipped: tuple[str, ...]) -> Export:
    pictures = sum(example.kind == "picture" for example in written)
    rated = sum(example.rated for example in written)
    return Export(folder, pictures, len(written) - pictures, rated, skipped=skipped)


def _write_manifest(folder: Path, written: Sequence[Example], export: Export) -> None:
    write_manifest(
        folder,
        [each.line["weights"] for each in written],
        pictures=export.pictures,
        descriptions=export.descriptions,
        rated=export.rated,
        pairs=export.pairs,
        raters=export.raters,
        set_aside=export.set_aside,
        withheld=export.withheld,
        skipped=len(export.skipped),
    )


def _card(export: Export) -> str:
    skipped = f"Left out, because the image file is gone or damaged: {len(export.skipped)}.\n" if export.skipped else ""
    return CARD.format(
        moment=datetime.now(UTC).isoformat(timespec="seconds"),
        pictures=export.pictures,
        descriptions=export.descriptions,
        rated=export.rated,
        pairs=export.pairs,
        withheld=export.withheld,
        skipped=skipped,
    )
