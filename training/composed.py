"""Prompts of several kinds of things that do something with each other, put together with their programs.

The grammar of captions tells two kinds of things; what people ask for is fuller. Wordings are few and values are many
here: the reader sees no values, and learns the order of things, attributes, deeds and what must not be there.
"""

from collections.abc import Sequence
from random import Random

from language.captions import request
from language.english import plural
from rendering.sampling import training_scene
from world import vocabulary
from world.gist import Gist
from world.scene import POSITIONS
from world.vocabulary import DEEDS, LANGUAGES, NATURAL, OBJECTS, Object

BEFORE = {
    "en": ("", "", "", "draw ", "please draw ", "i want ", "can you draw me ", "a picture of ", "show me ", "give me "),
    "zh": ("", "", "", "画", "请画", "我想要", "帮我画", "来一张", "画一幅画：", "给我画"),
}
NUMBERS = {
    "en": {1: ("a", "one"), 2: ("two", "2", "a pair of"), 3: ("three", "3", "a few"), 4: ("four", "4")},
    "zh": {1: ("一",), 2: ("两", "2"), 3: ("三", "3"), 4: ("四", "4")},
}
WITH = {"en": ("with", "and"), "zh": ("和", "跟")}
WITHOUT = {
    "en": (" without {}", ", no {}", ", but no {}", " with no {}", ", without any {}", ". no {} please", " (no {})"),
    "zh": ("，没有{}", "，不要{}", "，别画{}", "，不要有{}", "，里面没有{}", "（不要{}）"),
}
NAMES_FIRST_ZH = ("没有{}的{}", "不要{}，{}")


def composed(rng: Random) -> tuple[str, str]:
    """A prompt in English or Chinese, and its program as text."""
    language = rng.choice(LANGUAGES)
    said, steps = _things(language, rng)
    if rng.random() < 0.25:
        said, steps = _grammars(language, rng)
    if rng.random() < 0.3:
        said, without = _without(said, language, rng)
        steps = [*steps, f"without {without}"] if f"add {without}" not in " ".join(steps) else steps
    return rng.choice(BEFORE[language]) + said, "; ".join(["new", *steps])


def _grammars(language: str, rng: Random) -> tuple[str, list[str]]:
    """What the grammar says of one kind of thing and where it is."""
    gist = training_scene(rng)
    gist = Gist(gist.things[:1], None, gist.place, gist.time)
    kind = gist.things[0] if gist.things else None
    steps = [_add(kind.count, kind.object, kind.colour, kind.action, kind.size)] if kind else []
    steps += [f"{slot} {key}" for slot in ("place", "time") if (key := getattr(gist, slot))]
    return request(gist, language, rng).rstrip(".。!！?？"), steps


def _add(count: int, thing: str, colour: str | None, action: str | None, size: str | None) -> str:
    looks = [f"colour:{colour}"] if colour not in (None, NATURAL) else []
    return " ".join(["add", *([str(count)] if count > 1 else []), thing, *looks, *filter(None, (action, size))])


def _things(language: str, rng: Random) -> tuple[str, list[str]]:
    """Two to six kinds of things, some of which do something with the one before."""
    things = rng.sample(OBJECTS, rng.choice((2, 2, 3, 3, 4, 4, 5, 6)))
    phrases: list[str] = []
    steps: list[str] = []
    free = True  # whether the last thing may do something with the next
    for number, thing in enumerate(things):
        phrase, step = _thing(thing, language, rng)
        if phrases and free and rng.random() < 0.5:
            link, key = _link(language, rng)
            phrases[-1] = _linked(phrases[-1], link, phrase, key, language)
            steps += [step, f"rel {things[number - 1].key} {key} {thing.key}"]
            free = False
        else:
            phrases.append(phrase)
            steps.append(step)
            free = True
    return _listed(phrases, language, rng), [*_adds_first(steps)]


def _adds_first(steps: Sequence[str]) -> list[str]:
    return sorted(steps, key=lambda step: not step.startswith("add"))


def _thing(thing: Object, language: str, rng: Random) -> tuple[str, str]:
    count = rng.choice((1, 1, 1, 1, 2, 3, 4))
    colour = rng.choice(vocabulary.COLOURS[1:]) if rng.random() < 0.35 else None
    size = rng.choice(vocabulary.SIZES) if rng.random() < 0.2 else None
    action = rng.choice(vocabulary.ACTIONS) if rng.random() < 0.2 else None
    keys = (each.key if each else None for each in (colour, action, size))
    step = _add(count, thing.key, *keys)
    if language == "en":
        name = rng.choice(thing.en) if count == 1 else plural(rng.choice(thing.en))
        words = [rng.choice(NUMBERS["en"][count]), size and rng.choice(size.en), colour and rng.choice(colour.en), name]
        if action:
            words.append(rng.choice(("", "that is ", "who is ")) + action.en[0] if count == 1 else action.en[0])
        return " ".join(filter(None, words)), step
    name = rng.choice(thing.zh)
    number = rng.choice(NUMBERS["zh"][count]) + thing.measure
    doing = f"{action.zh[0]}的" if action else ""
    looks = f"{colour.zh[0]}的" if colour else ""
    large = size if size and len(name) > 1 else None  # 大树 is a name
    step = _add(count, thing.key, *(each.key if each else None for each in (colour, action, large)))
    return f"{number}{doing}{looks}{large.zh[0] if large else ''}{name}", step


def _link(language: str, rng: Random) -> tuple[str, str]:
    """A word between two things, and the relation that it says."""
    value = rng.choice(DEEDS if rng.random() < 0.6 else vocabulary.slot("relation"))
    if rng.random() < 0.1:
        return {"en": "with", "zh": "带着"}[language], "holds"
    return rng.choice(value.names(language)[:3]), value.key


def _linked(one: str, link: str, other: str, key: str, language: str) -> str:
    if language == "en":
        return f"{one} {link} {other}"
    is_position = key in POSITIONS
    return f"{one}在{other}{link}" if is_position else f"{one}{link}{other}"


def _listed(phrases: Sequence[str], language: str, rng: Random) -> str:
    comma, last = {"en": (", ", " and "), "zh": ("，", "和")}[language]
    if rng.random() < 0.3:
        comma = last = {"en": " and ", "zh": "、"}[language]
    if len(phrases) == 1:
        return phrases[0]
    return comma.join(phrases[:-1]) + last + phrases[-1]


def _without(said: str, language: str, rng: Random) -> tuple[str, str]:
    thing = rng.choice(OBJECTS)
    name = rng.choice(thing.names(language))
    name = (plural(name) if rng.random() < 0.8 else name) if language == "en" else name
    if language == "zh" and rng.random() < 0.3:
        return rng.choice(NAMES_FIRST_ZH).format(name, said), thing.key
    return said + rng.choice(WITHOUT[language]).format(name), thing.key
