"""Sentences about photos: what was found, how surely, in both languages, and nothing else."""

import re
from dataclasses import replace

import pytest

from img2txt.action import Action, article, deeds
from img2txt.coco import THINGS
from img2txt.detect import Box
from img2txt.gaze import Spot
from img2txt.naming import Guess, imagenet_names
from img2txt.photo import Sighting
from img2txt.photo_facts import told
from img2txt.regions import Name, Region
from img2txt.whole import doubt
from img2txt.wording import kinds_of

SPOT = Spot(0.5, 0.5, 0.1)
LEFT, RIGHT, TOP, LOW = Box(0, 100, 100, 250), Box(250, 100, 380, 240), Box(120, 20, 220, 180), Box(100, 90, 260, 280)
NAMES = imagenet_names()["en"]


def region(key: str, box: Box, sure: float = 0.9, **more) -> Region:
    thing = next((thing for thing in THINGS if thing.key == key), None)
    return Region(Name(thing, None if thing else NAMES.index(key)), sure, box, **more)


def doing(key: str, person: Region, thing: str | None = None, box: Box | None = None, sure: float = 0.9) -> Region:
    with_what = next((each for each in THINGS if each.key == thing), None)
    return replace(person, actions=(Action(deeds()[key], sure, with_what, box),))


def sighting(*regions: Region, guess: tuple[str, float] = ("abacus", 0.1), place: str | None = None) -> Sighting:
    guesses = (Guess(NAMES.index(guess[0]), guess[1], SPOT),)
    return Sighting((400, 300), regions, guesses, (("blue", 0.5), ("white", 0.3)), place)


BEAGLE = NAMES.index("beagle")
DOG = Region(Name(region("dog", LEFT).name.thing, BEAGLE), 0.9, LEFT, 0.8, "brown")


@pytest.mark.parametrize(
    "seen,english,chinese",
    [
        (sighting(DOG), "A photo of a brown dog (perhaps a beagle).", "这张照片里，有一只棕色的狗（可能是比格犬）。"),
        (
            sighting(region("dog", LEFT), region("dog", RIGHT), place="grass"),
            "A photo of two dogs, on the grass.",
            "这张照片里，草地上有两只狗。",
        ),
        (
            sighting(region("person", LEFT, colour="blue", worn=True), region("cup", RIGHT, 0.48)),
            "A photo of a person in blue, and perhaps a cup.",
            "这张照片里，有一个穿蓝色衣服的人，可能还有一个杯子。",
        ),
        (sighting(region("cat", LEFT, 0.48)), "A photo, perhaps of a cat.", "这张照片里，可能有一只猫。"),
        (
            sighting(region("cat", LEFT), region("dog", RIGHT)),
            "A photo of a cat to the left of a dog.",
            "这张照片里，有一只猫，右边是一只狗。",
        ),
        (
            sighting(doing("riding", region("person", TOP), "horse", LOW), region("horse", LOW), place="beach"),
            "A photo of a person riding a horse, on the beach.",
            "这张照片里，沙滩上有一个人骑着一匹马。",
        ),
        (
            sighting(doing("sitting", region("person", TOP, colour="red", worn=True), sure=0.5), region("dog", LOW)),
            "A photo of a person in red, perhaps sitting, and a dog.",
            "这张照片里，有一个穿红色衣服的人，可能坐着，还有一只狗。",
        ),
        (
            sighting(
                doing("holding", region("person", TOP), "cup", RIGHT),
                region("person", LEFT),
                region("cup", RIGHT, colour="red"),
                region("cup", LOW, colour="blue"),
            ),
            "A photo of two people, one of them holding a red cup, and a blue cup.",
            "这张照片里，有两个人，其中一个拿着一个红色的杯子，还有一个蓝色的杯子。",
        ),
        (
            sighting(
                doing("holding", region("person", TOP), "cup", RIGHT),
                doing("holding", region("person", LEFT), "cup", LOW),
                region("cup", RIGHT),
                region("cup", LOW),
            ),
            "A photo of two people, each holding a cup.",
            "这张照片里，有两个人，各拿着一个杯子。",
        ),
        (
            sighting(*(doing("standing", region("person", box)) for box in (TOP, LEFT)), region("person", RIGHT)),
            "A photo of three people, perhaps standing.",
            "这张照片里，有三个人，可能站着。",
        ),
        (
            sighting(doing("holding", region("person", TOP), "cup", RIGHT, sure=0.48), region("cup", RIGHT, 0.48)),
            "A photo of a person, perhaps holding a cup.",
            "这张照片里，有一个人，可能拿着一个杯子。",
        ),
        (
            sighting(region("red panda", LEFT), region("red panda", RIGHT)),
            "A photo of two red pandas.",
            "这张照片里，有两只小熊猫。",
        ),
        (
            sighting(region("person", LEFT), guess=("pool table", 0.95)),
            "A photo of a person. It looks like “pool table” (95%), too.",
            "这张照片里，有一个人。整张看上去像“台球桌”（95%）。",
        ),
        (
            sighting(guess=("castle", 0.8)),
            "A photo of “castle” (80%), mostly blue and white.",
            "这是一张照片，看上去是“城堡”（80%），以蓝色和白色为主。",
        ),
        (
            sighting(guess=("crane (bird)", 0.5)),
            "A photo, perhaps of “crane” (50%), mostly blue and white.",
            "这是一张照片，可能是“鹤”（50%），以蓝色和白色为主。",
        ),
        (
            sighting(region("cat", LEFT, 0.3)),
            "A photo; I am not sure what this is, mostly blue and white.",
            "这是一张照片，我不确定上面是什么，以蓝色和白色为主。",
        ),
    ],
)
def test_a_caption_says_what_was_found_and_how_surely(seen: Sighting, english: str, chinese: str) -> None:
    assert (told(seen, "en")[0], told(seen, "zh")[0]) == (english, chinese)


