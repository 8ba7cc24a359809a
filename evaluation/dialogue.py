"""Talking about a picture: does each turn change what was asked, and nothing else?

The dialogues (dialogues.jsonl) were written by hand, by one who had not read how follow-ups are understood. A turn is
right where the chat would do what was asked and the scene is then the one that was expected; after a wrong one the
dialogue goes on from the expected scene, so that every turn counts once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from chat import phrases
from chat.edits import (
    Again,
    DescribeLast,
    NewScene,
    NotAnEdit,
    Shift,
    Swap,
    Undo,
    read_edit,
    spoken_of,
)
from evaluation.cases import Options
from evaluation.read import same_scene
from models.weights import fingerprint
from txt2img.plan import Layouts, base_style
from understanding.reading import Reading
from world.gist import Gist, Kind
from world.plan import Layer, Plan
from world.vocabulary import INVERSE

DIALOGUES = Path(__file__).parent / "dialogues.jsonl"
EXAMPLES = 12  # wrong turns that are shown
ACTS = ("undo", "again", "describe")  # kinds of turns that ask for no scene, but for something to be done


@dataclass(frozen=True)
class Turn:
    """What is said, and the scene that is expected then; `kind` is what the turn does."""

    text: str
    kind: (
        str  # new, undo, again, describe, or what the change does: set, add, remove, replace, relation, whole, several
    )
    scene: Gist


@dataclass(frozen=True)
class Dialogue:
    language: str
    turns: tuple[Turn, ...]


def report(options: Options) -> dict:
    """Turns that are right, by language and kind; whole dialogues; and what stays of things that nobody spoke of."""
    reading, layouts = Reading(options.weights), Layouts(options.weights)
    some = dialogues(DIALOGUES)[: options.n]
    right: dict[str, list[bool]] = defaultdict(list)
    whole: dict[str, list[bool]] = defaultdict(list)
    kept: list[bool] = []
    wrong: list[dict[str, Any]] = []
    for number, dialogue in enumerate(some):
        results = []
        for turn, before, (act, after) in replayed(dialogue, reading):
            acted = act == turn.kind if turn.kind in ACTS else act == "draw"
            results.append(acted and after is not None and same_scene(after, turn.scene))
            for of in ("all", dialogue.language, turn.kind):
                right[of].append(results[-1])
            if not results[-1]:
                wrong.append({"said": turn.text, "expected": _said(turn.scene), "understood": _said(after)})
            if before is not None and turn.kind not in (*ACTS, "new"):
                kept.append(stays(before, turn.scene, layouts, Random(f"{options.seed} {number}")))
        for of in ("all", dialogue.language):
            whole[of].append(all(results))
    return {
        "weights": fingerprint([layouts.folder, *(options.weights / name for name in ("reader", "tokenizer"))]),
        "dialogues": len(some),
        "turns": len(right["all"]),
        "turns_right": {of: {"right": _share(results), "of": len(results)} for of, results in right.items()},
        "dialogues_right": {of: _share(results) for of, results in whole.items()},
        "unspoken_of_stays": {"right": _share(kept), "of": len(kept)},
        "wrong": wrong[:EXAMPLES],
    }


def _share(results: Sequence[bool]) -> float:
    return sum(results) / max(1, len(results))


def _said(scene: Gist | None) -> list[str] | None:
    return [fact.value for fact in scene.facts()] if scene else None


def replayed(dialogue: Dialogue, reading: Reading) -> Iterator[tuple[Turn, Gist | None, tuple[str, Gist | None]]]:
    """Each turn with the scene that was there before, and what the chat makes of it."""
    before: list[Gist] = []
    for turn in dialogue.turns:
        last = before[-1] if before else None
        yield turn, last, understood(turn.text, before, reading)
        if turn.kind == "undo":
            before.pop()
        elif turn.kind not in ACTS:
            before.append(turn.scene)


def understood(text: str, before: Sequence[Gist], reading: Reading) -> tuple[str, Gist | None]:
    """What a message has the chat do ("draw", one of ACTS, or "refuse"), and the scene that there is then."""
    last = before[-1] if before else None
    if phrases.meaning(text) == "describe":
        return "describe", last
    match read_edit(text, last, reading.follow, spoken_of(before)):
        case NewScene(scene=scene):
            return "draw", scene
        case Shift():
            return "draw", last
        case Swap() if last:
            return "draw", replace(last, relation=INVERSE.get(last.relation or "", last.relation))
        case Again():
            return "again", last
        case DescribeLast():
            return "describe", last
        case Undo():
            return "undo", before[-2] if len(before) > 1 else None
        case NotAnEdit():
            return "draw", reading.understand(text).scene
    return "refuse", None


def stays(before: Gist, after: Gist, layouts: Layouts, rng: Random) -> bool:
    """Whether all that an edit does not speak of is drawn as before: the same seeds, style and, where it can, place."""
    base = layouts.plan(before, rng.randrange(1000))
    plan = layouts.plan(after, rng.randrange(1000), base)
    steady = before.place == after.place and after.relation in (before.relation, None)
    same = [thing for thing in after.things if thing in before.things]
    drawn = all(
        _drawn_of(plan, thing, after, steady) == _drawn_of(base, thing, before, steady)
        for thing in same
        if after.things.count(thing) == before.things.count(thing) == 1
    )
    styled = after.style != before.style or not plan.layers or base_style(base) in (base_style(plan), None)
    grounded = not steady or (base.backdrop and base.backdrop.seed) == (plan.backdrop and plan.backdrop.seed)
    return drawn and styled and grounded


def _drawn_of(plan: Plan, thing: Kind, scene: Gist, placed: bool) -> list[tuple]:
    """What tells how a kind of thing is drawn: what and by which noise, and where, if that counts."""
    of = scene.things.index(thing)
    layers = [layer for layer in plan.layers if layer.of == of]
    return sorted((layer.what, layer.colour, layer.seed, *_place(layer, placed)) for layer in layers)


def _place(layer: Layer, placed: bool) -> tuple[float, ...]:
    pose = layer.pose
    return (pose.x, pose.y, pose.scale, pose.angle) if placed else ()


def dialogues(path: Path) -> list[Dialogue]:
    """Dialogues from a file with one JSON object a line: language, and turns with what is said and what it changes."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Dialogue(line["language"], tuple(_turns(line["turns"]))) for line in lines]


