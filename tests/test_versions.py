"""Versions: listed, promoted where the gate let them, taken back one by one; the file that says which is served."""

import json
from pathlib import Path

import pytest

from models.versions import SERVED, VersionError, Versions
from training.versions import main

GAIN = {"value": 0.1, "low": 0.05, "high": 0.15}


def made(versions: Versions, mark: str, *, promotable: bool = True) -> str:
    """A version as fine-tuning leaves it, as far as these commands look."""
    folder = versions.folder.parent / mark
    folder.mkdir(parents=True)
    report = {
        "promotable": promotable,
        "reason": "no gain",
        "made": "2026-11-29",
        "learnt": {"before": 0.5, "after": 0.6, "gain": GAIN},
    }
    (folder / "report.json").write_text(json.dumps(report))
    return versions.add(folder, mark * 12)


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "versions" / "ranker")


def test_before_anything_was_learnt_there_is_nothing(versions: Versions) -> None:
    assert (versions.names(), versions.promoted(), versions.served()) == ([], [], None)
    with pytest.raises(VersionError, match="nothing was promoted"):
        versions.roll_back()
    with pytest.raises(VersionError, match="choose one of: none yet"):
        versions.promote("0001-aaaaaaaaaaaa")
    assert not versions.folder.exists()


def test_what_was_promoted_last_is_served_and_taken_back_first(versions: Versions) -> None:
    first, second = made(versions, "a"), made(versions, "b")
    assert [first, second] == versions.names() == ["0001-aaaaaaaaaaaa", "0002-bbbbbbbbbbbb"]
    versions.promote(first)
    versions.promote(second)
    versions.promote(second)  # twice is once
    assert versions.served() == second
    assert (versions.roll_back(), versions.roll_back(), versions.served()) == (first, None, None)
    assert versions.names() == [first, second], "nothing is deleted"


def test_what_the_gate_refused_is_not_promoted(versions: Versions) -> None:
    refused = made(versions, "a", promotable=False)
    with pytest.raises(VersionError, match="not better by its report, so it is not promoted: no gain"):
        versions.promote(refused)
    assert versions.served() is None


@pytest.mark.parametrize("written", ["", "\n", "../../etc\n", "0001-aaaaaaaaaaaa\nhalf a na"])
def test_a_damaged_file_names_no_stranger(versions: Versions, written: str) -> None:
    made(versions, "a")
    (versions.folder / SERVED).write_text(written)
    assert versions.served() in (None, "0001-aaaaaaaaaaaa")


def test_a_report_that_cannot_be_read_is_named(versions: Versions) -> None:
    name = made(versions, "a")
    (versions.folder / name / "report.json").write_text("{")
    with pytest.raises(VersionError, match=r"report.json cannot be read"):
        versions.promote(name)


def test_the_commands(versions: Versions, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str, code: int = 0) -> str:
        assert main([*words, "--data-dir", str(tmp_path)]) == code
        out, error = capsys.readouterr()
        return error if code else out

    assert said("list") == "served: as it shipped\n"
    assert "choose one of: none yet" in said("report", code=1)
    name, refused = made(versions, "a"), made(versions, "b", promotable=False)
    assert said("promote", name) == f"served: {name}\n"
    assert "not better" in said("promote", refused, code=1)
    listed = said("list").splitlines()
    assert listed[0] == f"{name}  served   2026-11-29  gain +0.100 (+0.050 to +0.150)"
    assert listed[1].startswith(f"{refused}  refused") and listed[2] == f"served: {name}"
    assert json.loads(said("list", "--json"))["served"] == name
    assert json.loads(said("report", "--json"))["reason"] == "no gain", "of the newest"
    assert said("rollback") == "served: as it shipped\n"
    assert "nothing to take back" in said("rollback", code=1)
