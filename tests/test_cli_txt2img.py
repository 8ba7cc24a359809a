"""`python -m txt2img`: the JSON that others rely on, and clear sentences where something is wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from txt2img.__main__ import MOST, MOST_CHARACTERS, main

ROOT = Path(__file__).parent.parent
CAT = "一只黑色的猫在草地上跳跃"


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "txt2img", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What the command says when it gives up."""
    monkeypatch.setattr("sys.argv", ["txt2img", *map(str, arguments)])
    assert main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_json_is_as_it_was_promised(tmp_path: Path) -> None:
    done = run(CAT, "--count", 2, "--seed", 7, "--out", tmp_path / "drawn", "--json")
    assert done.returncode == 0, done.stderr
    drawn = json.loads(done.stdout)
    assert set(drawn) == {
        "prompt",
        "understood",
        "unknown_words",
        "not_drawn_yet",
        "left_out",
        "too_many",
        "seconds",
        "pictures",
    }
    assert drawn["prompt"] == CAT and drawn["unknown_words"] == [] and drawn["seconds"] > 0
    said = {(fact["fact"], fact["value"]) for fact in drawn["understood"]}
    assert {("object", "cat"), ("colour", "black"), ("action", "jumping"), ("place", "grass")} <= said
    assert sorted(picture["seed"] for picture in drawn["pictures"]) == [7, 8]
    for picture in drawn["pictures"]:
        assert {"file", "seed", "facts", "score", "caption"} <= set(picture)
        assert {(fact["fact"], fact["value"]) for fact in picture["facts"]} == said
        assert all({"fact", "value", "found", "probability"} <= set(fact) for fact in picture["facts"])
        assert Path(picture["file"]) == tmp_path / "drawn" / f"{picture['seed']}.png"
        with Image.open(picture["file"]) as image:
            assert image.format == "PNG" and min(image.size) >= 256


def test_a_png_gets_the_best_and_a_person_gets_ticks(tmp_path: Path) -> None:
    done = run("a red samurai, a blue cat, a dog and a pig", "--count", 2, "--seed", 1, "--out", tmp_path / "cat.png")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "samurai" in lines[0] and "pig" in lines[1] and lines[2].startswith(str(tmp_path / "cat.png"))
    assert "✓" in done.stdout or "✗" in done.stdout
    assert len(list(tmp_path.iterdir())) == 2 and (tmp_path / "cat.png").is_file()


def test_a_file_of_prompts_gives_an_object_a_line(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts.txt"
    prompts.write_text(f"{CAT}\n\na red car on the beach\nhello\n", encoding="utf-8")
    done = run("--prompts", prompts, "--count", 1, "--seed", 0, "--out", tmp_path / "all")
    assert done.returncode == 0, done.stderr
    cat, car, hello = [json.loads(line) for line in done.stdout.splitlines()]
    assert (cat["prompt"], car["prompt"], hello["prompt"]) == (CAT, "a red car on the beach", "hello")
    assert cat["pictures"][0]["file"] != car["pictures"][0]["file"] and hello["pictures"] == []
    assert all(Path(drawn["pictures"][0]["file"]).is_file() for drawn in (cat, car))


def test_a_sticker_is_see_through_and_drawn_again_the_same(tmp_path: Path) -> None:
    done = run("half cat, half owl", "--sticker", "--count", 1, "--seed", 3, "--out", tmp_path / "cat.png", "--json")
    assert done.returncode == 0, done.stderr
    (picture,) = json.loads(done.stdout)["pictures"]
    assert [fact["value"] for fact in picture["facts"] if fact["fact"] == "object"] == ["cat", "owl"]
    with Image.open(tmp_path / "cat.png") as image:
        assert (image.mode, image.size) == ("RGBA", (256, 256)) and image.getpixel((0, 0))[3] == 0
    again = run("--redraw", tmp_path / "cat.png", "--out", tmp_path / "again.png")
    assert again.returncode == 0 and again.stdout == "half cat, half owl: identical, pixel for pixel\n"
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "cat.png").read_bytes()


