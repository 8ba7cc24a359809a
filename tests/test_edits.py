"""The grammar of follow-ups: every template can be said, and what it says is what it changes."""

import re
from dataclasses import replace
from random import Random

import pytest

from language.familiar import familiar
from language.mentions import mentions
from language.words import clean
from training.talk.edits import FollowUp, follow_up, turned
from training.talk.operations import OPERATIONS
from training.talk.speaker import PHRASES, Speaker, Unsayable
from world.change import Change, Impossible, Move, changed
from world.gist import Gist, Kind
from world.vocabulary import LANGUAGES

LAST = Gist((Kind("cat", "black", 3, "jumping"), Kind("dog", "brown", 2, "running", "big")), "left_of", "sky", "rain")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_can_be_said(language: str) -> None:
    phrases = PHRASES[language]
    for operation, said in [*phrases.EDITS.items(), *phrases.SEVERAL.items(), *phrases.CHILD.items()]:
        for template in said:
            words = _said(operation, template, language)
            assert words and not re.search(r"[{}]", words), (operation, template)


def _said(operation: str, template: str, language: str) -> str:
    for seed in range(20):
        last = replace(LAST, things=LAST.things[:1], relation=None) if operation == "shift" else LAST
        speaker = Speaker(last, 0, language, Random(seed))
        try:
            if operation not in OPERATIONS:
                return speaker.filled(template, {"it": speaker.it(0)})
            return OPERATIONS[operation](speaker, template)[0]
        except Unsayable:
            continue
    return ""


def test_follow_ups_name_what_they_change() -> None:
    rng, missing, kinds = Random(0), 0, set()
    for _ in range(1500):
        said = follow_up(rng)
        kinds.add(said.change.kind)
        named = {(one.slot, one.key) for one in mentions(familiar(clean(said.text)))}
        missing += any((move.slot, move.key) not in named for move in said.change.moves if move.key)
        try:
            changed(said.last, said.change)
        except Impossible as impossible:
            assert said.change.moves or impossible.reason == "nothing"
    assert missing < 30
    assert kinds == {"change", "new", "absent", "again", "undo", "describe", "thanks"}


def test_held_out_wordings_are_others() -> None:
    for language in LANGUAGES:
        seen, unseen = (Speaker(LAST, 0, language, Random(0), held_out=h).templates for h in (False, True))
        for operation in seen:
            assert not set(seen[operation]) & set(unseen[operation])
            assert len(seen[operation]) > 5 * len(unseen[operation]) > 0


def test_a_message_asks_for_the_same_from_either_side() -> None:
    told = FollowUp("a dog on the left", LAST, 1, Change("change", (Move(0, "count", "set", "1"),), 1))
    other = turned(told)
    assert other.last == replace(LAST, things=LAST.things[::-1], relation="right_of") and other.spoken_of == 0
    assert other.change == Change("change", (Move(1, "count", "set", "1"),), 0)
    assert turned(other) == told
    riding = replace(told, last=replace(LAST, relation="on"))
    assert turned(riding) == riding
