"""What the shipped reader makes of whole texts, and what keeps it from seeing things that nobody named."""

import shutil
from pathlib import Path

import pytest

from models.weights import WeightsError
from understanding.reading import Reading
from world.change import together
from world.gist import Gist, Kind

WEIGHTS = Path("weights")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(WEIGHTS)


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("一只黑色的猫在草地上跳跃", Gist((Kind("cat", "black", action="jumping"),), place="grass")),
        ("三只小猪在睡觉", Gist((Kind("pig", count=3, action="sleeping"),))),
        ("夜晚的海里有两条红色的鱼", Gist((Kind("fish", "red", 2),), place="sea", time="night")),
        ("狗的左边有一只猫", Gist((Kind("cat"), Kind("dog")), "left_of")),
        ("猫在狗的左边", Gist((Kind("cat"), Kind("dog")), "left_of")),
        (
            "two red apples to the left of a blue car at night",
            Gist((Kind("apple", "red", 2), Kind("car", "blue")), "left_of", time="night"),
        ),
        ("A Black Cat is jumping on the grass!", Gist((Kind("cat", "black", action="jumping"),), place="grass")),
    ],
)
def test_a_text_is_read(reading: Reading, text: str, scene: Gist) -> None:
    assert reading.understand(text).scene == scene


@pytest.mark.parametrize("text", ["hello", "你好", "", "  ", "123", "🐱🐱", "\u202e\u0000"])
def test_small_talk_and_nothing_hold_no_things(reading: Reading, text: str) -> None:
    understood = reading.understand(text)
    assert understood.scene.things == () and understood.unknown_words == ()


@pytest.mark.parametrize(
    ("text", "language", "unknown"), [("a samurai", "en", ("samurai",)), ("画一只恐龙", "zh", ("恐龙",))]
)
def test_the_unknown_is_named_and_not_drawn(reading: Reading, text: str, language: str, unknown: tuple) -> None:
    understood = reading.understand(text)
    assert (understood.scene.things, understood.language, understood.unknown_words) == ((), language, unknown)


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [("ten dogs", 4, ("ten",)), ("5 cats", 4, ("5",)), ("一百只猫", 4, ("一百只",)), ("十五个苹果", 4, ("十五个",)),
     ("a dozen apples", 4, ("a dozen",)), ("two dogs", 2, ()), ("三只猫", 3, ()),
     ("four dogs", 4, ()), ("四只猫", 4, ())],
)  # fmt: skip
def test_four_stand_for_more_and_that_is_told(reading: Reading, text: str, count: int, said: tuple) -> None:
    understood = reading.understand(text)
    assert (understood.scene.things[0].count, understood.too_many) == (count, said)


def test_what_finds_no_room_is_named(reading: Reading) -> None:
    understood = reading.understand("a cat, a dog and a bird")
    drawn = {thing.object for thing in understood.scene.things}
    assert len(drawn) == 2 and drawn | set(understood.left_out) == {"cat", "dog", "bird"}
    assert reading.understand("a cat and a dog").left_out == ()


@pytest.mark.parametrize("text", ["a samurai riding a horse at breakfast", "a horse galloping towards Vladivostok"])
def test_no_place_is_guessed_from_unknown_words(reading: Reading, text: str) -> None:
    assert (reading.understand(text).scene.place, reading.understand(text).scene.time) == (None, None)


@pytest.mark.parametrize("text", ["it looks bad", "the style is ugly", "change style"])
def test_a_complaint_is_no_style(reading: Reading, text: str) -> None:
    assert not reading.understand(text).scene.drawable


def test_many_texts_are_read_as_each_alone(reading: Reading) -> None:
    texts = ["一只黑色的猫在草地上跳跃", "a dog", "three yellow birds singing in the forest at night"]
    assert reading.understand_all(texts) == [reading.understand(text) for text in texts]


def test_full_width_and_hidden_characters_change_nothing(reading: Reading) -> None:
    plain, dressed = reading.understand("a red car"), reading.understand(" ａ\u200b  red\u202e\n ｃａｒ ")
    assert dressed == plain


def test_an_endless_text_is_cut_and_not_refused(reading: Reading) -> None:
    assert reading.understand("a red car " + "and so on " * 2000).scene.things[0].object == "car"


def test_one_thing_said_twice_is_one_and_two_colours_are_two() -> None:
    assert together([Kind("frog", action="jumping"), Kind("frog", "green")]) == (
        Kind("frog", "green", action="jumping"),
    )
    cats = (Kind("cat", "black"), Kind("cat", "white"))
    assert together(list(cats)) == cats


def test_a_missing_tokenizer_says_how_to_get_it_back(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS / "reader", tmp_path / "reader")
    with pytest.raises(WeightsError, match="git checkout -- weights/tokenizer"):
        Reading(tmp_path)


@pytest.mark.parametrize(
    ("text", "one", "relation", "other"),
    [
        ("月亮下的狼", "wolf", "below", "moon"),
        ("城堡上空的龙", "dragon", "above", "castle"),
        ("苹果左边的狗", "dog", "left_of", "apple"),
        ("骑马的男孩", "boy", "on", "horse"),
        ("一只戴帽子的猫", "hat", "on", "cat"),
        ("a cat wearing a hat", "hat", "on", "cat"),
        ("a boy riding a horse", "boy", "on", "horse"),
        ("穿裙子的女孩", "dress", None, "girl"),
    ],
)
def test_how_two_things_stand_is_read_in_any_order(reading: Reading, text, one, relation, other) -> None:
    scene = reading.understand(text).scene
    objects, stands = tuple(thing.object for thing in scene.things), (one, other)
    assert (objects, scene.relation) == (stands, relation) or (relation is None and set(objects) == set(stands))


@pytest.mark.parametrize(
    "text", ["a hat to the left of a cat wearing glasses", "a cat and a dog wearing a hat", "猫和狗骑自行车"]
)
def test_nobody_wears_or_rides_what_others_do(reading: Reading, text: str) -> None:
    assert reading.understand(text).scene.relation != "on"


def test_what_a_picture_has_no_room_for_is_named(reading: Reading) -> None:
    understood = reading.understand("a red car in the rain at night")
    assert {understood.scene.time, *understood.besides} == {"rain", "night"}
    assert "riding" not in reading.understand("a boy riding a horse").unknown_words
