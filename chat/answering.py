"""Questions about a picture, answered from what is known of it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from chat.texts import say
from language import chinese, english
from language.difference import is_or_are
from language.telling import joined, kind_words, scene_words, some_of
from understanding.intent import Answer as Question
from world import vocabulary
from world.gist import Kind
from world.plan import Pose
from world.scene import DONE, Scene, Thing
from world.vocabulary import NATURAL


def answered(
    question: Question, scene: Scene, style: str, language: str, poses: Mapping[int, Pose] = MappingProxyType({})
) -> str:
    """The answer in one or more sentences; `style` is the one that the picture is drawn in, `poses` are by id."""
    if question.question in ("place", "time", "style"):
        return _whole(question.question, scene, style, language)
    missing = [key for key in question.objects if key not in scene.objects]
    if missing:
        return say("answer_none", language, value=_names(missing, language))
    things = [scene.thing(id) for id in question.ids] or list(scene.things)
    if not things:
        return say("refuse_no_things", language)
    if question.question == "count":
        return _count(things, scene, language, all_of_them=not question.ids)
    asked = {thing.id for thing in things}
    stands = any(asked & {each.subject, each.object} for each in scene.relations)
    is_where = question.question == "relation" and question.ids and not stands
    if is_where and (told := _where(things, scene, language, poses)):
        return told
    does = any(each.relation in DONE and each.subject in {thing.id for thing in things} for each in scene.relations)
    if question.question == "relation" or (question.question == "action" and does):
        return say("answer_relation", language, value=scene_words(scene, language))
    return (
        " ".join(_of_each(question.question, things, scene, language))
        if language == "en"
        else "".join(_of_each(question.question, things, scene, language))
    )


def _where(things: Sequence[Thing], scene: Scene, language: str, poses: Mapping[int, Pose]) -> str:
    """On which side of the picture each of some things is, as far as anybody knows."""
    sides: dict[str, list[Thing]] = {}
    for thing in things:
        if thing.id in poses:
            x = poses[thing.id].x
            sides.setdefault("left" if x < 0.4 else "right" if x > 0.6 else "middle", []).append(thing)
    told = []
    for side, some in sides.items():
        who = some_of(some, scene, language)
        grammar = {"who": who[:1].upper() + who[1:], "is_are": is_or_are(len(some))}
        told.append(say(f"answer_where_{side}", language, **grammar))
    return (" " if language == "en" else "").join(told)


def _names(keys: Sequence[str], language: str) -> str:
    return joined([vocabulary.thing(key).name(language) for key in keys], language)


def _whole(slot: str, scene: Scene, style: str, language: str) -> str:
    key = getattr(scene, slot)
    if key is None:
        own = vocabulary.value("style", style).name(language)
        return say(f"answer_{slot}_none", language, **({"value": own} if slot == "style" else {}))
    said = english if language == "en" else chinese
    named = {
        "place": said.WHERE,
        "time": said.WHEN,
        "style": {value.key: value.names(language) for value in vocabulary.STYLES},
    }
    return say(f"answer_{slot}", language, value=named[slot][key][0])


def _count(things: Sequence[Thing], scene: Scene, language: str, *, all_of_them: bool) -> str:
    kinds = [key for key in scene.objects if any(thing.object == key for thing in things)]
    some = scene.things if all_of_them else things
    counted = [Kind(key, None, sum(thing.object == key for thing in some)) for key in kinds]
    told = joined([kind_words(kind, language) for kind in counted], language)
    return say("answer_count", language, value=told, is_are=is_or_are(len(things)))


def _of_each(slot: str, things: Sequence[Thing], scene: Scene, language: str) -> list[str]:
    """One sentence for each of the things that differ in this."""
    alike: dict[tuple[str, str | None], list[Thing]] = {}
    for thing in things:
        alike.setdefault((thing.object, getattr(thing, slot)), []).append(thing)
    return [_sentence(slot, value, some, scene, language) for (_, value), some in alike.items()]


def _sentence(slot: str, value: str | None, some: Sequence[Thing], scene: Scene, language: str) -> str:
    who = some_of(some, scene, language)
    one = len(some) == 1
    grammar = {"who": who[:1].upper() + who[1:], "is_are": "is" if one else "are", "has_have": "has" if one else "have"}
    if slot == "colour" and value in (None, NATURAL):
        return say("answer_colour_own", language, **grammar)
    if value is None:
        return say(f"answer_{slot}_none", language, **grammar)
    name = vocabulary.value(slot, value).name(language)
    return say(f"answer_{slot}", language, value=name.removesuffix("的"), **grammar)
