"""Whose something is: a visitor's mark, which only the visitor knows, and what the store keeps of it."""

import hashlib
import re

MARK = re.compile(r"[A-Za-z0-9_-]{32,64}")


def is_mark(sent: object) -> bool:
    """Whether something can be a visitor's mark: long enough that nobody guesses it."""
    return isinstance(sent, str) and MARK.fullmatch(sent) is not None


def owner_of(mark: str) -> str:
    """What is kept with a visitor's conversations: who reads the database cannot make the mark of it."""
    return hashlib.sha256(mark.encode()).hexdigest()
