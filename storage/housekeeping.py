"""What a server does beside answering: it empties the log, forgets what is kept too long, takes backups, sweeps."""

import logging
import threading
import time
from collections.abc import Callable

from storage.backup import Backups
from storage.errors import StorageError
from storage.store import Store

SETTLE_SECONDS = 60.0  # between two looks at the log: so long may what was deleted stand in it at most
STOP_SECONDS = 3.0
ROUND_SECONDS = 3600.0  # between two rounds

log = logging.getLogger(__name__)


class Housekeeping:
    """Rounds in a thread of their own, between `start` and `stop`; what fails is logged and tried again next time."""

    def __init__(
        self,
        store: Store,
        *,
        keep_days: int | None = None,
        backups: Backups | None = None,
        forgotten: Callable[[], None] = lambda: None,
        often: Callable[[], None] = lambda: None,
    ) -> None:
        """After conversations were deleted for their age `forgotten` is called, and `often` about once a minute."""
        self._store = store
        self._keep_days = keep_days
        self._backups = backups
        self._forgotten = forgotten
        self._often = often
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._go, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin with a round at once."""
        self._thread.start()

    def stop(self) -> None:
        """Wait a moment for what is under way; a backup that takes longer is given up."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def round(self) -> None:
        """Retention, sweep, backup: each for itself."""
        for work in (self._forget_old, self._store.sweep, self._back_up):
            try:
                work()
            except StorageError:
                log.exception("housekeeping failed; it is tried again in an hour")

    def _go(self) -> None:
        due = 0.0
        while not self._stopping.is_set():
            if time.monotonic() >= due:
                self.round()
                due = time.monotonic() + ROUND_SECONDS
            self._stopping.wait(SETTLE_SECONDS)
            try:
                self._store.settle()
            except StorageError:
                log.exception("the log beside the database was not emptied; it is tried again")
            try:
                self._often()
            except OSError:
                log.exception("temporary files were not deleted; it is tried again")

    def _forget_old(self) -> None:
        if self._keep_days is not None and (deleted := self._store.delete_quiet(self._keep_days)):
            log.info("%d conversations were quiet for %d days and are deleted", deleted, self._keep_days)
            self._forgotten()

    def _back_up(self) -> None:
        if self._backups is not None and (backup := self._store.back_up_if_due(self._backups)) is not None:
            log.info("a backup was written: %s", backup.file)
