"""Kept turns as HTML: everything that somebody wrote is escaped, and nothing that is gone breaks the page."""

import dataclasses
import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from test_storage import new_picture

from chat.standing import Standing, standing
from img2txt.decode import png_bytes
from storage.records import NewDescription, NewUpload, Rating
from web import chips, panel
from web.files import Files
from web.html import fill
from web.render import Render

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
    picture = new_picture(png=png, prompt=EVIL, facts=FACTS, caption=EVIL)
    store.record_turn(number, "assistant", EVIL, kind="draw", pictures=[picture], descriptions=[seen])
    return store.conversation(number)


def assert_harmless(html: str) -> None:
    assert "<script" not in html and 'onload="' not in html
    assert "&lt;script&gt;" in html


def test_everything_written_is_escaped(render, conversation):
    for _, html in render.turns(conversation, standing(conversation)):
        assert_harmless(html)
    picture, seen = conversation.turns[1].pictures[0], conversation.turns[1].descriptions[0]
    rating = Rating(None, None, EVIL, EVIL, NOW, NOW)
    assert_harmless(panel.close_up(picture, render))
    assert_harmless(panel.close_up(seen, render))
    assert_harmless(panel.rating_bar(seen, rating, "en"))
    summary = render.files.store.conversations()[0]
    listed = fill("conversations", "en", listed=[(EVIL, summary)], current=None, older=3, is_newer=True)
    assert_harmless(listed)
    assert taps(listed) == [{"older": None}, {"open": EVIL}, {"forget": EVIL}, {"older": 3}]


def taps(html: str) -> list[dict]:
    """What the buttons tell the page, in their order."""
    return [json.loads(unescape(each)) for each in re.findall(r'data-pick="(.*?)"', html)]


def fact(what: str, value: str, of: int | None = 0, found: bool | None = True, **more) -> dict:
    return {"fact": what, "value": value, "of": of, "to": None, "found": found, "probability": 0.9} | more


def signs(facts, language: str = "en") -> list[tuple[str, str, str]]:
    """Of each chip the kind, the words and the sign."""
    return [(chip.kind, chip.name, chip.sign) for chip in chips.listed(facts, language)]


def test_facts_are_ticked():
    assert signs(FACTS)[:2] == [("yes", "cat", "✓"), ("no", "red", "✗")]
    assert [chip.share for chip in chips.listed(FACTS, "en", shares=True)] == ["98%", "10%", "90%"]
    seen = chips.listed([{"fact": "colour", "value": "black", "probability": 0.5}], "zh")
    assert seen == [chips.Chip("黑色", "50% 把握", of_thing=False, share="50%")]


def test_chips_are_drawn(render, conversation):
    html = panel.close_up(conversation.turns[1].pictures[0], render)
    assert '<li class="tw-chip tw-yes tw-thing" title="found in the picture, 98%">cat <i>✓</i><b>98%</b></li>' in html
    assert '<li class="tw-chip tw-no" title="not found in the picture, 10%">red <i>✗</i><b>10%</b></li>' in html


@pytest.mark.parametrize(("seeded", "metadata"), [(True, True), (False, True), (False, False)])
def test_a_picture_says_how_it_is_drawn_again(render, conversation, seeded, metadata):
    picture = conversation.turns[1].pictures[0]
    html = panel.close_up(picture, render, seeded=seeded, metadata=metadata)
    assert (f"--seed {picture.seed}" in html) is seeded
    assert (f"python -m txt2img --redraw tuwen-{picture.id}.png" in html) is (metadata and not seeded)


def test_only_a_seed_that_draws_it_again_stands_below_a_picture(render, conversation):
    drawn = conversation.turns[1]
    for seeded in (True, False):
        turn = dataclasses.replace(drawn, payload={**drawn.payload, "seeded": seeded})
        html = render.turn(turn, standing(conversation))
        assert ("tw-seed" in html) is seeded and (f"seed {drawn.pictures[0].seed}" in html) is seeded


THREE = (
    *(fact("object", "cat"), fact("colour", "black")),
    *(fact("object", "cat", 1), fact("colour", "white", 1)),
    fact("object", "balloon", 2),
)


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (
            fact("relation", "left_of", 0, to=1),
            {"en": "black cat to the left of white cat", "zh": "黑色猫在白色猫左边"},
        ),
        (fact("relation", "holds", 1, to=2), {"en": "white cat holding balloon", "zh": "白色猫拿着气球"}),
    ],
)
def test_a_relation_says_of_which_things(relation, said):
    for language in ("en", "zh"):
        assert signs((*THREE, relation), language)[-1] == ("yes", said[language], "✓")


@pytest.mark.parametrize(("language", "said"), [("en", "cat to the left of dog"), ("zh", "猫在狗左边")])
def test_an_old_relation_is_of_the_two_things(language, said):
    dog = {"fact": "object", "value": "dog", "of": 1, "found": True, "probability": 0.9}
    owl = {"fact": "object", "value": "owl", "of": 0, "found": True, "probability": 0.9}  # what the cat is half of
    beside = {"fact": "relation", "value": "left_of", "of": None, "found": True, "probability": 0.9}
    assert signs((FACTS[0], owl, *FACTS[1:], dog, beside), language)[-1] == ("yes", said, "✓")


