"""How English says a scene: nouns, verbs, places and the order of words."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from language.phrases_en import (
    ALREADY_MANY,
    ASKING,
    AT_REST,
    COUNT_WORDS,
    ENDINGS,
    FANS,
    HEARD_ASKING,
    HEARD_ENDINGS,
    OVER,
    PRAISE,
    REL_ITS,
    REL_MORE,
    SIDES,
    SITS,
    VERBS,
    VERY,
    WHEN,
    WHERE,
)
from world import vocabulary
from world.gist import Gist, Kind
from world.vocabulary import HEADGEAR

Choice = TypeVar("Choice")
_PLURALS = {thing.en[0]: thing.plural for thing in vocabulary.OBJECTS}
_SEVERAL = tuple(name for name in ALREADY_MANY if name.endswith("s"))
_VOWEL = re.compile("(?!uni|UFO)[aeiou]|hour|SUV", re.IGNORECASE)  # how a word begins that "an" stands before
HEARD = 0.3  # of what is around a request is of the kind that is heard and never said


def plural(name: str) -> str:
    """The plural of a name: fox → foxes, puppy → puppies, cup of tea → cups of tea."""
    if (own := _PLURALS.get(name)) is not None:
        return own
    head, of, rest = name.partition(" of ")
    before, blank, last = head.rpartition(" ")
    if blank and " " not in (own := _PLURALS.get(last, " ")):
        return f"{before} {own}{of}{rest}"  # fallen leaf
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies" + of + rest
    return head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s") + of + rest


def article(words: str) -> str:
    """The article that stands before some words: a unicorn, an hourglass."""
    return "an" if _VOWEL.match(words) else "a"


class English:
    """Says scenes in English. `names` replaces the names of objects; `mix` is the chance of a Chinese word."""

    def __init__(
        self, rng: random.Random, formal: bool = False, names: Mapping[str, str] | None = None, mix: float = 0.0
    ) -> None:
        self.rng = rng
        self.formal = formal
        self.names = names or {}
        self.mix = mix

    def caption(self, scene: Gist) -> str:
        """One declarative sentence that says the whole scene."""
        return self._frame(self._core(scene), scene)

    def request(self, scene: Gist) -> str:
        """The scene as somebody would type it."""
        if scene.things and scene.relation is None and self._chance(0.1):
            return self._case(self._tags(scene) + self._pick(("", "", ".")))
        said = self._frame(self._core(scene), scene)
        if self._chance(0.62):
            said = f"{self._pick(HEARD_ASKING if self._chance(HEARD) else ASKING)} {said}"
        return self._case(said + self._pick(HEARD_ENDINGS if self._chance(HEARD) else ENDINGS))

    def phrase(self, thing: Kind) -> str:
        """The thing with all that is said of it: two small black sleeping cats."""
        return self._noun_phrase(thing, action=True)

    def name(self, thing: Kind) -> str:
        """What it is called, in the plural where there are several."""
        return self._noun(thing)

    def _core(self, scene: Gist) -> str:
        """The things, what they do and how they stand to each other."""
        if not scene.things:
            return self._ground(scene)
        if len(scene.things) == 1:
            return self._alone(scene.things[0])
        if scene.relation is not None:
            return self._related(scene)
        return self._together(scene)

    def _ground(self, scene: Gist) -> str:
        if scene.place is None:
            return self._pick(("something", "a picture", "anything"))
        noun = self._place_noun(scene.place)
        return self._pick((f"a {noun}", f"the {noun}", noun, f"just the {noun}", f"an empty {noun}"))

    def _alone(self, thing: Kind) -> str:
        if not self.formal and self._chance(0.15):
            return self._described(thing)
        if thing.action is not None and self._chance(0.2):
            return self._does(thing)
        said = self._doing(thing) if thing.action and self._chance(0.6) else self._noun_phrase(thing, action=True)
        bare = " is " not in said and " are " not in said
        return f"{self._there_is(thing, said)} {said}" if bare and self._chance(0.1) else said

    def _described(self, thing: Kind) -> str:
        """The thing first, what it is like after it: a cat, it's black and jumping."""
        if thing.colour is not None and self._chance(0.25):
            return self._liked(thing)
        like = []
        if thing.colour is not None:
            like.append(self._pick(vocabulary.value("colour", thing.colour).en))
            thing = replace(thing, colour=None)
        if thing.size is not None and self._chance(0.5):
            like.append(self._pick(VERY) + self._pick(vocabulary.value("size", thing.size).en))
            thing = replace(thing, size=None)
        if thing.action is not None and self._chance(0.6):
            like.append(self._verb(thing.action)[0])
            thing = replace(thing, action=None)
        self.rng.shuffle(like)
        if thing.count > 1 and self._chance(0.4):
            said = " ".join(
                filter(None, (thing.size and vocabulary.value("size", thing.size).en[0], self._noun(thing)))
            )
            said += f", {self._pick(('', 'all ') if thing.count == 3 else ('',))}{COUNT_WORDS[thing.count][0]} of them"
            like += [self._verb(thing.action)[0]] if thing.action else []
        else:
            said = self._noun_phrase(thing, action=True)
        if not like:
            return said
        it = "it" if thing.count == 1 else "they"
        short = "'s" if thing.count == 1 else "'re"
        be = self._is(thing)
        links = (
            ", ",
            f" that {be} ",
            f", {it} {be} ",
            f". {it}{short} ",
            f" {be} ",
            f". {it} should be ",
            " should be ",
        )
        return said + self._pick(links) + self._pick((" and ", ", ", " and ")).join(like)

    def _liked(self, thing: Kind) -> str:
        """My son loves trains! A green one."""
        name = plural(self._favour(vocabulary.thing(thing.object).en))
        one = self._determined(self._pick(vocabulary.value("colour", str(thing.colour)).en), thing.count, "", False)
        size = f" that {self._is(thing)} {self._pick(vocabulary.value('size', thing.size).en)}" if thing.size else ""
        doing = f" {self._verb(thing.action)[0]}" if thing.action else ""
        fan, like = self._pick(FANS), self._pick(("love", "like", "want"))
        like += "" if fan in ("i", "we") else "s"
        ask = self._pick(("! ", ", ", ". ")) + self._pick(("", "", "please draw ", "draw ", "paint me ", "make it "))
        return f"{fan} {like} {name}{ask}{one} {'one' if thing.count == 1 else 'ones'}{size}{doing}"

    def _together(self, scene: Gist) -> str:
        first, second = scene.things
        joint = self._pick((" and ", " and ", " and ", " with ", " and also ", ", ", " & ", " plus "))
        joint = " and " if self.formal else joint
        if first.action is not None and first.action == second.action and self._chance(0.6):
            both = f"{self._noun_phrase(first)} and {self._noun_phrase(second)}"
            doing = self._verb(first.action)[0]
            return f"{both} {self._pick(('are ', 'are both ', '', 'are '))}{doing}"
        if first.action is not None and second.action is not None and self._chance(0.5):
            joint = self._pick((" and ", ", ", " while "))
            return f"{self._doing(first)}{joint}{self._doing(second)}"
        one = self._noun_phrase(first, action=True)
        said = f"{one}{joint}{self._noun_phrase(second, action=True)}"
        return f"{self._there_is(first, one)} {said}" if self._chance(0.1) else said

    def _related(self, scene: Gist) -> str:
        first, second = scene.things
        relation = scene.relation or ""
        names = vocabulary.value("relation", relation).en + (() if self.formal else REL_MORE.get(relation, ()))
        said = self._pick(names)
        other = self._noun_phrase(second, action=True, definite=self._chance(0.4))
        one = self._noun_phrase(first, action=True)
        is_hat = first.object in HEADGEAR and second.object not in HEADGEAR
        if not self.formal and relation == "on" and is_hat and self._chance(0.6):
            return f"{other} {self._pick(('wearing', 'wearing', f'{self._is(second)} wearing'))} {one}"
        if not self.formal and relation == "on" and self._chance(0.15):
            return f"{one} {self._pick(('riding', 'riding', 'riding on', 'astride'))} {other}"
        roll = self.rng.random()
        if roll < 0.5:
            doer = self._doing(first) if first.action and self._chance(0.6) else one
            if " is " not in doer and " are " not in doer and self._chance(0.35):
                doer += f" {self._is(first)}"
            if not self.formal and self._chance(0.25) and (" is " in doer or " are " in doer or self._chance(0.7)):
                doer += f" {self._pick(AT_REST)}"
            return f"{doer} {said} {other}"
        if roll < 0.66 or (relation not in SIDES and roll < 0.8):
            if not self.formal and self._chance(0.4):
                return f"{said} {other} {self._pick(SITS)[first.count > 1]} {one}"
            return f"{said} {other} {self._pick(('there ', ''))}{self._is(first)} {one}"
        if roll < 0.8:
            here, there = SIDES[relation]
            return f"{one} {here} {self._pick(('and', 'and', ','))} {other} {there}".replace(" ,", ",")
        return f"{other} {self._pick(('with', 'and'))} {one} {self._pick(REL_ITS[relation])}"

    def _doing(self, thing: Kind) -> str:
        """A black cat is jumping; a black cat jumping."""
        doing = self._verb(thing.action or "")[0]
        between = self._pick((f" {self._is(thing)} ", " ", f" that {self._is(thing)} "))
        return f"{self._noun_phrase(thing)}{between}{doing}"

    def _does(self, thing: Kind) -> str:
        verb = self._verb(thing.action or "")
        return f"{self._noun_phrase(thing)} {verb[1] if thing.count == 1 else verb[2]}"

    def _noun_phrase(self, thing: Kind, *, action: bool = False, definite: bool = False) -> str:
        """Two small black sleeping cats; with `action`, the action is said too."""
        before, after = [], ""
        if thing.size is not None:
            before.append(self._pick(vocabulary.value("size", thing.size).en))
        if thing.colour not in (None, vocabulary.NATURAL):
            colour = self._say(
                "colour", str(thing.colour), self._favour(vocabulary.value("colour", str(thing.colour)).en)
            )
            if self._chance(0.12):
                after = f" that {self._is(thing)} {colour}" if self.formal or self._chance(0.5) else f", {colour},"
            else:
                before.append(colour)
        if action and thing.action is not None:
            doing = self._verb(thing.action)[0]
            if doing in ("asleep", "making music"):
                after += f" that {self._is(thing)} {doing}"
            elif self._chance(0.75):
                before.insert(self.rng.randint(0, len(before)), doing)
            else:
                after += f" that {self._is(thing)} {doing}"
        if not self.formal and self._chance(0.06):
            before.insert(0, self._pick(PRAISE))
        noun = self._noun(thing)
        return self._determined(" ".join([*before, noun]), thing.count, noun, definite) + after

    def _determined(self, words: str, count: int, noun: str, definite: bool) -> str:
        if definite and count == 1:
            return f"the {words}"
        if noun in ALREADY_MANY and count == 1:
            return self._pick((words, f"some {words}"))
        if count > 1 or (not self.formal and self._chance(0.1)):
            counted = COUNT_WORDS[count]
            return f"{counted[0] if self.formal or self._chance(0.6) else self._pick(counted)} {words}"
        if not self.formal and self._chance(0.2):
            return self._pick((words, words, f"the {words}", f"my {words}"))
        return f"{article(words)} {words}"

    def _noun(self, thing: Kind) -> str:
        if thing.object in self.names:
            name = self.names[thing.object]
            return plural(name) if thing.count > 1 else name
        name = self._favour(vocabulary.thing(thing.object).en)
        name = plural(name) if thing.count > 1 and (name not in ALREADY_MANY or name in _PLURALS) else name
        return self._say("object", thing.object, name)

    def _frame(self, core: str, scene: Gist) -> str:
        """Put where, when and in which style around the core."""
        where = self._where(scene) if scene.place and scene.things else ""
        when = self._pick(WHEN[scene.time]) if scene.time else ""
        if not self.formal and scene.time and self._chance(0.1):
            when = self._pick((*vocabulary.value("time", scene.time).en[:2], f"{scene.time} scene"))
            return self._styled(f"{core} {where}, {when}".replace(" ,", ","), scene)
        roll = self.rng.random()
        if roll < 0.55 or not (where or when):
            said = " ".join(filter(None, (core, where, when)))
        elif roll < 0.7:
            said = " ".join(filter(None, (core, when, where)))
        elif roll < 0.85:
            said = ", ".join(filter(None, (" ".join(filter(None, (when, where))), core)))
        elif where and when:
            said = f"{when}, {core} {where}" if self._chance(0.5) else f"{where}, {core} {when}"
        else:
            said = ", ".join(filter(None, (core, where, when)))
        return self._styled(said, scene)

    def _where(self, scene: Gist) -> str:
        place = scene.place or ""
        if place in OVER and len(scene.things) == 1 and scene.things[0].action == "flying" and self._chance(0.4):
            return OVER[place]
        if not self.formal and self._chance(0.08):
            noun = self._place_noun(place)
            return self._pick((f"with a {noun} background", f"with the {noun} behind", f"{noun} background"))
        said = self._pick(WHERE[place])
        chinese = self._say("place", place, "")
        return f"in the {chinese}" if chinese else said

    def _styled(self, said: str, scene: Gist) -> str:
        if scene.style is None:
            return said
        style = self._pick(vocabulary.value("style", scene.style).en)
        if self.formal or self._chance(0.5):
            return f"{said} in a {style} style"
        ways = (f"{said}, {style} style", f"{style} style, {said}", f"a {style} picture of {said}",
                f"{said} in {style} style", f"{style} drawing of {said}", f"{said}, {style} look")  # fmt: skip
        return self._pick(ways)

    def _tags(self, scene: Gist) -> str:
        """Black cat, jumping, grass, night."""
        whole = [self._place_noun(scene.place)] if scene.place else []
        whole += [self._pick(vocabulary.value("time", scene.time).en[:2])] if scene.time else []
        whole += [f"{self._pick(vocabulary.value('style', scene.style).en)} style"] if scene.style else []
        alone = len(scene.things) == 1
        things = [self._noun_phrase(thing, action=not alone or self._chance(0.3)) for thing in scene.things]
        action = scene.things[0].action if alone else None
        things += [self._verb(action)[0]] if action and action not in things[0] else []
        self.rng.shuffle(whole)
        return ", ".join(things + whole)

    def _place_noun(self, place: str) -> str:
        return self._say("place", place, self._favour(vocabulary.value("place", place).en))

    def _verb(self, action: str) -> tuple[str, str, str]:
        said = self._favour(VERBS[action])
        other = self._say("action", action, "")
        return (other, other, other) if other else said

    def _there_is(self, thing: Kind, said: str) -> str:
        """There is; there are some leaves, though they are one thing."""
        several = thing.count == 1 and any(said.endswith(name) for name in _SEVERAL) and not re.match("an? ", said)
        return "there are" if several else f"there {self._is(thing)}"

    def _is(self, thing: Kind) -> str:
        return "is" if thing.count == 1 else "are"

    def _say(self, slot: str, key: str, own: str) -> str:
        """`own`, or now and then the Chinese word."""
        return self._pick(vocabulary.value(slot, key).zh) if self._chance(self.mix) else own

    def _favour(self, names: Sequence[Choice]) -> Choice:
        """The first name half of the time."""
        return names[0] if self._chance(0.5) else self._pick(names)

    def _case(self, said: str) -> str:
        roll = self.rng.random()
        return said if roll < 0.55 else said[:1].upper() + said[1:] if roll < 0.95 else said.upper()

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _pick(self, choices: Sequence[Choice]) -> Choice:
        return self.rng.choice(choices)
