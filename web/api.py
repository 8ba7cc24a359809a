"""The public endpoints, for gradio_client and plain HTTP. All of it is kept."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.route_utils import get_api_call_path, get_root_url

from chat.conversation import Chat, NotKept
from chat.message import language_in
from chat.queue import NoPlace
from chat.texts import say
from chat.trouble import not_kept, noted
from storage.errors import StorageError
from storage.owners import is_mark, owner_of
from storage.rating import Opinion
from storage.records import SavedPicture, Turn
from web.files import Files, forget_gone, forget_upload
from web.keys import Keys
from web.numbers import Unusable, corrections, flag, text, whole, why
from web.visitors import visitor
from world.plan import MOST_SEED
from world.vocabulary import LANGUAGES

TITLE = "API\u200b"  # the conversation that holds what comes in this way; no message can have this mark in it
VISITOR = "x-tuwen-visitor"  # the header that says whose a request is
MOST = 8  # pictures in one call
LOOK_SECONDS = 0.05  # between two looks at the queue


def expose(chat: Chat, files: Files, keys: Keys) -> None:
    """Add the endpoints to the Blocks that are being built."""
    endpoints = Endpoints(chat, files, keys)
    options: dict[str, Any] = {"concurrency_limit": None, "api_visibility": "public"}
    with gr.Column(visible=False):
        go, answer = gr.Button(), gr.JSON(label="answer")
        prompt, image = gr.Textbox(label="prompt"), gr.File(label="image", type="filepath")
        sticker = gr.Checkbox(False, label="sticker")
        language, comment = gr.Textbox("en", label="language"), gr.Textbox(None, label="comment")
        picture, description = (gr.Textbox(None, label=label) for label in ("picture", "description"))
        everything = gr.Checkbox(False, label="everything")
        best, allowed, reasons, mended = (gr.JSON(label=each) for each in ("best", "allowed", "reasons", "mended"))
        count, seed, thumb, stars = (
            gr.Number(4 if label == "count" else None, precision=0, label=label)
            for label in ("count", "seed", "thumb", "stars")
        )
        raw: dict[str, Any] = {"preprocess": False}  # `web/numbers.py` reads what was sent; Gradio would round it
        drawn, rated = [prompt, count, seed, sticker], [picture, description, thumb, stars, comment]
        rated += [best, reasons, mended]
        go.click(told(endpoints.draw), drawn, [answer], api_name="draw", **options, **raw)
        go.click(told(endpoints.describe), [image, language], [answer], api_name="describe", **options)
        go.click(told(endpoints.rate), rated, [answer], api_name="rate", api_visibility="public", **raw)
        go.click(told(endpoints.consent), [allowed], [answer], api_name="consent", api_visibility="public", **raw)
        made = [picture, description, everything]
        go.click(told(endpoints.forget), made, [answer], api_name="forget", api_visibility="public", **raw)


def told(endpoint: Callable[..., Awaitable[dict[str, Any]]]) -> Callable[..., Awaitable[dict[str, Any]]]:
    """An endpoint as Gradio calls it: whatever goes wrong becomes one sentence, and what was not foreseen is logged."""

    @wraps(endpoint)
    async def called(*sent: Any) -> dict[str, Any]:
        try:
            return await endpoint(*sent)
        except (NotKept, Refused, Unusable) as error:
            sentence = str(error)
        except Exception as error:
            sentence = say("page_failed", "en", number=noted(f"/{endpoint.__name__} failed", error))
        raise gr.Error(sentence, print_exception=False)

    return called


class Refused(Exception):
    """What cannot be done; the sentence is for whoever asked."""


class Endpoints:
    """What each endpoint does. A refusal says the sentence that the chat would say: Refused, Unusable or NotKept."""

    def __init__(self, chat: Chat, files: Files, keys: Keys):
        self.chat = chat
        self.files = files
        self.keys = keys
        self._beginning = threading.Lock()

    async def draw(
        self,
        prompt: str,
        count: float | None = 4,
        seed: float | None = None,
        sticker: bool = False,
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Draw a prompt in English or Chinese. `count` is 1 to 8; with a `seed` the same pictures come again.

        A `sticker` has nothing behind its things: a PNG with transparency. With a header `x-tuwen-visitor`, a mark of
        32 to 64 letters and digits that only the caller knows, it is kept as that visitor's, for /forget.

        Gives the scene that was understood, what was said and is not in it with the reason, and for each picture, best
        first, its id, file (with its url), seed, facts, score and caption.
        """
        words = text("prompt", prompt, "en") or ""
        language = language_in(words, self.chat.settings.language)
        count = whole("count", count, 1, MOST, language) or self.chat.settings.candidates
        seed = whole("seed", seed, 0, MOST_SEED - MOST - 1, language)
        sticker = flag("sticker", sticker, language)
        turn = await self._answered(
            lambda talk: self.chat.hear_prompt(talk, words, count=count, seed=seed, sticker=sticker), language, request
        )
        if not turn.pictures:
            raise Refused(turn.text)
        return {
            "text": turn.text,
            "language": turn.language,
            "scene": turn.payload["scene"],
            "left": turn.payload["left"],
            "pictures": [self._picture(each, self._address(request)) for each in turn.pictures],
        }

    async def describe(
        self, image: str | None, language: str = "en", request: gr.Request | None = None
    ) -> dict[str, Any]:
        """Describe a PNG, JPEG, WebP, GIF, AVIF or HEIC image in en or zh: a caption, what was found and how sure.

        With a header `x-tuwen-visitor` it is kept as that visitor's.
        """
        if language not in LANGUAGES:
            raise Refused(say("api_language", "en", value=repr(language)[:40]))
        if not image:
            raise Refused(say("api_no_image", language))
        file = Path(image)
        try:
            turn = await self._answered(lambda talk: self.chat.hear_image(talk, file, language), language, request)
        finally:
            forget_upload(file)
        if not turn.descriptions:
            raise Refused(turn.text)
        seen = turn.descriptions[0]
        return {
            "id": self.keys.handle(seen.id, "description"),
            "caption": seen.caption,
            "language": seen.language,
            "kind": seen.kind,
            "facts": list(seen.facts),
            "seconds": seen.seconds,
        }

    async def rate(
        self,
        picture: str | None = None,
        description: str | None = None,
        thumb: float | None = None,
        stars: float | None = None,
        comment: str | None = None,
        best: bool | None = None,
        reasons: list[str] | None = None,
        mended: list[dict[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Rate a picture or a description by the id that it came with: thumb -1 or 1, stars 1 to 5, a comment.

        A picture may be the `best` of its answer. With a thumb down, `reasons` say what is wrong: object, colour,
        count, action, place, cut_off, ugly. `mended` are facts of a description as they should be, such as
        {"fact": "object", "value": "fox", "was": "dog", "of": 0}. 0, "", false or an empty list takes a value back.
        """
        written = text("comment", comment, "en")
        language = language_in(written or "", self.chat.settings.language)
        given: dict[str, Any] = {}
        if thumb is not None:
            given["thumb"] = whole("thumb", thumb, -1, 1, language) or None
        if stars is not None:
            given["stars"] = whole("stars", stars, 0, 5, language) or None
        if written is not None:
            given["comment"] = written or None
        if best is not None:
            given["best"] = flag("best", best, language) or None
        if reasons is not None:
            given["reasons"] = why(reasons, language)
        if mended is not None:
            given["mended"] = corrections(mended, language)
        if bool(picture) == bool(description):
            raise Refused(say("api_one_of_two", language))
        rated = "picture" if picture else "description"
        number = self._number(rated, picture or description)
        rating = await asyncio.to_thread(self.chat.rate, Opinion(**given), language, **{rated: number})
        if rating is None:
            return {"rating": None}
        told = asdict(rating)
        return {"rating": {name: value for name, value in told.items() if name not in ("created", "updated")}}

    async def consent(self, allowed: bool | None = None, request: gr.Request | None = None) -> dict[str, Any]:
        """Whether Tuwen may learn from what the visitor whom `x-tuwen-visitor` names rates; it holds for before, too.

        Without `allowed` it only tells: null was not asked yet, which is no.
        """
        language, owner = self.chat.settings.language, _owner(request)
        if owner is None and self.chat.settings.shared:
            raise Refused(say("api_visitor", language))
        if allowed is not None:
            allows = flag("allowed", allowed, language)
            await asyncio.to_thread(self.chat.allow_learning, allows, owner or "", language)
        return {"allowed": await asyncio.to_thread(self.chat.consent, owner or "")}

    async def forget(
        self,
        picture: str | None = None,
        description: str | None = None,
        everything: bool = False,
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Delete a picture or a description by its id, or `everything` of the visitor whom `x-tuwen-visitor` names.

        With the last picture of an answer goes what was asked for; with a description the image that was sent. Gives
        how many pictures, descriptions or conversations were deleted.
        """
        language = self.chat.settings.language
        everything = flag("everything", everything, language)
        if sum(map(bool, (picture, description, everything))) != 1:
            raise Refused(say("api_one_of_three", language))
        if everything:
            if (owner := _owner(request)) is None:
                raise Refused(say("api_visitor", language))
            deleted = await asyncio.to_thread(self.chat.forget_owned, owner, language)
        else:
            kind = "picture" if picture else "description"
            made = {kind: self._number(kind, picture or description)}
            deleted = int(await asyncio.to_thread(self.chat.forget_made, language, **made))
        await asyncio.to_thread(forget_gone, self.chat.store)
        return {"deleted": deleted}

    def _number(self, kind: str, handle: str | None) -> int:
        """The number of a picture or a description; raises Refused for a handle that was not made here."""
        if (number := self.keys.number(handle, kind)) is None:
            raise Refused(say(f"api_no_such_{kind}", self.chat.settings.language))
        return number

    async def _answered(self, hear: Callable[[int], Turn], language: str, request: gr.Request | None) -> Turn:
        """Hear a message in the conversation of the endpoints, and wait for its answer.

        Whoever gives up waiting (cancels the job) stops it. Refused where there is no place in the queue.
        """
        queue, owner = self.chat.queue, _owner(request)
        try:
            place = await asyncio.to_thread(queue.enter, visitor(request), lambda: hear(self._own_conversation(owner)))
        except NoPlace as full:
            raise Refused(say(f"api_{full.reason}", language, limit=full.limit)) from None
        try:
            while not place.left.is_set():
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            queue.stop(place)
        if place.error is not None:
            raise place.error
        if place.answered is None:
            raise Refused(say("api_stopped", language))
        return place.answered

    def _address(self, request: gr.Request | None) -> str:
        """Where a caller finds the page, by the name and the subpath that it came by."""
        if request is None or request.request is None:  # nobody called from outside
            return "."
        route = get_api_call_path(request.request)
        return get_root_url(request.request, route, self.chat.settings.root_path)

    def _picture(self, saved: SavedPicture, address: str) -> dict[str, Any]:
        path = self.files.path(saved.image)
        url = f"{address}/{self.files.url(saved.image)}"
        file = {"path": str(path), "url": url, "meta": {"_type": "gradio.FileData"}} if path else None
        return {
            "id": self.keys.handle(saved.id, "picture"),
            "file": file,
            "seed": saved.seed,
            "facts": list(saved.facts),
            "score": saved.score,
            "caption": saved.caption,
        }

    def _own_conversation(self, owner: str | None) -> int:
        """One conversation of each owner for what comes through the endpoints; raises NotKept.

        Where conversations are deleted for their age it is one of each day: nothing in it grows older with it.
        """
        store = self.chat.store
        try:
            with self._beginning:  # two that come at once begin one
                known = store.conversation_titled(TITLE, owner=owner)
                if known is not None and self.chat.settings.keep_days is not None:
                    known = known if known.created.date() == datetime.now(UTC).date() else None
                return store.start_conversation("en", TITLE, owner=owner).id if known is None else known.id
        except StorageError as error:
            raise NotKept(not_kept(error, self.chat.settings.language)) from error


def _owner(request: gr.Request | None) -> str | None:
    """Whose a request is, by its header; nobody's without one. Raises Refused for a mark that others could guess."""
    mark = request.headers.get(VISITOR) if request is not None else None
    if not mark:
        return None
    if not is_mark(mark):
        raise Refused(say("api_visitor", "en"))
    return owner_of(mark)
