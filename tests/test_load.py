"""Many at once, with the program and the networks that ship: all are answered or refused in words, none is lost."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from statistics import mean, quantiles
from typing import Any

import httpx
import pytest
from test_page import Process
from visitors import Said, talking

from chat.texts import say
from storage.store import Store

PEOPLE, TALK = 100, ("a red cat", "make it blue", "add a dog", "on the beach", "hello")
TEN, SHORT = 10, ("a red cat", "make it blue", "two dogs")
MB = 2**20
CUT = 0  # who still sent after it had been refused
FULL = say("queue_full", "en", limit=64)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals are other things there")]


@pytest.fixture
def server(tmp_path) -> Iterator[Process]:
    """The program, which believes what it is told of addresses."""
    server = Process(tmp_path / "data", PROXIES="127.0.0.1", SHARED="true")
    yield server
    server.kill()


def spread(said: list[Said]) -> str:
    """p50, p95 and the longest, in seconds."""
    parts = quantiles([each.seconds for each in said], n=20)
    return f"p50 {parts[9]:.1f} s, p95 {parts[18]:.1f} s, longest {max(each.seconds for each in said):.1f} s"


def test_a_hundred_people_are_answered_or_refused_and_nothing_is_lost(server, tmp_path, capsys):
    said = asyncio.run(talking(server.url, PEOPLE, TALK))
    answered, refused = [each for each in said if not each.refused], [each for each in said if each.refused]
    waited = [each for each in answered if each.seconds > 5]
    told, placed = (sum(map(bool, each)) for each in zip(*[(one.was_told, one.places) for one in waited], strict=True))
    with capsys.disabled():
        print(f"\n{len(said)} messages, {len(answered)} answered, {len(refused)} refused: {spread(answered)}; ", end="")
        print(f"of {len(waited)} who waited 5 s {told} were told so and {placed} saw how many come before")
    assert len(said) == PEOPLE * len(TALK) and {each.refused for each in refused} <= {FULL}
    assert len(answered) > PEOPLE and told > 0.9 * len(waited)  # some are answered as soon as they are heard
    assert placed > 0.5 * len(waited)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
    with Store.open(data_dir=tmp_path / "data", writes=False) as store:
        talks = [store.conversation(each.id) for each in store.conversations()]
    turns = [turn for talk in talks for turn in talk.turns]
    assert Counter(turn.role for turn in turns) == {"user": len(answered), "assistant": len(answered)}
    assert not [turn for turn in turns if turn.asks is not None or turn.kind == "error"]


async def flooded(url: str, ten: Callable[[], object]) -> tuple[object, Counter[int]]:
    """What ten people have while one address sends all that it can, and the statuses that it was answered with."""
    came: Counter[int] = Counter()
    headers = {"x-forwarded-for": "203.0.113.9"}

    async def parts(megabytes: int) -> AsyncIterator[bytes]:
        for _ in range(megabytes):
            yield bytes(MB)

    async def sent(path: str, **body: Any) -> None:
        try:
            came[(await client.post(f"{url}/gradio_api/{path}", **body)).status_code] += 1
        except httpx.TransportError:
            came[CUT] += 1

    def draw() -> dict[str, Any]:
        return {"json": {"data": ["eight pictures of two red cats and three dogs", 8, None, False]}}

    def upload() -> dict[str, Any]:
        return {"files": {"files": ("cat.png", bytes(20 * MB))}}

    limits = httpx.Limits(max_connections=20)
    async with httpx.AsyncClient(timeout=600, headers=headers, limits=limits) as client:
        flood = [sent("call/draw", **draw()) for _ in range(65)]
        flood += [sent("upload", **upload()) for _ in range(25)]
        flood += [sent("queue/join", content=parts(200)) for _ in range(5)]
        flooding = asyncio.gather(*flood)
        had = await asyncio.to_thread(ten)
        await flooding
    return had, came


def test_who_floods_delays_ten_others_by_less_than_twice_their_time(server, capsys):
    def ten() -> list[Said]:
        return asyncio.run(talking(server.url, TEN, SHORT))

    ten()  # the networks are warm
    usual = ten()
    crowded, came = asyncio.run(flooded(server.url, ten))
    assert isinstance(crowded, list)
    took, takes = (mean(each.seconds for each in said) for said in (crowded, usual))
    with capsys.disabled():
        print(f"\nten people: {spread(usual)}; beside one who floods: {spread(crowded)}; the flood had {dict(came)}")
    assert not [each.refused for each in (*usual, *crowded) if each.refused]
    assert took <= 2 * takes, f"{took:.1f} s instead of {takes:.1f} s"
    assert came[200] <= 65 + 10 and came[413] + came[429] + came[CUT] >= 15 + 5, came
