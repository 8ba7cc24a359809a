"""The public endpoints, for gradio_client and plain HTTP: /draw, /describe, /rate. All of it is kept."""

from pathlib import Path
from typing import Any

import gradio as gr

from chat.conversation import Chat, NotKept, Reply
from storage.errors import StorageError
from storage.records import SavedPicture
from web.files import Files, forget_upload
from web.keys import Keys
from world.plan import MOST_SEED

TITLE = "API\u200b"  # the conversation that holds what comes in this way; no message can have this mark in it
MOST = 8  # pictures in one call


def expose(chat: Chat, files: Files, keys: Keys, *, concurrency_id: str) -> None:
    """Add the endpoints to the Blocks that are being built."""
    endpoints = Endpoints(chat, files, keys)
    options: dict[str, Any] = {"concurrency_id": concurrency_id, "concurrency_limit": 1, "api_visibility": "public"}
    with gr.Column(visible=False):
        go, answer = gr.Button(), gr.JSON(label="answer")
        prompt, image = gr.Textbox(label="prompt"), gr.File(label="image", type="filepath")
        sticker = gr.Checkbox(False, label="sticker")
        language, comment = gr.Textbox("en", label="language"), gr.Textbox(None, label="comment")
        picture, description = (gr.Textbox(None, label=label) for label in ("picture", "description"))
        count, seed, thumb, stars = (
            gr.Number(4 if label == "count" else None, precision=0, label=label)
            for label in ("count", "seed", "thumb", "stars")
        )
        go.click(endpoints.draw, [prompt, count, seed, sticker], [answer], api_name="draw", **options)
        go.click(endpoints.describe, [image, language], [answer], api_name="describe", **options)
        rated = [picture, description, thumb, stars, comment]
        go.click(endpoints.rate, rated, [answer], api_name="rate", api_visibility="public")


class Endpoints:
    """What each endpoint does. A refusal is a gr.Error with the sentence that the chat would say."""

    def __init__(self, chat: Chat, files: Files, keys: Keys):
        self.chat = chat
        self.files = files
        self.keys = keys
        self._conversation: int | None = None

    def draw(
        self, prompt: str, count: float | None = 4, seed: float | None = None, sticker: bool = False
    ) -> dict[str, Any]:
        """Draw a prompt in English or Chinese. `count` is 1 to 8; with a `seed` the same pictures come again.

        A `sticker` has nothing behind its things: a PNG with transparency.

        Gives the scene that was understood, what was said and is not in it with the reason, and for each picture, best
        first, its id, file, seed, facts, score and caption.
        """
        wanted = int(count or self.chat.settings.candidates)
        if not 1 <= wanted <= MOST:
            raise gr.Error(f"count is {wanted}; ask for 1 to {MOST} pictures")
        if seed is not None and not 0 <= seed < MOST_SEED - MOST:
            raise gr.Error(f"seed is {seed:.0f}; give one from 0 to {MOST_SEED - MOST - 1}")
        begin = None if seed is None else int(seed)
        reply = self._kept(
            lambda number: self.chat.draw(number, prompt or "", count=wanted, seed=begin, sticker=bool(sticker))
        )
        turn = reply.answered
        if not turn.pictures:
            raise gr.Error(turn.text)
        return {
            "text": turn.text,
            "language": turn.language,
            "scene": turn.payload["scene"],
            "left": turn.payload["left"],
            "pictures": [self._picture(each) for each in turn.pictures],
        }

    def describe(self, image: str | None, language: str = "en") -> dict[str, Any]:
        """Describe a PNG, JPEG, WebP, GIF, AVIF or HEIC image in en or zh: a caption, and facts with how sure."""
        if language not in ("en", "zh"):
            raise gr.Error(f"language is {language!r}; choose en or zh")
        if not image or image.lower().startswith(("http:", "https:")):
            raise gr.Error("no image was sent; send a PNG, JPEG or WebP file")
        try:
            reply = self._kept(lambda number: self.chat.describe(number, Path(image), language))
        finally:
            forget_upload(Path(image))
        if not reply.answered.descriptions:
            raise gr.Error(reply.answered.text)
        seen = reply.answered.descriptions[0]
        return {
            "id": self.keys.handle(seen.id, "description"),
            "caption": seen.caption,
            "language": seen.language,
            "kind": seen.kind,
            "facts": list(seen.facts),
            "seconds": seen.seconds,
        }

    def rate(
        self,
        picture: str | None = None,
        description: str | None = None,
        thumb: float | None = None,
        stars: float | None = None,
        comment: str | None = None,
    ) -> dict[str, Any]:
        """Rate a picture or a description by the id that it came with: thumb -1 or 1, stars 1 to 5, a comment.

        0 or "" takes a value back.
        """
        given: dict[str, Any] = {}
        if thumb is not None:
            given["thumb"] = int(thumb) or None
        if stars is not None:
            given["stars"] = int(stars) or None
        if comment is not None:
            given["comment"] = comment or None
        if bool(picture) == bool(description):
            raise gr.Error("give the id of a picture or of a description, one of the two")
        rated = "picture" if picture else "description"
        if (number := self.keys.number(picture or description, rated)) is None:
            raise gr.Error(f"there is no such {rated}; give the id that /draw or /describe answered with")
        try:
            rating = self.chat.rate("en", **{rated: number}, **given)
        except NotKept as error:
            raise gr.Error(str(error)) from error
        if rating is None:
            return {"rating": None}
        return {"rating": {name: getattr(rating, name) for name in ("thumb", "stars", "comment", "caption")}}

    def _picture(self, saved: SavedPicture) -> dict[str, Any]:
        path = self.files.path(saved.image)
        file = {"path": str(path), "meta": {"_type": "gradio.FileData"}} if path else None
        return {
            "id": self.keys.handle(saved.id, "picture"),
            "file": file,
            "seed": saved.seed,
            "facts": list(saved.facts),
            "score": saved.score,
            "caption": saved.caption,
        }

    def _kept(self, exchange: Any) -> Reply:
        try:
            return exchange(self._own_conversation())
        except NotKept as error:
            raise gr.Error(str(error)) from error
        except StorageError as error:
            raise gr.Error(f"This could not be kept: {error}") from error

    def _own_conversation(self) -> int:
        """One conversation for everything that comes through the endpoints."""
        known = [each.id for each in self.chat.store.conversations() if each.title == TITLE]
        if self._conversation not in known:
            self._conversation = known[0] if known else self.chat.store.start_conversation("en", TITLE).id
        assert self._conversation is not None
        return self._conversation
