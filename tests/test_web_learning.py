"""What the page takes for learning and says of it, without a browser: reasons, the best one, mended facts, consent."""

import json
import re
from types import SimpleNamespace

import pytest
from test_chat_handlers import NOBODY, VISITOR, handlers
from test_storage import new_description, new_picture

from chat.learning import learning
from chat.texts import say
from storage.rating import Opinion
from storage.records import Mended
from storage.tables import EVERYBODY
from web.browser import read_browser
from web.handlers import Handlers

FACTS = (
    {"fact": "object", "value": "dog", "of": 0, "probability": 0.8},
    {"fact": "colour", "value": "red", "of": 0, "probability": 0.7},
    {"fact": "relation", "value": "above", "of": None, "probability": 0.6},
)
FOX = Mended("object", "fox", "dog", 0)


@pytest.fixture
def page(store, tmp_path):
    return handlers(store, tmp_path, data_dir=str(tmp_path / "data"))


@pytest.fixture
def shared(store, tmp_path):
    return handlers(store, tmp_path, data_dir=str(tmp_path / "data"), shared=True)


@pytest.fixture
def talk(store) -> int:
    """A conversation with an answer of two pictures, and a description of the first."""
    owner = read_browser({"visitor": VISITOR}, "en").owner
    number = store.start_conversation("en", owner=owner).id
    store.record_turn(number, "assistant", "", kind="draw", pictures=[new_picture("red"), new_picture("blue")])
    store.record_turn(number, "assistant", "", descriptions=[new_description(picture=1, facts=FACTS)])
    return number


def kept(page: Handlers, talk: int, language: str = "en") -> dict:
    return {"visitor": VISITOR, "conversation": page.keys.handle(talk), "language": language}


def event(**data) -> SimpleNamespace:
    return SimpleNamespace(_data=data, **data)


