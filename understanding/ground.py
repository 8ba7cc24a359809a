"""A plain ground of a colour, which a message names beside whatever else it asks for."""

from dataclasses import replace

from understanding.intent import Again, Change, Draw, Intent, Left, Refuse, Talk
from understanding.state import State
from world.scene import Scene


def on_ground(intent: Intent, colour: str, state: State) -> Intent:
    """The intent, with what lies behind in that colour (a key of COLOURS).

    Nothing lies behind a sticker, and a place that the message names besides stays: either is said. What comes to
    nothing by itself asks for the ground alone.
    """
    match intent:
        case Draw(sticker=True) | Change(sticker=True):
            return replace(intent, left=(*intent.left, Left("no_ground", (colour,))))
        case Draw(scene=Scene(place=str())):
            return replace(intent, left=(*intent.left, Left("besides", (colour,))))
        case Change(before=before, scene=scene) if scene.place and scene.place != before.place:
            return replace(intent, left=(*intent.left, Left("besides", (colour,))))
        case Draw(scene=scene):
            return replace(intent, scene=_coloured(scene, colour))
        case Change(scene=scene):
            return replace(intent, scene=_coloured(scene, colour), sticker=False if state.sticker else intent.sticker)
        case Refuse(left=left) | Talk(left=left):
            return _alone(colour, state, left)
        case Again():
            return _alone(colour, state, ())
    return intent


def _alone(colour: str, state: State, left: tuple[Left, ...]) -> Intent:
    if state.scene is None:
        return Draw(scene=Scene(ground=colour), left=left)
    scene = _coloured(state.scene, colour)
    if scene == state.scene and not state.sticker:
        return Refuse(reason="same", spoken_of=state.spoken_of, left=left)
    return Change(
        before=state.scene,
        scene=scene,
        sticker=False if state.sticker else None,
        spoken_of=state.spoken_of,
        left=left,
    )


def _coloured(scene: Scene, colour: str) -> Scene:
    return replace(scene, place=None, ground=colour)
