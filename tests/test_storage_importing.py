"""An export comes in again, whole and once."""

import json
from pathlib import Path

import pytest
from test_storage import new_description, new_picture, open_store, png
from test_storage_exporting import lines

from storage.errors import ImportRefused
from storage.rating import Opinion
from storage.records import Imported, NewUpload
from storage.store import Store


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data") as opened:
        talk = opened.start_conversation("zh").id
        told = opened.record_turn(talk, "user", "这是什么？", uploads=[NewUpload(png=png("blue"), name="a.png")])
        drawn = opened.record_turn(talk, "assistant", "", pictures=[new_picture("red"), new_picture("green")])
        seen = new_description(upload=told.uploads[0].id, kind="photo", caption="=1+1")
        opened.record_turn(
            talk, "assistant", "", descriptions=[seen, new_description(picture=drawn.pictures[0].id, caption="猫")]
        )
        opened.rate(Opinion(thumb=1, stars=5, comment="好\n看"), picture=1)
        opened.rate(Opinion(caption="一只狗"), description=1)
        yield opened


@pytest.fixture
def export(store, tmp_path) -> Path:
    return store.export(tmp_path / "out").folder


def without_numbers(folder: Path) -> list[dict]:
    """The lines of an export but for what each store numbers itself, and when a rating came."""
    told = lines(folder)
    for line in told:
        line |= {"id": 0, "file_name": "", "turn": 0, "rater": ""}
        line["rating"] = line["rating"] and line["rating"] | {"updated": ""}
    return told


def test_an_import_holds_what_was_exported_and_a_second_adds_nothing(export, tmp_path):
    with open_store(tmp_path / "new") as new:
        assert new.import_export(export) == Imported(pictures=2, descriptions=2, ratings=2, known=0)
        new.export(tmp_path / "again")
        assert without_numbers(tmp_path / "again") == without_numbers(export)
        before = new.stats()
        assert new.import_export(export) == Imported(pictures=0, descriptions=0, ratings=0, known=4)
        assert new.import_export(tmp_path / "again") == Imported(pictures=0, descriptions=0, ratings=0, known=4)
        assert new.stats() == before
        assert lines(tmp_path / "again", "pairs.jsonl")[0]["source"] == "alone", "neighbours stay neighbours"
        (listed,) = new.conversations()
        assert listed.title == "Import: out" and listed.turns == 5
        described = [each for turn in new.conversation(listed.id).turns for each in turn.descriptions]
        assert (described[0].kind, described[0].upload, described[1].picture) == ("photo", 1, 1)


def test_a_store_knows_its_own_export(store, export):
    before = store.stats()
    assert store.import_export(export) == Imported(pictures=0, descriptions=0, ratings=0, known=4)
    assert store.stats() == before


def test_a_rating_is_added_but_none_is_replaced(store, export):
    store.rate(Opinion(stars=2, comment="not so good"), picture=1)
    store.rate(Opinion(caption=None), description=1)
    assert store.import_export(export).ratings == 1
    first, mended = store.picture(1).rating, store.description(1).rating
    assert first is not None and first.stars == 2 and mended is not None and mended.caption == "一只狗"


def test_what_cannot_be_taken_is_told_and_the_rest_comes(export, tmp_path):
    told = lines(export)
    (export / told[0]["file_name"]).write_bytes(png("yellow"))
    told[1]["rating"] = {"thumb": 7, "stars": None, "comment": None, "caption": None}
    told[2]["file_name"] = "../../secret.png"
    del told[3]["seen_as"]  # an export of before
    written = "\n".join(map(json.dumps, told)) + "\nno JSON\n"
    (export / "metadata.jsonl").write_text(written, encoding="utf-8")
    with open_store(tmp_path / "new") as new:
        imported = new.import_export(export)
        assert (imported.pictures, imported.descriptions) == (0, 1)
        assert [sentence.split(":")[0] for sentence in imported.skipped] == [
            f"line {number} of metadata.jsonl" for number in (1, 2, 3, 5)
        ]
        assert "its bytes differ" in imported.skipped[0] and "thumb 7" in imported.skipped[1]
        assert "outside the folder" in imported.skipped[2]


def test_a_folder_that_is_no_export_is_refused(tmp_path):
    with Store.open(data_dir=tmp_path / "data") as store:
        with pytest.raises(ImportRefused, match="is no export of Tuwen's"):
            store.import_export(tmp_path)
        (tmp_path / "metadata.jsonl").write_text('{"file_name": "cat.png", "text": "a cat"}\n')
        with pytest.raises(ImportRefused, match=r"nothing in .* can be taken; the first reason: line 1"):
            store.import_export(tmp_path)
        assert store.conversations() == ()
