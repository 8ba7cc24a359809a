"""What a message says beyond doubt, put right in the programs that are read out of it.

- Who does what with what, by the order of the words (`passive.py`).
- "Give it soup" gives nothing away: whoever is given it has it then. A hat that somebody is to have is worn.
- 各两只, "two of each" count each of what comes.
- "Each a different colour" is of the several things that come, or that the reading speaks of.
- Beside is what goes without saying: where "behind" is said, it is meant.
- Nothing is left out where no word says so: 有笑脸 is a wish.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from understanding.cues import COLOURS, is_said
from understanding.message import Message
from understanding.passive import righted
from understanding.plausible import DOERS
from understanding.program import EACH, NOUNS, Program, Ref, Step, Word, items
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
_EACH_ZH = re.compile(r"(?:各|各自|每样|每种|每个|每款|分别)(?:来|画|要|加|有|是|放)?$")
_EACH_EN = re.compile(r",? (?:\w+ )?(?:of each|each|apiece)\b(?= ?(?:$|[,.!?;)]|please|pls))", re.IGNORECASE)
_NOT_MEANT = re.compile(
    r"(?<!why )(?<!if )(?<!or )\bnot (?:the |an? |my |any )?(?:(?!only\b|just\b|sure\b)[\w-]+ )?$|不是[^,，。不]{0,4}$",
    re.IGNORECASE,
)
_OF_THINGS_ZH = re.compile("(?:第[一二三四五六七八]|最后)[那这一]?[只条头匹位棵朵辆]")  # no picture is counted so
_RATHER = re.compile(r"\b(?:rather than|instead of)(?: the| a| an| any| some)? (?:[\w-]+ )?$", re.IGNORECASE)
_ALONE_EN = re.compile(
    r"(?:(?:and|with|plus|now|also|maybe|ok|oh) )*(?:(?:some|an?|the) )?[\w-]+(?: [\w-]+)?"
    r"(?: (?:too|as well|also|please|pls))+[.!]*",
    re.IGNORECASE,
)  # sunglasses too
_JOINED = re.compile(
    r"(?:,|,? (?:and|with)|[,，、和跟与]|还有)? ?(?:an?|the|some|one|two|three|[2-4]|[一两三二]\w?)?[ ]?", re.IGNORECASE
)  # between two things of a list
_ALONE = re.compile(r"\s?[只个条匹头朵件辆]?(?:是|的|of them |is )?")  # between "one" and its colour
_BLUE_SKY = re.compile(r"(?<!in the )(?<!in a )(?<!into the )(?:blue|clear|sunny) sk(?:y|ies)|蓝天|晴空", re.IGNORECASE)
_WHICH = {2: ("first", "last"), 3: ("first", "middle", "last")}
_ONE_MORE = re.compile(
    r"^\W*(?:she|he|it|they)(?:'s|'re| )|\b(?:runs?|stands?|sits?|goes|walks?|flies|comes?|over|up|out|put|add) there\b"
    r"|\b(?:one (?:last|more|other) thing|(?:a )?(?:last|another|final) thing|oh and|and also|also add|p\.?s\.?)\b"
    r"|还有(?:一点|一件事|就是)?[,，:：]|(?:最后|对了|另外)[,，]?再?[加添放]",
    re.IGNORECASE,
)
_GIVES = frozenset(("give", "gives", "gave", "offer", "给", "送", "送给", "递给"))


def amended(program: Program, message: Message, state: State) -> Program:
    """The program as the message leaves no doubt that it is meant."""
    program = righted(_persons(program, message, state), message)
    program = tuple(_kept(step, message) for step in program if not _is_denied(step, message))
    program = tuple(_received(step, message) for step in program)
    program = tuple(step for step in program if not _is_rather_not(step, message))
    program = _once(tuple(step for step in program if not _is_of_the_place(step, message)), message)
    program = _owned_by_the_next(_several(program, message), message)
    program = _each_counted(_deeper(_listed(program, message), message), message)
    program = _coloured_apart(program, message)
    if program and program[0].verb == "pick" and _OF_THINGS_ZH.search(message.text):
        return ()
    program = left_to_strangers(_named_one_by_one(program, message), message)
    program = tuple(_weather(step, message, state) for step in _not_afresh(program, message, state))
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


def _is_of_the_place(step: Step, message: Message) -> bool:
    """Whether "on it there are" speaks of the place: 一条马路，上面有公交车、救护车."""
    word = step.arguments[1] if step.verb == "rel" else None
    if not isinstance(word, Word) or word.at is None or message.language != "zh":
        return False
    start = items(message)[word.at][2]
    end = next(one.end for one in message.mentions if one.start == start)
    stands = any(one.slot == "object" and start - one.end <= 1 for one in message.mentions if one.end <= start)
    return message.text[end : end + 1] == "有" and not stands and any(one.slot == "place" for one in message.mentions)


def _once(program: Program, message: Message) -> Program:
    """What stands there already is not one more: 一棵大树，树下有人; a tree, and a cat under the tree."""
    there, come, kept = items(message), set[str](), []
    for step in program:
        word = next((word for word in step.words() if word.slot == "object"), None) if step.verb == "add" else None
        if word is not None and word.at is not None and word.key in come and len(step.arguments) == 1:
            start = there[word.at][2]
            follows = there[word.at + 1][0] if word.at + 1 < len(there) else ""
            again = message.text[:start].endswith("the ") or (message.language == "zh" and follows == "relation")
            if again and (word.at == 0 or there[word.at - 1][0] != "count"):
                continue
        come |= {word.key} if word is not None else set()
        kept.append(step)
    return tuple(kept)


def _is_rather_not(step: Step, message: Message) -> bool:
    """Whether what comes is what shall not: "snow rather than leaves"."""
    word = next((word for word in step.words() if word.slot == "object" and word.at is not None), None)
    if step.verb != "add" or word is None:
        return False
    return bool(_RATHER.search(message.text[: items(message)[word.at or 0][2]]))


def _several(program: Program, message: Message) -> Program:
    """Flowers are several, where nobody says how many."""
    if message.language != "en" or any(one.slot in ("count", "ordinal") for one in message.mentions):
        return program
    plural = {one.start for one in message.mentions if one.plural and one.key not in WORN}
    related = {word.key for step in program if step.verb == "rel" for word in step.words()}

    def many(step: Step) -> Step:
        first = step.arguments[0] if step.verb == "add" else None
        if not isinstance(first, Word) or first.slot != "object" or first.at is None:
            return step
        start = items(message)[first.at][2]
        if start not in plural or first.key in related:
            return step
        return replace(step, arguments=(Word("", "3"), *step.arguments))

    return tuple(map(many, program)) if any(step.verb == "new" for step in program) else program


def _owned_by_the_next(program: Program, message: Message) -> Program:
    """A size or colour right before a thing is of that thing, where that comes, too: a robot and a small monster."""
    adds = [step for step in program if step.verb == "add"]
    object_of = {id(step): next((w.at for w in step.words() if w.slot == "object"), None) for step in adds}
    coming = {at: step for step in adds if (at := object_of[id(step)]) is not None}
    there, ends = items(message), {one.start: one.end for one in message.mentions}
    changed = {id(step): list(step.arguments) for step in adds}
    for step in adds:
        for word in step.arguments:
            if not isinstance(word, Word) or word.slot not in ("size", "colour") or word.at is None:
                continue
            following = word.at + 1
            if following >= len(there) or there[following][0] != "object" or object_of[id(step)] == following:
                continue
            near = there[following][2] - ends[there[word.at][2]] <= 1
            owner = coming.get(following)
            if near and owner is not None and all(w.slot != word.slot for w in owner.words()):
                changed[id(step)].remove(word)
                changed[id(owner)].append(word)
    return tuple(replace(step, arguments=tuple(changed[id(step)])) if id(step) in changed else step for step in program)


def _listed(program: Program, message: Message) -> Program:
    """Nothing of a list is lost: what stands between two things that come, joined by nothing but a comma or "and"."""
    named = {word.at for step in program for word in step.words()}
    adds = {word.at: n for n, step in enumerate(program) if step.verb == "add" for word in step.words()}
    if not any(step.verb == "new" for step in program) or len(adds) < 2:
        return program
    things = [at for at, (slot, _, _) in enumerate(items(message)) if slot == "object"]
    ends = {one.start: one.end for one in message.mentions}
    starts = {at: items(message)[at][2] for at in things}
    steps = list(program)
    for before, at, after in zip(things, things[1:], things[2:], strict=False):
        gaps = (
            message.text[ends[starts[before]] : starts[at]],
            message.text[ends[starts[at]] : starts[after]],
        )
        if at not in named and before in adds and after in adds and all(map(_JOINED.fullmatch, gaps)):
            counts = [n for n in range(before + 1, at) if items(message)[n][0] == "count"]
            if len(counts) < at - before - 1:  # it is described, too
                continue
            words = [Word(*items(message)[n][:2], n) for n in (*counts, at)]
            steps.insert(steps.index(program[adds[before]]) + 1, Step("add", tuple(words)))
    return tuple(steps)


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


def _coloured_apart(program: Program, message: Message) -> Program:
    """Each of several things in a colour of its own, where the message says so."""
    if not is_said(COLOURS, message):
        return program
    if any(step.verb == "different" and len(step.refs()) == 1 for step in program):
        return tuple(_apart(step) if step.verb == "different" and step.refs() else step for step in program)
    several = [step for step in program if step.verb in ("add", "number", "more") and _is_several(step)]
    if not several:
        return program
    nouns = (word for word in several[-1].words() if word.slot == "object" or word.key in NOUNS)
    if (noun := next(nouns, None)) is None:
        return program
    apart = Step("different", (Word("", "colour"), Ref(replace(noun, at=None)), Word("", EACH)))
    return (*(step for step in program if str(step) != "refuse other"), apart)


def _apart(step: Step) -> Step:
    return step if str(step.arguments[-1]) == EACH else replace(step, arguments=(*step.arguments, Word("", EACH)))


def _is_several(step: Step) -> bool:
    return any(word.key.isdecimal() and int(word.key) > 1 for word in step.words())


def _named_one_by_one(program: Program, message: Message) -> Program:
    """Two dogs, "one black one white": each of as many as there are such words has the colour that is its own."""
    there, ends = items(message), {one.start: one.end for one in message.mentions}
    colours = [
        at
        for at, (slot, _, start) in enumerate(there)
        if slot == "colour" and at and there[at - 1][:2] == ("count", "1") and _ALONE.fullmatch(
            message.text[ends[there[at - 1][2]] : start]
        )
    ]  # fmt: skip
    several = [step for step in program if step.verb in ("add", "number") and _is_several(step)]
    many = {word.key for step in several for word in step.words() if word.key.isdecimal()}
    if len(colours) not in _WHICH or len(several) != 1 or many != {str(len(colours))}:
        return program
    noun = next((word for word in several[0].words() if word.slot == "object"), None)
    if noun is None or any(there[at + 1][0] == "object" and there[at + 1][2] - ends[there[at][2]] <= 1
                           for at in colours if at + 1 < len(there)):  # fmt: skip
        return program
    bare = tuple(
        replace(step, arguments=tuple(each for each in step.arguments if getattr(each, "at", None) not in colours))
        if step.verb == "add"
        else step
        for step in program
    )
    sets = (
        Step("set", (Ref(replace(noun, at=None), Word("", which)), Word("", "to"), Word("colour", there[at][1], at)))
        for which, at in zip(_WHICH[len(colours)], colours, strict=True)
    )
    return (
        *(step for step in bare if not (step.verb == "set" and step.arguments[-1] in _words(there, colours))),
        *sets,
    )


def _words(there: Sequence[tuple[str, str, int]], colours: Sequence[int]) -> list[Word]:
    return [Word("colour", there[at][1], at) for at in colours]


def _not_afresh(program: Program, message: Message, state: State) -> Program:
    """What is one more thing ("one last thing, two fish") comes to what is there."""
    adds = any(step.verb == "add" for step in program)
    if state.scene is None or not adds or not _ONE_MORE.search(message.text):
        return program
    return tuple(step for step in program if step.verb != "new")


def _weather(step: Step, message: Message, state: State) -> Step:
    """A blue sky over a place that stands is the weather there, and no other place."""
    word = step.arguments[0] if step.verb == "place" else None
    if not isinstance(word, Word) or word.key != "sky" or word.at is None or state.scene is None:
        return step
    if state.scene.place in (None, "sky", "space", "underwater") or not _BLUE_SKY.search(message.typed):
        return step
    return Step("time", (replace(word, slot="time", key="day"),))


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
