"""What was said, looked for in a picture: found, missing, or not to be told."""

from dataclasses import replace

import pytest

from img2txt.view import FOUND
from tests.sights import single, view
from txt2img.check import check, missing, score_of
from txt2img.picture import FactCheck
from world.facts import scene_facts
from world.plan import Blend, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing
from world.vocabulary import index


def test_every_fact_is_looked_for() -> None:
    things = Thing(0, "cat", "black"), Thing(1, "dog", "red")
    scene = Scene(things, (Relation(0, "left_of", 1),), "grass", "night", without=("tree", "cat"))
    seen = view(single("cat", "black", x=0.2), single("dog", "blue", x=0.8), place="grass")
    checks = check(Plan(scene, None, (), 0), seen)
    assert [(each.fact, each.value, each.of) for each in checks] == [
        (f.fact, f.value, f.of) for f in scene_facts(scene)
    ]
    missing = {(each.fact, each.value) for each in checks if not each.found}
    assert missing == {("colour", "red"), ("time", "night"), ("absent", "cat")}
    assert all(each.found == (each.probability >= FOUND) for each in checks)


def test_a_deed_that_cannot_be_told_is_neither_found_nor_missing() -> None:
    def found(relation: str, x: float) -> bool | None:
        scene = Scene((Thing(0, "cat"), Thing(1, "dog")), (Relation(0, relation, 1),))
        checks = check(Plan(scene, None, (), 0), view(single("cat", x=0.3), single("dog", x=x)))
        return next(each.found for each in checks if each.fact == "relation")

    assert found("looks_at", 0.5) is None
    assert (found("hugs", 0.55), found("hugs", 0.9), found("wears", 1.5)) == (True, False, False)


def test_halves_share_what_one_name_gets() -> None:
    cat = Layer("cat", Pose(0.5, 0.5, 1.0), 0, "black", of=0, blend=Blend("owl", 0.5))
    plan = Plan(Scene((Thing(0, "cat", "black"),)), None, (cat,), 0)
    seen = view(single("cat", "black"))
    seen.singles[0].object[:] = 0
    for thing, probability in (("cat", 0.4), ("owl", 0.2), ("dog", 0.4)):
        seen.singles[0].object[index("object", thing)] = probability
    found = {(each.fact, each.value): each.probability for each in check(plan, seen)}
    assert found == {("object", "cat"): 0.8, ("object", "owl"): 0.4, ("colour", "black"): 1.0, ("count", "1"): 1.0}
    whole = replace(plan, layers=(replace(cat, blend=Blend("owl", 1.0)),))
    assert next((each.value, each.probability) for each in check(whole, seen)) == ("owl", 0.2)


def test_a_score_is_the_geometric_mean_and_never_nothing() -> None:
    def checks(*probabilities: float) -> list[FactCheck]:
        return [FactCheck("object", "cat", 0, None, p >= FOUND, p) for p in probabilities]

    assert score_of([]) == 1 and score_of(checks(1.0, 1.0)) == 1
    assert score_of(checks(0.9, 0.4)) == pytest.approx(0.6)
    assert score_of([*checks(0.9), FactCheck("relation", "looks_at", 0, 1, None, 0.5)]) == pytest.approx(0.9)
    assert 0 < score_of(checks(0.0, 1.0)) < score_of(checks(0.1, 1.0))


def test_what_is_worn_may_be_found_but_not_missed() -> None:
    def found(worn: bool, seen: bool) -> bool | None:
        scene = Scene((Thing(0, "cat"), Thing(1, "glasses")), (Relation(0, "wears", 1),) if worn else ())
        layers = (Layer("cat", Pose(0.5, 0.6, 0.4), 1, of=0), Layer("glasses", Pose(0.5, 0.6, 0.2), 2, of=1))
        glasses = [single("glasses", x=0.5, y=0.6, scale=0.2)] if seen else []
        checks = check(Plan(scene, None, layers, 0), view(single("cat", x=0.5, y=0.6), *glasses))
        return next(each.found for each in checks if each.value == "glasses")

    assert found(worn=True, seen=True) is True
    assert found(worn=True, seen=False) is None
    assert found(worn=False, seen=False) is False


def test_groups_that_only_differ_in_colour_are_told_apart() -> None:
    white = Thing(1, "cat", "white"), Thing(2, "cat", "white")
    scene = Scene((Thing(0, "cat", "black"), *white, Thing(3, "sun"), Thing(4, "dog")), (Relation(0, "left_of", 4),))
    cats = single("cat", "black", x=0.1), single("cat", "white", x=0.3), single("cat", "white", x=0.5)
    seen = view(*cats, single("sun", x=0.7, y=0.1), single("dog", x=0.9))
    assert all(each.found for each in check(Plan(scene, None, (), 0), seen))
    fewer = check(Plan(scene, None, (), 0), replace(seen, singles=seen.singles[:2] + seen.singles[3:]))
    assert [(each.fact, each.value, each.of) for each in fewer if not each.found] == [("count", "2", 1)]


def test_a_relation_of_some_of_those_alike_is_that_of_the_best_pair() -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "cat"), Thing(2, "dog")), (Relation(0, "left_of", 2),))
    cats, dog = (single("cat", x=0.1), single("cat", x=0.9)), single("dog", x=0.5)
    assert all(each.found for each in check(Plan(scene, None, (), 0), view(*cats, dog)))
    both = replace(scene, relations=(Relation(0, "left_of", 2), Relation(1, "left_of", 2)))
    assert not all(each.found for each in check(Plan(both, None, (), 0), view(*cats, dog)))


def test_what_cannot_be_told_counts_half() -> None:
    checks = [FactCheck("object", "cat", 0, None, found, 0.5) for found in (True, False, None)]
    assert missing(checks) == 1.5
