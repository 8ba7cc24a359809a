"""Talking about a picture: is each turn understood as what was asked, and nothing else?

The dialogues (dialogues.jsonl) were written by hand, by one who had not read how follow-ups are understood. Each turn
goes through `understanding.understand`, as in the chat. After a turn that is not right the dialogue goes on from the
scene that was expected, so that every turn counts once.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.cases import Options
from evaluation.read import same_scene
from models.weights import fingerprint
from training.said import advanced
from understanding.intent import Again, Ask, Back, Change, Describe, Draw, Intent, Refuse
from understanding.message import read_message
from understanding.state import State
from understanding.understand import Understanding
from world.gist import Gist, Kind
from world.scene import Scene

DIALOGUES = Path(__file__).parent / "dialogues.jsonl"
EXAMPLES = 12  # turns that are not right and are shown
ACTS = ("undo", "again", "describe")  # kinds of turns that ask for no scene, but for something to be done
VERDICTS = ("right", "asked back", "partly", "refused", "silent")  # what a turn may be, as a script can tell


@dataclass(frozen=True)
class Turn:
    """What is said, and the scene that is expected then; `kind` is what the turn does."""

    text: str
    kind: str  # new, one of ACTS, or what the change does: set, add, remove, replace, relation, whole, several
    scene: Gist


@dataclass(frozen=True)
class Dialogue:
    language: str
    turns: tuple[Turn, ...]


def report(options: Options) -> dict:
    """The share of turns of each verdict, by language and by kind of turn; whole dialogues; some that are not right."""
    understanding = Understanding(options.weights)
    some = dialogues(DIALOGUES)[: options.n]
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    whole: dict[str, list[bool]] = defaultdict(list)
    wrong: list[dict[str, Any]] = []
    for dialogue in some:
        results = []
        for turn, intent, result in replayed(dialogue, understanding):
            results.append(result == "right")
            for of in ("all", dialogue.language, turn.kind):
                verdicts[of][result] += 1
            if result != "right":
                got = _told(intent)
                wrong.append({"said": turn.text, "expected": _said(turn.scene), "verdict": result, "got": got})
        for of in ("all", dialogue.language):
            whole[of].append(all(results))
    return {
        "weights": fingerprint(understanding.folders),
        "dialogues": len(some),
        "turns": sum(verdicts["all"].values()),
        "verdicts": {of: _shares(counts) for of, counts in verdicts.items()},
        "dialogues_right": {of: sum(results) / max(1, len(results)) for of, results in whole.items()},
        "wrong": wrong[:EXAMPLES],
    }


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values())
    return {verdict: counts[verdict] / total for verdict in VERDICTS if counts[verdict]} | {"of": total}


def _said(scene: Gist) -> list[str]:
    return [fact.value for fact in scene.facts()]


def _told(intent: Intent) -> object:
    match intent:
        case Draw(scene=scene) | Change(scene=scene):
            return _said(scene.gist())
        case Refuse(reason=reason, words=words):
            return ["refused", reason, *words]
        case Ask(options=options):
            return ["asked", *(option.program for option in options)]
    return type(intent).__name__


def replayed(dialogue: Dialogue, understanding: Understanding) -> Iterator[tuple[Turn, Intent, str]]:
    """Each turn with what is understood, and the verdict."""
    state = State()
    for turn in dialogue.turns:
        before = state
        intent = understanding.understand(read_message(turn.text), state)
        result = verdict(intent, turn, before)
        yield turn, intent, result
        state = advanced(before, intent) if result == "right" else _as_expected(turn, before)


def verdict(intent: Intent, turn: Turn, before: State) -> str:
    """right, asked back, partly (something else was left and named), refused or silent."""
    if is_right(intent, turn, before):
        return "right"
    if isinstance(intent, Ask):
        return "asked back" if any(is_right(each.intent, turn, before) for each in intent.options) else "silent"
    if isinstance(intent, Refuse):
        return "refused"
    return "partly" if intent.left else "silent"


def is_right(intent: Intent, turn: Turn, before: State) -> bool:
    """Whether what is asked for would be done, things that stay keep their ids, and nothing is named as left."""
    if intent.left:
        return False
    if turn.kind in ACTS:
        kinds: dict[str, type] = {"undo": Back, "again": Again, "describe": Describe}
        return isinstance(intent, kinds[turn.kind])
    if not isinstance(intent, Draw | Change) or not same_scene(intent.scene.gist(), turn.scene):
        return False
    return turn.kind == "new" or before.scene is None or isinstance(intent, Change)


def _as_expected(turn: Turn, before: State) -> State:
    """Where the conversation would stand after a turn that was understood."""
    if turn.kind == "undo":
        at = max(before.at - 1, 1)
        return replace(before, scene=before.drawings[at - 1], at=at, spoken_of=()) if before.drawings else before
    if turn.kind in ACTS:
        return before
    scene = Scene.of(turn.scene)
    known = set(before.scene.things) if before.scene else set()
    new = tuple(thing.id for thing in scene.things if thing not in known)
    return before.drawn(scene, new or tuple(thing.id for thing in scene.things[:1]))


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
