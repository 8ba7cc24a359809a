"""`python -m img2txt`: one JSON object an image, in either language, and clear sentences where something is wrong."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from img2txt import __main__ as command
from img2txt.__main__ import main
from img2txt.describe import TuwenDescriber

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


@dataclass(frozen=True)
class Done:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], describer: TuwenDescriber) -> Run:
    """The command with the networks that are loaded already."""
    monkeypatch.setattr(command, "load_describer", lambda name, device: describer)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr("sys.argv", ["img2txt", *map(str, arguments)])
        code = main()
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def process(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    line = [sys.executable, "-m", "img2txt", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_json_is_as_it_was_promised(run: Run, picture: Path, tmp_path: Path) -> None:
    shutil.copy(picture, tmp_path / "again.png")
    (tmp_path / "broken.png").write_text("not a picture")
    done = run(picture, tmp_path / "broken.png", tmp_path / "again.png", "--language", "zh", "--json")
    assert done.code == 1  # one of them could not be read, the others were described all the same
    assert "broken.png" in done.err and "not an image" in done.err
    first, second = [json.loads(line) for line in done.out.splitlines()]
    assert {"file", "caption", "language", "facts", "seconds"} <= set(first)
    assert (first["file"], second["file"]) == (str(picture), str(tmp_path / "again.png"))
    assert first["language"] == "zh" and re.search(r"[\u4e00-\u9fff]", first["caption"]) and first["seconds"] > 0
    assert all({"fact", "value", "probability"} <= set(fact) for fact in first["facts"]) and first["facts"]
    assert (first["caption"], first["facts"]) == (second["caption"], second["facts"])


def test_a_person_gets_lines(run: Run, picture: Path) -> None:
    done = run(picture)
    caption, *facts = done.out.splitlines()
    assert done.code == 0 and caption.startswith(f"{picture}: ") and len(caption) > len(f"{picture}: ")
    assert facts and all(re.search(r"\d+%$", fact) for fact in facts)


def test_a_folder_is_told_picture_by_picture(run: Run, picture: Path) -> None:
    (picture.parent / "below").mkdir()
    shutil.copy(picture, picture.parent / "below" / "again.png")
    told = [json.loads(line)["file"] for line in run(picture.parent, "--json").out.splitlines()]
    assert told == [str(picture), str(picture.parent / "below" / "again.png")]


def test_a_folder_goes_into_a_csv_and_the_broken_are_counted(run: Run, picture: Path) -> None:
    table = picture.parent / "captions.csv"
    written = (picture.parent, "--csv", table, "--batch", 1)
    assert run(*written) == Done(0, f"{table}: new 1, from before 0, unreadable 0\n", "")
    (picture.parent / "broken.png").write_text("not a picture")
    assert run(*written) == Done(1, f"{table}: new 1, from before 1, unreadable 1\n", "")
    assert table.read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize("table,sentence", [("foreign.csv", "has not the columns"), ("no/where.csv", "no/where.csv")])
def test_a_csv_that_cannot_be_written_is_named(run: Run, picture: Path, table: str, sentence: str) -> None:
    (picture.parent / "foreign.csv").write_text("name,price\n")
    done = run(picture.parent, "--csv", picture.parent / table)
    assert done.code == 1 and sentence in done.err


def test_a_folder_without_pictures_is_named(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.code == 1 and f"{tmp_path} holds no pictures" in done.err


@pytest.mark.slow
def test_missing_weights_are_named_with_the_way_back(picture: Path, tmp_path: Path) -> None:
    for room in ("img2txt", "language", "models", "rendering", "world"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    done = process(picture, cwd=tmp_path)
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


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere.png")
    assert done.code == 1 and "nowhere.png" in done.err


def test_where_each_word_looked_is_drawn(run: Run, picture: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "words.png"
    done = run(picture, "--explain", sheet)
    caption, *words, wrote = done.out.splitlines()
    assert done.code == 0 and caption.startswith(f"{picture}: ") and wrote == f"wrote {sheet}"
    assert [line.split()[0] for line in words] == [str(n + 1) for n in range(len(words))] and words
    with Image.open(sheet) as drawn:
        assert drawn.format == "PNG" and drawn.width >= 2 * 160


def test_only_one_image_is_explained(
    run: Run, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in ([picture, picture], [tmp_path]):
        with pytest.raises(SystemExit):
            run(*given, "--explain", tmp_path / "words.png")
        assert "--explain takes one image" in capsys.readouterr().err
    broken = tmp_path / "broken.png"
    broken.write_text("not a picture")
    done = run(broken, "--explain", tmp_path / "words.png")
    assert done.code == 1 and "not an image" in done.err
