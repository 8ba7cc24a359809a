"""What the page does on each event, without a browser: whose conversations are shown, and that nothing is lost."""

import asyncio
import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace

import gradio as gr
import pytest
from gradio.context import LocalContext
from sqlalchemy import event
from test_storage import new_picture

from chat.conversation import Chat
from chat.message import visible
from chat.queue import Limits, Queue
from chat.settings import Settings
from chat.texts import say
from storage.rating import Opinion
from storage.records import Turn
from txt2img.draw import Show
from web.browser import Browser, accepted_language, read_browser
from web.handlers import Handlers
from web.keys import Keys
from web.updates import STAYS, Updates, outputs

NOBODY = SimpleNamespace(headers={}, client=SimpleNamespace(host="192.0.2.1"))
VISITOR = "x" * 43
PAGE = 6  # conversations in a page of the list
OPTIONS = [{"label": "Draw a cat", "program": "new; add cat"}, {"label": "Draw it again", "program": "again"}]


def handlers(store, tmp_path, **settings) -> Handlers:
    nothing: object = None  # no network is asked here
    painter = SimpleNamespace(draws=lambda thing: thing != "dragon")
    chat = Chat(store, nothing, painter, nothing, Settings(**settings))  # type: ignore[arg-type]
    return Handlers(chat, Keys(tmp_path))


@pytest.fixture
def page(store, tmp_path, answering) -> Iterator[Handlers]:
    """Answers once it may."""

    def answer(asked: Turn, show: Show) -> Turn:
        while not answering.wait(0.01):
            show()
        return store.record_turn(asked.conversation, "assistant", "Here", answers=asked.id)

    page = handlers(store, tmp_path)
    page.chat.queue = Queue(answer, Limits())
    yield page
    page.chat.queue.close()


@pytest.fixture
def answering() -> threading.Event:
    return threading.Event()


@pytest.fixture
def drawn(store):
    """The answer of a conversation with two pictures."""
    number = store.start_conversation("en").id
    store.record_turn(number, "user", "a red cat")
    return store.record_turn(
        number, "assistant", "Here", kind="draw", pictures=[new_picture("red"), new_picture("blue")]
    )


def seen_by(page: Handlers, kept: object, picked: object = None) -> Updates:
    return page.load(kept, picked, NOBODY)  # type: ignore[arg-type]


def pressed(seen: Updates) -> list[dict]:
    """What each picture that is shown as picked says that a click on it means."""
    html = "".join(message["content"].value for message in seen.messages["value"])
    return [json.loads(unescape(tap)) for tap in re.findall(r'data-pick="([^"]*)" aria-pressed="true"', html)]


def followed_by(page: Handlers, kept: object) -> list[Updates]:
    """Everything that a page is told until nothing waits in its conversation."""

    async def follow() -> list[Updates]:
        return [updates async for updates in page.follow(kept)]

    return asyncio.run(follow())


def asks(page: Handlers, value: dict, browser: dict, picked: object) -> dict:
    """What a message asks for as it is kept; then it is stopped, so that another can be heard."""
    heard = page.hear(value, browser, picked, NOBODY)  # type: ignore[arg-type]
    number = page.keys.number(heard.browser["conversation"])
    waits = page.chat.store.conversation(number).turns[-1]
    page.stop(browser)
    followed_by(page, browser)
    return waits.asks


def happening(**data) -> SimpleNamespace:
    """An event as Gradio hands it over."""
    return SimpleNamespace(_data=data, **data)


def kept(page: Handlers, number: int, **more) -> dict:
    """What a browser that began a conversation remembers."""
    handle = page.keys.handle(number)
    return {"language": "en", "conversation": handle, "visitor": VISITOR} | more


def begun(page: Handlers, number: int) -> None:
    """From now on a conversation is that browser's."""
    page.chat.store.adopt([number], Browser("en", visitor=VISITOR).owner)


def test_a_reload_in_the_instant_of_the_first_message_shows_its_conversation(page, store):
    """The answer to the message never reached the browser, which so knows of no conversation."""
    before = seen_by(page, None).browser
    page.hear({"text": "a cat", "files": []}, before, None, NOBODY)  # type: ignore[arg-type]
    (number,) = [each.id for each in store.conversations()]
    after = seen_by(page, before)
    assert page.keys.number(after.browser["conversation"]) == number and len(after.messages["value"]) == 2
    fresh = page.new(after.browser).browser
    assert seen_by(page, fresh).browser["conversation"] is None, "an empty page that was asked for stays empty"
    assert seen_by(page, kept(page, number) | {"conversation": None}).browser["conversation"] is None


