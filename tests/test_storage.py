"""The room as a whole: many threads, a killed program, texts of every kind. Small makers for its other tests."""

import io
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from storage.rating import Opinion
from storage.records import NewDescription, NewPicture, NewUpload
from storage.store import Store
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Scene, Thing

ROOT = Path(__file__).parent.parent
PLAN = Plan(Scene((Thing(0, "cat"),)), Backdrop(None, "day", 5), (Layer("cat", Pose(0.5, 0.6, 0.4), 3, of=0),), seed=7)


@cache
def migrated() -> bytes:
    """A real, empty database file: migrating costs more than most tests do."""
    with tempfile.TemporaryDirectory() as folder:
        Store.open(data_dir=folder).close()
        return (Path(folder) / "tuwen.db").read_bytes()


def open_store(folder: Path) -> Store:
    """A store with nothing in it."""
    folder.mkdir(exist_ok=True)
    (folder / "tuwen.db").write_bytes(migrated())
    return Store.open(data_dir=folder)


def png(colour: str | tuple[int, int, int] = "red", size: tuple[int, int] = (8, 6)) -> bytes:
    """A small real image."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def new_picture(colour: str | tuple[int, int, int] = "red", **changes) -> NewPicture:
    """A picture as the painters would hand it over."""
    facts = ({"fact": "object", "value": "cat", "of": 0, "found": True, "probability": 0.9},)
    values = {"plan": PLAN, "seed": 7, "weights": "w-1"}
    words = {"prompt": "一只黑色的猫", "caption": "a black cat", "facts": facts, "score": 0.75}
    return NewPicture(**{"png": png(colour), **values, **words, **changes})


def new_description(**changes) -> NewDescription:
    """A description as the describers would hand it over."""
    facts = ({"fact": "object", "value": "cat", "of": 0, "probability": 0.8},)
    values = {"caption": "a cat", "language": "en", "kind": "drawing", "facts": facts, "weights": "w-2", "seconds": 0.2}
    return NewDescription(**{**values, **changes})


def test_eight_threads_lose_no_write(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        talks = [store.start_conversation("en").id for _ in range(2)]

        def work(thread: int) -> list[int]:
            made = []
            for at in range(6):
                turn = store.record_turn(
                    talks[at % 2], "user", f"{thread}-{at}", pictures=[new_picture((thread, at, 0))]
                )
                store.rate(Opinion(stars=at % 5 + 1), picture=turn.pictures[0].id)
                store.conversation(talks[at % 2])
                made.append(turn.id)
            return made

        with ThreadPoolExecutor(8) as pool:
            ids = [id for made in pool.map(work, range(8)) for id in made]
        texts = {turn.text for talk in talks for turn in store.conversation(talk).turns}
        stats = store.stats()
    assert len(set(ids)) == 48
    assert texts == {f"{thread}-{at}" for thread in range(8) for at in range(6)}
    assert (stats.turns, stats.pictures, stats.ratings, stats.image_files) == (48, 48, 48, 48)


def test_threads_that_rate_one_picture_leave_one_rating(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("en").id
        picture = store.record_turn(talk, "assistant", "", pictures=[new_picture()]).pictures[0].id
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda stars: store.rate(Opinion(stars=stars % 5 + 1), picture=picture), range(40)))
        assert store.stats().ratings == 1


WRITER = """
import sys
from storage.records import NewPicture
from storage.store import Store
from test_storage import new_picture

store = Store.open(data_dir=sys.argv[1])
talk = store.start_conversation("en").id
for number in range(10_000):
    turn = store.record_turn(talk, "assistant", str(number), pictures=[new_picture((number % 256, number // 256, 9))])
    print(talk, turn.id, turn.pictures[0].id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_program_loses_nothing_that_it_was_told_is_kept(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=path) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(15)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read().splitlines(keepends=True)
    kept = [tuple(map(int, line.split())) for line in told if line.endswith("\n")]
    assert writer.returncode == -signal.SIGKILL
    assert len(kept) >= 15
    with Store.open(data_dir=tmp_path) as store:
        turns = {turn.id: turn for turn in store.conversation(kept[0][0]).turns}
        for _, turn, picture in kept:
            assert turns[turn].pictures[0].id == picture
            store.image_path(turns[turn].pictures[0].image)
        store.record_turn(kept[0][0], "user", "still here")


TEXTS = [
    "<script>alert('x')</script> & <b>粗</b>",
    "\u202eמימין לשמאל\u202c مرحبا\u200f",
    "tab\t newline\r\n bell\x07 escape\x1b[31m nul\x00 end",
    "👩‍👩‍👧‍👦 e\u0301 ﷽ 𠮷",
    "Robert'); DROP TABLE turn;--",
    "",
    "长" * 50_000,
]


def test_texts_come_back_unchanged(tmp_path, subtests):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("zh", title="words").id
        for text in TEXTS:
            with subtests.test(text[:20]):
                comes_back_unchanged(store, talk, text)


def comes_back_unchanged(store: Store, talk: int, text: str) -> None:
    turn = store.record_turn(
        talk,
        "user",
        text,
        payload={"unknown": [text], text: 1},
        pictures=[new_picture(prompt=text, caption=text)],
        uploads=[NewUpload(png=png("blue"), name=text[:255])],
    )
    rating = store.rate(Opinion(comment=text[:2000], stars=1), picture=turn.pictures[0].id)
    read = store.conversation(talk).turns[-1]
    assert read.text == text
    assert read.payload == {"unknown": [text], text: 1}
    assert (read.pictures[0].prompt, read.pictures[0].caption, read.uploads[0].name) == (text, text, text[:255])
    assert read.pictures[0].rating == rating
    assert rating is not None and rating.comment == (text[:2000] or None)
