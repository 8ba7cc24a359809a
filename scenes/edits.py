"""Follow-ups as people say them: "make it blue", 把狗去掉, "and two apples on the left, please", with what they change.

Templates by operation (`edits_en`, `edits_zh`) are filled for a random last scene, joined, and put between what people
say before and after; messages that were written whole (`edits_said.jsonl`) are among them. `follow_up` gives the text
with the Change that it asks for, for `training.reader`.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

from scenes import edits_en, edits_zh, phrases_en, phrases_zh, vocabulary
from scenes.captions import STRANGERS, caption, request, request_of_a_stranger, typo
from scenes.change import NEW, WHOLE, Change, Move, asking_for
from scenes.chinese import Chinese
from scenes.english import English
from scenes.sampling import training_scene
from scenes.scene import Scene, Thing
from scenes.vocabulary import COUNTS, INVERSE, LANGUAGES, MAX_THINGS, NATURAL

PHRASES: dict[str, ModuleType] = {"en": edits_en, "zh": edits_zh}
NEW_PROMPTS = 0.3  # of the messages ask for another picture
WHOLE_PHRASES = 0.12  # are again, undo, describe or thanks
PLAINLY = 0.4  # of the changes are of the kinds that are asked for most
STRANGE = 0.08  # hold a word that nobody taught Tuwen where a value should be
FIRST = 0.2  # are said before anything was drawn
OF_WHAT_IS_THERE = 0.07  # of the prompts: who names a thing that is there mostly means that one
ALREADY = 0.08  # of the values that are asked for are there already
ABSENT = 0.05  # speak of what is not there
WRITTEN = Path(__file__).parent / "edits_said.jsonl"
SAID = 0.45  # of the messages were written whole
SEVERAL = 0.3  # of the changes hold more than one
DRESSED = 0.25  # have something before or after
MISTYPED = 0.05
HELD_OUT = 12  # one wording of so many is not trained on
MODAL = "should|shall|could|can|must|would|will|may|might|needs|need|has|have|is|are|wants|want|looks|look|gets|goes"
LED = "can|could|should|would|may|must|will|if|when|that|because"
_SUBJECT = re.compile(rf"\{{it\}} (?:{MODAL}|\{{does\}}|\{{do\}})\b|\b(?:{LED}) \{{it\}}")


class Unsayable(Exception):
    """The scene gives this template nothing to speak of."""


@dataclass(frozen=True)
class FollowUp:
    """A message, the scene that was drawn last, the thing that was spoken of last, and what the message asks for."""

    text: str
    last: Scene
    spoken_of: int
    change: Change
    known: bool = True  # whether all that it asks for stands in the change


def follow_up(rng: random.Random, *, held_out: bool = False) -> FollowUp:
    """A random message about a random last scene, in wordings of training or in those held out."""
    if not held_out and rng.random() < SAID:
        return _written_whole(rng)
    while True:
        last, language = last_scene(rng), rng.choice(LANGUAGES)
        spoken_of = rng.randrange(len(last.things)) if last.things and rng.random() < 0.3 else 0
        try:
            text, change, known = _message(Speaker(last, spoken_of, language, rng, held_out=held_out))
        except Unsayable:
            continue
        if language == "en" and rng.random() < MISTYPED:
            text = typo(text, rng)
        return FollowUp(text, last, spoken_of, change, known)


def _written_whole(rng: random.Random) -> FollowUp:
    """A message that was written whole: a prompt, a change of its own scene, or neither."""
    line = rng.choice(_lines())
    if "scene" in line:
        return FollowUp(line["text"], last_scene(rng), 0, asking_for(_scene(line["scene"])))
    if "last" in line:
        moves = tuple(Move(*move) for move in line["moves"])
        change = Change("change", moves, line["subject"])
        said = FollowUp(line["text"], _scene(line["last"]), line.get("spoken_of", 0), change)
        return turned(said) if rng.random() < 0.5 else said
    return FollowUp(line["text"], last_scene(rng), 0, Change(line["kind"]), known=False)


def turned(said: FollowUp) -> FollowUp:
    """The same message about the same scene, told from its other thing; where that is the same scene."""
    last, change = said.last, said.change
    if len(last.things) < 2 or last.relation == "on":
        return said
    scene = replace(last, things=last.things[::-1], relation=INVERSE[last.relation] if last.relation else None)
    other = {0: 1, 1: 0}
    moves = tuple(replace(move, of=other.get(move.of, move.of)) for move in change.moves)
    subject = other.get(change.subject, change.subject)
    return replace(said, last=scene, spoken_of=1 - said.spoken_of, change=replace(change, moves=moves, subject=subject))


def _scene(saved: dict[str, Any]) -> Scene:
    return Scene.from_json({"things": [], **saved})


@cache
def _lines() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines())


def last_scene(rng: random.Random) -> Scene:
    """Any scene; now and then one of two things of the same kind, or none since nothing was drawn yet."""
    if rng.random() < FIRST:
        return Scene()
    scene = training_scene(rng)
    if len(scene.things) == 2 and rng.random() < 0.08:
        colours = rng.sample([value.key for value in vocabulary.slot("colour")], 2)
        twins = (replace(scene.things[0], colour=colours[0]), replace(scene.things[0], colour=colours[1]))
        return replace(scene, things=twins)
    return scene


def _message(speaker: "Speaker") -> tuple[str, Change, bool]:
    """The text, what it asks for, and whether all of that stands in the change."""
    if speaker.last == Scene():
        return _before_any(speaker)
    rng, phrases = speaker.rng, PHRASES[speaker.language]
    roll = rng.random()
    if roll < NEW_PROMPTS:
        return *speaker.new_prompt(), True
    if roll < NEW_PROMPTS + WHOLE_PHRASES:
        kind = rng.choice(("again", "undo", "describe", "thanks"))
        text = speaker.filled(rng.choice(speaker.templates[kind]), {"it": speaker.it(speaker.spoken_of)})
        return speaker.dressed(text, 0.3 if kind == "thanks" else DRESSED), Change(kind), False
    if roll < NEW_PROMPTS + WHOLE_PHRASES + ABSENT:
        return speaker.dressed(speaker.absent(), DRESSED), Change("absent"), False
    number = 1 if rng.random() > SEVERAL else rng.choice((2, 2, 2, 3))
    said, moves, subject = "", [], 0
    for _ in range(number):
        text, more, of = speaker.edit()
        if {(move.of, move.slot) for move in more} & {(move.of, move.slot) for move in moves} or _clash(moves, more):
            continue
        join = rng.choice(phrases.JOINS) if said else ""
        said = f"{said.rstrip('?？.。!！') if join else said}{join}{text}"
        subject = of if any(move.slot == "relation" for move in more) else subject
        moves += more
    return speaker.dressed(said, DRESSED), Change("change", tuple(moves), subject), True


def _before_any(speaker: "Speaker") -> tuple[str, Change, bool]:
    """A message where nothing was drawn yet: a prompt, unless it speaks of what is not there."""
    rng, operations = speaker.rng, ("colour", "count", "action", "bigger", "add", "place", "time", "style", "remove")
    if rng.random() < 0.6:
        return *speaker.new_prompt(), True
    template = rng.choice(speaker.templates[rng.choice(operations)] or ("",))
    new, place, time = speaker.thing(), speaker.value("place"), speaker.value("time")
    words = speaker.values(new) | speaker.ground("place", place) | speaker.ground("time", time)
    words |= {"it": rng.choice((*speaker.phrases.IT, *speaker.phrases.ALL)), "new": speaker.phrase(new)}
    words |= speaker.number(rng.choice(COUNTS)) | {"style": speaker.word("style", speaker.value("style"))}
    change = Change("absent" if "{it}" in template else "new")
    return speaker.dressed(speaker.filled(template, words), DRESSED), change, False


def _clash(before: Sequence[Move], more: Sequence[Move]) -> bool:
    """Whether a thing that goes is spoken of otherwise too."""
    gone = {move.of for move in (*before, *more) if (move.slot, move.mode) == ("object", "off")}
    spoken = [move.of for move in (*before, *more) if move.of in gone]
    return len(spoken) > len(gone)


@cache
def _templates(language: str, operation: str, held_out: bool) -> tuple[str, ...]:
    """What people say for an operation: one wording in twelve is held out of training."""
    phrases = PHRASES[language]
    operation = {"ground": "colour"}.get(operation, operation)  # asked for in the same words
    said = (*phrases.EDITS.get(operation, ()), *phrases.SEVERAL.get(operation, ()), *phrases.CHILD.get(operation, ()))
    return tuple(template for template in said if (crc32(template.encode()) % HELD_OUT == 0) == held_out)


class Speaker:
    """Says follow-ups on one scene in one language, in the wordings of training or in those held out."""

    def __init__(self, last: Scene, spoken_of: int, language: str, rng: random.Random, *, held_out: bool = False):
        self.last, self.spoken_of, self.language, self.rng = last, spoken_of, language, rng
        self.phrases = PHRASES[language]
        names = (*self.phrases.EDITS, *_OPERATIONS)
        self.templates = {name: _templates(language, name, held_out) for name in names}
        self.speech = English(rng, formal=True) if language == "en" else Chinese(rng)
        self.named: set[int] = set()  # things that this message has named already

    # whole messages

    def new_prompt(self) -> tuple[str, Change]:
        """A picture of its own, of other things or of one that is there; now and then nothing at all."""
        if self.rng.random() < 0.05:
            return self.rng.choice(self.phrases.CHATTER), Change("new")
        scene = training_scene(self.rng)
        if scene.things and self.rng.random() < 0.06:
            asking = self.rng.choice(("draw ", "", "", "I want ") if self.language == "en" else ("画", "", "", "我要"))
            return asking + self.stranger(scene.things[0]), Change("new")
        if scene.things and self.rng.random() < 0.2:  # a red car
            plain = dict.fromkeys(self.rng.choice((("action", "size"), ("colour", "action", "size"))))
            scene = Scene((replace(scene.things[0], **plain),))
        if self.last.things and scene.things and self.rng.random() < OF_WHAT_IS_THERE:
            scene = scene.with_thing(0, replace(scene.things[0], object=self.rng.choice(self.last.things).object))
        if len(scene.things) == 2 and self.rng.random() < 0.05:  # a black cat and a white cat
            scene = scene.with_thing(1, replace(scene.things[1], object=scene.things[0].object))
        if scene.things and self.rng.random() < 0.1:
            text, scene = request_of_a_stranger(scene, self.language, self.rng)
        else:
            text = (request if self.rng.random() < 0.9 else caption)(scene, self.language, self.rng)
        if self.last.things and (not scene.things or self.rng.random() < 0.15):
            text = self.rng.choice(self.phrases.RESTART).replace("{scene}", text)
        return text, asking_for(scene)

    def absent(self) -> str:
        """A change of a thing, or of a value, that is not there."""
        things = {thing.object for thing in self.last.things}
        if self.rng.random() < 0.1 and self.templates["recoloured"]:
            was, colour = self.rng.sample([each.key for each in vocabulary.slot("colour") if each.key != NATURAL], 2)
            if was in {thing.colour for thing in self.last.things}:
                raise Unsayable
            words = {"was": self.word("colour", was), "colour": self.word("colour", colour)}
            return self.filled(self.rng.choice(self.templates["recoloured"]), words)
        other = self.thing(things)
        operation = self.rng.choice(("colour", "action", "bigger", "smaller", "remove", "remove", "no_place", "relate"))
        fitting = [text for text in self.templates[operation] if "{it}" in text or "{place}" in text]
        if not fitting:
            raise Unsayable
        template = self.rng.choice(fitting)
        if "{it}" not in template:
            place = self.rng.choice([each.key for each in vocabulary.slot("place") if each.key != self.last.place])
            return self.filled(template, self.ground("place", place))
        values = self.values(other) | {"it": self.definite(other)}
        if "{other}" in template:
            if not self.last.things:
                raise Unsayable
            values["other"] = self.definite(self.last.things[0])
        return self.filled(template, values)

    def dressed(self, text: str, share: float) -> str:
        """With what people say before and after."""
        opening = self.rng.choice(self.phrases.OPENINGS) if self.rng.random() < share else ""
        closing = self.rng.choice(self.phrases.CLOSINGS) if self.rng.random() < share else ""
        if closing:
            text = text.rstrip("?？")
        return f"{opening}{' ' if opening and self.language == 'en' else ''}{text}{closing}"

    # one operation

    def edit(self) -> tuple[str, list[Move], int]:
        """A random change: its text, its moves, and which thing a relation is said of."""
        operation = self.rng.choice(_PLAIN if self.rng.random() < PLAINLY else tuple(_OPERATIONS))
        if not self.templates[operation]:
            raise Unsayable
        template = self.rng.choice(self.templates[operation])
        return _OPERATIONS[operation](self, template)

    def target(self, template: str) -> tuple[int, ...]:
        """The things that a template is said of: where it names none, the one that was spoken of."""
        if not self.last.things:
            raise Unsayable
        if "{it}" not in template:
            return (self.spoken_of,)
        every = tuple(range(len(self.last.things)))
        if len(every) > 1 and self.rng.random() < 0.3:
            return every
        return (self.spoken_of if self.rng.random() < 0.5 else self.rng.choice(every),)

    def it(self, of: int) -> str:
        """A thing of the last scene, as one speaks of it: it, the cat, the black cat, the other one."""
        if of >= len(self.last.things):
            return self.rng.choice(self.phrases.IT)
        thing, pronoun = self.last.things[of], self.rng.random()
        if of == self.spoken_of and not self.named - {of} and pronoun < 0.45:
            self.named.add(of)
            if self.language == "en" and thing.count > 1:
                return self.rng.choice(self.phrases.MANY)
            return self.rng.choice(self.phrases.MANY if thing.count > 1 and pronoun < 0.3 else self.phrases.IT)
        if of in self.named and len(self.named) == 1 and pronoun < 0.6:
            return "它" if self.language == "zh" else ("it" if thing.count == 1 else "them")
        if of != self.spoken_of and len(self.last.things) == 2 and pronoun < 0.1:
            return self.rng.choice(self.phrases.OTHER_ONE)
        self.named.add(of)
        if self.last.relation in ("left_of", "right_of") and len(self.last.things) == 2 and pronoun > 0.93:
            return self._by_its_side(of)
        return self.definite_of(of)

    def those(self, of: Sequence[int]) -> str:
        """All of the things, or the one, in words."""
        if len(of) == 1:
            return self.it(of[0])
        if self.rng.random() < 0.3:
            joint = " and " if self.language == "en" else self.rng.choice("和跟")
            return joint.join(self.definite_of(each) for each in of)
        return self.rng.choice(self.phrases.ALL)

    def both(self) -> tuple[int, int]:
        """The two things in either order; raises Unsayable where there are not two."""
        if len(self.last.things) < MAX_THINGS:
            raise Unsayable
        one = self.rng.randrange(MAX_THINGS)
        return one, 1 - one

    def definite_of(self, of: int) -> str:
        """The thing of that number by its name."""
        self.named.add(of)
        twins = len({thing.object for thing in self.last.things}) < len(self.last.things)
        return self.definite(self.last.things[of], described=twins)

    def _by_its_side(self, of: int) -> str:
        stands = self.last.relation if of == 0 else INVERSE[self.last.relation or ""]
        side = self.rng.choice(self.phrases.SIDES[stands])
        name = self.named_thing(self.last.things[of])
        if self.language == "zh":
            return self.rng.choice((f"{side}那个", f"{side}的{name}", f"{side}的那个", f"{side}的"))
        return self.rng.choice((f"the one on the {side}", f"the {name} on the {side}", f"the {side} one"))

    def definite(self, thing: Thing, described: bool = False) -> str:
        """The (black) cat; 那只猫."""
        name, colour = self.named_thing(thing), ""
        if thing.colour and thing.colour != NATURAL and (described or self.rng.random() < 0.12):
            colour = self.word("colour", thing.colour)
        if self.language == "en":
            article = self.rng.choice(("the", "the", "the", "the", "that", "this", "my", "your"))
            if self.rng.random() < 0.08:
                return f"{colour} {name}".strip()
            return " ".join(filter(None, (article, colour, name)))
        said = f"{colour.removesuffix('的')}的{name}" if colour else name
        measure = vocabulary.thing(thing.object).measure
        article = self.rng.choice(("", "", "", "", f"那{measure}", f"这{measure}", "那个", "这个", "那些"))
        return article + said

    def named_thing(self, thing: Thing) -> str:
        """Its name, in the plural where there are several, now and then as a name among others."""
        return self.speech.name(replace(thing, colour=None))

    # values

    def values(self, thing: Thing) -> dict[str, str]:
        """Random values of a thing, in words."""
        words = {slot: self.word(slot, self.value(slot)) for slot in ("colour", "relation")}
        return words | self.verbs(self.value("action", thing.action))

    def value(self, slot: str, other_than: str | None = None) -> str:
        """Any value; now and then the one that is there already."""
        keys = [each.key for each in vocabulary.slot(slot) if each.key not in (other_than, NATURAL)]
        if other_than not in (None, NATURAL) and self.rng.random() < ALREADY:
            return str(other_than)
        return self.rng.choice(keys)

    def word(self, slot: str, key: str) -> str:
        """One of the names of a value, the first ones most often."""
        names = getattr(vocabulary.value(slot, key), self.language)
        name = names[0] if self.rng.random() < 0.5 else self.rng.choice(names)
        return name.removesuffix("的") if self.language == "zh" else name

    def verbs(self, action: str) -> dict[str, str]:
        """The forms of a verb: doing, does, do; in Chinese verb."""
        if self.language == "zh":
            return {"verb": self.rng.choice(phrases_zh.VERBS[action]), "does": "", "do": "", "doing": ""}
        doing, does, do = self.rng.choice(phrases_en.VERBS[action])
        return {"doing": doing, "does": does, "do": do}

    def thing(self, other_than: set[str] | frozenset[str] = frozenset()) -> Thing:
        """A random thing that may come: mostly one, mostly plain."""
        scene = training_scene(self.rng)
        while not scene.things or scene.things[0].object in other_than:
            scene = training_scene(self.rng)
        thing = scene.things[0]
        plain = {slot: None for slot in ("colour", "action", "size") if self.rng.random() < 0.55}
        return replace(thing, count=thing.count if self.rng.random() < 0.4 else 1, **plain)

    def phrase(self, thing: Thing) -> str:
        """A noun phrase; now and then the bare name."""
        if thing == Thing(thing.object) and self.rng.random() < 0.15:
            return self.named_thing(thing)
        return self.speech.phrase(thing)

    def stranger(self, thing: Thing) -> str:
        """A noun phrase of something that nobody taught Tuwen."""
        names = {thing.object: self.rng.choice(STRANGERS[self.language])}
        speech = English(self.rng, True, names) if self.language == "en" else Chinese(self.rng, names=names)
        return speech.phrase(thing)

    def number(self, number: int, thing: Thing | None = None) -> dict[str, str]:
        """A count in words: count, in Chinese counted, with a measure word."""
        if self.language == "en":
            said = phrases_en.COUNT_WORDS.get(number, (("five", "six")[number % 2 == 0], str(number)))
            return {"count": self.rng.choice(said)}
        said = phrases_zh.NUMBERS.get(number, (("五", "六")[number % 2 == 0], str(number)))
        measure = vocabulary.thing(thing.object).measure if thing and self.rng.random() < 0.5 else ""
        word = self.rng.choice(said)
        return {"counted": word + ("" if word in "俩仨" else measure or self.rng.choice("个只条头棵辆朵"))}

    def some_of(self, thing: Thing, number: int) -> str:
        """Two of the cats."""
        name = self.named_thing(thing)
        if self.language == "zh":
            return self.number(number, thing)["counted"] + self.rng.choice(("", name))
        return f"{self.number(number)['count']} {self.rng.choice((f'of the {name}', name, 'of them'))}"

    def ground(self, slot: str, key: str) -> dict[str, str]:
        """A place, time or style in words: by name, and where or when."""
        words = {slot: self.word(slot, key)}
        phrases = phrases_en if self.language == "en" else phrases_zh
        if slot == "place":
            words["where"] = self.rng.choice(phrases.WHERE[key])
        if slot == "time":
            words["when"] = self.rng.choice(phrases.WHEN[key])
        return words

    def strange_ground(self) -> dict[str, str]:
        """A place that nobody taught Tuwen."""
        stranger = self.rng.choice(STRANGERS[self.language])
        return {"place": stranger, "where": f"in the {stranger}" if self.language == "en" else f"{stranger}里"}

    def new(self, of: int) -> tuple[str, list[Move]]:
        """Something that comes, or comes for a thing: in words, and its moves."""
        thing = self.thing({thing.object for thing in self.last.things})
        if self.rng.random() < STRANGE:
            return self.stranger(thing), [Move(of, "object", "strange")]
        thing = replace(thing, colour=None) if thing.colour == NATURAL else thing
        moves = [Move(of, slot, "set", key) for slot in ("colour", "action", "size") if (key := getattr(thing, slot))]
        moves += [Move(of, "count", "set", str(thing.count))] if thing.count > 1 else []
        return self.phrase(thing), [Move(of, "object", "set", thing.object), *moves]

    def filled(self, template: str, values: dict[str, str]) -> str:
        """The template with its values; raises Unsayable where one is missing."""
        values = dict(values)
        if "it" in values and self.language == "en":
            pairs = {"them": "they", "him": "he", "her": "she"}
            if _SUBJECT.search(template):
                values["it"] = pairs.get(values["it"], values["it"])
        if self.language == "en" and (values.get("doing") in ("asleep", "making music")) and "{does}" in template:
            raise Unsayable
        try:
            return template.format(**values)
        except KeyError as missing:
            raise Unsayable from missing


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
        thing = Thing(speaker.last.things[of].object, count=speaker.rng.choice((1, 1, 1, 2)))
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


_OPERATIONS: dict[str, Callable[[Speaker, str], Edit]] = {
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
_PLAIN = ("colour", "count", "action", "add", "remove", "remove", "replace", "place", "time", "relate", "bigger")
