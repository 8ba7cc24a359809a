"""The page as a person uses it: a real browser, both languages, a desktop and a phone, networks loaded once.

With TUWEN_SCREENSHOTS=1 the pictures under docs/screenshots are taken anew.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import gradio
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect, sync_playwright

from chat.conversation import Chat
from chat.rounds import Visitor
from chat.settings import Settings
from chat.texts import say
from storage.records import Turn
from storage.store import Store
from txt2img.draw import Show
from web.keys import Keys
from web.page import build, launch_options
from web.served import served_folder
from web.shown import Shown

ROOT = Path(__file__).parent.parent
SCREENSHOTS = ROOT / "docs" / "screenshots" if os.environ.get("TUWEN_SCREENSHOTS") else None
CANDIDATES = 4 if SCREENSHOTS else 2
WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}
EVERYWHERE = [
    ("desktop", "en"),
    ("phone", "zh"),
    pytest.param("desktop", "zh", marks=pytest.mark.slow),
    pytest.param("phone", "en", marks=pytest.mark.slow),
]
LOCALES = {"en": "en-US", "zh": "zh-CN"}
SAID = {
    "en": ["a black cat jumping on the grass", "make it red", "put it on the beach"],
    "zh": ["一只黑色的猫在草地上跳跃", "把它变成红色", "换成沙滩"],
}
expect.set_options(timeout=30_000)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass(frozen=True)
class Served:
    """A page that is served, and the store behind it."""

    url: str
    data: Path
    store: Store
    chat: Chat

    def last(self, role: str = "assistant") -> Turn:
        """What was said last in the newest conversation."""
        turns = self.store.conversation(self.store.conversations()[0].id).turns
        return next(turn for turn in reversed(turns) if turn.role == role)


@pytest.fixture(scope="module")
def server(tmp_path_factory, understanding, painter, describer) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("page") / "data", understanding, painter, describer) as served:
        yield served


@contextmanager
def serving(data: Path, understanding, painter, describer, **settings) -> Iterator[Served]:
    settings = Settings(data_dir=data, candidates=CANDIDATES, **settings)
    with (
        pytest.MonkeyPatch.context() as patch,
        Store.open(data_dir=data) as store,
        served_folder(data / "served") as served,
    ):
        patch.setenv("GRADIO_TEMP_DIR", str(served))
        chat = Chat(store, understanding, painter, describer, settings)
        page = build(chat, Keys(data))
        options = launch_options(settings)
        page.launch(server_name="127.0.0.1", server_port=free_port(), prevent_thread_lock=True, **options)
        yield Served(str(page.local_url).rstrip("/"), data, store, chat)
        chat.queue.close()
        page.close()


class Process:
    """One `python app.py` on a free port of this machine, which can be killed."""

    def __init__(self, data: Path, **settings: str):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        env = os.environ | {"TUWEN_DATA_DIR": str(data), "TUWEN_PORT": str(port), "TUWEN_HOST": "127.0.0.1"}
        env |= {"TUWEN_TEMP_DIR": str(data / "served"), "TUWEN_CANDIDATES": "1"}
        env |= {f"TUWEN_{name}": value for name, value in settings.items()}
        self.log = (data.parent / "server.log").open("ab")
        self.process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url, timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        self.kill()
        pytest.fail(f"the server did not start: {Path(self.log.name).read_text()[-2000:]}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def browser():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=quiet)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, server):
    """Opens the page as somebody new; afterwards nothing may have gone wrong in the browser."""
    contexts, wrong = [], []

    def visit(
        width: str = "desktop", language: str = "en", url: str = server.url, is_ready: bool = True, **options
    ) -> Page:
        wide, high = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": wide, "height": high}, locale=LOCALES[language], reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
        page.goto(url)
        if is_ready:
            expect(page.locator(".tw-welcome")).to_be_visible()
            expect(page.locator("#tw-box textarea")).to_be_enabled()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def picture(tmp_path_factory) -> Path:
    image = Image.new("RGB", (400, 300), "#87b5d8")
    ImageDraw.Draw(image).rectangle((0, 200, 400, 300), fill="#7aa35a")
    ImageDraw.Draw(image).ellipse((150, 90, 250, 210), fill="#d23c2c")
    file = tmp_path_factory.mktemp("upload") / "ball.png"
    image.save(file)
    return file


def send(page: Page, text: str) -> None:
    """Type, send, and wait for the answer."""
    answers = page.locator(".bot-row .tw-turn").count()
    page.locator("#tw-box textarea").fill(text)
    page.locator("#tw-box textarea").press("Enter")
    expect(page.locator(".bot-row .tw-turn")).to_have_count(answers + 1)
    expect(page.locator("#tw-box textarea")).to_be_enabled()


def upload(page: Page, *files: Path) -> None:
    """Put files into the box and wait until they are there, then send them."""
    page.set_input_files("#tw-box input[type=file]", files)
    expect(page.locator("#tw-box .thumbnail-item")).to_have_count(len(files))
    page.locator("#tw-box .submit-button").click()


def pictures(page: Page, answer: int = -1):
    return page.locator(".bot-row .tw-turn").nth(answer).locator(".tw-picture")


def shoot(page: Page, name: str) -> None:
    if SCREENSHOTS is not None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(1500)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")


def assert_nothing_sticks_out(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "[...document.querySelectorAll('#tw-main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    assert page.evaluate(f"{wide}.map(e => e.className)") == []


@pytest.mark.parametrize(("width", "language"), EVERYWHERE)
def test_the_six_steps(visit, picture, width, language):
    page = visit(width, language)
    prompt, redden, move = SAID[language]
    expect(page.locator(".tw-welcome h2")).to_have_text(say("page_welcome", language))

    # a prompt: candidates with seeds and facts that were found or not
    send(page, prompt)
    expect(pictures(page)).to_have_count(CANDIDATES)
    for image in pictures(page).locator("img").all():
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0
    card = page.locator(".tw-card").first
    expect(card.locator(".tw-seed")).to_contain_text(say("page_seed", language, seed="")[:3])
    assert {"✓", "✗", "?"} >= set(card.locator(".tw-chip i").all_inner_texts()) != set()
    assert {"en": "cat", "zh": "猫"}[language] in card.locator(".tw-chips").inner_text()
    assert_nothing_sticks_out(page)
    shoot(page, f"{width}-{language}")

    # follow-ups, typed and at a touch
    send(page, redden)
    expect(pictures(page).first).to_be_visible()
    assert {"en": "red", "zh": "红"}[language] in page.locator(".bot-row .tw-text").last.inner_text()
    if width == "desktop":
        send(page, move)
        assert {"en": "beach", "zh": "沙滩"}[language] in page.locator(".bot-row .tw-text").last.inner_text()
    answers = page.locator(".bot-row .tw-turn").count()
    page.get_by_role("button", name=say("page_describe", language), exact=True).click()
    expect(page.locator(".bot-row .tw-turn")).to_have_count(answers + 1)
    expect(page.locator(".bot-row .tw-caption")).to_have_count(1)

    # an upload
    upload(page, picture)
    expect(page.locator(".bot-row .tw-caption")).to_have_count(2)
    expect(page.locator(".tw-upload img")).to_be_visible()
    assert "%" in page.locator(".bot-row .tw-turn").last.locator(".tw-chips").inner_text()
    assert_nothing_sticks_out(page)

    # ratings: given, changed, taken back
    pictures(page, 0).nth(1).click()
    expect(page.locator("#tw-panel .tw-large img")).to_be_visible()
    page.locator(".tw-thumb").first.click()
    expect(page.locator(".tw-thumb").first).to_have_attribute("aria-pressed", "true")
    page.locator(".tw-star").nth(1).click()
    expect(page.locator(".tw-lit")).to_have_count(2)
    page.locator(".tw-star").nth(3).click()
    expect(page.locator(".tw-lit")).to_have_count(4)
    page.locator("#tw-comment textarea").fill("nice & bright, 真好")
    page.locator("#tw-save").click()
    expect(page.locator("#tw-save")).to_contain_text(say("rated", language))
    page.locator(".tw-thumb").first.click()
    expect(page.locator(".tw-thumb").first).to_have_attribute("aria-pressed", "false")
    expect(pictures(page, 0).nth(1).locator(".tw-mark")).to_have_text("★4")
    shoot(page, f"{width}-{language}-rating")
    page.locator(".tw-close").click()
    expect(page.locator("#tw-panel")).to_be_hidden()
    page.locator(".tw-caption").last.click()
    page.locator("#tw-correction textarea").fill("a red ball 红球")
    page.locator("#tw-save").click()
    expect(page.locator(".tw-caption").last).to_contain_text("a red ball 红球")
    page.locator(".tw-close").click()

    # it is all there after a reload
    turns = page.locator(".tw-turn").count()
    page.reload()
    expect(page.locator(".tw-turn")).to_have_count(turns)
    expect(page.locator(".tw-caption").last).to_contain_text("a red ball 红球")
    pictures(page, 0).nth(1).click()
    expect(page.locator(".tw-lit")).to_have_count(4)
    expect(page.locator("#tw-comment textarea")).to_have_value("nice & bright, 真好")
    page.locator(".tw-close").click()

    # a new conversation, and back to the earlier one
    if width == "phone":
        page.locator("#tw-menu").click()
    page.locator("#tw-new").click()
    expect(page.locator(".tw-welcome")).to_be_visible()
    expect(page.locator(".tw-turn")).to_have_count(0)
    if width == "phone":
        page.locator("#tw-menu").click()
    page.locator(".tw-list button").filter(has_text=prompt).first.click()
    expect(page.locator(".tw-turn")).to_have_count(turns)


def test_a_thumb_and_stars_in_haste_are_all_kept(visit):
    page = visit("desktop")
    send(page, "a black cat")
    pictures(page, 0).first.click()
    expect(page.locator(".tw-star").first).to_be_visible()
    page.evaluate("document.querySelector('.tw-thumb').click(); document.querySelectorAll('.tw-star')[3].click()")
    expect(page.locator(".tw-thumb").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".tw-star").nth(3)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("width", "language"), EVERYWHERE)
def test_what_is_wrong_is_said_at_a_touch(visit, server, picture, width, language):
    page = visit(width, language)

    def press(name: str) -> None:
        button = page.locator("#tw-panel").get_by_role("button", name=say(name, language), exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    send(page, SAID[language][0])
    pictures(page).first.click()
    press("page_down")
    press("page_reason_colour")
    press("page_best")
    shoot(page, f"learning-{width}-{language}-reasons")
    page.locator("#tw-panel .tw-close").click()
    upload(page, picture)
    page.locator(".bot-row .tw-caption").click()
    page.locator("#tw-panel .tw-mend").first.click()
    field = page.locator("#tw-mend input")
    expect(field).to_be_visible()
    fox = {"en": "fox", "zh": "狐狸"}[language]
    field.fill(fox)
    page.get_by_role("option", name=fox, exact=True).click()
    expect(page.locator("#tw-panel .tw-chips")).to_contain_text(f"{fox} ✎")
    expect(page.locator(".bot-row .tw-chips").last).to_contain_text(fox)
    shoot(page, f"learning-{width}-{language}-mended")
    newest = server.store.conversation(server.store.conversations(most=1)[0].id)
    drawn, seen = newest.turns[1].pictures[0], newest.turns[-1].descriptions[0]
    assert (drawn.rating.thumb, drawn.rating.reasons, drawn.rating.best) == (-1, ("colour",), True)
    assert [each.value for each in seen.rating.mended] == ["fox"]
    if width == "phone":
        page.locator("#tw-panel .tw-close").click()
        page.locator("#tw-menu").click()
    switch = page.get_by_role("switch", name=say("page_learning_allowed", language))
    expect(switch).to_be_checked()
    shoot(page, f"learning-{width}-{language}-switch")
    for on in (False, True):
        switch.click()
        expect(switch).to_be_checked(checked=on)


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_word_shows_where_it_looked(visit, width):
    page = visit(width)
    send(page, "a black cat to the left of a red car")
    page.get_by_role("button", name=say("page_describe", "en"), exact=True).click()
    page.locator(".bot-row .tw-caption").click()
    words = page.locator("#tw-panel .tw-quote .tw-word")
    expect(words.first).to_be_visible()
    expect(page.locator(".tw-heat.tw-on")).to_have_count(0)
    for number in (0, words.count() - 1):
        words.nth(number).hover() if width == "desktop" else words.nth(number).click()
        warm = page.locator(".tw-heat.tw-on")
        expect(warm).to_have_count(1)
        expect(warm).to_have_attribute("data-heat", str(words.nth(number).get_attribute("data-heat")))
        expect(warm).to_have_css("opacity", "1")
        assert warm.locator("circle, rect").count() > 0
        layer, image = warm.bounding_box(), page.locator("#tw-panel .tw-large img").bounding_box()
        assert layer and image and abs(layer["x"] - image["x"]) < 2 and abs(layer["width"] - image["width"]) < 3
    assert_nothing_sticks_out(page)
    shoot(page, f"{width}-words")


@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "zh")])
def test_a_picture_becomes_a_sticker_and_is_blended(visit, width, language):
    page = visit(width, language)
    send(page, {"en": "a red cat on the grass", "zh": "一只红色的猫在草地上"}[language])
    page.get_by_role("button", name=say("page_sticker", language), exact=True).click()
    sticker = page.locator(".bot-row .tw-sticker")
    expect(sticker).to_have_count(1)
    expect(page.get_by_role("button", name=say("page_sticker", language), exact=True)).to_have_count(0)
    assert "conic-gradient" in sticker.evaluate("e => getComputedStyle(e).backgroundImage")

    sticker.click()
    expect(page.locator("#tw-panel .tw-large.tw-sticker img")).to_be_visible()
    page.locator("#tw-blend > button").click()
    page.locator("#tw-blend-go").click()  # nothing is chosen yet
    expect(page.get_by_text(say("page_blend_nothing", language))).to_be_visible()
    owl = {"en": "owl", "zh": "猫头鹰"}[language]
    page.locator("#tw-blend-thing input").fill(owl)
    page.locator("#tw-blend-thing input").press("Enter")
    expect(page.locator("#tw-blend-thing input")).to_have_value(owl)
    shoot(page, f"{width}-sticker")
    page.locator("#tw-blend-go").click()
    expect(page.locator(".bot-row .tw-sticker")).to_have_count(2)
    expect(page.locator(".tw-chip").filter(has_text=owl).first).to_be_visible()
    assert_nothing_sticks_out(page)


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh"), ("phone", "en")])
def test_the_picked_picture_is_the_one_that_is_changed(visit, server, width, language):
    page = visit(width, language)
    prompt, redden, _ = SAID[language]
    send(page, prompt)
    line = page.locator("#tw-changing")
    expect(line).to_be_hidden()
    pictures(page).nth(1).click()
    expect(line).to_have_text(say("page_changing", language, number=2) + "×")
    expect(page.locator("#tw-panel .tw-large img")).to_be_visible()
    expect(pictures(page).nth(1)).to_have_attribute("aria-pressed", "true")
    shoot(page, f"{width}-{language}-picked")
    if width == "phone":  # the panel leaves the box and the line above it free
        panel, top = page.locator("#tw-panel").bounding_box(), line.bounding_box()
        assert panel and top and panel["y"] + panel["height"] <= top["y"] + 1
    page.locator(".tw-close").click()
    expect(page.locator("#tw-panel")).to_be_hidden()
    expect(line).to_be_visible()
    page.reload()
    expect(line).to_have_text(say("page_changing", language, number=2) + "×")
    expect(pictures(page).nth(1)).to_have_attribute("aria-pressed", "true")
    picked = server.last().pictures[1].id
    send(page, redden)
    assert server.last().payload["begun_from"] == picked
    expect(line).to_be_hidden()  # the new ones are changed from now on


def test_on_a_phone_the_panel_gives_way_to_the_answer(visit, server):
    page = visit("phone")
    send(page, SAID["en"][0])
    pictures(page).nth(1).click()
    expect(page.locator("#tw-panel .tw-large img")).to_be_visible()
    picked = server.last().pictures[1].id
    send(page, SAID["en"][1])  # while the panel is open
    expect(page.locator("#tw-panel")).to_be_hidden()
    assert server.last().payload["begun_from"] == picked
    pictures(page).first.click()
    expect(page.locator("#tw-panel .tw-large img")).to_be_visible()


@pytest.mark.parametrize(("language", "said"), [("en", "the second one"), ("zh", "第二张")])
def test_a_pick_in_words_is_shown_and_taken_back(visit, server, language, said):
    page = visit("desktop", language)
    send(page, SAID[language][0])
    send(page, said)
    expect(page.locator("#tw-changing")).to_contain_text(say("page_changing", language, number=2))
    expect(pictures(page, 0).nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator(".tw-unpick").click()
    expect(page.locator("#tw-changing")).to_be_hidden()
    expect(page.locator(".tw-picture[aria-pressed=true]")).to_have_count(0)
    send(page, SAID[language][1])
    drawn = server.store.conversation(server.last().conversation).turns[1]
    assert server.last().payload["begun_from"] == drawn.pictures[0].id


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reading_is_chosen_at_a_touch(visit, server, width):
    page = visit(width)
    send(page, "hello")
    options = [{"label": "Draw a red car", "program": "new; add car"}, {"label": "Nothing", "program": "talk other"}]
    words = "Which do you mean?\n1. Draw a red car\n2. Nothing"
    server.store.record_turn(
        server.last().conversation, "assistant", words, language="en", payload={"options": options}
    )
    page.reload()
    expect(page.locator(".tw-option")).to_have_text(["1 Draw a red car", "2 Nothing"])
    expect(page.locator(".bot-row .tw-text").last).to_have_text("Which do you mean?")
    assert_nothing_sticks_out(page)
    shoot(page, f"{width}-readings")
    page.locator(".tw-option").first.click()
    expect(page.locator(".user-row .tw-text").last).to_have_text("Draw a red car")
    expect(pictures(page)).to_have_count(CANDIDATES)
    assert server.last().pictures[0].plan.scene.objects == ("car",)
    expect(page.locator(".tw-option")).to_have_count(0)  # an earlier question keeps its words
    expect(page.locator(".bot-row .tw-text").nth(1)).to_have_text(words)


@pytest.fixture
def busy(server) -> Iterator[list[threading.Event]]:
    """Somebody else's messages, the first of them under way: each is answered when it may."""
    free = [threading.Event() for _ in range(2)]
    queue, answer = server.chat.queue, server.chat.queue._answer
    talk = server.store.start_conversation("en", "somebody else's").id
    mine = {}

    def held(asked: Turn, show: Show) -> Turn:
        while asked.id in mine and not mine[asked.id].wait(0.02):
            show()
        return answer(asked, show)

    queue._answer = held
    for number, each in enumerate(free):

        def heard(each: threading.Event = each) -> Turn:
            asked = server.chat.hear(talk, "hello")
            mine[asked.id] = each
            return asked

        queue.enter(Visitor(f"192.0.2.{number}"), heard)
    yield free
    for each in free:
        each.set()
    queue._answer = answer


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh"), ("phone", "en")])
def test_who_waits_sees_the_place_and_can_stop(visit, server, busy, width, language):
    page = visit(width, language)
    page.locator("#tw-box textarea").fill(SAID[language][0])
    page.locator("#tw-box textarea").press("Enter")
    place = page.locator(".tw-place")
    expect(place).to_contain_text(say("page_before", language, before=2))
    stop = page.get_by_role("button", name=say("page_stop", language), exact=True)
    expect(stop).to_be_visible()
    expect(page.locator(".tw-dots")).to_be_visible()
    expect(page.locator("#tw-box textarea")).to_have_value("")
    assert_nothing_sticks_out(page)
    shoot(page, f"{width}-{language}-waiting")
    page.locator("#tw-box textarea").fill("hello")
    page.locator("#tw-box textarea").press("Enter")
    expect(page.get_by_text(say("page_moment", language))).to_be_visible()
    expect(page.locator("#tw-box textarea")).to_have_value("hello")
    page.reload()  # it waits on
    expect(place).to_contain_text(say("page_before", language, before=2))
    expect(page.locator(".user-row .tw-text")).to_have_text(SAID[language][0])
    busy[0].set()
    expect(place).to_contain_text(say("page_before", language, before=1))
    stop.click()
    expect(page.locator(".tw-interrupted")).to_be_visible()
    expect(place).to_have_count(0)
    page.get_by_role("button", name=say("page_try_again", language)).click()
    expect(place).to_contain_text(say("page_before", language, before=1))
    busy[1].set()
    expect(pictures(page)).to_have_count(CANDIDATES)
    expect(place).to_have_count(0)
    expect(page.locator(".tw-interrupted, .tw-dots")).to_have_count(0)


