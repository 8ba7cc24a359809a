"""Somebody who asks for changes: how things, values, and everything around a wish are put into words."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from types import ModuleType
from zlib import crc32

from language import phrases_en, phrases_zh
from language.captions import STRANGERS, caption, request, request_of_a_stranger
from language.chinese import Chinese
from language.english import English
from rendering.sampling import training_scene
from training.talk import edits_en, edits_zh
from world import vocabulary
from world.change import Change, Move, asking_for
from world.gist import Gist, Kind
from world.vocabulary import HEADGEAR, INVERSE, MAX_THINGS, NATURAL

PHRASES: dict[str, ModuleType] = {"en": edits_en, "zh": edits_zh}
STRANGE = 0.08  # hold a word that nobody taught Tuwen where a value should be
OF_WHAT_IS_THERE = 0.07  # of the prompts: who names a thing that is there mostly means that one
ALREADY = 0.08  # of the values that are asked for are there already
HELD_OUT = 12  # one wording of so many is not trained on
MODAL = "should|shall|could|can|must|would|will|may|might|needs|need|has|have|is|are|wants|want|looks|look|gets|goes"
LED = "can|could|should|would|may|must|will|if|when|that|because"
_SUBJECT = re.compile(rf"\{{it\}} (?:{MODAL}|\{{does\}}|\{{do\}})\b|\b(?:{LED}) \{{it\}}")


class Unsayable(Exception):
    """The scene gives this template nothing to speak of."""


@cache
def _templates(language: str, operation: str, held_out: bool) -> tuple[str, ...]:
    """What people say for an operation: one wording in twelve is held out of training."""
    phrases = PHRASES[language]
    operation = {"ground": "colour"}.get(operation, operation)  # asked for in the same words
    said = (*phrases.EDITS.get(operation, ()), *phrases.SEVERAL.get(operation, ()), *phrases.CHILD.get(operation, ()))
    return tuple(template for template in said if (crc32(template.encode()) % HELD_OUT == 0) == held_out)


class Speaker:
    """Says follow-ups on one scene in one language, in the wordings of training or in those held out."""

    def __init__(self, last: Gist, spoken_of: int, language: str, rng: random.Random, *, held_out: bool = False):
        self.last, self.spoken_of, self.language, self.rng = last, spoken_of, language, rng
        self.phrases = PHRASES[language]
        names = {**self.phrases.EDITS, **self.phrases.SEVERAL, **self.phrases.CHILD, "ground": ()}
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
            scene = Gist((replace(scene.things[0], **plain),))
        if self.last.things and scene.things and self.rng.random() < OF_WHAT_IS_THERE:
            scene = scene.with_thing(0, replace(scene.things[0], object=self.rng.choice(self.last.things).object))
        if len(scene.things) == 2 and self.rng.random() < 0.05:  # a black cat and a white cat
            scene = scene.with_thing(1, replace(scene.things[1], object=scene.things[0].object))
        if len(scene.things) == 2 and self.rng.random() < 0.05:  # a cat wearing a hat
            hat = replace(scene.things[0], object=self.rng.choice(HEADGEAR), count=1, action=None)
            scene = replace(scene.with_thing(0, hat), relation="on")
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

    def definite(self, thing: Kind, described: bool = False) -> str:
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

    def named_thing(self, thing: Kind) -> str:
        """Its name, in the plural where there are several, now and then as a name among others."""
        return self.speech.name(replace(thing, colour=None))

    # values

    def values(self, thing: Kind) -> dict[str, str]:
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

    def thing(self, other_than: set[str] | frozenset[str] = frozenset()) -> Kind:
        """A random thing that may come: mostly one, mostly plain."""
        scene = training_scene(self.rng)
        while not scene.things or scene.things[0].object in other_than:
            scene = training_scene(self.rng)
        thing = scene.things[0]
        plain = {slot: None for slot in ("colour", "action", "size") if self.rng.random() < 0.55}
        return replace(thing, count=thing.count if self.rng.random() < 0.4 else 1, **plain)

    def phrase(self, thing: Kind) -> str:
        """A noun phrase; now and then the bare name."""
        if thing == Kind(thing.object) and self.rng.random() < 0.15:
            return self.named_thing(thing)
        return self.speech.phrase(thing)

    def stranger(self, thing: Kind) -> str:
        """A noun phrase of something that nobody taught Tuwen."""
        names = {thing.object: self.rng.choice(STRANGERS[self.language])}
        speech = English(self.rng, True, names) if self.language == "en" else Chinese(self.rng, names=names)
        return speech.phrase(thing)

    def number(self, number: int, thing: Kind | None = None) -> dict[str, str]:
        """A count in words: count, in Chinese counted, with a measure word."""
        if self.language == "en":
            said = phrases_en.COUNT_WORDS.get(number, (("five", "six")[number % 2 == 0], str(number)))
            return {"count": self.rng.choice(said)}
        said = phrases_zh.NUMBERS.get(number, (("五", "六")[number % 2 == 0], str(number)))
        measure = vocabulary.thing(thing.object).measure if thing and self.rng.random() < 0.5 else ""
        word = self.rng.choice(said)
        return {"counted": word + ("" if word in "俩仨" else measure or self.rng.choice("个只条头棵辆朵"))}

    def some_of(self, thing: Kind, number: int) -> str:
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
