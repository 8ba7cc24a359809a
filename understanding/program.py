"""Edit programs: what a message asks for, as statements over things that are named.

A program is written as text by whoever words examples ("set one cat to black; place beach") and token by token by the
reader: keywords, and pointers at what the message names (a copy mechanism, Gu et al. 2016).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from understanding.message import Message
from world import vocabulary

WHICH = ("the", "one", "other", "rest", "left", "right", "middle", "top", "bottom", "first", "last", "but", "most")
NOUNS = ("it", "they", "all", "added")
NUMBERS = tuple(map(str, range(1, 10)))
ATTRIBUTES = ("colour", "action", "size")
QUESTIONS = ("colour", "count", "action", "size", "place", "time", "style", "relation", "what", "made")
TALK = ("greeting", "thanks", "praise", "complaint", "help", "who", "bye", "joke", "stop", "yes", "no", "other")
REASONS = ("writing", "person", "photo", "motion", "effect", "part", "view", "sound", "unsafe", "other")
OTHERWISE = ("object", "colour", "action", "place", "time", "style")
PLAIN_RELATIONS = ("holds", "wears", "next_to", "on")  # that go without saying: "give it a hat", "a cat with a ball"
EACH = "each"  # of several things one each; rules write it, no reader does
UNREAD = "unread"  # the slot of a word that nobody taught Tuwen

# What follows each verb. A name with "?" may be missing, one with "*" may stand any number of times.
VERBS: dict[str, tuple[str, ...]] = {
    "new": (),
    "add": ("count?", "object", "attribute*"),
    "drop": ("ref",),
    "only": ("ref",),
    "set": ("ref", "to", "value"),
    "unset": ("ref", "slot"),
    "bigger": ("ref",),
    "smaller": ("ref",),
    "number": ("ref", "count"),
    "more": ("ref", "count?"),
    "fewer": ("ref", "count?"),
    "half": ("ref",),
    "double": ("ref",),
    "rel": ("ref", "relation", "ref"),
    "unrel": ("ref",),
    "move": ("ref", "side"),
    "swap": ("ref", "ref"),
    "turn": ("ref",),
    "place": ("place",),
    "time": ("time",),
    "style": ("style",),
    "without": ("object",),
    "different": ("different", "ref?", "each?"),
    "sticker": (),
    "ground": (),
    "blend": ("ref", "object", "share?"),
    "again": ("count?",),
    "vary": (),
    "undo": ("count?",),
    "redo": (),
    "back": ("ordinal",),
    "pick": ("ordinal",),
    "instead": ("ref",),
    "describe": (),
    "ask": ("question", "ref?"),
    "talk": ("talk",),
    "refuse": ("reason",),
}
# For each place of a statement the slots whose mentions may stand there, and the keywords.
FILLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "count": (("count",), NUMBERS),
    "object": (("object", UNREAD), ()),
    "attribute": ((*ATTRIBUTES, UNREAD), ()),
    "trait": (ATTRIBUTES, ()),
    "to": ((), ("to",)),
    "value": ((*ATTRIBUTES, "object", UNREAD), ()),
    "slot": ((), ATTRIBUTES),
    "relation": (("relation", "deed", UNREAD), PLAIN_RELATIONS),
    "side": (("relation",), ("middle",)),
    "place": (("place", UNREAD), ("off",)),
    "time": (("time", UNREAD), ("off",)),
    "style": (("style", UNREAD), ("off",)),
    "different": ((), OTHERWISE),
    "share": (("share",), ()),
    "ordinal": (("ordinal", "count"), ("-1", *NUMBERS)),
    "each": ((), (EACH,)),
    "question": ((), QUESTIONS),
    "talk": ((), TALK),
    "reason": ((), REASONS),
    "noun": (("object", UNREAD), NOUNS),
    "which": (("count", "ordinal"), (*WHICH, *NUMBERS)),
}
END = "end"
KEYWORDS = tuple(
    word
    for word in dict.fromkeys((END, *VERBS, *(word for _, words in FILLS.values() for word in words)))
    if word != EACH
)  # in the order in which the reader numbers them


class ProgramError(ValueError):
    """A program that cannot be read; says where and what was expected."""


@dataclass(frozen=True)
class Word:
    """A value as a message names it, or a keyword (slot ""). `at` says which item of the message it is."""

    slot: str
    key: str
    at: int | None = None

    def __str__(self) -> str:
        return f"?{self.key}" if self.slot == UNREAD else self.key


@dataclass(frozen=True)
class Ref:
    """Some of the things: "one cat", "the cat black", "it"."""

    noun: Word  # an object, or one of NOUNS
    which: Word | None = None  # one of WHICH, or a number
    attributes: tuple[Word, ...] = ()

    def __str__(self) -> str:
        nth = self.which is not None and self.which.slot == "ordinal"
        which = f"ordinal:{self.which}" if nth else self.which  # two cats, and the second cat
        return " ".join(map(str, filter(None, (which, self.noun, *self.attributes))))

    def words(self) -> Iterator[Word]:
        yield from filter(None, (self.which, self.noun, *self.attributes))


@dataclass(frozen=True)
class Step:
    """One statement: a verb and what follows it."""

    verb: str
    arguments: tuple[Ref | Word, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.verb, *map(str, self.arguments)))

    def words(self) -> Iterator[Word]:
        for argument in self.arguments:
            yield from argument.words() if isinstance(argument, Ref) else (argument,)

    def refs(self) -> tuple[Ref, ...]:
        return tuple(argument for argument in self.arguments if isinstance(argument, Ref))


Program = tuple[Step, ...]


def shown(program: Program) -> str:
    """The program as text."""
    return "; ".join(map(str, program))


# A place in the grammar: what may come next, as a stack of names from VERBS and FILLS.
Stack = tuple[str, ...]
START: Stack = ("program",)


def _expanded(name: str) -> tuple[str, ...]:
    return ("which?", "noun", "trait*") if name == "ref" else (name,)


def choices(stack: Stack) -> tuple[frozenset[str], frozenset[str]]:
    """The keywords and the slots of mentions that may come next."""
    keywords: set[str] = set()
    slots: set[str] = set()
    for name in stack:
        if name == "program":
            keywords |= {END, *VERBS}
            break
        base = name.rstrip("?*")
        first = _expanded(base)
        for each in first:
            there = FILLS[each.rstrip("?*")]
            slots |= set(there[0])
            keywords |= set(there[1])
            if not each.endswith(("?", "*")):
                break
        if not name.endswith(("?", "*")):
            break
    return frozenset(keywords), frozenset(slots)


def after(stack: Stack, word: Word) -> Stack:
    """The stack once a word has come; ProgramError where it may not."""
    while stack:
        name, *rest = stack
        if name == "program":
            if word.slot == "" and word.key == END:
                return ()
            if word.slot == "" and word.key in VERBS:
                return (*VERBS[word.key], "program")
            break
        base = name.rstrip("?*")
        if base == "ref":
            if _starts_ref(word):
                stack = (*_expanded("ref"), *rest)
                continue
        elif _fits(base, word):
            return (name, *rest) if name.endswith("*") else tuple(rest)
        if not name.endswith(("?", "*")):
            break
        stack = tuple(rest)
    raise ProgramError(f"{word} cannot stand there")


def _starts_ref(word: Word) -> bool:
    return _fits("which", word) or _fits("noun", word)


def _fits(name: str, word: Word) -> bool:
    slots, keywords = FILLS[name]
    return word.key in keywords if word.slot == "" else word.slot in slots


def assembled(words: Sequence[Word]) -> Program:
    """The program that a sequence of words (keywords and values, END last or not) says; ProgramError."""
    steps: list[Step] = []
    stack = START
    for word in words:
        if (stack and stack[0] == "program") or (word.slot == "" and word.key in (*VERBS, END) and _may_end(stack)):
            while stack and stack[0] != "program":
                stack = stack[1:]
            if word.key == END:
                break
            stack = after(stack, word)
            steps.append(Step(word.key))
            continue
        stack, before = after(stack, word), stack
        steps[-1] = replace(steps[-1], arguments=_with(steps[-1].arguments, word, before))
    if not _may_end(stack):
        raise ProgramError(f"{shown(tuple(steps))!r} ends too early: {stack[0]} is missing")
    return tuple(steps)


def _may_end(stack: Stack) -> bool:
    for name in stack:
        if name == "program":
            return True
        if not name.endswith(("?", "*")):
            return False
    return True


def _with(arguments: tuple[Ref | Word, ...], word: Word, stack: Stack) -> tuple[Ref | Word, ...]:
    """The arguments with one more word, which continues a reference or stands for itself."""
    name = _place_of(stack, word)
    last = arguments[-1] if arguments else None
    if name == "which":
        return (*arguments, Ref(Word("", ""), which=word))
    if name == "noun":
        if isinstance(last, Ref) and last.noun.key == "" and last.noun.slot == "":
            return (*arguments[:-1], replace(last, noun=word))
        return (*arguments, Ref(word))
    if name == "trait" and isinstance(last, Ref):
        return (*arguments[:-1], replace(last, attributes=(*last.attributes, word)))
    return (*arguments, word)


def _place_of(stack: Stack, word: Word) -> str:
    for name in stack:
        base = name.rstrip("?*")
        for each in _expanded(base):
            if _fits(each.rstrip("?*"), word):
                return each.rstrip("?*")
        if not name.endswith(("?", "*")):
            break
    return ""


def parsed(text: str) -> Program:
    """A program that was written as text; ProgramError says what is wrong with it."""
    words: list[Word] = []
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        verb, *rest = statement.split()
        if verb not in VERBS:
            raise ProgramError(f"no statement begins with {verb!r}; choose one of {', '.join(VERBS)}")
        stack: Stack = (*VERBS[verb], "program")
        words.append(Word("", verb))
        for said in rest:
            word = _word(said, stack, statement)
            words.append(word)
            stack = after(stack, word)
        if not _may_end(stack):
            raise ProgramError(f"{statement!r} is not whole: {stack[0]} is missing")
    if not words:
        raise ProgramError("an empty program")
    return assembled(words)


def _word(said: str, stack: Stack, statement: str) -> Word:
    """What a written word is where it stands."""
    keywords, slots = choices(stack[:-1])
    if said.startswith("?"):
        if UNREAD in slots:
            return Word(UNREAD, said[1:])
        raise ProgramError(f"{said!r} cannot stand there in {statement!r}")
    slot, _, key = said.rpartition(":")
    if not slot:
        if said in keywords:
            return Word("", said)
        for name in ("object", "colour", "action", "size", "relation", "deed", "place", "time", "style"):
            if name in slots and _is_key(name, said) and not (name == "object" and _reads_as_value(said, slots)):
                return Word(name, said)
        if "share" in slots and said.isdecimal():
            return Word("share", said)
        if "count" in slots and said.isdecimal():
            return Word("count", said)
    elif slot in slots and (key in ("-1", *NUMBERS) if slot == "ordinal" else _is_key(slot, key)):
        return Word(slot, key)
    expected = ", ".join(sorted((*slots, *keywords)))
    raise ProgramError(f"{said!r} cannot stand there in {statement!r}; expected one of: {expected}")


def _reads_as_value(said: str, slots: frozenset[str]) -> bool:
    """Orange is a colour where both could stand."""
    return "colour" in slots and _is_key("colour", said)


def _is_key(slot: str, key: str) -> bool:
    return any(value.key == key for value in vocabulary.slot(slot))


def items(message: Message) -> tuple[tuple[str, str, int], ...]:
    """What a message names and what it leaves unread, in order: slot, key (of an unread word itself) and start."""
    named = [(one.slot, one.key, one.start) for one in message.mentions]
    return tuple(sorted([*named, *((UNREAD, one.word, one.start) for one in message.unread)], key=lambda one: one[2]))


def end_of(message: Message, at: int) -> int:
    """Where the item ends that stands at this place of `items`."""
    start = items(message)[at][2]
    return next(one.end for one in (*message.mentions, *message.unread) if one.start == start)


def aligned(program: Program, message: Message) -> Program:
    """The program with each value pointing at the item of the message that names it.

    A number that is not named stays a keyword. ProgramError says which value the message does not name.
    """
    there = items(message)
    used: set[int] = set()

    def pointed(word: Word, verb: str) -> Word:
        if word.slot == "" and word.key not in ("-1", *NUMBERS):
            return word
        slots = _numbers(word, verb) if word.slot in ("", "count", "ordinal") else (word.slot,)
        fitting = [i for i, one in enumerate(there) if one[0] in slots and _same_key(word, one)]
        fresh = [i for i in fitting if i not in used]
        if not fitting:
            if word.key in (("-1", *NUMBERS) if word.slot in ("", "count", "ordinal") else PLAIN_RELATIONS):
                return Word("", word.key)
            raise ProgramError(f"the message names no {word.slot} {word.key!r}: it names {there}")
        used.add((fresh or fitting)[0])
        return replace(word, slot=there[(fresh or fitting)[0]][0], key=there[(fresh or fitting)[0]][1],
                       at=(fresh or fitting)[0])  # fmt: skip

    def of(argument: Ref | Word, verb: str) -> Ref | Word:
        if isinstance(argument, Word):
            return pointed(argument, verb)
        which = pointed(argument.which, verb) if argument.which else None
        return Ref(pointed(argument.noun, verb), which, tuple(pointed(word, verb) for word in argument.attributes))

    return tuple(Step(step.verb, tuple(of(argument, step.verb) for argument in step.arguments)) for step in program)


def _numbers(word: Word, verb: str) -> tuple[str, ...]:
    """The slots whose mentions may be a number after a verb."""
    if verb in ("back", "pick"):
        return ("ordinal", "count")
    return ("ordinal",) if word.slot == "ordinal" else ("count",)


def _same_key(word: Word, item: tuple[str, str, int]) -> bool:
    return word.key in ("", item[1]) if word.slot == UNREAD else word.key == item[1]


def spelled(program: Program) -> tuple[Word, ...]:
    """The words of a program one after the other, END last."""
    words = [word for step in program for word in (Word("", step.verb), *step.words())]
    return (*words, Word("", END))
