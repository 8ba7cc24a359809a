"""What is otherwise in one scene than in another, in words: "one of the two cats is black now", 其中一只猫变成黑了."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from language import chinese, english
from language.telling import ground_words, kind_words, relation_word, some_of, the
from world import vocabulary
from world.gist import Kind
from world.scene import DONE, Relation, Scene, Thing
from world.vocabulary import NATURAL


def differences(before: Scene, after: Scene, language: str) -> list[str]:
    """A phrase for everything that changed, in the order: what went, what came, what became of the rest, the whole."""
    return [
        *_gone(before, after, language),
        *_came(before, after, language),
        *_looks(before, after, language),
        *_relations(before, after, language),
        *_whole(before, after, language),
    ]


def is_or_are(many: int) -> str:
    """The English verb for so many."""
    return "is" if many == 1 else "are"


Key = TypeVar("Key", bound=Hashable)


def _by(things: Iterable[Thing], key: Callable[[Thing], Key]) -> Iterator[tuple[Key, list[Thing]]]:
    found: dict[Key, list[Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    yield from found.items()


def _gone(before: Scene, after: Scene, language: str) -> Iterator[str]:
    lost = [thing for thing in before.things if not after.has(thing.id)]
    for _, some in _by(lost, lambda thing: thing.object):
        who = some_of(some, before, language)
        yield f"{who} {is_or_are(len(some))} gone" if language == "en" else f"{who}去掉了"


def _came(before: Scene, after: Scene, language: str) -> Iterator[str]:
    new = [thing for thing in after.things if not before.has(thing.id)]
    for _, some in _by(new, lambda thing: thing.look):
        first = some[0]
        what = kind_words(Kind(first.object, first.colour, len(some), first.action, first.size), language)
        if language == "en":
            yield f"{what} {is_or_are(len(some))} added"
        else:
            more = any(thing.object == first.object for thing in before.things)
            yield f"{'又' if more else ''}加了{what}"


def _looks(before: Scene, after: Scene, language: str) -> Iterator[str]:
    stayed = [thing for thing in after.things if before.has(thing.id)]
    for slot in ("object", "colour", "action", "size"):
        changed = [thing for thing in stayed if getattr(thing, slot) != getattr(before.thing(thing.id), slot)]

        def became(thing: Thing, slot: str = slot) -> tuple[str, str | None]:
            return before.thing(thing.id).object, getattr(thing, slot)

        for (_, key), some in _by(changed, became):
            was = [before.thing(thing.id) for thing in some]
            who = some_of(was if slot == "object" else some, before if slot == "object" else after, language)
            yield _became(slot, key, who, some, was, language)


def _became(slot: str, key: str | None, who: str, some: Sequence[Thing], was: Sequence[Thing], language: str) -> str:
    is_ = is_or_are(len(some))
    if slot == "object":
        kind = kind_words(Kind(str(key), None, len(some)), language)
        return f"{who} {is_} {kind} now" if language == "en" else f"{who}变成了{kind}"
    if slot == "size":
        towards = key or ("big" if was[0].size == "small" else "small")
        if language == "en":
            return f"{who} {is_} {'bigger' if towards == 'big' else 'smaller'}"
        return f"{who}变{'大' if towards == 'big' else '小'}了"
    if key is None or key == NATURAL:
        if slot == "colour":
            return (
                f"{who} {'has its' if len(some) == 1 else 'have their'} own colour"
                if language == "en"
                else f"{who}恢复了本来的颜色"
            )
        old = vocabulary.value("action", str(was[0].action)).name(language)
        return f"{who} {is_} not {old} any more" if language == "en" else f"{who}不再{old}了"
    value = vocabulary.value(slot, str(key)).name(language)
    if language == "en":
        return f"{who} {is_} {value} now"
    return f"{who}变成{value}了" if slot == "colour" else f"{who}正在{value}"


def _relations(before: Scene, after: Scene, language: str) -> Iterator[str]:
    old, new = set(before.relations), set(after.relations)
    came = [each for each in after.relations if each not in old]
    for (relation, _, _), some in _pairs(came, after):
        yield _stands(relation, some, after, language)
    ended = [
        each for each in before.relations
        if each not in new and each.relation in DONE and after.has(each.subject) and after.has(each.object)
        and not any({each.subject, each.object} == {r.subject, r.object} for r in came)
    ]  # fmt: skip
    for (relation, _, _), some in _pairs(ended, after):
        subject = some_of([after.thing(id) for id in dict.fromkeys(r.subject for r in some)], after, language)
        word = relation_word(relation, language)
        thing = the(Kind(after.thing(some[0].object).object), language)
        is_ = is_or_are(len({each.subject for each in some}))
        yield f"{subject} {is_} no longer {word} {thing}" if language == "en" else f"{subject}不再{word}{thing}"


def _pairs(relations: Sequence[Relation], scene: Scene) -> Iterator[tuple[tuple[str, str, str], list[Relation]]]:
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for each in relations:
        key = (each.relation, scene.thing(each.subject).object, scene.thing(each.object).object)
        found.setdefault(key, []).append(each)
    yield from found.items()


def _stands(relation: str, some: Sequence[Relation], scene: Scene, language: str) -> str:
    subjects = [scene.thing(id) for id in dict.fromkeys(each.subject for each in some)]
    objects = [scene.thing(id) for id in dict.fromkeys(each.object for each in some)]
    who, whom = some_of(subjects, scene, language), some_of(objects, scene, language)
    word = relation_word(relation, language)
    if language == "en":
        return f"{who} {is_or_are(len(subjects))} {word} {whom}"
    return f"{who}{word}{whom}" if relation in DONE else f"{who}在{whom}{word}"


def _whole(before: Scene, after: Scene, language: str) -> Iterator[str]:
    for slot, gone in _GONE.items():
        now = getattr(after, slot)
        if now == getattr(before, slot) or (slot == "place" and now is None and after.ground):
            continue
        if now is None:
            yield gone[language]
        else:
            yield _NOW[language][slot].format(_named_whole(slot, now, language))
    if after.ground != before.ground and (after.ground or after.place is None):
        yield (
            _NOW[language]["ground"].format(ground_words(after.ground, language))
            if after.ground
            else _GONE["place"][language]
        )
    for key in after.without:
        if key not in before.without and not any(thing.object == key for thing in before.things):
            named = vocabulary.thing(key)
            yield f"no {named.plural}" if language == "en" else f"不画{named.zh[0]}"


_GONE = {
    "place": {"en": "the place is gone", "zh": "地点去掉了"},
    "time": {"en": "no time of day is said any more", "zh": "不再限定时间"},
    "style": {"en": "the style is free", "zh": "不再限定风格"},
}
_NOW = {
    "en": {
        "place": "it is {} now",
        "time": "it is {} now",
        "style": "the style is {} now",
        "ground": "it is on {} now",
    },
    "zh": {"ground": "换成了{}", "place": "背景换成了{}", "time": "时间变成了{}", "style": "风格换成了{}"},
}


def _named_whole(slot: str, key: str, language: str) -> str:
    if slot == "time":
        return (english if language == "en" else chinese).WHEN[key][0]
    if slot == "place" and language == "en":
        return english.WHERE[key][0]
    return vocabulary.value(slot, key).name(language)
