"""How much one address may send: the size of a request, requests in a minute, and bytes of uploads in some minutes.

A request that is too much is refused before it is read, or as soon as more of it comes than was said.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.conversation import MAX_IMAGES
from chat.settings import Settings
from chat.texts import say
from web.browser import accepted_language
from web.visitors import house

MB = 2**20
BESIDE_FILES = 1 * MB  # of a request: what is no file
MINUTE = 60.0
TOO_LARGE, TOO_MANY = 413, 429  # as HTTP says it
DRAINED, DRAINED_SECONDS = 32 * MB, 5.0  # that are read of what is refused; who still sends hears no answer
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Bounds:
    """What one address may send."""

    of_upload: int = 160 * MB + BESIDE_FILES  # bytes of one request
    requests: int = 600  # in a minute
    uploads: int = 200 * MB  # bytes in so many seconds
    seconds: float = 900.0
    language: str = "en"

    @staticmethod
    def of(settings: Settings) -> "Bounds":
        """Those of a host."""
        return Bounds(
            MAX_IMAGES * settings.max_upload_mb * MB + BESIDE_FILES,
            settings.max_requests,
            settings.max_unsent_mb * MB,
            settings.keep_unsent_minutes * MINUTE,
            settings.language,
        )


@dataclass
class _Lately:
    """What was counted in the last seconds."""

    seconds: float
    total: int = 0
    counted: deque[tuple[float, int]] = field(default_factory=deque)

    def add(self, amount: int, now: float) -> None:
        self.counted.append((now, amount))
        self.total += amount

    def sum(self, now: float) -> int:
        while self.counted and self.counted[0][0] <= now - self.seconds:
            self.total -= self.counted.popleft()[1]
        return self.total


class Bounded:
    """Refuses what is too much, with a sentence in the language of the browser."""

    def __init__(self, app: ASGIApp, bounds: Bounds, clock: Callable[[], float] = time.monotonic):
        self.app = app
        self.bounds = bounds
        self._clock = clock
        self._requests: dict[str, _Lately] = {}
        self._uploads: dict[str, _Lately] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in CHANGING:
            return await self.app(scope, receive, send)
        headers, address = Headers(scope=scope), house((scope.get("client") or ("",))[0])
        is_upload = scope["path"].rstrip("/").endswith("/upload")
        said = headers.get("content-length", "0")
        answer = self._counted(address, headers) or self._refusal(
            address, int(said) if said.isdecimal() else 0, is_upload, headers
        )
        if answer is not None:
            await _drained(receive)
            return await answer(scope, receive, send)
        return await self._read(scope, receive, send, address, is_upload)

    async def _read(self, scope: Scope, receive: Receive, send: Send, address: str, is_upload: bool) -> None:
        """Hands a request on, until more of it has come than may."""
        came, has_ended = 0, False  # whether all of it has come
        refusal: PlainTextResponse | None = None

        async def counting() -> Message:
            nonlocal came, has_ended, refusal
            message = await receive()
            has_ended = not message.get("more_body", False)
            if message["type"] == "http.request":
                came += len(message.get("body", b""))
                if is_upload:
                    self._lately(self._uploads, address, self.bounds.seconds).add(
                        len(message.get("body", b"")), self._clock()
                    )
                refusal = refusal or self._refusal(address, came, is_upload, Headers(scope=scope), came)
            return message if refusal is None else {"type": "http.disconnect"}

        async def telling(message: Message) -> None:
            if refusal is None:
                await send(message)

        try:
            await self.app(scope, counting, telling)
        except Exception:
            if refusal is None:
                raise
        if refusal is not None:
            if not has_ended:
                await _drained(receive)
            await refusal(scope, receive, send)

    def _counted(self, address: str, headers: Headers) -> PlainTextResponse | None:
        """One request more; its refusal where that is one too many."""
        now, lately = self._clock(), self._lately(self._requests, address, MINUTE)
        if lately.sum(now) >= self.bounds.requests:
            return self._said("too_many_requests", TOO_MANY, headers)
        lately.add(1, now)
        return None

    def _refusal(
        self, address: str, size: int, is_upload: bool, headers: Headers, counted: int = 0
    ) -> PlainTextResponse | None:
        """Why a request of so many bytes is not taken, of which some are counted already."""
        if size > (self.bounds.of_upload if is_upload else BESIDE_FILES):
            return self._said("request_too_large", TOO_LARGE, headers)
        lately = self._lately(self._uploads, address, self.bounds.seconds)
        if is_upload and lately.sum(self._clock()) - counted + size > self.bounds.uploads:
            return self._said("uploads_too_many", TOO_MANY, headers)
        return None

    def _lately(self, of: dict[str, _Lately], address: str, seconds: float) -> _Lately:
        """What an address sent; addresses that sent nothing lately are forgotten now and then."""
        if address not in of:
            now = self._clock()
            for quiet in [each for each, lately in of.items() if not lately.sum(now)]:
                del of[quiet]
            of[address] = _Lately(seconds)
        return of[address]

    def _said(self, key: str, status: int, headers: Headers) -> PlainTextResponse:
        language = accepted_language(headers.get("accept-language", ""), self.bounds.language)
        minutes, megabytes = round(self.bounds.seconds / MINUTE), self.bounds.uploads // MB
        words = say(key, language, minutes=minutes, limit=megabytes)
        return PlainTextResponse(words, status, {"connection": "close"})


async def _drained(receive: Receive) -> None:
    """Read on and keep nothing, within bounds, so that whoever still sends will hear why it was refused."""
    came = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAINED_SECONDS):
            while came < DRAINED:
                message = await receive()
                came += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
