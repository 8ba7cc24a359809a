"""The owner's page at /owner: what is learnt from ratings, one training at a time, versions that come and go.

It is plain HTML beside Gradio's page, behind the same guard, so that no other site can press its buttons. Where others
reach the server it asks for a password; else only browsers on this machine are answered.
"""

import hmac
import ipaddress
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from chat.owner import NotPromoted, Owner
from chat.settings import Settings
from chat.texts import sentences
from chat.trainings import CannotLearn
from chat.trouble import not_kept, noted
from storage.errors import StorageError
from web.browser import accepted_language
from web.html import fill
from web.learning import since_last
from web.visitors import HANDED_ON, house
from world.vocabulary import LANGUAGES

PATH = "/owner"
PASS, TONGUE = "tuwen-owner", "tuwen-owner-language"  # cookies: who came in, and the page's language
HOURS = 12  # that somebody stays in
WRONG, MINUTES = 8, 10  # wrong passwords in so many minutes, after which none is heard from that address
LOOK = Path(__file__).parent / "look"
SAID = "owner_"  # how the keys of sentences begin that the address of the page may name
Answer = Callable[[Request], Awaitable[Response]]


class Door:
    """Who may come in: whoever knows the password; where there is none, whoever is on this machine."""

    def __init__(self, password: str | None, clock: Callable[[], float] = time.monotonic):
        self._password = password
        self._clock = clock
        self._inside: dict[str, float] = {}  # until when
        self._wrong: dict[str, deque[float]] = {}

    def admits(self, request: Request) -> bool:
        if self._password is None:
            return _is_here(request)
        return self._inside.get(request.cookies.get(PASS, ""), 0.0) > self._clock()

    @property
    def asks(self) -> bool:
        return self._password is not None

    def enter(self, said: str, address: str) -> str | None:
        """A pass for the right password; None for a wrong one, and for any where too many were wrong."""
        now = self._clock()
        self._forget(now)
        wrong = self._wrong.setdefault(address, deque(maxlen=WRONG))
        if len(wrong) == WRONG or self._password is None:
            return None
        if not hmac.compare_digest(said.encode(), self._password.encode()):
            wrong.append(now)
            return None
        token = secrets.token_urlsafe(32)
        self._inside[token] = now + HOURS * 3600
        return token

    def leave(self, token: str) -> None:
        self._inside.pop(token, None)

    def _forget(self, now: float) -> None:
        """Old passes, and wrong passwords of long ago."""
        self._inside = {token: until for token, until in self._inside.items() if until > now}
        for address, wrong in list(self._wrong.items()):
            while wrong and wrong[0] <= now - MINUTES * 60:
                wrong.popleft()
            if not wrong:
                del self._wrong[address]