def picks(html: str) -> list[dict]:
    return [json.loads(each.replace("&#34;", '"')) for each in re.findall('data-pick="([^"]+)"', html)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_after_a_thumb_down_one_says_why(page, store, talk, language):
    browser, up_close = kept(page, talk, language), {"picture": 1}
    bar = page.beside.rate(browser, up_close, event(rate={"thumb": -1})).rating
    assert say("page_reasons", language) in bar and {"rate": {"reason": "cut_off"}} in picks(bar)
    for reason in ("colour", "count", "colour"):
        bar = page.beside.rate(browser, up_close, event(rate={"reason": reason})).rating
    assert store.picture(1).rating.reasons == ("count",)
    assert bar.count(
        'class="tw-say" data-pick="{&#34;rate&#34;: {&#34;reason&#34;: &#34;count&#34;}}" aria-pressed="true"'
    )
    bar = page.beside.rate(browser, up_close, event(rate={"thumb": 1})).rating
    assert say("page_reasons", language) not in bar and store.picture(1).rating.reasons == ()


def test_of_several_pictures_one_is_the_best(page, store, talk):
    browser = kept(page, talk)
    for number in (1, 2):
        bar = page.beside.rate(browser, {"picture": number}, event(rate={"best": True})).rating
        assert say("page_best", "en") in bar and "🏅" in bar
    assert store.picture(1).rating is None and store.picture(2).rating.best
    page.beside.rate(browser, {"picture": 2}, event(rate={"best": True}))
    assert store.picture(2).rating is None, "pressed again it is taken back"
    assert say("page_best", "en") not in page.beside.rate(browser, {"description": 1}, event(rate={"stars": 1})).rating


@pytest.mark.parametrize(("language", "fox"), [("en", "fox"), ("zh", "狐狸")])
def test_a_fact_is_tapped_and_is_a_fox(page, store, talk, language, fox):
    browser, up_close = kept(page, talk, language), {"description": 1}
    shown = page.beside.tap(browser, event(**up_close))
    assert [pick["mend"] for pick in picks(shown.close_up) if "mend" in pick] == [0, 1], "a relation is not mended"
    asked = page.beside.begin_mending(browser, up_close, event(mend=0))
    assert asked.mending == 0 and (fox, "fox") in asked.mend["choices"] and asked.mend["visible"] is True
    done = page.beside.mend(browser, None, up_close, 0, "fox")
    assert store.description(1).rating.mended == (FOX,)
    assert fox in done.close_up and "✎" in done.close_up and done.mend["visible"] is False
    assert fox in str(done.messages["value"][-1]["content"].value)
    page.beside.mend(browser, None, up_close, 1, "blue")
    assert store.description(1).rating.mended == (FOX, Mended("colour", "blue", "red", 0))
    page.beside.mend(browser, None, up_close, 0, "dog")
    page.beside.mend(browser, None, up_close, 1, "red")
    assert store.description(1).rating is None, "what was read is no correction"


RUBBISH = [(2, "above"), (9, "fox"), (None, "fox"), ("0", "fox")]


def test_what_cannot_be_mended_is_not(page, store, talk):
    browser = kept(page, talk)
    for number, chosen in RUBBISH:
        assert not page.beside.mend(browser, None, {"description": 1}, number, chosen).given()
        assert not page.beside.begin_mending(browser, {"description": 1}, event(mend=number)).given()
    assert not page.beside.mend(browser, None, {"picture": 1}, 0, "fox").given()
    with pytest.warns(UserWarning, match="not understood"):
        page.beside.mend(browser, None, {"description": 1}, 0, "unicorns")
    assert store.description(1).rating is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_ones_own_machine_it_is_on_and_said_so(page, store, talk, language):
    browser = kept(page, talk, language)
    box = page.load(browser, None, NOBODY).learning
    assert say("page_learning_here", language) in box and 'aria-checked="true"' in box
    bar = page.beside.rate(browser, {"picture": 1}, event(rate={"thumb": 1})).rating
    assert say("page_learning_ask", language) not in bar
    assert 'aria-checked="false"' in page.beside.consent(browser, None, event(consent=False)).learning
    assert store.allows_learning(EVERYBODY) is False


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_strangers_share_one_is_asked_once_and_it_is_off_until_then(shared, store, talk, language):
    browser, up_close = kept(shared, talk, language), {"picture": 1}
    owner = read_browser({"visitor": VISITOR}, "en").owner
    shown = shared.load(browser, None, NOBODY)
    assert 'aria-checked="false"' in shown.learning and say("page_learning_shared", language) in shown.learning
    assert say("page_learning_ask", language) not in shared.beside.tap(browser, event(**up_close)).rating
    rated = shared.beside.rate(browser, up_close, event(rate={"thumb": 1}))
    assert say("page_learning_ask", language) in rated.rating
    answered = shared.beside.consent(browser, up_close, event(consent=True))
    assert say("page_learning_ask", language) not in answered.rating and 'aria-checked="true"' in answered.learning
    assert store.allows_learning(owner) is True and store.allows_learning(EVERYBODY) is None
    assert not shared.beside.consent(browser, up_close, event(consent="yes")).given()


def test_the_page_says_what_ratings_did(page, store, talk, tmp_path):
    browser = kept(page, talk)
    rated = page.beside.rate(browser, {"picture": 1}, event(rate={"thumb": 1}))
    assert "Ratings so far: 1; 299 more until the next." in rated.learning and "as it shipped" in rated.learning
    version = tmp_path / "data" / "versions" / "recogniser" / "0003-0123456789ab"
    version.mkdir(parents=True)
    (version / "report.json").write_text(json.dumps({"made": store.picture(1).rating.updated.isoformat()}))
    (version.parent / "served").write_text(f"{version.name}\n")
    store.rate(Opinion(mended=[FOX]), description=1)
    box = page.load(browser, None, NOBODY).learning
    assert "Ratings since the last training: 1; 299 more until the next." in box
    assert "In use, learnt from ratings: eye 0003" in box
    (version / "report.json").write_text(
        json.dumps({"made": "2026-12-03T08:00:00+00:00", "exported": "2099-01-01T00:00:00+00:00"})
    )
    shown = page.beside.tap(browser, event(description=1))
    assert "Your correction was learnt on 2026-12-03." in shown.close_up
    (version.parent / "served").write_text("")
    assert "was learnt on" not in page.beside.tap(browser, event(description=1)).close_up
    store.allow_learning(False)
    assert learning(store, tmp_path / "data").ratings == 0
    (version / "report.json").write_text("{")
    assert learning(store, tmp_path / "data").learnt is None