def test_a_place_is_shown_in_its_own_conversation_alone(visit, busy):
    page = visit()
    page.locator("#tw-box textarea").fill("a green turtle")
    page.locator("#tw-box textarea").press("Enter")
    expect(page.locator(".tw-place")).to_be_visible()
    page.locator("#tw-new").click()
    expect(page.locator(".tw-welcome")).to_be_visible()
    expect(page.locator(".tw-place")).to_have_count(0)
    page.locator(".tw-list button").filter(has_text="a green turtle").first.click()
    expect(page.locator(".tw-place")).to_be_visible()
    page.locator("#tw-language").click()
    expect(page.locator(".tw-place")).to_contain_text(say("page_before", "zh", before=2))
    for each in busy:
        each.set()
    expect(pictures(page)).to_have_count(CANDIDATES)


@pytest.mark.slow
def test_a_message_of_a_killed_server_is_tried_again(visit, server, tmp_path):
    killed = Process(server.data, CANDIDATES="8")
    page = visit(url=killed.url)
    page.locator("#tw-box textarea").fill("two orange foxes at night")
    page.locator("#tw-box textarea").press("Enter")
    expect(page.locator(".tw-stop")).to_be_visible()
    killed.kill()
    page = visit()
    page.locator(".tw-list button", has_text="two orange foxes at night").first.click()
    expect(page.locator(".user-row .tw-text")).to_have_text("two orange foxes at night")
    expect(page.locator(".tw-interrupted")).to_be_visible()
    page.get_by_role("button", name=say("page_try_again", "en")).click()
    expect(pictures(page)).to_have_count(CANDIDATES)
    expect(page.locator(".tw-interrupted")).to_have_count(0)


