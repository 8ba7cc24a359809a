"""A scene said back in plain words, always the same way: "a black cat jumping on the grass", 一只黑猫在草地上跳跃."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language import chinese, english
from language.words import chinese_names
from world import vocabulary
from world.gist import Kind
from world.plan import Blend, Plan
from world.scene import DONE, Scene, Thing
from world.vocabulary import NATURAL

NUMBERS = {
    "en": {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"},
    "zh": {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八"},
}


@dataclass(frozen=True)
class Group:
    """Things that nothing tells apart: they look alike and stand in the same relations."""

    things: tuple[Thing, ...]
    relations: tuple[tuple[str, frozenset[int]], ...]  # what they do, or how they stand, to which things

    @property
    def kind(self) -> Kind:
        first = self.things[0]
        return Kind(first.object, first.colour, len(self.things), first.action, first.size)


def groups(scene: Scene) -> tuple[Group, ...]:
    """The things of a scene in groups, in order; who does something comes before what it is done with."""
    alike: dict[tuple, list[Thing]] = {}
    for thing in scene.things:
        there = tuple(sorted((r.relation, r.object) for r in scene.relations if r.subject == thing.id))
        alone = thing.id if any(relation in DONE | {"on"} for relation, _ in there) else None
        alike.setdefault((thing.look, there, alone), []).append(thing)
    found = [Group(tuple(things), _relations(things[0].id, scene)) for things in alike.values()]
    aims = {id for group in found for _, ids in group.relations for id in ids}
    return tuple(sorted(_merged(found, scene), key=lambda group: group.things[0].id in aims and not group.relations))


def _relations(id: int, scene: Scene) -> tuple[tuple[str, frozenset[int]], ...]:
    aims: dict[str, set[int]] = {}
    for each in scene.relations:
        if each.subject == id:
            aims.setdefault(each.relation, set()).add(each.object)
    return tuple((relation, frozenset(ids)) for relation, ids in aims.items())


def _merged(found: Sequence[Group], scene: Scene) -> list[Group]:
    """Each on, or with, one of a group of its own is one group: four birds on four cars."""
    merged: dict[tuple, Group] = {}
    for group in found:
        look_of_aims = tuple(
            (relation, frozenset(scene.thing(id).look for id in ids)) for relation, ids in group.relations
        )
        key = (group.things[0].look, look_of_aims)
        if key in merged and look_of_aims:
            before = merged[key]
            relations = tuple(
                (relation, ids | more)
                for (relation, ids), (_, more) in zip(before.relations, group.relations, strict=True)
            )
            merged[key] = Group((*before.things, *group.things), relations)
        else:
            merged[key if key not in merged else (*key, group.things[0].id)] = group
    return list(merged.values())


def scene_words(scene: Scene, language: str, mixed: str = "") -> str:
    """Every fact of a scene in one phrase, `mixed` after its first thing; empty for an empty scene."""
    return _english(scene, mixed) if language == "en" else _chinese(scene, mixed)


def plan_words(plan: Plan, language: str) -> str:
    """The plan's scene, and what its first thing is blended with: "a red cat (50% owl) and a tree"."""
    blend = plan.blend or Blend()
    parts = (("object", blend.thing, blend.thing_share), ("style", blend.style, blend.style_share))
    comma, gap, mixing = {"en": (", ", " ", " ({})"), "zh": ("，", "", "（{}）")}[language]
    mixed = comma.join(f"{of:.0%}{gap}{vocabulary.value(slot, key).name(language)}" for slot, key, of in parts if key)
    return scene_words(plan.scene, language, mixing.format(mixed) if mixed else "")


