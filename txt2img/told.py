"""What the command line says of a prompt: what of it is not in the pictures, and what is."""

from collections.abc import Iterator, Sequence

_LEFT = {
    "unknown": "I don't know {words} yet.",
    "unread": "I did not understand what you want of {words}.",
    "undrawn": "I know {words}, but I cannot draw that yet.",
    "full": "A picture holds six kinds of things, so {words} did not fit.",
    "too_many": "A picture holds eight things at most; {words} is too many.",
    "besides": "A picture has one place, one time or weather and one style, so {words} is not in it.",
    "flag": "I took no notice of {words}: that is nothing that I can set.",
    "no_ground": "A sticker has nothing behind it, so {words} is not in it.",
    "absent": "There is no {words} in it.",
    "no_pair": "That takes two things, and there are not two.",
    "no_things": "There is no thing in it, only a place.",
    "nothing_yet": "That asks for a change, and there is no picture yet.",
}  # by the reason why something is left
_ASKED = "There is something in it that I cannot do: {reason}."  # as writing, a photo, a named person
_WORDED = {"absent": "no {}", "ground": "{} background"}
_SIGNS = {True: "✓", False: "✗", None: "?"}


def lines(drawn: dict) -> Iterator[str]:
    """What is printed of one prompt: a line for all that is left of it, and one for every picture."""
    for each in drawn["left"]:
        if each["reason"] != "nothing_known" or each["words"]:
            yield _left(each["reason"], each["words"])
    if not drawn["pictures"]:
        yield "I found nothing in it that I can draw."
    for picture in drawn["pictures"]:
        yield f"{picture['file']}  {' '.join(map(_fact, picture['facts']))}  {picture['caption']}"


def _left(reason: str, words: Sequence[str]) -> str:
    named = ", ".join(word.replace("_", " ") for word in words)
    said = _LEFT["unknown"] if reason == "nothing_known" else _LEFT.get(reason, _ASKED)
    return said.format(words=named, reason=reason.replace("_", " "))


def _fact(fact: dict) -> str:
    value = _WORDED.get(fact["fact"], "{}").format(fact["value"])
    return f"{value} {_SIGNS[fact['found']]}"
