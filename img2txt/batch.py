"""Folders: every picture described, batch by batch, into a CSV that a later run goes on with."""

import csv
import errno
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout
from PIL import Image
from tqdm import tqdm

from img2txt.decode import UnreadableImage, open_image
from img2txt.describe import Describer
from img2txt.description import Description, fact_json

COLUMNS = ("file", "caption", "language", "kind", "facts", "error")
# What a person calls a picture. Of those that are of another kind it is said that they cannot be read.
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
_MARK = "\ufeff".encode()  # by which spreadsheets know UTF-8
_HEADER = (",".join(COLUMNS) + "\n").encode()
# A cell that begins so is a formula to a spreadsheet; the apostrophe in front makes it words, and comes off in reading.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")

Row = tuple[str, ...]  # one value a column


class NoPictures(ValueError):
    """A folder in which there is nothing to describe."""


class ForeignTable(ValueError):
    """A CSV that holds something else, or holds it in another encoding."""


class TableInUse(ValueError):
    """A CSV that another run is writing."""


@dataclass(frozen=True)
class Outcome:
    """How many pictures of a folder a run described, how many were in the CSV before, how many cannot be read.

    `closed` are the folders within it that could not be looked into, a sentence each.
    """

    added: int
    before: int
    failed: int
    closed: tuple[str, ...] = ()


def images_below(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Every file in a folder and in those within it that is called like an image, but nothing hidden.

    With it a sentence for each folder that could not be looked into.
    """
    found: list[Path] = []
    closed: list[str] = []
    for inside, folders, files in os.walk(folder, onerror=lambda error: closed.append(_closed(error))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(inside, name) for name in files if not name.startswith("."))
        found += [path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file()]
    return sorted(found), tuple(sorted(closed))


def pictures_below(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The images of a folder, and the folders within that are closed to us; NoPictures where there is no image."""
    found, closed = images_below(folder)
    if not found:
        nothing = f"{folder} holds no pictures; give a folder with PNG, JPEG or WebP images"
        raise NoPictures("\n".join((nothing, *closed)))
    return found, closed


def _closed(error: OSError) -> str:
    return f"{error.filename}: this folder could not be looked into ({error.strerror}); its pictures are missing"


def describe_folder(describer: Describer, folder: Path, table: Path, language: str, batch: int) -> Outcome:
    """Add a row for each picture of a folder that the CSV does not hold in that language; every batch is kept at once.

    An image that is none gets a row that says why, and is not tried again; one whose file could not be read counts as
    failed and is tried again next time. Raises NoPictures, ForeignTable, TableInUse, and OSError where the CSV cannot
    be written.
    """
    paths, closed = pictures_below(folder)
    with _alone(table):
        return replace(_describe(describer, folder, paths, table, language, batch), closed=closed)


def _describe(describer: Describer, folder: Path, paths: list[Path], table: Path, language: str, batch: int) -> Outcome:
    files = {_name(path.relative_to(folder)): path for path in paths}
    errors = {file: error for (file, said_in), error in resume(table).items() if file in files and said_in == language}
    before, left = len(errors), [file for file in files if file not in errors]
    with (
        table.open("a", newline="", encoding="utf-8") as written,
        tqdm(total=len(files), initial=before, unit="picture", disable=None) as progress,
    ):
        for start in range(0, len(left), batch):
            some = left[start : start + batch]
            rows = _rows(describer, {file: files[file] for file in some}, language)
            csv.writer(written, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
            written.flush()
            errors |= dict.fromkeys(some, "its file could not be read") | {file: error for file, *_, error in rows}
            progress.update(len(some))
    return Outcome(len(left), before, sum(map(bool, errors.values())))


def resume(table: Path) -> dict[tuple[str, str], str]:
    """The files that a CSV holds, each with its language, and their errors; a new one is begun, a torn row cut off.

    Raises ForeignTable, and leaves the file as it is, where it has another header or is not UTF-8.
    """
    written = table.read_bytes() if table.exists() else b""
    if (_MARK + _HEADER).startswith(written) or _HEADER.startswith(written):
        table.write_bytes(_MARK + _HEADER)
        return {}
    whole = _whole_rows(written)
    if whole.partition(b"\n")[0].rstrip(b"\r").removeprefix(_MARK) != _HEADER.rstrip():
        raise ForeignTable(f"{table} has not the columns {', '.join(COLUMNS)}; give --csv another name")
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        raise ForeignTable(
            f"line {line} of {table} is not UTF-8, as if a spreadsheet had saved it in another encoding; save it as "
            '"CSV UTF-8", or give --csv another name'
        ) from None
    if whole != written:
        os.truncate(table, len(whole))
    rows = csv.reader(io.StringIO(text, newline=""))
    cells = ([plain(cell) for cell in row] for row in islice(rows, 1, None) if len(row) == len(COLUMNS))
    return {(row[0], row[2]): row[-1] for row in cells}


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `plain` gives back what it was."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """What a cell was before `harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@contextmanager
def _alone(table: Path) -> Iterator[None]:
    """Two runs on one CSV would write into each other's rows; TableInUse for the second. A lock ends with its run."""
    lock = table.with_name(f".{table.name}.lock")
    if not table.parent.is_dir():  # the lock would make it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(table))
    try:
        with FileLock(lock, blocking=False):
            yield
            with suppress(OSError):  # Windows deletes no open file
                lock.unlink()
    except Timeout:
        raise TableInUse(f"another run is writing {table}; wait for its end, or give --csv another name") from None


def _name(path: Path) -> str:
    """A file's name as the CSV holds it: always UTF-8, with the bytes of names that are not as \\udc…"""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


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
    facts = json.dumps([fact_json(fact) for fact in description.facts], ensure_ascii=False, separators=(",", ":"))
    return file, description.caption, description.language, description.kind, facts, ""
