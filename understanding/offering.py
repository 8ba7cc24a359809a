"""When a message may be meant in more than one way: the readings that are offered, and what none of them does."""

from collections.abc import Sequence
from dataclasses import replace

from understanding.execute import carried_out
from understanding.ground import on_ground
from understanding.intent import Change, Draw, Intent, Left, Option, Refuse, Talk
from understanding.message import Message
from understanding.plausible import is_odd, odd_relations
from understanding.program import Program, Step, shown
from understanding.state import State
from world.scene import Scene

OPTIONS = 4  # readings that are offered


def offered(options: Sequence[Option], message: Message) -> tuple[Option, ...]:
    """The readings that do something, without those that nobody means: a dress that wears a groom."""
    does = [each for each in options if not isinstance(each.intent, Refuse | Talk)]
    likely = [each for each in does if not is_odd(each.intent, message)]
    once: dict[object, Option] = {}
    for each in likely or does:
        once.setdefault(replace(each.intent, left=(), spoken_of=()), each)
    return tuple(once.values())[:OPTIONS]


def plain(program: Program, intent: Intent, message: Message, state: State) -> Option:
    """A reading to choose, without what things of their kinds hardly do and nobody says they do."""
    before = intent.before if isinstance(intent, Change) else Scene()
    odd = odd_relations(intent.scene, before, message) if isinstance(intent, Draw | Change) else ()
    kept = tuple(step for step in program if not _says(step, {each.relation for each in odd}))
    if len(kept) == len(program) or not kept:
        return Option(intent, shown(program))
    again = carried_out(kept, state)
    again = on_ground(again, message.ground, state) if message.ground else again
    return Option(replace(again, left=intent.left) if isinstance(again, Draw | Change) else intent, shown(kept))


def _says(step: Step, relations: set[str]) -> bool:
    return step.verb == "rel" and any(
        word.key in relations for word in step.words() if word.slot in ("", "deed", "relation")
    )


def in_none(options: Sequence[Option]) -> tuple[Left, ...]:
    """What every reading leaves undone, for whichever reason, and for the reason of the first."""
    first, *others = (each.intent for each in options)
    said = [{word for left in each.left for word in left.words} for each in others]
    both = (
        Left(left.reason, tuple(word for word in left.words if all(word in each for each in said)))
        for left in first.left
    )
    wordless = {left.reason for left in first.left if not left.words}
    for other in others:
        wordless &= {left.reason for left in other.left if not left.words}
    return (*(left for left in both if left.words), *(Left(reason) for reason in sorted(wordless)))


def sober(intent: Intent, message: Message) -> Intent:
    """The reading without what things of their kinds hardly do and nobody says they do: that is named instead."""
    if not isinstance(intent, Draw | Change):
        return intent
    before = intent.before if isinstance(intent, Change) else Scene()
    odd = odd_relations(intent.scene, before, message)
    if not odd:
        return intent
    kept = tuple(each for each in intent.scene.relations if each not in odd)
    scene = replace(intent.scene, relations=kept)
    words = tuple(dict.fromkeys(each.relation for each in odd))
    if isinstance(intent, Change) and replace(intent, scene=before, left=()) == replace(intent, scene=scene, left=()):
        return Refuse(reason="unread", words=words, left=intent.left, spoken_of=intent.spoken_of)
    return replace(intent, scene=scene, left=(*intent.left, Left("unread", words)))
