"""Where the data lies when nobody says otherwise."""

from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """This system's folder for a user's data."""
    return Path(platformdirs.user_data_dir("tuwen"))


def default_database_url(data_dir: Path) -> str:
    """The SQLite file inside a data folder."""
    return f"sqlite:///{data_dir / 'tuwen.db'}"
