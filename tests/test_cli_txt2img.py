"""`python -m txt2img`: the JSON that others rely on, and clear sentences where something is wrong."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from txt2img import __main__ as command
from txt2img.__main__ import MOST, MOST_CHARACTERS, main
from world.plan import Plan

ROOT = Path(__file__).parent.parent
CAT = "一只黑色的猫在草地上跳跃"


@dataclass(frozen=True)
class Done:
    """What a run of the command came to."""

    code: int
    out: str
    err: str

    @property
    def drawn(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], painter, understanding) -> Run:
    """The command with the networks that are loaded already."""
    monkeypatch.setattr(command, "load_painter", lambda name, device: painter)
    monkeypatch.setattr(command, "Understanding", lambda folder: understanding)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr("sys.argv", ["txt2img", *map(str, arguments)])
        code = main()
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What the command says when it gives up."""
    monkeypatch.setattr("sys.argv", ["txt2img", *map(str, arguments)])
    assert main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def process(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    line = [sys.executable, "-m", "txt2img", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_a_process_draws_a_prompt_and_says_what_it_found(tmp_path: Path) -> None:
    done = process("a samurai and a cat", "--count", "2", "--seed", "1", "--out", tmp_path / "cat.png")
    assert done.returncode == 0, done.stderr
    unknown, *pictures = done.stdout.splitlines()
    assert unknown == "I don't know samurai yet."
    assert pictures[0].startswith(f"{tmp_path / 'cat.png'}  cat ") and set("✓✗") & set(pictures[0])
    assert len(pictures) == len(list(tmp_path.iterdir())) == 2 and (tmp_path / "cat.png").is_file()


def test_json_is_as_it_was_promised(run: Run, tmp_path: Path) -> None:
    done = run(CAT, "--count", 2, "--seed", 7, "--out", tmp_path / "drawn", "--json")
    assert done.code == 0, done.err
    drawn = json.loads(done.out)
    assert set(drawn) == {"prompt", "scene", "left", "seconds", "pictures"}
    assert drawn["prompt"] == CAT and drawn["left"] == [] and drawn["seconds"] > 0
    cat = {"id": 0, "object": "cat", "colour": "black", "action": "jumping", "size": None}
    whole = {"place": "grass", "time": None, "style": None, "relations": [], "without": [], "ground": None}
    assert drawn["scene"] == {"things": [cat], **whole}
    assert sorted(picture["seed"] for picture in drawn["pictures"]) == [7, 8]
    said = {("object", "cat"), ("colour", "black"), ("count", "1"), ("action", "jumping"), ("place", "grass")}
    for picture in drawn["pictures"]:
        assert set(picture) == {"file", "seed", "facts", "score", "caption"}
        assert {(fact["fact"], fact["value"]) for fact in picture["facts"]} == said
        assert all(set(fact) == {"fact", "value", "of", "to", "found", "probability"} for fact in picture["facts"])
        assert Path(picture["file"]) == tmp_path / "drawn" / f"{picture['seed']}.png"
        with Image.open(picture["file"]) as image:
            assert image.format == "PNG" and min(image.size) >= 256


def test_a_file_of_prompts_gives_an_object_a_line(run: Run, tmp_path: Path) -> None:
    prompts = tmp_path / "prompts.txt"
    prompts.write_text(f"{CAT}\n\na red car on the beach\nhello\n", encoding="utf-8")
    done = run("--prompts", prompts, "--count", 1, "--seed", 0, "--out", tmp_path / "all")
    assert done.code == 0, done.err
    cat, car, hello = done.drawn
    assert (cat["prompt"], car["prompt"], hello["prompt"]) == (CAT, "a red car on the beach", "hello")
    assert cat["pictures"][0]["file"] != car["pictures"][0]["file"]
    assert (hello["pictures"], hello["scene"]) == ([], None)
    assert all(Path(drawn["pictures"][0]["file"]).is_file() for drawn in (cat, car))


def test_a_prompt_says_how_many_and_with_which_seed_unless_an_option_does(run: Run, tmp_path: Path) -> None:
    prompt = ("two pictures of a red car, seed 5", "--json", "--out", tmp_path)
    by_words, by_options = run(*prompt), run(*prompt, "--count", 1, "--seed", 9)
    seeds = [sorted(each["seed"] for each in json.loads(done.out)["pictures"]) for done in (by_words, by_options)]
    assert seeds == [[5, 6], [9]]


def test_what_cannot_be_drawn_is_told(run: Run, tmp_path: Path) -> None:
    done = run("a red samurai", "--out", tmp_path / "none.png")
    assert done.code == 1 and "I don't know samurai yet.\n" in done.out
    assert done.out.endswith("I found nothing in it that I can draw.\n") and list(tmp_path.iterdir()) == []


def test_a_sticker_is_see_through_and_drawn_again_the_same(run: Run, tmp_path: Path) -> None:
    made = ("--sticker", "--blend", "owl=0.5", "--count", 1, "--seed", 3, "--out", tmp_path / "cat.png", "--json")
    done = run("a cat", *made)
    assert done.code == 0, done.err
    (picture,) = json.loads(done.out)["pictures"]
    assert [fact["value"] for fact in picture["facts"] if fact["fact"] == "object"] == ["cat", "owl"]
    with Image.open(tmp_path / "cat.png") as image:
        assert (image.mode, image.size) == ("RGBA", (256, 256)) and image.getpixel((0, 0))[3] == 0
    again = run("--redraw", tmp_path / "cat.png", "--out", tmp_path / "again.png")
    assert again == Done(0, "a cat: identical, pixel for pixel\n", "")
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "cat.png").read_bytes()


def test_one_of_four_is_drawn_again_pixel_for_pixel(run: Run, tmp_path: Path) -> None:
    assert run(CAT, "--seed", 7, "--out", tmp_path).code == 0
    for picture in tmp_path.iterdir():
        again = run("--redraw", picture, "--out", tmp_path / "elsewhere")
        assert again.code == 0 and "identical, pixel for pixel" in again.out
        assert not (tmp_path / "elsewhere").exists()


def test_a_picture_that_was_changed_is_not_the_same(run: Run, tmp_path: Path) -> None:
    assert run("a cat", "--count", 1, "--seed", 3, "--out", tmp_path / "cat.png").code == 0
    with Image.open(tmp_path / "cat.png") as image:
        image.putpixel((5, 5), (255, 0, 255))
        chunks = PngInfo()
        chunks.add_itxt("tuwen", image.info["tuwen"])
        image.save(tmp_path / "cat.png", pnginfo=chunks)
    again = run("--redraw", tmp_path / "cat.png")
    assert again.code == 1 and "a cat: different (up to " in again.out


def test_files_can_say_nothing(run: Run, tmp_path: Path) -> None:
    assert run("a cat", "--count", 1, "--no-metadata", "--out", tmp_path / "cat.png").code == 0
    again = run("--redraw", tmp_path / "cat.png")
    assert again.code == 1 and "does not say how it was drawn" in again.err


def test_a_blend_is_by_name(run: Run, tmp_path: Path) -> None:
    mixed = ("--blend", "猫头鹰=0.3", "--blend", "glossy")
    done = run("a cat", *mixed, "--count", 1, "--out", tmp_path / "cat.png")
    assert done.code == 0, done.err
    with Image.open(tmp_path / "cat.png") as image:
        plan = Plan.from_json(json.loads(image.info["tuwen"])["plan"])
    blend = plan.blend
    assert blend and (blend.thing, blend.thing_share, blend.style, blend.style_share) == ("owl", 0.3, "glossy", 0.5)


def test_the_best_of_every_prompt_lie_on_one_sheet(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("a cat\na dog\n", encoding="utf-8")
    out = ("--count", 1, "--out", tmp_path / "all", "--sheet", tmp_path / "sheet.png")
    assert run("--prompts", tmp_path / "prompts.txt", *out).code == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (6 * 260 - 4, 256)


@pytest.mark.slow
def test_missing_weights_are_named_with_the_way_back(tmp_path: Path) -> None:
    for room in ("txt2img", "understanding", "img2txt", "models", "rendering", "language", "world"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    done = process(CAT, "--out", tmp_path / "cat.png", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "weights/planner/config.json" in done.stderr and "git checkout -- weights/planner" in done.stderr


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
        (("a cat", "--generator", "nowhere"), "nowhere/config.json"),
        (("a cat", "--generator", "nowhere", "--sticker"), "--generator draws whole pictures: leave out --sticker,"),
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
