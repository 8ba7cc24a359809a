"""`python -m storage` as a person or a script calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_storage import new_picture

from storage.__main__ import main
from storage.owners import owner_of
from storage.store import Store


@pytest.fixture
def data(tmp_path) -> Path:
    with Store.open(data_dir=tmp_path / "data") as store:
        talk = store.start_conversation("zh").id
        store.record_turn(talk, "assistant", "", pictures=[new_picture()])
    return tmp_path / "data"


def test_stats_as_json_and_as_lines(data, capsys):
    assert main(["stats", "--json", "--data-dir", str(data)]) == 0
    assert json.loads(capsys.readouterr().out)["pictures"] == 1
    assert main(["stats", "--database-url", f"sqlite:///{data / 'tuwen.db'}", "--data-dir", str(data)]) == 0
    shown = capsys.readouterr().out
    assert "pictures            1\n" in shown and "mean stars          none" in shown


def test_export_says_what_it_wrote_and_refuses_to_overwrite(data, tmp_path, capsys):
    export = ["export", "--out", str(tmp_path / "out"), "--json", "--data-dir", str(data)]
    assert main(export) == 0
    assert json.loads(capsys.readouterr().out) == {
        "folder": str(tmp_path / "out"), "pictures": 1, "descriptions": 0, "rated": 0, "pairs": 0, "raters": 0,
        "set_aside": {"duplicate": 0, "contradiction": 0, "flood": 0, "share": 0}, "withheld": 0, "skipped": [],
    }  # fmt: skip
    assert main(export) == 1
    assert "is not empty" in capsys.readouterr().err
    assert main([*export, "--overwrite", "--rated"]) == 0


def test_sweep(data, capsys):
    assert main(["sweep", "--json", "--data-dir", str(data)]) == 0
    assert json.loads(capsys.readouterr().out) == {"deleted": 0}


def test_everything_of_one_visitor_is_forgotten(data, capsys):
    mark = "m" * 32
    with Store.open(data_dir=data) as store:
        store.start_conversation("en", owner=owner_of(mark))
    for conversations in (1, 0):
        assert main(["forget", mark, "--json", "--data-dir", str(data)]) == 0
        assert json.loads(capsys.readouterr().out) == {"conversations": conversations}
    assert main(["forget", "me", "--data-dir", str(data)]) == 1
    assert "32 to 64 letters" in capsys.readouterr().err


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The module as a person runs it."""
    command = [sys.executable, "-W", "error", "-m", "storage", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False)


@pytest.mark.slow
def test_backup_restore_check_and_import_as_a_person_runs_them(data, tmp_path):
    file, new = tmp_path / "b.zip", tmp_path / "new"
    done = run("backup", file, "--json", "--data-dir", data)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) | {"bytes": 0, "made": ""} == {
        "file": str(file), "images": 1, "bytes": 0, "made": "", "skipped": [],
    }  # fmt: skip
    assert "is there already" in run("backup", file, "--data-dir", data).stderr
    assert run("restore", file, "--data-dir", new).stdout.endswith("aside     none\n")
    assert run("check", "--data-dir", new).returncode == 0
    next((new / "images").glob("??/*.png")).unlink()
    lost = run("check", "--dry-run", "--data-dir", new)
    assert lost.returncode == 1 and "is gone; put it back from a backup" in lost.stdout
    assert run("export", "--out", tmp_path / "out", "--data-dir", data).returncode == 0
    again = run("import", tmp_path / "out", "--json", "--data-dir", data)
    assert json.loads(again.stdout)["known"] == 1


def test_a_wrong_folder_is_a_sentence_and_makes_nothing(tmp_path, capsys):
    assert main(["stats", "--data-dir", str(tmp_path / "typo")]) == 1
    assert capsys.readouterr().err.startswith("storage: there is no database at")
    assert not (tmp_path / "typo").exists()


def test_the_module_runs_and_helps():
    command = [sys.executable, "-W", "error", "-m", "storage", "export", "--help"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert answer.returncode == 0 and answer.stderr == ""
    for option in ("--out", "--json", "--database-url", "--data-dir", "--overwrite", "--rated"):
        assert option in answer.stdout
