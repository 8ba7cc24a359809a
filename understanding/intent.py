"""What a message asks for, typed: one of these frozen values is all that anybody acts on."""

from dataclasses import dataclass

from world.plan import Blend
from world.scene import Scene


@dataclass(frozen=True)
class Left:
    """Something of a message that is not done, and why.

    `reason` is unknown, unread, near, taken_for, style, besides, absent, full, too_many, undrawn, flag, no_ground,
    no_room, no_pair, no_things, nothing_left, which or one of `understanding.program.REASONS`. `words` are as they were
    typed where it is unknown, style, flag or too_many, "husky → dog" where something like it is drawn or answered of,
    else vocabulary keys.
    """

    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What all intents have: what else was said and is not done, and what "it" means afterwards."""

    left: tuple[Left, ...] = ()
    spoken_of: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draw(Intent):
    """A new picture."""

    scene: Scene
    sticker: bool = False
    blend: Blend | None = None
    pictures: int | None = None  # how many; None: as many as usual
    seed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shift:
    """Some things further to a side (left_of, right_of, above, below) or to the middle, in the picture as it is."""

    ids: tuple[int, ...]
    way: str


@dataclass(frozen=True, kw_only=True)
class Change(Intent):
    """The picture that is meant, some of it otherwise; what is the same in both scenes keeps its pixels."""

    before: Scene
    scene: Scene
    picture: int | None = None  # the how-manieth of those shown; None: the one that is meant
    drawing: int | None = (
        None  # the how-manieth drawing of the conversation it begins from; None: the one that is shown
    )
    shifts: tuple[Shift, ...] = ()
    swaps: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()  # ids that change places
    turned: tuple[int, ...] = ()  # that look the other way now
    sticker: bool | None = None  # becomes one, gets a ground; None: stays what it is
    blend: Blend | None = None  # of its first thing
    pictures: int | None = None
    seed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Again(Intent):
    """The same scene drawn anew; `alike`: as it is but for small things."""

    alike: bool = False
    picture: int | None = None  # the how-manieth of those shown; None: the one that is meant
    pictures: int | None = None
    seed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Back(Intent):
    """To the how-manieth drawing of the conversation, from 1: undo, redo, "go back to the first one"."""

    drawing: int


@dataclass(frozen=True, kw_only=True)
class Pick(Intent):
    """The how-manieth of the pictures shown is the one that is meant from now on."""

    picture: int


@dataclass(frozen=True, kw_only=True)
class Describe(Intent):
    """Say what is seen in the last image."""

    picture: int | None = None  # the how-manieth of those shown; None: the one that is meant


@dataclass(frozen=True, kw_only=True)
class Answer(Intent):
    """A question about the picture that is meant, or about what was sent."""

    question: str  # colour, count, action, size, place, time, style, relation, what or made
    ids: tuple[int, ...] = ()  # of the things that it is about; none: of all
    objects: tuple[str, ...] = ()  # that it names, there or not
    picture: int | None = None  # the how-manieth of those shown; None: the one that is meant


@dataclass(frozen=True, kw_only=True)
class Talk(Intent):
    """Nothing to be drawn: greeting, thanks, praise, complaint, help, who, bye, joke, stop, yes, no or other; or a
    matter that no picture tells, as in matters.tsv: name, why, cost, quality, compare, opinion, age, save …
    """

    about: str


@dataclass(frozen=True, kw_only=True)
class Refuse(Intent):
    """Understood and not possible, and why; the picture stays as it is.

    `reason` is one of `understanding.program.REASONS` or of `Left`, or nothing_yet, nothing_left, no_things, no_pair,
    limit, nothing_known, undo_nothing, redo_nothing, no_such_picture, no_such_drawing or no_drawing_of.
    """

    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One reading of a message that can be meant in more than one way."""

    intent: Intent
    program: str  # as text: what a tap on it carries out


@dataclass(frozen=True, kw_only=True)
class Ask(Intent):
    """It may be meant in more than one way: the likeliest readings, to choose from; `left` is in none of them."""

    options: tuple[Option, ...]
