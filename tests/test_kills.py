"""What was said to be kept is there, however often and however the writer is stopped."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.store import Store

WRITER = Path(__file__).parent / "writer.py"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals are other things there")]


def stopped(data: Path, how: signal.Signals, after: int) -> dict[int, str]:
    """What a writer said that it had kept until it was stopped, once it had said so of so many turns."""
    with subprocess.Popen([sys.executable, str(WRITER), str(data)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(after)]
        writer.send_signal(how)
        said += [line for line in writer.stdout if line.endswith("\n")]
        assert writer.wait(20) == (-how if how == signal.SIGKILL else 0)
    return {int(number): image for number, image in map(str.split, said)}


def images_of_turns(store: Store) -> dict[int, str]:
    talks = [store.conversation(each.id) for each in store.conversations()]
    return {turn.id: turn.uploads[0].image for talk in talks for turn in talk.turns}


def test_twenty_kills_lose_nothing_that_was_acknowledged(tmp_path):
    acknowledged: dict[int, str] = {}
    for number in range(20):
        acknowledged |= stopped(tmp_path, signal.SIGKILL, after=1 + 3 * number)
    with Store.open(data_dir=tmp_path, create=False) as store:
        assert acknowledged.items() <= images_of_turns(store).items()
        assert all(store.image_bytes(image) for image in acknowledged.values())
        assert store.check(mend=False).left == ()
    assert len(acknowledged) >= sum(1 + 3 * number for number in range(20))


def test_after_ten_stops_everything_is_in_one_file(tmp_path):
    acknowledged: dict[int, str] = {}
    for number in range(10):
        acknowledged |= stopped(tmp_path, signal.SIGTERM, after=1 + 3 * number)
        assert [file.name for file in tmp_path.glob("tuwen.db*")] == ["tuwen.db"]
    shutil.copy(tmp_path / "tuwen.db", copy := tmp_path / "copy.db")
    with Store.open(f"sqlite:///{copy}", tmp_path / "elsewhere") as store:
        assert acknowledged.items() <= images_of_turns(store).items()
