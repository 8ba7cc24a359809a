"""What goes wrong inside: visitors get a sentence with a number, the log has the number and all the rest."""

import logging
import secrets

from chat.texts import say
from storage.errors import DatabaseLocked, StorageError, StoreFull

log = logging.getLogger(__name__)


def noted(what: str, error: BaseException) -> str:
    """Log an error with its traceback under a fresh number, which the visitor can quote; returns the number."""
    number = f"{secrets.randbelow(10**8):08d}"
    log.error("no. %s: %s", number, what, exc_info=error)
    return number


def not_kept(error: StorageError, language: str) -> str:
    """The sentence for a visitor whose message or rating the store did not take; why stands in the log."""
    if isinstance(error, StoreFull):
        log.warning("%s", error)
        return say("store_full", language)
    number = noted("the store failed", error)
    if isinstance(error, DatabaseLocked):
        return say("store_locked", language)
    return say("store_failed", language, number=number)
