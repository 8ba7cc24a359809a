"""What the owner of a host sees of learning, and does about it: counts, trainings, versions."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from chat.learning import VERSIONS, Learning, learning
from chat.settings import Settings
from chat.trainings import Training, Trainings
from chat.votes import Comparison, Standing, Votes
from models.versions import NETWORKS, PAGE, VersionError, Versions, learnt
from storage.records import Stats
from storage.store import Store

log = logging.getLogger(__name__)


class NotPromoted(Exception):
    """What was asked of a version cannot be done; says why, for the log."""


@dataclass(frozen=True)
class Version:
    """One version as its report tells of it."""

    what: str
    name: str
    state: Literal["served", "ready", "refused"]
    made: datetime
    before: float  # right, of what was not learnt from
    after: float
    gain: tuple[float, float, float]  # with its 95 % interval
    said: dict[str, str]  # by the gate, in every language


@dataclass(frozen=True)
class Network:
    """One network that learns, with its versions, the newest first."""

    what: str
    versions: tuple[Version, ...]
    served: str | None
    damaged: tuple[str, ...]  # versions whose reports cannot be read


@dataclass(frozen=True)
class Overview:
    """All that the owner's page shows."""

    stats: Stats
    learning: Learning
    training: Training | None
    networks: tuple[Network, ...]
    comparison: Comparison | None
    standings: tuple[Standing, ...]


class Owner:
    """Over one store and one folder of versions."""

    def __init__(self, store: Store, settings: Settings, trainings: Trainings):
        self.store = store
        self.data_dir = Path(settings.data_dir)
        self.trainings = trainings
        self.votes = Votes(self.data_dir)

    def overview(self) -> Overview:
        """Raises StoreUnusable."""
        return Overview(
            self.store.stats(),
            learning(self.store, self.data_dir),
            self.trainings.now(),
            tuple(self._network(what) for what in NETWORKS),
            self.votes.comparison(),
            tuple(self.votes.standings()),
        )

    def promote(self, what: str, name: str) -> None:
        """Serve a version from the next answer on; NotPromoted where there is none, or the gate refused it."""
        with _said():
            self._versions(what).promote(name)

    def roll_back(self, what: str, name: str) -> None:
        """Serve what was served before a version; NotPromoted where that is not the one that is served."""
        with _said():
            versions = self._versions(what)
            if versions.served() != name:
                raise VersionError(f"{what} {name} is not served")
            versions.roll_back()

    def report(self, what: str, name: str) -> bytes:
        """The page that the gate wrote of a version; NotPromoted where there is none."""
        with _said():
            return (self._versions(what).path(name) / PAGE).read_bytes()

    def _versions(self, what: str) -> Versions:
        if what not in NETWORKS:
            raise VersionError(f"{what!r} does not learn; choose one of: {', '.join(NETWORKS)}")
        return Versions(self.data_dir / VERSIONS / what)

    def _network(self, what: str) -> Network:
        versions = self._versions(what)
        served, found, damaged = versions.served(), list[Version](), list[str]()
        for name in reversed(versions.names()):
            try:
                found.append(_version(what, name, versions.report(name), served))
            except (VersionError, KeyError, TypeError, ValueError):
                log.warning("the report of %s %s cannot be read", what, name, exc_info=True)
                damaged.append(name)
        return Network(what, tuple(found), served, tuple(damaged))


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except (VersionError, FileNotFoundError) as error:
        log.warning("%s", error)
        raise NotPromoted(str(error)) from error


def _version(what: str, name: str, report: dict[str, Any], served: str | None) -> Version:
    of, reason = learnt(report), str(report["reason"])
    gain: Sequence[float] = [of["gain"][each] for each in ("value", "low", "high")]
    return Version(
        what=what,
        name=name,
        state="served" if name == served else "ready" if report["promotable"] else "refused",
        made=datetime.fromisoformat(report["made"]),
        before=of["before"],
        after=of["after"],
        gain=(gain[0], gain[1], gain[2]),
        said=report.get("reasons") or {"en": reason, "zh": reason},
    )
