"""Only what people let be learnt from is exported, and what they take back is in no later export."""

import json

import pytest
from test_storage import new_picture, open_store
from test_storage_exporting import lines

from storage.__main__ import main
from storage.rating import Opinion
from storage.store import Store

HERS, HIS = "hers", "his"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data") as opened:
        for owner in (HERS, HIS, None):
            talk = opened.start_conversation("en", owner=owner).id
            drawn = [new_picture(colour, prompt=f"a cat of {owner}") for colour in ("red", "green")]
            kept = opened.record_turn(talk, "assistant", "", pictures=drawn).pictures
            opened.rate(Opinion(thumb=1), picture=kept[0].id)
        yield opened


def given(store: Store, folder) -> list[str]:
    """Whose pictures an export holds; in nothing that it writes stands anybody else's."""
    export = store.export(folder, overwrite=True)
    owners = [row["prompt"].rpartition(" ")[2] for row in lines(folder)]
    pairs = {row["caption"].rpartition(" ")[2] for row in lines(folder, "pairs.jsonl")}
    assert pairs == set(owners) and export.pictures == len(owners) == 2 * export.raters
    assert export.withheld == 3 - len(pairs) == json.loads((folder / "manifest.json").read_text())["withheld"]
    assert len(list((folder / "images").iterdir())) == len(owners)
    return sorted(pairs)


def test_on_ones_own_machine_all_is_given_until_it_is_taken_back(store, tmp_path):
    assert store.allows_learning() is None
    assert given(store, tmp_path / "out") == ["None", HERS, HIS]
    store.allow_learning(False)
    assert given(store, tmp_path / "out") == []
    assert "left out: 3" in (tmp_path / "out" / "README.md").read_text()
    store.allow_learning(True)
    assert given(store, tmp_path / "out") == ["None", HERS, HIS]


def test_strangers_are_asked_first_and_may_take_it_back(store, tmp_path):
    store.serve_strangers(True)
    assert given(store, tmp_path / "out") == []
    store.allow_learning(True, owner=HERS)
    assert given(store, tmp_path / "out") == [HERS] and store.ratings_since(None) == 1
    store.serve_strangers(False)
    store.allow_learning(True)
    assert given(store, tmp_path / "out") == [HERS], "what strangers left stays theirs"
    store.allow_learning(False, owner=HERS)
    assert given(store, tmp_path / "out") == [] and store.allows_learning(HERS) is False
    store.delete_owned(HERS)
    assert store.allows_learning(HERS) is None


def test_an_export_of_a_host_that_was_not_started_since_asks_nobody(store, tmp_path, monkeypatch, capsys):
    export = ["export", "--data-dir", str(tmp_path / "data"), "--json", "--overwrite", "--out", str(tmp_path / "out")]
    for shared, pictures in (("false", 6), ("true", 0)):
        monkeypatch.setenv("TUWEN_SHARED", shared)
        assert main(export) == 0
        assert json.loads(capsys.readouterr().out)["pictures"] == pictures


def test_what_was_imported_can_be_exported_again(store, tmp_path):
    folder = store.export(tmp_path / "out").folder
    with open_store(tmp_path / "other") as other:
        other.serve_strangers(True)
        other.import_export(folder)
        assert other.export(tmp_path / "again").pictures == 6