class OwnerPage:
    """The routes of the page."""

    def __init__(self, owner: Owner, settings: Settings):
        self.owner = owner
        self.settings = settings
        password = settings.owner_password
        self.door = Door(password.get_secret_value() if password is not None else None)
        self.cookie_path = f"{_prefix(settings)}{PATH}"
        asked = {
            "now": self.now, "report/{what}/{name}": self.report, "picture/{number:int}/{side}": self.picture,
        }  # fmt: skip
        done = {
            "learn": self.learn, "stop": self.stop, "promote": self.promote, "rollback": self.roll_back,
            "compare": self.compare, "vote": self.vote, "leave": self.leave,
        }  # fmt: skip
        self.app = Starlette(
            routes=[
                Route(PATH, lambda _: RedirectResponse("owner/", 303)),
                Route(f"{PATH}/", self.page),
                Route(f"{PATH}/enter", self.enter, methods=["POST"]),
                Route(f"{PATH}/language", self.speak, methods=["POST"]),
                *(Route(f"{PATH}/{path}", self._for_the_owner(answer)) for path, answer in asked.items()),
                *(Route(f"{PATH}/{p}", self._for_the_owner(answer), methods=["POST"]) for p, answer in done.items()),
            ]
        )

    # who comes, and in which language

    async def enter(self, request: Request) -> Response:
        """A password, right or wrong."""
        said = str((await request.form()).get("password", ""))
        token = self.door.enter(said, house(request.client.host if request.client else ""))
        if token is None:
            return _back("owner_wrong")
        answer = _back()
        self._set(answer, request, PASS, token)
        return answer

    async def leave(self, request: Request) -> Response:
        self.door.leave(request.cookies.get(PASS, ""))
        answer = _back()
        answer.delete_cookie(PASS, self.cookie_path)
        return answer

    async def speak(self, request: Request) -> Response:
        """The other language."""
        answer = _back()
        self._set(answer, request, TONGUE, "en" if self._language(request) == "zh" else "zh")
        return answer

    # what is seen

    async def page(self, request: Request) -> Response:
        language = self._language(request)
        said = request.query_params.get("said", "")
        note = sentences()[said][language] if said.startswith(SAID) and said in sentences() else ""
        around = {"style": _look("owner.css"), "script": _look("owner.js"), "note": note, "leaves": self.door.asks}
        if not self.door.admits(request):
            return _html(
                fill("owner_door", language, locked=not self.door.asks, **around), 200 if self.door.asks else 403
            )
        try:
            overview = await run_in_threadpool(self.owner.overview)
        except StorageError as error:
            return _html(fill("owner_door", language, **around | {"note": not_kept(error, language)}, locked=True), 503)
        training = overview.training
        running = training is not None and training.state == "running"
        since = since_last(overview.learning, language)
        told = {"overview": overview, "training": training, "running": running, "since": since}
        return _html(fill("owner", language, spoken=language, **told, **around))

    async def now(self, request: Request) -> Response:
        """How far the training is, for the script of the page."""
        training = await run_in_threadpool(self.owner.trainings.now)
        language = self._language(request)
        return _html(fill("owner_training", language, spoken=language, training=training))

    async def report(self, request: Request) -> Response:
        return _html(await run_in_threadpool(self.owner.report, **request.path_params))

    async def picture(self, request: Request) -> Response:
        """One side of a pair; its address says nothing of the version."""
        file = self.owner.votes.picture(request.path_params["number"], request.path_params["side"])
        return Response("", 404) if file is None else FileResponse(file, headers={"cache-control": "no-store"})

    # what is done

    async def learn(self, request: Request) -> Response:
        what = str((await request.form()).get("what", ""))
        await run_in_threadpool(self.owner.trainings.start, what)
        return _back()

    async def stop(self, request: Request) -> Response:
        await run_in_threadpool(self.owner.trainings.stop)
        return _back()

    async def promote(self, request: Request) -> Response:
        form = await request.form()
        await run_in_threadpool(self.owner.promote, str(form.get("what", "")), str(form.get("version", "")))
        return _back("owner_promoted")

    async def roll_back(self, request: Request) -> Response:
        form = await request.form()
        await run_in_threadpool(self.owner.roll_back, str(form.get("what", "")), str(form.get("version", "")))
        return _back("owner_rolled_back")

    async def compare(self, request: Request) -> Response:
        form = await request.form()
        what, one, other = (str(form.get(name, "")) for name in ("what", "one", "other"))
        await run_in_threadpool(self.owner.trainings.compare, what, one, other)
        return _back()

    async def vote(self, request: Request) -> Response:
        form = await request.form()
        number, side, comparison = (str(form.get(name, "")) for name in ("number", "side", "comparison"))
        if number.isdecimal() and side in ("left", "right", "none"):
            await run_in_threadpool(self.owner.votes.vote, int(number), side, comparison)
        return _back(at="compare")

    def _for_the_owner(self, answer: Answer) -> Answer:
        """Nobody else is answered; what cannot be done is said on the page."""

        async def answered(request: Request) -> Response:
            if not self.door.admits(request):
                return _back() if request.method == "POST" else Response("", 403)
            try:
                return await answer(request)
            except CannotLearn as error:
                return _back(error.key)
            except NotPromoted:
                return _back("owner_not_done") if request.method == "POST" else Response("", 404)
            except OSError as error:
                noted("the owner's page failed", error)
                return _back("owner_failed")

        return answered

    def _language(self, request: Request) -> str:
        kept = request.cookies.get(TONGUE)
        if kept in LANGUAGES:
            return kept
        return accepted_language(request.headers.get("accept-language", ""), self.settings.language)

    def _set(self, answer: Response, request: Request, name: str, value: str) -> None:
        secure = request.url.scheme == "https"
        answer.set_cookie(name, value, HOURS * 3600, path=self.cookie_path, secure=secure, httponly=True,
                          samesite="strict")  # fmt: skip


class Beside:
    """An app with the owner's page beside it, where there is one."""

    def __init__(self, app: ASGIApp, page: OwnerPage | None):
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.page is not None and scope["type"] == "http":
            path = str(scope["path"]).removeprefix(_prefix(self.page.settings))
            if path == PATH or path.startswith(f"{PATH}/"):
                scope = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
                return await self.page.app(scope, receive, send)
        return await self.app(scope, receive, send)


def _prefix(settings: Settings) -> str:
    """The path that a proxy serves the page under, whether it takes that off or not."""
    return urlsplit(settings.root_path).path.rstrip("/")


def _is_here(request: Request) -> bool:
    """Whether a browser on this machine asks; what is handed on from elsewhere comes from here as well."""
    if request.client is None or request.scope.get(HANDED_ON):
        return False
    name = request.url.hostname or ""
    own = name == "localhost" or name.endswith(".localhost") or _is_loopback(name)
    return own and _is_loopback(request.client.host)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _back(said: str = "", at: str = "") -> Response:
    """To the page, which then says a sentence, or to a part of it."""
    return RedirectResponse("./" + (f"?said={said}" if said else "") + (f"#{at}" if at else ""), 303)


def _html(text: str | bytes, status: int = 200) -> Response:
    return HTMLResponse(text, status, {"cache-control": "no-store"})


def _look(name: str) -> str:
    return (LOOK / name).read_text(encoding="utf-8")