def test_a_new_browser_sees_the_list_but_no_conversation(page, drawn):
    seen = seen_by(page, None)
    assert seen.browser["conversation"] is None and "a red cat" in seen.listed
    assert seen.messages["value"] == [] and seen.welcome["visible"] is True and seen.changing["visible"] is False


def test_a_conversation_is_forgotten_only_by_who_began_it(store, tmp_path, drawn):
    shared = handlers(store, tmp_path, shared=True)
    begun(shared, drawn.conversation)
    mine = kept(shared, drawn.conversation)
    asked = happening(forget=mine["conversation"])
    shared.forget(mine | {"visitor": "y" * 43}, None, asked)
    assert store.conversation(drawn.conversation).turns
    seen = shared.forget(mine, None, asked)
    assert seen.browser == mine | {"conversation": None, "before": None, "seen": 0} and "a red cat" not in seen.listed
    assert seen.messages["value"] == [] and seen.welcome["visible"] is True
    assert store.conversations() == () and store.stats().pictures == 0
    shared.forget(mine, None, asked)  # gone already


@pytest.mark.parametrize(("shared", "left"), [(True, 2), (False, 0)])
def test_everything_of_mine_goes_at_once(store, tmp_path, drawn, shared, left):
    page = handlers(store, tmp_path, shared=shared)
    begun(page, drawn.conversation)
    page.chat.start("en", owner=Browser("en", visitor=VISITOR).owner)
    page.chat.start("en", owner=Browser("en", visitor="y" * 43).owner)
    page.chat.start("en")
    mine = kept(page, drawn.conversation)
    seen = page.forget_all(mine, None)
    assert len(store.conversations()) == left and store.stats().image_files == 0
    assert seen.browser == mine | {"conversation": None, "before": None, "seen": 0} and "forget_all" not in seen.listed
    assert seen.welcome["visible"] is True


def test_a_reload_shows_the_conversation(page, drawn):
    seen = seen_by(page, kept(page, drawn.conversation))
    assert [message["role"] for message in seen.messages["value"]] == ["user", "assistant"]
    assert [message["metadata"]["id"] for message in seen.messages["value"]] == [drawn.id - 1, drawn.id]
    assert seen.welcome["visible"] is False


def test_on_a_shared_host_only_ones_own_are_listed(store, tmp_path, drawn):
    page = handlers(store, tmp_path, shared=True)
    assert "a red cat" not in seen_by(page, None).listed
    begun(page, drawn.conversation)
    assert "a red cat" in seen_by(page, kept(page, drawn.conversation)).listed


@pytest.mark.parametrize("handle", ["{}", "{}-", "{}-000000000000000000000000", None, ["1"], {"a": 1}])
def test_a_made_up_handle_opens_nothing(page, drawn, handle):
    made_up = handle.format(drawn.conversation) if isinstance(handle, str) else handle
    seen = seen_by(page, kept(page, drawn.conversation, conversation=made_up))
    assert seen.browser["conversation"] is None and seen.messages["value"] == []


def test_a_deleted_conversation_is_an_empty_page(page, store, drawn):
    store.delete_conversation(drawn.conversation)
    assert seen_by(page, kept(page, drawn.conversation)).browser["conversation"] is None


@pytest.mark.parametrize("rubbish", [None, 7, [], {"language": "fr", "mine": "x"}, {"conversation": 3}])
def test_rubbish_in_the_browser_does_no_harm(page, rubbish):
    browser = seen_by(page, rubbish, rubbish).browser
    assert browser == {"language": "en", "conversation": None, "visitor": browser["visitor"], "before": None, "seen": 0}
    assert len(browser["visitor"]) == 43


def test_a_browser_of_before_keeps_what_it_began(store, tmp_path, drawn):
    """It remembered handles; the store remembers whose they are, of any number of conversations."""
    shared = handlers(store, tmp_path, shared=True)
    old = {"language": "en", "conversation": None, "mine": [shared.keys.handle(drawn.conversation), "1-made-up"]}
    seen = seen_by(shared, old)
    assert "a red cat" in seen.listed and "mine" not in seen.browser
    assert "a red cat" in seen_by(shared, seen.browser).listed
    assert "a red cat" not in seen_by(shared, old).listed, "whose it is by now does not change"


