"""From logits to facts: peaks become things, colours bind to their thing, relations follow from places."""

import math

import pytest
import torch
from PIL import Image
from torch import Tensor

from img2txt.insight import KINDS, channels
from img2txt.kinds import Single
from img2txt.recognise import Eye, apart, fitted, views
from img2txt.view import MOST, seen_place, seen_things
from models.recogniser import Sight
from rendering.places import NO_PLACE
from tests.sights import single, view
from world.facts import Fact
from world.gist import Gist, Kind
from world.vocabulary import ACTIONS, COLOURS, OBJECTS, PLACES, STYLES, TIMES, index


def test_an_object_is_there_if_any_single_is_one() -> None:
    scene = Gist((Kind("cat"),))
    assert view(single("cat", present=0.9)).probability(Fact("object", "cat", 0), scene) == pytest.approx(0.9)
    two = view(single("cat", present=0.5), single("cat", present=0.5))
    assert two.probability(Fact("object", "cat", 0), scene) == pytest.approx(0.75)
    assert view(single("dog")).probability(Fact("object", "cat", 0), scene) == 0
    assert view().probability(Fact("object", "cat", 0), scene) == 0


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_is_exact(count: int) -> None:
    cats = [single("cat", x=0.2 * (n + 1)) for n in range(2)]
    scene = Gist((Kind("cat", count=count),))
    found = view(*cats, single("dog")).probability(Fact("count", str(count), 0), scene)
    assert found == pytest.approx(float(count == 2))


def test_unsure_singles_make_an_unsure_count() -> None:
    scene = Gist((Kind("cat", count=2),))
    unsure = view(single("cat", present=0.9), single("cat", present=0.5))
    assert unsure.probability(Fact("count", "2", 0), scene) == pytest.approx(0.45)
    assert unsure.probability(Fact("count", "1", 0), scene) == pytest.approx(0.9 * 0.5 + 0.1 * 0.5)


def test_a_colour_belongs_to_its_thing() -> None:
    scene = Gist((Kind("cat", "black"), Kind("dog", "red")))
    right = view(single("cat", "black"), single("dog", "red"))
    swapped = view(single("cat", "red"), single("dog", "black"))
    for fact in (Fact("colour", "black", 0), Fact("colour", "red", 1)):
        assert right.probability(fact, scene) == pytest.approx(1)
        assert swapped.probability(fact, scene) == pytest.approx(0)


def test_a_colour_is_shared_by_all_of_a_kind() -> None:
    scene = Gist((Kind("cat", "black", 2),))
    half = view(single("cat", "black"), single("cat", "red"))
    assert half.probability(Fact("colour", "black", 0), scene) == pytest.approx(0.5)
    assert view().probability(Fact("colour", "black", 0), scene) == 0


@pytest.mark.parametrize("fact,value", [("action", "jumping"), ("size", "big")])
def test_actions_and_sizes_are_numbered_after_none(fact: str, value: str) -> None:
    thing = Kind("cat", **{fact: value})
    seen = view(single("cat", **{fact: value}))
    assert seen.probability(Fact(fact, value, 0), Gist((thing,))) == pytest.approx(1)
    assert view(single("cat")).probability(Fact(fact, value, 0), Gist((thing,))) == pytest.approx(0)


def test_twins_are_told_apart_by_their_colour() -> None:
    scene = Gist((Kind("cat", "black"), Kind("cat", "white")))
    both, blacks = (
        view(single("cat", "black"), single("cat", "white")),
        view(single("cat", "black"), single("cat", "black")),
    )
    for of in (0, 1):
        assert both.probability(Fact("count", "1", of), scene) == pytest.approx(1)
        assert both.probability(Fact("object", "cat", of), scene) == pytest.approx(1)
    assert blacks.probability(Fact("count", "1", 0), scene) == pytest.approx(0)
    assert blacks.probability(Fact("object", "cat", 1), scene) == pytest.approx(0)


PLACED = {"left_of": (0.2, 0.5), "right_of": (0.8, 0.5), "above": (0.5, 0.2), "below": (0.5, 0.8)}


@pytest.mark.parametrize("said", PLACED)
@pytest.mark.parametrize("drawn", PLACED)
def test_relations_follow_from_where_things_stand(said: str, drawn: str) -> None:
    x, y = PLACED[drawn]
    seen = view(single("cat", x=x, y=y), single("dog", x=1 - x, y=1 - y))
    found = seen.probability(Fact("relation", said), Gist((Kind("cat"), Kind("dog")), said))
    assert found == pytest.approx(float(said == drawn), abs=0.01)


def test_next_to_is_beside_and_not_far() -> None:
    scene = Gist((Kind("cat"), Kind("dog")), "next_to")

    def found(x: float, y: float) -> float:
        return view(single("cat", x=x, y=y), single("dog", x=1 - x, y=1 - y)).probability(
            Fact("relation", "next_to"), scene
        )

    assert found(0.35, 0.5) > 0.9 and found(0.02, 0.5) < 0.1 and found(0.5, 0.2) < 0.1


def test_a_relation_needs_both_things() -> None:
    scene = Gist((Kind("cat"), Kind("dog")), "left_of")
    assert view(single("cat", x=0.2)).probability(Fact("relation", "left_of"), scene) == 0
    faint = view(single("cat", x=0.2), single("dog", x=0.8, present=0.4))
    assert faint.probability(Fact("relation", "left_of"), scene) == pytest.approx(0.4, abs=0.01)


