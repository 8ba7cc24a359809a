"""A check mends what can be mended without guessing, and names the rest; a dry run changes nothing."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from test_storage import new_description, new_picture, png

from storage.store import Store


@pytest.fixture
def data(tmp_path) -> Path:
    """Two pictures and a description of the first."""
    with Store.open(data_dir=tmp_path / "data") as store:
        talk = store.start_conversation("en").id
        turn = store.record_turn(talk, "assistant", "", pictures=[new_picture("red"), new_picture("blue")])
        store.record_turn(talk, "assistant", "", descriptions=[new_description(picture=turn.pictures[0].id)])
    (tmp_path / "data" / "secret").write_bytes(b"s" * 64)
    (tmp_path / "data" / "secret").chmod(0o600)
    return tmp_path / "data"


def checked(data: Path, *, mend: bool = True) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with Store.open(data_dir=data, writes=mend) as store:
        told = store.check(mend=mend)
    return told.mended, told.left


def test_what_is_in_order_stays_as_it_is(data):
    before = (data / "tuwen.db").read_bytes()
    assert checked(data) == checked(data, mend=False) == ((), ())
    assert (data / "tuwen.db").read_bytes() == before


def test_rows_that_point_to_nothing_are_deleted_with_what_hangs_on_them(data):
    with closing(sqlite3.connect(data / "tuwen.db")) as connection, connection:
        connection.execute("DELETE FROM turn WHERE id = 1")  # without foreign keys, as another program does
    ((told,), left) = checked(data, mend=False)
    assert told == "2 rows of picture point to nothing; they are deleted" and left == ()
    with Store.open(data_dir=data, writes=False) as store:
        assert store.stats().pictures == 2
    assert checked(data)[0][0] == told
    with Store.open(data_dir=data) as store:
        assert (store.stats().pictures, store.stats().descriptions) == (0, 0)
    assert checked(data) == ((), ())


def test_images_that_belong_to_nothing_are_deleted_when_they_are_old(data):
    with Store.open(data_dir=data) as store:
        old, young = (store._images.path(store._images.keep(png(colour)).hash) for colour in ("green", "yellow"))
    os.utime(old, (0, 0))
    assert checked(data, mend=False)[0] == ("1 image files belong to nothing; they are deleted",)
    assert old.exists()
    assert checked(data)[0] == ("1 image files belong to nothing; they are deleted",)
    assert not old.exists() and young.exists()


def test_images_that_are_gone_or_damaged_are_named(data):
    first, second = sorted((data / "images").glob("??/*.png"))
    first.unlink()
    second.write_bytes(b"noise")
    mended, left = checked(data)
    assert mended == () and f"{first} is gone" in left[0] and f"{second} is damaged" in left[1]


def test_an_index_that_does_not_fit_is_made_again(data):
    with closing(sqlite3.connect(data / "tuwen.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 0 WHERE 0")  # the schema stays readable
        index = "ix_picture_image"
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        connection.execute(f"DROP INDEX {index}")
        connection.execute(sql.replace("(image)", "(image) WHERE id > 1"))
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, index))
    mended, left = checked(data)
    assert "the indexes are made again" in mended[0] and left == ()
    assert checked(data) == ((), ())


def test_a_plan_that_nobody_can_read_and_a_damaged_secret_are_named(data):
    with closing(sqlite3.connect(data / "tuwen.db")) as connection, connection:
        connection.execute("UPDATE picture SET plan = '{}' WHERE id = 2")
    (data / "secret").write_bytes(b"short")
    left = checked(data)[1]
    assert "the plan of picture 2 is damaged" in left[0] and "secret is damaged" in left[1]


@pytest.mark.skipif(os.name != "posix", reason="rights are other things there")
def test_what_others_could_read_becomes_private(data):
    (data / "secret").chmod(0o644)
    assert checked(data)[0] == ("1 files could be read by other users; now only by their owner",)
    assert (data / "secret").stat().st_mode & 0o077 == 0


def test_images_of_another_database_are_left_alone(data):
    (data / "images" / "database.txt").write_text("another")
    with Store.open(data_dir=data) as store:
        old = store._images.path(store._images.keep(png("green")).hash)
    os.utime(old, (0, 0))
    mended, left = checked(data)
    assert mended == () and "belongs to another database" in left[0] and old.exists()
