"""Handles of what is kept: what is given out instead of a number, so that nobody can guess another's."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path


class Keys:
    """Makes and reads handles such as `17-9c2e…` with a secret that stays in the data folder."""

    def __init__(self, folder: Path):
        """Reads the secret of the data folder, or makes one."""
        file = folder / "secret"
        if not file.exists():
            _create(file, secrets.token_hex(32).encode())
        self._secret = file.read_bytes()
        if len(self._secret) < 32:
            raise OSError(f"{file} is damaged; delete it, and a new one is made (open pages then begin anew)")

    def handle(self, number: int, of: str = "conversation") -> str:
        """What stands outside for a conversation, a picture or a description."""
        return f"{number}-{self._mark(number, of)}"

    def number(self, handle: object, of: str = "conversation") -> int | None:
        """What a handle stands for; None for anything that was not made here."""
        number, _, mark = str(handle or "").partition("-")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        return int(number) if hmac.compare_digest(mark.encode(), self._mark(int(number), of).encode()) else None

    def _mark(self, number: int, of: str) -> str:
        named = str(number) if of == "conversation" else f"{of} {number}"
        return hmac.new(self._secret, named.encode(), hashlib.sha256).hexdigest()[:24]


def _create(file: Path, secret: bytes) -> None:
    """Write a file whole or not at all, and only if nobody else did in the meantime."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".secret") as written:  # only its owner may read it
        written.write(secret)
        written.flush()
        with contextlib.suppress(FileExistsError):
            os.link(written.name, file)
