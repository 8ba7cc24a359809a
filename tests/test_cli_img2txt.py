"""`python -m img2txt`: one JSON object an image, in either language, and clear sentences where something is wrong."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from img2txt.__main__ import main

ROOT = Path(__file__).parent.parent


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A red ball on a green ground."""
    image = Image.new("RGB", (200, 160), (120, 190, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 90, 200, 160), (110, 190, 80))
    draw.ellipse((70, 60, 130, 120), (220, 50, 40))
    image.save(tmp_path / "ball.png")
    return tmp_path / "ball.png"


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "img2txt", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_json_is_as_it_was_promised(picture: Path, tmp_path: Path) -> None:
    shutil.copy(picture, tmp_path / "again.png")
    (tmp_path / "broken.png").write_text("not a picture")
    done = run(picture, tmp_path / "broken.png", tmp_path / "again.png", "--language", "zh", "--json")
    assert done.returncode == 1  # one of them could not be read, the others were described all the same
    assert "broken.png" in done.stderr and "not an image" in done.stderr and "Traceback" not in done.stderr
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"file", "caption", "language", "facts", "seconds"} <= set(first)
    assert (first["file"], second["file"]) == (str(picture), str(tmp_path / "again.png"))
    assert first["language"] == "zh" and re.search(r"[\u4e00-\u9fff]", first["caption"]) and first["seconds"] > 0
    assert all({"fact", "value", "probability"} <= set(fact) for fact in first["facts"]) and first["facts"]
    assert (first["caption"], first["facts"]) == (second["caption"], second["facts"])


def test_a_person_gets_lines(
    picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture)])
    assert main() == 0
    caption, *facts = capsys.readouterr().out.splitlines()
    assert caption.startswith(f"{picture}: ") and len(caption) > len(f"{picture}: ")
    assert facts and all(re.search(r"\d+%$", fact) for fact in facts)


def test_a_folder_is_told_picture_by_picture(
    picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (picture.parent / "below").mkdir()
    shutil.copy(picture, picture.parent / "below" / "again.png")
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture.parent), "--json"])
    assert main() == 0
    told = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert told == [str(picture), str(picture.parent / "below" / "again.png")]


def test_a_folder_goes_into_a_csv_and_the_broken_are_counted(
    picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = picture.parent / "captions.csv"
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture.parent), "--csv", str(table), "--batch", "1"])
    assert main() == 0
    assert capsys.readouterr().out == f"{table}: new 1, from before 0, unreadable 0\n"
    (picture.parent / "broken.png").write_text("not a picture")
    assert main() == 1
    assert capsys.readouterr().out == f"{table}: new 1, from before 1, unreadable 1\n"
    assert table.read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize("table,sentence", [("foreign.csv", "has not the columns"), ("no/where.csv", "no/where.csv")])
def test_a_csv_that_cannot_be_written_is_named(
    picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], table: str, sentence: str
) -> None:
    (picture.parent / "foreign.csv").write_text("name,price\n")
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture.parent), "--csv", str(picture.parent / table)])
    assert main() == 1
    assert sentence in capsys.readouterr().err


def test_a_folder_without_pictures_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["img2txt", str(tmp_path)])
    assert main() == 1
    assert f"{tmp_path} holds no pictures" in capsys.readouterr().err


def test_missing_weights_are_named_with_the_way_back(picture: Path, tmp_path: Path) -> None:
    for room in ("img2txt", "models", "scenes"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    done = run(picture, cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "weights/encoder/config.json" in done.stderr and "git checkout -- weights/encoder" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.png", "--language", "fr"),
        ("a.png", "--colour"),
        ("a.png", "--csv", "a.csv"),
        (".", ".", "--csv", "a.csv"),
        (".", "--csv", "a.csv", "--json"),
        (".", "--csv", "a.csv", "--batch", "0"),
    ],
)
def test_bad_options_are_refused(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["img2txt", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2


def test_an_unknown_describer_is_told_the_choices(
    picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture), "--describer", "vasari"])
    assert main() == 1
    assert "no describer named 'vasari'; choose one of tuwen" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["img2txt", str(tmp_path / "nowhere.png")])
    assert main() == 1
    assert "nowhere.png" in capsys.readouterr().err


def test_where_each_word_looked_is_drawn(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "words.png"
    monkeypatch.setattr("sys.argv", ["img2txt", str(picture), "--explain", str(sheet)])
    assert main() == 0
    caption, *words, wrote = capsys.readouterr().out.splitlines()
    assert caption.startswith(f"{picture}: ") and wrote == f"wrote {sheet}"
    assert [line.split()[0] for line in words] == [str(n + 1) for n in range(len(words))] and words
    with Image.open(sheet) as drawn:
        assert drawn.format == "PNG" and drawn.width >= 2 * 160


def test_only_one_image_is_explained(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in ([picture, picture], [tmp_path]):
        monkeypatch.setattr("sys.argv", ["img2txt", *map(str, given), "--explain", str(tmp_path / "words.png")])
        with pytest.raises(SystemExit):
            main()
        assert "--explain takes one image" in capsys.readouterr().err
    broken = tmp_path / "broken.png"
    broken.write_text("not a picture")
    monkeypatch.setattr("sys.argv", ["img2txt", str(broken), "--explain", str(tmp_path / "words.png")])
    assert main() == 1 and "not an image" in capsys.readouterr().err
