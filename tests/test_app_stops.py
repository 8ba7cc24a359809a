"""The program itself, started and stopped as people and service managers do: all is in one file, no copies are left."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from gradio_client import Client

from storage.store import Store

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals are other things there")]


def started(data: Path) -> tuple[subprocess.Popen[str], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"TUWEN_DATA_DIR": str(data), "TUWEN_PORT": str(port), "TUWEN_CANDIDATES": "1"}
    settings |= {"TUWEN_TEMP_DIR": str(data / "served")}
    program = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background ignores it
    )
    assert program.stdout is not None
    for line in program.stdout:
        if "Tuwen 图文: http" in line:
            return program, f"http://127.0.0.1:{port}"
    raise AssertionError("it did not start")


def drawn(url: str, prompt: str, downloads: Path) -> None:
    client = Client(url, verbose=False, download_files=str(downloads))
    client.predict(prompt, 1, None, False, api_name="/draw")
    client.close()


def test_it_stops_whole_however_it_is_told_to(tmp_path):
    data = tmp_path / "data"
    for number, how in enumerate((signal.SIGTERM, signal.SIGKILL, signal.SIGINT), 1):
        program, url = started(data)
        drawn(url, f"a red cat {number}", tmp_path / "downloads")
        copies = [file for file in (data / "served").rglob("*") if file.is_file() and file.suffix == ".png"]
        assert copies and {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in copies} == {0}
        program.send_signal(how)
        assert program.wait(60) == (-how if how == signal.SIGKILL else 0)
        if how == signal.SIGKILL:
            continue
        assert sorted(file.name for file in data.glob("tuwen.db*")) == ["tuwen.db"]
        assert list((data / "served").iterdir()) == []
        copy = tmp_path / f"copy-{number}"
        copy.mkdir()
        shutil.copy(data / "tuwen.db", copy)
        with Store.open(data_dir=copy, writes=False) as store:
            assert store.stats().pictures == number
