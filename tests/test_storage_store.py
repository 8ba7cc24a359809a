"""The verbs, on SQLite, and on PostgreSQL where TUWEN_TEST_POSTGRES names an empty database."""

import os
import time
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text
from test_storage import PLAN, new_description, new_picture, open_store, png

from storage.errors import (
    BadImage,
    BadText,
    DatabaseCorrupted,
    DataFolderUnusable,
    ImageCorrupted,
    ImagesOfAnother,
    UnknownId,
)
from storage.rating import Opinion
from storage.records import NewUpload
from storage.store import Store


def postgres() -> str:
    """The address of the PostgreSQL database for tests, emptied."""
    address = os.environ.get("TUWEN_TEST_POSTGRES")
    if address is None:
        pytest.skip("TUWEN_TEST_POSTGRES is not set")
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    with open_store(tmp_path) if request.param == "sqlite" else Store.open(postgres(), tmp_path) as opened:
        yield opened


@pytest.fixture
def talk(store) -> int:
    return store.start_conversation("en").id


def image_files(tmp_path) -> list[str]:
    return sorted(file.stem for file in tmp_path.glob("images/??/*.png"))


def test_a_turn_comes_back_as_it_was_recorded(store, talk):
    told = store.record_turn(talk, "user", "what is this?", uploads=[NewUpload(png=png("blue"), name="猫.jpg")])
    answered = store.record_turn(
        talk,
        "assistant",
        "一只猫",
        kind="describe",
        language="zh",
        payload={"unknown": ["qwerty"], "facts": [{"fact": "object", "value": "cat", "of": 0}]},
        pictures=[new_picture("red"), new_picture("green", seed=2**63 - 1)],
        descriptions=[new_description(upload=told.uploads[0].id)],
    )
    assert store.conversation(talk).turns == (told, answered)
    assert told.language == "en" and answered.language == "zh"
    assert [picture.position for picture in answered.pictures] == [0, 1]
    assert answered.pictures[1].seed == 2**63 - 1
    assert (answered.pictures[0].width, answered.pictures[0].height) == (8, 6)
    assert (told.uploads[0].name, told.uploads[0].size) == ("猫.jpg", len(png("blue")))
    assert abs(datetime.now(UTC) - answered.created) < timedelta(minutes=1)
    assert store.image_bytes(answered.pictures[0].image) == png("red")
    assert store.picture(answered.pictures[1].id) == answered.pictures[1]
    assert store.upload(told.uploads[0].id) == told.uploads[0]
    assert store.description(answered.descriptions[0].id) == answered.descriptions[0]


def test_a_message_waits_until_it_is_answered_once(store, talk):
    asks = {"does": "reply", "picture": None}
    heard = store.record_turn(talk, "user", "a cat", asks=asks)
    assert heard.asks == asks and store.conversation(talk).turns == (heard,) and not store.conversation(talk).settled
    answered = store.record_turn(talk, "assistant", "Here", answers=heard.id)
    assert [turn.asks for turn in store.conversation(talk).settled] == [None, None]
    with pytest.raises(UnknownId):
        store.record_turn(talk, "assistant", "Here again", pictures=[new_picture("green")], answers=heard.id)
    assert store.conversation(talk).turns[1:] == (answered,) and store.stats().pictures == 0


def test_a_message_that_waits_is_said_again_as_the_last(store, talk, tmp_path):
    asks = {"does": "reply", "refusals": ["“x” is no image"]}
    first = store.record_turn(talk, "user", "what is it?", uploads=[NewUpload(png=png("blue"), name="a")], asks=asks)
    other = store.record_turn(talk, "user", "hello")
    again = store.say_again(first.id)
    assert [turn.id for turn in store.conversation(talk).turns] == [other.id, again.id]
    assert (again.text, again.asks, again.uploads[0].image) == (first.text, asks, first.uploads[0].image)
    assert store.conversation(talk).turns[1] == again and store.image_bytes(again.uploads[0].image) == png("blue")
    for gone in (first.id, other.id, 99):
        with pytest.raises(UnknownId):
            store.say_again(gone)
    store.delete_conversation(talk)
    assert image_files(tmp_path) == []


