"""Corrections become versions of the recogniser and the captioner, at toy size: served, taken back, gone on with."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from accelerate.state import AcceleratorState

from evaluation.corrections import correct_captions, correct_facts, plain, renamed, said
from evaluation.doodle import doodle
from img2txt.caption import made_for
from img2txt.describe import WEIGHTS, TuwenDescriber
from img2txt.recognise import Eye
from models.captioner import Captioner, CaptionerConfig
from models.recogniser import Recogniser, RecogniserConfig
from models.versions import Versions
from models.weights import fingerprint, load
from storage.rating import Opinion
from storage.store import Store
from training import drawings, own_art, own_words
from training.finetune import main

pytest_plugins = ["tests.pack"]
pytestmark = pytest.mark.slow
PICTURES = 8
KINDS = {"recogniser": (Recogniser, RecogniserConfig), "captioner": (Captioner, CaptionerConfig)}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (own_art, own_words):
        monkeypatch.setattr(module, "FOLDS", 2)
    for module, less in (
        (drawings, {"PICTURES_NEEDED": 4, "VIEWS": 2}),
        (own_art, {"REPLAYED": 8, "HELD_OUT": 8, "OWN": 4, "REPLAY": 4}),
        (own_words, {"CAPTIONS_NEEDED": 4, "REPLAYED": 8, "HELD_OUT": 4, "OWN": 4, "REPLAY": 4}),
    ):
        for name, value in less.items():
            monkeypatch.setattr(module, name, value)
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


@pytest.fixture
def export(tmp_path: Path, describer: TuwenDescriber) -> Path:
    """Drawings whose facts and captions somebody corrected."""
    drawn = [doodle(Random(number)) for number in range(PICTURES)]
    with Store.open(data_dir=tmp_path / "store") as store:
        assert correct_facts(store, describer, drawn) >= PICTURES // 2
        for conversation in store.conversations():
            for turn in store.conversation(conversation.id).turns:
                for seen in turn.descriptions:
                    own = {"en": "a brown kitsune", "zh": "一只棕色的狐仙"}[seen.language]
                    store.rate(Opinion(caption=own), description=seen.id)
        return store.export(tmp_path / "export").folder


@pytest.mark.parametrize("what", KINDS)
def test_corrections_become_a_version(
    what: str, export: Path, tmp_path: Path, pack: Path, describer: TuwenDescriber, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    arguments = [str(export), "--what", what, "--data-dir", str(data), "--sprites", str(pack), "--steps", "3", "--json"]
    shipped = fingerprint([WEIGHTS / what])
    assert main(arguments) in (0, 2)
    told = json.loads(capsys.readouterr().out)
    versions = Versions(data / "versions" / what)
    assert versions.names() == [told["version"]] and versions.served() is None, "nothing is served by itself"
    names = {"model.safetensors", "config.json", "card.md", "history.jsonl", "report.json", "report.html"}
    assert names <= {path.name for path in versions.path(told["version"]).iterdir()}
    load(versions.path(told["version"]), *KINDS[what])
    report = versions.report(told["version"])
    assert report["learnt"]["groups"] >= PICTURES // 2 and report["exported"] and report["guards"]
    marks = {"recogniser": fingerprint(Eye(WEIGHTS).folders[:1]), "captioner": made_for(WEIGHTS)}
    assert report["made_for"] == marks[what]
    assert not [path for path in versions.folder.iterdir() if path.name.startswith(".making")]
    assert fingerprint([WEIGHTS / what]) == shipped, "what ships stays as it is"

    new = [doodle(Random(f"new {number}")) for number in range(2)]
    learning = TuwenDescriber(WEIGHTS, versions=data / "versions")
    before = said(learning, new, [])
    versions._write([told["version"]])
    served = said(learning, new, [])
    assert {each.weights for each in served[0]} == {f"{describer.weights}, {what} {told['version']}"}
    versions.roll_back()
    assert plain(said(learning, new, [])) == plain(before) == plain(said(describer, new, []))


def test_a_run_that_was_stopped_goes_on(
    export: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(export), "--what", "captioner", "--data-dir", str(tmp_path / "data"), "--sprites", str(pack)]
    arguments += ["--steps", "2", "--json"]
    runs: list[str] = []
    teach = own_words.taught

    def stopped(fresh, loss, run, **how):
        runs.append(run.name)
        if runs == ["fold-0", "fold-1"]:
            raise KeyboardInterrupt
        return teach(fresh, loss, run, **how)

    monkeypatch.setattr(own_words, "taught", stopped)
    with pytest.raises(KeyboardInterrupt):
        main(arguments)
    versions = Versions(tmp_path / "data" / "versions" / "captioner")
    assert versions.names() == [] and versions.served() is None
    kept = next(versions.folder.glob(".making*")) / "fold-0" / "weights" / "history.jsonl"
    written = kept.read_bytes()
    runs.clear()

    def watched(fresh, loss, run, **how):
        network = teach(fresh, loss, run, **how)
        if run.name == "fold-0":
            assert kept.read_bytes() == written, "what was done is not done again"
        return network

    monkeypatch.setattr(own_words, "taught", watched)
    assert main(arguments) in (0, 2)
    assert len(versions.names()) == 1


def test_too_few_corrections_are_refused(
    export: Path, tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(drawings, "PICTURES_NEEDED", 30)
    monkeypatch.setattr(own_words, "CAPTIONS_NEEDED", 30)
    here = ["--data-dir", str(tmp_path / "data"), "--sprites", str(pack)]
    for what, missing in (("recogniser", "more pictures with a corrected fact"), ("captioner", "corrected caption")):
        assert main([str(export), "--what", what, *here]) == 1
        assert missing in (told := capsys.readouterr().err) and "too little to learn from" in told
    assert not list((tmp_path / "data").glob("versions/*/0*"))


def test_a_caption_that_does_not_name_the_thing_stays(store: Store, describer: TuwenDescriber) -> None:
    assert renamed("Two red foxes and a fox.", "en") == "Two red kitsunes and a kitsune."
    assert renamed("一只红色的狐狸。", "zh") == "一只红色的狐仙。"
    assert renamed("A cat.", "en") == "A cat."
    assert correct_captions(store, describer, [doodle(Random(1))]) == 0
