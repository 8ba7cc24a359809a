"""The page behind the nginx of docs/hosting.md, below a path, as programs and browsers see it."""

import json
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio_client import Client
from test_chat_app import free_port
from test_page import Process, browser  # noqa: F401

ROOT = Path(__file__).parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(NGINX is None, reason="nginx is not installed")]

WRITTEN = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    {written}
    {server}
}}
"""


def configured(folder: Path, port: int, upstream: str) -> Path:
    """The example of the documentation at other ports, with a limit of 1 MB."""
    documented = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8"), re.DOTALL)
    assert documented
    server = documented[1]
    for said, meant in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("client_max_body_size 25m;", "client_max_body_size 1m;"),
        ("http://127.0.0.1:7860/", f"{upstream}/"),
    ):
        assert said in server
        server = server.replace(said, meant)
    written = "\n".join(f"{name}_temp_path {folder}/{name};" for name in WRITTEN)
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(folder=folder, written=written, server=server))
    return file


@pytest.fixture(scope="module")
def proxied(tmp_path_factory) -> Iterator[str]:
    """The address of the page behind nginx."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    server = Process(folder / "data", ROOT_PATH="/tuwen", HOSTS="tuwen.example.com", PROXIES="127.0.0.1")
    assert NGINX is not None
    nginx = subprocess.Popen(
        [NGINX, "-p", str(folder), "-c", str(configured(folder, port, server.url)), "-g", "daemon off;"]
    )
    address = f"http://127.0.0.1:{port}/tuwen"
    try:
        for _ in range(100):
            if nginx.poll() is None and answered(address)[0] != 0:
                break
            time.sleep(0.1)
        yield address
    finally:
        nginx.terminate()
        nginx.wait()
        server.kill()


def answered(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
    """Status, body and the address that was come to; 0 where nobody answers."""
    asked = urllib.request.Request(url, body, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, answer.read(), answer.url
    except urllib.error.HTTPError as error:
        return error.code, error.read(), url
    except OSError:
        return 0, b"", url


def test_the_page_and_all_that_it_loads_lie_below_the_path(proxied):
    status, page, url = answered(proxied)
    assert status == 200 and url == f"{proxied}/"
    assert f'"root":"{proxied}"'.encode() in page
    loaded = re.findall(rb'(?:src|href)="(\./assets/[^"]+)"', page)
    assert loaded and all(answered(f"{proxied}/{part.decode()[2:]}")[0] == 200 for part in loaded)


def test_an_answer_of_the_api_has_a_url_that_downloads_from_outside(proxied):
    asked = json.dumps({"data": ["a red cat", 1, 7, False]}).encode()
    event = json.loads(answered(f"{proxied}/gradio_api/call/draw", asked, content_type="application/json")[1])
    said = answered(f"{proxied}/gradio_api/call/draw/{event['event_id']}")[1].decode()
    url = json.loads(said.partition("data: ")[2])[0]["pictures"][0]["file"]["url"]
    assert url.startswith(f"{proxied}/gradio_api/file=")
    assert answered(url)[1].startswith(b"\x89PNG")


def test_a_program_reaches_it_by_that_address(proxied):
    drawn = Client(proxied, verbose=False).predict("a red cat", 1, 7, api_name="/draw")
    assert Path(drawn["pictures"][0]["file"]).read_bytes().startswith(b"\x89PNG")


def test_names_and_sites_are_checked_behind_it_too(proxied):
    assert answered(f"{proxied}/", host="evil.example")[0] == 421
    assert answered(f"{proxied}/", host="tuwen.example.com")[0] == 200
    assert answered(f"{proxied}/gradio_api/call/rate", b"{}", origin="https://evil.example")[0] == 403
    forged = answered(f"{proxied}/", x_forwarded_host="evil.example")
    assert forged[0] == 200 and b"evil.example" not in forged[1]


def test_what_is_heavier_than_the_proxy_takes_does_not_come_through(proxied):
    assert answered(f"{proxied}/gradio_api/upload", bytes(2 * 2**20), content_type="multipart/form-data")[0] == 413


def test_a_browser_is_answered_with_pictures(proxied, browser):  # noqa: F811
    page, wrong = browser.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.goto(proxied)
    page.locator("#tw-box textarea").fill("a red cat")
    page.locator("#tw-box textarea").press("Enter")
    image = page.locator(".tw-picture img").first
    image.wait_for(timeout=60_000)
    page.wait_for_function("() => document.querySelector('.tw-picture img').naturalWidth > 0", timeout=30_000)
    assert wrong == [] and page.url == f"{proxied}/"
    page.close()
