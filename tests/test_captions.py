"""Every scene can be said in both languages, and no text stands for two scenes."""

import random
from collections import defaultdict

import pytest

from language.captions import caption, request, typo
from language.chinese import Chinese
from language.english import English, plural
from language.words import named, unknown_words
from rendering.sampling import random_scene
from world import vocabulary
from world.gist import Gist, Kind
from world.vocabulary import LANGUAGES

CAT = Gist((Kind("cat", "black", action="jumping"),), place="grass")
MIRRORED = {"left_of": "right_of", "right_of": "left_of", "above": "below", "below": "above"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_names_every_object_and_holds_known_words_only(language: str) -> None:
    rng = random.Random(0)
    for _ in range(500):
        scene = random_scene(rng)
        text = caption(scene, language, rng)
        assert {thing.object for thing in scene.things} <= set(named("object", text)), text
        assert unknown_words(text) == (), text


def test_a_caption_says_the_facts() -> None:
    rng = random.Random(0)
    assert "跳跃" in caption(CAT, "zh", rng) and "黑色" in caption(CAT, "zh", rng)
    said = caption(CAT, "en", rng)
    assert "black" in said and any(where in said for where in ("grass", "meadow", "lawn", "field"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_vary(language: str) -> None:
    rng = random.Random(0)
    assert len({request(CAT, language, rng) for _ in range(300)}) > 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", [Gist(), Gist(place="sea", time="night"), Gist(style="flat")])
def test_scenes_without_things_can_be_said(language: str, scene: Gist) -> None:
    rng = random.Random(0)
    for _ in range(100):
        assert caption(scene, language, rng) and request(scene, language, rng)
        assert named("object", caption(scene, language, rng)) == ()


@pytest.mark.parametrize("grammar", [English, Chinese])
@pytest.mark.parametrize("relation", MIRRORED)
def test_a_mirrored_scene_is_said_otherwise(grammar: type[English] | type[Chinese], relation: str) -> None:
    scene = Gist((Kind("shark"), Kind("guitar")), relation)
    mirrored = Gist(scene.things[::-1], MIRRORED[relation])
    said = {grammar(random.Random(seed), formal=True).caption(scene) for seed in range(600)}
    assert said.isdisjoint(grammar(random.Random(seed), formal=True).caption(mirrored) for seed in range(600))


@pytest.mark.parametrize("grammar", [English, Chinese])
def test_no_text_is_said_of_two_relations(grammar: type[English] | type[Chinese]) -> None:
    things = (Kind("shark"), Kind("guitar"))
    meant = defaultdict(set)
    for relation in vocabulary.slot("relation"):
        for seed in range(400):
            meant[grammar(random.Random(seed), formal=True).caption(Gist(things, relation.key))].add(relation.key)
    assert [text for text, relations in meant.items() if len(relations) > 1] == []


@pytest.mark.parametrize(("language", "words"), [("en", ("four", "4")), ("zh", ("四", "4"))])
def test_four_are_said(language: str, words: tuple[str, ...]) -> None:
    rng = random.Random(0)
    scene = Gist((Kind("cat", count=4),))
    assert all(words[0] in caption(scene, language, rng) for _ in range(50))
    asked = [request(scene, language, rng).lower() for _ in range(200)]
    assert sum(any(word in text for word in words) for text in asked) > 190  # the rest is mistyped


def test_no_text_is_said_of_two_sizes() -> None:
    rng = random.Random(0)
    meant = defaultdict(set)
    for thing in vocabulary.OBJECTS:
        for size in (None, "small", "big"):
            for _ in range(60):
                meant[Chinese(rng, formal=True).caption(Gist((Kind(thing.key, size=size),)))].add(size)
    assert [text for text, sizes in meant.items() if len(sizes) > 1] == []


def test_a_typo_changes_one_long_word_only() -> None:
    rng = random.Random(0)
    before = "a black elephant in the sky"
    for _ in range(50):
        changed = [(a, b) for a, b in zip(before.split(), typo(before, rng).split(), strict=True) if a != b]
        assert len(changed) <= 1 and all(len(word) >= 5 for word, _ in changed)
    assert typo("a cat", rng) == "a cat"


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("puppy", "puppies"),
        ("mouse", "mice"),
        ("gift box", "gift boxes"),
        ("cup of tea", "cups of tea"),
        ("fallen leaf", "fallen leaves"),
        ("garlic", "heads of garlic"),
        ("baby tooth", "baby teeth"),
    ],
)
def test_plurals(name: str, many: str) -> None:
    assert plural(name) == many


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (Kind("suv"), {"an SUV", "there is an SUV"}),
        (Kind("ufo"), {"a UFO", "a flying saucer", "there is a UFO", "there is a flying saucer"}),
        (Kind("american_football"), {"an American football", "there is an American football"}),
        (Kind("bacon", count=3), {"three slices of bacon", "there are three slices of bacon"}),
        (Kind("skis"), {"a ski", "skis", "some skis", "there are skis", "there are some skis", "there is a ski"}),
    ],
    ids=lambda each: each.object if isinstance(each, Kind) else "",
)  # fmt: skip
def test_one_and_several_are_said_as_people_say_them(thing: Kind, said: set[str]) -> None:
    assert {caption(Gist((thing,)), "en", random.Random(seed)) for seed in range(60)} <= said
