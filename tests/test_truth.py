"""What a recogniser is to find is what the plans hold, marks left out."""

import random

import torch

from rendering.layout import lay_out
from rendering.places import NO_PLACE
from rendering.sampling import random_scene
from rendering.truth import truth
from world.gist import Gist, Kind
from world.vocabulary import MARKS, index

CPU = torch.device("cpu")


def test_every_fact_of_every_single_thing() -> None:
    scene = Gist((Kind("cat", "black", 2, "jumping"), Kind("tree", size="big")), "left_of", "sea", "night", "flat")
    plan = lay_out(scene, random.Random(0))
    shown = truth([plan], CPU)
    cats = shown.object == index("object", "cat")
    assert cats.sum() == 2 and (shown.object[~cats] == index("object", "tree")).all() and len(cats) == 3
    assert (shown.colour[cats] == index("colour", "black")).all() and (shown.colour[~cats] == 0).all()
    assert (shown.action[cats] == index("action", "jumping") + 1).all() and (shown.action[~cats] == 0).all()
    assert (shown.centre[cats, 0] < shown.centre[~cats, 0]).all()
    assert shown.place.tolist() == [index("place", "sea")] and shown.time.tolist() == [index("time", "night")]
    assert shown.style.tolist() == 3 * [index("style", "flat")]


def test_what_was_not_said_is_what_was_drawn() -> None:
    plan = lay_out(Gist((Kind("cat"),)), random.Random(0))
    shown = truth([plan], CPU)
    assert shown.place.tolist() == [NO_PLACE] and shown.time.tolist() == [0]
    assert shown.style.tolist() == [index("style", plan.layers[0].style)]


def test_a_batch_knows_whose_things_they_are() -> None:
    rng = random.Random(0)
    plans = [lay_out(random_scene(rng), rng) for _ in range(50)]
    shown = truth(plans, CPU)
    bodies = [[layer for layer in plan.layers if layer.what not in MARKS] for plan in plans]
    assert torch.bincount(shown.owner).tolist() == [len(row) for row in bodies]
    poses = [layer.pose for row in bodies for layer in row]
    assert shown.centre.tolist() == torch.tensor([[pose.x, pose.y] for pose in poses]).tolist()
    assert shown.scale.tolist() == torch.tensor([pose.scale for pose in poses]).tolist()
    assert len(shown.place) == len(shown.time) == 50 and len(shown.style) == len(shown.owner)
