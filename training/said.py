"""Conversations that were written whole, turn by turn, with the program that each message means.

`python -m training.said training/conversations/*.jsonl` checks files. A line is one conversation:
{"voice": "…", "language": "en", "turns": [{"do": "new; add cat"}, {"say": "make it red", "do": "set it to red"}, …]}
A turn without "say" only says where the conversation stands; "it" beside the turns gives the numbers of the things that
are spoken of then. The state of each turn is what the programs before it
come to.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from understanding.execute import carried_out
from understanding.intent import Again, Back, Change, Draw, Intent, Pick, Refuse
from understanding.message import Message, read_message
from understanding.parts import as_parts
from understanding.program import Program, ProgramError, aligned, parsed
from understanding.pronouns import spoken_of_as
from understanding.state import State
from world.terminal import speak_anywhere

FOLDER = Path(__file__).parent / "conversations"
SHOWN = 4  # pictures of a drawing


@dataclass(frozen=True)
class Turn:
    """A message where a conversation stands so, with what it means."""

    say: str
    message: Message
    state: State
    program: Program  # aligned with the message
    intent: Intent
    voice: str


def advanced(state: State, intent: Intent) -> State:
    """Where a conversation stands after an intent was carried out."""
    match intent:
        case Draw(scene=scene, sticker=sticker):
            return state.drawn(scene, intent.spoken_of, sticker=sticker, shown=SHOWN)
        case Change(scene=scene, sticker=sticker):
            return state.drawn(scene, intent.spoken_of, sticker=state.sticker if sticker is None else sticker,
                               shown=SHOWN)  # fmt: skip
        case Again() if state.scene is not None:
            return state.drawn(state.scene, state.spoken_of, sticker=state.sticker, shown=SHOWN)
        case Back(drawing=drawing):
            return replace(state, scene=state.drawings[drawing - 1], poses={}, at=drawing, spoken_of=())
        case Pick():
            return replace(state, spoken_of=intent.spoken_of)
    return replace(state, spoken_of=intent.spoken_of)


def turns(conversation: dict, mistakes: list[str] | None = None) -> Iterator[Turn]:
    """The turns of a conversation that say something.

    ProgramError where a turn is wrong; with `mistakes`, a turn whose message does not name what its program says is
    noted there and left out, and the conversation goes on.
    """
    state = State()
    for turn in conversation["turns"]:
        program = parsed(turn["do"])
        if say := turn.get("say"):
            message = as_parts(read_message(say), state)
            state = spoken_of_as(message, state)
            try:
                program = aligned(program, message)
                yield Turn(say, message, state, program, carried_out(program, state), conversation.get("voice", ""))
            except ProgramError as error:
                if mistakes is None:
                    raise ProgramError(f"{say!r} / {turn['do']!r}: {error}") from None
                mistakes.append(f"{say!r} / {turn['do']!r}: {error}")
        state = advanced(state, carried_out(program, state))
        if "it" in conversation and "say" not in turn:
            state = replace(state, spoken_of=tuple(conversation["it"]))


def conversations(files: Iterable[Path]) -> Iterator[tuple[str, dict]]:
    """Every conversation of some files with where it stands; ValueError names the line that is none."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    yield f"{file.name}:{number}", json.loads(line)
                except json.JSONDecodeError as error:
                    raise ValueError(f"{file}:{number}: {error}") from None


def main(arguments: Sequence[str] | None = None) -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("*.jsonl")))
    parser.add_argument("--refused", action="store_true", help="list the turns that come to a refusal, too")
    chosen = parser.parse_args(arguments)
    good, wrong, verbs = 0, 0, Counter[str]()
    for where, conversation in conversations(chosen.files):
        mistakes: list[str] = []
        try:
            for turn in turns(conversation, mistakes):
                good += 1
                verbs.update(step.verb for step in turn.program)
                if chosen.refused and isinstance(turn.intent, Refuse):
                    print(f"{where}: refused ({turn.intent.reason} {' '.join(turn.intent.words)}): {turn.say}")
        except (ProgramError, KeyError, ValueError) as error:
            mistakes.append(str(error))
        for mistake in mistakes:
            print(f"{where}: {mistake}")
        wrong += len(mistakes)
    print(f"{good} turns, {wrong} mistakes; {dict(verbs.most_common())}")


if __name__ == "__main__":
    main()
