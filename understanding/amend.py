"""What a message says beyond doubt, put right in the programs that are read out of it.

- Who does what with what, by the order of the words (`passive.py`).
- "Give it soup" gives nothing away: whoever is given it has it then. A hat that somebody is to have is worn.
- 各两只, "two of each" count each of what comes.
- Nothing is left out where no word says so: 有笑脸 is a wish.
"""

import re
from dataclasses import replace

from understanding.message import Message
from understanding.passive import righted
from understanding.plausible import DOERS
from understanding.program import Program, Ref, Step, Word, items
from understanding.state import State
from world import vocabulary
from world.scene import DONE
from world.vocabulary import WORN

_DENIES = re.compile(
    r"\b(?:no|not|none|without|don'?t|doesn'?t|never|minus|except|but|free|remove|delete|drop|lose|take|rid|out|away|off|instead"
    r"|less|skip|leave|isn'?t|shouldn'?t|can'?t|nor|neither|hate|zero|any|ditch|cut|forget|stop|avoid|w/o|sans|empty|only|just)\b"
    r"|n't\b|[不没无别勿去删掉走除非莫免少冇唔缺空光只]|取消",
    re.IGNORECASE,
)
_HAS_ON = re.compile(
    r"\b(?:wear\w*|give|gave|has|have|having|had|needs?|gets?|put on|dress\w*|put (?:it|him|her|them) in)\b"
    r"|[戴穿系围披]|给(?!我)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers)\b|[他她]", re.IGNORECASE)
_SOMETHING = re.compile(r"\b(?:it|its|that|this)\b|[它这那]", re.IGNORECASE)
_EACH_ZH = re.compile(r"(?:各|各自|每样|每种|每个|每款|分别)(?:来|画|要|加|有|是|放)?$")
_EACH_EN = re.compile(r",? (?:\w+ )?(?:of each|each|apiece)\b(?= ?(?:$|[,.!?;)]|please|pls))", re.IGNORECASE)
_NOT_MEANT = re.compile(
    r"(?<!why )(?<!if )(?<!or )\bnot (?:the |an? |my |any )?(?:(?!only\b|just\b|sure\b)[\w-]+ )?$|不是[^,，。不]{0,4}$",
    re.IGNORECASE,
)
_GIVES = frozenset(("give", "gives", "gave", "offer", "给", "送", "送给", "递给"))


def amended(program: Program, message: Message, state: State) -> Program:
    """The program as the message leaves no doubt that it is meant."""
    program = righted(_persons(program, message, state), message)
    program = tuple(_kept(step, message) for step in program if not _is_denied(step, message))
    program = tuple(_received(step, message) for step in program)
    program = _each_counted(program, message)
    return _put_on(program, message, state)


def _persons(program: Program, message: Message, state: State) -> Program:
    """Where somebody is to have something ("she must have a hat"), nobody else has it, whatever else is named."""
    scene = state.scene
    if scene is None or not _SOMEBODY.search(message.text) or _SOMETHING.search(message.text):
        return program
    doers = {thing.object for thing in scene.things if vocabulary.thing(thing.object).kind in DOERS}
    if len(doers) != 1:
        return program
    who = Ref(Word("object", next(iter(doers))))

    def done(step: Step) -> Step:
        first, *rest = step.arguments if step.verb == "rel" else (None,)
        if not isinstance(first, Ref) or first.noun.slot != "object" or str(rest[1]) != "added":
            return step
        nobody = vocabulary.thing(first.noun.key).kind not in DOERS and str(rest[0]) in DONE
        return replace(step, arguments=(who if nobody else first, *rest))

    return tuple(map(done, program))


def _kept(step: Step, message: Message) -> Step:
    """What is left out without a word that denies it comes instead."""
    if step.verb != "without" or _DENIES.search(message.text) or message.flags.without:
        return step
    return Step("add", step.arguments)


def _is_denied(step: Step, message: Message) -> bool:
    """Whether what comes is just what is not meant: "I meant the handle, not the door"."""
    word = next((word for word in step.words() if word.slot == "object" and word.at is not None), None)
    if step.verb != "add" or word is None:
        return False
    start = items(message)[word.at or 0][2]
    return bool(_NOT_MEANT.search(message.text[:start]))


def _received(step: Step, message: Message) -> Step:
    """Who is given something holds it: "give the seal soup"; where somebody gives it to another, it is given."""
    if step.verb != "rel" or not isinstance(step.arguments[1], Word) or step.arguments[1].key != "gives":
        return step
    deed = step.arguments[1]
    said = next(
        (one for one in message.mentions if deed.at is not None and one.start == items(message)[deed.at][2]), None
    )
    if said is None or message.text[said.start : said.end].casefold() not in _GIVES:
        return step
    clause = re.split(r"[.!?;,。，！？；]", message.text[: said.start])[-1]
    begun = said.start - len(clause)
    if any(one.slot == "object" and begun <= one.start < said.start for one in message.mentions):
        return step
    return replace(step, arguments=(step.arguments[0], Word("", "holds"), step.arguments[2]))


def _each_counted(program: Program, message: Message) -> Program:
    """Each of the things that come, as often as the message says of each."""
    for at, (slot, key, start) in enumerate(items(message)):
        if slot != "count":
            continue
        said = next(one for one in message.mentions if one.start == start)
        if _EACH_ZH.search(message.text[:start]) or _EACH_EN.match(message.text, said.end):
            each = Word("count", key, at)
            return tuple(_with_count(step, each) for step in program)
    return program


def _with_count(step: Step, each: Word) -> Step:
    if step.verb != "add":
        return step
    first = step.arguments[0]
    assert isinstance(first, Word)
    if first.slot == "count" and first.at is not None:
        return step
    rest = step.arguments[1:] if first.slot == "count" or first.key.isdecimal() else step.arguments
    return replace(step, arguments=(each, *rest))


def _put_on(program: Program, message: Message, state: State) -> Program:
    """What comes and is worn, is worn by the one who is there, where the message says that somebody has it."""
    verbs = [step.verb for step in program]
    scene = state.scene
    if "new" in verbs or "rel" in verbs or "move" in verbs or scene is None or not _HAS_ON.search(message.text):
        return program
    doers = {thing.object for thing in scene.things if vocabulary.thing(thing.object).kind in DOERS}
    come = [step for step in program if step.verb == "add" and any(_is_worn(word) for word in step.arguments)]
    if len(doers) != 1 or len(come) != 1 or len([step for step in program if step.verb == "add"]) != 1:
        return program
    if not _is_meant(message, doers, scene.objects):
        return program
    who = Ref(Word("object", next(iter(doers))))
    return (*program, Step("rel", (who, Word("", "wears"), Ref(Word("", "added")))))


def _is_meant(message: Message, doers: set[str], there: tuple[str, ...]) -> bool:
    """Whether who is there is spoken of: by name, by a pronoun, or by nobody else's."""
    named = {one.key for one in message.mentions if one.slot == "object"} & set(there)
    return named <= doers and not any(one.slot == "relation" for one in message.mentions)


def _is_worn(word: Ref | Word) -> bool:
    return isinstance(word, Word) and word.slot == "object" and word.key in WORN
