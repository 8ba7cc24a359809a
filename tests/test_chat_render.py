"""Kept turns as HTML: everything that somebody wrote is escaped, and nothing that is gone breaks the page."""

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from img2txt.decode import png_bytes
from storage.records import NewDescription, NewPicture, NewUpload, Rating
from web import panel, sidebar
from web.files import Files
from web.render import Render, pick

EVIL = "<script>alert('x')</script>\" onload=\"y"
FACTS = (
    {"fact": "object", "value": "cat", "of": 0, "found": True, "probability": 0.98},
    {"fact": "colour", "value": "red", "of": 0, "found": False, "probability": 0.1},
    {"fact": "count", "value": "1", "of": 0, "found": True, "probability": 0.9},
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def render(store, monkeypatch, tmp_path) -> Render:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "served"))
    return Render(Files(store), "en")


@pytest.fixture
def conversation(store):
    png = png_bytes(Image.new("RGB", (16, 16), "red"))
    number = store.start_conversation("en").id
    asked = store.record_turn(number, "user", EVIL, uploads=[NewUpload(png=png, name=EVIL)])
    seen = NewDescription(upload=asked.uploads[0].id, caption=EVIL, language="en", kind="drawing", facts=FACTS[:1])
    picture = NewPicture(png=png, plan={}, seed=7, weights="w", prompt=EVIL, facts=FACTS, caption=EVIL)
    store.record_turn(number, "assistant", EVIL, kind="draw", pictures=[picture], descriptions=[seen])
    return store.conversation(number)


def assert_harmless(html: str) -> None:
    assert "<script" not in html and 'onload="' not in html
    assert "&lt;script&gt;" in html


def test_everything_written_is_escaped(render, conversation):
    for _, html, _ in render.turns(conversation):
        assert_harmless(html)
    picture, seen = conversation.turns[1].pictures[0], conversation.turns[1].descriptions[0]
    rating = Rating(None, None, EVIL, EVIL, NOW, NOW)
    assert_harmless(panel.close_up(picture, render))
    assert_harmless(panel.close_up(seen, render))
    assert_harmless(panel.rating_bar(seen, rating, "en"))
    assert_harmless(render.pending(EVIL, 1))
    summary = render.files.store.conversations()[0]
    assert_harmless(sidebar.conversations([(EVIL, summary)], None, "en"))
    assert '"' not in pick(say=EVIL).removeprefix('data-pick="').removesuffix('"')


def test_facts_are_ticked(render):
    html = render.chips(FACTS)
    assert re.findall(r"tw-(yes|no)\".*?>(\w+) <i>(.)</i>", html)[:2] == [("yes", "cat", "✓"), ("no", "red", "✗")]
    assert "98%" in render.chips(FACTS, shares=True)
    assert "黑色" in Render(render.files, "zh").chips([{"fact": "colour", "value": "black", "probability": 0.5}])


@pytest.mark.parametrize(("language", "said"), [("en", "cat to the left of dog"), ("zh", "猫在狗左边")])
def test_a_relation_says_of_what(store, language, said):
    dog = {"fact": "object", "value": "dog", "of": 1, "found": True, "probability": 0.9}
    beside = {"fact": "relation", "value": "left_of", "found": True, "probability": 0.9}
    assert said in Render(Files(store), language).chips((*FACTS, dog, beside))


def test_one_of_a_thing_goes_without_saying(render, conversation):
    assert "×1" not in render.turn(conversation.turns[1])


def test_each_of_several_descriptions_shows_its_image(render, store):
    number = store.start_conversation("en").id
    shown = [png_bytes(Image.new("RGB", (16, 16), colour)) for colour in ("red", "blue")]
    asked = store.record_turn(number, "user", "", uploads=[NewUpload(png=png) for png in shown])
    ball = ({"fact": "object", "value": "ball", "of": 0, "probability": 0.9},)
    seen = [
        NewDescription(upload=each.id, caption="a ball", language="en", kind="drawing", facts=ball)
        for each in asked.uploads
    ]
    answered = store.record_turn(number, "assistant", "I see: a ball\nI see: a ball\nNot “x”", descriptions=seen)
    html = render.turn(answered)
    assert [render.files.url(each.image) in html for each in asked.uploads] == [True, True]
    assert html.count('<span class="tw-small-image" aria-hidden="true"><img') == 2
    assert "tw-eye" not in html and "Not “x”" in html
    assert [f"&quot;description&quot;: {each.id}" in html for each in answered.descriptions] == [True, True]
    one = store.record_turn(number, "assistant", "I see: a ball", descriptions=seen[:1])
    assert "tw-eye" in render.turn(one) and "<img" not in render.turn(one)
    unsure = store.record_turn(
        number, "assistant", "I see: a ball", descriptions=[dataclasses.replace(seen[0], facts=())]
    )
    drawable = ["Draw this" in render.turn(turn, quick=True) for turn in (one, unsure, answered)]
    assert drawable == [True, False, False]  # which of several?


def test_images_are_copies(render, conversation, store, tmp_path):
    url = render.files.url(conversation.turns[1].pictures[0].image)
    path = Path(url.removeprefix("gradio_api/file="))
    assert path.is_relative_to(tmp_path / "served") and path.read_bytes().startswith(b"\x89PNG")
    path.unlink()
    assert render.files.path(conversation.turns[1].pictures[0].image).exists()


def test_an_image_that_is_gone_leaves_a_note(render, conversation, store):
    store.image_path(conversation.turns[1].pictures[0].image).unlink()
    assert "gone or damaged" in render.turn(conversation.turns[1])


def test_quick_replies_stand_under_the_last_answer_only(render, conversation):
    later = dataclasses.replace(conversation.turns[1], id=conversation.turns[1].id + 100)
    twice = dataclasses.replace(conversation, turns=(*conversation.turns, later))
    assert ["tw-quick" in html for _, html, _ in render.turns(twice)] == [False] * len(conversation.turns) + [True]


@pytest.mark.parametrize(("rating", "pressed"), [(Rating(1, 4, None, None, NOW, NOW), 2), (None, 0)])
def test_the_bar_shows_what_was_given(render, conversation, rating, pressed):
    bar = panel.rating_bar(conversation.turns[1].pictures[0], rating, "zh")
    assert bar.count('aria-pressed="true"') == pressed
    assert bar.count("tw-lit") == (4 if rating else 0)


def test_the_list_marks_the_current_one(store):
    store.record_turn(store.start_conversation("en").id, "user", "a cat")
    html = sidebar.conversations([("h1", store.conversations()[0])], "h1", "en")
    assert 'aria-current="true"' in html and "a cat" in html
    assert "Nothing yet" in sidebar.conversations([], None, "en")