@pytest.mark.slow
def test_a_killed_server_has_lost_nothing(visit, server):
    killed = Process(server.data)
    page = visit(url=killed.url)
    send(page, "a purple rhino in the desert")
    pictures(page).first.click()
    page.locator(".tw-star").nth(4).click()
    expect(page.locator(".tw-lit")).to_have_count(5)
    said = page.locator(".tw-turn .tw-text").all_inner_texts()
    killed.kill()
    page = visit()
    page.locator(".tw-list button", has_text="a purple rhino in the desert").first.click()
    expect(page.locator(".tw-turn .tw-text")).to_have_text(said)
    expect(pictures(page).first.locator(".tw-mark")).to_have_text("★5")
    send(page, "make it blue")
    expect(pictures(page).first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_conversation_is_deleted_when_asked_twice(visit, width):
    page = visit(width)
    for text in ("hello", "thank you"):
        if width == "phone" and text != "hello":
            page.locator("#tw-menu").click()
        if text != "hello":
            page.locator("#tw-new").click()
            expect(page.locator(".tw-welcome")).to_be_visible()
        send(page, text)
    if width == "phone":
        page.locator("#tw-menu").click()
    row = page.locator(".tw-list li", has_text="thank you").first
    rows = page.locator(".tw-list li").count()
    row.hover()
    row.locator(".tw-forget").click()
    expect(row.locator(".tw-forget.tw-sure")).to_be_visible()
    expect(page.locator(".tw-list li")).to_have_count(rows)
    row.locator(".tw-forget").click()
    expect(page.locator(".tw-list li")).to_have_count(rows - 1)
    expect(page.locator(".tw-welcome")).to_be_visible()


@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "zh")])
def test_everything_of_mine_is_deleted_when_asked_twice(
    tmp_path, understanding, painter, describer, visit, width, language
):
    with serving(tmp_path / "data", understanding, painter, describer, shared=True) as served:
        theirs, page = visit("desktop", "en", served.url), visit(width, language, served.url)
        for each in (theirs, page):
            send(each, "hello")
        if width == "phone":
            page.locator("#tw-menu").click()
        everything = page.locator(".tw-forget-all")
        expect(everything).to_have_text({"en": "Delete everything of mine", "zh": "删除我的全部内容"}[language])
        everything.click()
        expect(page.locator(".tw-forget-all.tw-sure")).to_be_visible()
        page.locator(".tw-list h2").click()  # thought better of it
        expect(page.locator(".tw-forget-all.tw-sure")).to_have_count(0)
        assert len(served.store.conversations()) == 2
        everything.click()
        everything.click()
        expect(page.locator(".tw-welcome")).to_be_visible()
        expect(page.locator(".tw-list li")).to_have_count(0)
        assert len(served.store.conversations()) == 1, "somebody else's stays"


