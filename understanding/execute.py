"""Carrying out an edit program on the state of a conversation: what it comes to is an intent, or a typed refusal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from understanding.intent import (
    Again,
    Answer,
    Back,
    Change,
    Describe,
    Draw,
    Intent,
    Left,
    Pick,
    Refuse,
    Shift,
    Talk,
)
from understanding.program import EACH, UNREAD, Program, Ref, Step, Word
from understanding.state import State
from world import vocabulary
from world.plan import Blend
from world.scene import DONE, POSITIONS, Relation, Scene, Thing
from world.vocabulary import BRIGHT, INVERSE, MOST_KINDS, MOST_THINGS, NATURAL, WORN

MOST_PICTURES = 8  # that are drawn at once
SIDES = {"left": "x", "right": "x", "first": "x", "last": "x", "middle": "x", "top": "y", "bottom": "y"}


class Refused(Exception):
    """A statement that is understood and cannot be carried out; `left` says why."""

    def __init__(self, reason: str, *words: str):
        super().__init__(reason, *words)
        self.left = Left(reason, words)


def carried_out(program: Program, state: State) -> Intent:
    """What a program asks for where a conversation stands so."""
    verbs = [step.verb for step in program]
    if not program:
        return Refuse(reason="nothing_known")
    if "new" in verbs:
        return _drawn(program, state)
    if any(verb in _DO for verb in verbs):
        return _changed(program, state)
    first, *rest = program
    if first.verb == "pick" and rest:
        return _of_the_picked(first, rest[0], state)
    return _ALONE[first.verb](first, state)


def _of_the_picked(first: Step, then: Step, state: State) -> Intent:
    """What is asked about a picture that is chosen, or another one like it: "what is in the third one?"."""
    picked, what = _picked(first, state), _ALONE[then.verb](then, state)
    if isinstance(picked, Pick) and isinstance(what, Answer | Describe | Again):
        return replace(what, picture=picked.picture)
    return picked


SIZED = {"bigger": "big", "smaller": "small"}
WEATHERS, LIGHTS = ("rain", "snowfall"), ("night", "sunset")  # of which a picture has one


@dataclass
class _Bench:
    """A scene that is being worked on."""

    scene: Scene
    state: State
    spoken: tuple[int, ...]  # what "it" means in the next message
    it: tuple[int, ...] = ()  # what "it" means in this one: what comes is spoken of from the next one on
    fresh: bool = False  # a picture of its own
    added: tuple[int, ...] = ()
    missed: str = ""  # what was to come last, where nobody taught Tuwen what that is
    left: list[Left] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    swaps: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    turned: tuple[int, ...] = ()
    sticker: bool | None = None
    blend: Blend | None = None
    whole: set[str] = field(default_factory=set)  # place, time, style, as far as they were said
    undone: Scene | None = None  # what the last change came to, where it is to be done to something else instead

    def carry(self, steps: Iterable[Step]) -> None:
        for step in steps:
            try:
                _DO[step.verb](self, step)
            except Refused as refused:
                self.left.append(refused.left)

    # What a reference means

    def found(self, ref: Ref) -> tuple[int, ...]:
        """The ids of what is meant; Refused where it is not there."""
        there = self._named(ref)
        which = ref.which
        if which is not None and which.key == "but":
            chosen = [thing.id for thing in self.scene.things if thing.id not in there]
        elif which is None or which.key in ("the", "rest") or len(there) < 2:
            chosen = there
        elif which.key == "one":
            chosen = there[-1:]
        elif which.key == "most":
            chosen = there[:-1]
        elif which.key == "other":
            chosen = [id for id in there if id not in self.it] or there[1:]
        elif which.slot == "ordinal":
            chosen = self._nth(int(which.key), there)
        elif which.key.isdecimal():
            chosen = there[: int(which.key)]
        else:
            chosen = self._at(which.key, there)
        if not chosen:
            raise Refused("absent", *_key(ref.noun))
        return tuple(chosen)

    def _named(self, ref: Ref) -> list[int]:
        things = self.scene.things
        noun = ref.noun
        if ref.which is not None and ref.which.key == "rest":
            things = tuple(thing for thing in things if thing.id not in self.it)
        if noun.slot == UNREAD:
            raise Refused("unknown", noun.key)
        if noun.slot == "object":
            named = tuple(thing for thing in things if thing.object == noun.key)
            things = named or tuple(thing for thing in things if is_called(thing.object, noun.key))
        elif noun.key == "added":
            if self.missed:
                raise Refused("unknown", self.missed)
            things = tuple(thing for thing in things if thing.id in self.added)
        elif noun.key in ("it", "they") and ref.which is not None and ref.which.key == "other":
            things = self._besides()
        elif noun.key in ("it", "they") and (ref.which is None or ref.which.key != "rest"):
            things = tuple(thing for thing in things if thing.id in self._pronoun(noun.key))
        if not things:
            raise (
                Refused("absent", *_key(noun)) if noun.slot else Refused("which" if self.scene.things else "no_things")
            )
        for word in ref.attributes:
            every = self.scene.things if noun.key in ("it", "they") and not noun.slot else things
            things = _with_attribute(things if any(_has(each, word) for each in things) else every, word)
        return [thing.id for thing in things]

    def _besides(self) -> tuple[Thing, ...]:
        """What is not spoken of: of the same kind where there is any, else all that is there."""
        kinds = {self.scene.thing(id).object for id in self.it if self.scene.has(id)}
        others = tuple(thing for thing in self.scene.things if thing.id not in self.it)
        return tuple(thing for thing in others if thing.object in kinds) or others

    def _pronoun(self, word: str) -> tuple[int, ...]:
        """What "it" or "they" means: what was spoken of; else the first group, or all."""
        there = tuple(id for id in self.it if self.scene.has(id))
        if word == "they":
            return there if len(there) > 1 else tuple(thing.id for thing in self.scene.things)
        if there:
            return there
        groups = self.scene.groups()
        return tuple(thing.id for thing in groups[0]) if groups else ()

    def _nth(self, number: int, there: Sequence[int]) -> list[int]:
        """The how-manieth from the left; -1 the last."""
        ordered = [id for id in self.state.across() if id in there] or list(there)
        at = number - 1 if number > 0 else number
        return ordered[at : at + 1] if number != -1 else ordered[-1:]

    def _at(self, side: str, there: Sequence[int]) -> list[int]:
        order = self.state.across() if SIDES[side] == "x" else self.state.down()
        ordered = [id for id in order if id in there] or list(there)
        ordered += [id for id in there if id not in ordered]
        if side == "middle":
            return [ordered[len(ordered) // 2]]
        return ordered[:1] if side in ("left", "first", "top") else ordered[-1:]

    def one_of(self, ref: Ref, is_so: Callable[[Thing], bool]) -> tuple[int, ...]:
        """The ids of what is meant, of "one cat" one that is not so yet."""
        if (
            ref.which is None
            or ref.which.slot == "ordinal"
            or not (ref.which.key == "one" or ref.which.key.isdecimal())
        ):
            return self.found(ref)
        there = self._named(ref)
        many = 1 if ref.which.key == "one" else int(ref.which.key)
        otherwise = [id for id in there if not is_so(self.scene.thing(id))]
        return tuple((otherwise or there)[-many:])

    # What is changed

    def touch(self, ids: Sequence[int]) -> None:
        self.it = self.spoken = tuple(ids)

    def change(self, ids: Sequence[int], **looks: str | None) -> None:
        self.scene = self.scene.changed(ids, **looks)
        self.touch(ids)

    def keep(self, ids: Iterable[int]) -> None:
        kept = set(ids)
        self.scene = self.scene.with_things([thing for thing in self.scene.things if thing.id in kept])

    def come(self, thing: Thing, many: int) -> None:
        """So many more like it; Refused where there is no room."""
        if len(self.scene.things) + many > MOST_THINGS:
            raise Refused("too_many", str(len(self.scene.things) + many))
        if len({*self.scene.objects, thing.object}) > MOST_KINDS:
            raise Refused("full", thing.object)
        first = max([self.scene.next_id, *(each.next_id for each in self.state.drawings)])
        new = tuple(replace(thing, id=first + k) for k in range(many))
        without = tuple(key for key in self.scene.without if key != thing.object)
        self.scene = replace(self.scene, things=(*self.scene.things, *new), without=without)
        self.added = tuple(each.id for each in new)
        self.spoken = self.added


def _key(noun: Word) -> tuple[str, ...]:
    return (noun.key,) if noun.slot else ()


def is_called(object: str, key: str) -> bool:
    """Whether a thing may be called by another's name, which its own ends with: ball, books of a stack."""
    own, other = vocabulary.thing(object), vocabulary.thing(key)
    said_en = (*(said for said in other.en if len(said) > 2), f" {other.plural}")
    ends = any(name.endswith(said) for name in own.en for said in said_en)
    return ends or any(name.endswith(said) for name in own.zh for said in other.zh)


