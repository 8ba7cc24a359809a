"""Whatever a stranger sends is opened or refused in time and within bounded memory, while others are answered."""

import re
import subprocess
import threading
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import monotonic

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from hostile import made, of_pillow
from test_container import halves
from test_page import Process

from img2txt.decode import REASONS, UnreadableImage, png_bytes
from img2txt.decoder import SECONDS, Decoder

MOST_MEMORY = 1_200_000_000  # bytes
GRACE = 2.0  # seconds in which a killed process is replaced and the machine does something else
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux tells of memory"),
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> list[tuple[str, bytes]]:
    """Pillow's own images."""
    try:
        return list(of_pillow(tmp_path_factory.mktemp("pillow")))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"Pillow's source cannot be fetched: {error.stderr.decode()[-200:]}")


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    decoder = Decoder()
    decoder.open_all([])
    yield decoder
    decoder.close()


def most_memory(decoder: Decoder) -> int:
    """The most bytes that one of its living processes ever had in memory."""
    lanes = [lane._process for lane in (decoder._quick, decoder._slow) if lane._process is not None]
    told = [Path(f"/proc/{process._process.pid}/status") for process in lanes if process.is_alive()]
    return max((1024 * int(re.findall(r"VmHWM:\s+(\d+)", file.read_text())[0]) for file in told), default=0)


def tried(decoder: Decoder, files: list[tuple[str, bytes]]) -> dict[str, tuple[str, float]]:
    """How each file ended, and after how many seconds; none may take too long or too much."""
    ends = {}
    for name, content in files:
        began = monotonic()
        try:
            end = "opened" if decoder.open(content).mode == "RGB" else "?"
        except UnreadableImage as refused:
            end = refused.reason
        ends[name] = end, monotonic() - began
        assert most_memory(decoder) < MOST_MEMORY, name
        assert ends[name][1] < SECONDS + GRACE, (name, ends[name])
        assert end == "opened" or end in REASONS, name
    return ends


def test_what_was_made_to_hurt_hurts_nobody(decoder, capsys):
    ends = tried(decoder, list(made()))
    with capsys.disabled():
        slowest = sorted(ends.items(), key=lambda end: -end[1][1])[:5]
        print("\n" + "; ".join(f"{name}: {end} in {seconds:.1f} s" for name, (end, seconds) in slowest))
    for name, end in {"1500 scans of the largest": "too_complex", "a million chunks": "too_complex",
                      "400 million pixels": "too_large", "4000 tags at one block": "opened",
                      "a text of 80 MB": "opened", "the largest GIF": "opened"}.items():  # fmt: skip
        assert ends[name][0] == end, (name, ends[name])


def test_pillows_own_images_open_or_are_refused_in_words(decoder, odd, capsys):
    ends = tried(decoder, odd)
    opened = [name for name, (end, _) in ends.items() if end == "opened"]
    with capsys.disabled():
        print(f"\n{len(opened)} of {len(ends)} opened, the slowest in {max(took for _, took in ends.values()):.1f} s")
    assert len(ends) > 1000 and len(opened) > 300
    assert decoder.open(png_bytes(halves())).size == (64, 48)


def test_others_are_answered_meanwhile(tmp_path, capsys):
    server = Process(tmp_path / "data", PROXIES="127.0.0.1", SHARED="true")
    (small := tmp_path / "small.png").write_bytes(png_bytes(halves()))
    files = [tmp_path / f"{number}" for number, _ in enumerate(made())]
    for file, (_, content) in zip(files, made(), strict=True):
        file.write_bytes(content)
    ended, refused = threading.Event(), []

    def client(address: str) -> Client:
        return Client(server.url, verbose=False, headers={"x-forwarded-for": address}, download_files=tmp_path / "down")

    def attack(number: int) -> None:
        attacker = client(f"203.0.113.{number}")
        for file in cycle(files[number:] + files[:number]):
            if ended.is_set():
                return
            try:
                attacker.predict(handle_file(file), "en", api_name="/describe")
            except AppError as error:
                refused.append(str(error))

    def answered(visitor: Client) -> tuple[float, float]:
        """Seconds until a prompt is drawn, and until an image is described."""
        began = monotonic()
        visitor.predict("a red cat", 1, 7, api_name="/draw")
        between = monotonic()
        visitor.predict(handle_file(small), "en", api_name="/describe")
        return between - began, monotonic() - between

    visitor = client("192.0.2.1")
    answered(visitor)
    usual = [answered(visitor) for _ in range(8)]
    attackers = [threading.Thread(target=attack, args=(number,)) for number in range(3)]
    for each in attackers:
        each.start()
    crowded = [answered(visitor) for _ in range(20)]
    ended.set()
    for each in attackers:
        each.join()
    server.kill()
    told = [tuple(median(column) for column in zip(*times, strict=True)) for times in (usual, crowded)]
    with capsys.disabled():
        print(
            "\ndrawn, described: {:.2f} s, {:.2f} s; beside three attackers {:.2f} s, {:.2f} s".format(
                *told[0], *told[1]
            )
        )
        print(f"longest {max(map(max, crowded)):.2f} s; {len(refused)} files were refused")
    assert refused and not [said for said in refused if "No. " in said]
    assert max(map(max, crowded)) < SECONDS + GRACE, crowded