def test_the_list_goes_on_beyond_a_page(store, tmp_path, monkeypatch):
    monkeypatch.setattr("web.shown.MOST_LISTED", PAGE)
    shared = handlers(store, tmp_path, shared=True)
    browser = seen_by(shared, None).browser
    owner = read_browser(browser, "en").owner
    for number in range(PAGE * 2 + 5):
        talk = store.start_conversation("en", f"mine {number}.", owner=owner).id
        store.record_turn(talk, "user", "hello")
    store.record_turn(store.start_conversation("en", "of another", owner="z").id, "user", "hello")
    store.start_conversation("en", "nothing said", owner=owner)

    def titles(listed: str) -> list[int]:
        assert "of another" not in listed and "nothing said" not in listed
        return [int(number) for number in re.findall(r">mine (\d+)\.<", listed)]

    seen, all_seen = seen_by(shared, browser), []
    all_seen += titles(seen.listed)
    assert len(all_seen) == PAGE and "The newest" not in seen.listed
    while older := re.search(r'data-pick="([^"]*older[^"]*)">Older', seen.listed):
        seen = shared.older(seen.browser, None, happening(**json.loads(unescape(older[1]))))
        all_seen += titles(seen.listed)
    assert all_seen == list(range(PAGE * 2 + 4, -1, -1))
    assert titles(shared.older(seen.browser, None, happening(older=None)).listed) == all_seen[:PAGE]


def test_the_list_costs_one_bounded_query(page, store, monkeypatch):
    monkeypatch.setattr("web.shown.MOST_LISTED", PAGE)
    for number in range(PAGE * 3):
        store.record_turn(store.start_conversation("en", str(number)).id, "user", "hello")
    asked: list[str] = []
    event.listen(store._database._reader, "before_cursor_execute", lambda *about: asked.append(about[2]))
    seen_by(page, None)
    listing = [statement for statement in asked if "FROM conversation" in statement]
    assert len(listing) == 1 and "LIMIT" in listing[0]


def test_words_of_a_rating_are_cleaned_as_messages_are(page, drawn):
    dirty = " nice\u202e\x00 \ud83d work\r\n"
    rating = page.chat.rate(Opinion(comment=dirty), "en", picture=drawn.pictures[0].id)
    assert rating.comment == visible(dirty) == "nice  work"


def test_the_browser_says_which_language(page):
    accepts = SimpleNamespace(headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert page.load(None, None, accepts).browser["language"] == "zh"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-TW", "zh"),
        ("ZH-Hant-HK, *;q=0.1", "zh"),
        ("en;q=0.5, zh;q=0.9", "zh"),
        ("de, zh ; q=0.8, en-GB ;q = 0.7", "zh"),
        ("fr-FR, fr;q=0.9, en;q=0.8, zh;q=0.8", "en"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=0", "fallback"),
        ("zh;q=2, en;q=nan", "fallback"),
        ("zho", "fallback"),
        ("de, *;q=0.5", "fallback"),
        ("", "fallback"),
    ],
)
def test_languages_are_weighed_as_the_standard_says(header, language):
    assert accepted_language(header, "fallback") == language


def test_the_other_language(page, drawn):
    seen = page.switch_language(kept(page, drawn.conversation), None, None)
    assert seen.browser["language"] == "zh" and seen.new["value"] == "新的对话" and seen.panel["visible"] is False


def tap(page: Handlers, browser: dict, **data) -> Updates:
    return page.beside.tap(browser, happening(**data))  # type: ignore[arg-type]


def test_a_picture_up_close_is_the_one_that_is_changed(page, drawn):
    shown = tap(page, kept(page, drawn.conversation), picture=drawn.pictures[1].id)
    assert shown.panel["visible"] is True and "Selected picture" in shown.close_up and "tw-rating" in shown.rating
    assert shown.up_close == {"picture": drawn.pictures[1].id}
    assert "Picture 2 is the one being changed" in shown.changing["value"] and shown.changing["visible"] is True


