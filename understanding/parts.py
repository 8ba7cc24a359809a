"""Parts of who is in the picture: "big ears" are a cat's where there is a cat, and things where there is nobody."""

from dataclasses import replace

from language.parts import may_belong
from understanding.message import Message, Unread
from understanding.state import State
from world import vocabulary


def as_parts(message: Message, state: State) -> Message:
    """The message, where names of parts of a body that may be somebody's are words that nobody taught Tuwen.

    They stay things where they are counted ("an eye", 画一只手), and where such things are in the picture.
    """
    there = state.scene.objects if state.scene else ()
    if not any(vocabulary.thing(key).kind in ("animal", "person") for key in there):
        return message
    parts = [
        one
        for one in message.mentions
        if one.slot == "object" and one.key not in there and may_belong(message.text, (one.key, one.start, one.end))
    ]
    unread = (*message.unread, *(Unread(message.text[one.start : one.end], one.start, one.end) for one in parts))
    return replace(
        message,
        mentions=tuple(one for one in message.mentions if one not in parts),
        unread=tuple(sorted(unread, key=lambda one: one.start)),
    )