def _turns(saved: Iterable[dict]) -> Iterator[Turn]:
    """Each turn with the scene that its changes lead to."""
    scenes: list[Gist] = []
    for turn in saved:
        change = turn.get("change")
        if "scene" in turn:
            kind, scene = "new", Gist.from_json({"things": [], **turn["scene"]})
        elif change == "undo":
            kind, scene = change, scenes[-2]
            scenes.pop()
        elif isinstance(change, list):
            kind = next(iter(change[0])) if len(change) == 1 else "several"
            scene = scenes[-1]
            for operation in change:
                scene = _changed(scene, dict(operation))
        else:
            kind, scene = str(change), scenes[-1]
        if kind not in ACTS:
            scenes.append(scene)
        yield Turn(turn["say"], kind, scene)


def _changed(scene: Gist, operation: dict[str, Any]) -> Gist:
    """The scene after one operation, named by its first key."""
    match next(iter(operation)):
        case "set":
            of = _number(scene, operation.pop("set"))
            return scene.with_thing(of, replace(scene.things[of], **operation))
        case "add":
            more = replace(scene, things=(*scene.things, Kind(**operation["add"])))
            relation = operation.get("relation")
            return _standing(more, 1, relation) if relation else more
        case "remove":
            gone = _number(scene, operation["remove"])
            return replace(scene, things=(*scene.things[:gone], *scene.things[gone + 1 :]), relation=None)
        case "replace":
            of = _number(scene, operation.pop("replace"))
            return scene.with_thing(of, replace(scene.things[of], object=operation.pop("by"), **operation))
        case "relation":
            return _standing(scene, _number(scene, operation["of"]), operation["relation"])
        case "whole":
            return replace(scene, **operation["whole"])
    raise ValueError(f"no operation {operation}")


def _standing(scene: Gist, of: int, relation: str) -> Gist:
    """The thing of that number stands so to the other one."""
    things = scene.things if of == 0 else scene.things[::-1]
    return replace(scene, things=things, relation=relation)


def _number(scene: Gist, key: str) -> int:
    return [thing.object for thing in scene.things].index(key)