def test_what_cannot_be_told_is_neither_right_nor_wrong():
    held = fact("relation", "holds", 0, found=None, to=2, probability=1.0)
    assert signs((*THREE, held))[-1] == ("open", "black cat holding balloon", "?")
    shown = chips.listed((*THREE, held), "en", shares=True)[-1]
    assert (shown.title, shown.share) == ("cannot be checked", "")


def test_what_must_not_be_there_is_told():
    gone, there = fact("absent", "tree", None), fact("absent", "woman", None, found=False, probability=0.2)
    assert signs((gone, there)) == [("yes", "no trees", "✓"), ("no", "no women", "✗")]
    assert [each[1] for each in signs((gone, there), "zh")] == ["没有树", "没有女人"]
    titles = [chip.title for chip in chips.listed((there, gone), "en")]
    assert titles == ["not wanted, but seen, 80%", "not in the picture, as it should be, 90%"]


def test_one_of_a_thing_goes_without_saying(render, conversation):
    assert "×1" not in render.turn(conversation.turns[1], Standing())


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
    html = render.turn(answered, Standing())
    assert [render.files.url(each.image) in html for each in asked.uploads] == [True, True]
    assert html.count('<span class="tw-small-image" aria-hidden="true"><img') == 2
    assert "tw-eye" not in html and "Not “x”" in html
    assert taps(html) == [{"description": each.id} for each in answered.descriptions]
    one = store.record_turn(number, "assistant", "I see: a ball", descriptions=seen[:1])
    assert "tw-eye" in render.turn(one, Standing()) and "<img" not in render.turn(one, Standing())
    unsure = store.record_turn(
        number, "assistant", "I see: a ball", descriptions=[dataclasses.replace(seen[0], facts=())]
    )
    drawable = ["Draw this" in render.turn(turn, Standing(), last=True) for turn in (one, unsure, answered)]
    assert drawable == [True, False, False]  # which of several?


def test_images_are_copies(render, conversation, store, tmp_path):
    url = render.files.url(conversation.turns[1].pictures[0].image)
    path = Path(url.removeprefix("gradio_api/file="))
    assert path.is_relative_to(tmp_path / "served") and path.read_bytes().startswith(b"\x89PNG")
    path.unlink()
    assert render.files.path(conversation.turns[1].pictures[0].image).exists()


def test_an_image_that_is_gone_leaves_a_note(render, conversation, store):
    store.image_path(conversation.turns[1].pictures[0].image).unlink()
    assert "gone or damaged" in render.turn(conversation.turns[1], Standing())


def test_quick_replies_stand_under_the_last_answer_only(render, conversation):
    later = dataclasses.replace(conversation.turns[1], id=conversation.turns[1].id + 100)
    twice = dataclasses.replace(conversation, turns=(*conversation.turns, later))
    assert ["tw-quick" in html for _, html in render.turns(twice, standing(twice))] == [False] * len(
        conversation.turns
    ) + [True]


def test_readings_are_buttons_under_the_last_answer_and_words_in_earlier_ones(render, store):
    number = store.start_conversation("en").id
    options = [{"label": f"Draw a cat {EVIL}", "program": "new; add cat"}, {"label": "Again", "program": "again"}]
    text = f"Which one?\n1. Draw a cat {EVIL}\n2. Again"
    asked = store.record_turn(number, "assistant", text, payload={"says": "which_one", "options": options})
    last, earlier = (render.turn(asked, Standing(), last=last) for last in (True, False))
    assert_harmless(last)
    assert taps(last) == [{"choose": n, "of": asked.id} for n in (1, 2)]
    assert ">Which one?</p>" in last and "tw-option" not in earlier and "2. Again" in earlier


def test_undo_and_redo_are_offered_where_there_is_something_to_do_so(render, store):
    number = store.start_conversation("en").id
    first = store.record_turn(number, "assistant", "One", pictures=[new_picture()], payload={"path": []})
    assert quick_replies(render, store, number) & {"Undo", "Redo"} == set()
    second = store.record_turn(number, "assistant", "Two", pictures=[new_picture()], payload={"path": [first.id]})
    assert quick_replies(render, store, number) & {"Undo", "Redo"} == {"Undo"}
    undone = {"path": [first.id, second.id], "at": 1, "restores": first.id}
    store.record_turn(number, "assistant", "One", pictures=[new_picture()], payload=undone)
    assert quick_replies(render, store, number) & {"Undo", "Redo"} == {"Redo"}


def quick_replies(render: Render, store, number: int) -> set[str]:
    talk = store.conversation(number)
    return set(re.findall(r'class="tw-quick"[^>]*>([^<]+)<', render.turns(talk, standing(talk))[-1][1]))


@pytest.mark.parametrize(("rating", "pressed"), [(Rating(1, 4, None, None, NOW, NOW), 2), (None, 0)])
def test_the_bar_shows_what_was_given(render, conversation, rating, pressed):
    bar = panel.rating_bar(conversation.turns[1].pictures[0], rating, "zh")
    assert bar.count('aria-pressed="true"') == pressed
    assert bar.count("tw-lit") == (4 if rating else 0)


def test_the_list_marks_the_current_one(store):
    store.record_turn(store.start_conversation("en").id, "user", "a cat")
    html = fill(
        "conversations", "en", listed=[("h1", store.conversations()[0])], current="h1", older=None, is_newer=False
    )
    assert 'aria-current="true"' in html and "a cat" in html
    assert "Nothing yet" in fill("conversations", "en", listed=[], current=None, older=None, is_newer=False)
