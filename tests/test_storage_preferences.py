"""Pairs are derived from what people rated and went on with; what nothing can be learnt from is set aside."""

import hashlib
import json

import pytest
from test_storage import new_picture, open_store
from test_storage_exporting import lines

from storage.rating import Opinion
from storage.store import Store


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data") as opened:
        yield opened


def four(store: Store, talk: int, shade: int = 0, **payload) -> list[int]:
    """One answer with four candidates, of another colour for each shade; their numbers."""
    drawn = [new_picture((shade % 256, shade // 256, 60 * at), prompt=f"a cat {shade}") for at in range(4)]
    payload = {"says": "drawn", **payload}
    return [each.id for each in store.record_turn(talk, "assistant", "", payload=payload, pictures=drawn).pictures]


def exported(store: Store, tmp_path) -> tuple[list[tuple[int, int, str]], dict[str, int]]:
    """Pairs as (better, worse, source), and what was set aside."""
    export = store.export(tmp_path / "out", overwrite=True)
    pairs = []
    for row in lines(tmp_path / "out", "pairs.jsonl"):
        uids = [int(row[f"image_{at}_uid"].removeprefix("picture-")) for at in (0, 1)]
        assert row["best_image_uid"].endswith(str(uids[0] if row["label_0"] else uids[1]))
        assert row["label_0"] + row["label_1"] == 1 and row["has_label"] and row["are_different"]
        better, worse = uids if row["label_0"] else uids[::-1]
        pairs.append((better, worse, row["source"]))
    return pairs, {reason: count for reason, count in export.set_aside.items() if count}


CASES = {
    "nothing": ([], {}, [], {}),
    "two stars apart": ([(1, {"stars": 5}), (2, {"stars": 3})], {}, [
        (1, 2, "ratings"), (1, 3, "alone"), (1, 4, "alone")], {}),
    "a lone thumb down": ([(3, {"thumb": -1})], {}, [(1, 3, "alone"), (2, 3, "alone"), (4, 3, "alone")], {}),
    "a lone middling one": ([(3, {"stars": 3})], {}, [], {}),
    "a comment alone": ([(3, {"comment": "nice"})], {}, [], {}),
    "the best of these": ([(2, {"best": True})], {}, [(2, 1, "best"), (2, 3, "best"), (2, 4, "best")], {}),
    "the best of these, with less said of it": (
        [(2, {"best": True}), (1, {"stars": 5})], {},
        [(2, 1, "best"), (1, 3, "alone"), (1, 4, "alone"), (2, 3, "best"), (2, 4, "best")], {}),
    "thumb against stars": ([(1, {"thumb": -1, "stars": 5}), (2, {"stars": 3})], {}, [], {"contradiction": 1}),
    "the second one": ([], {"says": "picked", "picked": 2}, [
        (2, 1, "choice"), (2, 3, "choice"), (2, 4, "choice")], {}),
    "the first one, by name": ([], {"says": "picked", "picked": 1}, [
        (1, 2, "choice"), (1, 3, "choice"), (1, 4, "choice")], {}),
    "changed from the third": ([], {"says": "changed", "begun_from": 3}, [
        (3, 1, "choice"), (3, 2, "choice"), (3, 4, "choice")], {}),
    "changed from the first, as always": ([], {"says": "changed", "begun_from": 1}, [], {}),
    "drawn once more": ([], {"says": "drawn_again", "begun_from": 3}, [], {}),
    "chosen, and rated below another": (
        [(2, {"stars": 3}), (1, {"stars": 4})], {"says": "changed", "begun_from": 2},
        [(1, 3, "alone"), (1, 4, "alone"), (2, 3, "choice"), (2, 4, "choice")], {"contradiction": 1}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_pairs_are_what_was_preferred(store, tmp_path, case):
    ratings, went_on, expected, aside = CASES[case]
    talk = store.start_conversation("en").id
    four(store, talk)
    for picture, rating in ratings:
        store.rate(Opinion(**rating), picture=picture)
    store.record_turn(talk, "assistant", "", payload=went_on)
    assert exported(store, tmp_path) == (expected, aside)


def test_what_is_said_twice_counts_once_and_what_is_unsaid_not_at_all(store, tmp_path):
    mine, theirs = (store.start_conversation("en", owner=owner).id for owner in ("me", "them"))
    for talk in (mine, mine, theirs):  # the same pictures each time
        pictures = four(store, talk)
        store.rate(Opinion(stars=5), picture=pictures[0])
        store.rate(Opinion(stars=1 if talk == mine else 4), picture=pictures[1])
    pairs, aside = exported(store, tmp_path)
    assert len([pair for pair in pairs if pair[2] == "ratings"]) == 2, "one of each person"
    assert aside == {"duplicate": 7}, "five pairs and two ratings"
    pictures = four(store, mine)
    store.rate(Opinion(stars=1), picture=pictures[0])
    store.rate(Opinion(stars=5), picture=pictures[1])
    pairs, aside = exported(store, tmp_path)
    assert [pair for pair in pairs if pair[2] == "ratings"] == [(9, 10, "ratings")], "theirs"
    assert aside["contradiction"] == 15, "three times everything that I said of them"


def test_a_picture_that_an_undo_shows_again_is_the_same_one(store, tmp_path):
    talk = store.start_conversation("en").id
    four(store, talk)
    again = four(store, talk, says="undone", restores=1)
    store.rate(Opinion(thumb=1), picture=again[1])
    assert exported(store, tmp_path)[0] == [(2, 1, "alone"), (2, 3, "alone"), (2, 4, "alone")]


def test_in_a_crowd_a_flood_is_set_aside_and_a_persons_share_is_limited(store, tmp_path):
    def rates(owner: str, answers: int) -> None:
        talk = store.start_conversation("en", owner=owner).id
        for shade in range(answers):
            store.rate(Opinion(thumb=1), picture=four(store, talk, shade)[0])

    for owner in ("a", "b", "c"):
        rates(owner, 2)
    rates("flood", 42)
    assert exported(store, tmp_path)[1] == {}, "among four one may do most"
    rates("much", 20)
    pairs, aside = exported(store, tmp_path)
    assert aside == {"flood": 4 * 42}, "pairs and ratings"
    assert len(pairs) == 3 * (3 * 2 + 20)
    rates("d", 2)
    pairs, aside = exported(store, tmp_path)
    assert aside == {"flood": 4 * 42, "share": 10} and len(pairs) == 3 * 4 * 2 + 50


def test_a_manifest_says_how_much_there_is_and_names_nobody(store, tmp_path):
    talk = store.start_conversation("zh", owner="a visitor's mark").id
    store.rate(Opinion(stars=5), picture=four(store, talk, ranked_by="0001-abc")[0])
    store.export(tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    counts = {name: manifest[name] for name in ("pictures", "rated", "pairs", "raters", "weights", "skipped")}
    assert counts == {"pictures": 4, "rated": 1, "pairs": 3, "raters": 1, "weights": {"w-1": 4}, "skipped": 0}
    for name, hash in manifest["files"].items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == hash
    written = (tmp_path / "out" / "pairs.jsonl").read_text() + (tmp_path / "out" / "metadata.jsonl").read_text()
    assert "a visitor's mark" not in written
    rows = lines(tmp_path / "out")
    assert len({rows[0]["rater"], lines(tmp_path / "out", "pairs.jsonl")[0]["user_id"]}) == 1
    assert [(row["turn"], row["position"]) for row in rows] == [(1, at) for at in range(4)]
    assert {row["ranked_by"] for row in rows} == {"0001-abc"}


def test_pairs_of_pictures_that_are_gone_are_left_out(store, tmp_path):
    store.rate(Opinion(stars=5), picture=four(store, store.start_conversation("en").id)[0])
    store.image_path(store.picture(2).image).unlink()
    assert exported(store, tmp_path)[0] == [(1, 3, "alone"), (1, 4, "alone")]
