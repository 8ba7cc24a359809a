"""What edit programs come to: a table of programs where a conversation stands so."""

import json
from dataclasses import asdict

import pytest

from tests.talks import cases, standing
from understanding.execute import carried_out
from understanding.intent import Change, Draw, Intent
from understanding.program import parsed

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
