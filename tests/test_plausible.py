"""What may well be done with what, and what is named instead where nobody would."""

import pytest

from tests.talks import standing
from understanding.execute import carried_out
from understanding.intent import Change, Draw, Refuse
from understanding.message import read_message
from understanding.offering import in_none, offered, plain, sober
from understanding.plausible import is_odd, may_do
from understanding.program import aligned, parsed


@pytest.mark.parametrize(
    ("subject", "relation", "object", "may"),
    [
        ("dog", "wears", "hat", True),
        ("sailboat", "wears", "hat", False),
        ("dress", "wears", "groom", False),
        ("panda", "wears", "chair", False),
        ("teddy_bear", "wears", "scarf", True),
        ("tiger", "drinks", "train", False),
        ("tiger", "drinks", "bubble_tea", True),
        ("truck", "carries", "apple", True),
        ("boy", "carries", "bus", False),
        ("cat", "rides", "bicycle", True),
        ("scooter", "rides", "takeout_box", False),
        ("cat", "on", "sofa", True),
    ],
)
def test_what_may_be_done_with_what(subject: str, relation: str, object: str, may: bool) -> None:
    assert may_do(subject, relation, object) == may


@pytest.mark.parametrize(
    ("before", "said", "program", "odd"),
    [
        (
            [],
            "a baguette wearing sunglasses",
            "new; add baguette; add sunglasses; rel baguette wears sunglasses",
            False,
        ),
        (["new; add sailboat"], "a sun hat too", "add sun_hat; rel it wears added", True),
        (["new; add sailboat"], "the hat please, a sun hat", "set it to sun_hat", True),
        (["new; add sailboat"], "make it a sun hat", "set it to sun_hat", False),
        (["new; add bee"], "with a sunflower instead", "set it to sunflower", False),
        (["new; add bee"], "看看向日葵怎么样", "set it to sunflower", True),
        (["new; add bee"], "换成向日葵", "set it to sunflower", False),
        (["new; add cat"], "a dog now", "set it to dog", False),
        (["new; add croissant"], "can he hold a cup", "add cup; rel it holds added", False),
        (["new; add penguin"], "戴副眼镜，上方", "add glasses; rel it wears added; rel it above added", True),
    ],
)
def test_what_is_put_together_by_no_word_is_odd(before: list[str], said: str, program: str, odd: bool) -> None:
    assert is_odd(carried_out(parsed(program), standing(before)), read_message(said)) == odd


def test_an_odd_relation_is_named_and_not_drawn() -> None:
    message = read_message("下雨天骑电动车送外卖")
    program = aligned(parsed("new; add scooter; add takeout_box; rel scooter rides takeout_box; time rain"), message)
    drawn = sober(carried_out(program, standing([])), message)
    assert isinstance(drawn, Draw) and drawn.scene.relations == ()
    assert [(left.reason, left.words) for left in drawn.left] == [("unread", ("rides",))]
    state = standing(["new; add scooter; add coat"])
    refused = sober(carried_out(parsed("rel scooter wears coat"), state), read_message("雨衣呢"))
    assert isinstance(refused, Refuse) and (refused.reason, refused.words) == ("unread", ("wears",))


def test_only_what_may_be_meant_is_offered() -> None:
    from understanding.intent import Option

    state, message = standing(["new; add sailboat; add woman"]), read_message("she must have a sun hat")
    programs = (
        "set sailboat to sun_hat",
        "add sun_hat; rel woman wears added",
        "refuse part",
        "add sun_hat; rel sailboat wears added",
    )
    options = offered([Option(carried_out(parsed(each), state), each) for each in programs], message)
    assert [option.program for option in options] == ["add sun_hat; rel woman wears added"]


def test_a_reading_is_offered_without_what_is_odd_of_it() -> None:
    state, message = standing(["new; add planet"]), read_message("rings for the planet")
    program = parsed("add ring; rel planet wears added")
    option = plain(program, carried_out(program, state), message, state)
    assert option.program == "add ring" and isinstance(option.intent, Change)
    assert option.intent.scene.relations == ()


def test_what_no_reading_does_is_told_for_whichever_reason() -> None:
    from dataclasses import replace

    from understanding.intent import Left, Option

    drop = carried_out(parsed("add hat"), standing(["new; add cat"]))
    assert isinstance(drop, Change)
    one = replace(drop, left=(Left("unknown", ("zorblax", "pirate")),))
    other = replace(drop, left=(Left("full", ("zorblax",)), Left("pose")))
    assert in_none([Option(one, ""), Option(other, "")]) == (Left("unknown", ("zorblax",)),)
