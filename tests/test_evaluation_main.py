"""The command line: its help, its refusals, and that it says what is missing."""

import json
import sys
from pathlib import Path

import pytest

from evaluation import read
from evaluation.__main__ import COMMANDS, main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["evaluation", *arguments])
    return main()


@pytest.mark.parametrize("command", [*COMMANDS, None])
def test_help(command: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, *([command] if command else []), "--help")
    assert ended.value.code == 0
    assert ("--seed" if command else "roundtrip") in capsys.readouterr().out


def test_one_picture_is_too_few(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "draw", "--n", "1")
    assert ended.value.code == 2
    assert "from 2 on" in capsys.readouterr().err


def test_missing_weights_are_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "read", "--weights", str(tmp_path)) == 1
    out, error = capsys.readouterr()
    assert out == "" and error.count("\n") == 1 and "reader" in error


def test_reading_is_measured_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    some = tmp_path / "wordings.jsonl"
    some.write_text('{"text": "a cat", "language": "en", "scene": {"things": [{"object": "cat"}]}}', encoding="utf-8")
    monkeypatch.setattr(read, "WORDINGS", some)
    monkeypatch.setattr(read, "TEST", some)
    assert run(monkeypatch, "read", "--n", "4", "--json") == 0
    measured = json.loads(capsys.readouterr().out)
    assert (measured["command"], measured["n"], measured["grammar"]["zh"]["n"]) == ("read", 4, 4)
    assert [measured[name]["en"]["n"] for name in ("wordings", "test_wordings")] == [1, 1]
    assert measured["grammar"]["en"]["facts"]["object"]["asked"] >= 4
