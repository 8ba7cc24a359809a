"""What people do, from stick figures that stand, sit, lie and have something in their hands."""

import pytest

from img2txt.acting import acting
from img2txt.action import PLAIN, deeds, in_words
from img2txt.coco import THINGS
from img2txt.detect import Box
from img2txt.poses import NAMES, Skeleton
from img2txt.regions import Name, Region

# Figures of a torso of 100: nose, then shoulder, elbow, wrist, hip, knee, ankle of the left and of the right.
HEAD, ARM, OTHER_ARM = [(200, 60)], [(225, 100), (240, 150), (240, 195)], [(175, 100), (160, 150), (160, 195)]
STANDING = [*HEAD, *ARM, (218, 200), (220, 275), (220, 350), *OTHER_ARM, (182, 200), (180, 275), (180, 350)]
SITTING = [*HEAD, *ARM, (218, 200), (240, 215), (240, 290), *OTHER_ARM, (182, 200), (160, 215), (160, 290)]
STRIDING = [*HEAD, (205, 100), (240, 150), (250, 190), (205, 200), (245, 270), (260, 345),
            (190, 100), (160, 150), (150, 190), (195, 200), (170, 272), (150, 345)]  # fmt: skip
RUNNING = [*HEAD, (205, 100), (240, 150), (250, 190), (205, 200), (240, 260), (250, 335),
           (190, 100), (160, 150), (150, 190), (195, 200), (180, 272), (110, 285)]  # fmt: skip
LYING = [(60, 200), (100, 215), (130, 240), (170, 250), (205, 205), (280, 215), (350, 215),
         (100, 190), (130, 170), (170, 165), (205, 195), (280, 205), (350, 205)]  # fmt: skip
BENDING = [(60, 190), (100, 195), (100, 240), (100, 280), (195, 205), (195, 285), (195, 350),
           (100, 200), (110, 240), (110, 285), (198, 210), (200, 285), (200, 350)]  # fmt: skip
JUMPING = [*HEAD, (225, 100), (260, 70), (270, 20), (218, 200), (220, 270), (250, 290),
           (175, 100), (140, 70), (130, 20), (182, 200), (180, 270), (150, 290)]  # fmt: skip
CHEERING = [*HEAD, (225, 100), (240, 60), (245, 10), (218, 200), (0, 0), (0, 0),
            (175, 100), (160, 60), (155, 10), (182, 200), (0, 0), (0, 0)]  # fmt: skip
KICKING = [*HEAD, *ARM, (218, 200), (280, 230), (345, 260), *OTHER_ARM, (182, 200), (180, 275), (180, 350)]
ASTRIDE = [*HEAD, *ARM, (205, 200), (250, 235), (245, 300), *OTHER_ARM, (195, 200), (240, 240), (235, 305)]
THROWING = [*HEAD, (225, 100), (270, 90), (290, 50), *STANDING[4:]]
PORTRAIT = [*HEAD, *ARM[:1], *((0, 0) for _ in range(5)), *OTHER_ARM[:1], *((0, 0) for _ in range(5))]
JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")


def skeleton(figure: list[tuple[int, int]], sure: float = 0.8) -> Skeleton:
    """A figure as the pose network gives it; what stands at (0, 0) is not seen."""
    places = {name: figure[0] for name in NAMES[:5]}
    for at, side in ((1, "left"), (7, "right")):
        places |= {f"{side} {joint}": figure[at + n] for n, joint in enumerate(JOINTS)}
    points = tuple((float(x), float(y)) for x, y in (places[name] for name in NAMES))
    return Skeleton(points, tuple(sure if point != (0, 0) else 0.0 for point in points))


def person(figure: list[tuple[int, int]], sure: float = 0.8) -> Region:
    seen = [point for point in figure if point != (0, 0)]
    (left, right), (top, low) = ((min(along), max(along)) for along in zip(*seen, strict=True))
    box = Box(left - 15, top - 25, right + 15, low + 15)
    return Region(Name(THINGS[0]), 0.9, box, skeleton=skeleton(figure, sure))