def test_a_pick_outlives_the_panel_and_a_reload_until_it_is_taken_back(page, drawn):
    browser = kept(page, drawn.conversation)
    picked = tap(page, browser, picture=drawn.pictures[1].id).picked
    assert page.beside.closed().picked is STAYS
    assert asks(page, {"text": "make it blue"}, browser, picked)["picture"] == drawn.pictures[1].id
    again = seen_by(page, browser, picked)
    assert "Picture 2 is" in again.changing["value"]
    assert pressed(again) == [{"picture": drawn.pictures[1].id}]
    unpicked = page.beside.unpick(browser)
    assert unpicked.changing["visible"] is False and pressed(seen_by(page, browser, unpicked.picked)) == []
    assert asks(page, {"text": "make it blue"}, browser, unpicked.picked)["picture"] == 0


def test_a_pick_ends_with_a_new_drawing(page, store, drawn):
    browser = kept(page, drawn.conversation)
    picked = tap(page, browser, picture=drawn.pictures[1].id).picked
    store.record_turn(drawn.conversation, "assistant", "It is red.")
    assert page.show(browser, picked).changing["visible"] is True
    store.record_turn(drawn.conversation, "assistant", "Changed", pictures=[new_picture("green")])
    assert page.show(browser, picked).changing["visible"] is False
    earlier = tap(page, browser, picture=drawn.pictures[1].id)
    assert "Picture 2 of an earlier drawing is" in earlier.changing["value"]


def test_a_pick_in_words_is_shown_and_can_be_taken_back(page, store, drawn):
    browser = kept(page, drawn.conversation)
    picked = tap(page, browser, picture=drawn.pictures[0].id).picked
    store.record_turn(drawn.conversation, "assistant", "Picture 2 it is", payload={"picked": drawn.pictures[1].id})
    assert "Picture 2 is" in page.show(browser, picked).changing["value"]
    unpicked = page.beside.unpick(browser).picked
    assert page.show(browser, unpicked).changing["visible"] is False


def test_a_picture_of_another_conversation_is_not_shown_or_picked_or_rated(page, store, drawn):
    elsewhere = kept(page, store.start_conversation("en").id)
    shown = tap(page, elsewhere, picture=drawn.pictures[0].id)
    assert shown.panel["visible"] is False and shown.picked is STAYS
    made_up = {"picture": drawn.pictures[0].id, "since": 0}
    assert asks(page, {"text": "make it blue"}, elsewhere, made_up)["picture"] is None
    page.beside.rate(elsewhere, {"picture": drawn.pictures[0].id}, happening(rate={"stars": 1}))  # type: ignore[arg-type]
    assert store.picture(drawn.pictures[0].id).rating is None


def test_stars_are_given_changed_and_taken_back(page, store, drawn):
    browser, up_close = kept(page, drawn.conversation), {"picture": drawn.pictures[0].id}
    for stars, expected in ((4, 4), (2, 2), (2, None)):
        page.beside.rate(browser, up_close, happening(rate={"stars": stars}))  # type: ignore[arg-type]
        rating = store.picture(drawn.pictures[0].id).rating
        assert (rating.stars if rating else None) == expected


@pytest.mark.filterwarnings("ignore:Another program is using")
def test_words_that_were_not_kept_stay_in_the_box(page, store, tmp_path):
    other = sqlite3.connect(tmp_path / "data" / "tuwen.db")
    other.execute("BEGIN IMMEDIATE")
    assert page.hear({"text": "a cat", "files": []}, None, None, NOBODY) == Updates()
    other.rollback()
    other.close()
    assert page.hear({"text": "a cat", "files": []}, None, None, NOBODY).box["value"] is None


def test_a_message_is_in_the_store_before_it_is_answered_and_after_a_reload(page, store, answering):
    heard = page.hear({"text": "a cat", "files": []}, None, None, NOBODY)
    number = page.keys.number(heard.browser["conversation"])
    (turn,) = store.conversation(number).turns
    assert (turn.role, turn.text, turn.asks["does"]) == ("user", "a cat", "reply")
    for seen in (heard, seen_by(page, heard.browser)):
        assert [message["role"] for message in seen.messages["value"]] == ["user", "assistant"]
        assert "tw-dots" in seen.messages["value"][1]["content"].value
    answering.set()
    assert followed_by(page, heard.browser)[-1].progress["visible"] is False
    assert "Here" in page.show(heard.browser, None).messages["value"][-1]["content"].value


