"""What edit programs come to: a table of programs where a conversation stands so."""

import json
import random
from dataclasses import asdict, replace

import pytest

from tests.talks import cases, standing
from understanding.decoding import freed
from understanding.execute import carried_out
from understanding.intent import Change, Draw, Intent
from understanding.program import END, START, UNREAD, Program, Word, after, assembled, choices, parsed

CASES = cases("programs.jsonl")
TOLD = ("reason", "words", "about", "question", "ids", "drawing", "picture", "alike", "pictures", "shifts", "swaps",
        "turned", "blend")  # fmt: skip


def told(intent: Intent) -> dict:
    """An intent as the table says it: nothing that is empty."""
    row: dict = {"intent": type(intent).__name__}
    if isinstance(intent, Draw | Change):
        row["scene"] = intent.scene.lines()
        if intent.sticker or (isinstance(intent, Change) and intent.sticker is False):
            row["sticker"] = intent.sticker
    kept = {
        name: value for name, value in asdict(intent).items() if name in TOLD and value not in (None, (), "", False)
    }
    row |= json.loads(json.dumps(kept))
    if intent.left:
        row["left"] = [[left.reason, *left.words] for left in intent.left]
    if intent.spoken_of:
        row["it"] = list(intent.spoken_of)
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{' | '.join(case['before'])} > {case['do']}")
def test_a_program_comes_to(case):
    expected = {name: value for name, value in case.items() if name not in ("before", "do")}
    assert told(carried_out(parsed(case["do"]), standing(case["before"]))) == expected


def test_ids_are_never_given_twice():
    state = standing(["new; add cat; add dog", "drop dog", "add tree"])
    assert [thing.id for thing in state.scene.things] == [0, 2]


def test_what_is_not_spoken_of_is_the_same_thing():
    before = standing(["new; add 2 cat black; add dog; rel dog left_of cat; place grass"])
    after = carried_out(parsed("set one cat to red; time night"), before)
    assert isinstance(after, Change)
    assert [thing for thing in after.scene.things if thing.id != 1] == [t for t in before.scene.things if t.id != 1]
    assert after.scene.relations == before.scene.relations and after.scene.place == "grass"


STATES = (
    [],
    ["new; add cat"],
    ["new; add 2 cat; add dog; rel dog left_of cat"],
    ["new; add cat; add dog", "rel cat below dog"],
    ["new; add 2 cat; add dog", "add hat; rel one cat wears added"],
    ["new; add cat; add dog", "drop cat"],
    ["new; add girl; add horse; rel girl rides horse", "set horse to dog"],
)
VALUES = {
    "object": ("cat", "dog", "hat", "girl"), "colour": ("red",), "count": ("2", "5"), "action": ("jumping",),
    "size": ("big",), "relation": ("on", "below"), "deed": ("holds", "wears"), "place": ("beach",), "time": ("night",),
    "style": ("flat",), "ordinal": ("2", "-1"), "share": ("30",), UNREAD: ("xx",),
}  # fmt: skip


def any_program(rng: random.Random) -> Program:
    """What the grammar allows, said at random; a third of them begin with `instead`, which looks back furthest."""
    stack, words = START, [Word("", "instead")] if rng.random() < 0.3 else []
    for word in words:
        stack = after(stack, word)
    while not words or words[-1] != Word("", END):
        keywords, slots = choices(stack)
        options = [Word("", word) for word in sorted(keywords)]
        options += [Word(slot, rng.choice(VALUES[slot]), 0) for slot in sorted(slots)]
        ends = bool(words) and END in keywords and (len(words) > 12 or rng.random() < 0.3)
        word = Word("", END) if ends else rng.choice(options)
        stack = after(freed(stack, word), word)
        words.append(word)
    return assembled(words)


def test_whatever_the_grammar_allows_can_be_carried_out():
    rng = random.Random(1)
    states = [standing(programs) for programs in STATES]
    for _ in range(4000):
        assert isinstance(carried_out(any_program(rng), rng.choice(states)), Intent)


@pytest.mark.parametrize("program", ["different place", "place beach", "time night", "sticker", "add dog"])
def test_what_is_on_a_coloured_ground_can_be_changed(program):
    state = standing(["new; add cat"])
    assert state.scene is not None
    changed = carried_out(parsed(program), replace(state, scene=replace(state.scene, ground="pink")))
    assert isinstance(changed, Change)
    assert (changed.scene.ground is None) == bool(changed.scene.place)
