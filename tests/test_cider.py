"""CIDEr-D gives what the code of the COCO caption challenge gives, for any corpus of captions."""

from importlib import import_module
from random import Random

import pytest

from language.captions import caption
from rendering.sampling import training_scene
from training.cider import CiderD, grams, pieces


def test_english_is_counted_by_words_and_chinese_by_characters() -> None:
    assert pieces("A black cat, jumping!", "en") == ["a", "black", "cat", "jumping"]
    assert pieces("the cat’s 3 hats", "en") == ["the", "cat’s", "3", "hats"]
    assert pieces("3只黑色的猫,在 bus 旁。", "zh") == ["3", "只", "黑", "色", "的", "猫", "在", "bus", "旁"]


def test_grams_are_up_to_four_words() -> None:
    assert grams("A red cat.", "en")[("red", "cat")] == 1
    assert grams("红猫。", "zh") == {("红",): 1, ("猫",): 1, ("红", "猫"): 1}
    assert max(map(len, grams("one two three four five", "en"))) == 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_the_challenge_s(language: str) -> None:
    cider = import_module("pycocoevalcap.cider.cider")
    rng = Random(0)
    scenes = [training_scene(rng) for _ in range(40)]
    truths = [[caption(scene, language, rng) for _ in range(3)] for scene in scenes]
    said = [caption(scene, language, rng) for scene in (*scenes[:20], *scenes[:20])]  # half of them of other scenes
    ours = CiderD(truths, language)
    cut = {i: [" ".join(pieces(text, language))] for i, text in enumerate(said)}
    theirs = {i: [" ".join(pieces(text, language)) for text in texts] for i, texts in enumerate(truths)}
    _, scores = cider.Cider().compute_score(theirs, cut)
    assert [ours(text, texts) for text, texts in zip(said, truths, strict=True)] == pytest.approx(list(scores))
    assert max(scores) > 1


def test_the_same_caption_has_the_highest_score_and_none_the_lowest() -> None:
    captions = [["a black cat on the grass"], ["two dogs by the sea"]]
    cider = CiderD(captions, "en")
    assert cider("a black cat on the grass", captions[0]) == pytest.approx(10)
    assert cider("", captions[0]) == cider("oh well", captions[0]) == 0
