"""Captions beside references: what is counted, and the ends of each scale."""

import sys

import pytest

from evaluation.wording import MissingTool, scores

SAID = ["A black cat jumps on the grass.", "Two red cars stand by a big tree."]


def test_the_reference_itself_is_perfect_and_other_words_are_nothing() -> None:
    perfect = scores(SAID, [[text] for text in SAID], "en")
    assert perfect == {
        "bleu_4": pytest.approx(1, abs=1e-6),
        "rouge_l": pytest.approx(1),
        "cider_d": pytest.approx(10, abs=1e-6),
    }
    nothing = scores(["oh no", "well well"], [[text] for text in SAID], "en")
    assert nothing["rouge_l"] == 0 and nothing["cider_d"] == 0 and nothing["bleu_4"] < 1e-3


def test_rouge_is_the_longest_common_order_of_words() -> None:
    """3 of 4 words in order on both sides: precision, recall and their mean are 3/4."""
    assert scores(["a b c d"], [["a b x d"]], "en")["rouge_l"] == pytest.approx(0.75)


def test_any_reference_will_do() -> None:
    assert scores(["红色的猫"], [["一只狗在跑", "红色的猫"]], "zh")["bleu_4"] == pytest.approx(1, abs=1e-6)


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycocoevalcap.bleu.bleu", None)
    with pytest.raises(MissingTool, match="requirements-dev"):
        scores(SAID, [[text] for text in SAID], "en")
