"""What is said of something that nobody taught Tuwen is said of nothing else.

"Take off his mask" takes nobody away where no mask is known, 小被子 is no small moon beside it, and "white paws" colour
no cookie.
"""

import re
from dataclasses import replace

from understanding.cues import PART, is_part, is_said
from understanding.message import Message
from understanding.program import UNREAD, Program, Ref, Step, Word, end_of, items

_OWNS = re.compile(r"(?:'s |s' |的)$")  # between whom something belongs to, and what it is
_LEADS_EN = re.compile(
    r"(?:^|[,.;!?] ?|\b(?:an?|the|his|her|its|their|my|your|some|with|and|no|two|three|four|\d) )$", re.IGNORECASE
)
_LEADS_TO = re.compile(r" (?:(?:an?|the|its|his|her|their|my|your|some|this|that) )?(?:[a-z-]+ )?", re.IGNORECASE)
_BECOMES_ZH = re.compile("[成是为变换]$")
_OF_A_THING = ("colour", "size")
_DESCRIBES = (UNREAD, "colour", "size", "action", "style")
_CHANGES = frozenset(
    ("drop", "only", "set", "unset", "bigger", "smaller", "number", "more", "fewer", "half", "double", "turn", "move")
)


def left_to_strangers(program: Program, message: Message) -> Program:
    """The program, where what is said of an unknown thing is done to that, which tells that it is unknown."""
    program = tuple(_beside_theirs(step, message) for step in program)
    if is_said(PART, message):  # of which is told that it is a part
        return tuple(_without_theirs(step, message) if step.verb == "add" else step for step in program)
    return tuple(_without_theirs(_owned(step, message), message) for step in program)


def _owned(step: Step, message: Message) -> Step:
    """A change of "the bear's blush" is none of the bear."""
    if step.verb not in _CHANGES or not step.arguments or not isinstance(step.arguments[0], Ref):
        return step
    ref = step.arguments[0]
    if ref.noun.slot != "object" or ref.noun.at is None:
        return step
    there = items(message)
    after = ref.noun.at + 1
    if after >= len(there) or there[after][0] != UNREAD:
        return step
    end = end_of(message, ref.noun.at)
    if there[after][2] - end > 3 or not _OWNS.search(message.text[: there[after][2]]):
        return step
    stranger = Ref(Word(UNREAD, there[after][1], after))
    return replace(step, arguments=(stranger, *step.arguments[1:]))


def _without_theirs(step: Step, message: Message) -> Step:
    """What comes, without the colour or size of an unknown thing; nothing else is set to that."""
    if step.verb not in ("add", "set"):
        return step
    last = step.arguments[-1]
    if step.verb == "set" and isinstance(last, Word) and (of := _stranger(last, message)):
        return replace(step, arguments=(Ref(of), *step.arguments[1:]))
    kept = tuple(each for each in step.arguments if not (isinstance(each, Word) and _stranger(each, message)))
    return replace(step, arguments=kept) if step.verb == "add" else step


def _beside_theirs(step: Step, message: Message) -> Step:
    """Who is "on a branch with berries" is on no berries, where nobody taught Tuwen what a branch is."""
    if step.verb != "rel":
        return step
    who, relation, whom = step.arguments
    if not isinstance(relation, Word) or not isinstance(whom, Ref) or whom.noun.slot != "object":
        return step
    stranger = _where(relation, whom.noun.at, message)
    return step if stranger is None else replace(step, arguments=(who, relation, Ref(stranger)))


def _where(relation: Word, whom: int | None, message: Message) -> Word | None:
    """The unknown thing at which a position says that something stands, where `whom` is another item."""
    there = items(message)
    said = [at for at, (slot, key, _) in enumerate(there) if (slot, key) == ("relation", relation.key)]
    place = relation.at if relation.at is not None else said[0] if len(said) == 1 else None
    if place is None or whom is None:
        return None
    ends = {one.start: one.end for one in (*message.mentions, *message.unread)}
    start, end = there[place][2], ends[there[place][2]]
    if message.text[start:end].isascii():  # on a branch
        at = place + 1
        near = at < len(there) and bool(_LEADS_TO.fullmatch(message.text[end : there[at][2]]))
        near = near and whom > at and not _describes_a_thing(at, message)
    else:  # 树枝上
        at = place - 1
        near = at >= 0 and whom != at and message.text[ends[there[at][2]] : start] in ("", "的")
    return Word(UNREAD, there[at][1], at) if near and there[at][0] == UNREAD else None


def _describes_a_thing(at: int, message: Message) -> bool:
    """Whether an unknown word stands right before something that is known: a fluffy cat."""
    there = items(message)
    ends = {one.start: one.end for one in (*message.mentions, *message.unread)}
    last = ends[there[at][2]]
    for slot, _, begins in there[at + 1 :]:
        if begins - last > 1 or slot not in (*_DESCRIBES, "object"):
            return False
        if slot == "object":
            return True
        last = ends[begins]
    return False


def _stranger(word: Word, message: Message) -> Word | None:
    """The unknown thing that an attribute is of: it follows right after, and describes nothing itself."""
    there = items(message)
    if word.slot not in _OF_A_THING or word.at is None or word.at + 1 >= len(there):
        return None
    ends = {one.start: one.end for one in (*message.mentions, *message.unread)}
    start, end = there[word.at][2], ends[there[word.at][2]]
    slot, key, at = there[word.at + 1]
    if slot != UNREAD or message.text[end:at] not in ("", " ", "的"):
        return None
    leads = _LEADS_EN if message.text[start:end].isascii() else None
    if not (leads.search(message.text[:start]) if leads else not _BECOMES_ZH.search(message.text[:start])):
        return None
    describes = _describes_a_thing(word.at + 1, message) and not is_part(key)  # red hair is no red girl
    return None if describes else Word(UNREAD, key, word.at + 1)
