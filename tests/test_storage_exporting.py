"""An export is a folder that stands for itself: images, words, ratings."""

import hashlib
import json

import pytest
from PIL import Image
from test_storage import PLAN, new_description, new_picture, open_store, png

from storage.errors import DataFolderUnusable, ExportRefused
from storage.rating import Opinion
from storage.records import NewUpload
from storage.store import Store
from world.plan import Plan


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data") as opened:
        talk = opened.start_conversation("zh").id
        told = opened.record_turn(talk, "user", "这是什么？", uploads=[NewUpload(png=png("blue"), name="a.png")])
        opened.record_turn(talk, "assistant", "", pictures=[new_picture("red"), new_picture("green")])
        opened.record_turn(talk, "assistant", "", descriptions=[new_description(upload=told.uploads[0].id)] * 2)
        opened.rate(Opinion(thumb=1, stars=5, comment="好\n看"), picture=1)
        opened.rate(Opinion(caption="一只狗"), description=2)
        yield opened


def lines(folder, name: str = "metadata.jsonl") -> list[dict]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_every_line_has_its_image_words_and_rating(store, tmp_path):
    export = store.export(tmp_path / "out")
    rows = lines(tmp_path / "out")
    assert (export.folder, export.pictures, export.descriptions, export.rated) == (tmp_path / "out", 2, 2, 2)
    assert export.skipped == ()
    assert [row["kind"] for row in rows] == ["picture", "picture", "description", "description"]
    assert [row["text"] for row in rows] == ["一只黑色的猫", "一只黑色的猫", "a cat", "一只狗"]
    assert rows[0]["rating"] | {"updated": ""} == {
        "thumb": 1, "stars": 5, "comment": "好\n看", "caption": None, "updated": "",
        "best": None, "reasons": [], "mended": [],
    }  # fmt: skip
    assert rows[1]["rating"] is None and Plan.from_json(rows[0]["plan"]) == PLAN
    assert rows[0]["facts"][0]["value"] == "cat" and rows[0]["language"] == "zh"
    for row in rows:
        file = tmp_path / "out" / row["file_name"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == row["sha256"]
        with Image.open(file) as image:
            assert image.size == (8, 6)
    assert len({row["file_name"] for row in rows}) == 4
    assert len({frozenset(row) for row in rows}) == 1, "a table has the same columns in every line"
    assert "2 pictures, 2 descriptions" in (tmp_path / "out" / "README.md").read_text()


def test_only_what_was_rated(store, tmp_path):
    store.export(tmp_path / "out", rated_only=True)
    rows = [(row["kind"], row["id"]) for row in lines(tmp_path / "out")]
    assert rows == [("picture", 1), ("picture", 2), ("description", 2)], "and what it was preferred to"


def test_an_export_is_frozen(store, tmp_path):
    store.export(tmp_path / "out")
    before = (tmp_path / "out" / "metadata.jsonl").read_bytes()
    store.rate(Opinion(thumb=-1), picture=1)
    store.delete_conversation(1)
    assert (tmp_path / "out" / "metadata.jsonl").read_bytes() == before
    assert len(list((tmp_path / "out" / "images").iterdir())) == 4


def test_a_folder_that_holds_something_is_refused(store, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    store.export(folder)
    with pytest.raises(ExportRefused, match="is not empty, so nothing was written"):
        store.export(folder)
    store.rate(Opinion(stars=1), picture=1)
    store.export(folder, overwrite=True)
    assert lines(folder)[0]["rating"]["stars"] == 1
    (folder / "README.md").write_text("My own pictures")  # captioned by somebody, as docs/data.md says
    with pytest.raises(ExportRefused, match="that no earlier export wrote"):
        store.export(folder, overwrite=True)
    assert (folder / "README.md").read_text() == "My own pictures"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_a_file_in_the_way_is_refused(store, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportRefused, match="is a file"):
        store.export(tmp_path / "file")
    with pytest.raises(DataFolderUnusable, match="cannot be written"):
        store.export(tmp_path / "file" / "out")


def test_broken_images_are_left_out_and_listed(store, tmp_path):
    store.image_path(store.picture(1).image).write_bytes(b"noise")
    store.image_path(store.picture(2).image).unlink()
    export = store.export(tmp_path / "out")
    assert (export.pictures, export.descriptions) == (0, 2)
    assert [sentence.split(":")[0] for sentence in export.skipped] == ["picture 1", "picture 2"]
    assert "damaged" in export.skipped[0] and "gone" in export.skipped[1]
    assert "Left out, because the image file is gone or damaged: 2." in (tmp_path / "out" / "README.md").read_text()


def test_an_empty_store_exports_an_empty_folder(tmp_path):
    with Store.open(data_dir=tmp_path / "data") as store:
        assert store.export(tmp_path / "out").pictures == 0
    assert lines(tmp_path / "out") == []