def test_a_page_that_moved_on_is_told_of_what_it_looks_at_now(page, drawn, answering):
    """Whatever it still sends itself, for answers and events overtake each other."""
    sent = LocalContext.request.set(gr.Request(session_hash="one page"))
    heard = page.hear({"text": "a cat", "files": []}, None, None, NOBODY)
    page.open(heard.browser, None, happening(open=page.keys.handle(drawn.conversation)))
    answering.set()
    assert followed_by(page, heard.browser)[-1].progress["visible"] is False
    assert page.show(heard.browser, None).browser["conversation"] == page.keys.handle(drawn.conversation)
    LocalContext.request.reset(sent)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_what_is_kept_and_for_how_long(store, tmp_path, language):
    mine = {"language": language, "visitor": VISITOR}
    for settings, sentence in (({}, say("page_kept_for_ever", language)),
                               ({"keep_days": 30}, say("page_kept_days", language, days=30))):  # fmt: skip
        shown = unescape(seen_by(handlers(store, tmp_path, **settings), mine).learning)
        assert sentence in shown and say("page_kept_not", language) in shown


@pytest.mark.filterwarnings("ignore:One moment")
def test_in_a_conversation_one_message_waits_at_a_time(page, store):
    heard = page.hear({"text": "a cat", "files": []}, None, None, NOBODY)
    assert page.hear({"text": "a dog", "files": []}, heard.browser, None, NOBODY) == Updates()
    assert store.stats().turns == 1
    assert page.hear({"text": "a dog", "files": []}, None, None, NOBODY).given(), "in another one"


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "8 of your messages are waiting"), ("zh", "你已有 8 条消息在排队")]
)
def test_who_has_no_place_is_told_and_nothing_is_begun(page, store, language, sentence):
    mine = {"language": language, "visitor": VISITOR}
    for _ in range(8):
        assert page.hear({"text": "a cat", "files": []}, mine, None, NOBODY).given()
    with pytest.warns(UserWarning, match=sentence):
        assert page.hear({"text": "a cat", "files": []}, mine, None, NOBODY) == Updates()
    assert store.stats().conversations == store.stats().turns == 8
    assert page.hear({"text": "a cat", "files": []}, mine | {"visitor": "y" * 43}, None, NOBODY).given()


@pytest.mark.parametrize(("language", "words"), [("en", "Interrupted before"), ("zh", "还没回答就中断了")])
def test_a_stopped_message_stays_and_is_tried_again(page, store, answering, language, words):
    mine = {"language": language, "visitor": VISITOR}
    for text in ("a cat", "a dog"):  # one is under way, one waits
        heard = page.hear({"text": text, "files": []}, mine, None, NOBODY)
        page.stop(heard.browser)
        assert followed_by(page, heard.browser)[-1].progress["visible"] is False
        shown = page.show(heard.browser, None).messages["value"]
        assert text in shown[0]["content"].value and words in shown[1]["content"].value
    (tap,) = re.findall(r'data-pick="([^"]*retry[^"]*)"', shown[1]["content"].value)
    retry = happening(**json.loads(unescape(tap)))
    answering.set()
    elsewhere = kept(page, store.start_conversation("en").id)
    page.hear_again(elsewhere, None, NOBODY, retry)  # not a message of that conversation
    assert store.stats().turns == 2
    again = page.hear_again(heard.browser, None, NOBODY, retry)
    assert words not in again.messages["value"][1]["content"].value
    followed_by(page, heard.browser)
    turns = store.conversation(page.keys.number(heard.browser["conversation"])).turns
    assert [(turn.text, turn.asks) for turn in turns] == [("a dog", None), ("Here", None)]


def test_what_a_dead_server_left_is_shown_as_interrupted(page, store, drawn):
    store.record_turn(drawn.conversation, "user", "make it blue", asks={"does": "reply", "picture": None})
    shown = seen_by(page, kept(page, drawn.conversation)).messages["value"]
    assert "make it blue" in shown[2]["content"].value and "Try again" in shown[3]["content"].value
    assert "tw-quick" in shown[1]["content"].value, "what may come next stays at the last answer"


def test_a_deleted_conversation_waits_no_more(page, store):
    heard = page.hear({"text": "a cat", "files": []}, None, None, NOBODY)
    page.forget(heard.browser, None, happening(forget=heard.browser["conversation"]))
    assert page.hear({"text": "a cat", "files": []}, heard.browser, None, NOBODY).given()
    assert store.stats().turns == 1