def test_records_are_frozen(store, talk):
    turn = store.record_turn(talk, "user", "hello")
    with pytest.raises(FrozenInstanceError):
        turn.text = "other"


def test_conversations_are_listed_newest_first_with_counts(store, talk):
    drawn = store.record_turn(talk, "assistant", "", pictures=[new_picture(), new_picture("blue")])
    store.record_turn(talk, "assistant", "", descriptions=[new_description(picture=drawn.pictures[0].id)])
    newer = store.start_conversation("zh", "第二")
    first, second = store.conversations()
    assert (first.id, first.title, first.turns, first.pictures, first.descriptions) == (newer.id, "第二", 0, 0, 0)
    assert (second.id, second.turns, second.pictures, second.descriptions) == (talk, 2, 2, 1)


def test_the_first_message_becomes_the_title_until_somebody_renames(store, talk):
    store.record_turn(talk, "assistant", "Hello, what shall I draw?")
    assert store.conversation(talk).title == ""
    store.record_turn(talk, "user", "  a black\n cat " + "very " * 30)
    title = store.conversation(talk).title
    assert title.startswith("a black cat very") and title.endswith("…") and len(title) <= 60
    store.rename_conversation(talk, "Cats")
    store.record_turn(talk, "user", "more")
    assert store.conversation(talk).title == "Cats"


def test_deleting_a_conversation_leaves_nothing_of_it_and_everything_else(store, talk, tmp_path):
    other = store.start_conversation("en").id
    shared = store.record_turn(other, "assistant", "", pictures=[new_picture("red")]).pictures[0]
    turn = store.record_turn(
        talk, "user", "", pictures=[new_picture("red"), new_picture("blue")], uploads=[NewUpload(png=png("green"))]
    )
    described = store.record_turn(talk, "assistant", "", descriptions=[new_description(upload=turn.uploads[0].id)])
    store.rate(Opinion(thumb=1), picture=turn.pictures[0].id)
    store.rate(Opinion(thumb=1), description=described.descriptions[0].id)
    store.delete_conversation(talk)
    stats = store.stats()
    assert (stats.conversations, stats.turns, stats.pictures, stats.uploads) == (1, 1, 1, 0)
    assert (stats.descriptions, stats.ratings) == (0, 0)
    assert image_files(tmp_path) == [shared.image]
    with pytest.raises(UnknownId, match=f"no conversation {talk}"):
        store.conversation(talk)


def test_numbers_are_not_used_again(store, talk):
    store.delete_conversation(talk)
    assert store.start_conversation("en").id > talk


def test_the_last_picture_is_the_first_of_the_last_drawing(store, talk):
    assert store.last_picture(talk) is None
    store.record_turn(talk, "assistant", "", pictures=[new_picture(plan=replace(PLAN, seed=1))])
    shown = [new_picture(plan=replace(PLAN, seed=seed)) for seed in (2, 3)]
    best = store.record_turn(talk, "assistant", "", pictures=shown)
    store.record_turn(talk, "user", "nice")
    assert store.last_picture(talk) == best.pictures[0]
    assert best.pictures[0].plan == replace(PLAN, seed=2)


def test_a_plan_that_nobody_can_read_is_named_and_its_conversation_can_be_deleted(store, talk):
    picture = store.record_turn(talk, "assistant", "", pictures=[new_picture()]).pictures[0].id
    with store._database.write() as session:
        session.execute(text("UPDATE picture SET plan = '{}'"))
    with pytest.raises(DatabaseCorrupted, match=f"the plan of picture {picture} is damaged"):
        store.conversation(talk)
    store.delete_conversation(talk)
    assert store.conversations() == ()


def test_unknown_numbers_are_refused(store, subtests):
    for number in (0, -1, 999, 2**40, None, "1"):
        with subtests.test(number=number):
            for verb in (store.conversation, store.picture, store.upload, store.description, store.last_picture):
                with pytest.raises(UnknownId, match="there is no"):
                    verb(number)
            with pytest.raises(UnknownId):
                store.delete_conversation(number)
            with pytest.raises(UnknownId):
                store.rename_conversation(number, "x")
            with pytest.raises(UnknownId):
                store.record_turn(number, "user", "hello")


