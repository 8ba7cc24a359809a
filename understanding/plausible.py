"""What may well be done with what: a dog wears a hat, a sailboat does not, and nobody drinks a train.

A small table over kinds of things. What a message says in so many words ("a baguette wearing sunglasses") is as it is
said; the table only speaks against readings that put things together by themselves.
"""

import re

from understanding.intent import Change, Draw, Intent
from understanding.message import Message
from world import vocabulary
from world.scene import DONE, Relation, Scene
from world.vocabulary import WORN

DOERS = frozenset(("person", "animal"))  # kinds that do something with others
WITH_A_FACE = frozenset(  # things that do, too
    (
        "teddy_bear",
        "nesting_doll",
        "snowman",
        "jack-o-lantern",
        "skull",
        "carousel_horse",
        "statue_of_liberty",
        "chess_piece",
    )
)
BEARERS = {"holds": ("vehicle",), "carries": ("vehicle",)}  # kinds that do this alone: a truck carries apples
NEVER = {  # kinds that this is never done with
    "rides": ("food", "plant", "sky"),
    "eats": ("vehicle", "building", "person", "sky"),
    "drinks": ("vehicle", "building", "person", "animal", "sky", "plant"),
    "holds": ("vehicle", "building"),
    "carries": ("vehicle", "building"),
    "gives": ("vehicle", "building"),
}
ALSO_WORN = frozenset(("handbag", "bandage", "life_buoy", "parachute", "stethoscope", "bouquet", "microphone"))
_BECOMES_EN = re.compile(
    r"\b(?:into|to|be|is|are|becomes?|with|it'?s|make (?:it|him|her|that|them|one|all)|make the [\w -]+|not"
    r"|actually|rather|no|wait"
    r"|meant|said|instead|for)[,:]? (?:(?:an?|the|some|one|two|three|four|another|my|our) )?(?:[\w-]+ ){0,2}$"
    r"|^(?:an?|some|the) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:each other|one another|together)\b|一起|互相|彼此", re.IGNORECASE)
_OF_IT = re.compile(r" ?(?:it|him|her|them|this|that)\b|[它他她]", re.IGNORECASE)
_INSTEAD = re.compile(r"[^.!?;]{0,20}\b(?:instead|rather)\b", re.IGNORECASE)
_BECOMES_ZH = re.compile(r"[换変变改成为当作做是要画来][^,，。]{0,8}$")


def may_do(subject: str, relation: str, object: str) -> bool:
    """Whether a thing of the one kind may well do that with one of the other; both are vocabulary keys."""
    if relation not in DONE:
        return True
    kind, other = vocabulary.thing(subject).kind, vocabulary.thing(object).kind
    if kind not in DOERS and subject not in WITH_A_FACE and kind not in BEARERS.get(relation, ()):
        return False
    if relation == "wears":
        return object in WORN or object in ALSO_WORN
    return other not in NEVER.get(relation, ())


def odd_relations(scene: Scene, before: Scene, message: Message) -> tuple[Relation, ...]:
    """The relations of a scene that are new, that things of their kinds hardly have, and that nobody says."""
    return tuple(
        each
        for each in scene.relations
        if each not in before.relations and _is_odd(each, scene) and not _is_said(each, scene, before, message)
    )


def is_odd(intent: Intent, message: Message) -> bool:
    """Whether a reading puts together what hardly belongs together, or makes one thing out of a quite different one."""
    if not isinstance(intent, Draw | Change):
        return False
    before = intent.before if isinstance(intent, Change) else Scene()
    return bool(odd_relations(intent.scene, before, message)) or _becomes_another(intent.scene, before, message)


def _is_odd(one: Relation, scene: Scene) -> bool:
    if one.relation in DONE:
        return not may_do(scene.thing(one.subject).object, one.relation, scene.thing(one.object).object)
    has = {(r.subject, r.object) for r in scene.relations if r.relation in ("wears", "holds", "carries", "hugs")}
    return one.relation in ("above", "below") and bool(has & {(one.subject, one.object), (one.object, one.subject)})


def _is_said(one: Relation, scene: Scene, before: Scene, message: Message) -> bool:
    """Whether it stands there so: who, what is done, and with what, in either order; "he" is the only kind there is."""
    ends = scene.thing(one.subject).object, scene.thing(one.object).object
    things = [each for each in message.mentions if each.slot == "object"]
    alone = len({thing.object for thing in before.things}) == 1 and before.has(one.subject)
    if _TOGETHER.search(message.text) and {*ends} <= {each.key for each in things}:
        return True
    for deed in message.mentions:
        if deed.slot in ("deed", "relation") and deed.key == one.relation:
            first = [each.key for each in things if each.end <= deed.start][-1:]
            then = [each.key for each in things if each.start >= deed.end][:1]
            if (
                (*first, *then) in (ends, ends[::-1])
                or (first == [ends[0]] and _OF_IT.match(message.text, deed.end))
                or (alone and not first and then == [ends[1]])
            ):
                return True
    return False


def _becomes_another(scene: Scene, before: Scene, message: Message) -> bool:
    """Whether a thing turns into one of another kind, where nothing in the message says that anything turns."""
    now = [scene.thing(thing.id) for thing in before.things if scene.has(thing.id)]
    was = {thing.id: vocabulary.thing(thing.object).kind for thing in before.things}
    turned = {thing.object for thing in now if vocabulary.thing(thing.object).kind != was[thing.id]}
    return any(not _is_turned_into(key, message) for key in turned)


def _is_turned_into(key: str, message: Message) -> bool:
    """Whether a word says that something turns into it."""
    text, end = message.text, _BECOMES_EN if message.language == "en" else _BECOMES_ZH
    named = [one for one in message.mentions if (one.slot, one.key) == ("object", key)]
    return not named or any(end.search(text[: one.start]) or _INSTEAD.match(text, one.end) for one in named)
