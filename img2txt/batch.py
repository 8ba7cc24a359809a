"""Folders: every picture described, batch by batch, into a CSV that a later run goes on with."""

import csv
import io
import json
import os
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from PIL import Image
from tqdm import tqdm

from img2txt.decode import UnreadableImage, open_image
from img2txt.describe import Describer
from img2txt.description import Description

COLUMNS = ("file", "caption", "language", "kind", "facts", "error")
# What a person calls a picture. Of those that are of another kind it is said that they cannot be read.
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
_HEADER = (",".join(COLUMNS) + "\n").encode()

Row = tuple[str, ...]  # one value a column


class NoPictures(ValueError):
    """A folder in which there is nothing to describe."""


class ForeignTable(ValueError):
    """A CSV that holds something else."""


@dataclass(frozen=True)
class Outcome:
    """How many pictures of a folder a run described, how many were in the CSV before, how many cannot be read."""

    added: int
    before: int
    failed: int


def images_below(folder: Path) -> list[Path]:
    """Every file in a folder and in those within it that is called like an image, but nothing hidden."""
    found = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()]
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def pictures_below(folder: Path) -> list[Path]:
    """The images of a folder; NoPictures where there is none."""
    found = images_below(folder)
    if not found:
        raise NoPictures(f"{folder} holds no pictures; give a folder with PNG, JPEG or WebP images")
    return found


def describe_folder(describer: Describer, folder: Path, table: Path, language: str, batch: int) -> Outcome:
    """Add a row for each picture of a folder that the CSV does not hold in that language; every batch is kept at once.

    An image that is none gets a row that says why, and is not tried again; one whose file could not be read counts as
    failed and is tried again next time. Raises NoPictures, ForeignTable, and OSError where the CSV cannot be written.
    """
    files = {path.relative_to(folder).as_posix(): path for path in pictures_below(folder)}
    errors = {file: error for (file, said_in), error in resume(table).items() if file in files and said_in == language}
    before, left = len(errors), [file for file in files if file not in errors]
    with (
        table.open("a", newline="", encoding="utf-8", errors="surrogateescape") as written,
        tqdm(total=len(files), initial=before, unit="picture", disable=None) as progress,
    ):
        for start in range(0, len(left), batch):
            some = left[start : start + batch]
            rows = _rows(describer, {file: files[file] for file in some}, language)
            csv.writer(written, lineterminator="\n").writerows(rows)
            written.flush()
            errors |= dict.fromkeys(some, "its file could not be read") | {file: error for file, *_, error in rows}
            progress.update(len(some))
    return Outcome(len(left), before, sum(map(bool, errors.values())))


def resume(table: Path) -> dict[tuple[str, str], str]:
    """The files that a CSV holds, each with its language, and their errors; a new one is begun, a torn row cut off.

    Raises ForeignTable, and leaves the file as it is, where it has another header.
    """
    written = table.read_bytes() if table.exists() else b""
    if _HEADER.startswith(written):
        table.write_bytes(_HEADER)
        return {}
    whole = _whole_rows(written)
    text = whole.decode("utf-8-sig", "surrogateescape")  # a spreadsheet may have put its mark in front
    if text.partition("\n")[0].rstrip("\r") != ",".join(COLUMNS):
        raise ForeignTable(f"{table} has not the columns {', '.join(COLUMNS)}; give --csv another name")
    if whole != written:
        os.truncate(table, len(whole))
    rows = csv.reader(io.StringIO(text, newline=""))
    return {(row[0], row[2]): row[-1] for row in islice(rows, 1, None) if len(row) == len(COLUMNS)}


def _whole_rows(written: bytes) -> bytes:
    """What a CSV holds up to its last whole row; a line's end within quotes ends no row."""
    end = written.rfind(b"\n") + 1
    while written.count(b'"', 0, end) % 2:
        end = written.rfind(b"\n", 0, end - 1) + 1
    return written[:end]


def _rows(describer: Describer, files: dict[str, Path], language: str) -> list[Row]:
    images: dict[str, Image.Image] = {}
    errors: dict[str, str] = {}
    for file, path in files.items():
        try:
            images[file] = open_image(path)
        except UnreadableImage as error:
            if error.reason != "missing":
                errors[file] = str(error)
    seen = dict(zip(images, describer.describe_all(list(images.values()), language), strict=True))
    described = {file: _seen(file, description) for file, description in seen.items()}
    refused: dict[str, Row] = {file: (file, "", language, "", "", error) for file, error in errors.items()}
    rows = described | refused
    return [rows[file] for file in files if file in rows]


def _seen(file: str, description: Description) -> Row:
    facts = json.dumps([asdict(fact) for fact in description.facts], ensure_ascii=False, separators=(",", ":"))
    return file, description.caption, description.language, description.kind, facts, ""
