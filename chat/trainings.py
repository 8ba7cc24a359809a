"""Learning in a process of its own, one at a time and at low priority; it serves nothing and ends with this one."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from chat.learning import VERSIONS
from chat.settings import Settings
from models.versions import NAME, NETWORKS, PICTURED, ROUND, SHIPPED

ROOT = Path(__file__).parent.parent  # where `training` and the weights that ship lie
LOG = ".learning.log"  # what the process said, beside its state
NEEDED = ("scipy", "tensorboard")  # that serving does without
PATIENCE = 10.0  # seconds that a process has to end

State = Literal["running", "done", "failed", "stopped"]


class CannotLearn(Exception):
    """Why no training begins: a key of the table of sentences."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Training:
    """The last round of learning, and how far it is."""

    what: str
    state: State
    began: datetime
    stage: dict[str, str] = field(default_factory=dict)  # what it does, in every language
    share: float = 0.0  # of that stage
    version: str | None = None  # that it made
    promotable: bool = False
    compares: bool = False  # two versions, instead of learning
    said: dict[str, str] = field(default_factory=dict)  # by the gate, or what went wrong, in every language
    skipped: tuple[str, ...] = ()  # lines of the export that were left out


class Trainings:
    """Starts, watches and stops rounds of learning below a data folder."""

    def __init__(self, settings: Settings, *, sprites: Path | None = None):
        self.settings = settings
        self.folder = Path(settings.data_dir) / VERSIONS
        self._sprites = sprites
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False  # by somebody who wanted it
        self._lock = threading.Lock()

    def start(self, what: str) -> None:
        """Begin a round of one network; CannotLearn where another runs, or what it needs is not installed."""
        self._begin(what, [])

    def compare(self, what: str, one: str, other: str) -> None:
        """Draw by two versions, or as it shipped, to choose from; CannotLearn as above."""
        if one == other or what not in PICTURED or not all(map(_is_version, (one, other))):
            raise CannotLearn("owner_two")
        self._begin(what, ["--compare", one, other])

    def _begin(self, what: str, more: list[str]) -> None:
        if what not in NETWORKS:
            raise CannotLearn("owner_unknown")
        if not all(map(find_spec, NEEDED)):
            raise CannotLearn("owner_needs")
        with self._lock:
            if self._alive() and self._noted().get("state") == "running":
                raise CannotLearn("owner_busy")
            self._end()  # one that has said all is on its way out
            self.folder.mkdir(parents=True, exist_ok=True)
            self._stopped = False
            self._note(what, "compare" if more else "learn")
            with (self.folder / LOG).open("wb") as log:
                self._process = subprocess.Popen(
                    [*self._command(what), *more], cwd=ROOT, env=self._environment(), stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL, stderr=log,
                )  # fmt: skip

    def stop(self) -> None:
        """End what runs; the same round goes on where it was when it is started again."""
        with self._lock:
            self._end()

    close = stop

    def now(self) -> Training | None:
        """The last round; None where there was none, or what was noted of it cannot be read."""
        with self._lock:
            alive, noted = self._alive(), self._noted()
            try:
                found = _training(noted)
            except (ValueError, KeyError, TypeError):
                return None
            if alive or found.state != "running":
                return found
            broke = self._process is not None and not self._stopped
            return _training({**noted, "state": "failed" if broke else "stopped", "said": {}})

    def _noted(self) -> dict[str, Any]:
        """What the process says of itself; nothing where that cannot be read."""
        try:
            noted = json.loads((self.folder / ROUND).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def _end(self) -> None:
        if (process := self._process) is None or process.poll() is not None:
            return
        self._stopped = True
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _command(self, what: str) -> list[str]:
        command = [sys.executable, "-m", "training.learn", "--leashed", "--what", what]
        command += ["--data-dir", str(self.settings.data_dir), "--device", self.settings.device]
        command += ["--shared"] if self.settings.shared else []
        return command + (["--sprites", str(self._sprites)] if self._sprites else [])

    def _environment(self) -> dict[str, str]:
        """As here, with half of the cores; where the database lies is not told to whoever lists processes."""
        threads = str(max(1, (os.cpu_count() or 2) // 2))
        own = {"OMP_NUM_THREADS": threads, "OMP_WAIT_POLICY": "PASSIVE", "PYTHONUNBUFFERED": "1"}
        if self.settings.database_url is not None:
            own["TUWEN_DATABASE_URL"] = self.settings.database_url
        return os.environ | own

    def _note(self, what: str, work: str) -> None:
        """What is known before the process begins, which says the rest itself."""
        first = {"what": what, "work": work, "state": "running", "began": datetime.now().astimezone().isoformat()}
        (self.folder / ROUND).write_text(json.dumps(first), encoding="utf-8")


def _is_version(name: str) -> bool:
    return name == SHIPPED or NAME.fullmatch(name) is not None


def _training(noted: dict[str, Any]) -> Training:
    return Training(
        what=noted["what"],
        state=noted["state"],
        began=datetime.fromisoformat(noted["began"]),
        stage=noted.get("stage", {}),
        share=float(noted.get("share", 0.0)),
        version=noted.get("version"),
        promotable=bool(noted.get("promotable")),
        compares=noted.get("work") == "compare",
        said=noted.get("said", {}),
        skipped=tuple(noted.get("skipped", ())),
    )
