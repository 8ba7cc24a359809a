"""Intents in words: what was changed, and what a tap on one of several readings would do."""

from chat.texts import key_name, listed, say
from language.difference import differences, is_or_are
from language.telling import scene_words, some_of
from understanding.intent import Again, Answer, Back, Change, Describe, Draw, Intent, Pick, Talk


def changes(intent: Change, language: str) -> list[str]:
    """A phrase for everything that a change does."""
    scene = intent.scene
    done = differences(intent.before, scene, language)

    def who(ids: tuple[int, ...]) -> str:
        things = [scene.thing(id) for id in ids if scene.has(id)]
        return some_of(things, scene, language) if things else ""

    for shift in intent.shifts:
        done.append(say(f"moved_{shift.way}", language, who=who(shift.ids), is_are=is_or_are(len(shift.ids))))
    for one, other in intent.swaps:
        done = [each for each in done if not intent.scene.relations or each not in _positions(intent, language)]
        done.append(say("swapped", language, one=who(one), other=who(other)))
    if intent.turned:
        done.append(say("turned", language, who=who(intent.turned), is_are=is_or_are(len(intent.turned))))
    if intent.blend is not None and intent.blend.thing:
        first = who((scene.things[0].id,))
        done.append(say("became_blended", language, who=first, other=key_name(intent.blend.thing, language)))
    if intent.sticker is not None:
        done.append(say("became_sticker" if intent.sticker else "became_grounded", language))
    return [each for each in done if each]


def _positions(intent: Change, language: str) -> list[str]:
    """How things stand otherwise since they changed places: it is said once."""
    return differences(intent.before, intent.scene, language)


def reading(intent: Intent, language: str) -> str:
    """What an intent would do, as a short label."""
    match intent:
        case Draw(scene=scene):
            return say("reading_draw", language, scene=scene_words(scene, language))
        case Change(picture=picture):
            done = listed(changes(intent, language), language)
            if picture is None:
                return say("reading_change", language, changes=done)
            return say("reading_change_of", language, changes=done, number=picture)
        case Again(alike=alike):
            return say("reading_vary" if alike else "reading_again", language)
        case Back(drawing=drawing):
            return say("reading_back", language, number=drawing)
        case Pick(picture=picture):
            return say("reading_pick", language, number=picture)
        case Describe():
            return say("reading_describe", language)
        case Answer(question=question):
            return say(f"reading_answer_{question}", language)
        case Talk():
            return say("reading_talk", language)
    return say("reading_refuse", language)
