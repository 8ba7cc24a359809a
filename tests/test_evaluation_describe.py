"""The references beside which captions are held."""

import torch

from evaluation.cases import BATCH, Case
from evaluation.describe import REFERENCES, look, references_of
from img2txt.describe import TuwenDescriber
from world.gist import Gist, Kind

SCENE = Gist((Kind("cat", "red", 2, "jumping"),), place="beach", time="day", style="flat")


def test_references_are_several_different_and_the_same_for_the_same_seed() -> None:
    references = references_of(SCENE, "en", seed=1)
    assert 1 < len(references) <= REFERENCES and len(set(references)) == len(references)
    assert references == references_of(SCENE, "en", seed=1) != references_of(SCENE, "en", seed=2)


def test_references_speak_of_what_a_caption_speaks_of() -> None:
    assert references_of(SCENE, "zh", seed=1) == references_of(Gist(SCENE.things, place="beach"), "zh", seed=1)


def test_every_picture_is_told_of_in_its_language_whatever_the_batch(describer: TuwenDescriber) -> None:
    tests = [Case(SCENE, "zh" if i % 2 else "en") for i in range(BATCH + 1)]  # the last batch has one language alone
    told, captions = look(describer, tests, torch.full((len(tests), 3, 64, 64), 0.9))
    assert len(told) == len(captions) == len(tests)
    assert captions[0].isascii() and not captions[1].isascii() and captions[-1] == captions[0]
