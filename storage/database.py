"""A database behind one address: one writer at a time, any number of readers, and errors in plain words.

SQLite gets its pragmas here, PostgreSQL its lock; nothing outside this file knows which of them it speaks to.
"""

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from storage import sqlite_file
from storage.errors import (
    BadDatabaseUrl,
    BadText,
    DatabaseCorrupted,
    DatabaseLocked,
    DatabaseUnusable,
    StorageError,
    StoreFull,
)
from storage.places import tried

BUSY_SECONDS = 5.0  # how long to wait for another program's writing
CHECKPOINT_SECONDS = 0.2  # how long a checkpoint waits for readers of an earlier moment, where it can be made up for
POSTGRES_WRITER = 0x7475_7765_6E  # the advisory lock that writers take in turn: "tuwen"

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
CORRUPTED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

log = logging.getLogger(__name__)

to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False)


class Database:
    """Sessions over one database. Threads may share it; a session belongs to the thread that opened it."""

    def __init__(
        self, url: str, *, busy_seconds: float = BUSY_SECONDS, create: bool = True, writes: bool = True
    ) -> None:
        """Check the address and the file; no connection is opened until one is used, and without `writes` no writer's.

        Raises BadDatabaseUrl, DatabaseCorrupted, and DatabaseMissing where `create` is False and there is no file.
        """
        self.url = _checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.writes = writes
        self._busy_seconds = busy_seconds
        self._is_closed = False
        self._used = 0  # by how many at this moment
        self._use = threading.Condition()
        self._has_written = False
        self.is_new = False
        if self.is_sqlite:
            self.is_new = sqlite_file.prepare(self.file, create)
            sqlite_file.check_log(self.file)
        self.writer = self._engine(writes=True)
        self._reader = self._engine(writes=False)
        event.listen(self.writer, "connect", self._begun_to_write)

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(str(self.url.database))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view; nothing in it may be changed."""
        with self._using(), self.clear_errors(), Session(self._reader) as session, session.begin():
            yield session

    @contextmanager
    def write(self, *, forgets: bool = False) -> Iterator[Session]:
        """The writer's turn: committed as a whole when the block ends, or not at all. Compute nothing inside.

        What it `forgets` is gone from the files too, as soon as nobody reads an earlier moment.
        """
        if not self.writes:
            raise DatabaseUnusable("the database was opened for reading only; open it for writing")
        with self._using():
            with self.clear_errors(), Session(self.writer, expire_on_commit=False) as session, session.begin():
                yield session
            if forgets:
                try:
                    self._checkpoint(CHECKPOINT_SECONDS)
                except StorageError:  # it is deleted all the same
                    log.exception("what was deleted still stands in the log beside the database")

    def checkpoint(self, *, patience: float) -> bool:
        """Bring everything into SQLite's file itself and empty the log beside it; whether that was possible.

        It is not while somebody reads an earlier moment, for longer than `patience` in seconds.
        """
        with self._using():
            return self._checkpoint(patience)

    def _checkpoint(self, patience: float) -> bool:
        if not self.is_sqlite:
            return True
        with self.clear_errors(), self.writer.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout={round(patience * 1000)}")
            try:
                busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in LOCKED:
                    raise
                busy = True
            finally:
                driver.execute(f"PRAGMA busy_timeout={round(self._busy_seconds * 1000)}")
        return not busy

    def snapshot(self, file: Path) -> None:
        """Copy an SQLite database as it is at this moment, while others write; without what was deleted from it."""
        with self._using(), self.clear_errors(), self._reader.connect() as connection:
            source: Any = connection.connection.driver_connection
            with closing(sqlite3.connect(file)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                copy.execute("VACUUM")

    def try_writing(self) -> None:
        """Write something and take it back; raises DatabaseUnusable where that cannot be done."""
        if self.is_sqlite:
            tried(Path(str(self.url.database)).parent)
        with self._using(), self.clear_errors(), Session(self.writer) as session:
            session.connection().exec_driver_sql("CREATE TABLE tried (id INTEGER)")
            session.rollback()

    def close(self) -> None:
        """Wait for who reads and writes, bring everything into the file itself, and close every connection."""
        with self._use:
            if self._is_closed:
                return
            self._is_closed = True
            self._use.wait_for(lambda: not self._used, timeout=self._busy_seconds + 1)
        try:
            if self._has_written:
                self._checkpoint(self._busy_seconds)
        except StorageError:
            log.exception("the last checkpoint failed; what was written stands in the log beside the database")
        self._reader.dispose()  # readers first, so that the last to leave is the writer
        self.writer.dispose()

    def _begun_to_write(self, *_: object) -> None:
        self._has_written = True

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Meanwhile it is not closed: a connection that is in use would stay open, and the log with it."""
        with self._use:
            if self._is_closed:
                raise DatabaseUnusable("the store is closed, because Tuwen stops; start it again")
            self._used += 1
        try:
            yield
        finally:
            with self._use:
                self._used -= 1
                self._use.notify_all()

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
        if code == sqlite3.SQLITE_FULL or "No space left on device" in str(cause):  # SQLite's, PostgreSQL's
            return StoreFull(f"the disk of {where} is full; nothing was saved. Delete something, and try again")
        if code in CORRUPTED:
            return DatabaseCorrupted(
                f"{where} is damaged or no SQLite database ({cause}); bring a backup back with `python -m storage "
                "restore`, or move it away and Tuwen starts a new one"
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
        else:
            options["pool_pre_ping"] = True  # the server may have been started anew meanwhile
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
            "secure_delete=ON",  # what is deleted is written over
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


def sqlite_path(address: str) -> Path | None:
    """The file of an SQLite address; None for another database. Raises BadDatabaseUrl."""
    url = _checked(address)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


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
