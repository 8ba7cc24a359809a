"""The split by combination: the file is what `choose` draws, and the pairs keep both sides of the split alive."""

import json
from collections import Counter

import pytest

from scenes.heldout import FILE, SHARE, SLOTS, choose, held_out_pairs, is_held_out
from scenes.scene import Scene, Thing
from scenes.vocabulary import NATURAL, OBJECTS, slot


def test_the_file_is_what_was_chosen_once():
    saved = json.loads(FILE.read_text())
    assert saved == {name: [list(pair) for pair in pairs] for name, pairs in choose().items()}
    assert tuple(saved) == SLOTS


def test_another_seed_chooses_other_pairs():
    assert choose(1) == choose(1) != choose(2)


@pytest.mark.parametrize("name", SLOTS)
def test_pairs_are_spread_over_things_and_values(name):
    values = [value.key for value in slot(name) if value.key != NATURAL]
    pairs = held_out_pairs(name)
    per_thing, per_value = Counter(thing for thing, _ in pairs), Counter(value for _, value in pairs)
    assert set(per_thing) <= {thing.key for thing in OBJECTS} and set(per_thing.values()) == {1}
    assert set(per_value) == set(values) and max(per_value.values()) - min(per_value.values()) <= 1
    assert abs(len(pairs) / (len(OBJECTS) * len(values)) - SHARE) < 0.01


def test_no_thing_is_held_out_in_its_natural_colour():
    assert not any(value == NATURAL for _, value in held_out_pairs("colour"))


@pytest.mark.parametrize("name", SLOTS)
def test_one_pair_holds_out_the_whole_scene(name):
    key, value = sorted(held_out_pairs(name))[0]
    slots = {"colour": None, "action": None, name: value}
    place = slots.pop("place", None)
    thing = Thing(key, **slots)
    other = next(each.key for each in OBJECTS if each.key != key and (each.key, value) not in held_out_pairs(name))
    assert is_held_out(Scene((thing,), place=place))
    assert is_held_out(Scene((Thing(other), thing), place=place))
    assert not is_held_out(Scene((Thing(key),)))
    assert not is_held_out(Scene((Thing(other, **slots),), place=place))


def test_a_colour_of_one_thing_says_nothing_of_the_other():
    key, value = sorted(held_out_pairs("colour"))[0]
    other = next(each.key for each in OBJECTS if each.key != key and (each.key, value) not in held_out_pairs("colour"))
    assert not is_held_out(Scene((Thing(key), Thing(other, colour=value))))


def test_an_empty_scene_is_never_held_out():
    assert not any(is_held_out(Scene(place=place.key)) for place in slot("place"))
