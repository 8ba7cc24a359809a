"""The version of a network that is served: taken up when it is promoted, given up when it is taken back."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from torch import nn

from models import weights
from models.versions import VersionError, Versions
from models.weights import WeightsError

Network = TypeVar("Network", bound=nn.Module)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Learnt(Generic[Network]):
    """A promoted version, ready to use."""

    name: str
    network: Network
    folder: Path


class Served(Generic[Network]):
    """Which version is served by now; asked before each answer, so that it changes between two.

    One that is damaged, or was learnt with other networks than these, is not used; the log says so.
    """

    def __init__(
        self,
        versions: Path | None,
        what: str,
        kinds: tuple[type[Network], type],
        made_for: str,
        marked: Callable[[Network], str] | None = None,
    ):
        """`versions` is the folder of all versions, of whatever network; None where nothing is learnt.

        `kinds` are the classes of the network and its config, `made_for` the fingerprint of the networks that it works
        with; `marked` reads that of a version from its network, where not its report says it.
        """
        self.versions = None if versions is None else Versions(versions / what)
        self.made_for = made_for
        self._kinds, self._marked = kinds, marked
        self._name: str | None = None
        self._learnt: Learnt[Network] | None = None

    def learnt(self) -> Learnt[Network] | None:
        """The version in use; None where Tuwen is as it shipped."""
        name = None if self.versions is None else self.versions.served()
        if name != self._name:
            self._learnt = None if name is None else self._load(name)
            self._name = name
        return self._learnt

    def _load(self, name: str) -> Learnt[Network] | None:
        assert self.versions is not None
        try:
            network = weights.load(self.versions.folder / name, *self._kinds)
            mark = self._marked(network) if self._marked else self.versions.report(name).get("made_for")
        except (WeightsError, VersionError) as error:
            log.warning("version %s is damaged and not used; roll back or learn again: %s", name, error)
            return None
        if mark != self.made_for:
            log.warning(
                "version %s is not used: it was learnt with other networks (%s, these are %s); export and learn again "
                "with training.finetune", name, mark, self.made_for,
            )  # fmt: skip
            return None
        return Learnt(name, network, self.versions.folder / name)
