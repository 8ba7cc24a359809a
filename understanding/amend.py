"""What a message says beyond doubt, put right in the programs that are read out of it.

- Who does what with what, by the order of the words (`passive.py`).
- "Give it soup" gives nothing away: whoever is given it has it then. A hat that somebody is to have is worn.
- What comes, how many of each, and whose colour is whose (`listing.py`).
- Beside is what goes without saying: where "behind" is said, it is meant.
- Nothing is left out where no word says so: 有笑脸 is a wish.
"""

import re
from dataclasses import replace

from understanding.listing import as_listed
from understanding.message import Message
from understanding.passive import righted
from understanding.plausible import DOERS
from understanding.program import Program, Ref, Step, Word, items
from understanding.state import State
from understanding.strangers import left_to_strangers
from world import vocabulary
from world.scene import DEEP, DONE
from world.vocabulary import WORN

_DENIES = re.compile(
    r"\b(?:no|not|none|without|don'?t|doesn'?t|never|minus|except|but|free|remove|delete|drop|lose|take|rid|out|away|off|instead"
    r"|less|skip|leave|isn'?t|shouldn'?t|can'?t|nor|neither|hate|zero|any|ditch|cut|forget|stop|avoid|w/o|sans|empty|only|just)\b"
    r"|n't\b|不(?![来了着动到起得出])|[没无别勿去删掉走除非莫免少冇唔缺空光只]|取消",
    re.IGNORECASE,
)
_HAS_ON = re.compile(
    r"\b(?:wear\w*|give|gave|has|have|having|had|needs?|gets?|put on|dress\w*|put (?:it|him|her|them) in)\b"
    r"|[戴穿系围披]|给(?!我)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers)\b|[他她]", re.IGNORECASE)
_SOMETHING = re.compile(r"\b(?:it|its|that|this)\b|[它这那]", re.IGNORECASE)
_NOT_MEANT = re.compile(
    r"(?<!why )(?<!if )(?<!or )\bnot (?:the |an? |my |any )?(?:(?!only\b|just\b|sure\b)[\w-]+ )?$|不是[^,，。不]{0,4}$",
    re.IGNORECASE,
)
_OF_THINGS_ZH = re.compile("(?:第[一二三四五六七八]|最后)[那这一]?[只条头匹位棵朵辆]")  # no picture is counted so
_ALONE_EN = re.compile(
    r"(?:(?:and|with|plus|now|also|maybe|ok|oh) )*(?:(?:some|an?|the) )?[\w-]+(?: [\w-]+)?"
    r"(?: (?:too|as well|also|please|pls))+[.!]*",
    re.IGNORECASE,
)  # sunglasses too
_BLUE_SKY = re.compile(r"(?<!in the )(?<!in a )(?<!into the )(?:blue|clear|sunny) sk(?:y|ies)|蓝天|晴空", re.IGNORECASE)
_ONE_MORE = re.compile(
    r"^\W*(?:she|he|it|they)(?:'s|'re| )|\b(?:runs?|stands?|sits?|goes|walks?|flies|comes?|over|up|out|put|add) there\b"
    r"|\b(?:one (?:last|more|other) thing|(?:a )?(?:last|another|final) thing|oh and|and also|also add|p\.?s\.?)\b"
    r"|还有(?:一点|一件事|就是)?[,，:：]|(?:最后|对了|另外)[,，]?再?[加添放]"
    r"|^\W*(?:(?:please|pls|now|then|also|and|ok|okay|great|nice|can you|could you|can we|let's|maybe) ,?)*"
    r"(?:put|add|place|include|throw in)\b|^(?:请|那|然后|旁边|后面|前面|上面)?(?:再|也)?[加添补](?!油|班)",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"再[来出做弄画][一个张]{0,2}版|\b(?:another|one more|a second|same) version\b", re.IGNORECASE)
_NOT_IN = re.compile(
    r"\b(?:not|no longer|(?:don'?t|doesn'?t|didn'?t) (?:want|like|need) (?:it|them|him|her|this|that)|never)"
    r"(?: to be| being| be)?(?: (?:in|on|at))?(?: the| a)? ?$"
    r"|(?:不要|不想|不用|别|不)(?:它|他|她|它们)?(?:再|待|放|呆)?在?$",
    re.IGNORECASE,
)
_GIVES = frozenset(("give", "gives", "gave", "offer", "给", "送", "送给", "递给"))


