"""What every part of the store works on: one database and one folder of images."""

from sqlalchemy import select

from storage import queries
from storage.database import Database
from storage.images import ImageFiles
from storage.room import Reserve, Room
from storage.tables import IdentityRow


class Held:
    """The database, the images, and the room that is left for them."""

    def __init__(self, database: Database, images: ImageFiles) -> None:
        self._database = database
        self._images = images
        self._room = Room(images.folder, lambda: sum(images.sizes()))
        beside = database.file.parent if database.is_sqlite else images.folder.parent
        self._reserve = Reserve(beside / "reserve")

    def _identity(self) -> str:
        with self._database.read() as session:
            return session.scalars(select(IdentityRow.name)).one()

    def _remove_unreferenced(self, images: set[str], *, older_than: float) -> int:
        """Writers come one at a time, so no row can begin to name a file while we look."""
        if not images:
            return 0
        with self._database.write() as session:
            litter = images - queries.images(session)
            return sum(self._images.remove(image, older_than=older_than) for image in litter)
