"""Half one thing, half another, by words and by name."""

import pytest

from txt2img.blend import UnknownName, blend_with, blended, speaks_of_last, spliced, spliced_into_last
from world.gist import Gist, Kind
from world.plan import Blend, Layer, Plan, Pose
from world.vocabulary import OBJECTS

CAT_AND_DOG = Gist((Kind("cat"), Kind("dog")))


@pytest.mark.parametrize(
    ("text", "left", "other"),
    [
        ("half cat, half owl", "cat", "owl"),
        ("a red half cat half dog on the beach", "a red cat on the beach", "dog"),
        ("half a horse and half a fish at night", "horse at night", "fish"),
        ("half lion half eagle flying", "lion flying", "eagle"),
        ("一半猫一半猫头鹰在草地上", "猫在草地上", "owl"),
        ("半马半鱼", "马", "fish"),
        ("画一只一半是猫，一半是狗的贴纸", "画一只猫的贴纸", "dog"),
    ],
)
def test_halves_are_read_in_both_languages(text: str, left: str, other: str) -> None:
    assert spliced(text) == (left, Blend(thing=other, thing_share=0.5))


@pytest.mark.parametrize(
    ("text", "left", "other", "share"),
    [
        ("a third owl, the rest cat", "owl", "cat", 0.67),
        ("70% owl, 30% cat on the beach", "owl on the beach", "cat", 0.3),
        ("two thirds dog and one third fish", "dog", "fish", 0.33),
        ("a cat mixed with an owl at night", "a cat at night", "owl", 0.5),
        ("draw a horse crossed with a bird", "draw a horse", "bird", 0.5),
        ("a mix of a cat and an owl", "cat", "owl", 0.5),
        ("a cross between a dog and a fish, glossy", "dog, glossy", "fish", 0.5),
        ("a cat-owl hybrid in space", "a cat in space", "owl", 0.5),
        ("七成猫三成狗", "猫", "dog", 0.3),
        ("三分之一是猫，其余是狗", "猫", "dog", 0.67),
        ("画一只猫和狗的混合体在草地上", "画一只猫在草地上", "dog", 0.5),
        ("既像猫又像猫头鹰", "猫", "owl", 0.5),
    ],
)
def test_mixtures_and_their_shares_are_read(text: str, left: str, other: str, share: float) -> None:
    assert spliced(text) == (left, Blend(thing=other, thing_share=share))


@pytest.mark.parametrize("text", ["mix it with an owl", "make it half owl", "把它和猫头鹰混合", "让它一半是猫头鹰"])
def test_the_last_drawing_can_be_mixed(text: str) -> None:
    assert spliced_into_last(text, CAT_AND_DOG) == Blend("owl", 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "make it blue", "make the dog half the size of the cat", "make it half as big as the dog",
        "make it half full of fish",
        "cross the road with a cat", "mix the dog with an owl", "merge the colours with the dog", "和" * 1000,
    ],
)  # fmt: skip
def test_other_changes_mix_nothing(text: str) -> None:
    assert spliced_into_last(text, CAT_AND_DOG) is None


@pytest.mark.parametrize(
    "text",
    ["remove the half cat half owl", "make the half cat, half owl red", "把这只猫和狗混合", "不要猫和狗的混合体"],
)
def test_what_changes_the_last_picture_is_no_new_mixture(text: str) -> None:
    assert (
        speaks_of_last(text)
        and not speaks_of_last("half cat, half owl")
        and not speaks_of_last("make a half cat half owl")
    )


def test_every_name_is_taken_out_whole() -> None:
    for other in OBJECTS:
        if other.key != "penguin":
            said = f"half penguin, half {other.en[0]} at night"
            assert spliced(said) == ("penguin at night", Blend(other.key, 0.5)), said


@pytest.mark.parametrize(
    "text",
    [
        "a mix of apples and bananas",
        "a cat and a dog",
        "half a moon",
        "a cat and a half",
        "half cat, half samurai",
        "半个苹果",
        "half cat, half cat",
    ],
)  # fmt: skip
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert spliced(text) == (text, None)


def test_names_are_things_or_styles_in_either_language() -> None:
    blend = blend_with("猫头鹰", 0.5, blend_with("glossy", 0.25))
    assert blend == Blend("owl", 0.5, "glossy", 0.25)
    with pytest.raises(UnknownName, match="'samurai' is neither a thing nor a style"):
        blend_with("samurai", 0.5)
    with pytest.raises(ValueError, match="a share goes from 0 to 1"):
        blend_with("owl", 1.5)


def test_only_the_first_thing_becomes_another() -> None:
    layers = (
        Layer("cat", Pose(0.3, 0.5, 0.3), 1, of=0),
        Layer("zzz", Pose(0.4, 0.3, 0.2), 2, of=0),
        Layer("dog", Pose(0.7, 0.5, 0.3), 3, of=1),
    )
    plan = blended(Plan(Gist((Kind("cat"), Kind("dog"))), None, layers, 0), Blend("owl", 0.5, "flat", 0.3))
    assert [layer.blend for layer in plan.layers] == [
        Blend("owl", 0.5, "flat", 0.3),
        None,
        Blend(None, 0.0, "flat", 0.3),
    ]
    assert plan.blend == Blend("owl", 0.5, "flat", 0.3)
