"""Doing: what is told of the people of a photo together, of all that each of them may do."""

from collections.abc import Sequence
from dataclasses import dataclass

from img2txt.action import Action
from img2txt.detect import Box
from img2txt.regions import Region

_OPENINGS = {  # before the deed: of all of them or the only one, of each with a thing of its own, of one of several
    "all": (" ", "", ", perhaps ", "，可能"),
    "each": (", each ", "，各", ", perhaps each ", "，可能各"),
    "one": (", one of them ", "，其中一个", ", one of them perhaps ", "，其中一个可能"),
}


@dataclass(frozen=True)
class Doing:
    """An action, who of the people of a photo does it (all, each or one), and whether that is plain."""

    action: Action
    who: str
    plain: bool
    boxes: frozenset[Box] = frozenset()  # of what it is done with

    def opening(self, language: str) -> str:
        """What stands between the people and the deed: nothing, perhaps, one of them."""
        return _OPENINGS[self.who][2 * (not self.plain) + (language == "zh")]


def doing_of(people: Sequence[Region]) -> Doing | None:
    """What is told of some people: what all do, or one of them; None where nothing of it is plain enough.

    What most of them do, and nobody does otherwise, all perhaps do.
    """
    busy = [(region, region.actions[0]) for region in people if region.actions]
    if not busy:
        return None
    _, main = max(busy, key=lambda each: (each[1].plain, each[0].sure * each[0].box.area))
    same = [action for _, action in busy if action.deed == main.deed and action.thing == main.thing]
    boxes = frozenset(action.box for action in same if action.box is not None)
    if len(people) == 1:
        return Doing(main, "all", main.plain, boxes)
    together = len(same) == len(busy) and 2 * len(same) > len(people)
    if together and (main.box is None or len(boxes) == len(same)):
        plain = len(same) == len(people) and all(action.plain for action in same)
        return Doing(main, "all" if main.box is None else "each", plain, boxes)
    return Doing(main, "one", main.plain, frozenset([main.box] if main.box is not None else []))
