"""The split by combination: the file holds its share, was added to and not redrawn, and keeps both sides alive."""

import json
from collections import Counter

import pytest

from world.gist import Gist, Kind
from world.heldout import FILE, SHARE, SLOTS, choose, held_out_pairs, is_held_out
from world.vocabulary import NATURAL, OBJECTS, slot

# The split that the first vocabulary was trained with; what came later was added by choose(seed, <the pairs before>,
# <the keys before>), each time for so many objects.
FIRST = {"object": 88, "colour": len(slot("colour")), "action": 6, "place": 11}
LEARNT = {name: {value.key for value in slot(name)[:count]} for name, count in FIRST.items()}
LATER = ((20261121, 260), (20261129, 606))


def values_of(name: str) -> list[str]:
    return [value.key for value in slot(name) if value.key != NATURAL]


def test_the_file_holds_its_share_of_pairs_that_exist_each_once_in_order():
    saved = json.loads(FILE.read_text())
    assert tuple(saved) == SLOTS
    keys = {thing.key for thing in OBJECTS}
    for name, pairs in saved.items():
        assert len(pairs) == round(len(keys) * len(values_of(name)) * SHARE)
        assert all(thing in keys and value in values_of(name) for thing, value in pairs)
        assert pairs == sorted(pairs) and len(set(map(tuple, pairs))) == len(pairs)


@pytest.mark.parametrize("name", SLOTS)
def test_the_first_split_was_kept_and_only_added_to(name):
    """What training had seen cannot be held out later: of the first vocabulary, the first share is held out."""
    learnt = LEARNT["object"], LEARNT[name] - {NATURAL}
    old = [pair for pair in held_out_pairs(name) if pair[0] in learnt[0] and pair[1] in learnt[1]]
    assert len(old) == round(len(learnt[0]) * len(learnt[1]) * SHARE)


def test_a_grown_vocabulary_keeps_its_pairs_and_holds_out_new_ones_only():
    learnt = set().union(*LEARNT.values())
    old = {name: [pair for pair in held_out_pairs(name) if learnt.issuperset(pair)] for name in SLOTS}
    for seed, objects in LATER:
        things = [thing.key for thing in OBJECTS[:objects]]
        grown = choose(seed, old, learnt, things)
        for name, pairs in grown.items():
            assert set(old[name]) <= set(pairs) and len(set(pairs)) == len(pairs)
            assert not any(learnt.issuperset(pair) for pair in set(pairs) - set(old[name]))
        old, learnt = grown, learnt | set(things) | {value for name in SLOTS for value in values_of(name)}
    assert {name: frozenset(pairs) for name, pairs in old.items()} == {name: held_out_pairs(name) for name in SLOTS}


def test_another_seed_chooses_other_pairs():
    assert choose(1) == choose(1) != choose(2)


@pytest.mark.parametrize("name", SLOTS)
@pytest.mark.parametrize("kind", ["saved", "fresh"])
def test_pairs_are_spread_over_things_and_values(name, kind):
    values = values_of(name)
    pairs = held_out_pairs(name) if kind == "saved" else choose(1)[name]
    per_thing, per_value = Counter(thing for thing, _ in pairs), Counter(value for _, value in pairs)
    even = len(pairs) / len(values)
    assert set(per_value) == set(values)
    assert 0.8 * even < min(per_value.values()) <= max(per_value.values()) < 1.25 * even
    assert max(per_thing.values()) <= (1 if len(pairs) <= len(OBJECTS) and kind == "fresh" else 2)
    assert len(per_thing) > 0.7 * len(OBJECTS)


def test_no_thing_is_held_out_in_its_natural_colour():
    assert not any(value == NATURAL for _, value in held_out_pairs("colour"))


@pytest.mark.parametrize("name", SLOTS)
def test_one_pair_holds_out_the_whole_scene(name):
    key, value = sorted(held_out_pairs(name))[0]
    slots = {"colour": None, "action": None, name: value}
    place = slots.pop("place", None)
    thing = Kind(key, **slots)
    other = next(each.key for each in OBJECTS if each.key != key and (each.key, value) not in held_out_pairs(name))
    assert is_held_out(Gist((thing,), place=place))
    assert is_held_out(Gist((Kind(other), thing), place=place))
    assert not is_held_out(Gist((Kind(key),)))
    assert not is_held_out(Gist((Kind(other, **slots),), place=place))


def test_a_colour_of_one_thing_says_nothing_of_the_other():
    key, value = sorted(held_out_pairs("colour"))[0]
    other = next(each.key for each in OBJECTS if each.key != key and (each.key, value) not in held_out_pairs("colour"))
    assert not is_held_out(Gist((Kind(key), Kind(other, colour=value))))


def test_an_empty_scene_is_never_held_out():
    assert not any(is_held_out(Gist(place=place.key)) for place in slot("place"))
