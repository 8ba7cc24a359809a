"""What is evaluated: held-out scenes by turns in two languages, the same for the same seed."""

from evaluation.cases import BATCH, batches, cases, layouts
from world.heldout import is_held_out


def test_cases_are_held_out_and_half_in_each_language() -> None:
    some = cases(20, seed=3)
    assert all(is_held_out(case.scene) for case in some)
    assert [case.language for case in some] == ["en", "zh"] * 10


def test_the_same_seed_gives_the_same_cases_and_plans() -> None:
    assert cases(5, 1) == cases(5, 1) != cases(5, 2)
    assert cases(5, 1) == cases(9, 1)[:5]
    assert layouts(cases(5, 1), 1) == layouts(cases(5, 1), 1) != layouts(cases(5, 1), 2)


def test_batches_hold_every_item_once() -> None:
    few = list(batches(range(2 * BATCH + 1)))
    assert [len(batch) for batch in few] == [BATCH, BATCH, 1]
    assert [item for batch in few for item in batch] == list(range(2 * BATCH + 1))
