"""What somebody who waits is told, and whom the queue takes for one visitor."""

from types import SimpleNamespace

import pytest
from PIL import Image

from chat.queue import Wait
from web.browser import Browser
from web.progress import line, progress
from web.visitors import house, visitor


@pytest.mark.parametrize(
    ("wait", "en", "zh"),
    [
        (Wait(2, False, 10.2), "2 before you, about 10 s", "前面还有 2 个，大约 10 秒"),
        (Wait(2, False, 3.4), "2 before you, about 3 s", "前面还有 2 个，大约 3 秒"),
        (Wait(1, False, None), "1 before you", "前面还有 1 个"),
        (Wait(40, False, 200.0), "40 before you, about 3 min", "前面还有 40 个，大约 3 分钟"),
        (Wait(0, False, 0.2), "You are next, about 1 s", "下一个就是你，大约 1 秒"),
        (Wait(0, True, None), "Working on it", "正在处理"),
        (Wait(0, True, 43.0), "Working on it, about 45 s", "正在处理，大约 45 秒"),
    ],
)
def test_the_place_and_about_how_long(wait, en, zh):
    assert (line(wait, "en"), line(wait, "zh")) == (en, zh)
    assert "Stop</button>" in progress(wait, "en") and "停止</button>" in progress(wait, "zh")


def test_finished_pictures_are_shown_small():
    html = progress(Wait(0, True, None, (Image.new("RGB", (256, 256)), Image.new("RGBA", (300, 200)))), "en")
    assert html.count('src="data:image/webp;base64,') == 2 and len(html) < 3000


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_house_is_one_visitor(address, same):
    request = SimpleNamespace(client=SimpleNamespace(host=address))
    browser = Browser("en", visitor="x" * 43)
    assert house(address) == same and visitor(request).address == same  # type: ignore[arg-type]
    assert visitor(request, browser).token == browser.owner != visitor(None).token == ""  # type: ignore[arg-type]
