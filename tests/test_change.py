"""Changes carried out on a scene."""

import pytest

from world.change import NEW, WHOLE, Change, Impossible, Move, changed
from world.gist import Gist, Kind

CAT, DOG = Kind("cat", "black"), Kind("dog", count=2)
ONE, TWO = Gist((CAT,), place="grass"), Gist((CAT, DOG), "left_of", "grass")
BIG, SMALL = Kind("cat", size="big"), Kind("cat", size="small")


def after(scene: Gist, *moves: Move, subject: int = 0) -> Gist:
    return changed(scene, Change("change", moves, subject))


def test_values_are_set_and_taken_away() -> None:
    assert after(ONE, Move(0, "colour", "set", "red"), Move(WHOLE, "time", "set", "night")) == Gist(
        (Kind("cat", "red"),), place="grass", time="night"
    )
    assert after(ONE, Move(0, "colour", "off"), Move(WHOLE, "place", "off")) == Gist((Kind("cat"),))


@pytest.mark.parametrize(
    ("before", "mode", "size"),
    [(CAT, "more", "big"), (BIG, "more", "big"), (SMALL, "more", None), (BIG, "less", None), (SMALL, "most", "big"),
     (BIG, "least", "small")],
)  # fmt: skip
def test_sizes_go_step_by_step_or_all_the_way(before: Kind, mode: str, size: str | None) -> None:
    assert after(Gist((before,)), Move(0, "size", mode)).things[0].size == size


def test_counts_are_set_or_changed_by_so_many() -> None:
    assert after(TWO, Move(1, "count", "set", "4")).things[1].count == 4
    assert after(TWO, Move(1, "count", "more")).things[1].count == 3
    assert after(TWO, Move(1, "count", "more", "2")).things[1].count == 4
    assert after(TWO, Move(1, "count", "less")).things[1].count == 1
    assert after(TWO, Move(1, "count", "less", "2")) == Gist((CAT,), place="grass")


def test_things_come_go_and_change_places() -> None:
    hat = Move(NEW, "object", "set", "hat")
    assert after(ONE, hat, Move(NEW, "colour", "set", "red")).things == (CAT, Kind("hat", "red"))
    assert after(TWO, Move(0, "object", "off")) == Gist((DOG,), place="grass")
    assert after(TWO, Move(0, "object", "set", "pig")) == Gist((Kind("pig", "black"), DOG), "left_of", "grass")
    assert after(TWO, Move(0, "object", "off"), hat) == Gist((DOG, Kind("hat")), place="grass")


def test_a_relation_is_told_of_its_subject() -> None:
    right, on = Move(WHOLE, "relation", "set", "right_of"), Move(WHOLE, "relation", "set", "on")
    hat = Move(NEW, "object", "set", "hat")
    assert after(TWO, right) == Gist((CAT, DOG), "right_of", "grass")
    assert after(TWO, right, subject=1) == Gist((CAT, DOG), "left_of", "grass")
    assert after(ONE, hat, right, subject=NEW) == Gist((CAT, Kind("hat")), "left_of", "grass")
    assert after(ONE, hat, on, subject=NEW) == Gist((Kind("hat"), CAT), "on", "grass")


@pytest.mark.parametrize(
    ("scene", "move", "reason", "values"),
    [
        (ONE, Move(0, "colour", "strange"), "unknown", ()),
        (ONE, Move(WHOLE, "colour", "set"), "uncoloured", ()),
        (TWO, Move(NEW, "object", "set", "hat"), "full", ("cat", "dog")),
        (TWO, Move(1, "count", "more", "3"), "too_many", ("5",)),
        (Gist((CAT,)), Move(0, "object", "off"), "nothing_left", ()),
    ],
)
def test_what_cannot_be_done_says_why(scene: Gist, move: Move, reason: str, values: tuple[str, ...]) -> None:
    with pytest.raises(Impossible) as told:
        after(scene, move)
    assert (told.value.reason, told.value.values) == (reason, values)


def test_no_move_is_no_change() -> None:
    with pytest.raises(Impossible, match="nothing"):
        after(ONE)
    with pytest.raises(ValueError, match="no move"):
        Move(0, "place", "set", "grass")
