"""Messages where conversations stand so, and the intents that they come to: a table over both languages."""

from dataclasses import replace

import pytest

from tests.talks import cases, standing
from understanding.execute import carried_out
from understanding.intent import Again, Ask, Back, Change, Draw, Intent, Left, Refuse
from understanding.message import read_message
from understanding.program import parsed
from understanding.state import State

CASES = cases("understood.jsonl")


def bare(intent: Intent) -> Intent:
    """What is done, apart from flags, from what is left and from what "it" means afterwards."""
    if isinstance(intent, Draw | Change | Again):
        return replace(intent, left=(), spoken_of=(), seed=None, pictures=None)
    return replace(intent, left=(), spoken_of=())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_message_is_understood(understanding, case):
    state = standing(case["before"])
    intent, right = understanding.understand(read_message(case["say"]), state), carried_out(parsed(case["do"]), state)
    if case.get("asked"):  # in doubt: the right reading is offered
        assert isinstance(intent, Ask) and bare(right) in [bare(option.intent) for option in intent.options]
    else:
        assert bare(intent) == bare(right)


def test_the_table_covers_both_languages_and_every_intent():
    rows = CASES
    languages = [read_message(row["say"]).language for row in rows]
    assert len(rows) >= 500 and min(languages.count("en"), languages.count("zh")) >= 200
    kinds = {type(carried_out(parsed(row["do"]), standing(row["before"]))).__name__ for row in rows}
    assert kinds >= {"Draw", "Change", "Again", "Back", "Pick", "Describe", "Answer", "Talk", "Refuse"}


def test_flags_of_other_tools_are_honoured_or_named(understanding):
    intent = understanding.understand(read_message("a red balloon --seed 7 --ar 16:9 --no cat"), State())
    assert isinstance(intent, Draw) and intent.seed == 7 and intent.scene.without == ("cat",)
    assert [left.reason for left in intent.left] == ["flag"] and "16:9" in intent.left[0].words[0]
    assert [thing.look for thing in intent.scene.things] == [("balloon", "red", None, None)]


def test_how_many_pictures(understanding):
    intent = understanding.understand(read_message("just one picture of a cat please"), State())
    assert isinstance(intent, Draw) and (intent.pictures, len(intent.scene.things)) == (1, 1)


def test_what_nobody_taught_is_named(understanding):
    intent = understanding.understand(read_message("a cat and a zorblax"), State())
    assert [(left.reason, left.words) for left in intent.left] == [("unknown", ("zorblax",))]


@pytest.mark.parametrize(
    ("said", "style"),
    [("make it pixel art", "pixel art"), ("as an oil painting", "oil painting"), ("换成水彩风", "水彩风")],
)
def test_a_style_that_nobody_taught_is_told_as_one(understanding, said, style):
    intent = understanding.understand(read_message(said), standing(["new; add cat"]))
    assert isinstance(intent, Refuse) and (intent.reason, intent.words) == ("style", (style,))
    drawn = understanding.understand(read_message("a cat in watercolour style"), State())
    assert isinstance(drawn, Draw) and drawn.left == (Left("style", ("watercolour",)),)


def test_what_lies_beyond_a_list_is_no_crash(understanding):
    """An unknown word may stand where a thing could: 推文, 咖啡馆窗边."""
    said = "公众号推文配图:一个女生坐在咖啡馆窗边用笔记本电脑,窗外下雨,扁平风"
    intent = understanding.understand(read_message(said), State())
    assert isinstance(intent, Draw | Ask)


def test_a_reading_that_was_offered_is_carried_out(understanding):
    state = standing(["new; add 2 cat"])
    intent = understanding.carried_out("set one cat to black", read_message("black"), state)
    assert isinstance(intent, Change) and [thing.colour for thing in intent.scene.things] == [None, "black"]


def test_doubt_is_asked_about_and_offers_what_can_be_done(understanding, monkeypatch):
    monkeypatch.setattr("understanding.understand.SURE", 1.1)
    monkeypatch.setattr("understanding.understand.LIKELY", 0.0)
    asked = understanding.understand(read_message("carrying baskets"), standing(["new; add monkey"]))
    assert isinstance(asked, Ask) and 2 <= len(asked.options) <= 4
    assert all(parsed(option.program) for option in asked.options)


@pytest.mark.parametrize(
    ("said", "ground"),
    [
        ("戴耳机的熊猫，背景浅紫色", "purple"),
        ("a banana on a plain white background", "white"),
        ("粉色背景的小狗", "pink"),
        ("a red car, background solid black", "black"),
    ],
)
def test_a_first_picture_may_name_the_colour_behind_it(understanding, said, ground):
    drawn = understanding.understand(read_message(said), State())
    assert isinstance(drawn, Draw) and drawn.scene.ground == ground and drawn.scene.place is None
    assert ground not in [thing.colour for thing in drawn.scene.things]


@pytest.mark.parametrize(
    ("said", "ground"),
    [
        ("背景换大红色", "red"),
        ("make the background dark blue", "blue"),
        ("背景纯白就行", "white"),
        ("pink bg pls", "pink"),
    ],
)
def test_a_coloured_ground_takes_the_place_of_another_and_leaves_the_rest(understanding, said, ground):
    before = standing(["new; add cat black; place beach"])
    changed = understanding.understand(read_message(said), before)
    assert isinstance(changed, Change) and changed.scene == replace(before.scene, place=None, ground=ground)
    after = standing(["new; add cat black; place beach", "place off"])
    placed = understanding.understand(read_message("put it in the forest"), replace(after, scene=changed.scene))
    assert isinstance(placed, Change) and (placed.scene.place, placed.scene.ground) == ("forest", None)


def test_a_sticker_and_a_place_keep_out_a_coloured_ground_and_say_so(understanding):
    for said, reason in (
        ("a cat sticker, pink background", "no_ground"),
        ("a cat in the forest, pink background", "besides"),
    ):
        drawn = understanding.understand(read_message(said), State())
        assert isinstance(drawn, Draw) and drawn.scene.ground is None
        assert reason in [left.reason for left in drawn.left]


def test_a_drawing_is_found_by_what_it_shows(understanding):
    before = standing(["new; add fox; place forest", "new; add cat", "add hat"])
    for said in ("go back to the one with the fox", "回到有狐狸的那张"):
        assert understanding.understand(read_message(said), before) == Back(drawing=1)
    never = understanding.understand(read_message("go back to the one with the dragon"), before)
    assert isinstance(never, Refuse) and (never.reason, never.words) == ("no_drawing_of", ("dragon",))


def test_what_is_drawn_as_something_like_it_is_told(understanding):
    intent = understanding.understand(read_message("a husky in a bamboo forest"), State())
    assert isinstance(intent, Draw) and Left("near", ("husky → dog", "bamboo forest → forest")) in intent.left


def test_what_no_picture_answers_is_not_answered_past_the_point(understanding):
    before = standing(["new; add dog; add hat; rel dog wears hat; place forest"])
    for said in ("what breed is that?", "is it a boy or a girl?", "它几岁了"):
        intent = understanding.understand(read_message(said), before)
        assert isinstance(intent, Refuse) and intent.reason == "question", said
