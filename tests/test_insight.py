"""What those who speak of pictures are handed: kinds of things, how many and where, and the whole."""

from math import log

import torch

from img2txt.insight import KINDS, channels, insight_of, levelled
from img2txt.kinds import SHARED, values
from img2txt.standing import group, related
from img2txt.view import MOST, View
from models.insight import Insight, joined
from tests.sights import single, view
from world.vocabulary import RELATIONS, index

WIDTH = 3
FACTS = sum(values(name) for name in SHARED)


def features(count: int) -> torch.Tensor:
    return torch.rand(count, WIDTH, 8, 8, generator=torch.Generator().manual_seed(0))


def test_each_kind_has_a_row_and_empty_rows_stand_last() -> None:
    seen = insight_of([view(single("cat"), single("dog", present=0.5)), view()], features(2))
    of_kind, of_whole = channels(WIDTH)
    assert seen.kinds.shape == (2, KINDS, of_kind) and seen.whole.shape == (2, of_whole) and len(seen) == 2
    torch.testing.assert_close(seen.present, torch.tensor([[1, 0.5, 0, 0], [0, 0, 0, 0]]))
    assert not seen.kinds[0, 2:].any() and not seen.kinds[1].any()


def test_a_row_says_what_how_many_and_where() -> None:
    cats = [single("cat", "black", x=0.25, y=0.5), single("cat", "black", x=0.75, y=0.5, present=0.8)]
    maps = features(1)
    row = insight_of([view(*cats)], maps).kinds[0, 0]
    assert int(row[1 : 1 + values("object")].argmax()) == index("object", "cat")
    counts = row[1 + FACTS : 1 + FACTS + MOST]
    torch.testing.assert_close(counts[:3], torch.tensor([0.2, 0.8, 0.0]))
    placing = row[1 + FACTS + MOST : -WIDTH - len(RELATIONS)]
    assert len(placing) == 5
    torch.testing.assert_close(placing[:4], torch.tensor([0.0, 0.0, 2.0, 0.0]))  # middle and extent
    torch.testing.assert_close(placing[4].item(), log(0.3) + 1.2)  # height
    torch.testing.assert_close(row[-WIDTH:], levelled((maps[0, :, 4, 2] + maps[0, :, 4, 6]) / 2))


def relations(seen: View) -> torch.Tensor:
    """What the whole says of how the kinds stand to each other."""
    return insight_of([seen], features(1)).whole[0, -WIDTH - len(RELATIONS) : -WIDTH]


def test_the_whole_says_how_the_two_surest_kinds_stand() -> None:
    bird, car, pig = single("bird", x=0.5, y=0.2), single("car", x=0.5, y=0.8), single("pig", present=0.4)
    sure = related(group([bird]), group([car]))
    torch.testing.assert_close(relations(view(bird, car, pig)), torch.tensor([sure[value.key] for value in RELATIONS]))
    assert int(relations(view(bird, car, pig)).argmax()) == index("relation", "above")
    assert not relations(view(bird)).any() and not relations(view()).any()


def test_each_kind_brings_how_it_stands_to_the_other() -> None:
    bird, car = single("bird", x=0.5, y=0.2), single("car", x=0.5, y=0.8)
    rows = insight_of([view(bird, car), view(bird)], features(2)).kinds[..., -WIDTH - len(RELATIONS) : -WIDTH]
    likeliest = [int(row.argmax()) for row in rows[0, :2]]
    assert likeliest == [index("relation", "above"), index("relation", "below")]
    assert not rows[0, 2:].any() and not rows[1].any()


def test_larger_things_are_told_apart_from_smaller() -> None:
    def height(*scales: float) -> float:
        seen = insight_of([view(*(single("cat", scale=scale) for scale in scales))], features(1))
        return float(seen.kinds[0, 0, 1 + FACTS + MOST + 4])

    assert height(0.19) < height(0.34) < height(0.54) and abs(height(0.3, 0.3) - height(0.3)) < 1e-6


def test_the_surest_kinds_are_kept() -> None:
    names = ("cat", "dog", "pig", "cow", "bear", "fish")
    many = view(*(single(name, present=0.4 + 0.1 * n) for n, name in enumerate(names)))
    seen = insight_of([many], features(1))
    told = [int(row.argmax()) for row in seen.kinds[0, :, 1 : 1 + values("object")]]
    assert told == [index("object", name) for name in reversed(names[2:])]


def test_batches_are_joined_cut_and_repeated() -> None:
    one, two = insight_of([view(single("cat"))], features(1)), insight_of([view(), view(single("dog"))], features(2))
    both = joined([one, two])
    assert len(both) == 3 and len(both.repeat(2)) == 6
    for got, wanted in ((both[:1], one), (both[[1, 2]], two), (both[torch.tensor([1, 2])], two)):
        assert (
            isinstance(got, Insight) and torch.equal(got.kinds, wanted.kinds) and torch.equal(got.whole, wanted.whole)
        )
