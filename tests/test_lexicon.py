"""The tables of words: every phrase stands once and says what its row says."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from language import lexicon
from language.dictionary import spoken
from language.lexicon import HEARD, NAMES, Row, rows
from language.words import clean
from understanding.message import read_message
from world import vocabulary

TABLES = tuple(sorted(path.stem for path in lexicon.DATA.glob("*.tsv")))
WITH_VALUES = (*NAMES, "deeds")
MEANT = (*WITH_VALUES, "counts", "compounds")
FORMS = {
    "objects": {"", "kin"},
    "actions": {"", "doing", "does", "do", "past"},
    "places": {"", "where", "over"},
    "relations": {"", "it", "before", "side", "after"},
    "deeds": {"", "thing", "between", "food", "vehicle", "toy", "text", "worn"},
    "emoji": {"", "soft", "is"},
    "unshown": {"pose", "mood", "deed", "look", "thing", "where"},
    "plain": {"person", "", "edit", "count", "mistyped", "common"},
    "lookalikes": {"", "verb", "sound", "spelling", "stranger", "common", "style"},
    "wishes": {"", "does", "do"},
}


def values(row: Row) -> set[tuple[str, str]]:
    """What a row names: slots and keys."""
    if row.slot == "compound":
        return {(slot, key) for slot, _, key in (value.partition(":") for value in row.key.split())}
    return {(row.slot, row.key)} if row.key and row.slot != "words" else set()


@pytest.mark.parametrize("table", TABLES)
def test_rows_hold_what_their_columns_promise(table: str) -> None:
    uses = {"plain": {"plain"}, "unshown": {"plain"}, "lookalikes": {"lookalike"}}.get(table, {"said", *HEARD, "plain"})
    for row in rows(table):
        assert row.language in (("any",) if table == "emoji" else ("en", "zh")), row
        assert row.use in uses and row.form in FORMS.get(table, {""}) and row.phrase.strip(), row
        for slot, key in values(row) - {("plain", "decor")}:
            assert slot == "count" or vocabulary.value(slot, key), row


def test_no_phrase_stands_twice_or_for_two_things() -> None:
    """A name is no plain word and no lookalike, and names one value; wishes may hold any word."""
    tables = (table for table in TABLES if table != "wishes")
    seen = Counter((row.language, spoken(row.phrase)) for table in tables for row in rows(table))
    assert [phrase for phrase, times in seen.items() if times > 1] == []


def test_no_row_repeats_or_contradicts_the_vocabulary() -> None:
    names = defaultdict(set)
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "style", "deed"):
        for value in vocabulary.slot(slot):
            for language in vocabulary.LANGUAGES:
                names[language, *()] |= {(spoken(name), slot, value.key) for name in value.names(language)}
    owned = {(language, name): (slot, key) for (language,), said in names.items() for name, slot, key in said}
    for table in TABLES:
        for row in rows(table) if table not in ("wishes", "emoji") else ():
            owner = owned.get((row.language, spoken(row.phrase)))
            assert owner in (None, (row.slot, row.key)), row
            assert owner is None or row.use not in HEARD, row


@pytest.mark.parametrize("table", [table for table in MEANT if table != "deeds"])
def test_whoever_says_what_is_heard_names_its_value_and_nothing_else(table: str) -> None:
    after = {("sizes", "zh"): "的", ("counts", "en"): " cats", ("counts", "zh"): "只猫"}
    for row in rows(table):
        if row.use not in HEARD:
            continue
        message = read_message(row.phrase + after.get((table, row.language), ""))
        named = {(one.slot, one.key) for one in message.mentions} - (
            {("object", "cat")} if table == "counts" else set()
        )
        assert (named, message.unread) == (values(row), ()), row


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_plain_words_are_read_and_name_nothing(language: str) -> None:
    lost = [word for word in lexicon.phrases("plain", language) if read_message(word).unread]
    assert lost == []


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_lookalikes_name_no_object(language: str) -> None:
    wrong = {
        row.phrase: one.key
        for row in rows("lookalikes", language)
        for one in read_message(row.phrase).mentions
        if one.slot == "object"
    }
    assert wrong == {}


def test_phrases_are_written_as_they_are_looked_up() -> None:
    for table in TABLES:
        for row in rows(table) if table not in ("wishes", "emoji") else ():
            assert clean(row.phrase) == row.phrase, row


def test_no_python_file_is_a_table_of_words() -> None:
    for path in Path("language").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        words = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
        assert len(words) <= 3 * source.count("\n"), path


def test_a_table_gives_its_rows_in_order() -> None:
    assert rows("actions", "en")[0] == Row("en", "action", "jumping", "jumping", "said", "doing")
    assert lexicon.by_key("places", "en", use="said", form="over")["sea"] == ("over the sea",)
    assert "看" in lexicon.plain("zh") and "潜水艇" in lexicon.lookalikes("zh")


@pytest.mark.parametrize("word", ["does", "guys", "saw", "likes", "glasses' end"])
def test_what_looks_like_several_things_and_is_a_plain_word_names_nothing_else(word: str) -> None:
    """The does of "what does it show" are no deer, and "hi guys" greets."""
    named = {one.key for one in read_message(word).mentions if one.slot == "object"}
    assert named <= {"glasses"}
