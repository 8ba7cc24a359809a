"""Where the data lies when nobody says otherwise."""

import os
from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """What TUWEN_DATA_DIR names, or this system's folder for a user's data."""
    return Path(os.environ.get("TUWEN_DATA_DIR") or platformdirs.user_data_dir("tuwen"))


def default_database_url(data_dir: Path) -> str:
    """The SQLite file inside a data folder."""
    return f"sqlite:///{data_dir / 'tuwen.db'}"
