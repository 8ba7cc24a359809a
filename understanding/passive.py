"""Who does what with what, as the order of the words says it.

In the passive who does something comes after it ("held by a monkey"), or before it, behind 被 (被猴子抱着). What nobody
would do with a thing ("a tiger drinking bubble tea on a train": a tiger drinks no train) is done with what stands next.
"""

from dataclasses import replace

from language.mentions import Mention
from understanding.message import Message
from understanding.plausible import may_do
from understanding.program import Program, Ref, Step, Word, items


def righted(program: Program, message: Message) -> Program:
    """The program, where whoever does something by the message does it by the program, too, and with the same thing."""
    return tuple(_likely(_righted(step, message), message) if step.verb == "rel" else step for step in program)


def _likely(step: Step, message: Message) -> Step:
    """The statement, where what nobody would do with that is done with what is named next after the deed, or by who
    is named last before it, if one of these well may."""
    who, deed, whom = step.arguments
    if not (isinstance(who, Ref) and isinstance(deed, Word) and isinstance(whom, Ref)) or deed.slot != "deed":
        return step
    if who.noun.slot != "object" or whom.noun.slot != "object" or may_do(who.noun.key, deed.key, whom.noun.key):
        return step
    named = list(enumerate(items(message)))
    at = deed.at if deed.at is not None else -1
    after = next((Word(slot, key, n) for n, (slot, key, _) in named if n > at >= 0 and slot == "object"), None)
    before = next((Word(slot, key, n) for n, (slot, key, _) in named[:at][::-1] if slot == "object"), None)
    if after and after.key != who.noun.key and may_do(who.noun.key, deed.key, after.key):
        return replace(step, arguments=(who, deed, Ref(after)))
    if before and before.key != whom.noun.key and may_do(before.key, deed.key, whom.noun.key):
        return replace(step, arguments=(Ref(before), deed, whom))
    return step


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
