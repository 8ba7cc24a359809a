"""Both languages say the same things, and every fact has a name in both."""

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from chat import texts
from img2txt.decode import REASONS
from txt2img.prompt import prompted
from understanding import program
from understanding.intent import Again, Back, Change, Describe, Draw
from understanding.message import read_message
from understanding.state import State
from world import vocabulary
from world.scene import Scene, Thing

ROOT = Path(__file__).parent.parent
TEXTS = texts.sentences()
ENGLISH = {"is_are", "has_have"}  # words that follow the number of things, which Chinese does not need


@pytest.mark.parametrize("key", TEXTS)
def test_every_sentence_in_both_languages_with_the_same_places_to_fill(key):
    said = TEXTS[key]
    assert set(said) == {"en", "zh"}
    fields = {language: {name for _, name, _, _ in Formatter().parse(text) if name} for language, text in said.items()}
    assert fields["en"] - ENGLISH == fields["zh"]
    assert all(text.strip() for text in said.values())


def test_chinese_is_written_in_chinese_marks():
    for key, said in TEXTS.items():
        assert not set(",?!;") & set(said["zh"]), key


def test_every_reason_to_refuse_an_image_has_a_sentence():
    assert {f"image_{reason}" for reason in REASONS} == {key for key in TEXTS if key.startswith("image_")}


def test_names_of_facts():
    assert texts.fact_name("colour", "black", "zh") == "黑色"
    assert texts.fact_name("colour", "black", "en") == "black"
    assert texts.fact_name("count", "3", "zh") == "×3"
    assert texts.fact_name("object", "Egyptian cat", "zh") == "Egyptian cat"
    assert texts.key_name("beach", "zh") == "沙滩"


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_what_can_be_drawn_names_everything(language):
    said = texts.what_can_be_drawn(language, lambda thing: True)
    for slot in ("object", "colour", "action", "place", "time", "style"):
        for value in vocabulary.slot(slot):
            assert value.name(language) in said


def test_what_is_not_drawn_yet_is_not_offered():
    said = texts.what_can_be_drawn("en", lambda thing: thing != "cat")
    assert "dog" in said and " cat," not in said and f"{len(vocabulary.OBJECTS) - 1} kinds" in said


CAT = Scene((Thing(0, "cat"),), place="grass")
DOG = Scene((Thing(0, "dog"),), place="grass")
LATEST = State(scene=DOG, spoken_of=(0,), shown=4, drawings=(CAT, DOG), at=2)
UNDONE = State(scene=CAT, spoken_of=(0,), shown=4, drawings=(CAT, DOG), at=1)


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
@pytest.mark.parametrize(
    ("key", "state", "expected"),
    [
        ("page_again", LATEST, Again()),
        ("page_alike", LATEST, Again(alike=True)),
        ("page_describe", LATEST, Describe()),
        ("page_undo", LATEST, Back(drawing=1)),
        ("page_redo", UNDONE, Back(drawing=2)),
        ("page_sticker", LATEST, Change(before=DOG, scene=DOG, sticker=True)),
    ],
)
def test_quick_replies_mean_what_they_say(understanding, key, state, expected, language):
    """The buttons send words; the words must be understood."""
    intent = understanding.understand(read_message(texts.say(key, language)), state)
    assert replace(intent, left=(), spoken_of=()) == expected


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_suggestions_can_be_drawn(understanding, language):
    examples = [texts.say(f"page_example_{number}", language) for number in (1, 2, 3, 4)]
    for text in (*texts.SUGGESTIONS[language], *examples):
        asked = prompted(understanding, read_message(text))
        assert isinstance(asked, Draw) and asked.scene.things and not asked.left, text


def reasons() -> set[str]:
    """Why a statement of a program may not be carried out."""
    return {*re.findall(r'Refused\("(\w+)"', source("understanding")), *program.REASONS}


def source(*rooms: str) -> str:
    """The code of rooms and what their templates say."""
    paths = (path for room in rooms for kind in ("*.py", "templates/*.html") for path in (ROOT / room).glob(kind))
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_whatever_is_left_of_a_message_has_a_sentence():
    assert {f"left_{reason}" for reason in reasons() | {"unread", "undrawn", "flag", "no_ground"}} <= TEXTS.keys()


def test_whatever_is_refused_has_a_sentence():
    said = {*re.findall(r'Refuse\(reason="(\w+)"', source("understanding", "chat", "txt2img"))} - {"nothing_known"}
    assert {"undo_nothing", "no_such_picture"} <= said
    assert {f"refuse_{reason}" for reason in reasons() | said} <= TEXTS.keys()


def test_small_talk_is_answered():
    answered = {key.removeprefix("talk_") for key in TEXTS} & {*program.TALK}
    assert answered == {*program.TALK}


def test_sentences_that_are_said_are_there():
    assert {*re.findall(r'say\("(\w+)"', source("chat", "web"))} <= TEXTS.keys()
