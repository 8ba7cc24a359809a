"""Which single things belong together, and what they share."""

from dataclasses import replace

import pytest
import torch

from img2txt.kinds import Single, agreed, gather, pooled, sized
from tests.sights import single


def blurred(one: Single, sure: float) -> Single:
    """The same thing, its object and colour less surely seen."""

    def blur(fact: torch.Tensor) -> torch.Tensor:
        return sure * fact + (1 - sure) / len(fact)

    return replace(one, object=blur(one.object), colour=blur(one.colour))


def present(group: list[Single]) -> list[float]:
    return [one.present for one in group]


def kinds(*singles: Single) -> list[int]:
    return sorted(len(group) for group in gather(singles))


def test_nothing_and_one_thing() -> None:
    assert gather([]) == []
    cat = single("cat")
    assert gather([cat]) == [[cat]] and agreed([cat]) == [cat]


@pytest.mark.parametrize("sure", [1.0, 0.9, 0.6])
def test_like_things_are_one_kind(sure: float) -> None:
    pigs = [blurred(single("pig", "red", action="sleeping"), sure) for _ in range(3)]
    assert kinds(*pigs) == [3]


@pytest.mark.parametrize(
    "other,sure", [(single("dog", "red"), 1.0), (single("dog", "red"), 0.9), (single("cat", "blue"), 1.0)]
)
def test_things_that_differ_are_two(other: Single, sure: float) -> None:
    assert kinds(blurred(single("cat", "red"), sure), blurred(other, sure)) == [1, 1]


def test_two_outvote_a_third_that_is_hard_to_see() -> None:
    pig, odd = single("pig", "red"), single("bear", "red")
    unsure = replace(odd, object=0.55 * odd.object + 0.4 * pig.object)
    (group,) = gather([pig, unsure, pig])
    assert {int(each.object.argmax()) for each in agreed(group)} == {int(pig.object.argmax())}


def test_a_faint_third_kind_is_left_out() -> None:
    cat, dog, doubtful = single("cat"), single("dog"), single("owl", present=0.6)
    assert sorted(map(str, map(present, gather([cat, dog, doubtful])))) == ["[1.0]", "[1.0]"]
    assert kinds(cat, doubtful) == [1, 1]


def test_of_three_kinds_the_likest_are_joined() -> None:
    violin, chocolate = single("violin"), single("chocolate")
    odd = replace(violin, object=0.89 * single("guitar").object + 0.001 * violin.object)
    assert kinds(violin, odd) == [1, 1] and kinds(violin, odd, chocolate) == [1, 2]


def test_three_kinds_that_are_sure_stay_three() -> None:
    assert kinds(single("cat"), single("dog"), single("owl")) == [1, 1, 1]


def test_a_kind_shares_its_facts_but_not_its_places_and_heights() -> None:
    cats = [single("cat", x=0.2, scale=0.2), single("cat", x=0.7, scale=0.5, present=0.6)]
    assert [(one.x, one.scale, one.present) for one in agreed(cats)] == [(0.2, 0.2, 1.0), (0.7, 0.5, 0.6)]


def test_pooled_facts_are_probabilities() -> None:
    facts = pooled([torch.tensor([0.7, 0.2, 0.1]), torch.tensor([0.0, 0.9, 0.1])])
    assert facts.sum().item() == pytest.approx(1) and int(facts.argmax()) == 1


def test_sizes_are_told_by_the_height_among_so_many() -> None:
    def told(scale: float, count: int) -> int:
        return int(sized([single("cat", scale=scale)] * count, count)[0].size.argmax())

    assert [told(0.22, 1), told(0.38, 1), told(0.6, 1)] == [1, 0, 2]
    assert [told(0.17, 4), told(0.26, 4), told(0.44, 4)] == [1, 0, 2]
    assert all(one.size.sum().item() == pytest.approx(1) for one in sized([single("cat", scale=0.3)], 1))
    assert sized([], 0) == []


def test_as_many_unsure_kinds_stay_as_are_expected() -> None:
    four = [blurred(single(what), 0.6) for what in ("cat", "dog", "tree", "sun")]
    assert len(gather(four)) == 2 and len(gather(four, most=4)) == 4