def test_the_first_message_waits_until_the_page_knows_whose_it_is(visit, server, monkeypatch):
    load, may = Shown.returned, threading.Event()
    monkeypatch.setattr(Shown, "returned", lambda shown, browser: may.wait(20) and load(shown, browser))
    page = visit(is_ready=False)
    box = page.locator("#tw-box textarea")
    expect(box).to_be_disabled()
    may.set()
    box.fill("a red cat")
    box.press("Enter")
    expect(page.locator(".user-row .tw-text")).to_have_text("a red cat")
    expect(pictures(page)).to_have_count(CANDIDATES)
    expect(page.locator(".user-row .tw-text")).to_have_text("a red cat")


def test_the_language_is_switched(visit):
    page = visit(language="en")
    page.locator("#tw-language").click()
    expect(page.locator(".tw-welcome h2")).to_have_text(say("page_welcome", "zh"))
    page.reload()
    expect(page.locator("#tw-new")).to_have_text(say("page_new", "zh"))


def test_what_people_type_is_shown_as_they_typed_it(visit):
    page = visit()
    typed = '<img src=x onerror="alert(1)"> **a cat** $x$ <script>alert(2)</script>'
    send(page, typed)
    expect(page.locator(".user-row .tw-text").last).to_have_text(typed)
    expect(page.locator(".tw-list button").first).to_have_attribute("title", typed[:59] + "…")
    assert page.locator('img[src="x"]').count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_several_pictures_at_once(visit, tmp_path, picture, width):
    page = visit(width)
    (broken := tmp_path / "words.png").write_text("no picture at all")
    Image.new("RGB", (90, 200), "orange").save(tmp_path / "orange.png")
    upload(page, picture, broken, tmp_path / "orange.png")
    expect(page.locator(".bot-row .tw-caption .tw-small-image img")).to_have_count(2)
    expect(page.locator(".user-row .tw-uploads img")).to_have_count(2)
    expect(page.locator(".bot-row .tw-text").last).to_contain_text("“words.png” is not an image")
    page.locator(".tw-caption").last.click()
    page.locator(".tw-star").nth(2).click()
    expect(page.locator(".tw-caption .tw-mark").last).to_have_text("★3")
    page.locator(".tw-close").click()
    assert_nothing_sticks_out(page)


