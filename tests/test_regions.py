"""What the detector found, judged by ImageNet's names."""

import pytest
import torch
from torch import Tensor

from img2txt.coco import THINGS
from img2txt.detect import Box, Found
from img2txt.naming import imagenet_names
from img2txt.poses import Skeleton
from img2txt.regions import Region, around, judged, people_of, places_of
from img2txt.wording import SURE

SIZE = (400, 300)
BOX = Box(50, 50, 200, 200)
NAMES = imagenet_names()["en"]


def found(key: str, sure: float, box: Box = BOX) -> Found:
    return Found(next(thing for thing in THINGS if thing.key == key), sure, box)


def chances(**likely: float) -> Tensor:
    """ImageNet's word on one place; what is left is spread over things that are no animals."""
    said = torch.full((1000,), 0.0)
    said[400:] = (1 - sum(likely.values())) / 600
    for name, chance in likely.items():
        said[NAMES.index(name.replace("_", " "))] = chance
    return said


def one(each: Found, said: Tensor) -> Region:
    return judged([each], [each.box], said.unsqueeze(0), SIZE)[0]


def name(region: Region) -> str:
    thing, number = region.name.thing, region.name.number
    return thing.key if thing else NAMES[number or 0]


@pytest.mark.parametrize(
    "key,sure,said,called,told",
    [
        ("dog", 0.45, {"beagle": 0.8}, "dog", True),  # ImageNet agrees
        ("cat", 0.55, {"beagle": 0.9}, "dog", True),  # it is another animal that COCO knows
        ("bear", 0.5, {"red_panda": 0.95}, "red panda", True),  # and one that it does not
        ("dog", 0.5, {"red_panda": 0.5}, "red panda", False),  # in doubt
        ("person", 0.59, {"tabby_cat": 0.7}, "cat", True),  # nobody
        ("person", 0.6, {}, "person", True),
        ("giraffe", 0.8, {"impala": 0.3}, "giraffe", True),  # ImageNet has no giraffe
        ("car", 0.5, {"convertible": 0.6}, "car", True),
        ("fork", 0.6, {}, "fork", True),  # nothing of ImageNet's speaks of forks
        ("fork", 0.4, {}, "fork", False),
    ],
)
def test_a_box_is_looked_at_once_more(key: str, sure: float, said: dict, called: str, told: bool) -> None:
    region = one(found(key, sure), chances(**said))
    assert name(region) == called and (region.sure >= SURE) is told


def test_a_finer_name_is_kept_where_it_is_likely() -> None:
    beagle = NAMES.index("beagle")
    assert one(found("dog", 0.6), chances(beagle=0.8)).name.number == beagle
    assert one(found("dog", 0.6), chances(beagle=0.3, pug=0.3)).name.number is None


def test_what_covers_the_same_place_is_one_thing() -> None:
    near = Box(52, 50, 205, 200)
    both = [found("dog", 0.6), found("cat", 0.5, near)]
    assert places_of(both) == [BOX]
    (region,) = judged(both, [BOX], chances(beagle=0.8).unsqueeze(0), SIZE)
    assert name(region) == "dog"


def test_a_part_of_a_thing_is_no_second_one_but_people_stand_before_each_other() -> None:
    part = Box(60, 60, 120, 190)
    for key, count in (("bird", 1), ("person", 1), ("person", 2)):
        inner = part if count == 1 else Box(150, 60, 230, 190)
        boxes = [found(key, 0.8), found(key, 0.7, inner)]
        assert len(judged(boxes, [], torch.zeros(0, 1000), SIZE)) == count


def test_what_is_tiny_is_not_told() -> None:
    assert judged([found("person", 0.9, Box(0, 0, 15, 20))], [], torch.zeros(0, 1000), SIZE) == []


@pytest.mark.parametrize("box", [BOX, Box(0, 0, 400, 300), Box(399, 299, 400, 300), Box(0, 100, 1, 101)])
def test_what_is_looked_at_lies_in_the_image(box: Box) -> None:
    left, top, right, bottom = around(box, SIZE)
    assert 0 <= left < right <= SIZE[0] and 0 <= top < bottom <= SIZE[1]


def test_a_body_that_is_seen_makes_somebody_surer_and_none_less_sure() -> None:
    def sure(points: float, box: Box = BOX, **said: float) -> Region:
        body = {box: Skeleton(((0.0, 0.0),) * 17, (points,) * 17)}
        return judged([found("person", 0.55, box)], [box], chances(**said).unsqueeze(0), SIZE, body)[0]

    assert sure(0.2).sure < sure(0.45).sure < sure(0.8).sure
    assert sure(0.2, Box(0, 0, 300, 280)).sure == sure(0.45, Box(0, 0, 300, 280)).sure  # a face that fills the picture
    assert name(sure(0.8, beagle=0.9)) == "person"  # with a dog beside
    assert name(sure(0.3, beagle=0.9)) == "dog"


def test_people_are_looked_at_the_largest_and_surest_first() -> None:
    small, tiny = Box(0, 0, 30, 60), Box(0, 0, 10, 20)
    boxes = [found("person", 0.9, small), found("person", 0.7), found("person", 0.9, tiny), found("dog", 0.9)]
    assert people_of(boxes, SIZE, 4) == [BOX, small] and people_of(boxes, SIZE, 1) == [BOX]
