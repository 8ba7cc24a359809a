"""A round of learning in a process of its own: killed at any step it leaves what is served as it was, and goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_owner_page import rated

from models.versions import ROUND, Versions

ROOT = Path(__file__).parent.parent
STEPS = {  # when it is killed: what its state file then says
    "while it freezes": '"key": "exporting"',
    "while it looks": '"key": "looking"',
    "while it learns": '"key": "learning"',
}


def begin(data: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "training.learn", "--what", "ranker", "--data-dir", str(data)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("TUWEN_")}
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


def until(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    while not is_so():
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.01)


@pytest.mark.slow
def test_a_kill_at_any_step_changes_nothing_that_is_served(tmp_path: Path) -> None:
    data = tmp_path / "data"
    rated(data, 40)
    state, versions = data / "versions" / ROUND, Versions(data / "versions" / "ranker")
    for step, says in STEPS.items():
        process = begin(data)
        until(lambda says=says: state.is_file() and says in state.read_text(), process)
        process.kill()
        process.wait()
        assert versions.served() is None and versions.names() == [], step
    assert begin(data).wait() == 0
    assert len(versions.names()) == 1 and versions.served() is None
    left = {path.name for path in [*state.parent.iterdir(), *versions.folder.iterdir()]}
    assert left == {"ranker", ROUND, ".learning.lock", ".round.lock", versions.names()[0]}
