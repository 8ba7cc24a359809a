"""Handles of conversations: what a browser keeps instead of a number, so that nobody can guess another's."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path


class Keys:
    """Makes and reads handles such as `17-9c2e…` with a secret that stays in the data folder."""

    def __init__(self, folder: Path):
        """Reads the secret of the data folder, or makes one."""
        file = folder / "secret"
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            self._secret = file.read_bytes()
        else:
            self._secret = secrets.token_hex(32).encode()
            with os.fdopen(handle, "wb") as opened:
                opened.write(self._secret)

    def handle(self, conversation: int) -> str:
        """What stands for a conversation outside."""
        return f"{conversation}-{self._mark(conversation)}"

    def number(self, handle: object) -> int | None:
        """The conversation that a handle stands for; None for anything that was not made here."""
        number, _, mark = str(handle or "").partition("-")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        return int(number) if hmac.compare_digest(mark.encode(), self._mark(int(number)).encode()) else None

    def _mark(self, conversation: int) -> str:
        return hmac.new(self._secret, str(conversation).encode(), hashlib.sha256).hexdigest()[:24]
