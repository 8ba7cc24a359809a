"""How English says a scene: nouns, verbs, places and the order of words."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from scenes import vocabulary
from scenes.scene import Scene, Thing

Choice = TypeVar("Choice")

# Every way to say the action of something: doing, does, (they) do.
VERBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "jumping": (("jumping", "jumps", "jump"), ("leaping", "leaps", "leap"), ("hopping", "hops", "hop")),
    "sleeping": (("sleeping", "sleeps", "sleep"), ("napping", "naps", "nap"), ("asleep", "is asleep", "are asleep")),
    "flying": (("flying", "flies", "fly"), ("soaring", "soars", "soar")),
    "running": (("running", "runs", "run"), ("racing", "races", "race"), ("rushing", "rushes", "rush")),
    "swimming": (("swimming", "swims", "swim"), ("floating", "floats", "float")),
    "singing": (("singing", "sings", "sing"), ("making music", "makes music", "make music")),
}
WHERE: dict[str, tuple[str, ...]] = {
    "grass": ("on the grass", "in the meadow", "on the lawn", "in a field", "in the grass", "in the field"),
    "beach": ("on the beach", "at the beach", "on the sand", "on a beach", "on a sandy beach", "at the seaside"),
    "sea": ("in the sea", "in the ocean", "in the water", "on the lake", "in a lake", "on the sea", "underwater"),
    "sky": ("in the sky", "in the air", "in the clouds", "up in the sky", "across the sky", "high in the air"),
    "snow": ("in the snow", "on the snow", "on snowy ground", "on the ice", "on snow", "in snow"),
    "desert": ("in the desert", "among the dunes", "on the dunes", "in a desert"),
    "forest": ("in the forest", "in the woods", "in the jungle", "in a forest", "through the woods"),
    "city": ("in the city", "on the street", "in town", "on the road", "in a city", "on a street", "downtown"),
    "room": ("in the room", "indoors", "in the bedroom", "in a room", "at home", "inside the house", "in my room"),
    "mountains": ("in the mountains", "on the hills", "on a mountain", "in the hills", "on top of a mountain"),
    "space": ("in space", "in outer space", "in the universe", "out in space"),
}
WHEN: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "by day", "in the daytime", "on a sunny day", "in the sunshine", "in daylight"),
    "night": ("at night", "at nighttime", "in the dark", "under the stars", "during the night", "on a dark night"),
}
OVER = {"sea": "over the sea", "city": "over the city", "mountains": "over the mountains", "forest": "over the forest"}
REL_ITS = {
    "left_of": ("to its left", "on its left", "on the left side of it"),
    "right_of": ("to its right", "on its right", "on the right side of it"),
    "above": ("above it", "over it", "on top of it"),
    "below": ("below it", "under it", "underneath it"),
    "next_to": ("next to it", "beside it", "by its side", "nearby"),
}
REL_MORE = {"above": ("on top of", "on"), "below": ("underneath",), "next_to": ("by", "close to")}
SIDES = {
    "left_of": ("on the left", "on the right"),
    "right_of": ("on the right", "on the left"),
    "above": ("at the top", "at the bottom"),
    "below": ("at the bottom", "at the top"),
}
COUNT_WORDS = {1: ("one", "1", "a single"), 2: ("two", "2", "a pair of", "a couple of"), 3: ("three", "3", "a trio of")}
ASKING = (
    "draw", "draw me", "please draw", "paint", "please paint", "paint me", "sketch", "can you draw", "could you draw",
    "can you show me", "could you please paint", "can you paint", "i want", "i want to see", "i'd like", "i would like",
    "give me", "show me", "generate", "create", "make", "make me", "a picture of", "an image of", "a drawing of",
    "draw a picture of", "make a picture of", "i need a picture of", "i'd love to see", "let me see", "how about",
    "please make me a picture of", "can i have a picture of", "can i get", "generate an image of", "hi, draw",
    "hello! please draw", "i want a picture with", "try drawing", "would you draw", "pls draw", "a photo of",
)  # fmt: skip
ENDINGS = ("", "", "", "", "", "", ".", ".", "!", " please", ", please", ", thanks", " pls", " thank you", "?", "...")
ALREADY_MANY = {"grapes", "cherries"}


def plural(name: str) -> str:
    """The plural of a name: fox → foxes, puppy → puppies, cup of tea → cups of tea."""
    for thing in vocabulary.OBJECTS:
        if name == thing.en[0]:
            return thing.plural
    head, of, rest = name.partition(" of ")
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies" + of + rest
    return head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s") + of + rest


class English:
    """Says scenes in English. `names` replaces the names of objects; `mix` is the chance of a Chinese word."""

    def __init__(
        self, rng: random.Random, formal: bool = False, names: Mapping[str, str] | None = None, mix: float = 0.0
    ) -> None:
        self.rng = rng
        self.formal = formal
        self.names = names or {}
        self.mix = mix

    def caption(self, scene: Scene) -> str:
        """One declarative sentence that says the whole scene."""
        return self._frame(self._core(scene), scene)

    def request(self, scene: Scene) -> str:
        """The scene as somebody would type it."""
        if scene.things and scene.relation is None and self._chance(0.1):
            return self._case(self._tags(scene) + self._pick(("", "", ".")))
        said = self._frame(self._core(scene), scene)
        if self._chance(0.62):
            said = f"{self._pick(ASKING)} {said}"
        return self._case(said + self._pick(ENDINGS))

    def _core(self, scene: Scene) -> str:
        """The things, what they do and how they stand to each other."""
        if not scene.things:
            return self._ground(scene)
        if len(scene.things) == 1:
            return self._alone(scene.things[0])
        if scene.relation is not None:
            return self._related(scene)
        return self._together(scene)

    def _ground(self, scene: Scene) -> str:
        if scene.place is None:
            return self._pick(("something", "a picture", "anything"))
        noun = self._place_noun(scene.place)
        return self._pick((f"a {noun}", f"the {noun}", noun, f"just the {noun}", f"an empty {noun}"))

    def _alone(self, thing: Thing) -> str:
        forms: list[Callable[[], str]] = [lambda: self._noun_phrase(thing, action=True)]
        if thing.action is not None:
            forms += [lambda: self._doing(thing), lambda: self._doing(thing), lambda: self._does(thing)]
        said = self._pick(forms)()
        return f"{self._there_is(thing)} {said}" if self._chance(0.1) and " is " not in said else said

    def _together(self, scene: Scene) -> str:
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
        said = f"{self._noun_phrase(first, action=True)}{joint}{self._noun_phrase(second, action=True)}"
        return f"{self._there_is(first)} {said}" if self._chance(0.1) else said

    def _related(self, scene: Scene) -> str:
        first, second = scene.things
        relation = scene.relation or ""
        names = vocabulary.value("relation", relation).en + (() if self.formal else REL_MORE.get(relation, ()))
        said = self._pick(names)
        other = self._noun_phrase(second, action=True, definite=self._chance(0.4))
        one = self._noun_phrase(first, action=True)
        roll = self.rng.random()
        if roll < 0.5:
            doer = self._doing(first) if first.action and self._chance(0.6) else one
            if " is " not in doer and " are " not in doer and self._chance(0.35):
                doer += f" {self._is(first)}"
            return f"{doer} {said} {other}"
        if roll < 0.66 or (relation not in SIDES and roll < 0.8):
            return f"{said} {other} {self._pick(('there ', ''))}{self._is(first)} {one}"
        if roll < 0.8:
            here, there = SIDES[relation]
            return f"{one} {here} {self._pick(('and', 'and', ','))} {other} {there}".replace(" ,", ",")
        return f"{other} {self._pick(('with', 'and'))} {one} {self._pick(REL_ITS[relation])}"

    def _doing(self, thing: Thing) -> str:
        """A black cat is jumping; a black cat jumping."""
        doing = self._verb(thing.action or "")[0]
        between = self._pick((f" {self._is(thing)} ", " ", f" that {self._is(thing)} "))
        return f"{self._noun_phrase(thing)}{between}{doing}"

    def _does(self, thing: Thing) -> str:
        verb = self._verb(thing.action or "")
        return f"{self._noun_phrase(thing)} {verb[1] if thing.count == 1 else verb[2]}"

    def _noun_phrase(self, thing: Thing, *, action: bool = False, definite: bool = False) -> str:
        """Two small black sleeping cats; with `action`, the action is said too."""
        before, after = [], ""
        if thing.size is not None:
            before.append(self._pick(vocabulary.value("size", thing.size).en))
        if thing.colour not in (None, vocabulary.NATURAL):
            colour = self._say(
                "colour", str(thing.colour), self._favour(vocabulary.value("colour", str(thing.colour)).en)
            )
            if self._chance(0.12):
                after = self._pick((f" that {self._is(thing)} {colour}", f", {colour},"))
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
        vowel = words[0] in "aeiou" and not words.startswith("uni")
        return f"{'an' if vowel else 'a'} {words}"

    def _noun(self, thing: Thing) -> str:
        if thing.object in self.names:
            name = self.names[thing.object]
            return plural(name) if thing.count > 1 else name
        name = self._favour(vocabulary.thing(thing.object).en)
        name = plural(name) if thing.count > 1 and name not in ALREADY_MANY else name
        return self._say("object", thing.object, name)

    def _frame(self, core: str, scene: Scene) -> str:
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

    def _where(self, scene: Scene) -> str:
        place = scene.place or ""
        if place in OVER and len(scene.things) == 1 and scene.things[0].action == "flying" and self._chance(0.4):
            return OVER[place]
        if not self.formal and self._chance(0.08):
            noun = self._place_noun(place)
            return self._pick((f"with a {noun} background", f"with the {noun} behind", f"{noun} background"))
        said = self._pick(WHERE[place])
        return f"in the {self._say('place', place, '')}" if self._chance(self.mix) else said

    def _styled(self, said: str, scene: Scene) -> str:
        if scene.style is None:
            return said
        style = self._pick(vocabulary.value("style", scene.style).en)
        if self.formal or self._chance(0.5):
            return f"{said} in a {style} style"
        ways = (f"{said}, {style} style", f"{style} style, {said}", f"a {style} picture of {said}",
                f"{said} in {style} style", f"{style} drawing of {said}", f"{said}, {style} look")  # fmt: skip
        return self._pick(ways)

    def _tags(self, scene: Scene) -> str:
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

    def _there_is(self, thing: Thing) -> str:
        return f"there {self._is(thing)}"

    def _is(self, thing: Thing) -> str:
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
