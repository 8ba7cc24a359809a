"""A process that opens images, and is killed where one costs too much."""

import json
import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from PIL import Image
from test_container import halves, saved, with_scans

from img2txt import decoder as module
from img2txt.container import MOST_SCANS
from img2txt.decode import UnreadableImage, open_image, png_bytes
from img2txt.decoder import MOMENT, SECONDS, Decoder

HUGE = saved(Image.new("RGB", (8000, 5000), "red"), "PNG")  # 40 million pixels
SMALL = png_bytes(halves())


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    decoder = Decoder(moment=60, seconds=60)  # the machine may be busy
    yield decoder
    decoder.close()


def process(decoder: Decoder) -> int:
    assert decoder._quick._process is not None
    return decoder._quick._process._process.pid


def refusal(decoder: Decoder, source: bytes | Path) -> UnreadableImage:
    with pytest.raises(UnreadableImage) as refused:
        decoder.open(source)
    return refused.value


def test_images_are_the_same_as_in_this_process(decoder, tmp_path):
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (300, 200, 4), dtype=np.uint8))
    (file := tmp_path / "cat.webp").write_bytes(saved(noise, "WEBP"))
    heic = Path(__file__).with_name("halves.heic")
    for source in (SMALL, saved(noise, "PNG"), file, heic, saved(halves(), "AVIF"), saved(halves(), "GIF"), HUGE):
        opened = decoder.open(source)
        assert np.array_equal(np.asarray(opened), np.asarray(open_image(source)))
        assert (opened.mode, opened.info) == ("RGB", {})
    first = process(decoder)
    decoder.open(SMALL)
    assert process(decoder) == first != os.getpid()


def test_refusals_are_the_same_as_in_this_process(decoder, tmp_path):
    (file := tmp_path / "words.png").write_text("no picture at all")
    narrow = png_bytes(Image.new("RGB", (4000, 10)))
    for source in (file, tmp_path / "gone.png", b"", narrow, SMALL[:90], with_scans(saved(halves(), "JPEG"), 1500)):
        with pytest.raises(UnreadableImage) as here:
            open_image(source)
        there = refusal(decoder, source)
        assert (str(there), there.reason, there.values) == (str(here.value), here.value.reason, here.value.values)
    assert refusal(Decoder(max_bytes=50), SMALL).reason == "too_heavy"


def test_an_image_that_takes_too_long_costs_its_process_and_nothing_else():
    decoder = Decoder(moment=0.02, seconds=0.05)
    refused = refusal(decoder, HUGE)
    assert refused.reason == "too_slow"
    assert str(refused) == "the file takes too long to open; save it smaller, as PNG or JPEG, and send it once more"
    decoder.moment = decoder.seconds = 60
    assert decoder.open(SMALL).size == (64, 48)
    decoder.close()


def test_for_a_slow_image_nobody_waits_but_for_a_moment():
    """It is begun again in a process of its own, while others are opened in the first one."""
    decoder = Decoder(moment=0.02, seconds=60)
    began = threading.Event()
    opened: list[Image.Image] = []

    def slow() -> None:
        began.set()
        opened.append(decoder.open(HUGE))

    first = threading.Thread(target=slow)
    first.start()
    began.wait()
    while decoder._slow._process is None:
        first.join(0.001)
    decoder.moment = 60
    assert decoder.open(SMALL).size == (64, 48) and first.is_alive() and opened == []
    first.join(60)
    assert opened[0].size == (2048, 1280)
    decoder.close()


def test_an_image_that_takes_too_much_memory_is_refused():
    decoder = Decoder(memory=220_000_000, moment=60, seconds=60)
    assert refusal(decoder, HUGE).reason == "too_complex"
    assert decoder.open(SMALL).size == (64, 48)
    decoder.close()


@pytest.mark.slow
def test_the_largest_images_open_within_the_memory_that_there_is(decoder):
    red = Image.new("CMYK", (8000, 5000), (0, 255, 255, 0))
    for format, options in (("JPEG", {"progressive": True, "subsampling": 0}), ("JPEG", {})):
        assert decoder.open(saved(red, format, **options)).size == (2048, 1280)
    see_through = Image.new("RGBA", (8000, 5000), (255, 0, 0, 128))
    assert decoder.open(saved(see_through, "PNG", compress_level=1)).getpixel((9, 9)) == (255, 127, 127)


