"""GenEval's tasks: as many prompts as the paper has, and what counts as right."""

from collections import Counter

import pytest
import torch

from evaluation.geneval import TASKS, Task, Wanted, is_right, names, tasks
from img2txt.kinds import Single
from img2txt.view import View
from understanding.message import read_message
from world.vocabulary import OBJECTS, index, slot


def single(thing: str, colour: str = "natural", x: float = 0.5, y: float = 0.5) -> Single:
    def sure(name: str, key: str) -> torch.Tensor:
        return torch.eye(len(slot(name)))[index(name, key)]

    no_action = torch.eye(len(slot("action")) + 1)[0]
    return Single(x, y, 0.3, 1.0, sure("object", thing), sure("colour", colour), no_action, sure("style", "flat"))


def view(*singles: Single) -> View:
    return View(singles, torch.eye(14)[13], torch.eye(5)[0])


CAT, CAR = Wanted("cat"), Wanted("car")


@pytest.mark.parametrize(
    ("task", "seen", "right"),
    [
        (Task("single", "", (CAT,)), view(single("cat")), True),
        (Task("single", "", (CAT,)), view(single("dog")), False),
        (Task("single", "", (CAR,)), view(single("taxi")), True),
        (Task("two", "", (CAT, CAR)), view(single("cat"), single("car")), True),
        (Task("two", "", (CAT, CAR)), view(single("cat"), single("cat")), False),
        (Task("counting", "", (Wanted("cat", 2),)), view(single("cat"), single("cat")), True),
        (Task("counting", "", (Wanted("cat", 2),)), view(*[single("cat")] * 3), False),
        (Task("colours", "", (Wanted("cat", colour="red"),)), view(single("cat", "red")), True),
        (Task("colours", "", (Wanted("cat", colour="red"),)), view(single("cat", "blue")), False),
        (Task("position", "", (CAT, CAR), "left of"), view(single("cat", x=0.2), single("car", x=0.7)), True),
        (Task("position", "", (CAT, CAR), "left of"), view(single("cat", x=0.7), single("car", x=0.2)), False),
        (Task("position", "", (CAT, CAR), "above"), view(single("cat", y=0.2), single("car", y=0.8)), True),
    ],
)
def test_all_that_is_asked_for_is_seen(task: Task, seen: View, right: bool) -> None:
    assert is_right(task, seen) is right


def test_there_are_as_many_prompts_as_in_the_paper() -> None:
    assert Counter(task.kind for task in tasks(0)) == TASKS
    assert tasks(0) == tasks(0) != tasks(1)
    assert Counter(task.kind for task in tasks(0, most=3)) == dict.fromkeys(TASKS, 3)


def test_coco_s_names_are_objects_that_there_are() -> None:
    known = {thing.key for thing in OBJECTS}
    assert len(names()) == 80 and set().union(*names().values()) <= known


def test_what_is_known_is_read_from_its_prompt() -> None:
    for task in tasks(0)[: TASKS["single"]]:
        keys = names()[task.wanted[0].name]
        read = {mention.key for mention in read_message(task.prompt).mentions if mention.slot == "object"}
        assert not keys or task.wanted[0].name in _BROAD or read & keys, task.prompt


_BROAD = ("person", "sports ball", "bottle", "fork")  # which no one object is
