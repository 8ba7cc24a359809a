"""A backup that is taken under load and brought back elsewhere holds what was kept; a bad one changes nothing."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from test_storage import WRITER, new_picture, png
from test_storage_sqlite_file import ENVIRONMENT, killed

from storage.backup import Backups
from storage.errors import BackupDamaged, BackupRefused, DatabaseLocked, DatabaseTooNew
from storage.store import Store


@pytest.fixture
def data(tmp_path) -> Path:
    """A data folder with a conversation, a picture and a secret."""
    with Store.open(data_dir=tmp_path / "data") as store:
        store.record_turn(store.start_conversation("zh").id, "user", "第一", pictures=[new_picture()])
    (tmp_path / "data" / "secret").write_bytes(b"s" * 64)
    return tmp_path / "data"


def backed_up(data: Path, file: Path) -> Path:
    with Store.open(data_dir=data, writes=False) as store:
        store.back_up(file)
    return file


def test_a_backup_under_load_comes_back_on_a_clean_machine(tmp_path):
    data = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(data)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(10)]
        with Store.open(data_dir=data, writes=False) as store:
            backup = store.back_up(tmp_path / "backup.zip")
        told_after = writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    assert told_after, "it wrote on"
    assert backup.skipped == () and backup.images >= 10
    restored = Store.restore(backup.file, data_dir=tmp_path / "elsewhere")
    assert (restored.images, restored.aside) == (backup.images, None)
    with Store.open(data_dir=tmp_path / "elsewhere") as store:
        turns = {turn.id: turn for turn in store.conversation(1).turns}
        for line in told:
            _, turn, picture = map(int, line.split())
            assert turns[turn].pictures[0].id == picture
            store.image_path(turns[turn].pictures[0].image)
        checked = store.check()
        assert (checked.mended, checked.left) == ((), ())
        store.record_turn(1, "user", "it goes on")


@pytest.mark.skipif(os.name != "posix", reason="rights are other things there")
def test_only_the_owner_reads_a_backup(data, tmp_path):
    file = backed_up(data, tmp_path / "backups" / "a.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["a.zip"]


def test_secret_and_images_come_back_too(data, tmp_path):
    file = backed_up(data, tmp_path / "a.zip")
    Store.restore(file, data_dir=tmp_path / "new")
    assert (tmp_path / "new" / "secret").read_bytes() == b"s" * 64
    with Store.open(data_dir=tmp_path / "new", writes=False) as store:
        turn = store.conversation(1).turns[0]
        assert (turn.text, store.image_bytes(turn.pictures[0].image)) == ("第一", png("red"))
    assert (tmp_path / "new" / "images" / "database.txt").read_text() == (data / "images/database.txt").read_text()


def test_what_was_deleted_before_is_in_no_backup(data, tmp_path):
    with Store.open(data_dir=data) as store:
        talk = store.start_conversation("en").id
        store.record_turn(talk, "user", "deeply secret words " * 50)
        store.delete_conversation(talk)
        file = store.back_up(tmp_path / "a.zip").file
    with zipfile.ZipFile(file) as archive:
        assert b"deeply secret" not in archive.read("tuwen.db")


def test_a_backup_is_not_written_over(data, tmp_path):
    file = backed_up(data, tmp_path / "a.zip")
    before = file.read_bytes()
    with Store.open(data_dir=data) as store:
        with pytest.raises(BackupRefused, match="is there already, so nothing was written"):
            store.back_up(file)
        assert file.read_bytes() == before
        store.back_up(file, overwrite=True)


def test_an_image_that_is_gone_is_told(data, tmp_path):
    next((data / "images").glob("??/*.png")).unlink()
    with Store.open(data_dir=data) as store:
        backup = store.back_up(tmp_path / "a.zip")
    assert backup.images == 0 and len(backup.skipped) == 1 and "is gone" in backup.skipped[0]
    Store.restore(tmp_path / "a.zip", data_dir=tmp_path / "new")


def test_a_damaged_backup_changes_nothing(data, tmp_path, subtests):
    whole = backed_up(data, tmp_path / "a.zip").read_bytes()
    middle = whole.index(b"IDAT")
    bad = {
        "a byte": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "the end": whole[: len(whole) // 2],
        "nothing": b"",
        "words": b"no backup at all",
    }
    for name, content in bad.items():
        with subtests.test(name):
            (tmp_path / "bad.zip").write_bytes(content)
            with pytest.raises(BackupDamaged, match=r"bad\.zip"):
                Store.restore(tmp_path / "bad.zip", data_dir=tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("letter.txt", "dear")
    with pytest.raises(BackupDamaged, match="no whole backup"):
        Store.restore(tmp_path / "other.zip", data_dir=tmp_path / "new")
    with pytest.raises(BackupRefused, match="there is no file"):
        Store.restore(tmp_path / "none.zip", data_dir=tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_newer_backup_changes_nothing(data, tmp_path):
    file = backed_up(data, tmp_path / "a.zip")
    shutil.copy(data / "tuwen.db", tmp_path / "tuwen.db")
    with closing(sqlite3.connect(tmp_path / "tuwen.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = tmp_path / "newer.zip"
    _with_database(file, newer, (tmp_path / "tuwen.db").read_bytes())
    with pytest.raises(DatabaseTooNew):
        Store.restore(newer, data_dir=tmp_path / "new")
    assert not (tmp_path / "new" / "tuwen.db").exists()


def _with_database(file: Path, to: Path, database: bytes) -> None:
    """The same backup with another database in it, and its hash set right."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(to, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "tuwen.db":
                content = database
            if name == "backup.json":
                told = json.loads(content)
                told["files"]["tuwen.db"] = hashlib.sha256(database).hexdigest()
                content = json.dumps(told).encode()
            changed.writestr(name, content)


