"""What a caption is worth: more the more it agrees with the scene."""

from random import Random

import pytest
import torch

from language.captions import caption
from language.named import fact_f1
from training.reward import Worth
from training.self_critical import policy_loss
from world.gist import Gist, Kind

SCENE = Gist((Kind("cat", "black", 1, "jumping"), Kind("dog", "red", 2)), "left_of", "grass", "night")


@pytest.fixture(scope="module")
def worth() -> Worth:
    return Worth("en", Random(0), captions=200)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_caption_of_the_grammar_names_nearly_all_facts(language: str) -> None:
    assert fact_f1(caption(SCENE, language, Random(3)), SCENE) > 0.8
    assert fact_f1("", SCENE) == 0


def test_a_value_of_two_things_counts_once() -> None:
    assert fact_f1("a red cat and a red dog", Gist((Kind("cat", "red"), Kind("dog", "red")))) == 1


def test_worse_captions_are_worth_less(worth: Worth) -> None:
    said = "a black jumping cat is to the left of two red dogs on the grass at night"
    values = [worth(text, SCENE) for text in (said, said.replace("red", "blue"), "a black cat", "")]
    assert values == sorted(set(values), reverse=True)


def test_what_was_better_becomes_likelier() -> None:
    logits = torch.zeros(2, 3, 5, requires_grad=True)
    words = torch.tensor([[1, 2, 3, 0], [1, 4, 4, 0]])
    policy_loss(logits, words, torch.tensor([1.0, -1.0]), pad=0).backward()
    assert logits.grad is not None
    assert logits.grad[0, 0, 2] < 0 < logits.grad[1, 0, 4]  # a step down the gradient raises the first
    assert logits.grad[:, 2].abs().max() == 0  # padding teaches nothing
