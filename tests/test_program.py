"""The mini language: text to program, program to the reader's choices and back."""

import random

import pytest

from understanding.decoding import freed
from understanding.message import read_message
from understanding.program import (
    END,
    FILLS,
    START,
    UNREAD,
    ProgramError,
    Word,
    after,
    aligned,
    assembled,
    choices,
    parsed,
    shown,
    spelled,
)

EXAMPLES = {
    "object": "cat", "colour": "red", "count": "2", "action": "jumping", "size": "big", "relation": "on",
    "deed": "holds", "place": "beach", "time": "night", "style": "flat", "ordinal": "2", "share": "30", UNREAD: "xx",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "new; add 2 cat black sleeping; rel the cat left_of dog; place grass",
        "set one cat black to red; drop rest all",
        "pick 2; add sailboat",
        "ask colour left they; ask place",
        "different place; different colour it",
        "blend cat owl 30; again 3",
        "add ?samurai; set it to ?turquoise",
    ],
)
def test_a_program_says_itself(text):
    assert shown(parsed(text)) == text
    assert assembled(spelled(parsed(text))) == parsed(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("paint it red", "no statement begins with 'paint'"),
        ("set cat to", "is not whole: value is missing"),
        ("set cat to flying_saucer", "expected one of"),
        ("add", "is not whole"),
        ("place cat", "'cat' cannot stand there in 'place cat'"),
        ("", "an empty program"),
    ],
)
def test_what_is_wrong_is_said(text, part):
    with pytest.raises(ProgramError, match=part):
        parsed(text)


def test_whatever_the_grammar_allows_can_be_assembled_and_read_again():
    rng = random.Random(0)
    for _ in range(300):
        stack, words = START, []
        while not words or words[-1] != Word("", END):
            keywords, slots = choices(stack)
            options = [Word("", word) for word in sorted(keywords)]
            options += [Word(slot, EXAMPLES[slot], 0) for slot in sorted(slots)]
            word = Word("", END) if END in keywords and len(words) > 30 else rng.choice(options)
            stack = after(freed(stack, word), word)
            words.append(word)
        program = assembled(words)
        if program:
            assert shown(parsed(shown(program))) == shown(program)


def test_values_point_at_what_the_message_names():
    message = read_message("make the black cat red and add two dogs")
    program = aligned(parsed("set cat black to red; add 2 dog"), message)
    said = [message.mentions[word.at].key for step in program for word in step.words() if word.at is not None]
    assert said == ["cat", "black", "red", "2", "dog"]


def test_a_value_that_is_not_named_is_refused():
    with pytest.raises(ProgramError, match="names no colour 'red'"):
        aligned(parsed("set it to red"), read_message("make it blue"))


def test_an_unread_word_is_pointed_at():
    message = read_message("add a zorblax and a cat")
    program = aligned(parsed("add ?; add cat"), message)
    assert program[0].arguments[0].key == "zorblax"


def test_every_place_of_a_statement_can_be_filled():
    assert all(slots or keywords for slots, keywords in FILLS.values())
