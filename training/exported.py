"""What `python -m storage export` wrote, read line by line; what is wrong is named by file and line."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.wording import words

METADATA, PAIRS, MANIFEST = "metadata.jsonl", "pairs.jsonl", "manifest.json"


class RatingsError(ValueError):
    """An export that nothing can be learnt from; says which file, and what to do, in both languages."""

    def __init__(self, key: str, **values: Any):
        super().__init__(words(key, "en", **values))
        self.key, self.values = key, values

    def in_language(self, language: str) -> str:
        return words(self.key, language, **self.values)


def manifest(folder: Path) -> dict[str, str]:
    """The hash of an export, and when it was written; RatingsError where it is none, or was changed since."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(found["files"])
        for name, expected in files.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise RatingsError("export_changed", file=folder / name)
        if not {METADATA, PAIRS} <= set(files):
            raise KeyError("files")
        return {"sha256": str(found["sha256"]), "made": str(found["made"])}
    except RatingsError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RatingsError("no_export", folder=folder, error=f"{type(error).__name__} {error}") from error


def lines(file: Path, skipped: list[str]) -> Iterator[tuple[str, dict]]:
    """The objects of a file with where each stands; what is none is named."""
    for number, written in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not written.strip():
            continue
        where = f"{file.name} line {number}"
        try:
            line = json.loads(written)
        except ValueError as error:
            skipped.append(f"{where}: {error}")
            continue
        yield where, line


def image_file(folder: Path, line: dict) -> Path:
    """The image of a line; ValueError where it is not the one that was exported, OSError where it is gone."""
    file = (folder / line["file_name"]).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise ValueError(f"{line['file_name']} lies outside the folder")
    if hashlib.sha256(file.read_bytes()).hexdigest() != line["sha256"]:
        raise ValueError(f"{line['file_name']} is not the picture that was exported; its bytes differ")
    return file