def _with_attribute(things: tuple[Thing, ...], word: Word) -> tuple[Thing, ...]:
    if word.slot == UNREAD:
        raise Refused("unknown", word.key)
    fitting = tuple(thing for thing in things if _has(thing, word))
    if not fitting:
        raise Refused("absent", word.key, things[0].object)
    return fitting


def _has(thing: Thing, word: Word) -> bool:
    return getattr(thing, word.slot) == word.key or (word.key == NATURAL and thing.colour is None)


def _many(word: Word | None, otherwise: int = 1) -> int:
    return int(word.key) if word is not None else otherwise


def _known(word: Word) -> Word:
    if word.slot == UNREAD:
        raise Refused("unknown", word.key)
    return word


# One function a verb


def _add(bench: _Bench, step: Step) -> None:
    words = [word for word in step.arguments if isinstance(word, Word)]
    count = words.pop(0) if words[0].slot == "count" or words[0].key.isdecimal() else None
    bench.missed = words[0].key if words[0].slot == UNREAD else ""
    thing = _known(words[0])
    looks = {word.slot: word.key for word in words[1:] if word.slot != UNREAD}
    many = _many(count)
    room = MOST_THINGS - len(bench.scene.things)
    if many > room > 0:
        bench.left.append(Left("too_many", (str(many),)))
        many = room
    bench.come(Thing(0, thing.key, **looks), many)
    unread = tuple(word.key for word in words[1:] if word.slot == UNREAD)
    if unread:
        bench.left.append(Left("unknown", unread))