def test_the_whole_is_read_as_it_is() -> None:
    seen = view(single("cat", style="flat"), place="sea", time="night")
    scene = Gist(place="sea", time="night", style="flat")
    assert all(seen.probability(fact, scene) == pytest.approx(1) for fact in scene.facts())
    assert seen.probability(Fact("place", "grass"), scene) == pytest.approx(0)
    assert seen_place(seen) == ("sea", 1.0)
    assert seen_place(view()) == (None, 1.0)


def test_singles_are_gathered_into_kinds_the_surest_first() -> None:
    seen = view(
        single("dog", "red", present=0.6),
        single("cat", "black", action="jumping"),
        single("cat", "black", action="jumping", x=0.9),
        single("cat", "white", present=0.7, size="big"),
    )
    kinds = [(kind.object, kind.colour, kind.count, kind.action, kind.size) for kind in seen_things(seen)]
    assert kinds == [
        ("cat", "black", 2, "jumping", None),
        ("cat", "white", 1, None, "big"),
        ("dog", "red", 1, None, None),
    ]
    assert seen_things(view()) == ()


def sight(side: int = 8, count: int = 1) -> Sight:
    """A sight of nothing."""
    local = (len(OBJECTS), len(COLOURS), len(ACTIONS) + 1, len(STYLES))
    whole = (len(PLACES) + 1, len(TIMES))
    return Sight(
        torch.full((count, side, side), -9.0),
        torch.full((count, side, side), math.log(0.3)),
        *(torch.zeros(count, side, side, classes) for classes in local),
        *(torch.zeros(count, classes) for classes in whole),
    )


def test_peaks_become_singles_with_what_is_read_there() -> None:
    seen = sight(count=2)
    seen.centre[1, 2, 5], seen.centre[1, 2, 4] = 3.0, 2.0  # a peak and its shoulder
    seen.object[1, 2, 5, index("object", "cat")] = 20
    seen.action[1, 2, 5, index("action", "flying") + 1] = 20
    seen.place[1, NO_PLACE] = 20
    seen.scale[1, 2, 5] = math.log(0.42)
    nothing, something = views(seen)
    assert nothing.singles == ()
    (found,) = something.singles
    assert (found.x, found.y) == (5.5 / 8, 2.5 / 8)
    assert found.present == pytest.approx(1 / (1 + math.exp(-3))) and found.scale == pytest.approx(0.42)
    assert int(found.object.argmax()) == index("object", "cat") and float(found.object.sum()) == pytest.approx(1)
    assert seen_things(something)[0].action == "flying" and seen_place(something)[0] is None


@pytest.mark.parametrize(("said", "scale"), [(3.0, 1.0), (-9.0, 0.01)])
def test_nothing_is_higher_than_the_picture_or_vanishes(said: float, scale: float) -> None:
    seen = sight()
    seen.centre[0, 4, 4], seen.scale[0, 4, 4] = 3.0, said
    assert views(seen)[0].singles[0].scale == pytest.approx(scale)


def test_no_more_singles_than_a_picture_can_hold_and_the_strongest_of_them() -> None:
    seen = sight(side=16)
    peaks = [(row, column) for row in range(0, 16, 4) for column in range(0, 16, 4)]
    for strength, (row, column) in enumerate(peaks):
        seen.centre[0, row, column] = 0.1 * strength
    present = [found.present for found in views(seen)[0].singles]
    assert len(present) == MOST and present == sorted(present, reverse=True)
    assert present[0] == pytest.approx(torch.tensor(0.1 * (len(peaks) - 1)).sigmoid().item())


@pytest.fixture(scope="module")
def eye() -> Eye:
    from img2txt.describe import WEIGHTS

    return Eye(WEIGHTS)


@pytest.mark.parametrize("size", [(300, 100), (40, 90), (128, 128)])
def test_any_shape_is_padded_to_a_square(eye: Eye, size: tuple[int, int]) -> None:
    square, _ = eye.prepare(Image.new("RGB", size, (200, 40, 40)))
    assert square.shape == (3, eye.size, eye.size)
    torch.testing.assert_close(square[:, 2, 2], torch.tensor([200.0, 40.0, 40.0]) / 255)


def test_the_eye_looks_at_a_batch_as_at_each(eye: Eye) -> None:
    pictures: Tensor = torch.rand(2, 3, eye.size, eye.size, generator=torch.Generator().manual_seed(0))
    both, insight = eye.look(pictures)
    (alone,), one = eye.look(pictures[1:])
    of_kind, of_whole = channels(eye.encoder.config.width)
    assert insight.kinds.shape == (2, KINDS, of_kind) and insight.whole.shape == (2, of_whole)
    torch.testing.assert_close(insight.whole[1:], one.whole, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(both[1].place, alone.place, atol=1e-3, rtol=1e-3)
    assert all(isinstance(found, Single) for found in both[1].singles)


def test_one_large_thing_is_found_once_however_many_peaks_it_has() -> None:
    factory, wing, tower = (
        single("factory", x=x, scale=0.6, present=p) for x, p in ((0.5, 0.9), (0.3, 0.6), (0.7, 0.5))
    )
    small = single("ant", x=0.05, scale=0.2, present=0.4)
    assert apart([wing, small, tower, factory]) == [factory, small]


def test_things_side_by_side_are_all_found() -> None:
    row = [single("cat", x=0.2 + 0.15 * n, scale=0.3, present=0.9 - 0.1 * n) for n in range(4)]
    assert apart(row) == row


def test_pictures_of_any_size_are_looked_at(eye: Eye) -> None:
    large = torch.rand(1, 3, 2 * eye.size, 2 * eye.size)
    assert fitted(large, eye.size).shape == (1, 3, eye.size, eye.size) and fitted(large, 2 * eye.size) is large
    _, insight = eye.look(large)
    _, same = eye.look(fitted(large, eye.size))
    assert torch.equal(insight.whole, same.whole)
