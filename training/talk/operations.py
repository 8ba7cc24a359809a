"""What can be asked of a scene, operation by operation: a template filled, and the moves that it asks for."""

import re
from collections.abc import Callable, Sequence

from training.talk.speaker import STRANGE, Speaker, Unsayable
from world import vocabulary
from world.change import NEW, WHOLE, Move
from world.gist import Kind
from world.vocabulary import COUNTS, MAX_THINGS, NATURAL

Edit = tuple[str, list[Move], int]


class Filling:
    """What the placeholders of a template are filled with, and the moves that they make together."""

    def __init__(self, speaker: Speaker, template: str):
        self.speaker, self.template = speaker, template
        self.places = frozenset(re.findall(r"\{(\w+)\}", template))
        self.words: dict[str, str] = {}
        self.moves: list[Move] = []

    def values_of(self, of: Sequence[int], more: str = "") -> "Filling":
        """The colour, action, count and size that the template says of some things; `more` ends their placeholders."""
        speaker, first = self.speaker, self.speaker.last.things[of[0]]
        if f"colour{more}" in self.places:
            key: str | None = speaker.value("colour", first.colour)
            self.words[f"colour{more}"] = speaker.word("colour", str(key))
            if speaker.rng.random() < STRANGE:
                key, self.words[f"colour{more}"] = None, speaker.rng.choice(speaker.phrases.ODD)
            self.moves += [Move(each, "colour", "set" if key else "strange", key) for each in of]
        if {f"{form}{more}" for form in ("doing", "does", "do", "verb")} & self.places:
            key = speaker.value("action", first.action)
            self.words |= {f"{form}{more}": said for form, said in speaker.verbs(key).items()}
            self.moves += [Move(each, "action", "set", key) for each in of]
        if {f"count{more}", f"counted{more}"} & self.places:
            number = speaker.rng.choice([count for count in (*COUNTS, 5, 6) if count != first.count])
            self.words |= {f"{form}{more}": said for form, said in speaker.number(number, first).items()}
            self.moves += [Move(each, "count", "set", str(number)) for each in of]
        if f"size{more}" in self.places:
            key = speaker.value("size")
            self.words[f"size{more}"] = speaker.word("size", key)
            self.moves += [Move(each, "size", "set", key) for each in of]
        return self

    def values_of_whole(self) -> "Filling":
        """The place, time and style that the template says."""
        for slot, names in (("place", ("place", "where")), ("time", ("time", "when")), ("style", ("style",))):
            if self.places & set(names):
                key: str | None = self.speaker.value(slot, getattr(self.speaker.last, slot))
                self.words |= self.speaker.ground(slot, str(key))
                if slot == "place" and self.speaker.rng.random() < STRANGE:
                    key = None
                    self.words |= self.speaker.strange_ground()
                self.moves.append(Move(WHOLE, slot, "set" if key else "strange", key))
        return self

    def something_new(self, of: int = NEW) -> "Filling":
        """Something that comes, or comes in the place of a thing."""
        if "new" in self.places:
            self.words["new"], moves = self.speaker.new(of)
            self.moves += moves
        return self

    def edit(self, **words: str) -> Edit:
        """The text and its moves."""
        return self.speaker.filled(self.template, self.words | words), self.moves, 0


def _set(speaker: Speaker, template: str) -> Edit:
    """Values of the things that it is said of, and of the whole."""
    if not speaker.last.things:
        return Filling(speaker, template).values_of_whole().edit()
    of = speaker.target(template)
    of = of[:1] if "{count" in template else of
    return Filling(speaker, template).values_of(of).values_of_whole().edit(it=speaker.those(of))


def _set_both(speaker: Speaker, template: str) -> Edit:
    """Make the cat blue and the dog red."""
    one, other = speaker.both()
    filling = Filling(speaker, template).values_of([one]).values_of([other], "2")
    return filling.edit(it=speaker.definite_of(one), it2=speaker.definite_of(other))


def _set_list(speaker: Speaker, template: str) -> Edit:
    """Make the cat and the dog blue."""
    one, other = speaker.both()
    filling = Filling(speaker, template).values_of([one, other])
    return filling.edit(it=speaker.definite_of(one), it2=speaker.definite_of(other))


def _set_other(speaker: Speaker, template: str) -> Edit:
    """Make the other one blue."""
    speaker.both()
    return Filling(speaker, template).values_of([1 - speaker.spoken_of]).edit()


