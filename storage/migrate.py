"""Bring a database to the tables of this version when it is opened."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.errors import DatabaseCorrupted, DatabaseTooNew, DatabaseTooOld, DatabaseUnusable
from storage.tables import Base

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database, to: str = "head") -> None:
    """Apply the migrations that are missing, all of them or none; where none is, nothing is written or waited for.

    Raises DatabaseTooNew where the database knows a migration that this version does not, DatabaseTooOld where some are
    missing and it was opened for reading, DatabaseUnusable where tables of our names were made by something else, and
    DatabaseCorrupted where rows point to nothing afterwards.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with database.read() as session:
        if _is_current(session.connection(), script):
            return
    if not database.writes:
        raise DatabaseTooOld(
            "an earlier Tuwen wrote this database; start Tuwen once, which brings it to this version, and try again"
        )
    with database.clear_errors(), database.writer.connect() as connection:
        if _is_current(connection, script):
            return
        connection.rollback()
        _enforce_foreign_keys(database, connection, False)
        try:
            with connection.begin():
                _refuse_others(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                _check_foreign_keys(database, connection)
        finally:
            _enforce_foreign_keys(database, connection, True)


def is_empty(database: Database) -> bool:
    """Whether the database holds no tables at all."""
    with database.read() as session:
        return not inspect(session.connection()).get_table_names()


def _is_current(connection: Connection, script: ScriptDirectory) -> bool:
    heads = set(MigrationContext.configure(connection).get_current_heads())
    known = {revision.revision for revision in script.walk_revisions()}
    if heads - known:
        raise DatabaseTooNew(
            f"the database stands at migration {', '.join(sorted(heads))}, this Tuwen knows "
            f"{', '.join(sorted(known))}; install the newer Tuwen that wrote it, or name another database"
        )
    return heads == set(script.get_heads())


def _refuse_others(connection: Connection) -> None:
    tables = set(inspect(connection).get_table_names())
    foreign = tables & set(Base.metadata.tables)
    if foreign and "alembic_version" not in tables:
        raise DatabaseUnusable(
            f"the database already has the tables {', '.join(sorted(foreign))}, and Tuwen did not make them; "
            "name an empty database"
        )


def _enforce_foreign_keys(database: Database, connection: Connection, on: bool) -> None:
    """A rebuilt table would take its children with it, so SQLite looks away; only outside a transaction can it."""
    if database.is_sqlite:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_foreign_keys(database: Database, connection: Connection) -> None:
    if not database.is_sqlite:
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise DatabaseCorrupted(
            f"{len(broken)} rows point to nothing, the first in table {broken[0][0]}; the migration was taken back. "
            "`python -m storage check` mends what can be, `restore` brings a backup back"
        )
