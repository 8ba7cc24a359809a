"""What stands before the page: who may call it by which name and from which site, and what browsers are told to allow.

A page of somebody else's that a visitor has open at the same time could otherwise read a private server's
conversations: by calling it, by a name of its own that it lets point here (DNS rebinding), or in a hidden frame.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from gradio.routes import App, ORJSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chat.settings import Settings
from chat.texts import say
from web.bounds import Bounded, Bounds
from web.browser import accepted_language
from web.owner import Beside, OwnerPage
from web.visitors import HANDED_ON

ANY = "*"
NOT_HERE = PlainTextResponse("", 404)
_RELAYED = re.compile(r"/(?:file|stream)[=/]+https?:", re.IGNORECASE)  # which Gradio would fetch for anybody
SHOWN = 100  # characters of a foreign name that a refusal repeats
FORWARDED = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-gradio-server")  # how headers begin that proxies set
# Gradio's page begins with scripts of its own in the HTML and makes functions of the `js` of events, hence the two
# unsafe ones; everything else comes from here, and nothing is sent anywhere else.
CONTENT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


@dataclass(frozen=True)
class Rules:
    """Names and sites as the settings give them; (*,) is any."""

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    language: str = "en"

    @staticmethod
    def of(settings: Settings) -> "Rules":
        """Those of a host; a whole address that a proxy serves names this server, too."""
        whole = urlsplit(settings.root_path).hostname
        own = [socket.gethostname(), f"{socket.gethostname()}.local", settings.host, *([whole] if whole else [])]
        hosts = tuple(name.lower() for name in (*settings.hosts, *own))
        return Rules(hosts, settings.origins, settings.frames, settings.proxies, settings.language)

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server: a number cannot be rebound, other names have to be allowed."""
        name = _name(host)
        if ANY in self.hosts or name in self.hosts or name == "localhost" or name.endswith(".localhost"):
            return True
        return _address(name) is not None

    def allows(self, origin: str, host: str) -> bool:
        """Whether a page of that origin may call: one of ours, at the same host and port, or an allowed one."""
        if ANY in self.origins or origin.lower() in self.origins:
            return True
        site = urlsplit(origin.lower())
        usual = {"http": ":80", "https": ":443"}.get(site.scheme)
        return usual is not None and site.netloc.removesuffix(usual) == host.lower().removesuffix(usual)

    def believes(self, peer: str | None) -> bool:
        """Whether what a caller says of forwarding is believed."""
        address = _address(peer or "")
        if ANY in self.proxies:
            return True
        return address is not None and any(
            address in ipaddress.ip_network(proxy, strict=False) for proxy in self.proxies
        )

    def headers(self) -> dict[str, str]:
        """What browsers are told with every answer."""
        ours = not self.frames
        frames = ANY if ANY in self.frames else " ".join(["'self'", *self.frames])
        told = {
            "content-security-policy": f"{CONTENT}; frame-ancestors {frames}",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }
        told |= {"x-frame-options": "SAMEORIGIN"} if ours else {}
        return told | ({} if self.origins else {"cross-origin-resource-policy": "same-origin"})


class GuardedApp(App):
    """Gradio's server with the guard before everything else of it; handed to `launch`."""

    def __init__(self, rules: Rules, bounds: Bounds, owner: OwnerPage | None = None):
        super().__init__(default_response_class=ORJSONResponse)
        self.rules = rules
        self.bounds = bounds
        self.owner = owner

    def build_middleware_stack(self) -> ASGIApp:
        everything = Beside(super().build_middleware_stack(), self.owner)
        return guarded(Bounded(everything, self.bounds), self.rules)


def guarded(app: ASGIApp, rules: Rules) -> ASGIApp:
    """An app behind the guard. Which sites may call is settled here alone: what is within sees no Origin any more."""
    answering = CORSMiddleware(
        _WithoutOrigin(app),
        allow_origins=rules.origins,
        allow_origin_regex=".*" if ANY in rules.origins else None,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        allow_credentials=True,  # Gradio's client asks with them, and needs the answer to say so; there are none here
    )
    checking: Any = _Checking(answering, rules)
    believed: Any = ProxyHeadersMiddleware(checking, ANY if ANY in rules.proxies else list(rules.proxies))
    return _Forwarded(checking, believed, rules)


class _Forwarded:
    """Takes what a stranger says of forwarding out of a request; follows what a proxy says that is believed."""

    def __init__(self, plain: ASGIApp, believed: ASGIApp, rules: Rules):
        self.plain = plain
        self.believed = believed
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self.rules.believes((scope.get("client") or (None,))[0]):
            return await self.believed(scope, receive, send)
        own = [(name, value) for name, value in scope["headers"] if not name.startswith(FORWARDED)]
        handed_on = len(own) < len(scope["headers"])
        return await self.plain({**scope, "headers": own, HANDED_ON: handed_on}, receive, send)


class _Checking:
    """Refuses names and sites that are not allowed, and tells browsers what they may do with what is answered."""

    def __init__(self, app: ASGIApp, rules: Rules):
        self.app = app
        self.rules = rules
        self.told = rules.headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.told)
            await send(message)

        relayed = _RELAYED.search(scope["path"])
        answer = NOT_HERE if relayed else self._refusal(Headers(scope=scope)) or self.app
        return await answer(scope, receive, telling)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("x-forwarded-host", headers.get("host", "")).split(",")[0].strip()
        origin = headers.get("origin")
        language = accepted_language(headers.get("accept-language", ""), self.rules.language)
        if not self.rules.knows(host):
            return PlainTextResponse(say("host_refused", language, host=host[:SHOWN]), 421)
        if origin is not None and not self.rules.allows(origin, host):
            return PlainTextResponse(say("origin_refused", language, origin=origin[:SHOWN]), 403)
        return None


class _WithoutOrigin:
    """Hides where a request comes from, once that has been settled."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
        await self.app(scope, receive, send)


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:  # brackets that do not close
        return ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
