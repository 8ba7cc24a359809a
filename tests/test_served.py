"""What browsers send and fetch lies in a folder of one server, and nowhere once that has stopped or was killed."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_storage import ROOT, new_picture

from storage.store import Store
from web.files import Files, forget_gone
from web.served import served_folder

SERVING = """
import sys
from pathlib import Path
from web.served import served_folder
with served_folder(Path(sys.argv[1])) as folder:
    (folder / "copy.png").write_bytes(b"copy")
    print("serving", flush=True)
    sys.stdin.read()
"""


def test_nothing_is_left_after_a_stop(tmp_path):
    with served_folder(tmp_path / "served") as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "copy.png").write_bytes(b"copy")
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list((tmp_path / "served").iterdir()) == []


def test_nothing_is_left_of_a_killed_server_after_the_next_start_and_a_living_one_keeps_its_own(tmp_path):
    command = [sys.executable, "-c", SERVING, str(tmp_path / "served")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None and other.stdout.readline() == "serving\n"
        with served_folder(tmp_path / "served"):
            assert len(list((tmp_path / "served").glob("*/copy.png"))) == 1
        other.kill()
    assert len(list((tmp_path / "served").glob("*/copy.png"))) == 1
    with served_folder(tmp_path / "served") as folder:
        assert list((tmp_path / "served").iterdir()) == [folder]


def test_what_else_lies_there_stays(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("to nobody")
    (tmp_path / "server-room").mkdir()
    with served_folder(tmp_path):
        pass
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["letter.txt", "mine", "server-room"]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "served"))
    return tmp_path / "served"


def test_copies_go_with_their_conversation_but_not_with_one_of_two(store: Store, served: Path):
    one, other = (store.start_conversation("en").id for _ in range(2))
    both = store.record_turn(one, "assistant", "", pictures=[new_picture("red"), new_picture("blue")]).pictures
    store.record_turn(other, "assistant", "", pictures=[new_picture("red")])
    files = Files(store)
    for picture in both:
        files.url(picture.image, "a black cat.png")
    upload = served / "ab12" / "cat.png"
    upload.parent.mkdir()
    upload.write_bytes(b"sent by somebody else")
    copies = {file for file in served.rglob("*.png")}
    assert len(copies) == 5
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in copies - {upload}} == {0}
    store.delete_conversation(one)
    forget_gone(store)
    assert {file.name for file in served.rglob("*.png")} == {f"{both[0].image}.png", "a black cat.png", "cat.png"}
    store.delete_conversation(other)
    forget_gone(store)
    assert list(served.rglob("*.png")) == [upload]