def _list_gone(speaker: Speaker, template: str) -> Edit:
    one, other = speaker.both()
    moves = [Move(of, "object", "off") for of in (one, other)]
    return speaker.filled(template, {"it": speaker.definite_of(one), "it2": speaker.definite_of(other)}), moves, 0


def _exchange(speaker: Speaker, template: str) -> Edit:
    """Something goes, something comes, and what stays may change."""
    stays = speaker.target("{it}")[0]
    filling = Filling(speaker, template).something_new()
    words = {}
    if "{gone}" in template:
        gone = stays if len(speaker.last.things) < MAX_THINGS or "{it}" not in template else 1 - stays
        if gone == stays and "{it}" in template:
            raise Unsayable
        filling.moves.append(Move(gone, "object", "off"))
        words["gone"] = speaker.definite_of(gone)
    filling.values_of([stays]).values_of_whole()
    return filling.edit(it=speaker.it(stays), **words)


def _recoloured(speaker: Speaker, template: str) -> Edit:
    """Change red to blue: of whatever is red."""
    worn = [thing.colour for thing in speaker.last.things if thing.colour not in (None, NATURAL)]
    if not worn:
        raise Unsayable
    was = speaker.rng.choice(worn)
    key = speaker.rng.choice([each.key for each in vocabulary.slot("colour") if each.key not in (was, NATURAL)])
    of = [of for of, thing in enumerate(speaker.last.things) if thing.colour == was]
    words = {"was": speaker.word("colour", str(was)), "colour": speaker.word("colour", key)}
    return speaker.filled(template, words), [Move(each, "colour", "set", key) for each in of], 0


def _no_value_of_things(slot: str) -> Callable[[Speaker, str], Edit]:
    def edit(speaker: Speaker, template: str) -> Edit:
        of = [each for each in speaker.target(template) if getattr(speaker.last.things[each], slot)]
        if not of:
            raise Unsayable
        key = getattr(speaker.last.things[of[0]], slot)
        if key == NATURAL:
            raise Unsayable
        words = {"colour": speaker.word("colour", key)} if slot == "colour" else speaker.verbs(key)
        if any(f"{{{name}}}" in template for name in words):
            of = [each for each in of if getattr(speaker.last.things[each], slot) == key]
        return speaker.filled(template, words | {"it": speaker.those(of)}), [Move(e, slot, "off") for e in of], 0

    return edit


def _no_value_of_whole(slot: str) -> Callable[[Speaker, str], Edit]:
    def edit(speaker: Speaker, template: str) -> Edit:
        if (key := getattr(speaker.last, slot)) is None:
            raise Unsayable
        words = speaker.ground(slot, key) | {"it": speaker.it(speaker.spoken_of)}
        return speaker.filled(template, words), [Move(WHOLE, slot, "off")], 0

    return edit


def _ground_colour(speaker: Speaker, template: str) -> Edit:
    """Make the sky blue: nobody can."""
    if "{it}" not in template:
        raise Unsayable
    ground = speaker.word("place", speaker.last.place or speaker.value("place"))
    said = {"en": f"the {speaker.rng.choice((ground, 'background'))}", "zh": speaker.rng.choice((ground, "背景"))}
    key = speaker.value("colour")
    words = {"it": said[speaker.language], "colour": speaker.word("colour", key)}
    return speaker.filled(template, words), [Move(WHOLE, "colour", "set", key)], 0


def _step_of_count(mode: str) -> Callable[[Speaker, str], Edit]:
    def edit(speaker: Speaker, template: str) -> Edit:
        of = speaker.target(template)[0]
        return speaker.filled(template, {"it": speaker.it(of)}), [Move(of, "count", mode)], 0

    return edit


def _more_of(speaker: Speaker, template: str) -> Edit:
    """Two more."""
    if not speaker.last.things:
        raise Unsayable
    of, number = speaker.spoken_of, speaker.rng.choice((1, 2, 2, 2, 3))
    words = speaker.number(number, speaker.last.things[of])
    return speaker.filled(template, words), [Move(of, "count", "more", str(number) if number > 1 else None)], 0


def _size(mode: str) -> Callable[[Speaker, str], Edit]:
    def edit(speaker: Speaker, template: str) -> Edit:
        of = speaker.target(template)
        key = "big" if mode == "most" else "small"
        text = speaker.filled(template, {"it": speaker.those(of), "size": speaker.word("size", key)})
        return text, [Move(each, "size", mode) for each in of], 0

    return edit


