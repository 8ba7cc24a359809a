"""Whatever a terminal or a pipe can show, commands go on; JSON stays JSON."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from test_page import Process
from test_storage import new_picture

from storage.store import Store
from world.terminal import as_json, speak_anywhere

ROOT = Path(__file__).parent.parent
ENCODINGS = ["utf-8", "gbk", "ascii", "latin-1"]
SAID = "黑猫 ✓ · dog ✗ ×2 … é"


@pytest.fixture
def printed(monkeypatch):
    """Prints through a pipe of some encoding; returns the bytes that arrive."""

    def printed(encoding: str, said: object, *, json: bool = False) -> str:
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
        speak_anywhere()
        print(as_json(said) if json else said, flush=True)
        return written.getvalue().decode(encoding)

    return printed


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("utf-8", SAID),
        ("gbk", "黑猫 yes · dog no ×2 … é"),
        ("ascii", "?? yes - dog no x2 ... ?"),
        ("cp1252", "?? yes · dog no ×2 … é"),
    ],
)
def test_what_cannot_be_shown_is_replaced_by_what_comes_nearest(printed, encoding, seen):
    assert printed(encoding, SAID).rstrip() == seen


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii", "cp1252"])
def test_json_loses_nothing(printed, encoding):
    written = printed(encoding, {"said": SAID + "🐈"}, json=True)
    assert json.loads(written) == {"said": SAID + "🐈"}
    assert ("黑猫" in written) is (encoding == "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("module", ["txt2img", "img2txt", "storage", "evaluation", "rendering"])
def test_every_command_begins_anywhere(module, encoding):
    env = os.environ | {"PYTHONIOENCODING": encoding}
    told = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, env=env, capture_output=True, check=True)
    assert f"python -m {module}" in told.stdout.decode(encoding)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_drawing_is_told_in_every_encoding(tmp_path, encoding):
    env = os.environ | {"PYTHONIOENCODING": encoding, "HF_HUB_OFFLINE": "1"}
    asked = [sys.executable, "-m", "txt2img", "一只黑色的猫", "--count", "1", "--out", str(tmp_path / "cat.png")]
    told = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, check=True)
    assert told.stderr == b"" and "cat.png" in told.stdout.decode(encoding)
    assert (tmp_path / "cat.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_kept_and_what_is_seen_are_told_in_every_encoding(tmp_path, encoding):
    env = os.environ | {"PYTHONIOENCODING": encoding, "HF_HUB_OFFLINE": "1", "TUWEN_DATA_DIR": str(tmp_path / "图文")}
    with Store.open(data_dir=tmp_path / "图文") as store:
        talk = store.start_conversation("zh", "黑猫 ✓").id
        store.record_turn(talk, "assistant", "黑猫 ✓", pictures=[new_picture()])
    cat = tmp_path / "猫✓.png"
    Image.new("RGB", (96, 96), "tan").save(cat)
    out = tmp_path / "导出"
    for asked in (
        ["storage", "stats"],
        ["storage", "export", "--out", str(out)],
        ["storage", "check"],
        ["img2txt", str(cat), "--language", "zh"],
    ):
        command = [sys.executable, "-m", *asked]
        told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        assert (told.returncode, told.stderr) == (0, b""), asked
        assert told.stdout.decode(encoding).strip()
    refused = subprocess.run(
        [sys.executable, "-m", "storage", "export", "--out", str(out)], cwd=ROOT, env=env, capture_output=True
    )
    assert refused.returncode == 1 and "is not empty" in refused.stderr.decode(encoding)


@pytest.mark.slow
@pytest.mark.parametrize(("encoding", "name"), [("ascii", "Tuwen ??: http"), ("gbk", "Tuwen 图文: http")])
def test_the_server_says_where_it_is_in_every_encoding(tmp_path, monkeypatch, encoding, name):
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    server, said = Process(tmp_path / "data"), b""
    for _ in range(300):  # it answers a moment before it says so
        said = (tmp_path / "server.log").read_bytes()
        if said or server.process.poll() is not None:
            break
        time.sleep(0.1)
    server.kill()
    assert name in said.decode(encoding)
