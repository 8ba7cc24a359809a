"""Versions of what was learnt from ratings: a folder each, and a small file that says which one is served.

The file `served` names the versions that were promoted, one a line, the last of which is served; where it is empty or
missing, Tuwen is as it shipped. It is replaced as a whole, so whoever reads it sees one state or the other.
"""

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

NAME = re.compile(r"\d{4}-[0-9a-f]{12}")  # number and fingerprint
NETWORKS = ("ranker", "painter", "recogniser", "captioner")  # that learn from ratings, each in a folder of its own
SERVED, REPORT, PAGE = "served", "report.json", "report.html"
PICTURED = ("ranker", "painter")  # networks whose versions give pictures to choose from
SHIPPED = "shipped"  # what Tuwen is without a version, where two are compared
ROUND = ".round.json"  # beside the networks' folders: how far a round of learning is
COMPARED, PAIRS = ".compared", "pairs.json"  # there, too: the pictures of the last comparison, and what each is of


def learnt(report: dict[str, Any]) -> dict[str, Any]:
    """What a report says of what was learnt; those of before said it of pairs under another name."""
    return report["learnt"] if "learnt" in report else report["preferred"]


class VersionError(ValueError):
    """A version that is not there, or that cannot be promoted or taken back; says why."""


class Versions:
    """The versions of one network below a folder, which need not exist."""

    def __init__(self, folder: Path):
        self.folder = folder

    def names(self) -> list[str]:
        """Every version, the oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if NAME.fullmatch(path.name) and path.is_dir())

    def promoted(self) -> list[str]:
        """The versions that were promoted and not taken back; the last one is served."""
        try:
            lines = (self.folder / SERVED).read_text(encoding="utf-8").split()
        except OSError:
            return []
        return [line for line in lines if NAME.fullmatch(line)]

    def served(self) -> str | None:
        """The version that is served; None where Tuwen is as it shipped."""
        promoted = self.promoted()
        return promoted[-1] if promoted else None

    def path(self, name: str) -> Path:
        """The folder of a version; VersionError lists those that there are."""
        if name not in (names := self.names()):
            raise VersionError(f"there is no version {name!r}; choose one of: {', '.join(names) or 'none yet'}")
        return self.folder / name

    def report(self, name: str) -> dict[str, Any]:
        """What the gate said of a version; VersionError where that cannot be read."""
        file = self.path(name) / REPORT
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise VersionError(f"{file} cannot be read ({error}); learn once more with training.finetune") from error

    def new_name(self, fingerprint: str) -> str:
        """What the next version is called."""
        last = max((int(name[:4]) for name in self.names()), default=0)
        return f"{last + 1:04d}-{fingerprint}"

    def add(self, made: Path, fingerprint: str) -> str:
        """Move a finished folder among the versions; returns its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = self.new_name(fingerprint)
        made.rename(self.folder / name)
        return name

    def promote(self, name: str) -> None:
        """Serve a version that passed the gate; VersionError where it did not."""
        report = self.report(name)
        if not report.get("promotable"):
            raise VersionError(f"{name} is not better by its report, so it is not promoted: {report.get('reason')}")
        promoted = self.promoted()
        if promoted[-1:] != [name]:
            self._write([*promoted, name])

    def roll_back(self) -> str | None:
        """Serve what was served before; returns that, None for Tuwen as it shipped. VersionError where it is that."""
        promoted = self.promoted()
        if not promoted:
            raise VersionError("nothing was promoted, so there is nothing to take back")
        self._write(promoted[:-1])
        return self.served()

    def _write(self, promoted: list[str]) -> None:
        """All of it or nothing."""
        part = self.folder / f".{SERVED}.{secrets.token_hex(4)}"
        with part.open("w", encoding="utf-8") as file:
            file.write("".join(f"{name}\n" for name in promoted))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self.folder / SERVED)
