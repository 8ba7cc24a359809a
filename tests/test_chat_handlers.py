"""What the page does on each event, without a browser: whose conversations are shown, and that nothing is lost."""

from types import SimpleNamespace

import gradio as gr
import pytest
from PIL import Image

from chat.loop import Chat, NotKept
from chat.settings import Settings
from img2txt.decode import png_bytes
from storage.records import NewPicture
from web.handlers import Handlers
from web.keys import Keys

NOBODY = SimpleNamespace(headers={})


def handlers(store, tmp_path, **settings) -> Handlers:
    nothing: object = None  # no network is asked here
    return Handlers(Chat(store, nothing, nothing, Settings(**settings)), Keys(tmp_path))  # type: ignore[arg-type]


@pytest.fixture
def page(store, tmp_path) -> Handlers:
    return handlers(store, tmp_path)


@pytest.fixture
def drawn(store):
    """A conversation with one picture."""
    number = store.start_conversation("en").id
    store.record_turn(number, "user", "a red cat")
    picture = NewPicture(
        png=png_bytes(Image.new("RGB", (8, 8))), plan={"scene": {}}, seed=1, weights="w", prompt="a red cat"
    )
    return store.record_turn(number, "assistant", "Here", kind="draw", pictures=[picture])


def seen_by(page: Handlers, kept: dict | None) -> tuple:
    return page.load(kept, NOBODY)  # type: ignore[arg-type]


def kept(page: Handlers, number: int, **more) -> dict:
    """What a browser that began a conversation remembers."""
    handle = page.keys.handle(number)
    return {"language": "en", "conversation": handle, "mine": [handle]} | more


def test_a_new_browser_sees_the_list_but_no_conversation(page, drawn):
    browser, listed, messages, welcome, *_ = seen_by(page, None)
    assert browser["conversation"] is None and "a red cat" in listed
    assert messages["value"] == [] and welcome["visible"] is True


def test_a_conversation_is_forgotten_only_by_who_began_it(store, tmp_path, drawn):
    shared = handlers(store, tmp_path, shared=True)
    mine = kept(shared, drawn.conversation)
    asked = SimpleNamespace(forget=mine["conversation"])
    shared.forget(mine | {"mine": []}, asked)  # type: ignore[arg-type]
    assert store.conversation(drawn.conversation).turns
    browser, listed, messages, welcome, *_ = shared.forget(mine, asked)  # type: ignore[arg-type]
    assert browser == {"language": "en", "conversation": None, "mine": []} and "a red cat" not in listed
    assert messages["value"] == [] and welcome["visible"] is True
    assert store.conversations() == () and store.stats().pictures == 0
    shared.forget(mine, asked)  # type: ignore[arg-type]  # gone already


def test_a_reload_shows_the_conversation(page, drawn):
    _, _, messages, welcome, *_ = seen_by(page, kept(page, drawn.conversation))
    assert [message["role"] for message in messages["value"]] == ["user", "assistant"]
    assert [message["metadata"]["id"] for message in messages["value"]] == [drawn.id - 1, drawn.id]
    assert welcome["visible"] is False


def test_on_a_shared_host_only_ones_own_are_listed(store, tmp_path, drawn):
    page = handlers(store, tmp_path, shared=True)
    assert "a red cat" not in seen_by(page, None)[1]
    assert "a red cat" in seen_by(page, kept(page, drawn.conversation))[1]


@pytest.mark.parametrize("handle", ["{}", "{}-", "{}-000000000000000000000000", None, ["1"], {"a": 1}])
def test_a_made_up_handle_opens_nothing(page, drawn, handle):
    made_up = handle.format(drawn.conversation) if isinstance(handle, str) else handle
    browser, _, messages, *_ = seen_by(page, kept(page, drawn.conversation, conversation=made_up))
    assert browser["conversation"] is None and messages["value"] == []


