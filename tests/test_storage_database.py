"""One address, one writer, clear errors."""

import sqlite3
import sys
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from test_storage import new_picture

from storage.database import Database
from storage.errors import (
    BadDatabaseUrl,
    DatabaseCorrupted,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseUnusable,
    StorageError,
)
from storage.store import Store


def pragma(session, name: str):
    return session.execute(text(f"PRAGMA {name}")).scalar_one()


def test_every_connection_speaks_our_sqlite(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}", busy_seconds=1.5)
    for session_of in (database.write, database.read):
        with session_of() as session:
            assert pragma(session, "journal_mode") == "wal"
            assert pragma(session, "synchronous") == 2
            assert pragma(session, "foreign_keys") == 1
            assert pragma(session, "busy_timeout") == 1500
            assert pragma(session, "trusted_schema") == 0
    database.close()


def test_a_reader_cannot_write_and_sees_one_moment(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.write() as session:
        session.execute(text("CREATE TABLE n (v INTEGER)"))
    with database.read() as reader:
        assert reader.execute(text("SELECT count(*) FROM n")).scalar_one() == 0
        with database.write() as writer:
            writer.execute(text("INSERT INTO n VALUES (1)"))
        assert reader.execute(text("SELECT count(*) FROM n")).scalar_one() == 0
    with pytest.raises(DatabaseUnusable, match="readonly"), database.read() as reader:
        reader.execute(text("INSERT INTO n VALUES (2)"))
    database.close()


def test_an_error_takes_the_whole_transaction_back(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.write() as session:
        session.execute(text("CREATE TABLE n (v INTEGER UNIQUE)"))
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("INSERT INTO n VALUES (1)"))
        session.execute(text("INSERT INTO n VALUES (1)"))
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM n")).scalar_one() == 0
    database.close()


def test_a_database_held_by_another_program_is_said_so(tmp_path):
    with Store.open(data_dir=tmp_path, busy_seconds=0.05) as store:
        talk = store.start_conversation("en").id
        with closing(sqlite3.connect(tmp_path / "tuwen.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseLocked, match=r"in use for more than 0.05 s; nothing was saved"):
                store.record_turn(talk, "assistant", "", pictures=[new_picture()])
            assert store.conversation(talk).turns == ()
            other.execute("ROLLBACK")
        store.record_turn(talk, "user", "now")
        assert [turn.text for turn in store.conversation(talk).turns] == ["now"]


def test_opening_a_held_database_is_said_so(tmp_path):
    with closing(sqlite3.connect(tmp_path / "tuwen.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE mine (id)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseLocked, match=r"tuwen\.db"):
            Store.open(data_dir=tmp_path, busy_seconds=0.05)


def test_what_is_no_database_is_named(tmp_path):
    (tmp_path / "tuwen.db").write_bytes(b"these are not the bytes of a database" * 100)
    with pytest.raises(DatabaseCorrupted, match=r"tuwen\.db is damaged or no SQLite database"):
        Store.open(data_dir=tmp_path)


def test_a_damaged_database_is_named(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("en").id
        store.record_turn(talk, "user", "x" * 5000)
    file = tmp_path / "tuwen.db"
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    file.write_bytes(whole)
    with pytest.raises(DatabaseCorrupted, match="bring a backup back"):
        Store.open(data_dir=tmp_path).conversation(talk)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("tuwen.db", "is no database address"),
        ("mysql://host/name", "Tuwen keeps to sqlite or postgresql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql+nodriver://host/name", "no driver for 'postgresql\\+nodriver'"),
    ],
)
def test_bad_addresses_are_refused(address, sentence):
    with pytest.raises(BadDatabaseUrl, match=sentence):
        Database(address)


def test_a_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadDatabaseUrl, match="install the driver"):
        Database("postgresql+psycopg://user:secret@host/name")


def test_an_unreachable_file_is_named_without_making_it(tmp_path):
    with pytest.raises(DatabaseMissing, match="there is no database at"):
        Store.open(data_dir=tmp_path / "new", create=False)
    assert not (tmp_path / "new").exists()
    (tmp_path / "tuwen.db").mkdir()
    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        Store.open(data_dir=tmp_path)


def test_all_errors_have_one_base():
    for error in (BadDatabaseUrl, DatabaseLocked, DatabaseCorrupted):
        assert issubclass(error, StorageError)
    assert issubclass(BadDatabaseUrl, ValueError) and issubclass(DatabaseLocked, RuntimeError)