def asked(store, number: int):
    return store.record_turn(
        number, "assistant", "Which?\n1. Draw a cat\n2. Draw it again", payload={"options": OPTIONS}
    )


def test_a_reading_that_is_tapped_is_chosen_with_the_picked_picture(page, store, drawn):
    browser, last = kept(page, drawn.conversation), asked(store, drawn.conversation)
    picked = tap(page, browser, picture=drawn.pictures[1].id).picked
    heard = page.hear_choice(browser, picked, NOBODY, happening(choose=2, of=last.id))  # type: ignore[arg-type]
    assert "Draw it again" in heard.messages["value"][-2]["content"].value
    waits = store.conversation(drawn.conversation).turns[-1]
    assert waits.asks == {"does": "choice", "program": "again", "picture": drawn.pictures[1].id}


@pytest.mark.parametrize("tapped", [{"choose": 3}, {"choose": 0}, {"choose": "1"}, {"choose": 1, "of": 1}])
def test_what_is_not_offered_any_more_is_not_chosen(page, store, drawn, tapped):
    browser, last = kept(page, drawn.conversation), asked(store, drawn.conversation)
    heard = page.hear_choice(browser, None, NOBODY, happening(**{"of": last.id} | tapped))  # type: ignore[arg-type]
    assert len(heard.messages["value"]) == 3 and len(store.conversation(drawn.conversation).turns) == 3


@pytest.mark.filterwarnings("ignore:That message has")  # outside a page, Gradio warns Python
def test_a_message_too_long_stays_in_the_box(page, store):
    assert page.hear({"text": "cat " * 300, "files": []}, None, None, NOBODY) == Updates()
    assert not store.conversations()


def test_a_conversation_that_nobody_can_read_can_still_be_deleted(page, store, drawn, monkeypatch):
    with store._database.write() as session:
        session.connection().exec_driver_sql("UPDATE picture SET plan = '{}'")
    mine = kept(page, drawn.conversation)
    page.forget(mine, None, happening(forget=mine["conversation"]))  # type: ignore[arg-type]
    assert store.conversations() == ()


@pytest.mark.parametrize(("language", "sentence"), [("en", "I take at most 20 MB"), ("zh", "我最多收 20 MB")])
def test_files_that_were_held_back_are_told_of_in_ones_language(page, language, sentence):
    told = {"heavy": [{"name": "<b>cat.png", "size": 30 * 2**20}, {"name": 7}, "rubbish"]}
    with pytest.warns(UserWarning, match=f"&lt;b&gt;cat.png.*30.0 MB.*{sentence}"):
        page.refuse({"language": language}, happening(**told))
    for status, key in ((413, "page_upload_heavy"), (502, "page_upload_failed")):
        with pytest.warns(UserWarning, match=say(key, language)[:9]):
            page.refuse({"language": language}, happening(status=status))
    for rubbish in ({}, {"heavy": 7}, {"heavy": [None]}, {"status": "413"}):
        page.refuse({"language": language}, happening(**rubbish))


def test_two_updates_of_one_part_are_joined():
    one = Updates(comment={"__type__": "update", "label": "Comment"}, new="New")
    other = Updates(comment={"__type__": "update", "value": "nice"}, new="Newer")
    assert (one | other).comment == {"__type__": "update", "label": "Comment", "value": "nice"}
    assert (one | other).new == "Newer"


@pytest.mark.filterwarnings("ignore:出了点问题")  # outside a page, Gradio warns Python
def test_a_handler_that_fails_leaves_the_page_and_tells_the_log_alone(caplog, recwarn):
    def look(kept: dict) -> Updates:
        raise OSError(28, "No space left on device", "/home/me/tuwen")

    assert outputs(look, ("top", "new"))({"language": "zh"}) == (gr.skip(), gr.skip())
    said = str(recwarn.pop(UserWarning).message)
    assert (number := re.search(r"\d{8}", said)) and "/home/me" not in said and "space" not in said
    assert number[0] in caplog.text and "/home/me/tuwen" in caplog.text


def test_a_handler_changes_only_what_it_says():
    assert outputs(lambda: Updates(new="New", top="Top"), ("top", "new"))() == ("Top", "New")
    assert outputs(Updates, ())() == ()
    with pytest.raises(KeyError, match="changes top; it may change new"):
        outputs(lambda: Updates(top="Top"), ("new",))()
