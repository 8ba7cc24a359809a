"""What becomes of ratings: how many came since something was learnt from them, and what is served of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.versions import NETWORKS, VersionError, Versions
from storage.store import Store

VERSIONS = "versions"  # in the data folder
ROUND = 300  # ratings after which learning once more is worth it


@dataclass(frozen=True)
class Learning:
    """What a person is told of their ratings."""

    ratings: int  # that may be learnt from, since the last time
    learnt: datetime | None  # when that was
    served: dict[str, str]  # the version of each network that learnt from ratings and is served

    @property
    def missing(self) -> int:
        """How many more make it worth to learn again."""
        return max(0, ROUND - self.ratings)


def learning(store: Store, data_dir: Path) -> Learning:
    """How far ratings have come; raises StoreUnusable."""
    every = {what: Versions(data_dir / VERSIONS / what) for what in NETWORKS}
    moments = [moment for versions in every.values() if (moment := _last_learnt(versions)) is not None]
    learnt = max(moments, default=None)
    served = {what: name for what, versions in every.items() if (name := versions.served()) is not None}
    return Learning(store.ratings_since(learnt), learnt, served)


def learnt_on(data_dir: Path, what: str, moment: datetime) -> datetime | None:
    """When the version in use of a network learnt from what was said at a moment; None where it did not."""
    versions = Versions(data_dir / VERSIONS / what)
    try:
        report = versions.report(versions.served() or "")
        heard = datetime.fromisoformat(report.get("exported") or report["made"]) >= moment
        return datetime.fromisoformat(report["made"]) if heard else None
    except (VersionError, KeyError, ValueError, TypeError):
        return None


def _last_learnt(versions: Versions) -> datetime | None:
    """When the ratings were exported that the newest version has learnt from; None where there is none to read."""
    try:
        report = versions.report(versions.names()[-1])
        return datetime.fromisoformat(report.get("exported") or report["made"])
    except (VersionError, IndexError, KeyError, ValueError, TypeError):
        return None
