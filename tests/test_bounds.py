"""What one address may send: in one request, in a minute, and in uploads; others are not touched by it."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from chat.settings import Settings
from web.bounds import DRAINED, MB, Bounded, Bounds

UPLOAD = "/tuwen/gradio_api/upload"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visit(clock):
    """Comes from an address; what was read in full is kept."""
    read: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        read.append(len(await Request(scope, receive).body()))
        await PlainTextResponse("read")(scope, receive, send)

    bounded = Bounded(app, Bounds(of_upload=4 * MB, requests=20, uploads=6 * MB, seconds=600), clock)

    def visit(address: str = "192.0.2.1", language: str = "en") -> TestClient:
        return TestClient(bounded, client=(address, 5000), headers={"accept-language": language})

    visit.read = read  # type: ignore[attr-defined]
    return visit


def parts(total: int) -> Iterator[bytes]:
    """A body whose length is not said."""
    for _ in range(total // MB):
        yield bytes(MB)


@pytest.mark.parametrize("body", [bytes(5 * MB), parts], ids=["said", "not-said"])
@pytest.mark.parametrize(("language", "sentence"), [("en", "larger than this server takes"), ("zh", "服务器收不下")])
def test_a_body_that_is_too_large_is_not_read(visit, body, language, sentence):
    for path, size in ((UPLOAD, 5), ("/gradio_api/queue/join", 2)):
        content = body if isinstance(body, bytes) else body(size * MB)
        refused = visit(language=language).post(path, content=content)
        assert refused.status_code == 413 and sentence in refused.text
    assert visit.read == []
    assert visit().post(UPLOAD, content=bytes(MB)).text == "read"


@pytest.mark.parametrize("chunked", [False, True])
def test_uploads_of_an_address_are_bounded_until_they_are_gone(visit, clock, chunked):
    def sent(address: str = "192.0.2.1") -> httpx.Response:
        return visit(address, "zh").post(UPLOAD, content=parts(2 * MB) if chunked else bytes(2 * MB))

    assert [sent().status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "10 分钟内发来了超过 6 MB" in sent().text
    assert sent("192.0.2.2").status_code == 200, "others are not touched"
    clock.now += 601
    assert sent().status_code == 200


def test_requests_in_a_minute_are_bounded_and_reading_is_free(visit, clock):
    came = [visit().post("/gradio_api/queue/join", json={}).status_code for _ in range(22)]
    assert came == [200] * 20 + [429] * 2
    assert visit().get("/").text == "read" and visit("192.0.2.9").post("/x").text == "read"
    same_house = [visit(f"2001:db8::{number}").post("/x").status_code for number in range(1, 23)]
    assert same_house == came
    clock.now += 61
    assert visit().post("/x").text == "read"


def test_what_is_refused_is_read_on_for_a_while_so_that_the_refusal_arrives(visit):
    came = []

    def body() -> Iterator[bytes]:
        for part in parts(40 * MB):
            came.append(part)
            yield part

    assert visit().post(UPLOAD, content=body()).status_code == 413
    assert len(came) >= DRAINED // MB and visit.read == []


def test_quiet_addresses_are_forgotten(visit, clock):
    for number in range(50):
        visit(f"192.0.2.{number}").post("/x")
        clock.now += 30
    assert len(visit().app._requests) < 5


def test_the_bounds_are_settings():
    bounds = Bounds.of(Settings(max_upload_mb=1, max_requests=7, max_unsent_mb=3, keep_unsent_minutes=2))
    assert (bounds.of_upload, bounds.requests, bounds.uploads, bounds.seconds) == (9 * MB, 7, 3 * MB, 120.0)
