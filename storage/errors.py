"""What can go wrong in the store. Every message says what was given, what was expected and what to do."""


class StorageError(Exception):
    """The common base: catch this to catch everything below, and nothing else."""


class BadRequest(StorageError, ValueError):
    """The caller asked for something that cannot be stored or found."""


class UnknownId(BadRequest):
    """No conversation, turn, picture, upload or description has this number."""


class BadRating(BadRequest):
    """A thumb, stars, comment or corrected caption that the store does not take."""


class BadText(BadRequest):
    """A text or JSON value that cannot be kept unchanged, or one outside its choices."""


class BadImage(BadRequest):
    """Bytes that are not one whole PNG image, or a name that is not an image's hash."""


class BadDatabaseUrl(BadRequest):
    """A database address that Tuwen cannot use."""


class BadPath(BadRequest):
    """A path that means no place on this system."""


class ExportRefused(BadRequest):
    """The export folder holds something that would be lost."""


class ImportRefused(BadRequest):
    """A folder that is no export."""


class BackupRefused(BadRequest):
    """A backup that cannot be written or brought back as it was asked for."""


class StoreUnusable(StorageError, RuntimeError):
    """The machine, not the caller, stands in the way."""


class DataFolderUnusable(StoreUnusable):
    """The data folder cannot be made or written."""


class DatabaseUnusable(StoreUnusable):
    """The database cannot be opened, reached or written."""


class StoreFull(StoreUnusable):
    """The disk is full, or what may be kept on it."""


class DatabaseMissing(StoreUnusable):
    """There is no database yet, and none was to be made."""


class DatabaseLocked(StoreUnusable):
    """Another program held the database for longer than the store waits."""


class DatabaseCorrupted(StoreUnusable):
    """The database file is damaged, or is no database."""


class DatabaseTooNew(StoreUnusable):
    """A newer version of Tuwen has migrated this database."""


class DatabaseTooOld(StoreUnusable):
    """An earlier version of Tuwen wrote this database, and it was opened for reading."""


class BackupDamaged(StoreUnusable):
    """A backup that does not hold what it says."""


class ImageMissing(StoreUnusable):
    """An image file that the database names is gone."""


class ImageCorrupted(StoreUnusable):
    """An image file no longer holds the bytes that its name was made from."""


class ImagesOfAnother(StoreUnusable):
    """The image folder belongs to another database, so nothing in it may be swept."""
