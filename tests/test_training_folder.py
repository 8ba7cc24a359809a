"""Any folder of captioned pictures is read, whatever is wrong with it, and trains the networks."""

import json
import math
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import pytest
import torch
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngImageFile

from models import weights
from models.recogniser import Recogniser, Sight
from models.tokenizer import load_tokenizer
from tests.test_training import ROOT, WRITTEN, Run, history, shipped
from training import encoder
from training.captioner import spoken
from training.data_mix import open_folder, part_of, with_folder
from training.folder import DOUBT, Captioned, FolderError, balanced, held_out, read_folder, squares
from training.run import IGNORED
from training.weak_labels import ABSENCE, WeakLabels, best_cells, found, weak_label_loss, weak_labels
from txt2img.__main__ import main as draw
from txt2img.whole import WholePainter
from world.gist import Gist, Kind
from world.heldout import held_out_pairs
from world.vocabulary import COLOURS, NATURAL, PLACES, index, value

pytest_plugins = ["tests.pack", "tests.toy"]
CPU = torch.device("cpu")
KEPT = min(held_out_pairs("colour"))  # an object in a colour that training never shows


def picture(path: Path, colour: str, size: tuple[int, int] = (96, 64)) -> None:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).ellipse((10, 10, 35, 50), fill=colour)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cats, mostly, and everything that goes wrong with such folders."""
    path = tmp_path_factory.mktemp("captioned")
    for i in range(6):
        picture(path / f"cat{i}.png", "red")
    picture(path / "more" / "dog.jpg", "green", (40, 200))
    for name in ("aunt.webp", "kept.png", "silent.png", "unlisted.png", ".hidden.png"):
        picture(path / name, "blue")
    (path / "broken.png").write_bytes((path / "cat0.png").read_bytes()[:90])
    (path / "moving.gif").write_bytes(b"GIF89a")
    (path / "read me.txt").write_text("not a picture")
    thing, colour = value("object", KEPT[0]), value("colour", KEPT[1])
    lines = [
        *({"file_name": f"cat{i}.png", "text": "A cat."} for i in range(4)),
        {"file_name": "cat4.png", "caption": ["A  small cat", "一只小猫", "", 7]},
        {"file_name": "cat5.png", "text": "一只猫"},
        {"file_name": "./cat5.png", "text": "A kitten, seen from afar"},
        {"file_name": "more/dog.jpg", "text": "两只狗和一只猫"},
        {"file_name": "aunt.webp", "text": "", "caption": "Where my aunt was born"},
        {"file_name": "kept.png", "text": f"A {colour.en[0]} {thing.en[0]}"},
        {"file_name": "silent.png", "text": None},
        {"file_name": "broken.png", "text": "a cow"},
        {"file_name": "lost.png", "text": "a cow"},
        {"file_name": "../elsewhere.png", "text": "a cow"},
        {"text": "a cow"},
        ["cat0.png", "a cow"],
    ]
    written = [json.dumps(line, ensure_ascii=False).encode() for line in lines]
    (path / "metadata.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join([*written, b"", b"{oops", b"\xff"]))
    return path


def row(
    name: str, *things: Kind, objects: tuple[str, ...] = (), place: str | None = None, written: bool = False
) -> Captioned:
    named = tuple(dict.fromkeys((*objects, *(thing.object for thing in things))))
    return Captioned(Path(name), "said", "en", written, named, Gist(things, place=place))


def free(thing: str, count: int) -> list[str]:
    """Places that training may show with that object."""
    return [place.key for place in PLACES if (thing, place.key) not in held_out_pairs("place")][:count]


# Reading


def test_the_report_counts_and_lists_everything(folder: Path) -> None:
    read = read_folder(folder)
    report = read.report
    assert (report.pictures, report.captions, report.languages) == (11, 11, {"en": 8, "zh": 3})
    assert report.uncaptioned == ("silent.png", "unlisted.png")
    assert report.broken == ("broken.png: damaged", "moving.gif: damaged")
    assert report.lines == (
        "line 13: there is no lost.png",
        "line 14: ../elsewhere.png is outside the folder",
        "line 15: no file_name",
        "line 16: no file_name",
        "line 18: no JSON",
        "line 19: no JSON",
    )
    assert report.classes == Counter({"cat": 7, "dog": 1}) + Counter([KEPT[0]])
    assert next(iter(report.classes)) == "cat" and report.nameless == 1
    assert report.training + report.validation + report.unused == report.pictures
    for said in ("11 pictures, 11 captions (en 8, zh 3)", "2 broken images, skipped\n  broken.png: damaged", "6 lines"):
        assert said in str(report)

    assert [row.path.name for row in read.validation] == ["kept.png"]
    assert not {row.path for row in read.training} & {row.path for row in read.validation}
    of_cats = {row.caption: row for row in read.training if row.path.name in ("cat4.png", "cat5.png")}
    assert [(said, row.language) for said, row in of_cats.items()] == [
        ("A small cat", "en"),
        ("一只小猫", "zh"),
        ("一只猫", "zh"),
        ("A kitten, seen from afar", "en"),
    ]
    written = [row for row in read.training if row.written]
    assert all(row.path.name in report.uncaptioned and row.caption for row in written)
    assert {row.language for row in written} == {"en", "zh"}
    assert len(written) == 2 * (len(report.uncaptioned) - report.unused)


def test_a_folder_without_metadata_says_what_was_expected(tmp_path: Path) -> None:
    picture(tmp_path / "train" / "cat.png", "red")
    (tmp_path / "train" / "metadata.jsonl").write_text("")
    with pytest.raises(FolderError, match=r'no metadata.jsonl.*train\?.*{"file_name": "cat.png", "text"'):
        read_folder(tmp_path)
    with pytest.raises(SystemExit, match=r"--data: .* has no metadata.jsonl"):
        open_folder(Namespace(data=tmp_path), "cpu", True)


def test_what_was_rated_down_is_not_learnt(tmp_path: Path) -> None:
    ratings = ({"thumb": -1}, {"stars": 2}, {"thumb": -1, "caption": "A red cat."}, {"stars": 3}, None)
    rows = []
    for i, rating in enumerate(ratings):
        picture(tmp_path / f"{i}.png", "red")
        rows.append({"file_name": f"{i}.png", "text": "A red cat.", "rating": rating})
    (tmp_path / "metadata.jsonl").write_text("\n".join(map(json.dumps, rows)))
    read = read_folder(tmp_path, validation=0.0)
    assert {row.path.name for row in read.training} == {"2.png", "3.png", "4.png"}
    assert read.report.lines == ("line 1: 0.png was rated down", "line 2: 1.png was rated down")


def test_a_folder_without_any_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "cat.png", "text": "a cat"}\n')
    with pytest.raises(FolderError, match="no picture that can be read"):
        read_folder(tmp_path)


def test_a_folder_of_held_out_combinations_only_is_refused(tmp_path: Path) -> None:
    picture(tmp_path / "kept.png", "red")
    said = f"A {value('colour', KEPT[1]).en[0]} {value('object', KEPT[0]).en[0]}"
    (tmp_path / "metadata.jsonl").write_text(json.dumps({"file_name": "kept.png", "text": said}))
    with pytest.raises(FolderError, match="for tests only"):
        read_folder(tmp_path)


def test_pictures_become_squares(folder: Path) -> None:
    read = read_folder(folder)
    tall = next(row for row in read.training if row.path.name == "dog.jpg")
    wide = next(row for row in read.training if row.path.name == "cat0.png")
    shown = squares([tall, wide], 32)
    assert shown.shape == (2, 3, 32, 32) and shown.min() >= 0 and shown.max() <= 1


# Split and balance


def test_the_fixed_pairs_and_a_tenth_more_are_held_out() -> None:
    cat, dog = "cat", "dog"
    colour = next(c.key for c in COLOURS if c.key != NATURAL and (cat, c.key) in held_out_pairs("colour"))
    places = free(dog, 5)
    rows = [row("fixed", Kind(cat, colour)), row("fixed", Kind(cat)), *(row(f"{i}", Kind(dog)) for i in range(10))]
    rows += [row(f"{place}{i}", Kind(dog), place=place) for place in places for i in range(5)]
    held = held_out(rows)
    assert Path("fixed") in held
    (place,) = {each.scene.place for each in rows if each.path in held} - {None}
    assert {each.path for each in rows if each.scene.place == place} <= held  # never on both sides
    assert len(held) == 6
    assert held == held_out(rows[::-1])


def test_a_combination_that_is_too_common_stays_in_training() -> None:
    (place,) = free("dog", 1)
    assert held_out([row(f"{i}", Kind("dog"), place=place) for i in range(30)]) == set()


def test_a_third_kind_of_thing_is_held_out_by_its_place() -> None:
    thing, place = min(held_out_pairs("place"))
    assert held_out([row("a", objects=(thing,), place=place), row("b", objects=(thing,))]) == {Path("a")}


def test_rare_objects_are_drawn_more_often_and_captions_share_a_picture() -> None:
    cats = [row(f"cat{i}", Kind("cat")) for i in range(16)]
    rows = [*cats, row("both", Kind("cat"), Kind("dog")), row("both", Kind("dog")), row("none")]
    drawn = dict(zip([*range(16), "both", "too", "none"], balanced(rows), strict=True))
    assert drawn[0] == pytest.approx(17**-0.5)
    assert drawn["both"] == drawn["too"] == pytest.approx(0.5)  # one picture has a dog
    assert drawn["none"] == pytest.approx(drawn[0])  # the median
    (doubted,) = balanced([row("cat", Kind("cat"), written=True)])
    assert doubted == DOUBT


def test_a_batch_is_never_all_from_the_folder(folder: Path) -> None:
    read = read_folder(folder)
    assert [part_of(batch, read, share) for batch, share in ((32, 0.5), (32, 0.001), (32, 0.999))] == [16, 1, 31]
    assert part_of(32, None, 0.5) == 0
    assert len(read.draw(5, Random(0))) == 5 and read.draw(5, Random(0)) == read.draw(5, Random(0))
    for wrong in ("0", "1", "half"):
        with pytest.raises(SystemExit):
            with_folder(ArgumentParser()).parse_args(["--share", wrong])


# What captions teach


def sight(count: int) -> Sight:
    """Nothing is seen anywhere."""
    with torch.no_grad():
        seen = Recogniser(encoder.recogniser_config())(torch.zeros(count, 128, 6, 6))
    return replace(seen, **{name: torch.zeros_like(logit) for name, logit in vars(seen).items()})


def test_captions_as_numbers() -> None:
    (place,) = free("cat", 1)
    black, white = Kind("dog", "black"), Kind("dog", "white")
    said = weak_labels(
        [row("a", Kind("cat", "red"), objects=("pig",), place=place), row("b", black, white), row("c")], CPU
    )
    assert said.owner.tolist() == [0, 0, 1]
    assert said.object.tolist() == [index("object", key) for key in ("pig", "cat", "dog")]
    assert said.colour.tolist() == [IGNORED, index("colour", "red"), IGNORED]  # which dog would be the black one?
    assert said.place.tolist() == [index("place", place), IGNORED, IGNORED]


def test_a_thing_is_looked_for_where_it_is_likeliest() -> None:
    seen, cat, red = sight(2), index("object", "cat"), index("colour", "red")
    seen.centre[:] = -20
    seen.centre[1, 4, 2] = seen.centre[1, 0, 0] = 20
    seen.object[1, 4, 2, cat] = 30
    seen.object[1, 0, 0, cat + 1] = -1  # likelier to be any other
    seen.colour[1, 4, 2, red] = 30
    said = WeakLabels(torch.tensor([1]), torch.tensor([cat]), torch.tensor([red]), torch.tensor([IGNORED, 0]))
    logs, cells = best_cells(seen)
    assert cells[1, cat] == 4 * 6 + 2 and logs[1, cat].item() == pytest.approx(0, abs=1e-4)
    assert cells[1, cat + 1] == 0 and logs[0].max() < -20
    assert found(seen, said) == 1 and found(seen, replace(said, owner=torch.tensor([0]))) == 0
    elsewhere = replace(said, owner=torch.tensor([0]))
    assert weak_label_loss(seen, elsewhere) > weak_label_loss(seen, said) + 20


def test_a_thing_that_nobody_named_should_not_be_seen() -> None:
    (place,) = free("cat", 1)
    cat = weak_labels([row("a", Kind("cat", "red"), place=place)], CPU)
    right = sight(1)
    right.centre[:] = -20
    right.centre[0, 1, 1] = 20
    right.object[0, 1, 1, index("object", "cat")] = 30
    right.colour[0, 1, 1, index("colour", "red")] = 30
    right.place[0, index("place", place)] = 30
    assert weak_label_loss(right, cat).item() == pytest.approx(0, abs=0.01)
    right.centre[0, 5, 5] = 20
    right.object[0, 5, 5, index("object", "dog")] = 30
    assert weak_label_loss(right, cat).item() == pytest.approx(-ABSENCE * math.log(1e-4), rel=0.01)


def test_what_was_not_said_is_not_taught() -> None:
    seen = sight(2)
    seen = replace(seen, **{name: logit.requires_grad_() for name, logit in vars(seen).items()})
    weak_label_loss(seen, weak_labels([row("a", Kind("cat"), place=PLACES[0].key), row("b")], CPU)).backward()
    assert seen.place.grad is not None and seen.place.grad[0].any() and not seen.place.grad[1].any()
    assert seen.colour.grad is not None and not seen.colour.grad.any()
    assert seen.centre.grad is not None and seen.centre.grad[0].any() and not seen.centre.grad[1].any()
    assert weak_label_loss(seen, weak_labels([row("a"), row("b")], CPU)).item() == 0


def test_a_piece_that_nobody_knows_is_not_taught() -> None:
    tokenizer = load_tokenizer(ROOT / "weights" / "tokenizer")
    rows = spoken("a cat ☕ here", "en", tokenizer)
    assert tokenizer.unk_token_id not in rows and tokenizer.pad_token_id in rows
    assert (rows[0], rows[-1]) == (tokenizer.get_vocab()["<en>"], tokenizer.eos_token_id)


# Training


def learns(script: str, run: Run, folder: Path, pack: Path, tmp_path: Path, *more: object) -> None:
    before = shipped(script)
    where = ("--sprites", pack, "--run", tmp_path / "run", "--out", tmp_path / "out")
    run(script, *where, "--steps", 2, "--data", folder, *more)
    assert shipped(script) == before
    for name, network, config in WRITTEN[script]:
        loaded = weights.load(tmp_path / "out" / name, network, config)
        assert all(tensor.isfinite().all() for tensor in loaded.state_dict().values())
        assert "folder of captioned pictures" in (tmp_path / "out" / name / weights.CARD).read_text()
    written = json.loads((tmp_path / "run" / "data.json").read_text())
    assert written == json.loads(json.dumps(asdict(read_folder(folder).report)))


@pytest.mark.slow
@pytest.mark.parametrize("script,figure", [("captioner", "folder_nats_a_word"), ("matcher", "folder_best_of_1")])
def test_those_who_speak_learn_from_a_folder(
    script: str, figure: str, run: Run, folder: Path, pack: Path, tmp_path: Path
) -> None:
    learns(script, run, folder, pack, tmp_path)
    (line,) = history(tmp_path / "out")
    assert math.isfinite(line["held_out"][figure])


@pytest.mark.slow
def test_those_who_see_learn_from_a_folder(run: Run, folder: Path, pack: Path, tmp_path: Path) -> None:
    learns("encoder", run, folder, pack, tmp_path, "--size", 48, "--start", tmp_path / "nowhere")
    (line,) = history(tmp_path / "out" / "encoder")
    assert 0 <= line["held_out"]["folder_found"] <= 1 and line["loss"]["weak"] > 0


@pytest.mark.slow
def test_any_folder_teaches_to_draw_whole_pictures(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a folder to a picture, as somebody does it who has no layers."""
    where = ("--data", folder, "--run", tmp_path, "--out", tmp_path / "out", "--start", tmp_path / "nowhere")
    drawn = tmp_path / "drawn"
    run("picture_generator", *where, "--steps", 2)
    assert "captioned pictures" in (tmp_path / "out" / weights.CARD).read_text() and (tmp_path / "sheet.png").is_file()
    run("picture_generator", *where, "--steps", 3, "--resume")
    (folder / "metadata.jsonl").write_text("", encoding="utf-8")
    Image.new("RGB", (32, 32), "red").save(folder / "aaa.png")
    with pytest.raises(SystemExit) as stopped:
        run("picture_generator", *where, "--steps", 4, "--resume")
    assert stopped.value.code == 2 and "the folder holds other pictures than before" in capsys.readouterr().err
    first, second, other = WholePainter(tmp_path / "out"), WholePainter(tmp_path / "out"), "a green dog"
    assert first.draw("a red cat", 1) == second.draw("a red cat", 1) != first.draw("a red cat", 2)
    assert first.draw("a red cat", 1) != first.draw(other, 1)
    command = ("txt2img", "a red cat", "--generator", tmp_path / "out", "--count", 2, "--seed", 1, "--out", drawn)
    monkeypatch.setattr("sys.argv", list(map(str, command)))
    assert draw() == 0 and capsys.readouterr().out.split() == [str(drawn / "1.png"), str(drawn / "2.png")]
    with Image.open(drawn / "1.png") as image:
        assert isinstance(image, PngImageFile) and image.text["parameters"].startswith("a red cat\nSeed: 1")
        assert image.convert("RGB").tobytes() == first.draw("a red cat", 1).tobytes()


def test_the_judge_learns_from_no_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--judge", "--data", str(folder), "--steps", "1", "--run", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["training.encoder", *arguments])
    with pytest.raises(SystemExit):
        encoder.main()
    assert "leave out --data" in capsys.readouterr().err


def test_a_size_that_cannot_be_tiled_is_told_the_next_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["training.encoder", "--size", "160", "--steps", "1", "--run", str(tmp_path)])
    with pytest.raises(SystemExit):
        encoder.main()
    assert "--size 160 is no multiple of 48; 144 and 192 are" in capsys.readouterr().err
