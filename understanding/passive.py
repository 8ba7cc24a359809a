"""The passive: who does something comes after it ("held by a monkey"), or before it, behind 被 (被猴子抱着)."""

from dataclasses import replace

from language.mentions import Mention
from understanding.message import Message
from understanding.program import Program, Ref, Step, Word


def righted(program: Program, message: Message) -> Program:
    """The program, where whoever does something by the message's passive does it by the program, too."""
    return tuple(_righted(step, message) if step.verb == "rel" else step for step in program)


def _righted(step: Step, message: Message) -> Step:
    who, deed, whom = step.arguments
    if isinstance(who, Ref) and isinstance(deed, Word) and isinstance(whom, Ref):
        for said in message.mentions:
            ends = _ends(said, message) if (said.slot, said.key) == ("deed", deed.key) else None
            if ends is not None and ends == (whom.noun.key, who.noun.key):
                return replace(step, arguments=(whom, deed, who))
    return step


def _ends(deed: Mention, message: Message) -> tuple[str, str] | None:
    """Who does it and to whom it is done, where a deed stands in the passive between two things that are named."""
    things = [one for one in message.mentions if one.slot == "object"]
    before = [one for one in things if one.end <= deed.start]
    after = [one for one in things if one.start >= deed.end]
    if before and after and message.text[deed.start : deed.end].casefold().endswith(" by"):
        return after[0].key, before[-1].key
    if len(before) > 1 and "被" in message.text[before[-2].end : before[-1].start]:
        return before[-1].key, before[-2].key
    return None
