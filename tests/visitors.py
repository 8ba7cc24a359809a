"""Many people at one page at once, as their browsers speak to it, each from an address of its own."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import httpx

from chat.texts import say

PATIENCE = 900.0  # seconds


@dataclass
class Said:
    """One message: how it ended, the seconds that took, and what its sender was shown meanwhile."""

    text: str
    seconds: float = 0.0
    refused: str = ""  # the sentence; of those that were heard empty
    places: list[int] = field(default_factory=list)  # how many came before, whenever that was shown
    was_told: bool = False  # that it waits or is under way


class Visitor:
    """One browser at a page; what it says goes into one conversation."""

    def __init__(self, url: str, address: str):
        self.address = address
        self._url = f"{url}/gradio_api/queue"
        self._config = f"{url}/config"
        self._kept: Any = None
        self._functions: dict[str, int] = {}
        headers = {"x-forwarded-for": address, "accept-language": "en"}
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)  # a browser tries again, this does not
        self._client = httpx.AsyncClient(timeout=PATIENCE, headers=headers, limits=limits)

    async def open(self) -> None:
        """Load the page."""
        config = (await self._client.get(self._config)).json()
        self._functions = {each["api_name"]: each["id"] for each in config["dependencies"] if each["api_name"]}
        self._kept = (await self._last("load", None, None))["data"][0]

    async def close(self) -> None:
        """Leave."""
        await self._client.aclose()

    async def say(self, text: str) -> Said:
        """Send a message and wait until it is answered or refused."""
        said, began = Said(text), monotonic()
        async for message in self._event("hear", {"text": text, "files": []}, self._kept, None):
            if message["msg"] == "log":
                said.refused = message["log"]
            if message["msg"] == "process_completed" and not said.refused:
                self._kept = message["output"]["data"][0]
        if not said.refused:
            async for message in self._event("follow", self._kept):
                told = json.dumps(message)
                said.was_told |= "tw-place" in told
                said.places += map(int, re.findall(BEFORE, told))
        said.seconds = monotonic() - began
        return said

    async def _last(self, name: str, *data: Any) -> dict[str, Any]:
        return [message["output"] async for message in self._event(name, *data) if "output" in message][-1]

    async def _event(self, name: str, *data: Any) -> AsyncIterator[dict[str, Any]]:
        """What the server tells of one event until it is over."""
        session = secrets.token_hex(6)
        asked = {"data": data, "fn_index": self._functions[name], "session_hash": session}
        joined = await self._client.post(f"{self._url}/join", json=asked)
        joined.raise_for_status()
        async with self._client.stream("GET", f"{self._url}/data", params={"session_hash": session}) as told:
            async for line in told.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line.removeprefix("data:"))
                yield message
                if message["msg"] == "process_completed":
                    return


BEFORE = say("page_before", "en", before=0).replace("0", r"(\d+)")


async def talking(url: str, count: int, messages: Sequence[str], *, pause: float = 1.0) -> list[Said]:
    """What became of the messages of so many visitors who come at once, each of whom says one after the other.

    Who is refused waits for `pause` seconds and goes on with the next.
    """
    visitors = [Visitor(url, f"198.51.100.{number}") for number in range(1, count + 1)]
    await asyncio.gather(*[each.open() for each in visitors])

    async def talk(visitor: Visitor) -> list[Said]:
        said = []
        for text in messages:
            said.append(await visitor.say(text))
            if said[-1].refused:
                await asyncio.sleep(pause)
        await visitor.close()
        return said

    return [each for one in await asyncio.gather(*[talk(visitor) for visitor in visitors]) for each in one]