def _drop(bench: _Bench, step: Step) -> None:
    gone = bench.one_of(step.refs()[0], lambda thing: False)
    rest = [thing.id for thing in bench.scene.things if thing.id not in gone]
    if not rest and bench.scene.place is None and bench.scene.time is None:
        raise Refused("nothing_left")
    bench.keep(rest)
    bench.it = bench.spoken = tuple(id for id in bench.spoken if id in rest)


def _only(bench: _Bench, step: Step) -> None:
    kept = bench.found(step.refs()[0])
    bench.keep(kept)
    bench.touch(kept)


def _set(bench: _Bench, step: Step) -> None:
    ref, value = step.refs()[0], step.arguments[-1]
    assert isinstance(value, Word)
    _known(value)
    ids = bench.one_of(ref, lambda thing: _has(thing, value))
    if value.slot == "object":
        kinds = {t.object for t in bench.scene.things if t.id not in ids} | {value.key}
        if len(kinds) > MOST_KINDS:
            raise Refused("full", value.key)
    bench.change(ids, **{value.slot: value.key})


def _unset(bench: _Bench, step: Step) -> None:
    slot = step.arguments[-1]
    assert isinstance(slot, Word)
    bench.change(bench.found(step.refs()[0]), **{slot.key: None})


def _sized(towards: str) -> Callable[[_Bench, Step], None]:
    def step_of_size(bench: _Bench, step: Step) -> None:
        ids = bench.one_of(step.refs()[0], lambda thing: thing.size == towards)
        for id in ids:
            size = bench.scene.thing(id).size
            bench.scene = bench.scene.changed([id], size=towards if size in (None, towards) else None)
        bench.touch(ids)

    return step_of_size


def _numbered(bench: _Bench, step: Step) -> None:
    number = step.arguments[-1]
    assert isinstance(number, Word)
    _to(bench, step.refs()[0], _many(number))


def _more(bench: _Bench, step: Step) -> None:
    there = bench.found(step.refs()[0])
    _to(bench, step.refs()[0], len(there) + _many(_count_of(step)))


