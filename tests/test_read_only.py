"""As a container with a read-only file system runs it: another user, who may write to one mounted folder alone."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from test_app_stops import ROOT, drawn
from test_page import free_port

from storage.store import Store

USER = 1234
MOUNTED = """
set -e
mount --bind "$TUWEN_DATA_DIR" "$TUWEN_DATA_DIR"
for folder in / /tmp /var/tmp /dev/shm; do
    if mountpoint --quiet "$folder"; then mount -o remount,bind,ro "$folder"; fi
done
exec setpriv --reuid "$USER" --regid "$USER" --clear-groups \
    --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search "$@"
"""  # it may read all that root may, for the environment may lie in root's home; it may write nothing


def why_not() -> str | None:
    """Why this machine cannot make such a place."""
    if os.name != "posix" or os.getuid() != 0:
        return "only root can mount"
    if missing := [name for name in ("unshare", "setpriv", "mountpoint") if shutil.which(name) is None]:
        return f"{', '.join(missing)} not installed"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-o", "remount,bind,ro", "/"], capture_output=True, text=True
    )
    return None if tried.returncode == 0 else f"no mounts of its own: {tried.stderr.strip()}"


@pytest.mark.slow
def test_another_user_with_one_folder_to_write_to(tmp_path):
    if reason := why_not():
        pytest.skip(reason)
    (data := tmp_path / "data").mkdir()
    os.chown(data, USER, USER)
    port = free_port()
    env = os.environ | {"USER": str(USER), "HOME": "/nonexistent", "TUWEN_DATA_DIR": str(data)}
    env |= {"TUWEN_PORT": str(port), "TUWEN_CANDIDATES": "1"}
    before = {file for file in Path("/tmp").iterdir() if file.name.startswith("tuwen")}
    inside = ["unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNTED, "sh", sys.executable, "app.py"]
    with subprocess.Popen(inside, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert any("Tuwen 图文: http" in line for line in program.stdout), "it did not start"
        drawn(f"http://127.0.0.1:{port}", "a red cat", tmp_path / "downloads")
        program.send_signal(signal.SIGTERM)
        assert program.wait(60) == 0
    assert {file.stat().st_uid for file in data.rglob("*")} == {USER}
    assert [file.name for file in data.glob("tuwen.db*")] == ["tuwen.db"]
    assert {file for file in Path("/tmp").iterdir() if file.name.startswith("tuwen")} <= before
    with Store.open(data_dir=data, writes=False) as store:
        assert store.stats().pictures == 1
