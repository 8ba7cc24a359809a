"""The endpoints in the queue: who gives up waiting is not answered any more, and who has no place is told."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from chat.conversation import Chat
from chat.queue import Limits, Queue
from chat.settings import Settings
from storage.records import Turn
from txt2img.draw import Show
from web.api import Endpoints, Refused
from web.files import Files
from web.keys import Keys

CALLER = SimpleNamespace(client=SimpleNamespace(host="192.0.2.1"), request=None)


@pytest.fixture
def ended() -> threading.Event:
    return threading.Event()


@pytest.fixture
def endpoints(store, tmp_path, ended):
    """Their answers never come."""

    def answer(asked: Turn, show: Show) -> Turn:
        try:
            while True:
                show()
                ended.wait(0.01)
        finally:
            ended.set()

    nothing: object = None  # no network is asked here
    chat = Chat(store, nothing, nothing, nothing, Settings())  # type: ignore[arg-type]
    chat.queue = Queue(answer, Limits(of_visitor=1))
    yield Endpoints(chat, Files(store), Keys(tmp_path))
    chat.queue.close()


def test_a_cancelled_call_computes_no_longer(endpoints, store, ended):
    async def call() -> None:
        called = asyncio.create_task(endpoints.draw("a cat", 1, None, False, CALLER))
        while not store.stats().turns:
            await asyncio.sleep(0.01)
        with pytest.raises(Refused, match="1 of your requests are waiting already"):
            await endpoints.draw("a cat", 1, None, False, CALLER)
        called.cancel()
        with pytest.raises(asyncio.CancelledError):
            await called

    asyncio.run(call())
    assert ended.wait(10) and store.stats().turns == 1, "the message is kept, nothing else"
