"""What is drawn to be judged, and how the judgement of single drawings is read."""

import torch

from evaluation.artist import Facts, on_ground, plain_grounds
from evaluation.judge import Judged
from evaluation.layers import accuracies, held_out_facts, seen_facts
from evaluation.memorising import blends, closest_sets, training_facts
from img2txt.kinds import Single
from img2txt.view import View
from world.heldout import held_out_pairs
from world.vocabulary import COLOURS, OBJECTS, STYLES

EVERY = {thing.key for thing in OBJECTS}


def names(facts: Facts) -> set[tuple[str, str]]:
    return {(OBJECTS[thing].key, COLOURS[colour].key) for thing, colour, _ in facts.rows().tolist()}


def test_held_out_pairs_are_drawn_in_every_style_and_no_others_among_the_seen() -> None:
    held_out, seen = held_out_facts(EVERY), seen_facts(200, 0, EVERY)
    assert names(held_out) == held_out_pairs("colour") and not names(seen) & held_out_pairs("colour")
    assert len(held_out.thing) == len(held_out_pairs("colour")) * len(STYLES) and len(seen.thing) == 200
    assert torch.equal(seen.rows(), seen_facts(200, 0, EVERY).rows())
    for facts in (held_out_facts({"cat", "dog"}), seen_facts(20, 0, {"cat", "dog"})):
        assert {thing for thing, _ in names(facts)} <= {"cat", "dog"}


def test_an_empty_layer_leaves_the_ground_and_a_full_one_covers_its_middle() -> None:
    grounds = plain_grounds(2, 32, torch.Generator().manual_seed(0))
    layers = torch.stack([torch.zeros(4, 8, 8), torch.ones(4, 8, 8)])
    laid = on_ground(layers, grounds)
    assert torch.equal(laid[0], grounds[0])
    assert laid[1, :, 19, 16].tolist() == [1, 1, 1] and torch.equal(laid[1, :, 0], grounds[1, :, 0])


def test_the_surest_single_is_judged_and_nothing_found_is_wrong() -> None:
    facts = Facts(torch.tensor([1, 1, 1]), torch.tensor([2, 2, 2]), torch.tensor([0, 0, 0]))

    def single(present: float, thing: int, colour: int) -> Single:
        local = (
            torch.eye(len(OBJECTS))[thing],
            torch.eye(len(COLOURS))[colour],
            torch.ones(1),
            torch.eye(len(STYLES))[0],
        )
        return Single(0.5, 0.5, 0.9, present, *local)

    whole = torch.ones(1), torch.ones(1)
    views = [
        View((single(0.4, 3, 3), single(0.9, 1, 2)), *whole),
        View((single(0.9, 1, 5),), *whole),
        View((), *whole),
    ]
    shares = accuracies(Judged(views, torch.zeros(3, 1)), facts)
    expected = {"object": 2 / 3, "colour": 1 / 3, "style": 2 / 3, "all": 1 / 3}
    assert all(abs(shares[name] - share) < 1e-6 for name, share in expected.items())


def test_training_shows_everything_but_held_out_pairs() -> None:
    shown = training_facts()
    assert not names(shown) & held_out_pairs("colour")
    everything = len(OBJECTS) * len(COLOURS) - len(held_out_pairs("colour"))
    assert len(shown.thing) == everything * len(STYLES)


def test_the_closest_sets_are_found_thing_by_thing() -> None:
    shown = training_facts()
    drawings = torch.zeros(len(shown.thing), 2)
    drawings[:, 0] = shown.style * (
        1.0 + shown.thing
    )  # neighbouring sets lie 1 apart for the first thing, 2 for the next
    apart = closest_sets(drawings, shown)
    assert apart[:3].tolist() == [1, 2, 3]


def test_blends_mix_different_things() -> None:
    own, other = blends(held_out_facts(EVERY), torch.Generator().manual_seed(0))
    assert len(own.thing) == len(other.thing) > 50 and (own.thing != other.thing).all()
    assert torch.equal(own.style, other.style) and (own.colour == other.colour).all()
