"""From ratings in a store to a version that is served, by the commands that a host types; what is wrong is named."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from accelerate.state import AcceleratorState
from PIL import Image
from tastes import LOOKS
from test_storage import PLAN, new_picture, open_store

from models import weights
from models.ranker import Ranker, RankerConfig
from models.versions import Versions
from storage.rating import Opinion
from training import versions as commands
from training.exported import RatingsError
from training.finetune import main
from training.ratings import read_export
from world.plan import Layer, Pose
from world.scene import Scene, Thing

PROMPTS = 20


@pytest.fixture(autouse=True)
def one_accelerator() -> Iterator[None]:
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


def ground(light: int, hue: int) -> bytes:
    """A picture of a plain ground, light or dark."""
    buffer = io.BytesIO()
    Image.new("HSV", (16, 16), (hue, 60, light)).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def export_of(folder: Path, prompts: int = PROMPTS) -> Path:
    """People who like bright grounds rated so many answers; their scores say the opposite."""
    dice = Random(0)
    with open_store(folder / "data") as store:
        talks = [store.start_conversation(language, owner=language).id for language in ("en", "zh")]
        for number in range(prompts):
            thing, colour = LOOKS[number]
            plan = Scene((Thing(0, thing, colour),))
            drawn_as = Layer(thing, Pose(0.5, 0.6, 0.5), number, colour, "flat", 0)
            lights = dice.sample(range(40, 256, 24), 4)
            drawn = [
                new_picture(
                    png=ground(light, dice.randrange(256)),
                    plan=type(PLAN)(plan, PLAN.backdrop, (drawn_as,), number),
                    score=1 - light / 300,
                    prompt=f"{colour} {thing}",
                )
                for light in lights
            ]
            kept = store.record_turn(
                talks[number % 2], "assistant", "", payload={"says": "drawn"}, pictures=drawn
            ).pictures
            store.rate(Opinion(thumb=1), picture=kept[lights.index(max(lights))].id)
            store.rate(Opinion(stars=1), picture=kept[lights.index(min(lights))].id)
        return store.export(folder / "export").folder


@pytest.mark.slow
def test_ratings_become_a_version_that_can_be_promoted_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = export_of(tmp_path)
    assert main([str(export), "--data-dir", str(tmp_path / "data"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["promotable"] and told["learnt"]["cases"] == 5 * PROMPTS and told["skipped"] == []
    assert told["learnt"]["before"] < 0.1 and told["learnt"]["after"] > 0.9
    versions = Versions(tmp_path / "data" / "versions" / "ranker")
    assert versions.names() == [told["version"]] and versions.served() is None, "nothing is served by itself"
    folder = versions.path(told["version"])
    names = {"model.safetensors", "config.json", "card.md", "history.jsonl", "report.json", "report.html"}
    assert {path.name for path in folder.iterdir()} == names
    weights.load(folder, Ranker, RankerConfig)
    page = (folder / "report.html").read_text()
    assert (
        "May be promoted" in page and "可以启用" in page and page.count("data:image/jpeg") == 24 and "http" not in page
    )
    assert not [path for path in versions.folder.iterdir() if path.name.startswith(".making")]
    assert commands.main(["promote", told["version"], "--data-dir", str(tmp_path / "data")]) == 0
    assert versions.served() == told["version"]
    assert commands.main(["rollback", "--data-dir", str(tmp_path / "data")]) == 0
    assert versions.served() is None


def test_too_few_ratings_and_what_is_no_export_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = export_of(tmp_path, prompts=3)
    here = ["--data-dir", str(tmp_path / "data")]
    assert main([str(export), *here]) == 1
    assert "85 more pairs" in (said := capsys.readouterr().err) and "17 more prompts" in said
    assert main([str(tmp_path), *here]) == 1
    assert "is no export to learn from" in capsys.readouterr().err
    assert not (tmp_path / "data" / "versions" / "ranker").exists()


def test_what_was_changed_or_is_gone_is_named_and_never_half_learnt(tmp_path: Path) -> None:
    export = export_of(tmp_path, prompts=2)
    whole = read_export(export)
    assert (len(whole.candidates), len(whole.pairs), whole.prompts_with_pairs, whole.skipped) == (8, 10, 2, ())
    assert {each.liked for each in whole.candidates} == {None, 0.0, 1.0}
    gone = sorted((export / "images").iterdir())[0]
    gone.unlink()
    left = read_export(export)
    assert len(left.candidates) == 7 and len(left.pairs) < 10
    assert left.skipped[0].startswith("metadata.jsonl line 1: ") and gone.name in left.skipped[0]
    assert any("pairs.jsonl line 1: " in sentence for sentence in left.skipped)
    for name in ("pairs.jsonl", "metadata.jsonl"):
        before = (export / name).read_bytes()
        (export / name).write_bytes(before + b"\n")
        with pytest.raises(RatingsError, match=f"{name} was changed since the export was written"):
            read_export(export)
        (export / name).write_bytes(before)
