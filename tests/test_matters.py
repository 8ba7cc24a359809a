"""What is asked that no picture answers, thanks in odd words, and what is counted by a word for many kinds."""

import pytest

from tests.talks import standing
from understanding.intent import Answer, Change, Refuse, Talk
from understanding.matters import asks_for_an_effect, counted, matter_of, matters, small_talk
from understanding.message import read_message


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("what's her name?", "name"),
        ("what is the fox called", "name"),
        ("它叫什么呀", "name"),
        ("why is it so small?", "why"),
        ("为什么是蓝色的", "why"),
        ("do I have to pay for this?", "cost"),
        ("这个收费吗", "cost"),
        ("can you do photorealistic?", "quality"),
        ("能出 8K 的吗", "quality"),
        ("can I see them side by side?", "compare"),
        ("what's the difference between these two?", "compare"),
        ("这两张有什么不同", "compare"),
        ("do you like it?", "opinion"),
        ("你喜欢这只猫吗", "opinion"),
        ("how old are you", "age"),
        ("which seed was that?", "seed"),
        ("how do I save it", "save"),
        ("我想保存这张", "save"),
        ("is the background transparent?", "transparent"),
        ("what if I asked for fifty cats?", "most"),
        ("最多能画几个", "most"),
        ("make the sky darker", None),
        ("a cat called Tom on a mat", None),
        ("draw a save icon", None),
        ("what colour is it?", None),
        ("what other styles do you have?", "styles"),
        ("还有哪些风格可以选", "styles"),
        ("which style is it?", None),
        ("what did you just change?", "changed"),
        ("你刚刚改了什么", "changed"),
        ("can you write on the pictures?", "write"),
        ("能不能在图上写字", "write"),
        ("why is it grey? make it red", None),
        ("can you draw a cat", None),
        ("画一只猫", None),
    ],
)
def test_a_matter_is_found_where_nothing_is_wished_for(said: str, matter: str | None) -> None:
    assert matter_of(read_message(said)) == matter


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("ta very much, back to the grind", "thanks"),
        ("cheers, that'll do", "thanks"),
        ("辛苦了，就这样", "thanks"),
        ("谢啦，去睡了", "bye"),
        ("good night then", "bye"),
        ("not bad at all", "praise"),
        ("哇不错", "praise"),
        ("thanks, now make it red", None),
        ("thanks for the cat", None),
        ("谢谢，再来一张", None),
    ],
)
def test_small_talk_in_odd_words(said: str, about: str | None) -> None:
    assert small_talk(read_message(said)) == about


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("make the sky a bit darker", True),
        ("heavier rain please", True),
        ("雪下大一点", True),
        ("风再小点吧", True),
        ("make it rain", False),
        ("make the cat darker", False),
        ("more rain and a dog", False),
        ("下雨吧", False),
    ],
)
def test_more_or_less_of_the_weather_is_an_effect(said: str, asks: bool) -> None:
    assert asks_for_an_effect(read_message(said)) == asks


def test_what_is_counted_by_a_word_for_many_kinds() -> None:
    state = standing(["new; add 2 apple; add banana; add cat"])
    for said, many in (
        ("how many pieces of fruit?", 3),
        ("一共几个水果", 3),
        ("how many animals are there", 1),
        ("多少东西", 4),
    ):
        assert len(counted(read_message(said), state)) == many
    assert counted(read_message("how many apples"), state) == () == counted(read_message("red fruit"), state)


def test_each_matter_is_answered_and_wishes_go_first(understanding) -> None:
    from chat.texts import say

    assert all(
        say(f"talk_{matter}", language, example="", styles="", what="")
        for matter in matters()
        if matter != "seed"
        for language in ("en", "zh")
    )
    state = standing(["new; add fox"])
    assert understanding.understand(read_message("what's the fox called?"), state).about == "name"
    assert isinstance(understanding.understand(read_message("what seed was that?"), state), Answer)
    assert isinstance(understanding.understand(read_message("perfect thank you, off to work"), state), Talk)
    assert isinstance(understanding.understand(read_message("nice, make it red"), state), Change)
    wonders = understanding.understand(read_message("wouldn't the fox fall over"), state)
    assert isinstance(wonders, Refuse) and wonders.reason == "question"
