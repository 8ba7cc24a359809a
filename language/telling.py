"""A scene said back in plain words, always the same way: "a black cat jumping on the grass", 一只黑猫在草地上跳跃."""

from dataclasses import replace

from language import chinese, english
from language.words import chinese_names
from world import vocabulary
from world.gist import Gist, Kind
from world.plan import Blend, Plan
from world.vocabulary import NATURAL

NUMBERS = {"en": {2: "two", 3: "three", 4: "four"}, "zh": {1: "一", 2: "两", 3: "三", 4: "四"}}
VOWELS = ("a", "e", "i", "o", "um")  # an umbrella, a unicorn


def scene_words(scene: Gist, language: str, mixed: str = "") -> str:
    """Every fact of a scene in one phrase, `mixed` after its first thing; empty for an empty scene."""
    return _english(scene, mixed) if language == "en" else _chinese(scene, mixed)


def plan_words(plan: Plan, language: str) -> str:
    """The plan's scene, and what its first thing is blended with: "a red cat (50% owl) and a tree"."""
    blend = plan.blend or Blend()
    parts = (("object", blend.thing, blend.thing_share), ("style", blend.style, blend.style_share))
    comma, gap, mixing = {"en": (", ", " ", " ({})"), "zh": ("，", "", "（{}）")}[language]
    mixed = comma.join(f"{of:.0%}{gap}{vocabulary.value(slot, key).name(language)}" for slot, key, of in parts if key)
    return scene_words(plan.scene, language, mixing.format(mixed) if mixed else "")


def _english(scene: Gist, mixed: str) -> str:
    things = [_english_thing(thing) + (mixed if of == 0 else "") for of, thing in enumerate(scene.things)]
    if scene.relation is not None:
        said = f"{things[0]} {vocabulary.value('relation', scene.relation).en[0]} {things[1]}"
    else:
        said = " and ".join(things)
    if scene.place is not None:
        where = english.WHERE[scene.place][0] if things else f"the {vocabulary.value('place', scene.place).en[0]}"
        said = f"{said}{' ' if len(things) == 1 else ', '}{where}" if things else where
    if scene.time is not None:
        said = f"{said} {english.WHEN[scene.time][0]}".strip()
    if scene.style is not None:
        said = f"{said}, {vocabulary.value('style', scene.style).en[0]} style" if said else f"{scene.style} style"
    return said


def _english_thing(thing: Kind) -> str:
    named = vocabulary.thing(thing.object)
    words = [vocabulary.value("size", thing.size).en[0]] if thing.size else []
    words += [vocabulary.value("colour", thing.colour).en[0]] if thing.colour not in (None, NATURAL) else []
    words += [named.en[0] if thing.count == 1 else named.plural]
    words += [vocabulary.value("action", thing.action).en[0]] if thing.action else []
    article = "some" if named.plural == named.en[0] and named.kind == "food" else "a"
    first = NUMBERS["en"].get(thing.count, article)
    return " ".join(["an" if first == "a" and words[0].startswith(VOWELS) else first, *words])


def _chinese(scene: Gist, mixed: str) -> str:
    when = chinese.WHEN[scene.time][0] if scene.time else ""
    style = f"{vocabulary.value('style', scene.style).zh[0]}风格" if scene.style else ""
    return "，".join(part for part in (when, *_chinese_core(scene, mixed), style) if part)


def _chinese_core(scene: Gist, mixed: str) -> tuple[str, ...]:
    """Where it is and what is there: 一只黑猫在草地上跳跃, 草地上有一只猫和三只狗."""
    if not scene.things:
        return (vocabulary.value("place", scene.place).zh[0],) if scene.place else ()
    where = chinese.WHERE[scene.place][0] if scene.place else ""
    first = scene.things[0]
    if len(scene.things) == 1 and first.action:
        return (f"{_chinese_thing(replace(first, action=None))}{mixed}在{where}{_verb(first.action)}",)
    things = [_chinese_thing(thing) + (mixed if of == 0 else "") for of, thing in enumerate(scene.things)]
    if scene.relation is not None:
        return where, f"{things[0]}在{things[1]}{vocabulary.value('relation', scene.relation).zh[0]}"
    return (f"{where}有{'和'.join(things)}" if where else "和".join(things),)


def _chinese_thing(thing: Kind) -> str:
    doing = f"{_verb(thing.action)}的" if thing.action else ""
    return f"{NUMBERS['zh'][thing.count]}{vocabulary.thing(thing.object).measure}{doing}{_chinese_look(thing)}"


def _chinese_look(thing: Kind) -> str:
    """A thing's name with its colour and size: 小黑猫, 蓝色大汽车; no word that means something else, as 黄牛."""
    name, known = vocabulary.thing(thing.object).zh[0], chinese_names()[0]
    colour = vocabulary.value("colour", thing.colour).zh[0] if thing.colour not in (None, NATURAL) else ""
    short = colour.removesuffix("色") + name
    if len(name) == 1 and short not in known:
        colour, name = "", short
    if thing.size is None:
        return colour + name
    size, long = vocabulary.value("size", thing.size).zh[:2]
    means_else = name[0] in "大小" or size + name in known
    return f"{long}{colour}{name}" if means_else else f"{colour}{size}{name}"


def _verb(action: str) -> str:
    return vocabulary.value("action", action).zh[0]
