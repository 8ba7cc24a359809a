"""Images of the store where the browser may fetch them, and files that browsers send.

Both lie in Gradio's cache. What is shown is copied there when it is first shown, by its hash; conversations with the
same image share the copy; what is sent belongs to one message alone, even where another sends the same file.
"""

import logging
import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gradio import route_utils
from gradio.processing_utils import hash_bytes
from gradio.utils import get_upload_folder

from storage.errors import BadImage, StorageError
from storage.store import Store
from web.served import LOCK

SHOWN = "shown"  # the folder of the copies; uploads lie beside it

log = logging.getLogger(__name__)


class Files:
    """Copies of images by their hash. The store's own folder is never served."""

    def __init__(self, store: Store):
        self.store = store

    def path(self, hash: str) -> Path | None:
        """The copy of an image; None where the store's file is gone or damaged."""
        copy = _copies(hash) / f"{hash}.png"
        if not copy.exists():
            try:
                _copy(self.store.image_path(hash), copy)
            except (StorageError, OSError):
                log.exception("an image cannot be shown")
                return None
        return copy

    def url(self, hash: str, name: str | None = None) -> str | None:
        """Where the browser finds the copy, relative to the page; to be saved under a name, if one is given."""
        path = self.path(hash)
        if path is None:
            return None
        if name is not None and not (named := path.with_name(name)).exists():
            _copy(path, named)
        return f"gradio_api/file={quote((path.with_name(name) if name else path).as_posix(), safe='/:')}"


def forget_gone(store: Store) -> None:
    """Delete the copies of images that the store has no more, those under other names with them.

    A copy that another conversation still shows stays: the store has its image.
    """
    for copy in (_served() / SHOWN).glob("*/*.png"):
        with suppress(BadImage):  # a copy under another name; it goes with the one that is named by its hash
            if not store.has_image(copy.stem):
                shutil.rmtree(copy.parent, ignore_errors=True)


class Upload(route_utils.GradioUploadFile):
    """A file that a browser sends, in a folder of its own.

    Gradio names that folder by the file's content: two who send the same would share it, and the second would have
    nothing when the first is answered.
    """

    def __init__(self, *given: Any, **more: Any):
        super().__init__(*given, **more)
        self.sha.update(secrets.token_bytes(16))


def keep_uploads_apart() -> None:
    """From now on every upload is a file of its own."""
    route_utils.GradioUploadFile = Upload


def forget_upload(path: Path) -> None:
    """Delete what a browser sent, once the store has its clean copy: the original may say where it was taken.

    What is shown is no upload, though a program may give it as one.
    """
    path, served = path.resolve(), _served().resolve()
    if path.is_relative_to(served) and not path.is_relative_to(served / SHOWN):
        path.unlink(missing_ok=True)
        with suppress(OSError):  # it holds something else
            path.parent.rmdir()


def forget_unsent(minutes: float) -> None:
    """Delete what browsers uploaded so long ago and have not sent, and what was left of uploads that broke off."""
    before, served = time.time() - minutes * 60, _served()
    for folder, folders, names in os.walk(served):
        folders[:] = [name for name in folders if Path(folder, name) != served / SHOWN]
        for file in (Path(folder, name) for name in names if name != LOCK):
            with suppress(OSError):  # it was sent meanwhile
                if file.lstat().st_mtime < before:
                    forget_upload(file)


def _copy(source: Path, target: Path) -> None:
    """All of a file at once, for whoever reads it at that moment, with its rights: its owner's alone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_name(f".{secrets.token_hex(8)}")
    shutil.copy(source, written)
    written.replace(target)


def _copies(hash: str) -> Path:
    """The folder of the copies of an image; nobody finds it who knows only the image."""
    return _served() / SHOWN / hash_bytes(hash.encode())


def _served() -> Path:
    return Path(get_upload_folder())