def test_bad_messages_get_a_sentence(visit, tmp_path):
    page = visit()
    send(page, "a samurai and a cat")
    expect(page.locator(".bot-row .tw-text").last).to_contain_text("“samurai”")
    page.locator("#tw-box textarea").fill("cat " * 2500)
    page.locator("#tw-box textarea").press("Enter")
    expect(page.get_by_text("10000 characters")).to_be_visible()
    expect(page.locator("#tw-box textarea")).to_have_value("cat " * 2500)  # to be shortened
    page.locator("#tw-box textarea").fill("")
    (file := tmp_path / "words.png").write_text("no picture at all")
    upload(page, file)
    expect(page.locator(".tw-error .tw-text").last).to_contain_text("“words.png” is not an image")
    expect(page.locator("#tw-box textarea")).to_be_enabled()
    page.locator("#tw-box textarea").fill("   ")
    page.locator("#tw-box textarea").press("Enter")
    expect(page.get_by_text(say("empty", "en"))).to_be_visible()


def test_the_dark_page(visit):
    for width in WIDTHS:
        page = visit(width, "en", color_scheme="dark")
        light = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => Number(c) < 60)"
        assert page.evaluate(light)
        if SCREENSHOTS is not None:
            send(page, SAID["en"][0])
        shoot(page, f"{width}-dark")


