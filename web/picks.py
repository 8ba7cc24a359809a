"""Which picture is changed next: the one that was tapped, for as long as nothing newer was drawn or chosen in words."""

from typing import Any

from chat.standing import Standing
from storage.records import Conversation
from web.browser import whole_number
from web.html import fill
from web.render import Render

NONE = 0  # no picture, whatever was chosen in words before


def kept(picture: int, conversation: Conversation) -> dict[str, int]:
    """A pick as the browser keeps it, with the turn that it is newer than."""
    return {"picture": picture, "since": _decided(conversation)}


def read_pick(sent: Any, conversation: Conversation) -> int | None:
    """The picture that a browser picked, or NONE; None where it picked nothing that still counts here."""
    picture, since = whole_number(sent, "picture"), whole_number(sent, "since")
    if picture is None or since != _decided(conversation):
        return None
    there = {each.id for turn in conversation.turns for each in turn.pictures}
    return picture if picture in there or picture == NONE else None


def line(where: Standing, render: Render) -> str:
    """Which picture is being changed, small, with a way out; empty where nobody picked one."""
    if not where.picked or where.meant is None or where.shown is None:
        return ""
    return fill(
        "changing",
        render.language,
        image=render.image(where.meant.image, ""),
        number=where.meant.position + 1,
        shown_last=where.meant.turn == where.shown.id,
    )


def _decided(conversation: Conversation) -> int:
    """The number of the last turn that says which picture is changed: one that drew, or a pick in words."""
    decides = (turn.id for turn in reversed(conversation.turns) if turn.pictures or "picked" in turn.payload)
    return next(decides, 0)