REFUSED = [
    ({"role": "system"}, "role 'system'; choose one of user, assistant"),
    ({"language": "de"}, "language 'de'; choose one of en, zh"),
    ({"kind": ""}, "kind has 0 characters; it takes 1 to 32"),
    ({"text": "\ud800"}, "half a character"),
    ({"payload": {"x": float("nan")}}, "payload is not plain JSON"),
    ({"payload": {"x": object()}}, "payload is not plain JSON"),
    ({"payload": [1]}, "payload is a list"),
    ({"pictures": [new_picture(seed=-1)]}, "seed -1; expected 0 to"),
    ({"pictures": [new_picture(score=float("inf"))]}, "score is inf"),
    ({"pictures": [new_picture(facts=("cat",))]}, r"facts\[0\] is a str"),
    ({"descriptions": [new_description()]}, "give exactly one of the two"),
    ({"descriptions": [new_description(upload=1, picture=1)]}, "give exactly one of the two"),
    ({"descriptions": [new_description(upload=1, kind="film")]}, "choose one of drawing, photo"),
    ({"uploads": [NewUpload(png=png(), name="x" * 256)]}, "256 characters"),
]


def test_what_cannot_be_kept_is_refused_and_nothing_is_written(store, talk, tmp_path, subtests):
    for changes, sentence in REFUSED:
        with subtests.test(sentence):
            with pytest.raises(BadText, match=sentence):
                store.record_turn(talk, **{"role": "user", "text": "hello", **changes})
            assert store.conversation(talk).turns == ()
            assert image_files(tmp_path) == []


def test_a_broken_image_takes_its_whole_turn_with_it(store, talk):
    with pytest.raises(BadImage, match="no whole PNG"):
        store.record_turn(talk, "assistant", "", pictures=[new_picture(), new_picture(png=png()[:-20])])
    assert store.conversation(talk).turns == ()


def test_only_what_stands_in_the_same_conversation_can_be_described(store, talk):
    other = store.start_conversation("en").id
    picture = store.record_turn(other, "assistant", "", pictures=[new_picture()]).pictures[0].id
    with pytest.raises(UnknownId, match=f"picture {picture} is in conversation {other}, not in {talk}"):
        store.record_turn(talk, "assistant", "", descriptions=[new_description(picture=picture)])
    with pytest.raises(UnknownId, match="no upload 77"):
        store.record_turn(talk, "assistant", "", descriptions=[new_description(upload=77)])
    assert store.conversation(talk).turns == ()


def test_a_damaged_image_is_named(store, talk):
    image = store.record_turn(talk, "assistant", "", pictures=[new_picture()]).pictures[0].image
    path = store.image_path(image)
    path.write_bytes(png("blue"))
    with pytest.raises(ImageCorrupted, match=image):
        store.image_path(image)


def test_stats_count_what_was_rated(store, talk):
    turn = store.record_turn(talk, "assistant", "", pictures=[new_picture("red"), new_picture("blue")])
    seen = store.record_turn(talk, "assistant", "", descriptions=[new_description(picture=turn.pictures[0].id)])
    assert store.stats().mean_stars is None
    store.rate(Opinion(thumb=1, stars=5, comment="yes"), picture=turn.pictures[0].id)
    store.rate(Opinion(thumb=-1, stars=2), picture=turn.pictures[1].id)
    store.rate(Opinion(caption="a dog"), description=seen.descriptions[0].id)
    stats = store.stats()
    assert (stats.ratings, stats.thumbs_up, stats.thumbs_down, stats.mean_stars) == (3, 1, 1, 3.5)
    assert (stats.comments, stats.corrected_captions) == (1, 1)
    assert (stats.image_files, stats.image_bytes) == (2, len(png("red")) + len(png("blue")))


def test_a_sweep_takes_old_files_without_rows_only(store, talk, tmp_path):
    kept = store.record_turn(talk, "assistant", "", pictures=[new_picture("red")]).pictures[0].image
    old, young = store._images.keep(png("blue")).hash, store._images.keep(png("green")).hash
    long_ago = time.time() - 7200
    for image in (kept, old):
        os.utime(store.image_path(image), (long_ago, long_ago))
    half = tmp_path / "images" / kept[:2] / ".x.png.1-2.tmp"
    half.write_bytes(b"half")
    os.utime(half, (long_ago, long_ago))
    assert store.sweep() == 1
    assert image_files(tmp_path) == sorted([kept, young])
    assert not half.exists()