@pytest.fixture(scope="module")
def client(server):
    return Client(server.url, verbose=False)


def test_only_five_endpoints_are_public(server):
    with urllib.request.urlopen(f"{server.url}/gradio_api/info") as answer:
        assert set(json.load(answer)["named_endpoints"]) == {"/draw", "/describe", "/rate", "/consent", "/forget"}


def test_draw_describe_rate_from_a_program(client, picture):
    drawn = client.predict("two red apples on the beach", 2, 7, api_name="/draw")
    assert sorted(each["seed"] for each in drawn["pictures"]) == [7, 8]
    assert [thing["object"] for thing in drawn["scene"]["things"]] == ["apple", "apple"] and drawn["left"] == []
    assert {"fact": "object", "value": "apple"}.items() <= drawn["pictures"][0]["facts"][0].items()
    again = client.predict("two red apples on the beach", 2, 7, api_name="/draw")
    files = [Path(each["pictures"][0]["file"]).read_bytes() for each in (drawn, again)]
    assert files[0] == files[1] and files[0].startswith(b"\x89PNG")
    seen = client.predict(handle_file(picture), "zh", api_name="/describe")
    assert seen["caption"] and seen["language"] == "zh" and seen["facts"]
    rated = client.predict(drawn["pictures"][0]["id"], None, 1, 5, "lovely", api_name="/rate")
    nothing = {"caption": None, "best": None, "reasons": [], "mended": []}
    assert rated == {"rating": {"thumb": 1, "stars": 5, "comment": "lovely"} | nothing}
    worst = (drawn["pictures"][1]["id"], None, -1, None, None, None, ["count", "ugly"])
    assert client.predict(*worst, api_name="/rate")["rating"]["reasons"] == ["count", "ugly"]
    best = (drawn["pictures"][0]["id"], None, None, None, None, True)
    assert client.predict(*best, api_name="/rate")["rating"] == rated["rating"] | {"best": True}
    mended = [{"fact": "time", "value": "night", "was": "day", "of": None}]
    told = client.predict(None, seen["id"], None, None, None, None, None, mended, api_name="/rate")
    assert told["rating"]["mended"] == mended
    assert client.predict(False, api_name="/consent") == {"allowed": False}
    assert client.predict(True, api_name="/consent") == client.predict(api_name="/consent") == {"allowed": True}
    taken_back = client.predict(drawn["pictures"][0]["id"], None, 0, 0, "", False, api_name="/rate")
    assert taken_back == {"rating": None}


