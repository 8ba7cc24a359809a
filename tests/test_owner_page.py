"""The owner's page in a real browser: from 300 ratings to a promoted version and back; what is killed changes nothing.

With TUWEN_SCREENSHOTS=1 the pictures of it under docs/screenshots are taken anew.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect
from tastes import LOOKS
from test_finetune import ground
from test_page import LOCALES, WIDTHS, Process, browser, shoot  # noqa: F401
from test_storage import PLAN, new_picture

from chat.texts import say
from models.versions import ROUND, Versions
from storage.rating import Opinion
from storage.store import Store
from world.scene import Scene, Thing

PROMPTS, CANDIDATES = 100, 3
ANSWER = "a black cat on the beach --seed 7"


def rated(data: Path, prompts: int = PROMPTS) -> int:
    """People of both languages who like bright grounds rate every candidate; scores say the opposite.

    Of a few different pictures, so that looking at them takes no minute.
    """
    dice = Random(1)
    with Store.open(data_dir=data) as store:
        talks = [store.start_conversation(language, owner=language).id for language in ("en", "zh")]
        for number in range(prompts):
            thing, colour = LOOKS[number]
            plan = type(PLAN)(Scene((Thing(0, thing, colour),)), PLAN.backdrop, (), number)
            lights = dice.sample(range(40, 256, 24), CANDIDATES)
            drawn = [
                new_picture(png=ground(light, 60 * dice.randrange(4)), plan=plan, score=1 - light / 300,
                            prompt=f"{colour} {thing}")
                for light in lights
            ]  # fmt: skip
            turn = store.record_turn(talks[number % 2], "assistant", "", payload={"says": "drawn"}, pictures=drawn)
            for place, at in enumerate(sorted(range(CANDIDATES), key=lights.__getitem__)):
                store.rate(Opinion(stars=1 + 2 * place), picture=turn.pictures[at].id)
        return store.stats().ratings


@pytest.fixture(scope="module")
def host(tmp_path_factory) -> Iterator[tuple[Process, Path]]:
    data = tmp_path_factory.mktemp("host") / "data"
    assert rated(data) == 300
    process = Process(data, OWNER_PAGE="true")
    yield process, data
    process.kill()


def last_answer(data: Path):
    with Store.open(data_dir=data, create=False, writes=False) as store:
        return store.conversation(store.conversations(most=1)[0].id).turns[-1]


def ask(chat: Page) -> None:
    """The same prompt once more; beside a training that takes longer on a busy machine."""
    answers = chat.locator(".bot-row .tw-turn").count()
    chat.locator("#tw-box textarea").fill(ANSWER)
    chat.locator("#tw-box textarea").press("Enter")
    expect(chat.locator(".bot-row .tw-turn")).to_have_count(answers + 1, timeout=600_000)


def shoot_at(page: Page, part: str, name: str) -> None:
    page.locator(part).scroll_into_view_if_needed()
    shoot(page, name)


def owner_page(context, url: str, language: str) -> Page:
    page = context.new_page()
    page.goto(f"{url}/owner/")
    expect(page.locator("h1")).to_have_text(say("owner_title", language))
    return page


@pytest.mark.slow
@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "zh")])
def test_from_300_ratings_to_a_promoted_version_and_back(host, browser, width, language):  # noqa: F811
    process, data = host
    wide, high = WIDTHS[width]
    context = browser.new_context(viewport={"width": wide, "height": high}, locale=LOCALES[language])
    wrong: list[str] = []
    context.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    chat = context.new_page()
    chat.goto(process.url)
    expect(chat.locator(".tw-welcome")).to_be_visible()
    ask(chat)
    before = last_answer(data)
    page = owner_page(context, process.url, language)
    expect(page.locator(".counts")).to_contain_text(say("owner_count_ratings", language))
    assert "300" in page.locator(".counts").inner_text()
    expect(page.locator("[data-serves=ranker]")).to_have_text(say("owner_serves_shipped", language))

    page.locator("[data-learn=ranker]").click()
    expect(page.locator(".training.running")).to_be_visible()
    expect(page.locator("[data-learn=captioner]")).to_be_disabled()
    page.wait_for_function("document.querySelector('progress')?.value > 0", timeout=600_000)
    shoot(page, f"owner-{width}-{language}-learning")
    page.reload()
    expect(page.locator(".training.running")).to_be_visible()
    ask(chat)  # the chat goes on meanwhile
    expect(page.locator(".training.done")).to_be_visible(timeout=600_000)
    newest = page.locator(".versions .ready").first
    expect(newest.locator(".state")).to_have_text(say("owner_state_ready", language))
    name = newest.get_attribute("data-version")
    assert Versions(data / "versions" / "ranker").served() is None, "nothing is served by itself"
    with context.expect_page() as opened:
        newest.get_by_role("link", name=say("owner_report", language)).click()
    report = opened.value
    expect(report.locator("h1")).to_have_count(2)
    assert report.locator("img").count() == 24
    assert report.locator("img").first.evaluate("image => image.naturalWidth") > 0
    assert report.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(report, f"owner-{width}-{language}-report")
    report.close()

    newest.get_by_role("button", name=say("owner_promote", language)).click()
    expect(page.locator("[data-serves=ranker]")).to_have_text(say("owner_serves", language, version=name))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"owner-{width}-{language}")
    shoot_at(page, ".versions", f"owner-{width}-{language}-versions")
    ask(chat)
    after = last_answer(data)
    assert after.payload["ranked_by"] == name and "ranked_by" not in before.payload

    page.locator("[data-compare=ranker]").get_by_role("button").click()
    compared = say("owner_compared", language, network=say("owner_network_ranker", language))
    expect(page.locator(".training.done")).to_contain_text(compared, timeout=600_000)
    expect(page.locator(".pair img")).to_have_count(2)
    shoot_at(page, ".pair", f"owner-{width}-{language}-compare")
    assert name not in page.locator(".pair").inner_html()
    page.locator(".pair button").first.click()
    expect(page.locator(".standings")).to_contain_text(name)

    page.get_by_role("button", name=say("owner_roll_back", language)).click()
    expect(page.locator("[data-serves=ranker]")).to_have_text(say("owner_serves_shipped", language))
    ask(chat)
    again = last_answer(data)
    assert "ranked_by" not in again.payload
    assert [each.image for each in again.pictures] == [each.image for each in before.pictures], "the same pixels"
    assert wrong == []
    context.close()


@pytest.mark.slow
def test_the_server_dies_while_something_learns_and_goes_on_after_it(tmp_path, browser):  # noqa: F811
    data = tmp_path / "data"
    rated(data, 40)
    first = Process(data, OWNER_PAGE="true")
    page = owner_page(browser.new_context(locale="en-US"), first.url, "en")
    page.locator("[data-learn=ranker]").click()
    page.wait_for_function("document.querySelector('progress')?.value > 20", timeout=600_000)
    first.kill()
    left = (data / "versions" / ROUND).read_bytes()
    time.sleep(3)
    assert (data / "versions" / ROUND).read_bytes() == left, "the training ended with its server"
    versions = Versions(data / "versions" / "ranker")
    assert versions.names() == [] and versions.served() is None
    second = Process(data, OWNER_PAGE="true")
    page.goto(f"{second.url}/owner/")
    expect(page.locator(".training.stopped")).to_be_visible()
    page.locator("[data-learn=ranker]").click()
    expect(page.locator(".training.done")).to_be_visible(timeout=600_000)
    assert len(versions.names()) == 1 and not list((data / "versions" / "ranker").glob(".making*"))
    second.kill()
