"""Room on the disk: nothing new where there is too little, and deleting goes on where there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_storage import new_picture

from chat.conversation import Chat, NotKept
from chat.settings import Settings
from storage.errors import StoreFull
from storage.room import MB, Reserve

ROOT = Path(__file__).parent.parent
FULL = """
import os, sys
from pathlib import Path
from test_storage import new_picture
from storage.errors import StoreFull
from storage.room import Reserve
from storage.store import Store

data = Path(sys.argv[1])
with Store.open(data_dir=data) as store:
    store._reserve = Reserve(data / "reserve", 1024 * 1024)
    store.hold_reserve()
    talks = [store.start_conversation("en").id for _ in range(3)]
    for talk in talks:
        store.record_turn(talk, "user", "words " * 20_000, pictures=[new_picture()])
    store.settle()
    try:
        with (data / "somebody-elses").open("wb", buffering=0) as other:
            while True:
                other.write(bytes(512))
    except OSError:
        pass
    try:
        store.record_turn(talks[0], "user", "words " * 20_000)
        sys.exit("a full disk took more")
    except StoreFull as error:
        print(error)
    store.delete_conversation(talks[1])
    assert [each.id for each in store.conversations()] == [talks[2], talks[0]]
    assert store.conversation(talks[0]).turns, "the others are whole"
"""


def test_a_quota_and_a_disk_that_is_nearly_full_take_nothing_new(store, tmp_path):
    talk = store.start_conversation("en").id
    store.check_room(most=1, least_free=0)
    store.record_turn(talk, "assistant", "", pictures=[new_picture()])
    store._room.measure_again()
    with pytest.raises(StoreFull, match="the quota is 0 MB"):
        store.check_room(most=1)
    store.delete_conversation(talk)
    store.check_room(most=1)
    with pytest.raises(StoreFull, match="are kept free"):
        store.check_room(least_free=shutil.disk_usage(tmp_path).free + 2**30)


@pytest.mark.parametrize(("language", "sentence"), [("en", "no room left here"), ("zh", "没有空间")])
def test_who_is_not_heard_for_want_of_room_is_told(store, language, sentence):
    nothing: object = None  # no network is asked here
    chat = Chat(store, nothing, nothing, nothing, Settings(keep_free_mb=10**9))  # type: ignore[arg-type]
    talk = chat.start(language).id
    with pytest.raises(NotKept, match=sentence):
        chat.hear(talk, "cat 猫" if language == "zh" else "a cat")
    assert store.conversation(talk).turns == ()


def test_the_reserve_is_held_and_gives_way(tmp_path):
    file = tmp_path / "reserve"
    reserve = Reserve(file, 2 * MB)
    for _ in range(2):
        reserve.take()
        assert file.stat().st_size == 2 * MB and file.stat().st_mode & 0o077 == 0
    with reserve.given_way():
        assert not file.exists()
    assert file.stat().st_size == 2 * MB
    Reserve(tmp_path / "missing" / "reserve").take()  # no room for it is no failure


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk as Linux does")
def test_on_a_full_disk_one_can_still_delete(tmp_path):
    (tmp_path / "disk").mkdir()
    mount = 'mount -t tmpfs -o size=6m none "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(tmp_path / "disk"), sys.executable, FULL]
    if subprocess.run([*command[:4], 'mount -t tmpfs none "$1"', *command[5:7]], capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(command, env=paths, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert "is full; nothing was saved" in ran.stdout
