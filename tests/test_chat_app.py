"""What keeps the server from starting is said in one line, with exit code 1."""

import os
import socket
import sqlite3
import tempfile
from pathlib import Path

import pytest

import app
from txt2img.draw import TuwenPainter, UnknownModel


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Starts the program with these settings; returns the line with which it stopped."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPACE_ID", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("TMPDIR", "GRADIO_TEMP_DIR"):
        monkeypatch.setenv(name, str(tmp_path))

    def start(**settings) -> str:
        defaults = {"DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port()), "HOST": "127.0.0.1"}
        defaults |= {"TEMP_DIR": str(tmp_path / "temporary")}
        for name, value in (defaults | settings).items():
            monkeypatch.setenv(f"TUWEN_{name}", str(value))
        with pytest.raises(SystemExit) as stopped:
            app.main()
        line = stopped.value.code
        assert isinstance(line, str), "a sentence makes the exit code 1"
        assert line.startswith("tuwen: ") and "\n" not in line
        return line

    return start


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_port_in_use(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = start(PORT=port)
    assert f"127.0.0.1:{port}" in line and "TUWEN_PORT" in line


def test_a_data_folder_that_cannot_be_written(start, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert str(tmp_path / "file") in start(DATA_DIR=tmp_path / "file" / "data")


def test_a_temporary_folder_of_somebody_else_or_none(start, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert str(tmp_path / "file") in start(TEMP_DIR=tmp_path / "file" / "mine")
    (tmp_path / "link").symlink_to(tmp_path)
    assert "somebody else's" in start(TEMP_DIR=tmp_path / "link")


def test_whatever_is_temporary_lies_in_a_folder_of_our_own_while_it_runs(start, tmp_path, monkeypatch):
    def look(name: str, device: str, versions: Path) -> None:
        folder = Path(tempfile.gettempdir())
        assert str(folder) == os.environ["GRADIO_TEMP_DIR"] == os.environ["TMPDIR"]
        assert folder.parent == tmp_path / "temporary"
        assert {each.stat().st_mode & 0o777 for each in (folder, folder.parent)} == {0o700}
        raise UnknownModel("seen")

    monkeypatch.setattr(app, "load_painter", look)
    assert start() == "tuwen: seen"
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(tmp_path)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_folder_for_backups_that_cannot_be_written(start, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert str(tmp_path / "file") in start(BACKUP_HOURS="24", BACKUP_DIR=tmp_path / "file" / "backups")


def test_a_corrupted_database(start, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tuwen.db").write_bytes(b"this is no database, however long it gets. " * 200)
    assert "damaged or no SQLite database" in start()


@pytest.mark.slow
def test_a_locked_database(start, tmp_path, monkeypatch):
    monkeypatch.setattr("storage.store.BUSY_SECONDS", 0.2)
    (tmp_path / "data").mkdir()
    other = sqlite3.connect(tmp_path / "data" / "tuwen.db")
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE mine (id)")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "was in use" in start()
    finally:
        other.close()


def test_missing_weights(start, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "load_painter", lambda name, device, versions: TuwenPainter(tmp_path / "weights", device))
    line = start()
    assert str(tmp_path / "weights") in line and "git checkout" in line


def test_a_model_that_does_not_exist(start):
    assert "no painter named 'rembrandt'; choose one of tuwen" in start(PAINTER="rembrandt")


@pytest.mark.parametrize(("name", "value"), [("CANDIDATES", "99"), ("LANGUAGE", "fr"), ("PORT", "many")])
def test_a_setting_that_makes_no_sense(start, name, value):
    line = start(**{name: value})
    assert f"TUWEN_{name}='{value}'" in line and ".env.example" in line


def test_spaces_are_served_to_everybody(monkeypatch):
    monkeypatch.setattr(app, "ON_SPACES", True)
    settings = app.read_settings()
    assert (settings.host, settings.shared) == ("0.0.0.0", True)
    assert settings.backup_hours is None and not settings.begin_from_backup
    assert "https://huggingface.co" in settings.frames and settings.proxies == settings.hosts == ("*",)


def test_on_spaces_a_bucket_holds_backups_and_never_the_live_database(monkeypatch, tmp_path):
    monkeypatch.setattr(app, "ON_SPACES", True)
    monkeypatch.setattr(app, "KEPT_ON_SPACES", tmp_path)
    settings = app.read_settings()
    assert (settings.backup_dir, settings.backup_hours) == (tmp_path / "tuwen", 1.0) and settings.begin_from_backup
    assert tmp_path not in settings.data_dir.parents
