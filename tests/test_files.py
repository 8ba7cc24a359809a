"""What is shown and what is sent: shared by those who show it, and nobody else's."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import httpx
import pytest
from test_storage import new_picture, png

from storage.records import NewUpload
from web.files import Files, forget_gone, forget_unsent, forget_upload, keep_uploads_apart
from web.served import LOCK


@pytest.fixture
def files(store, tmp_path, monkeypatch) -> Files:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "served"))
    return Files(store)


@pytest.fixture
def upload_url(tmp_path, monkeypatch) -> Iterator[str]:
    """Where a real server takes files."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "served"))
    keep_uploads_apart()
    with gr.Blocks(analytics_enabled=False) as page:
        gr.File()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True, ssr_mode=False)
    yield f"http://127.0.0.1:{port}/gradio_api/upload"
    page.close()


def talk(store, **more) -> tuple[int, str]:
    """A conversation about one image; its number and the image's hash."""
    number = store.start_conversation("en").id
    turn = store.record_turn(number, "user", "look", **more)
    return number, (*turn.pictures, *turn.uploads)[0].image


def test_a_copy_stays_while_a_conversation_shows_it(store, files):
    one, image = talk(store, uploads=[NewUpload(png=png("red"))])
    other, same = talk(store, uploads=[NewUpload(png=png("red"))])
    assert same == image
    url = files.url(image)
    named = files.path(image).with_name("cat.png")
    assert files.url(image, "cat.png") == f"gradio_api/file={named.as_posix()}" and named.exists()
    store.delete_conversation(one)
    forget_gone(store)
    assert files.url(image) == url and named.exists()
    store.delete_conversation(other)
    forget_gone(store)
    assert files.url(image) is None and not named.exists() and not named.parent.exists()


def test_where_a_copy_lies_cannot_be_told_from_the_image(store, files):
    _, image = talk(store, pictures=[new_picture("red")])
    assert image not in str(files.path(image).parent)


def test_the_same_file_of_two_people_is_two_files(upload_url):
    sent = [httpx.post(upload_url, files={"files": ("cat.png", png("red"))}).json() for _ in range(3)]
    one, other, third = (Path(path) for (path,) in sent)
    assert {path.name for path in (one, other, third)} == {"cat.png"}
    forget_upload(one)
    assert not one.exists() and not one.parent.exists()
    assert other.read_bytes() == third.read_bytes() == png("red")


def test_a_shown_picture_that_is_sent_back_stays(store, files, upload_url):
    _, image = talk(store, pictures=[new_picture("red")])
    shown = files.path(image)
    ((sent,),) = [httpx.post(upload_url, files={"files": (shown.name, shown.read_bytes())}).json()]
    for path in (Path(sent), shown):  # sent by a browser; named by a program
        forget_upload(path)
    assert not Path(sent).exists() and shown.exists()


def test_what_lies_elsewhere_is_never_deleted(files, tmp_path):
    (mine := tmp_path / "mine.png").write_bytes(png("red"))
    (served := tmp_path / "served").mkdir()
    os.symlink(mine, served / "link.png")
    for path in (mine, served / "link.png", served / ".." / "mine.png"):
        forget_upload(path)
    assert mine.exists()


def test_what_was_not_sent_goes_after_minutes_and_what_is_shown_stays(store, files, upload_url, tmp_path):
    _, image = talk(store, pictures=[new_picture("red")])
    shown = files.path(image)
    sent = [Path(httpx.post(upload_url, files={"files": ("cat.png", png("red"))}).json()[0]) for _ in range(2)]
    (broken_off := tmp_path / "served" / "tmp123").write_bytes(b"half")
    (lock := tmp_path / "served" / LOCK).touch()
    for old in (shown, sent[0], broken_off, lock):
        os.utime(old, (1, 1))
    forget_unsent(10)
    assert [file.exists() for file in (shown, lock, *sent, broken_off)] == [True, True, False, True, False]
    assert not sent[0].parent.exists()
