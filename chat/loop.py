"""The conversation: a message comes in, is kept, is understood, and its answer is kept before anybody sees it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL.Image import Image

from chat import answers, phrases
from chat.answers import Answer
from chat.edits import Again, DescribeLast, NewScene, NotPossible, Shift, Swap, Thanks, Undo, read_edit, spoken_of
from chat.message import language_in, visible
from chat.settings import Settings
from chat.stickers import NewSticker, StickerOfLast, read_sticker
from chat.texts import say
from img2txt.decode import UnreadableImage, open_image, png_bytes
from img2txt.describe import Describer
from language.telling import plan_words
from models.weights import WeightsError
from storage.errors import (
    BadRating,
    DatabaseLocked,
    ImageCorrupted,
    ImageMissing,
    StorageError,
    StoreUnusable,
    UnknownId,
)
from storage.rating import KEEP, Keep
from storage.records import Conversation, NewUpload, Rating, SavedPicture, SavedUpload, Turn
from storage.store import Store
from txt2img.blend import blended, speaks_of_last, spliced, spliced_into_last
from txt2img.draw import Painter, fresh_seed
from txt2img.picture import Picture
from txt2img.shift import shifted, swapped
from txt2img.sticker import as_sticker, only
from txt2img.vary import varied
from world.gist import Gist
from world.plan import Blend, Plan

MAX_IMAGES = 8  # that are looked at in one message
MAX_KEPT = 100_000  # characters of a message that are kept, however long it was
MAX_COMMENT = 2000  # characters of a comment or a corrected caption that the store takes
MAX_NAME = 80  # characters of a file's name that are kept

log = logging.getLogger(__name__)


class NotKept(Exception):
    """The store could not take a message or its answer; the sentence is for the person who waits."""


@dataclass(frozen=True)
class Reply:
    """A message and its answer, both kept. `asked` is None where an empty message was sent."""

    asked: Turn | None
    answered: Turn


class Chat:
    """Conversations over one store, one painter and one describer. Threads may share it as far as those can be."""

    def __init__(self, store: Store, painter: Painter, describer: Describer, settings: Settings):
        self.store = store
        self.painter = painter
        self.describer = describer
        self.settings = settings

    def start(self, language: str | None = None) -> Conversation:
        """A new conversation in en or zh; raises NotKept."""
        language = language or self.settings.language
        try:
            return self.store.start_conversation(language)
        except StorageError as error:
            raise _not_kept(error, language) from error

    def reply(
        self,
        conversation: int,
        text: str,
        images: Sequence[Path | bytes] = (),
        *,
        language: str | None = None,
        picture: int | None = None,
    ) -> Reply:
        """Keep a message, answer it, keep the answer.

        The answer is in the language of the text, or where it has no words in `language` (by default the
        conversation's). Changes begin from `picture`, by default the best of the last ones. Whatever goes wrong
        becomes a sentence in the answer; NotKept is raised only where the store cannot take it, and UnknownId where
        there is no such conversation.
        """
        text = visible(text[:MAX_KEPT])
        with self._clear_errors(language_in(text, language or self.settings.language)):
            history = self.store.conversation(conversation)
            spoken = language_in(text, language or history.language)
            uploads, refusals = self._decoded(images, spoken)
            asked = self._asked(conversation, text, uploads, spoken) if text or images else None

            def answer() -> Answer:
                if asked is not None and images:
                    decoded = [image for _, image in uploads]
                    return self._about_uploads(text, asked.uploads, decoded, refusals, spoken)
                return self._about_text(history, text, spoken, picture)

            answered = self._answered(conversation, answer, spoken)
            if not text and not history.title and answered.descriptions:
                with suppress(StorageError):  # an answer without a title is still one
                    self.store.rename_conversation(conversation, answered.descriptions[0].caption[:60])
        return Reply(asked, answered)

    def draw(
        self, conversation: int, prompt: str, *, count: int, seed: int | None = None, sticker: bool = False
    ) -> Reply:
        """Draw a prompt as it stands, whatever was drawn before; kept and answered like `reply`."""
        prompt = visible(prompt[:MAX_KEPT])
        language = language_in(prompt, self.settings.language)

        def answer() -> Answer:
            return self._refused(prompt, language) or self._drawn(prompt, language, count, seed, sticker=sticker)

        with self._clear_errors(language):
            asked = self._asked(conversation, prompt, [], language)
            return Reply(asked, self._answered(conversation, answer, language))

    def describe(self, conversation: int, image: Path, language: str) -> Reply:
        """Describe one image, whatever was said before; kept and answered like `reply`."""
        with self._clear_errors(language):
            uploads, refusals = self._decoded([image], language)
            asked = self._asked(conversation, "", uploads, language)
            decoded = [image for _, image in uploads]
            return Reply(
                asked,
                self._answered(
                    conversation,
                    lambda: self._about_uploads("", asked.uploads, decoded, refusals, language),
                    language,
                ),
            )

    def forget(self, conversation: int, language: str) -> None:
        """Delete a conversation with its pictures and ratings; one that is gone already stays so. Raises NotKept."""
        with self._clear_errors(language), suppress(UnknownId):
            self.store.delete_conversation(conversation)

    @contextmanager
    def _clear_errors(self, language: str) -> Iterator[None]:
        try:
            yield
        except UnknownId:
            raise
        except StorageError as error:
            log.exception("a message was not kept")
            raise _not_kept(error, language) from error

    def _asked(self, conversation: int, text: str, uploads: Sequence[tuple[str, Image]], language: str) -> Turn:
        kept = [NewUpload(png=png_bytes(image), name=name) for name, image in uploads]
        return self.store.record_turn(conversation, "user", text, language=language, uploads=kept)

    def _answered(self, conversation: int, make: Callable[[], Answer], language: str) -> Turn:
        """Make an answer and keep it, whatever happens; only the store's own trouble goes through."""
        try:
            answer = make()
        except (ImageMissing, ImageCorrupted):
            log.exception("an image is gone")
            answer = answers.spoken("error", "picture_gone", language)
        except StoreUnusable:
            raise
        except WeightsError as error:
            log.exception("weights")
            answer = answers.spoken("error", "weights_failed", language, error=error)
        except Exception:  # a network that fails must not take the conversation with it
            log.exception("no answer")
            answer = answers.spoken("error", "engine_failed", language)
        return self.store.record_turn(
            conversation,
            "assistant",
            answer.text,
            kind=answer.kind,
            language=language,
            payload=answer.payload,
            pictures=answer.pictures,
            descriptions=answer.descriptions,
        )

    def _decoded(self, images: Sequence[Path | bytes], language: str) -> tuple[list[tuple[str, Image]], list[str]]:
        """The images that can be read with their names, and a sentence for each of the others."""
        uploads: list[tuple[str, Image]] = []
        refusals: list[str] = []
        for image in images[:MAX_IMAGES]:
            name = visible(image.name)[-MAX_NAME:] if isinstance(image, Path) else ""
            try:
                uploads.append((name, self.open_image(image)))
            except UnreadableImage as refused:
                refusals.append(answers.refusal(refused, name, language))
        if len(images) > MAX_IMAGES:
            refusals.append(say("too_many_images", language, count=len(images), limit=MAX_IMAGES))
        return uploads, refusals

    def rate(
        self,
        language: str,
        *,
        picture: int | None = None,
        description: int | None = None,
        thumb: int | Keep | None = KEEP,
        stars: int | Keep | None = KEEP,
        comment: str | Keep | None = KEEP,
        caption: str | Keep | None = KEEP,
    ) -> Rating | None:
        """What a person thinks of one picture or description; None takes a value back. Raises NotKept."""
        try:
            return self.store.rate(
                picture=picture, description=description, thumb=thumb, stars=stars, comment=comment, caption=caption
            )
        except UnknownId:
            raise NotKept(say("rating_unknown", language)) from None
        except BadRating as error:
            too_long = any(isinstance(words, str) and len(words) > MAX_COMMENT for words in (comment, caption))
            key = "rating_too_long" if too_long else "rating_bad"
            raise NotKept(say(key, language, limit=MAX_COMMENT, error=error)) from error
        except StorageError as error:
            raise _not_kept(error, language) from error

    def open_image(self, source: Path | bytes) -> Image:
        """A foreign image within this host's limits; raises UnreadableImage."""
        limits = self.settings
        return open_image(
            source, max_bytes=limits.max_upload_mb * 2**20, max_pixels=limits.max_upload_megapixels * 1_000_000
        )

    def _about_uploads(
        self, text: str, uploads: Sequence[SavedUpload], images: Sequence[Image], refusals: Sequence[str], language: str
    ) -> Answer:
        if not images:
            return Answer("error", "\n".join(refusals), {"says": "image_refused"})
        seen = [
            answers.new_description(description, upload=upload.id)
            for upload, description in zip(uploads, self.describer.describe_all(images, language), strict=True)
        ]
        only = bool(text) and phrases.meaning(text) not in ("describe", "greeting", "help", "thanks")
        answer = answers.describing(seen, language, only=only)
        text = "\n".join([answer.text, *refusals])
        return Answer(answer.kind, text, answer.payload, descriptions=answer.descriptions)

    def _about_text(self, history: Conversation, text: str, language: str, picture: int | None) -> Answer:
        if refused := self._refused(text, language):
            return refused
        last = self._picture_meant(history, picture)
        scene = Gist.from_json(last.plan["scene"]) if last else None
        if not phrases.asks_for_alike(text) and (wanted := read_sticker(text, scene)) is not None:
            return self._stickers(wanted, last, language)
        meant = phrases.meaning(text)
        if meant == "help":
            return answers.help_answer(language, self.painter.draws)
        if meant in ("greeting", "thanks"):
            return answers.spoken("chat", meant, language, example=say("page_example_1", language))
        if meant == "describe":
            return self._described_again(history, last, language, chosen=picture is not None)
        if last is not None and scene is not None and (half := spliced_into_last(text, scene)):
            return self._blended(last, half, language)
        if spliced(text)[1] and (last is None or not speaks_of_last(text)):
            return self._drawn(text, language, self.settings.candidates)
        match edit := read_edit(text, scene, self.painter.follow, _spoken_of(history, scene)):
            case NotPossible():
                return answers.impossible(edit, language)
            case Thanks():
                return answers.spoken("chat", "thanks", language, example=say("page_example_1", language))
            case DescribeLast():
                return self._described_again(history, last, language, chosen=picture is not None)
            case Undo():
                return self._undone(history, language)
            case NewScene(scene=scene) if undrawn := self._undrawn(scene):
                return answers.impossible(NotPossible("undrawn", undrawn), language)
            case Shift(of=of, way=way) if last is not None:
                return self._shifted(last, of, way, language)
            case Swap() if last is not None:
                return self._changed_plan(swapped(Plan.from_json(last.plan)), last, "drawn_edit", language)
            case Again(alike=True) if last is not None:
                return self._varied(last, language)
            case NewScene() | Again() if last is not None:
                return self._redrawn(last, edit, language)
        return self._drawn(text, language, self.settings.candidates)

    def _shifted(self, last: SavedPicture, of: int, way: str, language: str) -> Answer:
        """The last picture with one kind of thing further to a side, where there is room."""
        before = Plan.from_json(last.plan)
        after = shifted(before, of, way)
        if after == before or before.backdrop is None:  # a sticker fills its square
            return answers.impossible(NotPossible("no_room"), language)
        return self._changed_plan(after, last, "drawn_edit", language)

    def _undrawn(self, scene: Gist) -> tuple[str, ...]:
        """The objects of a scene that are known to the eye only."""
        return tuple(thing.object for thing in scene.things if not self.painter.draws(thing.object))

    def _refused(self, text: str, language: str) -> Answer | None:
        if not text:
            return answers.spoken("error", "empty", language)
        if len(text) > self.settings.max_prompt:
            return answers.spoken("error", "too_long", language, length=len(text), limit=self.settings.max_prompt)
        return None

    def _drawn(self, text: str, language: str, count: int, seed: int | None = None, *, sticker: bool = False) -> Answer:
        understood = self.painter.understand(text)
        if not understood.is_drawable(sticker=sticker):
            if understood.undrawn:
                return answers.impossible(NotPossible("undrawn", understood.undrawn), language)
            return answers.nothing_known(understood.unknown_words, language)
        how: dict[str, Any] = {"count": count, "seed": seed, "sticker": sticker, "blend": understood.blend}
        pictures = self.painter.draw(understood.scene, language=language, **how)
        said = "drawn_sticker" if sticker else "drawn"
        return self._drawing(pictures, said=said, prompt=text, language=language, understood=understood)

    def _redrawn(self, last: SavedPicture, edit: NewScene | Again, language: str) -> Answer:
        """The last picture changed, or its scene drawn anew; a sticker stays one until it gets a ground."""
        base = Plan.from_json(last.plan)
        scene, said = (edit.scene, "drawn_edit") if isinstance(edit, NewScene) else (base.scene, "drawn_again")
        pictures = self.painter.draw(
            scene,
            language=language,
            count=self.settings.candidates,
            base=base if isinstance(edit, NewScene) else None,
            sticker=bool(base.backdrop is None and scene.things and not scene.place and not scene.time),
            blend=_blend_that_stays(base, scene),
        )
        if isinstance(edit, NewScene) and (shift := edit.shift) and base.backdrop:  # a sticker fills its square
            plans = [shifted(picture.plan, shift.of, shift.way) for picture in pictures]
            pictures = self.painter.redraw(plans, language)
        # Whole, as a prompt is: "make it red" alone says little of the picture.
        prompt = plan_words(pictures[0].plan, language)
        unknown = edit.unknown if isinstance(edit, NewScene) else ()
        return self._drawing(pictures, said=said, prompt=prompt, language=language, unknown=unknown, begun_from=last.id)

    def _varied(self, last: SavedPicture, language: str) -> Answer:
        """The last picture with its things drawn and placed a little otherwise."""
        base = Plan.from_json(last.plan)
        pictures = self.painter.redraw([varied(base, fresh_seed()) for _ in range(self.settings.candidates)], language)
        prompt = plan_words(base, language)
        return self._drawing(pictures, said="drawn_alike", prompt=prompt, language=language, begun_from=last.id)

    def _stickers(self, wanted: StickerOfLast | NewSticker, last: SavedPicture | None, language: str) -> Answer:
        """Something new with nothing behind it, or the last picture without its ground."""
        if isinstance(wanted, NewSticker):
            return self._drawn(wanted.prompt, language, self.settings.candidates, sticker=True)
        if last is None:
            return answers.impossible(NotPossible("nothing_yet"), language)
        plan = Plan.from_json(last.plan)
        if not plan.scene.things:
            return answers.impossible(NotPossible("no_things"), language)
        if wanted.of is not None:
            plan = only(plan, wanted.of)
        elif plan.backdrop is None:
            return answers.impossible(NotPossible("same"), language)
        return self._changed_plan(as_sticker(plan), last, "drawn_sticker", language)

    def blend(self, conversation: int, picture: int, blend: Blend, language: str) -> Reply:
        """A picture's first thing blended with another thing and style; kept and answered like `reply`."""
        words = answers.blend_words(blend, language)

        def answer() -> Answer:
            last = self._picture_meant(self.store.conversation(conversation), picture)
            if last is None:
                return answers.impossible(NotPossible("nothing_yet"), language)
            return self._blended(last, blend, language)

        with self._clear_errors(language):
            asked = self._asked(conversation, words, [], language)
            return Reply(asked, self._answered(conversation, answer, language))

    def _blended(self, last: SavedPicture, blend: Blend, language: str) -> Answer:
        if not last.plan["scene"]["things"]:
            return answers.impossible(NotPossible("no_things"), language)
        if blend.thing and not self.painter.draws(blend.thing):
            return answers.impossible(NotPossible("undrawn", (blend.thing,)), language)
        return self._changed_plan(blended(Plan.from_json(last.plan), blend), last, "drawn_blend", language)

    def _changed_plan(self, plan: Plan, last: SavedPicture, said: str, language: str) -> Answer:
        """One picture of a plan that was changed as it stands."""
        pictures = self.painter.redraw([plan], language)
        prompt = plan_words(plan, language)
        return self._drawing(pictures, said=said, prompt=prompt, language=language, begun_from=last.id)

    def _drawing(self, pictures: Sequence[Picture], **how: Any) -> Answer:
        return answers.drawing(pictures, metadata=self.settings.png_metadata, **how)

    def _undone(self, history: Conversation, language: str) -> Answer:
        """The pictures before the last ones; twice undone goes back twice."""
        drawn = [turn for turn in history.turns if turn.pictures]
        current = drawn[-1].payload.get("restores", drawn[-1].id)
        before = [turn for turn in drawn if turn.id < current]
        if not before:
            return answers.spoken("chat", "undo_nothing", language)
        restores = before[-1].payload.get("restores", before[-1].id)
        target = next(turn for turn in drawn if turn.id == restores)
        kept = [(picture, self.store.image_bytes(picture.image)) for picture in target.pictures]
        return answers.redrawn(kept, restores=restores, language=language)

    def _described_again(
        self, history: Conversation, last: SavedPicture | None, language: str, *, chosen: bool
    ) -> Answer:
        """The last image of the conversation, drawn or sent, said in words."""
        sent = [upload for turn in history.turns for upload in turn.uploads]
        upload = sent[-1] if sent and not chosen and (last is None or sent[-1].turn > last.turn) else None
        target = upload or last
        if target is None:
            return answers.impossible(NotPossible("nothing_yet"), language)
        seen = self.describer.describe(open_image(self.store.image_bytes(target.image)), language)
        number = {"upload": upload.id} if upload is not None else {"picture": target.id}
        return answers.describing([answers.new_description(seen, **number)], language)

    def _picture_meant(self, history: Conversation, picture: int | None) -> SavedPicture | None:
        """The picture that a change begins from: the one named, if it is of this conversation, or the best last one."""
        drawn = [each for turn in history.turns for each in turn.pictures]
        named = next((each for each in drawn if each.id == picture), None)
        return named or self.store.last_picture(history.id)


def _blend_that_stays(base: Plan, scene: Gist) -> Blend | None:
    """What the first thing is blended with, as long as it stays what it is and the other does not come by itself."""
    blend, things = base.blend, [thing.object for thing in scene.things]
    stays = blend and things and things[0] == base.scene.things[0].object and blend.thing not in things
    return blend if stays else None


def _spoken_of(history: Conversation, scene: Gist | None) -> int:
    """The thing of the last scene that was spoken of last."""
    drawn = [Gist.from_json(turn.pictures[0].plan["scene"]) for turn in history.turns if turn.pictures]
    return spoken_of(drawn) if drawn and drawn[-1] == scene else 0


def _not_kept(error: StorageError, language: str) -> NotKept:
    if isinstance(error, DatabaseLocked):
        return NotKept(say("store_locked", language))
    return NotKept(say("store_failed", language, error=error))
