"""Migrations make exactly the tables that the models describe, whole or not at all."""

import re
import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import IntegrityError
from test_storage import new_description, new_picture
from test_storage_store import postgres

from storage.database import Database
from storage.errors import DatabaseCorrupted, DatabaseTooNew, DatabaseUnusable
from storage.migrate import migrate
from storage.rating import Opinion
from storage.store import Store
from storage.tables import Base, RatingRow


def statements(file) -> dict[str, set[str]]:
    """Each table's and index's definition, its columns and constraints in any order."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    kept = {name: sql for name, sql in rows if name != "alembic_version" and not name.startswith("sqlite_")}
    return {name: set(map(str.strip, re.split(_NEXT, _inside(sql)))) for name, sql in kept.items()}


_NEXT = re.compile(r",\s*(?=CONSTRAINT |UNIQUE |[a-z_]+ [A-Z])")  # column or constraint


def _inside(sql: str) -> str:
    """What stands in the outer brackets, without quotes."""
    plain = re.sub(r"[\s\"]+", " ", sql)
    return plain[plain.index("(") + 1 : plain.rindex(")")]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_models_and_migrations_agree(tmp_path, kind):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}" if kind == "sqlite" else postgres())
    migrate(database)
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_even_the_check_constraints_agree(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'migrated.db'}")
    migrate(database)
    database.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'modelled.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    migrated, modelled = statements(tmp_path / "migrated.db"), statements(tmp_path / "modelled.db")
    assert {"conversation", "turn", "picture", "upload", "description", "rating"} < set(migrated)
    assert migrated == modelled


def test_migrating_twice_changes_nothing(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(database)
    before = statements(tmp_path / "x.db")
    migrate(database)
    assert statements(tmp_path / "x.db") == before
    database.close()


def test_a_newer_database_is_left_alone(tmp_path):
    Store.open(data_dir=tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "tuwen.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNew, match="stands at migration 9999, this Tuwen knows 0001, 0002, 0003, 0004, 0005"):
        Store.open(data_dir=tmp_path)


def test_tables_of_another_program_are_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "tuwen.db")) as connection, connection:
        connection.execute("CREATE TABLE turn (mine TEXT)")
    with pytest.raises(DatabaseUnusable, match="already has the tables turn"):
        Store.open(data_dir=tmp_path)
    with closing(sqlite3.connect(tmp_path / "tuwen.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("turn",)]


def test_a_migration_that_fails_is_taken_back_whole(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("power cut")

    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with monkeypatch.context() as patched:
        patched.setattr(Operations, "bulk_insert", fail, raising=False)
        with pytest.raises(RuntimeError, match="power cut"):
            migrate(database)
    assert statements(tmp_path / "x.db") == {}
    migrate(database)
    assert "rating" in statements(tmp_path / "x.db")
    database.close()


OF_BEFORE = """
INSERT INTO conversation VALUES (1, 'cats', 'en', '2026-01-01');
INSERT INTO turn VALUES (1, 1, 'user', '', 'en', 'chat', '{}', '2026-01-01');
INSERT INTO upload VALUES (1, 1, printf('%064d', 0), 'cat.png', 8, 8, 99, '2026-01-01');
INSERT INTO description VALUES (1, 1, 1, NULL, 'a cat', 'en', 'drawing', '[]', '', 0.1, '2026-01-01');
INSERT INTO rating VALUES (7, NULL, 1, -1, NULL, NULL, 'a dog', '2026-01-01', '2026-01-02');
"""


def test_what_was_kept_before_has_nothing_of_what_came_later(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'tuwen.db'}")
    migrate(database, "0001")
    database.close()
    with closing(sqlite3.connect(tmp_path / "tuwen.db")) as connection, connection:
        connection.executescript(OF_BEFORE)
    with Store.open(data_dir=tmp_path) as store:
        seen = store.description(1)
        assert seen.gaze is None
        rating = seen.rating
        assert (rating.thumb, rating.caption, rating.reasons, rating.mended) == (-1, "a dog", (), ())
        assert store.rate(Opinion(reasons=("object",)), description=1).reasons == ("object",)


def test_rows_that_point_to_nothing_stop_a_migration(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection, connection:
        connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))")
        connection.execute("INSERT INTO child VALUES (5)")
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(DatabaseCorrupted, match="1 rows point to nothing, the first in table child"):
        migrate(database)
    assert set(statements(tmp_path / "x.db")) == {"parent", "child"}
    database.close()


WRONG = [
    {"thumb": 1},
    {"picture_id": 1, "description_id": 1, "thumb": 1},
    {"picture_id": 1},
    {"picture_id": 1, "stars": 6},
    {"picture_id": 1, "thumb": 2},
    {"picture_id": 1, "comment": "x" * 2001},
    {"picture_id": 1, "caption": "a dog"},
    {"picture_id": 99, "thumb": 1},
]


def test_the_database_itself_refuses_a_wrong_rating(tmp_path, subtests):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("en").id
        store.record_turn(talk, "assistant", "", pictures=[new_picture()])
        store.record_turn(talk, "assistant", "", descriptions=[new_description(picture=1)])
        moment = store.conversation(talk).created
        for values in WRONG:
            with subtests.test(values=values), pytest.raises(IntegrityError), store._database.write() as session:
                session.execute(insert(RatingRow).values(created=moment, updated=moment, **values))
