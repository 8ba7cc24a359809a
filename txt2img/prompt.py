"""A prompt by itself, as the command line and the endpoint take one: the drawing that it asks for."""

from collections.abc import Callable
from dataclasses import replace

from understanding.intent import Ask, Draw, Intent, Left, Refuse
from understanding.message import Message
from understanding.state import State
from understanding.understand import Understanding


def prompted(understanding: Understanding, message: Message) -> Draw | Refuse:
    """The drawing that a message asks for whatever was drawn before, of several readings the likeliest; or why not."""
    return _drawing(understanding.understand(message, State()))


def _drawing(intent: Intent) -> Draw | Refuse:
    if isinstance(intent, Ask):
        intent = next((each.intent for each in intent.options if isinstance(each.intent, Draw)), intent)
    return intent if isinstance(intent, Draw | Refuse) else Refuse(reason="nothing_known", left=intent.left)


def drawable(draw: Draw, draws: Callable[[str], bool]) -> Draw | Refuse:
    """What of a drawing a painter can draw; what it cannot is left. Of a blend it is both halves or nothing.

    `draws` says of an object whether it can be drawn.
    """
    scene, blend = draw.scene, draw.blend
    other = (blend.thing,) if blend and blend.thing else ()
    undrawn = tuple(key for key in dict.fromkeys((*scene.objects, *other)) if not draws(key))
    kept = scene.with_things([thing for thing in scene.things if thing.object not in undrawn])
    if undrawn and (blend or not kept.drawable):
        return Refuse(reason="undrawn", words=undrawn, left=draw.left)
    if not kept.things and (draw.sticker or blend):
        return Refuse(reason="no_things", left=draw.left)
    if not kept.drawable:
        return Refuse(reason="nothing_known", left=draw.left)
    left = (*draw.left, Left("undrawn", undrawn)) if undrawn else draw.left
    return replace(draw, scene=kept, left=left)