def test_a_deleted_conversation_is_an_empty_page(page, store, drawn):
    store.delete_conversation(drawn.conversation)
    assert seen_by(page, kept(page, drawn.conversation))[0]["conversation"] is None


@pytest.mark.parametrize("rubbish", [None, 7, [], {"language": "fr", "mine": "x"}, {"conversation": 3}])
def test_rubbish_in_the_browser_does_no_harm(page, rubbish):
    assert seen_by(page, rubbish)[0] == {"language": "en", "conversation": None, "mine": []}


def test_the_browser_says_which_language(page):
    accepts = SimpleNamespace(headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert page.load(None, accepts)[0]["language"] == "zh"  # type: ignore[arg-type]


def test_the_other_language(page, drawn):
    assert page.switch_language(kept(page, drawn.conversation), None)[0]["language"] == "zh"


def pick(page: Handlers, browser: dict, **data):
    return page.pick(browser, SimpleNamespace(_data=data))  # type: ignore[arg-type]


def test_a_picture_up_close(page, drawn):
    shown, close_up, bar, *_, picked = pick(page, kept(page, drawn.conversation), picture=drawn.pictures[0].id)
    assert shown["visible"] is True and "Selected picture" in close_up and "tw-rating" in bar
    assert picked == {"picture": drawn.pictures[0].id, "at": drawn.id}


def test_a_picture_of_another_conversation_is_not_shown_or_rated(page, store, drawn):
    elsewhere = kept(page, store.start_conversation("en").id)
    assert pick(page, elsewhere, picture=drawn.pictures[0].id)[0]["visible"] is False
    page.rate(elsewhere, {"picture": drawn.pictures[0].id}, SimpleNamespace(rate={"stars": 1}))  # type: ignore[arg-type]
    assert store.picture(drawn.pictures[0].id).rating is None


def test_stars_are_given_changed_and_taken_back(page, store, drawn):
    browser, picked = kept(page, drawn.conversation), {"picture": drawn.pictures[0].id}
    for stars, expected in ((4, 4), (2, 2), (2, None)):
        page.rate(browser, picked, SimpleNamespace(rate={"stars": stars}))  # type: ignore[arg-type]
        rating = store.picture(drawn.pictures[0].id).rating
        assert (rating.stars if rating else None) == expected


@pytest.mark.filterwarnings("ignore:the database is in use")
def test_words_that_were_not_kept_go_back_into_the_box(page, monkeypatch):
    def locked(*_: object, **__: object):
        raise NotKept("the database is in use")

    monkeypatch.setattr(page.chat, "reply", locked)
    *_, sending = page.hear({"text": "a cat", "files": []}, None, None)
    box, after = page.answer(sending, None, None)
    assert box["value"] == {"text": "a cat", "files": []} and box["interactive"] is True and after is None


def test_nothing_more_is_heard_while_one_is_answered(page):
    heard = page.hear({"text": "a dog", "files": []}, None, {"text": "a cat", "files": []})
    assert all("value" not in update for update in heard)
    *_, sending = page.hear({"text": "a dog", "files": []}, None, None)
    assert (sending["text"], sending["files"]) == ("a dog", [])


def test_an_answer_that_is_still_to_come_is_looked_for_again(page, store):
    number = store.start_conversation("en").id
    store.record_turn(number, "user", "a red cat")
    mine = kept(page, number)
    _, _, messages, *_, later = seen_by(page, mine)
    assert [message["role"] for message in messages["value"]] == ["user", "assistant"] and later.active
    store.record_turn(number, "assistant", "Here")
    messages, later = page.look_again(mine, None)
    assert "Here" in str(messages["value"][-1]["content"].value) and not later.active


@pytest.mark.filterwarnings("ignore:That message has")  # outside a page, Gradio warns Python
def test_a_message_too_long_stays_in_the_box(page, store):
    assert all(update == gr.skip() for update in page.hear({"text": "cat " * 300, "files": []}, None, None))
    assert not store.conversations()
