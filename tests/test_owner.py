"""Who may open the owner's page, what it shows and does, and the process that learns behind it."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from test_versions import made

from chat.learning import VERSIONS
from chat.owner import Owner
from chat.settings import Settings
from chat.texts import say
from chat.trainings import Trainings
from models.versions import ROUND, Versions
from storage.store import Store
from web.guard import Rules, guarded
from web.owner import Beside, Door, OwnerPage

PASSWORD = "correct horse battery"
HERE = "127.0.0.1:7860"
Opened = Callable[..., TestClient]


@pytest.fixture
def trainings(tmp_path: Path) -> Iterator[Trainings]:
    trainings = Trainings(Settings(data_dir=tmp_path / "data"))
    yield trainings
    trainings.close()


@pytest.fixture
def opened(store: Store, tmp_path: Path, trainings: Trainings) -> Opened:
    """The guarded page over the store, as one browser sees it."""

    def opened(peer: str = "127.0.0.1", language: str = "en", **settings) -> TestClient:
        chosen = Settings(data_dir=tmp_path / "data", owner_page=True, **settings)
        page = OwnerPage(Owner(store, chosen, trainings), chosen)
        app = guarded(Beside(PlainTextResponse("the chat"), page), Rules.of(chosen))
        browser = TestClient(app, base_url=f"http://{HERE}", client=(peer, 5000))
        browser.headers["accept-language"] = language
        return browser

    return opened


def version(tmp_path: Path, mark: str = "a", **kept) -> str:
    return made(Versions(tmp_path / "data" / VERSIONS / "ranker"), mark, **kept)


def served(tmp_path: Path) -> str | None:
    return Versions(tmp_path / "data" / VERSIONS / "ranker").served()


REACHED = [{"shared": True}, {"host": "0.0.0.0"}, {"hosts": ("tuwen.example",)}, {"proxies": ("10.0.0.1",)},
           {"origins": ("https://a.example",)}, {"root_path": "/tuwen"}, {"frames": ("*",)}]  # fmt: skip


@pytest.mark.parametrize("reached", REACHED, ids=lambda each: next(iter(each)))
def test_where_others_reach_the_server_it_needs_a_password(reached: dict) -> None:
    with pytest.raises(ValidationError, match="needs a password where others reach"):
        Settings(owner_page=True, **reached)
    Settings(owner_page=True, owner_password=PASSWORD, **reached)
    with pytest.raises(ValidationError, match="12 characters"):
        Settings(owner_page=True, owner_password="short", **reached)
    Settings(**reached)


def test_without_a_password_only_this_machine_is_answered(opened: Opened) -> None:
    assert opened().get("/owner/").status_code == 200
    stranger = opened(peer="192.168.1.9")
    refused = stranger.get("/owner/")
    assert refused.status_code == 403 and say("owner_only_here", "en") in refused.text
    assert stranger.get("/owner/now").status_code == 403
    for handed_on in ({"host": "203.0.113.5:7860"}, {"x-forwarded-for": "203.0.113.9"}, {"forwarded": "for=1.2.3.4"}):
        assert opened().get("/owner/", headers=handed_on).status_code == 403, handed_on
    for own in ("localhost:7860", "[::1]:7860"):
        assert opened().get("/owner/", headers={"host": own}).status_code == 200, own
    assert opened().get("/elsewhere").text == opened().get("/ownership").text == "the chat"


def test_another_site_presses_no_button(opened: Opened, tmp_path: Path) -> None:
    name = version(tmp_path)
    for origin in ("https://evil.example", "null"):
        pressed = opened().post("/owner/promote", data={"what": "ranker", "version": name}, headers={"origin": origin})
        assert pressed.status_code == 403 and served(tmp_path) is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_behind_a_password(opened: Opened, tmp_path: Path, language: str) -> None:
    browser, name = opened("192.168.1.9", language, owner_password=PASSWORD, shared=True), version(tmp_path)
    assert 'type="password"' in browser.get("/owner/").text and name not in browser.get("/owner/").text
    for path in ("promote", "rollback", "learn", "stop"):
        browser.post(f"/owner/{path}", data={"what": "ranker", "version": name})
    assert served(tmp_path) is None and browser.get(f"/owner/report/ranker/{name}").status_code == 403
    wrong = browser.post("/owner/enter", data={"password": PASSWORD + "!"})
    assert say("owner_wrong", language) in wrong.text and name not in wrong.text
    inside = browser.post("/owner/enter", data={"password": PASSWORD})
    assert name in inside.text and say("owner_promote", language) in inside.text
    cookie = next(iter(browser.cookies.jar))
    assert cookie.path == "/owner" and "samesite=strict" in str(inside.history[0].headers["set-cookie"]).lower()
    assert 'type="password"' in browser.post("/owner/leave").text


def test_guessing_is_slow() -> None:
    now = 0.0
    door = Door(PASSWORD, lambda: now)
    assert all(door.enter(f"guess {n}", "a") is None for n in range(8))
    assert door.enter(PASSWORD, "a") is None and door.enter(PASSWORD, "b") is not None
    now = 601.0
    assert door.enter(PASSWORD, "a") is not None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_versions_are_promoted_and_rolled_back(opened: Opened, tmp_path: Path, language: str) -> None:
    browser = opened(language=language)
    assert say("owner_none", language) in browser.get("/owner/").text
    name, refused = version(tmp_path), version(tmp_path, "b", promotable=False)
    (tmp_path / "data" / VERSIONS / "ranker" / name / "report.html").write_text("<b>figures</b>")
    assert browser.get(f"/owner/report/ranker/{name}").text == "<b>figures</b>"
    assert browser.get(f"/owner/report/ranker/{refused}").status_code == 404
    assert browser.get("/owner/report/ranker/..%2f..").status_code == 404
    page = browser.post("/owner/promote", data={"what": "ranker", "version": name}).text
    assert say("owner_promoted", language) in page and say("owner_serves", language, version=name) in page
    assert served(tmp_path) == name
    for what, wanted in (("ranker", refused), ("ranker", "0009-000000000000"), ("painter?", name)):
        page = browser.post("/owner/promote", data={"what": what, "version": wanted}).text
        assert say("owner_not_done", language) in page and served(tmp_path) == name
    browser.post("/owner/rollback", data={"what": "ranker", "version": refused})
    assert served(tmp_path) == name, "only what is served is taken back"
    assert (
        say("owner_rolled_back", language)
        in browser.post("/owner/rollback", data={"what": "ranker", "version": name}).text
    )
    assert served(tmp_path) is None
    (tmp_path / "data" / VERSIONS / "ranker" / name / "report.json").write_text("{")
    assert say("owner_damaged", language, version=name) in browser.get("/owner/").text


def test_the_other_language_is_kept(opened: Opened) -> None:
    browser = opened(language="en")
    assert say("owner_title", "zh") in browser.post("/owner/language").text
    assert say("owner_title", "zh") in browser.get("/owner/").text
    assert "<script>x" not in browser.get("/owner/?said=<script>x").text


def test_a_proxy_may_keep_the_subpath_or_take_it_off(opened: Opened) -> None:
    browser = opened(owner_password=PASSWORD, root_path="/tuwen")
    for path in ("/tuwen/owner/", "/owner/"):
        assert 'type="password"' in browser.get(path).text
    assert browser.get("/tuwen/owner", follow_redirects=False).headers["location"] == "owner/"
    browser.post("/tuwen/owner/enter", data={"password": PASSWORD})
    assert next(iter(browser.cookies.jar)).path == "/tuwen/owner"


def until(trainings: Trainings, state: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while (now := trainings.now()) is None or now.state != state:
        assert time.monotonic() < deadline, now
        time.sleep(0.05)


@pytest.mark.slow
def test_a_training_is_a_process_of_its_own_that_says_what_is_missing(opened: Opened, trainings: Trainings) -> None:
    browser = opened(language="zh")
    page = browser.post("/owner/learn", data={"what": "ranker"}).text
    assert 'data-state="running"' in page and say("owner_stop", "zh") in page
    assert say("owner_busy", "zh") in browser.post("/owner/learn", data={"what": "captioner"}).text
    assert say("owner_unknown", "zh") in browser.post("/owner/learn", data={"what": "soul"}).text
    until(trainings, "failed")
    page = browser.get("/owner/").text
    assert "还差 100 对" in page and 'data-state="failed"' in page
    browser.headers["accept-language"] = "en"
    assert "100 more pairs" in browser.get("/owner/now").text


def test_a_stop_and_a_death_are_told(opened: Opened, trainings: Trainings, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = opened()
    browser.post("/owner/learn", data={"what": "ranker"})
    assert say("owner_done_stopped", "en", network="Order of candidates") in browser.post("/owner/stop").text
    monkeypatch.setattr(Trainings, "_command", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"])
    trainings.start("ranker")
    until(trainings, "failed")
    assert say("owner_died", "en") in browser.get("/owner/").text
    done = {"what": "ranker", "state": "done", "began": "2026-12-03", "said": {"en": "x", "zh": "x"}}
    lingering = (
        f"import time, pathlib; pathlib.Path({str(trainings.folder / ROUND)!r}).write_text({json.dumps(done)!r})"
    )
    monkeypatch.setattr(Trainings, "_command", lambda *_: [sys.executable, "-c", f"{lingering}; time.sleep(60)"])
    trainings.start("ranker")
    until(trainings, "done")
    trainings.start("ranker")  # one that has said all does not stand in the way of the next
    trainings.stop()
    (trainings.folder / ROUND).write_text("{")
    assert 'data-state="none"' in browser.get("/owner/").text
    (trainings.folder / ROUND).write_text(json.dumps({"what": "ranker", "state": "running", "began": "2026-12-03"}))
    assert Trainings(trainings.settings).now().state == "stopped", "it ended with the server that started it"
