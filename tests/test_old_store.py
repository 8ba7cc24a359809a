"""What the version before single things kept: it opens, everything in it is there, and a conversation can go on."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from chat.conversation import Chat
from chat.settings import Settings
from storage.store import Store
from world.plan import Blend, Plan
from world.scene import Relation, Thing

OLD = Path(__file__).parent / "old_store"  # kinds with counts, one relation, layers that name their kind


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(OLD, tmp_path / "data")
    with Store.open(data_dir=tmp_path / "data") as store:
        yield store


def plans(store: Store, conversation: int) -> list[Plan]:
    return [picture.plan for turn in store.conversation(conversation).turns for picture in turn.pictures]


def test_everything_is_there(old: Store) -> None:
    assert [each.title for each in old.conversations()] == [
        "一只睡觉的熊猫在雪地上，晚上",
        "two black cats to the left of a dog on the grass",
    ]
    for listed in old.conversations():
        for turn in old.conversation(listed.id).turns:
            for picture in turn.pictures:
                with Image.open(io.BytesIO(old.image_bytes(picture.image))) as image:
                    assert image.size == (picture.width, picture.height) == (256, 256)
                assert picture.facts and all(fact["probability"] >= 0 for fact in picture.facts)
    rated = old.conversation(1).turns[-1].pictures[0].rating
    assert rated is not None and (rated.thumb, rated.stars, rated.comment) == (1, 4, "lovely")


def test_plans_are_of_single_things(old: Store) -> None:
    first, changed, sticker = plans(old, 1)
    cats = (Thing(0, "cat", "black"), Thing(1, "cat", "black"))
    assert first.scene.things == (*cats, Thing(2, "dog"))
    assert first.scene.relations == (Relation(0, "left_of", 2), Relation(1, "left_of", 2))
    assert changed.scene.things == (*cats, Thing(2, "dog", "red")) and changed.scene.place == "grass"
    assert sticker.backdrop is None and set(sticker.poses()) == {0, 1, 2}
    assert first.poses()[0].x < first.poses()[1].x < first.poses()[2].x
    panda, owl = plans(old, 2)
    assert (panda.scene.things, panda.scene.time) == ((Thing(0, "panda", None, "sleeping"),), "night")
    assert {layer.what: layer.of for layer in panda.layers} == {"panda": 0, "zzz": 0}
    assert owl.blend == Blend("owl", 0.5)


def test_a_conversation_goes_on(old: Store, understanding, painter, describer) -> None:
    chat = Chat(old, understanding, painter, describer, Settings(candidates=1))
    before = plans(old, 1)[-1]
    blue = chat.reply(1, "make the dog blue").answered
    assert blue.pictures[0].plan.scene == before.scene.changed([2], colour="blue")
    assert blue.pictures[0].plan.poses() == before.poses() and blue.pictures[0].plan.backdrop is None
    for expected in plans(old, 1)[-2::-1]:  # all the way back, one step at a time
        undone = chat.reply(1, "undo").answered
        assert undone.pictures[0].plan == expected, undone.text
    assert chat.reply(1, "undo").answered.pictures == ()
    assert chat.reply(1, "redo").answered.pictures[0].plan == plans(old, 1)[1]
