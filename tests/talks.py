"""Where a conversation stands after some programs, and tables of cases."""

import json
from pathlib import Path

from training.said import advanced
from understanding.execute import carried_out
from understanding.program import parsed
from understanding.state import State


def cases(name: str) -> list[dict]:
    """The rows of a table below `cases`."""
    file = Path(__file__).parent / "cases" / name
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def standing(programs: list[str]) -> State:
    """The state after programs were carried out one after the other."""
    state = State()
    for program in programs:
        state = advanced(state, carried_out(parsed(program), state))
    return state