def test_one_of_four_is_drawn_again_pixel_for_pixel(tmp_path: Path) -> None:
    assert run(CAT, "--seed", 7, "--out", tmp_path).returncode == 0
    for picture in tmp_path.iterdir():
        again = run("--redraw", picture, "--out", tmp_path / "elsewhere")
        assert again.returncode == 0 and "identical, pixel for pixel" in again.stdout
        assert not (tmp_path / "elsewhere").exists()


def test_a_picture_that_was_changed_is_not_the_same(tmp_path: Path) -> None:
    assert run("a cat", "--count", 1, "--seed", 3, "--out", tmp_path / "cat.png").returncode == 0
    with Image.open(tmp_path / "cat.png") as image:
        image.putpixel((5, 5), (255, 0, 255))
        chunks = PngInfo()
        chunks.add_itxt("tuwen", image.info["tuwen"])
        image.save(tmp_path / "cat.png", pnginfo=chunks)
    again = run("--redraw", tmp_path / "cat.png")
    assert again.returncode == 1 and "a cat: different (up to " in again.stdout


def test_files_can_say_nothing(tmp_path: Path) -> None:
    assert run("a cat", "--count", 1, "--no-metadata", "--out", tmp_path / "cat.png").returncode == 0
    again = run("--redraw", tmp_path / "cat.png")
    assert again.returncode == 1 and "does not say how it was drawn" in again.stderr


def test_a_blend_is_by_name(tmp_path: Path) -> None:
    mixed = ("--blend", "猫头鹰=0.3", "--blend", "glossy")
    done = run("a cat", *mixed, "--count", 1, "--out", tmp_path / "cat.png")
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "cat.png") as image:
        layer = json.loads(image.info["tuwen"])["plan"]["layers"][0]
    assert layer["blend"] == {"thing": "owl", "thing_share": 0.3, "style": "glossy", "style_share": 0.5}


def test_missing_weights_are_named_with_the_way_back(tmp_path: Path) -> None:
    for room in ("txt2img", "img2txt", "models", "scenes"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    done = run(CAT, "--out", tmp_path / "cat.png", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "weights/reader/config.json" in done.stderr and "git checkout -- weights/reader" in done.stderr


@pytest.mark.parametrize(
    "arguments,said",
    [
        ((), "give a prompt, or --prompts FILE"),
        (("a cat", "--prompts", "prompts.txt"), "give a prompt, or --prompts FILE"),
        (("  ",), "the prompt is empty"),
        (("cat " * 500,), f"the prompt has 2000 characters; it may have {MOST_CHARACTERS}"),
        (("a cat", "--count", "0"), f"--count 0; it goes from 1 to {MOST}"),
        (("a cat", "--count", "99"), f"--count 99; it goes from 1 to {MOST}"),
        (("a cat", "--seed", "-1"), "--seed -1; it goes from 0 to"),
        (("--prompts", "nowhere.txt"), "nowhere.txt"),
        (("a cat", "--blend", "samurai"), "--blend samurai: 'samurai' is neither a thing nor a style"),
        (("a cat", "--blend", "owl=much"), "--blend owl=much: 'much' is no number; a share goes from 0 to 1"),
        (("--redraw", "nowhere.png"), "nowhere.png: No such file or directory"),
        (("a cat", "--blend", "owl=2"), "--blend owl=2: 2 of owl; a share goes from 0 to 1"),
        (("--redraw", "README.md"), "README.md is no picture that can be read"),
        (("a cat", "--plain", "nowhere"), "nowhere/config.json"),
        (("a cat", "--plain", "nowhere", "--sticker"), "--plain draws whole pictures: leave out --sticker,"),
        (("a cat", "--painter", "rembrandt"), "no painter named 'rembrandt'; choose one of tuwen"),
    ],
)
def test_a_bad_request_is_answered_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(monkeypatch, capsys, *arguments)


def test_a_file_that_is_no_text_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "prompts.txt").write_bytes(b"\xff\xfe\x00cat")
    assert "prompts.txt" in refused(monkeypatch, capsys, "--prompts", tmp_path / "prompts.txt")
