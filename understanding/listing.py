"""Lists: what comes, how many of each, and whose size and colour is whose.

- 各两只, "two of each" count each of what comes; flowers are several.
- Nothing between two things of a list is lost, and what stands there already does not come once more.
- A colour or size right before a thing is of that thing; "one black one white" gives each its own.
- "Each a different colour" is of the several things that come, or that the reading speaks of.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from understanding.cues import COLOURS, is_said
from understanding.message import Message
from understanding.program import EACH, NOUNS, Program, Ref, Step, Word, end_of, items
from world.vocabulary import WORN

_EACH_ZH = re.compile(r"(?:各|各自|每样|每种|每个|每款|分别)(?:来|画|要|加|有|是|放)?$")
_EACH_EN = re.compile(r",? (?:\w+ )?(?:of each|each|apiece)\b(?= ?(?:$|[,.!?;)]|please|pls))", re.IGNORECASE)
_RATHER = re.compile(r"\b(?:rather than|instead of)(?: the| a| an| any| some)? (?:[\w-]+ )?$", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:,|,? (?:and|with)|[,，、和跟与]|还有)? ?(?:an?|the|some|one|two|three|[2-4]|[一两三二]\w?)?[ ]?", re.IGNORECASE
)  # between two things of a list
_ALONE = re.compile(r"\s?[只个条匹头朵件辆]?(?:是|的|of them |is )?")  # between "one" and its colour
_ONE_OF_THEM = re.compile(
    r"(?:^|[,.;!?]|\band|\bwhile) *(?:(?:where|with) )?(?:the )?(?:one|first|(other|second|last))"
    r"(?: of (?:the|them|these))? $"
    r"|(?:其中|(另))?(?:一[个只条]|一位)(?:是|的)?$|(?:第(?:一|(二)))[个只条]$",
    re.IGNORECASE,
)
_WHICH = {2: ("first", "last"), 3: ("first", "middle", "last")}


def as_listed(program: Program, message: Message) -> Program:
    """The program with what comes as the message lists it."""
    come = (step for step in program if not _is_rather_not(step, message) and not _is_of_the_place(step, message))
    program = _several(_once(_each_of_them(tuple(come), message), message), message)
    program = _listed(_owned_by_the_next(program, message), message)
    return _named_one_by_one(_coloured_apart(_each_counted(program, message), message), message)


def _is_rather_not(step: Step, message: Message) -> bool:
    """Whether what comes is what shall not: "snow rather than leaves"."""
    word = next((word for word in step.words() if word.slot == "object" and word.at is not None), None)
    if step.verb != "add" or word is None:
        return False
    return bool(_RATHER.search(message.text[: items(message)[word.at or 0][2]]))


def _is_of_the_place(step: Step, message: Message) -> bool:
    """Whether "on it there are" speaks of the place: 一条马路，上面有公交车、救护车."""
    word = step.arguments[1] if step.verb == "rel" else None
    if not isinstance(word, Word) or word.at is None or message.language != "zh":
        return False
    start, end = items(message)[word.at][2], end_of(message, word.at)
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


def _each_of_them(program: Program, message: Message) -> Program:
    """Two girls, "one girl has a hat and the other girl a bag": each of several that came, and no more of them."""
    several: set[str] = set()  # that came so far

    def which(word: Word) -> Word | None:
        if word.slot != "object" or word.key not in several or word.at is None:
            return None
        there = items(message)
        if word.at and there[word.at - 1][0] == "ordinal":
            return Word(*there[word.at - 1][:2], word.at - 1)
        said = _ONE_OF_THEM.search(message.text[: there[word.at][2]])
        return Word("", "last" if any(said.groups()) else "first") if said else None

    def steps(step: Step) -> tuple[Step, ...]:
        if step.verb == "add":
            noun = next((word for word in step.words() if word.slot == "object"), None)
            if noun is not None and _is_several(step):
                several.add(noun.key)
            if noun is None or (one := which(noun)) is None or _is_several(step):
                return (step,)
            own = Ref(replace(noun, at=None), one)
            looks = (word for word in step.words() if word.slot in ("colour", "action", "size"))
            return tuple(Step("set", (own, Word("", "to"), word)) for word in looks)
        refs = (
            replace(each, which=one) if isinstance(each, Ref) and (one := which(each.noun)) else each
            for each in step.arguments
        )
        return (replace(step, arguments=tuple(refs)),)

    return tuple(each for step in program for each in steps(step))


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
    if len(adds) < 2:
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


def _each_counted(program: Program, message: Message) -> Program:
    """Each of the things that come, as often as the message says of each."""
    for at, (slot, key, start) in enumerate(items(message)):
        if slot != "count":
            continue
        if _EACH_ZH.search(message.text[:start]) or _EACH_EN.match(message.text, end_of(message, at)):
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