def _add(speaker: Speaker, template: str) -> Edit:
    if speaker.last.things and speaker.rng.random() < 0.15:  # more of what is there
        of = speaker.rng.randrange(len(speaker.last.things))
        thing = Kind(speaker.last.things[of].object, count=speaker.rng.choice((1, 1, 1, 2)))
        moves = [Move(of, "count", "more", str(thing.count) if thing.count > 1 else None)]
        return speaker.filled(template, {"new": speaker.phrase(thing), "it": speaker.it(of)}), moves, 0
    return Filling(speaker, template).something_new().edit(it=speaker.it(speaker.spoken_of))


def _add_related(speaker: Speaker, template: str) -> Edit:
    """Something comes beside a thing, or on a side of the picture."""
    other = speaker.target(template)[0]
    sides = speaker.phrases.SIDES
    key = speaker.rng.choice(list(sides)) if "{side}" in template else speaker.value("relation")
    words = {"relation": speaker.word("relation", key), "side": speaker.rng.choice(sides.get(key, ("",)))}
    text, moves, _ = Filling(speaker, template).something_new().edit(it=speaker.it(other), **words)
    return text, [*moves, Move(WHOLE, "relation", "set", key)], NEW


def _remove(speaker: Speaker, template: str) -> Edit:
    of = speaker.target(template)[0]
    thing = speaker.last.things[of]
    if thing.count > 1 and speaker.rng.random() < 0.2:  # one of several
        number = speaker.rng.randrange(1, thing.count)
        return (
            speaker.filled(template, {"it": speaker.some_of(thing, number)}),
            [Move(of, "count", "less", str(number))],
            0,
        )
    said = speaker.named_thing(thing) if speaker.rng.random() < 0.1 else speaker.it(of)  # "no dogs"
    return speaker.filled(template, {"it": said}), [Move(of, "object", "off")], 0


def _remove_all_but(speaker: Speaker, template: str) -> Edit:
    speaker.both()
    of = speaker.target(template)[0]
    return speaker.filled(template, {"it": speaker.it(of)}), [Move(1 - of, "object", "off")], 0


def _replace(speaker: Speaker, template: str) -> Edit:
    of = speaker.target(template)[0]
    return Filling(speaker, template).something_new(of).edit(it=speaker.it(of))


def _relate(speaker: Speaker, template: str) -> Edit:
    """One thing is put beside the other, or beside something new: put it under a tree."""
    of, key = speaker.target(template)[0], speaker.value("relation")
    words = {"relation": speaker.word("relation", key), "it": speaker.it(of)}
    moves = [Move(WHOLE, "relation", "set", key)]
    if len(speaker.last.things) == MAX_THINGS:
        return speaker.filled(template, words | {"other": speaker.definite_of(1 - of)}), moves, of
    if "{it}" not in template:
        raise Unsayable
    words["other"], more = speaker.new(NEW)
    return speaker.filled(template, words), [*more, *moves], 0


def _shift(speaker: Speaker, template: str) -> Edit:
    """The only kind of thing is moved across the picture: how it is to stand, and to nothing."""
    if len(speaker.last.things) != 1:
        raise Unsayable
    key = speaker.rng.choice(list(speaker.phrases.WAYS))
    way = speaker.rng.choice(speaker.phrases.WAYS[key])
    return speaker.filled(template, {"it": speaker.it(0), "way": way}), [Move(WHOLE, "relation", "set", key)], 0


OPERATIONS: dict[str, Callable[[Speaker, str], Edit]] = {
    **dict.fromkeys(("colour", "action", "count", "place", "time", "style", "values", "scene"), _set),
    "ground": _ground_colour,
    "both": _set_both,
    "list": _set_list,
    "other": _set_other,
    "list_gone": _list_gone,
    "exchange": _exchange,
    "recoloured": _recoloured,
    "no_colour": _no_value_of_things("colour"),
    "no_action": _no_value_of_things("action"),
    "no_place": _no_value_of_whole("place"),
    "no_time": _no_value_of_whole("time"),
    "more_of": _more_of,
    "one_more": _step_of_count("more"),
    "one_less": _step_of_count("less"),
    "big": _size("most"),
    "small": _size("least"),
    "bigger": _size("more"),
    "smaller": _size("less"),
    "add": _add,
    "add_related": _add_related,
    "remove": _remove,
    "remove_all_but": _remove_all_but,
    "replace": _replace,
    "relate": _relate,
    "shift": _shift,
}
PLAIN = ("colour", "count", "action", "add", "remove", "remove", "replace", "place", "time", "relate", "bigger")
