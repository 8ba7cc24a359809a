"""Who does what with what, as the order of the words says it.

In the passive who does something comes after it ("held by a monkey"), or before it, behind 被 (被猴子抱着). What nobody
would do with a thing ("a tiger drinking bubble tea on a train": a tiger drinks no train) is done with what stands next.
Who sleeps under a tree sleeps, not the tree.
"""

import re
from dataclasses import replace

from language.mentions import Mention
from understanding.message import Message
from understanding.plausible import DOERS, WITH_A_FACE, may_do
from understanding.program import Program, Ref, Step, Word, items
from world import vocabulary

_OF_THE_LIVING = frozenset(("sleeping", "singing", "dancing", "crying", "thinking"))
_CLAUSE = re.compile(r"[,，.。;；!！?？]")


def righted(program: Program, message: Message) -> Program:
    """The program, where whoever does something by the message does it by the program, too, and with the same thing."""
    program = tuple(_likely(_righted(step, message), message) if step.verb == "rel" else step for step in program)
    return tuple(each for step in program for each in _done_by_the_living(step, program, message))


def _done_by_the_living(step: Step, program: Program, message: Message) -> tuple[Step, ...]:
    """What comes, without what only somebody alive does, who is named before that in the same clause and does it."""
    words = list(step.words())
    what = next((word for word in words if word.slot == "object"), None)
    action = next((word for word in words if word.slot == "action" and word.key in _OF_THE_LIVING), None)
    if step.verb != "add" or what is None or action is None or action.at is None or _lives(what.key):
        return (step,)
    if what.at is not None and what.at > action.at:  # a sleeping tree
        return (step,)
    there = items(message)
    clause = _CLAUSE.split(message.text[: there[action.at][2]])[-1]
    begun = there[action.at][2] - len(clause)
    named = (Word(slot, key, at) for at, (slot, key, start) in enumerate(there[: action.at]) if start >= begun)
    who = next((word for word in [*named][::-1] if word.slot == "object" and _lives(word.key)), None)
    if who is None:
        return (step,)
    without = replace(step, arguments=tuple(each for each in step.arguments if each != action))
    comes = any(each.verb == "add" and who.key in (word.key for word in each.words()) for each in program)
    doer = Ref(replace(who, at=None)) if comes else Ref(who)
    return (without, Step("set", (doer, Word("", "to"), action)))


def _lives(key: str) -> bool:
    return vocabulary.thing(key).kind in DOERS or key in WITH_A_FACE


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