def test_what_is_there_is_moved_aside_with_its_log(data, tmp_path):
    """The server was killed, and the backup is brought back where the old log lies."""
    file = backed_up(data, tmp_path / "a.zip")
    killed(data, 4, "since then")
    with pytest.raises(BackupRefused, match="is there already, so nothing was changed"):
        Store.restore(file, data_dir=data)
    restored = Store.restore(file, data_dir=data, overwrite=True)
    assert restored.aside is not None
    assert sorted(each.name for each in restored.aside.iterdir()) == ["tuwen.db", "tuwen.db-shm", "tuwen.db-wal"]
    with Store.open(data_dir=data) as store:
        assert [turn.text for turn in store.conversation(1).turns] == ["第一"] and store.stats().conversations == 1
    with Store.open(f"sqlite:///{restored.aside / 'tuwen.db'}", tmp_path / "old") as old:
        assert old.stats().conversations == 5


def test_a_database_in_use_is_not_replaced(data, tmp_path):
    file = backed_up(data, tmp_path / "a.zip")
    holding = "import sys, time; from storage.store import Store; s = Store.open(data_dir=sys.argv[1]); s.stats(); "
    command = [sys.executable, "-c", holding + "print('open', flush=True); time.sleep(600)", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as other:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        try:
            with pytest.raises(DatabaseLocked, match="is in use, so nothing was changed; stop Tuwen first"):
                Store.restore(file, data_dir=data, overwrite=True)
        finally:
            other.kill()
    assert [each.name for each in data.glob("before-*") if any(each.iterdir())] == []
    with Store.open(data_dir=data) as store:
        assert store.stats().conversations == 1


def test_a_schedule_takes_what_is_due_and_keeps_the_last_few(data, tmp_path):
    often, seldom = Backups(tmp_path / "kept", 1e-9, 2), Backups(tmp_path / "kept", 1000, 2)
    with Store.open(data_dir=data) as store:
        assert store.back_up_if_due(seldom) is not None
        assert store.back_up_if_due(seldom) is None
        for _ in range(3):
            assert store.back_up_if_due(often) is not None
    assert len(seldom.files()) == 2
    Store.restore(seldom.files()[-1], data_dir=tmp_path / "new")


def test_an_empty_folder_begins_from_the_newest_backup_that_is_whole(tmp_path):
    schedule = Backups(tmp_path / "backups", 24, 7)
    assert Store.begin_from(schedule, data_dir=tmp_path / "b") is None, "there is none"
    with Store.open(data_dir=tmp_path / "a") as store:
        store.start_conversation("en", "kept")
        store.back_up_into(schedule)
        (schedule.folder / "tuwen-99990101T000000000000Z.zip").write_bytes(b"broken")
    assert Store.begin_from(schedule, data_dir=tmp_path / "b") is not None
    assert Store.begin_from(schedule, data_dir=tmp_path / "b") is None, "there is a database"
    with Store.open(data_dir=tmp_path / "b") as store:
        assert [each.title for each in store.conversations()] == ["kept"]