def joined(parts: Sequence[str], language: str) -> str:
    """Several phrases as a list."""
    comma, last = (", ", " and ") if language == "en" else ("、", "和")
    return last.join((comma.join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def kind_words(kind: Kind, language: str) -> str:
    """So many things of a kind: "two small black cats sleeping", 两只睡觉的小黑猫."""
    return _english_kind(kind) if language == "en" else _chinese_kind(kind)


def relation_word(relation: str, language: str) -> str:
    """How one thing stands to another, or what it does with it: "to the left of", 拿着."""
    slot = "deed" if relation in DONE else "relation"
    return vocabulary.value(slot, relation).name(language)


def _told(scene: Scene, mixed: str, language: str) -> tuple[list[str], list[str]]:
    """A phrase for every group that is no one else's to hold, and clauses for what is left to say."""
    found = groups(scene)
    looks = [group.things[0].look for group in found]
    group_of = {thing.id: group for group in found for thing in group.things}
    first = scene.things[0].id if scene.things else None
    said: set[int] = set()
    phrases: list[str] = []
    clauses: list[str] = []

    def name(things: Sequence[Thing]) -> str:
        said.update(thing.id for thing in things)
        look = things[0]
        kind = Kind(look.object, look.colour, len(things), look.action, look.size)
        return kind_words(kind, language) + (mixed if any(thing.id == first for thing in things) else "")

    for group in found:
        alone = looks.count(group.things[0].look) == 1
        inline = alone and (language == "en" or len(found) == 2 or all(r in DONE for r, _ in group.relations))
        alike = group.things if alone else [t for t in scene.things if t.look == group.things[0].look]
        phrase = None if group.things[0].id in said else name(alike)
        for relation, ids in group.relations:
            aim = group_of[min(ids)]
            if phrase and inline and not said & ids and ids >= {thing.id for thing in aim.things}:
                phrase = _related(phrase, relation, name(aim.things), language)
                inline = False
            else:
                clauses.append(_clause(group, relation, [scene.thing(id) for id in sorted(ids)], scene, language))
        phrases += [phrase] if phrase else []
    return phrases, clauses


def some_of(things: Sequence[Thing], scene: Scene, language: str) -> str:
    """Those things among all of their kind in a scene: "the cat", "one of the three cats", 其中一只猫."""
    kind, many = things[0].object, len(things)
    all_of_it = sum(thing.object == kind for thing in scene.things)
    named = vocabulary.thing(kind)
    if many == all_of_it:
        if many == 2 and language == "en":
            return f"both {named.plural}"
        return the(Kind(kind, None, many), language)
    if language == "en":
        return f"{NUMBERS['en'].get(many, 'one')} of the {NUMBERS['en'][all_of_it]} {named.plural}"
    return f"其中{NUMBERS['zh'][many]}{named.measure}{named.zh[0]}"


def _related(one: str, relation: str, other: str, language: str) -> str:
    word = relation_word(relation, language)
    if language == "en":
        return f"{one} {word} {other}"
    return f"{one}{word}{other}" if relation in DONE else f"{one}在{other}{word}"


def _clause(group: Group, relation: str, aims: Sequence[Thing], scene: Scene, language: str) -> str:
    alike = [thing for thing in aims if thing.object == aims[0].object]
    one, other = some_of(group.things, scene, language), some_of(alike, scene, language)
    return _related(one, relation, other, language)


def the(kind: Kind, language: str) -> str:
    """Things that are known: "the cats", 那两只猫."""
    named = vocabulary.thing(kind.object)
    if language == "en":
        return f"the {named.en[0] if kind.count == 1 else named.plural}"
    return named.zh[0] if kind.count == 1 else f"{NUMBERS['zh'][kind.count]}{named.measure}{named.zh[0]}"


def _english(scene: Scene, mixed: str) -> str:
    phrases, clauses = _told(scene, mixed, "en")
    said = ", ".join(filter(None, (joined(phrases, "en"), *clauses)))
    if scene.place is not None:
        where = english.WHERE[scene.place][0] if phrases else f"the {vocabulary.value('place', scene.place).en[0]}"
        plain = len(phrases) == 1 and not scene.relations
        said = f"{said}{' ' if plain else ', '}{where}" if phrases else where
    if scene.ground is not None:
        said = f"{said} on {ground_words(scene.ground, 'en')}" if phrases else ground_words(scene.ground, "en")
    if scene.time is not None:
        said = f"{said} {english.WHEN[scene.time][0]}".strip()
    if scene.style is not None:
        said = f"{said}, {vocabulary.value('style', scene.style).en[0]} style" if said else f"{scene.style} style"
    if scene.without:
        said = f"{said}, without {joined([vocabulary.thing(key).plural for key in scene.without], 'en')}".lstrip(", ")
    return said


def ground_words(colour: str, language: str) -> str:
    """A plain ground of a colour: "a white background", 白色背景."""
    name = vocabulary.value("colour", colour).name(language)
    return f"{english.article(name)} {name} background" if language == "en" else f"{name}背景"


def _english_kind(kind: Kind) -> str:
    named = vocabulary.thing(kind.object)
    words = [vocabulary.value("size", kind.size).en[0]] if kind.size else []
    words += [vocabulary.value("colour", kind.colour).en[0]] if kind.colour not in (None, NATURAL) else []
    words += [named.en[0] if kind.count == 1 else named.plural]
    words += [vocabulary.value("action", kind.action).en[0]] if kind.action else []
    is_stuff = named.plural == named.en[0] and named.kind == "food"
    one = "some" if is_stuff else english.article(words[0])
    return " ".join([one if kind.count == 1 else NUMBERS["en"].get(kind.count, one), *words])


def _chinese(scene: Scene, mixed: str) -> str:
    when = chinese.WHEN[scene.time][0] if scene.time else ""
    style = f"{vocabulary.value('style', scene.style).zh[0]}风格" if scene.style else ""
    without = f"没有{joined([vocabulary.thing(key).zh[0] for key in scene.without], 'zh')}" if scene.without else ""
    ground = ground_words(scene.ground, "zh") if scene.ground else ""
    return "，".join(part for part in (when, *_chinese_core(scene, mixed), ground, without, style) if part)


def _chinese_core(scene: Scene, mixed: str) -> Iterator[str]:
    """Where it is and what is there: 一只黑猫在草地上跳跃, 草地上有一只猫和三只狗."""
    where = chinese.WHERE[scene.place][0] if scene.place else ""
    if not scene.things:
        yield vocabulary.value("place", scene.place).zh[0] if scene.place else ""
        return
    alone = scene.groups()
    if len(alone) == 1 and (action := alone[0][0].action) and not scene.relations:
        kind = Kind(alone[0][0].object, alone[0][0].colour, len(alone[0]), None, alone[0][0].size)
        yield f"{_chinese_kind(kind)}{mixed}在{where}{_verb(action)}"
        return
    phrases, clauses = _told(scene, mixed, "zh")
    things = joined(phrases, "zh")
    if scene.relations and len(phrases) == 1:
        yield from (where, things)
    else:
        yield f"{where}有{things}" if where else things
    yield from clauses


def _chinese_kind(kind: Kind) -> str:
    doing = f"{_verb(kind.action)}的" if kind.action else ""
    return f"{NUMBERS['zh'][kind.count]}{vocabulary.thing(kind.object).measure}{doing}{_chinese_look(kind)}"


def _chinese_look(kind: Kind) -> str:
    """A thing's name with its colour and size: 小黑猫, 蓝色大汽车; no word that means something else, as 黄牛."""
    name, known = vocabulary.thing(kind.object).zh[0], chinese_names()[0]
    colour = vocabulary.value("colour", kind.colour).zh[0] if kind.colour not in (None, NATURAL) else ""
    short = colour.removesuffix("色") + name
    if len(name) == 1 and short not in known:
        colour, name = "", short
    if kind.size is None:
        return colour + name
    size, long = vocabulary.value("size", kind.size).zh[:2]
    means_else = name[0] in "大小" or size + name in known
    return f"{long}{colour}{name}" if means_else else f"{colour}{size}{name}"


def _verb(action: str) -> str:
    return vocabulary.value("action", action).zh[0]
