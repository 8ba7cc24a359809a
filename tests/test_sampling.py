"""Random scenes: the same for the same seed, on their side of the split, balanced over the vocabulary."""

import random
from collections import Counter

import pytest

from rendering import sampling
from rendering.places import SHELTERED
from rendering.sampling import random_scene, training_scene
from world.gist import Gist
from world.heldout import is_held_out
from world.scene import DEEP
from world.vocabulary import COUNTS, NATURAL, OBJECTS, slot

MANY = 2000


def drawn(sample=random_scene, count: int = MANY, seed: int = 0) -> list[Gist]:
    rng = random.Random(seed)
    return [sample(rng) for _ in range(count)]


@pytest.mark.parametrize("sample", [random_scene, training_scene, sampling.test_scene])
def test_a_seed_says_everything(sample):
    assert drawn(sample, 20, seed=7) == drawn(sample, 20, seed=7) != drawn(sample, 20, seed=8)


def test_each_side_of_the_split():
    assert not any(map(is_held_out, drawn(training_scene, 500)))
    assert all(map(is_held_out, drawn(sampling.test_scene, 200)))


def test_most_scenes_may_be_trained_on():
    share = sum(map(is_held_out, drawn())) / MANY
    assert 0.05 < share < 0.35


def test_every_object_comes_up_about_equally_often():
    seen = Counter(thing.object for scene in drawn(count=10 * MANY) for thing in scene.things)
    even = seen.total() / len(OBJECTS)
    assert len(seen) == len(OBJECTS)
    assert 0.4 * even < min(seen.values()) <= max(seen.values()) < 1.8 * even  # about 46 of each


@pytest.mark.parametrize("name", ["colour", "action", "size", "place", "time", "relation", "style"])
def test_every_value_of_every_slot_comes_up_and_sometimes_none(name):
    of_things = name in ("colour", "action", "size")
    scenes = drawn()
    seen = Counter(getattr(holder, name) for scene in scenes for holder in (scene.things if of_things else (scene,)))
    assert set(seen) == {value.key for value in slot(name) if value.key not in (NATURAL, *DEEP)} | {None}


def test_counts_and_kinds():
    scenes = drawn()
    counts = Counter(thing.count for scene in scenes for thing in scene.things)
    assert set(counts) == set(COUNTS) and all(counts[1] > counts[more] for more in COUNTS[1:])
    assert {len(scene.things) for scene in scenes} == {1, 2}
    assert all(len({thing.object for thing in scene.things}) == len(scene.things) for scene in scenes)


def test_no_weather_where_none_can_be_seen():
    seen = {place: {scene.time for scene in drawn() if scene.place == place} for place in (None, "city", *SHELTERED)}
    everything = {value.key for value in slot("time")} | {None}
    assert seen == {None: everything, "city": everything, **{key: {*lights, None} for key, lights in SHELTERED.items()}}


def test_animals_are_the_lively_ones():
    def share(kind: str) -> float:
        of = {thing.key for thing in OBJECTS if thing.kind == kind}
        acting = [thing.action is not None for scene in drawn() for thing in scene.things if thing.object in of]
        return sum(acting) / len(acting)

    assert min(share("animal"), share("person")) > share("vehicle") > share("food")