def test_a_building_may_share_its_probability_with_others() -> None:
    names = [("castle", 0.36), ("palace", 0.15), ("dam", 0.1)]
    guesses = [Guess(NAMES.index(name), chance, SPOT) for name, chance in names]
    assert doubt(guesses) == 1 and doubt([guesses[0], guesses[2]]) == 2 and doubt([guesses[2], *guesses[:2]]) == 2


@pytest.mark.parametrize(
    "count,english,chinese", [(3, "three", "三个人"), (6, "several", "几个人"), (12, "many", "许多人")]
)
def test_a_crowd_is_not_counted(count: int, english: str, chinese: str) -> None:
    people = [region("person", Box(30 * n, 0, 30 * n + 28, 90)) for n in range(count)]
    assert f"of {english} people." in told(sighting(*people), "en")[0] and chinese in told(sighting(*people), "zh")[0]


def test_what_is_less_sure_is_told_last_and_of_one_name_once() -> None:
    seen = kinds_of([region("cup", LEFT), region("cup", RIGHT, 0.48), region("dog", TOP, 0.48)])
    assert [(kind.key, len(kind.regions), kind.sure) for kind in seen] == [("cup", 1, True), ("dog", 1, False)]


def test_what_somebody_does_is_a_fact_in_the_language_of_the_caption() -> None:
    seen = sighting(doing("holding", region("person", TOP, 0.7), "umbrella", RIGHT), region("umbrella", RIGHT))
    for language, words in (("en", "holding an umbrella"), ("zh", "拿着雨伞")):
        fact = next(fact for fact in told(seen, language)[1] if fact.fact == "action")
        assert (fact.value, fact.of, fact.probability) == (words, 0, 0.7)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_has_its_box_and_every_thing_its_fact(language: str) -> None:
    caption, facts, gaze = told(sighting(DOG, region("cup", RIGHT, 0.48), place="grass"), language)
    boxes = {fact.value: fact.box for fact in facts if fact.fact == "object"}
    assert list(boxes.values()) == [(0, 100, 100, 250), (250, 100, 380, 240)]
    assert ("finer", 0) in {(fact.fact, fact.of) for fact in facts}
    assert ("place", "grass", None) in {(fact.fact, fact.value, fact.of) for fact in facts}
    assert all(look.word in caption and sum(look.kinds) == 1 for look in gaze.looks) and len(gaze.looks) == 2
    assert gaze.boxes[0] == ((0.0, 0.375, 0.25, 0.75),)  # in shares of the square around 400 × 300
    assert gaze.to_json()["boxes"] == [[[0.0, 0.375, 0.25, 0.75]], [[0.625, 0.375, 0.95, 0.725]]]


def test_nobody_is_said_to_be_anything_but_a_person() -> None:
    names = " ".join(f"{thing.en} {thing.plural} {thing.zh}" for thing in THINGS)
    assert not re.search(r"\b(wo)?m[ae]n\b|boy|girl|child|男|女|孩", names)
    assert not next(thing for thing in THINGS if thing.key == "person").finer


def test_articles() -> None:
    assert [article(word) for word in ("apple", "umbrella", "unicycle", "dog", "Egyptian cat")] == [
        "an", "an", "a", "a", "an",
    ]  # fmt: skip
