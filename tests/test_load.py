"""Many at once, over HTTP and with the real networks: all are answered or refused in words, none is lost."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest
from test_chat_app import free_port

from chat.conversation import Chat
from chat.settings import Settings
from storage.store import Store
from web.keys import Keys
from web.page import build, launch_options

VISITORS, MESSAGES, PLACES = 20, 5, 60
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Served:
    """A page that believes what it is told of addresses, and its store."""

    url: str
    store: Store


@pytest.fixture
def served(tmp_path, monkeypatch, understanding, painter, describer) -> Iterator[Served]:
    settings = Settings(data_dir=tmp_path, candidates=1, proxies=("127.0.0.1",), max_waiting=PLACES)
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "served"))
    with Store.open(data_dir=tmp_path) as store:
        chat = Chat(store, understanding, painter, describer, settings)
        page = build(chat, Keys(tmp_path))
        options = launch_options(settings)
        page.launch(server_name="127.0.0.1", server_port=free_port(), prevent_thread_lock=True, **options)
        yield Served(f"{str(page.local_url).rstrip('/')}/gradio_api/call/draw", store)
        chat.queue.close()
        page.close()


def drawn(url: str, visitor: int, prompt: str) -> tuple[int, str]:
    """A visitor, and what was answered or why it was refused."""
    asked = {"data": [prompt, 1, None, False]}
    headers = {"x-forwarded-for": f"192.0.2.{visitor + 1}"}
    with httpx.Client(timeout=500, headers=headers) as client:
        event = client.post(url, json=asked).json()["event_id"]
        kind, _, said = client.get(f"{url}/{event}").text.strip().rpartition("event: ")[2].partition("\ndata: ")
    told = json.loads(said)
    return visitor, told[0]["text"] if kind == "complete" else told["error"]


def test_everybody_is_answered_or_refused_and_nothing_is_lost(served):
    work = [(visitor, "a red cat") for _ in range(MESSAGES) for visitor in range(VISITORS)]
    with ThreadPoolExecutor(len(work)) as threads:
        told = list(threads.map(lambda one: drawn(served.url, *one), work))
    refused = [visitor for visitor, said in told if said.startswith("Too many are waiting just now; 60 is the most")]
    answered = [visitor for visitor, said in told if said.startswith("Here you are")]
    assert len(answered) + len(refused) == len(work), Counter(said for _, said in told)
    assert len(answered) >= PLACES and set(answered) == set(range(VISITORS))
    (conversation,) = served.store.conversations()
    turns = served.store.conversation(conversation.id).turns
    assert Counter(turn.role for turn in turns) == {"user": len(answered), "assistant": len(answered)}
    assert not [turn for turn in turns if turn.asks is not None]
