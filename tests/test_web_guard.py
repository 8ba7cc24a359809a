"""Who may call the page by which name and from which site; what browsers are told; whose forwarding is believed."""

import json
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from test_chat_app import free_port

from app import ON_HUB
from chat.conversation import Chat
from chat.settings import Settings
from chat.texts import say
from storage.store import Store
from web.guard import Rules, guarded
from web.keys import Keys
from web.page import build, launch_options

HERE = "127.0.0.1:7860"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that answers with what it was told of the caller."""
    request = Request(scope)
    seen = {"client": request.client.host if request.client else None, "scheme": request.url.scheme}
    forwarded = {name: value for name, value in request.headers.items() if name.startswith(("x-", "forwarded"))}
    await JSONResponse(seen | {"origin": request.headers.get("origin"), "forwarded": forwarded})(scope, receive, send)


def client(peer: str = "127.0.0.1", **settings) -> TestClient:
    rules = Rules.of(Settings(**settings))
    return TestClient(guarded(echo, rules), base_url=f"http://{HERE}", client=(peer, 5000))


@pytest.mark.parametrize(
    "host",
    ["localhost:7860", "127.0.0.1:7860", "192.168.1.7:7860", "[::1]:7860", "tuwen.localhost", socket.gethostname(),
     f"{socket.gethostname()}.local:7860", "localhost."],
)  # fmt: skip
def test_numbers_and_names_of_this_machine_are_known(host):
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "localhost.evil.example", "", "[::1", "2130706433"]
)
def test_another_name_is_refused_in_the_visitors_language(host):
    refused = client().get("/", headers={"host": host, "accept-language": "zh-TW"})
    assert refused.status_code == 421 and "TUWEN_HOSTS" in refused.text and "服务器" in refused.text


def test_names_are_allowed_by_a_setting():
    named = client(hosts=("tuwen.example",), root_path="https://whole.example/tuwen")
    for host in ("tuwen.example", "TUWEN.example:443", "whole.example"):
        assert named.get("/", headers={"host": host}).status_code == 200
    assert named.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client(hosts=("*",)).get("/", headers={"host": "any.example"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:3000", "https://127.0.0.1", "file://"]
)
def test_another_site_may_not_call(origin):
    for ask in ({}, {"access-control-request-method": "POST"}):
        refused = client().request("OPTIONS" if ask else "POST", "/", headers={"origin": origin, **ask})
        assert refused.status_code == 403 and "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    ("origin", "host"),
    [(f"http://{HERE}", HERE), ("http://localhost", "localhost:80"), ("https://localhost", "localhost"),
     ("http://LOCALHOST:7860", "localhost:7860")],
)  # fmt: skip
def test_the_page_itself_may(origin, host):
    answer = client().post("/", headers={"origin": origin, "host": host})
    assert answer.status_code == 200 and answer.json()["origin"] is None


def test_allowed_sites_may_call_and_are_told_so():
    allowing = client(origins=("https://gallery.example",))
    asked = {"origin": "https://gallery.example", "access-control-request-method": "POST"}
    for answer in (allowing.options("/", headers=asked), allowing.post("/", headers=asked)):
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "https://gallery.example"
    assert allowing.post("/", headers={"origin": "https://evil.example"}).status_code == 403
    assert client(origins=("*",)).post("/", headers={"origin": "https://any.example"}).status_code == 200


def test_what_browsers_are_told():
    told = client().get("/").headers
    assert (
        "frame-ancestors 'self'" in told["content-security-policy"]
        and "connect-src 'self'" in told["content-security-policy"]
    )
    assert (told["x-frame-options"], told["x-content-type-options"]) == ("SAMEORIGIN", "nosniff")
    assert told["cross-origin-resource-policy"] == "same-origin"
    refused = client().get("/", headers={"host": "evil.example"}).headers
    assert refused["content-security-policy"] == told["content-security-policy"]


@pytest.mark.parametrize("path", ["/gradio_api/file=https://example.org/a.png", "/gradio_api/file=HTTP://127.0.0.1/a"])
def test_nothing_is_fetched_from_elsewhere(path):
    assert client().get(path).status_code == 404
    assert client().get("/gradio_api/file=a.png").status_code == 200


def test_frames_are_allowed_by_a_setting_which_is_on_in_a_space():
    told = client(**ON_HUB).get("/").headers
    assert "x-frame-options" not in told
    assert told["content-security-policy"].endswith("frame-ancestors 'self' https://huggingface.co https://*.hf.space")


FORWARDED = {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https", "x-forwarded-host": "localhost"}


def test_nobody_is_believed_what_is_forwarded():
    seen = client().get("/", headers=FORWARDED | {"forwarded": "for=1.2.3.4", "x-gradio-server": "http://e"}).json()
    assert (seen["client"], seen["scheme"], seen["forwarded"]) == ("127.0.0.1", "http", {})


@pytest.mark.parametrize(
    ("peer", "proxies", "seen"),
    [("127.0.0.1", ("127.0.0.1",), "203.0.113.9"), ("10.1.2.3", ("10.0.0.0/8",), "203.0.113.9"),
     ("10.1.2.3", ("*",), "203.0.113.9"), ("192.0.2.1", ("10.0.0.0/8",), "192.0.2.1")],
)  # fmt: skip
def test_proxies_are_believed_where_that_is_set(peer, proxies, seen):
    answer = client(peer, proxies=proxies).get("/", headers=FORWARDED).json()
    believed = seen != peer
    assert (answer["client"], answer["scheme"]) == (seen, "https" if believed else "http")
    assert bool(answer["forwarded"]) is believed


def test_what_was_said_before_the_proxy_is_not_believed():
    forged = FORWARDED | {"x-forwarded-for": "198.51.100.1, 203.0.113.9"}
    assert client(proxies=("127.0.0.1",)).get("/", headers=forged).json()["client"] == "203.0.113.9"


def test_a_forwarded_name_is_checked_too():
    forged = FORWARDED | {"x-forwarded-host": "evil.example"}
    assert client(proxies=("127.0.0.1",)).get("/", headers=forged).status_code == 421


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """The page without networks: whatever is asked here is refused before they are needed."""
    data = tmp_path_factory.mktemp("guarded")
    settings, nothing = Settings(data_dir=data, root_path="/tuwen"), SimpleNamespace(draws=lambda thing: True)
    with pytest.MonkeyPatch.context() as patch, Store.open(data_dir=data) as store:
        patch.setenv("GRADIO_TEMP_DIR", str(data / "served"))
        page = build(Chat(store, nothing, nothing, nothing, settings), Keys(data))  # type: ignore[arg-type]
        page.launch(
            server_name="127.0.0.1", server_port=free_port(), prevent_thread_lock=True, **launch_options(settings)
        )
        yield str(page.local_url).rstrip("/")
        page.close()


def fetched(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    asked = urllib.request.Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_guard_stands_before_all_of_gradio(server):
    assert fetched(f"{server}/")[0] == 200
    for path in ("/", "/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x", "/assets/none.js"):
        assert fetched(server + path, host="evil.example")[0] == 421
    status, said = fetched(
        f"{server}/gradio_api/call/rate", b"{}", origin="https://evil.example", content_type="text/plain"
    )
    assert status == 403 and "TUWEN_ORIGINS" in said


def test_the_page_knows_its_subpath_and_tells_nothing_of_the_host(server, tmp_path_factory):
    _, html = fetched(f"{server}/")
    assert f'"root":"{server}/tuwen"' in html
    assert str(tmp_path_factory.getbasetemp()) not in html


def called(server: str, endpoint: str, *sent: object, **headers: str) -> str:
    """What an endpoint answers to raw JSON."""
    body = json.dumps({"data": sent}).encode()
    status, said = fetched(f"{server}/gradio_api/call/{endpoint}", body, content_type="application/json", **headers)
    assert status == 200, said
    return fetched(f"{server}/gradio_api/call/{endpoint}/{json.loads(said)['event_id']}")[1]


def told(said: str) -> str:
    """The sentence of a refusal."""
    assert said.startswith("event: error"), said
    return json.loads(said.partition("data: ")[2])["error"]


@pytest.mark.parametrize(
    ("endpoint", "sent", "sentence"),
    [
        ("draw", ("a cat", 3.7, None, False), "count is 3.7; give a whole number from 1 to 8."),
        ("draw", ("a cat", "many", None, False), "count is 'many'; give"),
        ("draw", ("a cat", 0, None, False), "count is 0; give"),
        ("draw", ("a cat", True, None, False), "count is True; give"),
        ("draw", ("a cat", 1, 2**53 + 1, False), "seed is 9007199254740993; give a whole number from 0 to 2147483639."),
        ("draw", ("一只猫", 1, -1, False), "seed 是 -1；请给 0 到 2147483639 的整数。"),
        ("draw", ("a cat", 1, None, "yes"), "sticker is 'yes'; give true or false."),
        ("draw", (7, 1, None, False), "prompt is 7; give text."),
        ("rate", ("1-x", None, 1, 2.5, None, None, None, None), "stars is 2.5; give a whole number from 0 to 5."),
        ("rate", ("1-x", None, 0.4, None, None, None, None, None), "thumb is 0.4; give"),
        ("rate", ("1-x", None, 1, "7", "很好", None, None, None), "stars 是 '7'；请给"),
        ("rate", ("1-x", None, 1, "5", None, None, None, None), "There is no such picture"),
        ("rate", (None, "1-x", "", "", None, None, None, None), "There is no such description"),
        ("describe", (None, "fr"), "language is 'fr'; choose en or zh."),
        ("describe", (), "/describe takes image, language; give all of them"),
        ("draw", ("a cat",), "/draw takes prompt, count, seed, sticker; give all of them"),
    ],
)  # fmt: skip
def test_numbers_are_taken_as_they_are_meant_or_refused(server, endpoint, sent, sentence):
    assert sentence in told(called(server, endpoint, *sent))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("endpoint", ["describe", "draw"])
def test_no_address_is_fetched_for_anybody(server, endpoint, language):
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0.1)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/cat.png"
        file = {"path": address, "url": address, "meta": {"_type": "gradio.FileData"}}
        rest = ("en",) if endpoint == "describe" else (1, None, False)
        said = called(server, endpoint, file, *rest, accept_language=language)
        with pytest.raises(TimeoutError):
            elsewhere.accept()
    assert say("api_address", language) in told(said)


@pytest.mark.parametrize("sent", [({"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, "en"), (7, "en")])
@pytest.mark.parametrize(("language", "sentence"), [("en", "That did not work."), ("zh", "出了点问题")])
def test_what_gradio_itself_refuses_is_told_by_a_number_in_the_log(server, caplog, sent, language, sentence):
    said = told(called(server, "describe", *sent, accept_language=language))
    assert sentence in said and "/etc" not in said and "gradio" not in said
    assert (number := re.search(r"\d{8}", said)) and number[0] in caplog.text
