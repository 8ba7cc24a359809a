"""Earlier drawings by what they show: "go back to the one with the fox"."""

from understanding.message import Message
from understanding.program import Program, Step, Word
from understanding.state import State
from world.scene import Scene

Fact = tuple[str, str]  # slot and key
_OF_A_THING = ("colour", "action", "size")
_OF_THE_PICTURE = ("place", "time", "style")


def recalled(program: Program, message: Message, state: State) -> Program:
    """The program, where a step back to a drawing that shows what the message names goes as far back as that one."""
    facts = _facts(program, message)
    here = state.at - 1  # of the drawing that is meant, counted from 0
    if not facts or here < 1:
        return program
    order = (*range(here - 1, -1, -1), *range(len(state.drawings) - 1, here, -1))  # back, then what was undone
    found = next((at for at in order if _shows(state.drawings[at], facts)), None)
    if found is None or (_shows(state.drawings[here], facts) and not _shows(state.drawings[here - 1], facts)):
        return program  # "undo the hat": it is what is taken back
    return (Step("back", (Word("", str(found + 1)),)), *program[1:])


def never_shown(program: Program, message: Message, state: State) -> tuple[str, ...]:
    """The keys of what a step back is to show, where no drawing of the conversation shows all of it."""
    facts = _facts(program, message)
    if not facts or len(state.drawings) < 2 or any(_shows(drawing, facts) for drawing in state.drawings):
        return ()
    return tuple(dict.fromkeys(key for _, key in facts))


def _facts(program: Program, message: Message) -> tuple[Fact, ...]:
    """What is named beside a step back, and used by no other step."""
    first = program[0] if program else Step("talk")
    if first.verb not in ("undo", "back") or any(word.at is not None for word in first.words()):
        return ()
    used = {(word.slot, word.key) for step in program[1:] for word in step.words()}
    named = ((one.slot, one.key) for one in message.mentions)
    return tuple(fact for fact in named if fact[0] in ("object", *_OF_A_THING, *_OF_THE_PICTURE) and fact not in used)


def _shows(scene: Scene, facts: tuple[Fact, ...]) -> bool:
    """Whether all of it is in a scene, each fact by itself."""
    return all(_is_in(scene, *fact) for fact in facts)


def _is_in(scene: Scene, slot: str, key: str) -> bool:
    if slot == "object":
        return key in scene.objects
    if slot in _OF_A_THING:
        return any(getattr(thing, slot) == key for thing in scene.things)
    return bool(getattr(scene, slot) == key)