def test_a_process_that_died_is_replaced(decoder):
    for _ in range(2):
        decoder.open(SMALL)
        os.kill(dead := process(decoder), signal.SIGKILL)
        os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
        assert decoder.open(SMALL).size == (64, 48)
        assert process(decoder) != dead


def test_slow_images_that_come_together_share_their_time():
    decoder = Decoder(moment=60, seconds=60, seconds_together=0.001)
    small, words, again = decoder.open_all([SMALL, b"words", SMALL])  # a moment costs nothing
    assert isinstance(small, Image.Image) and isinstance(again, Image.Image)
    assert isinstance(words, UnreadableImage) and words.reason == "not_image"
    decoder.moment, decoder.seconds_together = 0.02, 0.05
    files = [HUGE, b"words", HUGE, b"words"]  # the first takes all of it, the third more than its moment
    reasons = [each.reason for each in decoder.open_all(files) if isinstance(each, UnreadableImage)]
    assert reasons == ["too_slow", "not_image", "too_slow", "too_slow"]
    assert decoder.open_all([]) == []
    decoder.close()


def test_many_threads_share_one_process(decoder):
    widths = [40, 50, 60, 70] * 3
    opened: dict[int, int] = {}

    def one(number: int) -> None:
        opened[number] = decoder.open(png_bytes(Image.new("RGB", (widths[number], 20)))).width

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(widths))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [opened[number] for number in range(len(widths))] == widths


def test_where_no_process_can_be_made_images_are_opened_in_this_one(decoder, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with caplog.at_level(logging.ERROR):
        assert decoder.open(SMALL).size == (64, 48)
        assert refusal(decoder, b"words").reason == "not_image"
    assert decoder._quick._process is None and "they are opened in this one" in caplog.text
    monkeypatch.undo()
    decoder.open(SMALL)
    assert decoder._quick._process is not None


def test_the_process_ends_with_the_server(decoder):
    decoder.open(SMALL)
    there = decoder._quick._process
    there._told.close()
    assert there._process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux tells")
def test_the_process_has_little_and_loads_little(decoder):
    decoder.open(SMALL)
    limits = Path(f"/proc/{process(decoder)}/limits").read_text()
    bound = re.search(r"Max address space +(\d+) ", limits)
    assert bound and int(bound[1]) == 1_100_000_000
    assert "torch" not in Path(f"/proc/{process(decoder)}/maps").read_text()


@pytest.mark.parametrize("answer", ["", "[]\n", "{}\n", '{"size": [9000, 1]}\n', '{"size": [2, 2]}\nxx', "nonsense"])
def test_a_process_that_answers_nonsense_is_not_believed(decoder, monkeypatch, tmp_path, answer):
    """What a decoder that was taken over might say."""
    (tmp_path / "answer").write_text(answer)
    (tmp_path / "img2txt").mkdir()
    (tmp_path / "img2txt" / "__init__.py").write_text("")
    (tmp_path / "img2txt" / "decoder.py").write_text(
        "import sys, pathlib\n"
        f"sys.stdout.buffer.write({json.dumps({'ready': True})!r}.encode() + b'\\n')\n"
        "sys.stdout.flush(); sys.stdin.buffer.readline()\n"
        f"sys.stdout.buffer.write(pathlib.Path({str(tmp_path / 'answer')!r}).read_bytes())\n"
    )
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert refusal(decoder, SMALL).reason == "too_complex"
    monkeypatch.setattr(module, "ROOT", Path(__file__).parent.parent)
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert decoder.open(SMALL).size == (64, 48)


@pytest.mark.slow
def test_the_slowest_file_that_the_bounds_let_through_holds_nobody_for_long(decoder):
    """40 million pixels in so many scans: a fast machine may open it in time."""
    noise = np.random.default_rng(1).integers(0, 256, (1250, 2000), dtype=np.uint8).repeat(4, 0).repeat(4, 1)
    content = saved(Image.fromarray(noise).convert("RGB"), "JPEG", progressive=True, quality=60, subsampling=0)
    slow = with_scans(content, MOST_SCANS - content.count(b"\xff\xda") + 1)
    decoder.max_bytes, decoder.moment, decoder.seconds = len(slow), MOMENT, SECONDS
    decoder.open(SMALL)
    began = monotonic()
    opened, small = decoder.open_all([slow, SMALL])
    assert monotonic() - began < decoder.seconds + 3
    assert isinstance(small, Image.Image)
    assert isinstance(opened, Image.Image) or opened.reason == "too_slow"
