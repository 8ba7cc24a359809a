"""What is said beside the picture names nothing in it."""

import pytest

from language.asides import without_ground
from language.familiar import nearby
from understanding.message import read_message


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("I was thinking a duck", "duck"),
        ("do you think it is nice", ""),
        ("I'm swimming in work, draw a cat", "cat"),
        ("ten sheep lol cant sleep", "10 sheep"),
        ("I want a sleeping cat", "sleeping cat"),
        ("can you draw a cat thinking", "cat thinking"),
        ("呜呜呜要哭了，谢谢你", ""),
        ("我们在跑步", ""),
        ("我要睡觉的猫", "sleeping cat"),
        ("老虎们都给我跳起舞来", "tiger dancing"),
        ("a cat on a light blue background", "cat"),
        ("戴耳机的熊猫，背景浅紫色", "wears headphones panda"),
        ("a mushroom house", "house"),
        ("give the owl glasses", "owl glasses"),
        ("send my rooster home", "rooster house"),
        ("the cat's hat", "cat hat"),
        ("a dog leaves", "dog"),
        ("the cat waves", "cat"),
        ("a boat on a wave", "sailboat on wave"),
        ("thanks honey", ""),
        ("a bear with honey", "bear honey_pot"),
        ("you're an angel!", ""),
        ("hi pumpkin", ""),
        ("no pumpkin", "pumpkin"),
    ],
)
def test_what_is_named_is_what_is_to_be_drawn(said, named):
    assert " ".join(one.key for one in read_message(said).mentions) == named


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("it should say half past three", "half past three"),
        ("a family of four", "family of four"),
        ("现在是三点半", "三点半"),
        ("two to three cats", ""),
    ],
)
def test_a_number_that_counts_nothing_is_told_with_its_words(said, unread):
    message = read_message(said)
    assert "|".join(one.word for one in message.unread) == unread
    assert bool(unread) != any(one.slot == "count" and one.key == "3" for one in message.mentions)


@pytest.mark.parametrize(
    ("said", "rest", "ground"),
    [
        ("a cat, white background", "a cat", "white"),
        ("a banana on a plain white background please", "a banana please", "white"),
        ("make the background dark blue and add a dog", "and add a dog", "blue"),
        ("背景换成蓝色", "", "blue"),
        ("背景可以改成蓝色", "", "blue"),
        ("粉色背景的小狗", "的小狗", "pink"),
        ("背景要纯白", "", "white"),
        ("a blue cat", "a blue cat", None),
        ("a red car in the background", "a red car in the background", None),
        ("杯底下有红色的球", "杯底下有红色的球", None),
    ],
)
def test_the_colour_behind_the_things_is_no_colour_of_theirs(said, rest, ground):
    assert without_ground(said) == (rest, ground)


def test_what_is_known_as_something_like_it():
    assert list(nearby("two huskies in a bamboo forest")) == [
        ("huskies", "object", "dog"),
        ("bamboo forest", "place", "forest"),
    ]
    assert list(nearby("竹林里的哈士奇")) == [("竹林里", "place", "forest"), ("哈士奇", "object", "dog")]
    assert [(one.word, one.key) for one in read_message("a mushroom house").near] == [("mushroom house", "house")]
