"""The file of the database: whole after a stop, private, never begun anew over what was lost, never half of two."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from test_storage import ROOT, new_picture

from storage.errors import DatabaseCorrupted, DatabaseUnusable
from storage.rating import Opinion
from storage.store import Store

ENVIRONMENT = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
KILLED = """
import os, signal, sys
from storage.store import Store
store = Store.open(data_dir=sys.argv[1])
for number in range(int(sys.argv[2])):
    talk = store.start_conversation("en").id
    store.record_turn(talk, "user", f"{sys.argv[3]} {number} " * 200)
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(folder: Path, count: int, words: str) -> None:
    """Another program writes so many conversations and is killed: they stand in the log."""
    command = [sys.executable, "-c", KILLED, str(folder), str(count), words]
    assert subprocess.run(command, env=ENVIRONMENT, check=False).returncode == -signal.SIGKILL
    assert (folder / "tuwen.db-wal").stat().st_size


def beside(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("tuwen.db*"))


def test_after_a_close_the_file_alone_holds_everything(tmp_path):
    with Store.open(data_dir=tmp_path / "data") as store:
        store.record_turn(store.start_conversation("en").id, "user", "kept", pictures=[new_picture()])
    assert beside(tmp_path / "data") == ["tuwen.db"]
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / "data" / "tuwen.db", tmp_path / "copy")
    with Store.open(data_dir=tmp_path / "copy") as copy:
        assert copy.conversation(1).turns[0].text == "kept"


def test_a_store_that_is_closed_stays_closed(tmp_path):
    store = Store.open(data_dir=tmp_path)
    store.close()
    store.close()
    with pytest.raises(DatabaseUnusable, match="the store is closed, because Tuwen stops"):
        store.start_conversation("en")
    assert beside(tmp_path) == ["tuwen.db"]


def test_what_a_killed_program_wrote_is_in_the_file_after_the_next_stop(tmp_path):
    killed(tmp_path, 3, "words")
    with Store.open(data_dir=tmp_path) as store:
        assert store.stats().turns == 3
    assert beside(tmp_path) == ["tuwen.db"]


def test_an_empty_file_is_refused_and_left(tmp_path):
    (tmp_path / "tuwen.db").touch()
    for create in (True, False):
        with pytest.raises(DatabaseCorrupted, match=r"is empty \(0 bytes\).*restore"):
            Store.open(data_dir=tmp_path, create=create)
    assert (tmp_path / "tuwen.db").stat().st_size == 0


def test_a_database_copied_without_its_log_is_refused(tmp_path):
    killed(tmp_path / "data", 3, "words")
    (tmp_path / "data" / "tuwen.db-wal").unlink()
    with pytest.raises(DatabaseCorrupted, match=r"holds no tables.*without its -wal"):
        Store.open(data_dir=tmp_path / "data")


def test_a_log_whose_database_is_gone_is_refused(tmp_path):
    killed(tmp_path, 3, "words")
    (tmp_path / "tuwen.db").unlink()
    with pytest.raises(DatabaseCorrupted, match=r"tuwen\.db-wal, which belongs to it, is still there"):
        Store.open(data_dir=tmp_path)


def test_a_copy_beside_the_log_of_another_is_refused_and_nothing_is_changed(tmp_path):
    """A person puts an old copy of the file in place, and the log of the killed server is still there."""
    data = tmp_path / "data"
    with Store.open(data_dir=data) as store:
        store.start_conversation("en")
    shutil.copy(data / "tuwen.db", tmp_path / "copy.db")
    with Store.open(data_dir=data) as store:
        for number in range(30):
            store.record_turn(store.start_conversation("en").id, "user", f"more {number} " * 500)
    killed(data, 3, "last")
    shutil.copy(tmp_path / "copy.db", data / "tuwen.db")
    before = [(data / name).read_bytes() for name in ("tuwen.db", "tuwen.db-wal")]
    for writes in (True, False):
        with pytest.raises(DatabaseCorrupted, match=r"tuwen\.db-wal beside it do not fit together"):
            Store.open(data_dir=data, writes=writes)
    assert [(data / name).read_bytes() for name in ("tuwen.db", "tuwen.db-wal")] == before
    for name in ("tuwen.db-wal", "tuwen.db-shm"):
        (data / name).unlink()
    with Store.open(data_dir=data) as store:
        assert store.stats().conversations == 1


@pytest.mark.skipif(os.name != "posix", reason="rights are other things there")
def test_only_the_owner_reads_what_is_kept(tmp_path):
    before = os.umask(0o022)
    try:
        with Store.open(data_dir=tmp_path / "data") as store:
            store.record_turn(store.start_conversation("en").id, "user", "", pictures=[new_picture()])
            files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
            assert {file.name for file in files} >= {"tuwen.db", "tuwen.db-wal", "database.txt"}
            assert {file.name for file in files if stat.S_IMODE(file.stat().st_mode) != 0o600} == set()
        (tmp_path / "data" / "tuwen.db").chmod(0o644)  # an earlier version's
        Store.open(data_dir=tmp_path / "data").close()
        assert stat.S_IMODE((tmp_path / "data" / "tuwen.db").stat().st_mode) == 0o600
    finally:
        os.umask(before)


def found_in(folder: Path, words: bytes) -> list[str]:
    """The files in which words stand."""
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes())


def test_what_was_deleted_stands_in_no_file(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        stays = store.start_conversation("en").id
        store.record_turn(stays, "user", "this stays here")
        turn = store.record_turn(stays, "assistant", "", pictures=[new_picture()])
        store.rate(Opinion(comment="quite private opinion"), picture=turn.pictures[0].id)
        goes = store.start_conversation("en").id
        for number in range(20):
            store.record_turn(goes, "user", f"deeply secret words {number} " * 300)
        assert found_in(tmp_path, b"deeply secret words")
        store.delete_conversation(goes)
        store.rate(Opinion(comment="better"), picture=turn.pictures[0].id)
        assert found_in(tmp_path, b"deeply secret words") == found_in(tmp_path, b"quite private") == []
        assert found_in(tmp_path, b"this stays here") == ["tuwen.db"]


def test_what_was_deleted_under_a_reader_is_gone_at_the_next_settling(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("en").id
        store.record_turn(talk, "user", "deeply secret words " * 300)
        with closing(sqlite3.connect(tmp_path / "tuwen.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM turn").fetchone()
            store.delete_conversation(talk)
            assert found_in(tmp_path, b"deeply secret words")
            reader.execute("ROLLBACK")
        store.settle()
        assert found_in(tmp_path, b"deeply secret words") == []


def test_reading_waits_for_no_writer(tmp_path):
    with Store.open(data_dir=tmp_path / "data") as store:
        store.record_turn(store.start_conversation("en").id, "assistant", "", pictures=[new_picture()])
    with closing(sqlite3.connect(tmp_path / "data" / "tuwen.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM turn")
        with Store.open(data_dir=tmp_path / "data", writes=False, busy_seconds=0.0) as store:
            assert store.stats().pictures == 1
            assert store.export(tmp_path / "out").pictures == 1
            assert store.back_up(tmp_path / "backup.zip").images == 1
            with pytest.raises(DatabaseUnusable, match="opened for reading only"):
                store.start_conversation("en")
        other.execute("ROLLBACK")