def test_a_program_deletes_what_it_made(client, server, picture):
    before = server.store.stats()
    drawn = client.predict("two red apples", 2, None, api_name="/draw")["pictures"]
    seen = client.predict(handle_file(picture), "en", api_name="/describe")
    kept = [server.store.picture(int(each["id"].partition("-")[0])).image for each in drawn]
    for made in ({"picture": drawn[0]["id"]}, {"picture": drawn[1]["id"]}, {"description": seen["id"]}):
        assert client.predict(**made, api_name="/forget") == {"deleted": 1}
        assert client.predict(**made, api_name="/forget") == {"deleted": 0}
    assert replace(server.store.stats(), conversations=before.conversations) == before, "the requests are gone too"
    assert [file for image in kept for file in (server.data / "served").rglob(f"{image}.png")] == []


def test_a_program_deletes_everything_of_its_own(server, client):
    mine, theirs = (Client(server.url, verbose=False, headers={"x-tuwen-visitor": mark * 32}) for mark in "mt")
    for program in (mine, theirs):
        program.predict("a red cat", 1, None, api_name="/draw")
    before = server.store.stats()
    assert mine.predict(everything=True, api_name="/forget") == {"deleted": 1}
    assert mine.predict(everything=True, api_name="/forget") == {"deleted": 0}
    after = server.store.stats()
    assert (before.pictures - after.pictures, before.conversations - after.conversations) == (1, 1)
    with pytest.raises(AppError, match="x-tuwen-visitor"):
        client.predict(everything=True, api_name="/forget")
    with pytest.raises(AppError, match="x-tuwen-visitor"):
        Client(server.url, verbose=False, headers={"x-tuwen-visitor": "me"}).predict("a cat", api_name="/draw")


def test_a_picture_has_a_url_that_downloads(server):
    def fetched(path: str, body: bytes | None = None) -> bytes:
        asked = urllib.request.Request(f"{server.url}/gradio_api/call/draw{path}", body)
        asked.add_header("content-type", "application/json")
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.read()

    event = json.loads(fetched("", json.dumps({"data": ["a red cat", "1", "", False]}).encode()))["event_id"]
    answered = json.loads(fetched(f"/{event}").decode().partition("data: ")[2])[0]
    with urllib.request.urlopen(answered["pictures"][0]["file"]["url"]) as picture:
        assert picture.read().startswith(b"\x89PNG") and picture.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("arguments", "endpoint", "sentence"),
    [
        (("", 4, None), "/draw", "empty"),
        (("samurai", 4, None), "/draw", "“samurai”"),
        (("a cat", 99, None), "/draw", "1 to 8"),
        (("a cat", 1, -5), "/draw", "seed"),
        (("999999-0", None, 1, None, None), "/rate", "no such picture"),
        ((None, None, 1, None, None), "/rate", "one of the two"),
        (("x", None, -1, None, None, None, ["loud"]), "/rate", "Reasons are a list of object, colour"),
        ((None, "x", None, None, None, None, None, ["fox"]), "/rate", "Corrected facts are a list"),
        (("maybe",), "/consent", "allowed"),
        (("7-0",), "/forget", "no such picture"),
        ((None, "7-0"), "/forget", "no such description"),
        ((), "/forget", "one of the three"),
        (("7-0", None, True), "/forget", "one of the three"),
    ],
)
def test_programs_get_sentences_too(client, arguments, endpoint, sentence):
    with pytest.raises(AppError, match=sentence):
        client.predict(*arguments, api_name=endpoint)