def _fewer(bench: _Bench, step: Step) -> None:
    there = bench.found(step.refs()[0])
    _to(bench, step.refs()[0], len(there) - _many(_count_of(step)))


def _count_of(step: Step) -> Word | None:
    last = step.arguments[-1]
    return last if isinstance(last, Word) else None


def _half(bench: _Bench, step: Step) -> None:
    _to(bench, step.refs()[0], (len(bench.found(step.refs()[0])) + 1) // 2)


def _double(bench: _Bench, step: Step) -> None:
    _to(bench, step.refs()[0], 2 * len(bench.found(step.refs()[0])))


def _to(bench: _Bench, ref: Ref, number: int) -> None:
    """So many of what is meant: more like the last of them, or fewer."""
    there = bench.found(ref)
    if number <= 0:
        number = 0
        if len(there) == len(bench.scene.things) and bench.scene.place is None and bench.scene.time is None:
            raise Refused("nothing_left")
    if number > len(there):
        like = bench.scene.thing(there[-1])
        bench.come(like, number - len(there))
        bench.scene = _standing_like(bench.scene, like.id, bench.added)
        bench.touch((*there, *bench.added))
    else:
        gone = there[number:]
        bench.keep(thing.id for thing in bench.scene.things if thing.id not in gone)
        bench.touch(there[:number])


def _standing_like(scene: Scene, like: int, added: Sequence[int]) -> Scene:
    """The scene, where copies of a thing stand to the others as it does; what it holds stays its own."""
    ends = {like, *added}
    more: list[Relation] = []
    for each in scene.relations:
        if each.relation in POSITIONS and each.subject == like and each.object not in ends:
            more += [replace(each, subject=id) for id in added]
        elif each.relation in POSITIONS - {"on"} and each.object == like and each.subject not in ends:
            more += [replace(each, object=id) for id in added]
    return replace(scene, relations=(*scene.relations, *more))


def _relate(bench: _Bench, step: Step) -> None:
    first, word, second = step.arguments
    assert isinstance(first, Ref) and isinstance(word, Word) and isinstance(second, Ref)
    _known(word)
    subjects, objects = bench.found(first), bench.found(second)
    if set(subjects) == set(objects):
        if len(subjects) < 2:
            raise Refused("no_pair")
        subjects, objects = subjects[:1], objects[1:2]
    objects = tuple(id for id in objects if id not in subjects) or objects
    if word.key in POSITIONS and word.key != "on":
        pairs = [(one, other) for one in subjects for other in objects if one != other]
    else:
        pairs = [(one, objects[k % len(objects)]) for k, one in enumerate(subjects) if one != objects[k % len(objects)]]
    relation = _put_on(word, bench.scene, objects)
    new = [Relation(one, relation, other) for one, other in pairs]
    kept = [each for each in bench.scene.relations if not any(_contradict(each, one) for one in new)]
    bench.scene = replace(bench.scene, relations=(*kept, *new))
    bench.touch(subjects)


def _put_on(word: Word, scene: Scene, objects: Sequence[int]) -> str:
    """What is given goes without saying: hats are worn, everything else is held."""
    if word.at is None and word.key == "holds" and all(scene.thing(id).object in WORN for id in objects):
        return "wears"
    return word.key


def _contradict(old: Relation, new: Relation) -> bool:
    """Whether one takes the place of the other: of one pair there is one position, and one thing is done at a time."""
    if {old.subject, old.object} == {new.subject, new.object} and (old.relation in POSITIONS) == (
        new.relation in POSITIONS
    ):
        return True
    if old.relation in DONE and new.relation in DONE:
        return (old.relation, old.object) == (new.relation, new.object) or old == new
    return False


def _unrelate(bench: _Bench, step: Step) -> None:
    ids = bench.found(step.refs()[0])
    kept = tuple(each for each in bench.scene.relations if each.subject not in ids)
    if kept == bench.scene.relations:
        kept = tuple(each for each in bench.scene.relations if each.object not in ids)
    bench.scene = replace(bench.scene, relations=kept)
    bench.touch(ids)


def _move(bench: _Bench, step: Step) -> None:
    ids, side = bench.found(step.refs()[0]), step.arguments[-1]
    assert isinstance(side, Word)
    if side.key not in ("left_of", "right_of", "above", "below", "middle"):
        raise Refused("no_room")
    others = [r for r in bench.scene.relations if r.subject in ids and INVERSE.get(r.relation) == side.key]
    bench.scene = replace(bench.scene, relations=tuple(r for r in bench.scene.relations if r not in others))
    bench.shifts.append(Shift(ids=ids, way=side.key))
    bench.touch(ids)


def _swap(bench: _Bench, step: Step) -> None:
    one, other = step.refs()
    first, second = bench.found(one), bench.found(other)
    if set(first) == set(second):
        groups = [tuple(thing.id for thing in group) for group in bench.scene.groups()]
        if len(groups) == 2:
            first, second = groups
        elif len(first) == 2:
            first, second = first[:1], first[1:]
        else:
            raise Refused("no_pair")
    ends = {**dict.fromkeys(first, 0), **dict.fromkeys(second, 1)}

    def turned(each: Relation) -> Relation:
        if each.relation not in POSITIONS or {ends.get(each.subject), ends.get(each.object)} != {0, 1}:
            return each
        if each.relation == "on":
            return Relation(each.object, "on", each.subject)
        return replace(each, relation=INVERSE[each.relation])

    bench.scene = replace(bench.scene, relations=tuple(map(turned, bench.scene.relations)))
    bench.swaps.append((first, second))


def _turn(bench: _Bench, step: Step) -> None:
    ids = bench.found(step.refs()[0])
    bench.turned = (*bench.turned, *ids)
    bench.touch(ids)


def _whole(slot: str) -> Callable[[_Bench, Step], None]:
    def put(bench: _Bench, step: Step) -> None:
        word = step.arguments[0]
        assert isinstance(word, Word)
        _known(word)
        key = word.key if word.slot else None
        if slot in bench.whole and getattr(bench.scene, slot) != key:
            raise Refused("besides", word.key)  # a picture has one place, one time and one style
        bench.whole.add(slot)
        if slot == "time" and bench.scene.time in WEATHERS and key in LIGHTS and not bench.fresh:
            bench.left.append(Left("besides", (bench.scene.time or "",)))
        after = bench.scene.as_a_whole(**{slot: key})
        if not after.drawable and not bench.fresh:
            raise Refused("nothing_left")
        bench.scene = after

    return put


def _without(bench: _Bench, step: Step) -> None:
    word = step.arguments[0]
    assert isinstance(word, Word)
    _known(word)
    kept = [thing for thing in bench.scene.things if thing.object != word.key]
    if not kept and bench.scene.things and bench.scene.place is None and bench.scene.time is None:
        raise Refused("nothing_left")
    scene = bench.scene.with_things(kept)
    without = (*(key for key in scene.without if key != word.key), word.key)
    bench.scene = replace(scene, without=without)


def _different(bench: _Bench, step: Step) -> None:
    slot, *refs = step.arguments
    assert isinstance(slot, Word)
    key = slot.key
    if key in ("place", "time", "style"):
        bench.scene = bench.scene.as_a_whole(**{key: _another(key, getattr(bench.scene, key))})
        return
    ids = bench.found(refs[0] if refs and isinstance(refs[0], Ref) else Ref(Word("", "it")))
    if key == "colour" and refs and str(refs[-1]) == EACH:
        for id, colour in zip(ids, _one_each(bench.scene, ids), strict=True):
            bench.scene = bench.scene.changed([id], colour=colour)
        bench.touch(ids)
        return
    first = bench.scene.thing(ids[0])
    bench.change(ids, **{key: _another(key, getattr(first, key), like=first.object)})


def _one_each(scene: Scene, ids: Sequence[int]) -> list[str]:
    """A colour for each of some things, no two alike; what is the only one of a colour that was said keeps it."""
    said = [scene.thing(id).colour for id in ids]
    kept = {colour for colour in said if colour and said.count(colour) == 1}
    free = iter(colour for colour in BRIGHT if colour not in kept)
    return [colour if colour in kept and colour is not None else next(free) for colour in said]


def _another(slot: str, now: str | None, like: str = "") -> str:
    """Another value of a slot than the one that it has, always the same one: the next but one in the vocabulary."""
    values = [value.key for value in vocabulary.slot(slot) if value.key != NATURAL]
    if slot == "object":
        kind = vocabulary.thing(like).kind
        values = [value.key for value in vocabulary.OBJECTS if value.kind == kind]
    own = vocabulary.thing(like).own if slot == "colour" else None
    start = values.index(now) if now in values else -1
    following = [values[(start + step) % len(values)] for step in (3, 4, 5, 6)]
    return next(value for value in following if value not in (now, own))


def _instead(bench: _Bench, step: Step) -> None:
    """What the last change did to something, done to what is meant instead ("no, the other one"), or to all that are
    alike ("the other one too")."""
    before, after, ref = bench.scene, bench.undone, step.refs()[0]
    assert after is not None
    kept = [thing for thing in before.things if after.has(thing.id)]
    changed = {thing.id: _otherwise(thing, after.thing(thing.id)) for thing in kept}
    looks = next(filter(None, changed.values()), {})
    gone = tuple(thing.id for thing in before.things if not after.has(thing.id))
    new = tuple(each for each in after.relations if each not in before.relations and before.has(each.subject))
    bench.it = tuple(id for id, each in changed.items() if each) or gone or tuple(each.subject for each in new)
    if not bench.it:
        raise Refused("which")
    ids = _alike(before, bench.it) if str(ref) == "all" else bench.found(ref)
    if looks:
        bench.change(ids, **looks)
    elif gone:
        bench.keep(thing.id for thing in before.things if thing.id not in ids)
    else:
        for id in ids:
            for each in new:
                given = after.thing(each.object)
                if not before.has(given.id):
                    bench.come(given, 1)
                    given = bench.scene.thing(bench.added[0])
                if given.id == id:
                    raise Refused("no_pair")
                relation = replace(each, subject=id, object=given.id)
                bench.scene = replace(bench.scene, relations=(*bench.scene.relations, relation))
        bench.touch(ids)


def _alike(scene: Scene, ids: Sequence[int]) -> tuple[int, ...]:
    """All things that are what one of some is."""
    kinds = {scene.thing(id).object for id in ids}
    return tuple(thing.id for thing in scene.things if thing.object in kinds)


def _otherwise(before: Thing, after: Thing) -> dict[str, str | None]:
    """The looks that a change gave a thing."""
    slots = ("object", "colour", "action", "size")
    return {slot: getattr(after, slot) for slot in slots if getattr(after, slot) != getattr(before, slot)}


def _sticker(bench: _Bench, step: Step) -> None:
    if not bench.scene.things:
        raise Refused("no_things")
    bench.sticker = True


def _ground(bench: _Bench, step: Step) -> None:
    bench.sticker = False


def _blended(bench: _Bench, step: Step) -> None:
    other = next(word for word in step.arguments if isinstance(word, Word) and word.slot in ("object", UNREAD))
    share = next((int(w.key) / 100 for w in step.arguments if isinstance(w, Word) and w.slot == "share"), 0.5)
    _known(other)
    ids = bench.found(step.refs()[0])
    if all(bench.scene.thing(id).object == other.key for id in ids):
        return  # half a cat and half a cat
    things = bench.scene.things
    if things[0].id != ids[0]:  # what is blended comes first
        ordered = sorted(things, key=lambda thing: thing.id not in ids)
        bench.scene = replace(bench.scene, things=tuple(ordered))
    bench.blend = Blend(other.key, min(max(share, 0.0), 1.0))
    bench.touch(ids)


def _nothing(bench: _Bench, step: Step) -> None:
    """Verbs that are no change and stand beside changes."""


_DO: dict[str, Callable[[_Bench, Step], None]] = {
    "add": _add,
    "drop": _drop,
    "only": _only,
    "set": _set,
    "unset": _unset,
    "bigger": _sized("big"),
    "smaller": _sized("small"),
    "number": _numbered,
    "more": _more,
    "fewer": _fewer,
    "half": _half,
    "double": _double,
    "rel": _relate,
    "unrel": _unrelate,
    "move": _move,
    "swap": _swap,
    "turn": _turn,
    "place": _whole("place"),
    "time": _whole("time"),
    "style": _whole("style"),
    "without": _without,
    "different": _different,
    "sticker": _sticker,
    "ground": _ground,
    "blend": _blended,
    "instead": _instead,
}


def _drawn(program: Program, state: State) -> Intent:
    """A picture of its own; what can be drawn of it is, the rest is named."""
    bench = _Bench(Scene(), State(), (), fresh=True)
    bench.carry(step for step in program if step.verb in _DO and step.verb not in ("sticker", "ground", "instead"))
    sticker = any(step.verb == "sticker" for step in program)
    bench.left += [Left(*_refused(step)) for step in program if step.verb == "refuse"]
    scene = bench.scene
    if not (scene.things if sticker or bench.blend else scene.drawable):
        unknown = tuple(word for left in bench.left if left.reason == "unknown" for word in left.words)
        rest = tuple(left for left in bench.left if left.reason != "unknown")
        if not unknown and rest:
            return Refuse(reason=rest[0].reason, words=rest[0].words, left=rest[1:])
        return Refuse(reason="nothing_known", words=unknown, left=rest)
    left = list(bench.left)
    if sticker:
        behind = tuple(key for key in (scene.place, scene.time) if key)
        left += [Left("no_ground", behind)] if behind else []
        scene = replace(scene, place=None, time=None)
    spoken = _spoken_of(scene, bench)
    return Draw(scene=scene, sticker=sticker, blend=bench.blend, left=tuple(left), spoken_of=spoken,
                pictures=_pictures(program))  # fmt: skip


def _refused(step: Step) -> tuple[str, tuple[str, ...]]:
    word = step.arguments[0]
    assert isinstance(word, Word)
    return word.key, ()


def _spoken_of(scene: Scene, bench: _Bench) -> tuple[int, ...]:
    """Of a new picture "it" is whoever does something with another, or the first group."""
    if scene.relations:
        return (scene.relations[0].subject,)
    groups = scene.groups()
    return tuple(thing.id for thing in groups[0]) if groups else ()


def _pictures(program: Program) -> int | None:
    again = next((step for step in program if step.verb == "again" and step.arguments), None)
    return min(_many(_count_of(again)), MOST_PICTURES) if again else None


def _changed(program: Program, state: State) -> Intent:
    if state.scene is None:
        return _without_a_picture(program, state)
    picture = drawing = None
    undone = state.scene if any(step.verb == "instead" for step in program) else None
    for step in program:
        if step.verb == "pick":
            picked = _picked(step, state)
            if isinstance(picked, Refuse):
                return picked
            picture = picked.picture
        if step.verb in ("back", "undo", "redo", "instead"):
            gone = _ALONE[step.verb](step, state) if step.verb != "instead" else _undo(Step("undo"), state)
            if isinstance(gone, Refuse):
                return gone
            assert isinstance(gone, Back)
            drawing = gone.drawing
            state = replace(state, scene=state.drawings[drawing - 1], poses={}, at=drawing)
    before = state.scene
    assert before is not None
    bench = _Bench(before, state, state.spoken_of, state.spoken_of, undone=undone)
    bench.carry(step for step in program if step.verb in _DO)
    bench.left += [Left(*_refused(step)) for step in program if step.verb == "refuse"]
    moved = bench.shifts or bench.swaps or bench.turned or bench.blend or picture is not None
    grounded = bench.sticker is not None and bench.sticker != state.sticker
    if not (moved or grounded or bench.scene != before):
        return _nothing_done(bench, program)
    scene = bench.scene
    sticker = bench.sticker
    if state.sticker and sticker is None and (scene.place, scene.time) != (before.place, before.time):
        sticker = False  # a ground was asked for
    if sticker and not state.sticker:
        bench.left += _goes_with_the_ground(scene)
    spoken = tuple(id for id in bench.spoken if scene.has(id))
    return Change(before=before, scene=scene, picture=picture, drawing=drawing,
                  shifts=tuple(bench.shifts), swaps=tuple(bench.swaps),
                  turned=bench.turned, sticker=sticker, blend=bench.blend, left=tuple(bench.left),
                  spoken_of=spoken, pictures=_pictures(program))  # fmt: skip


def _goes_with_the_ground(scene: Scene) -> list[Left]:
    """What a sticker does not show any more."""
    stays = {thing.size for thing in scene.cut_out().things}
    small = [thing.size for thing in scene.things if thing.size and thing.size not in stays]
    gone = tuple(key for key in (scene.place, scene.ground, scene.time, *dict.fromkeys(small)) if key)
    return [Left("no_ground", gone)] if gone else []


def _nothing_done(bench: _Bench, program: Program) -> Refuse:
    if bench.left:
        first, *rest = bench.left
        return Refuse(reason=first.reason, words=first.words, left=tuple(rest), spoken_of=bench.spoken)
    sizes = tuple(dict.fromkeys(SIZED[step.verb] for step in program if step.verb in SIZED))
    return Refuse(reason="limit" if sizes else "same", words=sizes, spoken_of=bench.spoken)


def _without_a_picture(program: Program, state: State) -> Intent:
    """Where nothing was drawn yet, what comes is a picture of its own; nothing else can be changed."""
    if any(step.verb in ("add", "place", "time") for step in program):
        wanted = tuple(step for step in program if step.verb in ("add", "rel", "place", "time", "style", "without"))
        return _drawn(wanted, state)
    return Refuse(reason="nothing_yet")


def _picked(step: Step, state: State) -> Pick | Refuse:
    number = _many(_word(step))
    number = state.shown if number < 0 else number
    if not 1 <= number <= state.shown:
        return Refuse(reason="no_such_picture", words=(str(number),), spoken_of=state.spoken_of)
    return Pick(picture=number, spoken_of=state.spoken_of)


def _back(step: Step, state: State) -> Back | Refuse:
    number = _many(_word(step))
    number = len(state.drawings) + 1 + number if number < 0 else number
    if not 1 <= number <= len(state.drawings):
        return Refuse(reason="no_such_drawing", words=(str(number),), spoken_of=state.spoken_of)
    return Back(drawing=number)


def _undo(step: Step, state: State) -> Intent:
    to = state.at - _many(_count_of(step) if step.arguments else None)
    if to < 1:
        return Refuse(reason="undo_nothing" if state.drawings else "nothing_yet", spoken_of=state.spoken_of)
    return Back(drawing=to)


def _redo(step: Step, state: State) -> Intent:
    if state.at >= len(state.drawings):
        return Refuse(reason="redo_nothing", spoken_of=state.spoken_of)
    return Back(drawing=state.at + 1)


def _word(step: Step) -> Word:
    word = step.arguments[0]
    assert isinstance(word, Word)
    return word


def _again(step: Step, state: State) -> Intent:
    if state.scene is None:
        return Refuse(reason="nothing_yet")
    return Again(alike=step.verb == "vary" and bool(state.scene.things), pictures=_pictures((step,)),
                 spoken_of=state.spoken_of)  # fmt: skip


def _describe(step: Step, state: State) -> Intent:
    if state.scene is None and state.seen is None:
        return Refuse(reason="nothing_yet")
    return Describe(spoken_of=state.spoken_of)


def _answer(step: Step, state: State) -> Intent:
    question = _word(step).key
    if state.scene is None and state.seen is None:
        return Refuse(reason="nothing_yet")
    if question == "what":
        return Describe(spoken_of=state.spoken_of)
    refs = step.refs()
    objects = tuple(ref.noun.key for ref in refs if ref.noun.slot == "object")
    ids: tuple[int, ...] = ()
    if refs and state.scene is not None:
        try:
            ids = _Bench(state.scene, state, state.spoken_of, state.spoken_of).found(refs[0])
        except Refused as refused:
            if refused.left.reason == "unknown":
                return Refuse(reason="unknown", words=refused.left.words, spoken_of=state.spoken_of)
    of_all = state.scene is not None and len(ids) == len(state.scene.things)
    return Answer(question=question, ids=ids, objects=objects, spoken_of=ids if ids and not of_all else state.spoken_of)


def _talk(step: Step, state: State) -> Intent:
    return Talk(about=_word(step).key, spoken_of=state.spoken_of)


def _refuse(step: Step, state: State) -> Intent:
    return Refuse(reason=_word(step).key, spoken_of=state.spoken_of)


_ALONE: dict[str, Callable[[Step, State], Intent]] = {
    "again": _again,
    "vary": _again,
    "undo": _undo,
    "redo": _redo,
    "back": _back,
    "pick": _picked,
    "describe": _describe,
    "ask": _answer,
    "talk": _talk,
    "refuse": _refuse,
}
