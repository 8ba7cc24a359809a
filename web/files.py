"""Images of the store where the browser may fetch them: copies in Gradio's cache, made when they are first shown."""

import logging
import shutil
from pathlib import Path
from urllib.parse import quote

from gradio.processing_utils import save_file_to_cache
from gradio.utils import get_upload_folder

from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)


class Files:
    """Copies of images by their hash. The store's own folder is never served."""

    def __init__(self, store: Store):
        self.store = store
        self._copies: dict[str, Path] = {}

    def path(self, hash: str) -> Path | None:
        """The copy of an image; None where the store's file is gone or damaged."""
        known = self._copies.get(hash)
        if known is None or not known.exists():
            try:
                known = Path(save_file_to_cache(self.store.image_path(hash), str(_served())))
            except (StorageError, OSError):
                log.exception("an image cannot be shown")
                return None
            self._copies[hash] = known
        return known

    def url(self, hash: str, name: str | None = None) -> str | None:
        """Where the browser finds the copy, relative to the page; to be saved under a name, if one is given."""
        path = self.path(hash)
        if path is None:
            return None
        if name is not None and not (named := path.with_name(name)).exists():
            shutil.copyfile(path, named)
        return f"gradio_api/file={quote((path.with_name(name) if name else path).as_posix(), safe='/:')}"

    def forget(self, hash: str) -> None:
        """Delete the copies of an image."""
        path = self.path(hash)
        self._copies.pop(hash, None)
        if path is not None and path.resolve().is_relative_to(_served().resolve()):
            shutil.rmtree(path.parent, ignore_errors=True)


def forget_upload(path: Path) -> None:
    """Delete what a browser sent, once the store has its clean copy: the original may say where it was taken."""
    if path.resolve().is_relative_to(_served().resolve()):
        path.unlink(missing_ok=True)


def _served() -> Path:
    return Path(get_upload_folder())
