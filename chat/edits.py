"""A follow-up read as a change of the last picture: a pure function of its words and the last scene.

The rule, so that it can be foreseen: a message is a **change** when every object it names is either in the last
picture and spoken of as known ("the cat", 把猫…, 让猫…), or comes with a word that says what to do with it (add,
without, replace, "instead", 加, 去掉, 换成, 再来一只). Everything else that names an object is a **new prompt**: "a red
car on the beach", "red car", 红色的车. A message of nothing but values is a change too ("at night", "red", 三只), and
so is a whole phrase such as "again", "undo", "describe it". Words that are on no list make a message a new prompt,
unless it says plainly that it is about the last picture ("make it …", "add …", 把它…): then they are named, and nothing
is drawn.
"""

from dataclasses import dataclass

from chat import phrases
from chat.changes import Change, Impossible, NoChange, changed
from chat.lexicon import Piece, read
from scenes.familiar import familiar
from scenes.scene import Scene
from scenes.words import unknown_words


@dataclass(frozen=True)
class NewScene:
    """The last scene with the change made."""

    scene: Scene


@dataclass(frozen=True)
class Again:
    """The same scene drawn anew."""


@dataclass(frozen=True)
class DescribeLast:
    """Say what is seen in the last picture."""


@dataclass(frozen=True)
class Undo:
    """Back to the picture before the last."""


@dataclass(frozen=True)
class NotPossible:
    """A change that cannot be made: nothing_yet, unknown, absent, full, too_many, nothing_left, no_things, undrawn,
    uncoloured or same.

    `values` are the words or vocabulary keys that the reason speaks of.
    """

    reason: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotAnEdit:
    """A prompt of its own."""


Edit = NewScene | Again | DescribeLast | Undo | NotPossible | NotAnEdit


def read_edit(text: str, last: Scene | None) -> Edit:
    """What the message asks of the last picture; `last` is None where nothing was drawn yet."""
    whole: dict[str | None, Edit] = {"again": Again(), "undo": Undo(), "describe": DescribeLast()}
    if (meant := whole.get(phrases.meaning(text))) is not None:
        return meant if last is not None else NotPossible("nothing_yet")
    pieces = read(familiar(text))
    if not pieces:
        return NotAnEdit()
    if last is None:
        return NotPossible("nothing_yet") if _speaks_of_it(pieces) else NotAnEdit()
    if unknown := tuple(piece.text for piece in pieces if piece.kind == "unknown"):
        return NotPossible("unknown", unknown_words(text) or unknown) if _is_order(pieces, last) else NotAnEdit()
    try:
        scene = _all_changes(pieces, last)
    except NoChange:
        return NotAnEdit()
    except Impossible as impossible:
        return NotPossible(impossible.reason, impossible.values)
    return NewScene(scene) if scene != last else NotPossible("same")


def _all_changes(pieces: tuple[Piece, ...], scene: Scene) -> Scene:
    """One clause after the other; one without a verb has that of the clause before: "add a dog and a fish"."""
    verb = Change.SET
    for clause in _clauses(pieces):
        scene, verb = changed(clause, scene, verb)
    return scene


def _clauses(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """Split at "and" and commas; a clause without anything to say goes."""
    clauses: list[list[Piece]] = [[]]
    for at, piece in enumerate(pieces):
        if piece.kind == "join" and not _lists_things(pieces, at):
            clauses.append([])
        else:
            clauses[-1].append(piece)
    if pieces[0].kind == "join":
        clauses[1].insert(0, Piece("add", "", pieces[0].text))  # "and a dog"
    silent = ("glue", "of", "it's", "step")
    return [tuple(clause) for clause in clauses if any(piece.kind not in silent for piece in clause)]


def _lists_things(pieces: tuple[Piece, ...], at: int) -> bool:
    """The "and" between two things of which the same is said: "make the cat and the dog sleep", 把猫和狗变成蓝色."""
    if at == 0 or pieces[at - 1].kind != "object" or pieces[0].kind not in ("set", "the"):
        return False
    rest = iter(pieces[at + 1 :])
    first = next((piece.kind for piece in rest if piece.kind not in ("the", "colour", "size")), None)
    return first == "object" and next((piece.kind for piece in rest), "join") != "join"


def _speaks_of_it(pieces: tuple[Piece, ...]) -> bool:
    """ "make it red" and 把它变红 need a picture; "at night" alone is a prompt like any other."""
    kinds = [piece.kind for piece in pieces[:3]]
    return kinds[0] in ("set", "the", "remove") and ("it" in kinds or "all" in kinds)


def _is_order(pieces: tuple[Piece, ...], last: Scene) -> bool:
    """Whether a message with unknown words says plainly that it is about the last picture."""
    kinds = [piece.kind for piece in pieces]
    if _speaks_of_it(pieces) or kinds[0] in ("remove", "add", "into", "replace"):
        return True
    named = next((piece.key for piece in pieces if piece.kind == "object"), None)
    orders = kinds[0] in ("set", "the") and (not pieces[0].text.isascii() or "the" in kinds[:2])
    return orders and named in {thing.object for thing in last.things}
