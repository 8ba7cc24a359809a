"""Both languages say the same things, and every fact has a name in both."""

import re
from pathlib import Path
from string import Formatter

import pytest

from chat import edits, texts
from chat.phrases import meaning
from img2txt.decode import REASONS
from world import change, vocabulary


@pytest.mark.parametrize("key", texts.TEXTS)
def test_every_sentence_in_both_languages_with_the_same_places_to_fill(key):
    said = texts.TEXTS[key]
    assert set(said) == {"en", "zh"}
    fields = {language: {name for _, name, _, _ in Formatter().parse(text) if name} for language, text in said.items()}
    assert fields["en"] == fields["zh"]
    assert all(text.strip() for text in said.values())


def test_chinese_is_written_in_chinese_marks():
    for key, said in texts.TEXTS.items():
        assert not set(",?!;") & set(said["zh"]), key


def test_every_reason_to_refuse_an_image_has_a_sentence():
    assert {f"image_{reason}" for reason in REASONS} == {key for key in texts.TEXTS if key.startswith("image_")}


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


def test_quick_replies_mean_what_they_say():
    """The buttons send words; the words must be understood."""
    for key, expected in (("page_again", "again"), ("page_describe", "describe"), ("page_undo", "undo")):
        assert [meaning(texts.say(key, language)) for language in ("en", "zh")] == [expected] * 2


def test_suggestions_can_be_drawn(painter):
    for language in vocabulary.LANGUAGES:
        for text in (*texts.SUGGESTIONS[language], *(texts.say(f"page_example_{n}", language) for n in (1, 2, 3, 4))):
            understood = painter.understand(text)
            assert understood.scene.things and not understood.unknown_words, text


def test_every_impossible_change_has_a_sentence():
    source = Path(edits.__file__).read_text() + Path(change.__file__).read_text()
    reasons = set(re.findall(r'(?:Not|Im)[pP]ossible\("(\w+)"', source)) - {"nothing"}  # asked for: no change at all
    told = {key.removeprefix("edit_") for key in texts.TEXTS if key.startswith("edit_")}
    assert reasons | {"undrawn", "no_room"} == told
