"""What a scene says, fact by fact."""

from world.facts import Fact, scene_facts
from world.scene import Relation, Scene, Thing


def test_groups_come_first_then_relations_then_the_whole_then_what_is_absent() -> None:
    cats = Thing(0, "cat", "black", "jumping", "big"), Thing(4, "cat", "black", "jumping", "big")
    relations = Relation(0, "holds", 2), Relation(0, "left_of", 3), Relation(4, "left_of", 3)
    scene = Scene((*cats, Thing(2, "fish", "natural"), Thing(3, "tree")), relations, "grass", "night", "flat", ("dog",))
    assert scene_facts(scene) == (
        Fact("object", "cat", 0),
        Fact("colour", "black", 0),
        Fact("count", "2", 0),
        Fact("action", "jumping", 0),
        Fact("size", "big", 0),
        Fact("object", "fish", 1),
        Fact("count", "1", 1),
        Fact("object", "tree", 2),
        Fact("count", "1", 2),
        Fact("relation", "holds", 0, 1),
        Fact("relation", "left_of", 0, 2),
        Fact("place", "grass"),
        Fact("time", "night"),
        Fact("style", "flat"),
        Fact("absent", "dog"),
    )


def test_nothing_said_is_no_fact() -> None:
    assert scene_facts(Scene()) == ()
