"""What a written path means, and that every folder is tried before it is needed."""

import os
import sqlite3
from pathlib import Path

import pytest

from storage.errors import BadPath, DataFolderUnusable, StoreFull
from storage.places import absolute, database_address, default_temp_dir, somewhere_temporary, tried
from storage.store import Store


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:////srv/tuwen.db", "sqlite:////srv/tuwen.db"),
        ("sqlite:///mine.db", "sqlite:////data/mine.db"),
        ("sqlite:///kept/mine.db", "sqlite:////data/kept/mine.db"),
        ("sqlite:///~/mine.db", "sqlite:////home/me/mine.db"),
        ("sqlite://", "sqlite://"),
        ("postgresql://me:secret@host/~name", "postgresql://me:secret@host/~name"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_file_of_a_database_lies_where_it_says_whatever_the_working_folder(monkeypatch, written, meant):
    monkeypatch.setenv("HOME", "/home/me")
    assert database_address(written, Path("/data")) == meant


def test_a_home_is_found_or_told(monkeypatch):
    monkeypatch.setenv("HOME", "/home/me")
    assert absolute(Path("~/tuwen")) == Path("/home/me/tuwen")
    with pytest.raises(BadPath, match="~nobody-of-that-name/x"):
        absolute(Path("~nobody-of-that-name/x"))


def test_a_relative_database_is_the_same_one_from_anywhere(tmp_path, monkeypatch):
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        with Store.open("sqlite:///mine.db", tmp_path / "data") as store:
            store.start_conversation("en")
    with Store.open("sqlite:///mine.db", tmp_path / "data") as store:
        assert len(store.conversations()) == 2
    assert (tmp_path / "data" / "mine.db").is_file()


def test_two_data_folders_have_two_temporary_ones(tmp_path):
    assert default_temp_dir(tmp_path / "a") != default_temp_dir(tmp_path / "b")
    assert default_temp_dir(tmp_path / "a") == default_temp_dir(tmp_path / "a")


def test_where_nothing_temporary_can_be_written_the_data_folder_takes_it(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: ["/nowhere"])
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("TUWEN_DATA_DIR", str(tmp_path / "data"))
    somewhere_temporary()
    assert default_temp_dir(tmp_path / "data").parent == tmp_path / "data" / "temporary"


def test_where_something_temporary_can_be_written_it_stays_there(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    somewhere_temporary()
    assert default_temp_dir(tmp_path / "data").parent == tmp_path


def test_a_folder_of_our_own_is_nobody_elses(tmp_path):
    mine = tried(tmp_path / "of" / "mine", only_mine=True)
    assert mine.stat().st_mode & 0o777 == 0o700 and list(mine.iterdir()) == []
    (tmp_path / "link").symlink_to(mine)
    with pytest.raises(DataFolderUnusable, match="somebody else's"):
        tried(tmp_path / "link", only_mine=True)


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataFolderUnusable, match="file"):
        tried(tmp_path / "file")


def test_a_store_that_takes_writing_says_nothing_and_stays_as_it_is(store):
    store.try_writing()
    assert store.conversations() == ()


def test_what_cannot_be_written_is_told_before_it_is_needed(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        (tmp_path / "images" / "ab").mkdir()
        (tmp_path / "images" / "ab").chmod(0o500)
        if os.access(tmp_path / "images" / "ab", os.W_OK):
            pytest.skip("nothing is forbidden to this user")
        with pytest.raises(DataFolderUnusable, match="ab"):
            store.try_writing()


def test_a_database_that_refuses_to_be_written_is_told(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        with sqlite3.connect(tmp_path / "tuwen.db") as full:  # as on a full disk
            free, size = (full.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
            full.execute("CREATE TABLE filling (bytes)")
            full.execute("INSERT INTO filling VALUES (zeroblob(?))", (free * size,))
            full.commit()
            pages = full.execute("PRAGMA page_count").fetchone()[0]
        with store._database.write() as session:
            session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StoreFull, match="is full"):
            store.try_writing()