def thing(key: str, *sides: float, sure: float = 0.9) -> Region:
    return Region(Name(next(thing for thing in THINGS if thing.key == key)), sure, Box(*sides))


def first(*regions: Region) -> tuple[str, bool] | None:
    """What the first of some regions does, and whether that is plain."""
    does = acting(regions)[0].actions
    return (does[0].words("en"), does[0].plain) if does else None


@pytest.mark.parametrize(
    "figure,does",
    [
        (STANDING, ("standing", True)), (SITTING, ("sitting", True)), (STRIDING, ("walking", True)),
        (RUNNING, ("running", True)), (LYING, ("lying down", False)), (BENDING, ("bending over", True)),
        (JUMPING, ("jumping", False)), (CHEERING, ("with both arms raised", True)), (PORTRAIT, None),
    ],
)  # fmt: skip
def test_postures(figure: list, does: tuple[str, bool] | None) -> None:
    if figure is JUMPING:  # the arms are plainer than the feet
        assert "jumping" in [action.deed.key for action in acting([person(figure)])[0].actions]
    else:
        assert first(person(figure)) == does
    assert first(person(figure, sure=0.15)) is None  # points in doubt say nothing


@pytest.mark.parametrize(
    "figure,other,does",
    [
        (ASTRIDE, thing("horse", 120, 150, 330, 350), "riding a horse"),
        (ASTRIDE, thing("bicycle", 130, 180, 330, 340), "riding a bicycle"),
        (STANDING, thing("bicycle", 230, 200, 430, 365), "standing"),  # it stands beside
        (STANDING, thing("skateboard", 160, 350, 250, 370), "riding a skateboard"),
        (KICKING, thing("sports ball", 350, 250, 390, 290), "kicking a ball"),
        (KICKING, thing("sports ball", 600, 250, 640, 290), None),
        (THROWING, thing("frisbee", 290, 20, 330, 50), "throwing or catching a frisbee"),
        (RUNNING, thing("sports ball", 330, 320, 360, 350), "running after a ball"),
        (STRIDING, thing("dog", 300, 280, 380, 355), "walking a dog"),
        (STANDING, thing("dog", 300, 280, 380, 355), "standing"),
        (SITTING, thing("bench", 100, 180, 300, 290), "sitting on a bench"),
        (SITTING, thing("bench", 500, 180, 700, 290), "sitting"),
        (STANDING, thing("umbrella", 200, 10, 300, 220), "holding an umbrella"),
        (STANDING, thing("cup", 235, 190, 260, 220), "holding a cup"),
        (STANDING, thing("cup", 300, 190, 330, 220), "standing"),  # out of reach
        (STANDING, thing("cup", 235, 190, 260, 220, sure=0.2), "standing"),
    ],
)
def test_deeds(figure: list, other: Region, does: str | None) -> None:
    found = first(person(figure), other)
    assert (found and found[0]) == does


def test_where_several_lie_the_picture_lies_on_its_side() -> None:
    assert first(person(LYING)) is not None and first(person(LYING), person(LYING)) is None


def test_what_is_done_with_a_thing_in_doubt_is_in_doubt() -> None:
    found = first(person(STANDING), thing("cup", 235, 190, 260, 220, sure=0.5))
    assert found == ("standing", True)  # what is plain comes first
    both = acting([person(STANDING), thing("cup", 235, 190, 260, 220, sure=0.5)])[0].actions
    assert [action.sure < PLAIN for action in both] == [False, True]


def test_every_action_has_words_in_both_languages() -> None:
    keys = {thing.key for thing in THINGS}
    for deed in deeds().values():
        assert deed.things <= keys and deed.en and deed.zh and deed.en.isascii() and not deed.zh.isascii()
    assert in_words("holding a cup", "zh") == "拿着杯子" and in_words("坐着", "en") == "sitting"
    assert in_words("flying", "zh") == "flying"