def amended(program: Program, message: Message, state: State) -> Program:
    """The program as the message leaves no doubt that it is meant."""
    program = righted(_persons(program, message, state), message)
    program = tuple(_kept(step, message) for step in program if not _is_denied(step, message))
    program = tuple(_received(step, message) for step in program)
    program = _deeper(as_listed(program, message), message)
    if program and program[0].verb == "pick" and _OF_THINGS_ZH.search(message.text):
        return ()
    program = left_to_strangers(program, message)
    program = tuple(_not_there(step, message, state) for step in _not_afresh(program, message, state))
    program = tuple(_weather(step, message, state) for step in program)
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
    clause = re.split(r"[.!?;,。，！？；]|\b(?:and|then|plus)\b|然后|再", message.text[: said.start])[-1]
    begun = said.start - len(clause)
    if any(one.slot == "object" and begun <= one.start < said.start for one in message.mentions):
        return step
    return replace(step, arguments=(step.arguments[0], Word("", "holds"), step.arguments[2]))


def _deeper(program: Program, message: Message) -> Program:
    """Who stands beside another goes without saying; where the message says "behind", that is how."""
    said = iter([at for at, (slot, key, _) in enumerate(items(message)) if slot == "relation" and key in DEEP])
    used = {word.at for step in program for word in step.words()}
    free = [at for at in said if at not in used]
    beside = [step for step in program if step.verb == "rel" and step.arguments[1] == Word("", "next_to")]
    if not free or len(free) != len(beside):
        return program
    there = items(message)
    deep = {id(step): Word("relation", there[at][1], at) for step, at in zip(beside, free, strict=True)}

    def put(step: Step) -> Step:
        word = deep.get(id(step))
        return step if word is None else replace(step, arguments=(step.arguments[0], word, step.arguments[2]))

    return tuple(map(put, program))


def _not_afresh(program: Program, message: Message, state: State) -> Program:
    """What is one more thing ("one last thing, two fish") comes to what is there."""
    adds = any(step.verb == "add" for step in program)
    goes_on = _THE_SAME.search(message.text) or (adds and _ONE_MORE.search(message.text))
    if state.scene is None or not goes_on:
        return program
    return tuple(step for step in program if step.verb != "new")


def _not_there(step: Step, message: Message, state: State) -> Step:
    """Where it shall not be any more it is not, and where else it shall be it is: 不要在草地上了."""
    word = step.arguments[0] if step.verb == "place" else None
    there = items(message)
    if not isinstance(word, Word) or word.at is None or not _NOT_IN.search(message.text[: there[word.at][2]]):
        return step
    others = (
        Word(slot, key, at)
        for at, (slot, key, start) in enumerate(there)
        if slot == "place" and not _NOT_IN.search(message.text[:start])
    )
    if (other := next(others, None)) is not None:
        return Step("place", (other,))
    stands = state.scene is None or state.scene.place in (None, word.key)
    return Step("place", (Word("", "off"),)) if stands else Step("refuse", (Word("", "other"),))


def _weather(step: Step, message: Message, state: State) -> Step:
    """A blue sky over a place that stands is the weather there, and no other place."""
    word = step.arguments[0] if step.verb == "place" else None
    if not isinstance(word, Word) or word.key != "sky" or word.at is None or state.scene is None:
        return step
    if state.scene.place in (None, "sky", "space", "underwater") or not _BLUE_SKY.search(message.typed):
        return step
    return Step("time", (replace(word, slot="time", key="day"),))


def _put_on(program: Program, message: Message, state: State) -> Program:
    """What comes and is worn, is worn by the one who is there, where the message says that somebody has it."""
    verbs = [step.verb for step in program]
    scene = state.scene
    wishes = _HAS_ON.search(message.text) or _ALONE_EN.fullmatch(message.text)
    if "new" in verbs or "rel" in verbs or "move" in verbs or scene is None or not wishes:
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
