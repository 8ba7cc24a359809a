"""A database behind one address: one writer at a time, any number of readers, and errors in plain words.

SQLite gets its pragmas here, PostgreSQL its lock; nothing outside this file knows which of them it speaks to.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from storage.errors import (
    BadDatabaseUrl,
    BadText,
    DatabaseCorrupted,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseUnusable,
    DataFolderUnusable,
    StorageError,
)
from storage.places import tried

BUSY_SECONDS = 5.0  # how long to wait for another program's writing
POSTGRES_WRITER = 0x7475_7765_6E  # the advisory lock that writers take in turn: "tuwen"

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
CORRUPTED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False)


class Database:
    """Sessions over one database. Threads may share it; a session belongs to the thread that opened it."""

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS, create: bool = True) -> None:
        """Check the address; nothing is opened until it is used.

        Raises BadDatabaseUrl, and DatabaseMissing where `create` is False and there is no file.
        """
        self.url = _checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_seconds = busy_seconds
        if self.is_sqlite:
            _prepare_file(Path(str(self.url.database)), create)
        self.writer = self._engine(writes=True)
        self._reader = self._engine(writes=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view; nothing in it may be changed."""
        with self.clear_errors(), Session(self._reader) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The writer's turn: committed as a whole when the block ends, or not at all. Compute nothing inside."""
        with self.clear_errors(), Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    def try_writing(self) -> None:
        """Write something and take it back; raises DatabaseUnusable where that cannot be done."""
        if self.is_sqlite:
            tried(Path(str(self.url.database)).parent)
        with self.clear_errors(), Session(self.writer) as session:
            session.connection().exec_driver_sql("CREATE TABLE tried (id INTEGER)")
            session.rollback()

    def close(self) -> None:
        """Close every connection; readers first, so that the last checkpoint is the writer's."""
        self._reader.dispose()
        self.writer.dispose()

    @contextmanager
    def clear_errors(self) -> Iterator[None]:
        """Turn the driver's errors into the store's own."""
        try:
            yield
        except (DBAPIError, sqlite3.Error, PoolTimeout) as error:
            if (clear := self._in_words(error)) is None:
                raise
            raise clear from error

    def _in_words(self, error: Exception) -> StorageError | None:
        """The store's error for a driver's, or None where the fault is in our own code."""
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        where = self.url.render_as_string(hide_password=True)
        if code in LOCKED or isinstance(error, PoolTimeout):
            return DatabaseLocked(
                f"{where} was in use for more than {self._busy_seconds:g} s; nothing was saved. Close the other "
                "program that writes to it, and try again"
            )
        if code in CORRUPTED:
            return DatabaseCorrupted(
                f"{where} is damaged or no SQLite database ({cause}); put a backup in its place, or move it away and "
                "Tuwen starts a new one"
            )
        if isinstance(error, DataError):
            return BadText(f"{where} cannot keep this value ({cause}); take the unusual characters out")
        if isinstance(error, DBAPIError) and not isinstance(error, (OperationalError, InterfaceError)):
            return None
        if code == sqlite3.SQLITE_ERROR:
            return None
        return DatabaseUnusable(f"{where} cannot be used ({cause}); check the address, its rights and the free space")

    def _engine(self, *, writes: bool) -> Engine:
        options: dict[str, Any] = {"json_serializer": to_json}
        if self.is_sqlite:
            options["pool_timeout"] = max(self._busy_seconds, 30.0)
            options["connect_args"] = {"timeout": self._busy_seconds}
        if writes:
            options |= {"pool_size": 1, "max_overflow": 0}
        try:
            engine = create_engine(self.url, **options)
        except (NoSuchModuleError, ImportError) as error:
            raise BadDatabaseUrl(
                f"no driver for {self.url.drivername!r} ({error}); use sqlite:///file.db, or install the driver "
                '(PostgreSQL: pip install "psycopg[binary]")'
            ) from error
        if self.is_sqlite:
            _speak_sqlite(engine, self._busy_seconds, writes)
        elif writes:
            event.listen(engine, "begin", _take_turns)
        return engine


def _speak_sqlite(engine: Engine, busy_seconds: float, writes: bool) -> None:
    """Pragmas on every connection; transactions begin as we say, not as the driver guesses."""

    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={round(busy_seconds * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            f"query_only={'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _take_turns(connection: Connection) -> None:
    """PostgreSQL's writers wait for one another too: what one reads before it writes stays true."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({POSTGRES_WRITER})")


def _checked(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise BadDatabaseUrl(
            f"{address!r} is no database address; write sqlite:////folder/tuwen.db or "
            "postgresql://user:password@host/name"
        ) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadDatabaseUrl(f"a {url.get_backend_name()} database was given; Tuwen keeps to sqlite or postgresql")
    in_memory = url.database in (None, "", ":memory:") or str(url.database).startswith("file:")
    if url.get_backend_name() == "sqlite" and in_memory:
        raise BadDatabaseUrl(f"{address!r} names no file; write sqlite:////folder/tuwen.db")
    return url


def _prepare_file(file: Path, create: bool) -> None:
    if not create and not file.exists():
        raise DatabaseMissing(f"there is no database at {file}; start Tuwen once, or name the right data folder")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderUnusable(
            f"{file.parent} cannot be made ({error.strerror}); name a folder that you may write to"
        ) from error