def test_a_program_sends_no_picture(client, tmp_path):
    (file := tmp_path / "words.png").write_text("no picture at all")
    with pytest.raises(AppError, match="not an image"):
        client.predict(handle_file(file), "en", api_name="/describe")


@pytest.mark.parametrize("path", ["tuwen.db", "secret", "images"])
def test_the_data_folder_is_not_served(server, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/gradio_api/file={server.data / path}")
    assert refused.value.code == 403


@pytest.mark.parametrize("language", ["en", "zh"])
def test_files_that_are_not_taken_are_told_of_in_ones_language(visit, tmp_path, picture, language):
    page = visit(language=language)
    (heavy := tmp_path / "heavy.png").write_bytes(bytes(21 * 2**20))
    page.set_input_files("#tw-box input[type=file]", [heavy, picture])
    refused = say("image_too_heavy", language, name="heavy.png", size=21, limit=20)
    expect(page.get_by_text(refused)).to_be_visible()
    expect(page.locator("#tw-box .thumbnail-item")).to_have_count(1)  # the other one
    dropped = """() => {
        const given = new DataTransfer();
        given.items.add(new File([new Uint8Array(22 * 2 ** 20)], "dropped.png"));
        const drop = new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true });
        document.querySelector("#tw-box textarea").dispatchEvent(drop);
    }"""
    page.evaluate(dropped)
    refused = say("image_too_heavy", language, name="dropped.png", size=22, limit=20)
    expect(page.get_by_text(refused)).to_be_visible()
    (words := tmp_path / "words.txt").write_text("no picture at all")
    page.set_input_files("#tw-box input[type=file]", words)
    expect(page.locator("#tw-box .thumbnail-item")).to_have_count(2)
    page.route("**/upload?*", lambda route: route.fulfill(status=413, body="<html>Request Entity Too Large</html>"))
    page.set_input_files("#tw-box input[type=file]", picture)
    expect(page.get_by_text(say("page_upload_heavy", language))).to_be_visible()
    expect(page.get_by_text("413")).to_have_count(0)
    page.unroute("**/upload?*")
    page.route("**/upload?*", lambda route: route.abort())  # cut off on the way
    shutil.copy(picture, again := tmp_path / "again.png")
    page.set_input_files("#tw-box input[type=file]", again)
    expect(page.get_by_text(say("page_upload_failed", language))).to_be_visible()
    for heading in page.locator(".toast-title").all():  # the framework's, in English alone
        expect(heading).to_be_hidden()
    page.locator("#tw-box .submit-button").click()
    kind = {"en": "text", "zh": "文本"}[language]
    told = say("image_not_image", language, name="words.txt", kind=kind)
    expect(page.locator(".bot-row .tw-text").last).to_have_text(told)


def test_the_same_file_of_two_people_is_described_to_both(visit, server, picture):
    pages = [visit(), visit()]
    for page in pages:  # both are there before one is answered
        page.set_input_files("#tw-box input[type=file]", picture)
        expect(page.locator("#tw-box .thumbnail-item")).to_have_count(1)
    for page in pages:
        page.locator("#tw-box .submit-button").click()
    for page in pages:
        expect(page.locator(".tw-caption")).to_be_visible()
        expect(page.locator(".tw-upload img")).to_have_js_property("complete", True)
        assert page.locator(".tw-upload img").evaluate("image => image.naturalWidth") == 400


def test_a_picture_that_is_sent_back_stays_where_it_is_shown(client, server):
    drawn = client.predict("a red apple", 1, 7, api_name="/draw")
    path = Path(drawn["pictures"][0]["file"])
    shown = set((server.data / "served").glob("*/shown/*/*.png"))
    assert client.predict(handle_file(path), "en", api_name="/describe")["caption"]
    assert shown and all(copy.exists() for copy in shown)


def test_a_word_about_a_photo_lights_its_box(visit):
    page = visit()
    upload(page, Path(gradio.__file__).parent / "test_data" / "cheetah1-copy.jpg")
    page.locator(".bot-row .tw-caption").click()
    word = page.locator("#tw-panel .tw-quote .tw-word").first
    expect(word).to_be_visible()
    outline = page.locator("#tw-panel .tw-boxes .tw-box").first
    word.hover()
    lit = page.locator("#tw-panel .tw-heat.tw-on .tw-box")
    expect(lit).to_have_count(1)
    for side in ("x", "y", "width", "height"):
        assert outline.get_attribute(side) == lit.get_attribute(side)
    picture, box = page.locator("#tw-panel .tw-whole img").bounding_box(), lit.bounding_box()
    assert picture["x"] - 4 <= box["x"] and box["x"] + box["width"] <= picture["x"] + picture["width"] + 4


def test_originals_of_uploads_are_gone(visit, server):
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    file = server.data.parent / "photo.jpg"
    Image.new("RGB", (64, 64), "orange").save(file, exif=exif)
    page = visit()
    upload(page, file)
    expect(page.locator(".tw-caption")).to_be_visible()
    kept = [each for each in server.data.rglob("*") if each.is_file()]
    assert not [each for each in kept if b"secret place" in each.read_bytes()]
