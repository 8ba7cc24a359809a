"""Folders into a CSV: every picture once, whatever was interrupted, broken or strange on the way."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from img2txt.batch import (
    COLUMNS,
    ForeignTable,
    NoPictures,
    Outcome,
    TableInUse,
    describe_folder,
    harmless,
    images_below,
    pictures_below,
    plain,
)
from img2txt.decode import open_image
from img2txt.describe import TuwenDescriber

HEADER = ",".join(COLUMNS)
ROOT = Path(__file__).parent.parent


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
    with table.open(newline="", encoding="utf-8-sig") as written:
        return list(csv.DictReader(written))


def test_the_pictures_of_a_folder(folder: Path) -> None:
    found, closed = pictures_below(folder)
    assert [path.relative_to(folder).as_posix() for path in found] == FILES and closed == ()


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
    assert whole.startswith(b"\xef\xbb\xbf" + HEADER.encode()), "spreadsheets know UTF-8 by its mark"
    inside_a_character, inside_a_name = whole.index("球".encode()) + 1, whole.index(b"\nlines") + 1
    for kept in (
        0,
        2,
        7,
        len(HEADER) + 3,
        len(HEADER) + 4,
        len(HEADER) + 12,
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
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
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


def test_a_table_of_before_without_the_mark_is_gone_on_with(
    describer: TuwenDescriber, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "captions.csv"
    describe_folder(describer, folder, table, "en", 32)
    table.write_bytes(table.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=0, before=5, failed=1)


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "utf-16"])
def test_a_table_in_another_encoding_is_refused_and_left_alone(
    describer: TuwenDescriber, folder: Path, tmp_path: Path, encoding: str
) -> None:
    table = tmp_path / "captions.csv"
    row = "é.png" if encoding == "latin-1" else "一只黑色的猫在草地上.png"
    saved = f"{HEADER}\n{row},a cat,en,drawing,[],\n".encode(encoding)
    table.write_bytes(saved)
    sentence = "has not the columns" if encoding == "utf-16" else r"line 2 of .* is not UTF-8, .*CSV UTF-8"
    with pytest.raises(ForeignTable, match=sentence):
        describe_folder(describer, folder, table, "en", 32)
    assert table.read_bytes() == saved


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("＝1", "'＝1"), ("\t=1", "'\t=1"),
        ("'=1", "''=1"), ("'quoted'", "'quoted'"), ("a=1", "a=1"), ("", ""), ("猫", "猫"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula_and_each_comes_back(cell: str, written: str) -> None:
    assert (harmless(cell), plain(written)) == (written, cell)


def test_names_that_look_like_formulas_are_written_once(describer: TuwenDescriber, tmp_path: Path) -> None:
    folder, table = tmp_path / "pictures", tmp_path / "captions.csv"
    folder.mkdir()
    for name in ("=cmd.png", "-a.png", "'=b.png"):
        ball("red").save(folder / name)
    (folder / "@broken.png").write_text("words")
    describe_folder(describer, folder, table, "en", 32)
    assert [row["file"] for row in rows(table)] == ["''=b.png", "'-a.png", "'=cmd.png", "'@broken.png"]
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=0, before=4, failed=1)


@pytest.mark.skipif(sys.platform != "linux", reason="names there are always Unicode")
def test_a_name_that_is_no_unicode_leaves_the_table_utf8(describer: TuwenDescriber, tmp_path: Path) -> None:
    folder, table = tmp_path / "pictures", tmp_path / "captions.csv"
    folder.mkdir()
    ball("red").save(folder / "a.png")
    (folder / "a.png").rename(folder / os.fsdecode(b"caf\xe9.png"))
    describe_folder(describer, folder, table, "en", 32)
    assert [row["file"] for row in rows(table)] == ["caf\\udce9.png"]
    assert describe_folder(describer, folder, table, "en", 32) == Outcome(added=0, before=1, failed=0)


HOLDING = """
import sys
from pathlib import Path
from img2txt.batch import _alone
with _alone(Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_two_runs_on_one_table_exclude_each_other(describer: TuwenDescriber, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "captions.csv"
    command = [sys.executable, "-c", HOLDING, str(table)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None and other.stdout.readline() == "holding\n"
        try:
            with pytest.raises(TableInUse, match=r"another run is writing .*captions\.csv"):
                describe_folder(describer, folder, table, "en", 32)
            assert not table.exists()
        finally:
            other.kill()
    assert describe_folder(describer, folder, table, "en", 32).added == 5, "a lock ends with its run, even a killed one"
    assert [each.name for each in tmp_path.iterdir() if "lock" in each.name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a second user")
def test_a_folder_that_is_closed_to_us_is_told(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "closed").mkdir()
        ball("red").save(folder / "a.png")
        ball("red").save(folder / "closed" / "b.png")
        (folder / "closed").chmod(0)
        found, closed = _as_nobody(folder) if os.geteuid() == 0 else images_below(folder)
        (folder / "closed").chmod(0o700)
    assert [path.name for path in found] == ["a.png"]
    assert closed == (
        f"{folder / 'closed'}: this folder could not be looked into (Permission denied); its pictures are missing",
    )


def _as_nobody(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """What a process of another user finds: root may look into everything."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.setuid(65534)
        found, closed = images_below(folder)
        os.write(write, json.dumps([list(map(str, found)), closed]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    found, closed = json.loads(os.read(read, 65_536))
    os.close(read)
    os.close(write)
    return list(map(Path, found)), tuple(closed)
