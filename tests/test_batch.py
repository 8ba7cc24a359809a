"""Folders into a CSV: every picture once, whatever was interrupted, broken or strange on the way."""

import csv
import json
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from img2txt.batch import COLUMNS, ForeignTable, NoPictures, Outcome, describe_folder, pictures_below
from img2txt.decode import open_image
from img2txt.describe import TuwenDescriber

HEADER = ",".join(COLUMNS)


def ball(colour: str) -> Image.Image:
    image = Image.new("RGB", (96, 96), "skyblue")
    ImageDraw.Draw(image).ellipse((24, 24, 72, 72), colour)
    return image


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four pictures at three depths, a broken one, and what is none of our business."""
    folder = tmp_path / "pictures"
    (folder / "b" / "deep").mkdir(parents=True)
    (folder / ".trash").mkdir()
    for name, colour in (("a.png", "red"), ("b/球, “2”.webp", "blue"), ("b/deep/C.JPG", "green"), ("z.png", "red")):
        ball(colour).save(folder / name)
    ball("red").save(folder / ".trash" / "gone.png")
    (folder / "broken.png").write_text("only words")
    (folder / "notes.txt").write_text("no picture")
    return folder


FILES = ["a.png", "b/deep/C.JPG", "b/球, “2”.webp", "broken.png", "z.png"]


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as written:
        return list(csv.DictReader(written))


def test_the_pictures_of_a_folder(folder: Path) -> None:
    assert [path.relative_to(folder).as_posix() for path in pictures_below(folder)] == FILES


def test_a_row_for_every_picture(describer: TuwenDescriber, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "captions.csv"
    assert describe_folder(describer, folder, table, "zh", 3) == Outcome(added=5, before=0, failed=1)
    read = {row["file"]: row for row in rows(table)}
    assert list(read) == FILES and tuple(read["a.png"]) == COLUMNS
    alone = describer.describe(open_image(folder / "a.png"), "zh")
    assert (read["a.png"]["caption"], read["a.png"]["kind"]) == (alone.caption, "drawing")
    assert {row["language"] for row in read.values()} == {"zh"}
    facts = json.loads(read["a.png"]["facts"])
    assert [(fact["fact"], fact["value"]) for fact in facts] == [(fact.fact, fact.value) for fact in alone.facts]
    broken = read.pop("broken.png")
    assert "broken.png is text, not an image" in broken["error"] and broken["caption"] == broken["facts"] == ""
    assert not any(row["error"] for row in read.values())


def test_a_second_run_adds_only_what_is_new(describer: TuwenDescriber, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "captions.csv"
    describe_folder(describer, folder, table, "en", 32)
    before = table.read_bytes()
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=0, before=5, failed=1)
    assert table.read_bytes() == before
    ball("yellow").save(folder / "b" / "new.png")
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=1, before=5, failed=1)
    assert table.read_bytes().startswith(before) and rows(table)[-1]["file"] == "b/new.png"


def test_wherever_a_run_was_torn_off_the_next_one_ends_the_same(
    describer: TuwenDescriber, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "captions.csv"
    ball("green").save(folder / "y two\nlines.png")
    describe_folder(describer, folder, table, "zh", 1)
    whole = table.read_bytes()
    inside_a_character, inside_a_name = whole.index("球".encode()) + 1, whole.index(b"\nlines") + 1
    for kept in (
        0,
        7,
        len(HEADER),
        len(HEADER) + 1,
        len(HEADER) + 9,
        inside_a_character,
        inside_a_name,
        len(whole) - 1,
    ):
        table.write_bytes(whole[:kept])
        describe_folder(describer, folder, table, "zh", 1)
        assert table.read_bytes() == whole, kept


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that exists and cannot be read, by root neither")
def test_what_could_not_be_read_is_tried_again(describer: TuwenDescriber, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "captions.csv"
    (folder / "away.png").symlink_to("/proc/self/mem")
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=6, before=0, failed=2)
    assert "away.png" not in {row["file"] for row in rows(table)}
    (folder / "away.png").unlink()
    ball("red").save(folder / "away.png")
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=1, before=5, failed=1)
    assert rows(table)[-1]["file"] == "away.png"


def test_a_table_that_a_spreadsheet_saved_is_gone_on_with(
    describer: TuwenDescriber, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "captions.csv"
    describe_folder(describer, folder, table, "en", 32)
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=0, before=5, failed=1)


@pytest.mark.parametrize("foreign", ["name,price\nball,3", "file,caption\n", "no table at all", "\0\xff\n" * 9])
def test_a_foreign_table_is_refused_and_left_alone(
    describer: TuwenDescriber, folder: Path, tmp_path: Path, foreign: str
) -> None:
    table = tmp_path / "prices.csv"
    table.write_bytes(foreign.encode("latin-1"))
    with pytest.raises(ForeignTable, match=r"prices\.csv has not the columns file, caption, .*another name"):
        describe_folder(describer, folder, table, "en", 32)
    assert table.read_bytes() == foreign.encode("latin-1")


def test_an_empty_folder_begins_no_table(describer: TuwenDescriber, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(NoPictures, match="holds no pictures"):
        describe_folder(describer, tmp_path, tmp_path / "captions.csv", "en", 32)
    assert not (tmp_path / "captions.csv").exists()


def test_a_folder_of_broken_pictures_only(describer: TuwenDescriber, tmp_path: Path) -> None:
    (tmp_path / "cat.gif").write_bytes(b"BM and no more")
    table = tmp_path / "captions.csv"
    assert describe_folder(describer, tmp_path, table, "en", 32) == Outcome(added=1, before=0, failed=1)
    assert "cat.gif is BMP, not an image that can be read" in rows(table)[0]["error"]
