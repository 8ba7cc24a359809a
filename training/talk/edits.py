"""Follow-ups as people say them: "make it blue", 把狗去掉, "and two apples on the left, please", with what they change.

Templates by operation (`edits_en`, `edits_zh`) are filled for a random last scene, joined, and put between what people
say before and after; messages that were written whole (`edits_said.jsonl`) are among them. `follow_up` gives the text
with the Change that it asks for, for `training.reader`.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from language.captions import typo
from rendering.sampling import training_scene
from training.talk.operations import OPERATIONS, PLAIN
from training.talk.speaker import PHRASES, Speaker, Unsayable
from world import vocabulary
from world.change import Change, Move, asking_for
from world.gist import Gist
from world.vocabulary import COUNTS, INVERSE, LANGUAGES

NEW_PROMPTS = 0.3  # of the messages ask for another picture
WHOLE_PHRASES = 0.12  # are again, undo, describe or thanks
PLAINLY = 0.4  # of the changes are of the kinds that are asked for most
FIRST = 0.2  # are said before anything was drawn
ABSENT = 0.05  # speak of what is not there
WRITTEN = Path(__file__).parent / "edits_said.jsonl"
SAID = 0.45  # of the messages were written whole
SEVERAL = 0.3  # of the changes hold more than one
DRESSED = 0.25  # have something before or after
MISTYPED = 0.05


@dataclass(frozen=True)
class FollowUp:
    """A message, the scene that was drawn last, the thing that was spoken of last, and what the message asks for."""

    text: str
    last: Gist
    spoken_of: int
    change: Change
    known: bool = True  # whether all that it asks for stands in the change


def follow_up(rng: random.Random, *, held_out: bool = False) -> FollowUp:
    """A random message about a random last scene, in wordings of training or in those held out."""
    if not held_out and rng.random() < SAID:
        return _written_whole(rng)
    while True:
        last, language = last_scene(rng), rng.choice(LANGUAGES)
        spoken_of = rng.randrange(len(last.things)) if last.things and rng.random() < 0.3 else 0
        try:
            text, change, known = _message(Speaker(last, spoken_of, language, rng, held_out=held_out))
        except Unsayable:
            continue
        if language == "en" and rng.random() < MISTYPED:
            text = typo(text, rng)
        return FollowUp(text, last, spoken_of, change, known)


def _written_whole(rng: random.Random) -> FollowUp:
    """A message that was written whole: a prompt, a change of its own scene, or neither."""
    line = rng.choice(_lines())
    if "scene" in line:
        return FollowUp(line["text"], last_scene(rng), 0, asking_for(_scene(line["scene"])))
    if "last" in line:
        moves = tuple(Move(*move) for move in line["moves"])
        change = Change("change", moves, line["subject"])
        said = FollowUp(line["text"], _scene(line["last"]), line.get("spoken_of", 0), change)
        return turned(said) if rng.random() < 0.5 else said
    return FollowUp(line["text"], last_scene(rng), 0, Change(line["kind"]), known=False)


def turned(said: FollowUp) -> FollowUp:
    """The same message about the same scene, told from its other thing; where that is the same scene."""
    last, change = said.last, said.change
    if len(last.things) < 2 or last.relation == "on":
        return said
    scene = replace(last, things=last.things[::-1], relation=INVERSE[last.relation] if last.relation else None)
    other = {0: 1, 1: 0}
    moves = tuple(replace(move, of=other.get(move.of, move.of)) for move in change.moves)
    subject = other.get(change.subject, change.subject)
    return replace(said, last=scene, spoken_of=1 - said.spoken_of, change=replace(change, moves=moves, subject=subject))


def _scene(saved: dict[str, Any]) -> Gist:
    return Gist.from_json({"things": [], **saved})


@cache
def _lines() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines())


def last_scene(rng: random.Random) -> Gist:
    """Any scene; now and then one of two things of the same kind, or none since nothing was drawn yet."""
    if rng.random() < FIRST:
        return Gist()
    scene = training_scene(rng)
    if len(scene.things) == 2 and rng.random() < 0.08:
        colours = rng.sample([value.key for value in vocabulary.slot("colour")], 2)
        twins = (replace(scene.things[0], colour=colours[0]), replace(scene.things[0], colour=colours[1]))
        return replace(scene, things=twins)
    return scene


def _message(speaker: Speaker) -> tuple[str, Change, bool]:
    """The text, what it asks for, and whether all of that stands in the change."""
    if speaker.last == Gist():
        return _before_any(speaker)
    rng, phrases = speaker.rng, PHRASES[speaker.language]
    roll = rng.random()
    if roll < NEW_PROMPTS:
        return *speaker.new_prompt(), True
    if roll < NEW_PROMPTS + WHOLE_PHRASES:
        kind = rng.choice(("again", "undo", "describe", "thanks"))
        text = speaker.filled(rng.choice(speaker.templates[kind]), {"it": speaker.it(speaker.spoken_of)})
        return speaker.dressed(text, 0.3 if kind == "thanks" else DRESSED), Change(kind), False
    if roll < NEW_PROMPTS + WHOLE_PHRASES + ABSENT:
        return speaker.dressed(speaker.absent(), DRESSED), Change("absent"), False
    number = 1 if rng.random() > SEVERAL else rng.choice((2, 2, 2, 3))
    said, moves, subject = "", [], 0
    for _ in range(number):
        text, more, of = _edit(speaker)
        if {(move.of, move.slot) for move in more} & {(move.of, move.slot) for move in moves} or _clash(moves, more):
            continue
        join = rng.choice(phrases.JOINS) if said else ""
        said = f"{said.rstrip('?？.。!！') if join else said}{join}{text}"
        subject = of if any(move.slot == "relation" for move in more) else subject
        moves += more
    return speaker.dressed(said, DRESSED), Change("change", tuple(moves), subject), True


def _before_any(speaker: Speaker) -> tuple[str, Change, bool]:
    """A message where nothing was drawn yet: a prompt, unless it speaks of what is not there."""
    rng, operations = speaker.rng, ("colour", "count", "action", "bigger", "add", "place", "time", "style", "remove")
    if rng.random() < 0.6:
        return *speaker.new_prompt(), True
    template = rng.choice(speaker.templates[rng.choice(operations)] or ("",))
    new, place, time = speaker.thing(), speaker.value("place"), speaker.value("time")
    words = speaker.values(new) | speaker.ground("place", place) | speaker.ground("time", time)
    words |= {"it": rng.choice((*speaker.phrases.IT, *speaker.phrases.ALL)), "new": speaker.phrase(new)}
    words |= speaker.number(rng.choice(COUNTS)) | {"style": speaker.word("style", speaker.value("style"))}
    change = Change("absent" if "{it}" in template else "new")
    return speaker.dressed(speaker.filled(template, words), DRESSED), change, False


def _edit(speaker: Speaker) -> tuple[str, list[Move], int]:
    """A random change: its text, its moves, and which thing a relation is said of."""
    operation = speaker.rng.choice(PLAIN if speaker.rng.random() < PLAINLY else tuple(OPERATIONS))
    if not speaker.templates[operation]:
        raise Unsayable
    return OPERATIONS[operation](speaker, speaker.rng.choice(speaker.templates[operation]))


def _clash(before: Sequence[Move], more: Sequence[Move]) -> bool:
    """Whether a thing that goes is spoken of otherwise too."""
    gone = {move.of for move in (*before, *more) if (move.slot, move.mode) == ("object", "off")}
    spoken = [move.of for move in (*before, *more) if move.of in gone]
    return len(spoken) > len(gone)