def test_a_second_database_over_the_same_images_may_not_sweep(tmp_path):
    with Store.open(data_dir=tmp_path) as first:
        talk = first.start_conversation("en").id
        image = first.record_turn(talk, "assistant", "", pictures=[new_picture()]).pictures[0].image
        second = Store.open(f"sqlite:///{tmp_path / 'other.db'}", tmp_path)
        with second, pytest.raises(ImagesOfAnother, match="nothing was deleted"):
            second.sweep(older_than=0)
        assert first.image_path(image).exists()
        assert first.sweep(older_than=0) == 0


@pytest.mark.parametrize("below", ["file", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path, below):
    (tmp_path / "file").write_text("a regular file")
    folder = tmp_path / below / "data"
    with pytest.raises(DataFolderUnusable, match="name a folder that you may write to"):
        Store.open(data_dir=folder)
    with pytest.raises(DataFolderUnusable, match=str(folder)):
        Store.open(f"sqlite:///{tmp_path / 'tuwen.db'}", folder)


def test_a_closed_store_opens_again_with_everything_in_it(tmp_path):
    with Store.open(data_dir=tmp_path) as store:
        talk = store.start_conversation("zh").id
        turn = store.record_turn(talk, "assistant", "好", pictures=[new_picture()])
    with Store.open(data_dir=tmp_path) as store:
        assert store.conversation(talk).turns == (turn,)


def asked_and_drawn(store, talk, prompt, *colours):
    """A request and its answer with a picture of each colour."""
    store.record_turn(talk, "user", prompt)
    pictures = [new_picture(colour, prompt=prompt) for colour in colours]
    return store.record_turn(talk, "assistant", "Here", kind="draw", pictures=pictures)


def test_a_picture_is_deleted_and_with_the_last_what_was_asked(store, talk, tmp_path):
    answer = asked_and_drawn(store, talk, "a secret", "red", "blue")
    other = asked_and_drawn(store, talk, "another", "blue")
    store.rate(Opinion(stars=5), picture=answer.pictures[0].id)
    store.delete_picture(answer.pictures[0].id)
    assert store.stats().ratings == 0 and image_files(tmp_path) == [other.pictures[0].image]
    assert [turn.text for turn in store.conversation(talk).turns] == ["a secret", "Here", "another", "Here"]
    store.delete_picture(answer.pictures[1].id)
    assert [turn.text for turn in store.conversation(talk).turns] == ["another", "Here"]
    assert image_files(tmp_path) == [other.pictures[0].image], "the other answer has the same image"
    with pytest.raises(UnknownId):
        store.delete_picture(answer.pictures[1].id)


def test_of_two_requests_at_once_the_one_that_was_answered_goes(store, talk):
    for prompt in ("first", "second"):
        store.record_turn(talk, "user", prompt)
    first, _ = (
        store.record_turn(talk, "assistant", "Here", pictures=[new_picture(prompt=prompt)])
        for prompt in ("first", "second")
    )
    store.delete_picture(first.pictures[0].id)
    assert [turn.text for turn in store.conversation(talk).turns] == ["second", "Here"]


@pytest.mark.parametrize(("said", "left"), [("", []), ("what is this?", ["what is this?"])])
def test_a_description_is_deleted_with_what_was_sent(store, talk, tmp_path, said, left):
    sent = store.record_turn(talk, "user", said, uploads=[NewUpload(png=png("blue"), name="mine.png")])
    seen = store.record_turn(talk, "assistant", "A cat.", descriptions=[new_description(upload=sent.uploads[0].id)])
    store.rate(Opinion(caption="A dog."), description=seen.descriptions[0].id)
    store.delete_description(seen.descriptions[0].id)
    assert [turn.text for turn in store.conversation(talk).turns] == left
    assert (store.stats().uploads, store.stats().ratings, image_files(tmp_path)) == (0, 0, [])


def test_everything_is_deleted(store, talk, tmp_path):
    asked_and_drawn(store, talk, "a cat", "red")
    store.start_conversation("zh", owner="somebody")
    assert store.delete_all() == 2 and store.conversations() == () and image_files(tmp_path) == []
