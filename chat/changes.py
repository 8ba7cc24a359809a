"""One clause of a follow-up carried out on a scene: values set, things added, removed or replaced."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from chat.lexicon import Piece
from scenes.scene import Scene, Thing
from scenes.vocabulary import COUNTS, INVERSE, MAX_THINGS

Clause = Sequence[Piece]

WHOLE = ("place", "time", "style")  # slots of the scene; the others belong to a thing
LETTING = ("让", "使", "叫")
BACKGROUND = ("background", "背景")
NOUNS = ("the", "a", "count", "object", "colour", "size")  # what a list of things may begin with
VERBS = {"set", "into", "replace", "instead", "add", "another", "remove"}


class Change(Enum):
    """What a clause does."""

    SET = auto()
    ADD = auto()
    REPLACE = auto()
    REMOVE = auto()


class NoChange(Exception):
    """The clause is no change of this scene; as a prompt it may be fine."""


class Impossible(Exception):
    """The change is understood and cannot be made; reasons as in `edits.NotPossible`."""

    def __init__(self, reason: str, *values: str):
        super().__init__(reason, *values)
        self.reason = reason
        self.values = values


def changed(clause: Clause, scene: Scene, verb: Change) -> tuple[Scene, Change]:
    """The scene after one clause, and what the clause did; `verb` is what the clause before it did.

    Raises NoChange and Impossible.
    """
    if verb is Change.REMOVE and clause[0].kind in NOUNS and not {piece.kind for piece in clause} & VERBS:
        clause = [Piece("remove", "", ""), *clause]  # "remove the cat and the dog"
    kinds = [piece.kind for piece in clause]
    objects = [at for at, kind in enumerate(kinds) if kind == "object"]
    if "remove" in kinds and "into" not in kinds:
        return _without(clause, scene), Change.REMOVE
    if not objects:
        if kinds[0] == "add" and {"count", "another"} & set(kinds) and scene.things:  # 再来两只, "add one more"
            return _one_more(scene, by=1 if "another" in kinds else _count(clause)), Change.ADD
        return _set(clause, scene, []), Change.SET
    if _brings(clause, objects) and scene.things:
        return _with_more(clause, scene, objects, old_first=True), Change.ADD
    if "instead" in kinds or _replaces(clause, objects):
        return _replaced(clause, scene, objects), Change.REPLACE
    if _adds(clause, scene) or (verb is Change.ADD and not _definite(clause, objects[0])):
        return _with_more(clause, scene, objects), Change.ADD
    return _set(clause, scene, objects), Change.SET


def _brings(clause: Clause, objects: list[int]) -> bool:
    """ "put it next to a dog": the last object comes new to what is there."""
    kinds, new = [piece.kind for piece in clause], objects[-1]
    said_new = any(piece.kind in ("a", "count") for piece in _described(clause, new))
    return kinds[0] == "set" and "relation" in kinds[:new] and said_new


def _replaces(clause: Clause, objects: list[int]) -> bool:
    """The last object comes new into the picture: "replace … with", 换成, or "make it a dog"."""
    kinds, new = [piece.kind for piece in clause], objects[-1]
    if "replace" in kinds[:new]:
        return True
    into = max((at for at in range(new) if kinds[at] == "into"), default=None)
    if into is not None and not {"object", "the"} & set(kinds[into + 1 : new]):
        return not clause[into].text.isascii() or bool({"set", "the"} & set(kinds[:into]))
    if "with" in kinds[:new]:
        return False
    said_new = any(piece.kind in ("a", "count") for piece in _described(clause, new))
    return (
        kinds[0] == "set" and said_new and ("it" in kinds[:3] or (len(objects) == 2 and _definite(clause, objects[0])))
    )


def _adds(clause: Clause, scene: Scene) -> bool:
    """There is a word for adding, and nothing new is named before it: "a cat with a hat" is a prompt."""
    kinds = [piece.kind for piece in clause]
    if "add" in kinds or "another" in kinds:
        marker = next(at for at, kind in enumerate(kinds) if kind in ("add", "another"))
    elif "with" in kinds:
        marker = kinds.index("with")
    else:
        return False
    known, before = _objects(scene), clause[:marker]
    anchored = any(piece.kind in ("relation", "the") for piece in before)
    return all(
        piece.kind not in ("ask", "a", "count") and (piece.kind != "object" or (anchored and piece.key in known))
        for piece in before
    )


def _described(clause: Clause, at: int) -> Clause:
    """The pieces right before an object that belong to it: article, count, size, colour, action."""
    start = at
    while start and clause[start - 1].kind in ("the", "a", "count", "size", "colour", "action", "of", "another"):
        start -= 1
    return clause[start:at]


def _definite(clause: Clause, at: int) -> bool:
    """ "the (red) cat", 把猫, 让猫, 那只猫."""
    described = _described(clause, at)
    if any(piece.kind == "a" for piece in described):
        return False
    start = at - len(described)
    led = start > 0 and (clause[start - 1].kind in ("it", "join") or clause[start - 1].text in LETTING)
    acted_on = {"set", "into", "remove", "replace", "add"} & {piece.kind for piece in clause[at:]}
    return led or any(piece.kind == "the" and (piece.text.isascii() or acted_on) for piece in described)


def _set(clause: Clause, scene: Scene, objects: list[int]) -> Scene:
    """Values for the things spoken of, or for the first one; no object comes or goes."""
    kinds = {piece.kind for piece in clause}
    if any(not _definite(clause, at) for at in (objects[:1] if "relation" in kinds else objects)):
        raise NoChange
    if any(clause[at].key not in _objects(scene) for at in objects) and not _is_order(clause):
        raise NoChange  # "the pony at home", where no pony was drawn
    if "relation" in kinds:
        return _placed(_related(clause, scene, objects), clause)
    of_things = kinds & {"colour", "action", "size", "count", "more", "less"}
    if (not of_things and not kinds & set(WHOLE)) or (of_things and not scene.things):
        raise NoChange
    for of in _targets(clause, scene, objects):
        scene = scene.with_thing(of, _dressed(scene.things[of], clause))
    return _placed(scene, clause)


def _targets(clause: Clause, scene: Scene, objects: list[int]) -> Sequence[int]:
    """The things that a clause speaks of: those named, all, those in the colour to be changed, or the first."""
    kinds, every = [piece.kind for piece in clause], range(len(scene.things))
    if objects:
        return [_meant(clause, at, scene) for at in objects]
    if "all" in kinds and "count" not in kinds:
        return every
    colours = [piece.key for piece in clause if piece.kind == "colour"]
    if len(colours) == 2 and "into" in kinds:  # 把红色换成蓝色
        if not (worn := [of for of in every if scene.things[of].colour == colours[0]]):
            raise Impossible("absent", colours[0])
        return worn
    grounds = [at for at, piece in enumerate(clause) if piece.kind == "place" or piece.text in BACKGROUND]
    if colours and any(clause[at].text in BACKGROUND or (at and clause[at - 1].kind == "the") for at in grounds):
        raise Impossible("uncoloured")  # "make the sky blue"
    return every[:1]


def _is_order(clause: Clause) -> bool:
    """ "put the dog …", 把狗…; "paint" and "make me" ask for a picture as often as for a change."""
    asked = any(piece.kind == "ask" for piece in clause) or clause[0].text == "paint"
    return not asked and (clause[0].kind == "set" or clause[0].text in ("把", "将"))


def _related(clause: Clause, scene: Scene, objects: list[int]) -> Scene:
    """ "put the dog to the left of the cat": the first thing named stands so to the other."""
    if len(scene.things) < 2:
        raise NoChange
    at = next(at for at, piece in enumerate(clause) if piece.kind == "relation")
    first = _meant(clause, objects[0], scene) if objects else 0
    if len(objects) == 1 and objects[0] > at:
        first = 1 - first  # "to the left of the cat": the other one goes there
    return _standing(scene, first, clause[at].key)


def _standing(scene: Scene, of: int, relation: str) -> Scene:
    """The thing of that number stands so to the other one; what stands on another is told first."""
    if of == 0:
        return replace(scene, relation=relation)
    if relation == "on":
        return replace(scene, things=scene.things[::-1], relation="on")
    return replace(scene, relation=INVERSE[relation])


def _with_more(clause: Clause, scene: Scene, objects: list[int], *, old_first: bool = False) -> Scene:
    """One kind of thing more, or more of one that is there; it may stand somewhere to what is there.

    With `old_first` the relation is that of the old thing to the new one.
    """
    known = _objects(scene)
    related = [piece.key for piece in clause if piece.kind == "relation"]
    new = [at for at in objects if not _definite(clause, at)] or objects[-1:]
    at = next((at for at in new if clause[at].key not in known), new[0]) if related else new[-1]
    thing = _dressed(Thing(clause[at].key), [*_described(clause, at), *clause[at + 1 :]])
    if thing.object in known:
        return _placed(_one_more(scene, _meant(clause, at, scene), thing.count), clause)
    if len(scene.things) >= MAX_THINGS:
        raise Impossible("full", *(thing.object for thing in scene.things))
    scene = replace(scene, things=(*scene.things, thing))
    if related and len(scene.things) == 2:
        scene = _standing(scene, 0 if old_first else 1, related[0])
    return _placed(scene, clause)


def _replaced(clause: Clause, scene: Scene, objects: list[int]) -> Scene:
    """Another object in the place of one; what was said of the old one holds for the new one."""
    at, old = objects[-1], objects[0] if len(objects) > 1 else None
    if old is not None and any(piece.kind == "instead" for piece in clause[old:at]):
        at, old = old, at  # "a dog instead of the cat"
    said = [piece for piece in (*_described(clause, at), *clause[at + 1 :]) if piece.kind != "a"]
    if not scene.things:
        return _placed(replace(scene, things=(_dressed(Thing(clause[at].key), said),)), clause)
    of = _meant(clause, old, scene) if old is not None else 0
    return _placed(scene.with_thing(of, _dressed(replace(scene.things[of], object=clause[at].key), said)), clause)


def _without(clause: Clause, scene: Scene) -> Scene:
    """Things and values that are named go."""
    at = next(at for at, piece in enumerate(clause) if piece.kind == "remove")
    before = {piece.kind for piece in clause[:at]}
    if ("object" in before and at != len(clause) - 1) or before & {"ask", "add"}:
        raise NoChange  # "a cat without a hat"
    named = {_meant(clause, at, scene): _described(clause, at) for at, p in enumerate(clause) if p.kind == "object"}
    if not named and any(piece.kind == "count" for piece in clause) and scene.things:
        named = {0: clause}  # 去掉一只
    if not named:
        scene = _plainer(clause, scene)
    things = tuple(
        left for of, thing in enumerate(scene.things) if (left := _fewer(thing, named[of]) if of in named else thing)
    )
    if not things and scene.place is None:
        raise Impossible("nothing_left")
    return replace(scene, things=things, relation=scene.relation if len(things) > 1 else None)


def _fewer(thing: Thing, said: Clause) -> Thing | None:
    """ "one of the cats" goes, or all of them."""
    number = _count(said) if any(piece.kind == "count" for piece in said) else thing.count
    return replace(thing, count=thing.count - number) if number < thing.count else None


def _count(clause: Clause) -> int:
    return next(int(piece.key) for piece in clause if piece.kind == "count")


def _plainer(clause: Clause, scene: Scene) -> Scene:
    """Without the beach, not red, not sleeping: the value is no longer said."""
    said = [piece for piece in clause if piece.kind in ("colour", "action", "size", "relation", *WHOLE)]
    if not said:
        raise NoChange
    for slot, key in ((piece.kind, piece.key) for piece in said):
        if slot in ("relation", *WHOLE) and getattr(scene, slot) == key:
            scene = replace(scene, **{slot: None})
        elif slot not in WHOLE and any(getattr(thing, slot, None) == key for thing in scene.things):
            plain = (replace(t, **{slot: None}) if getattr(t, slot) == key else t for t in scene.things)
            scene = replace(scene, things=tuple(plain))
        else:
            raise Impossible("absent", key)
    return scene


def _objects(scene: Scene) -> set[str]:
    return {thing.object for thing in scene.things}


def _meant(clause: Clause, at: int, scene: Scene) -> int:
    """Which thing of the scene an object of the clause is; of twins the one that it is described as."""
    twins = [of for of, thing in enumerate(scene.things) if thing.object == clause[at].key]
    if not twins:
        raise Impossible("absent", clause[at].key)
    said = [piece for piece in _described(clause, at) if piece.kind in ("colour", "size", "action")]
    return max(twins, key=lambda of: sum(getattr(scene.things[of], piece.kind) == piece.key for piece in said))


def _one_more(scene: Scene, of: int = 0, by: int = 1) -> Scene:
    thing = scene.things[of]
    if thing.count + by not in COUNTS:
        raise Impossible("too_many", str(thing.count + by))
    return scene.with_thing(of, replace(thing, count=thing.count + by))


def _dressed(thing: Thing, pieces: Clause) -> Thing:
    """A thing with the colour, count, action and size that the pieces say."""
    kinds = [piece.kind for piece in pieces]
    for at, piece in enumerate(pieces):
        if piece.kind in ("colour", "action"):
            thing = replace(thing, **{piece.kind: piece.key})
        elif piece.kind == "count":
            if int(piece.key) not in COUNTS:
                raise Impossible("too_many", piece.text)
            thing = replace(thing, count=int(piece.key))
        elif piece.kind == "size":
            compared = "step" in kinds[max(at - 1, 0) : at + 2]
            thing = replace(thing, size=_stepped(thing.size, piece.key) if compared else piece.key)
        elif piece.kind in ("more", "less"):
            thing = replace(thing, size=_stepped(thing.size, "big" if piece.kind == "more" else "small"))
    return thing


def _stepped(size: str | None, towards: str) -> str | None:
    """One step on the way from small through nothing said to big."""
    return None if size is not None and size != towards else towards


def _placed(scene: Scene, pieces: Clause) -> Scene:
    """The scene at the place and time and in the style that the pieces say."""
    return replace(scene, **{piece.kind: piece.key for piece in pieces if piece.kind in WHOLE})
