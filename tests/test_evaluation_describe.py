"""The references beside which captions are held."""

from evaluation.describe import REFERENCES, references_of
from scenes.scene import Scene, Thing

SCENE = Scene((Thing("cat", "red", 2, "jumping"),), place="beach", time="day", style="flat")


def test_references_are_several_different_and_the_same_for_the_same_seed() -> None:
    references = references_of(SCENE, "en", seed=1)
    assert 1 < len(references) <= REFERENCES and len(set(references)) == len(references)
    assert references == references_of(SCENE, "en", seed=1) != references_of(SCENE, "en", seed=2)


def test_references_speak_of_what_a_caption_speaks_of() -> None:
    assert references_of(SCENE, "zh", seed=1) == references_of(Scene(SCENE.things, place="beach"), "zh", seed=1)
