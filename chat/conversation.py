"""The conversation: a message is kept when it is heard, and its answer before anybody sees it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL.Image import Image

from chat import answers, tasks
from chat.acting import Acting
from chat.answers import Answer
from chat.feedback import Feedback, NotKept
from chat.message import language_in, visible
from chat.queue import Limits, Queue, Stopped
from chat.settings import Settings
from chat.standing import Standing, standing
from chat.tasks import Tasks
from chat.texts import say
from chat.trouble import not_kept, noted
from img2txt.decode import UnreadableImage, png_bytes
from img2txt.decoder import Decoder
from img2txt.describe import Describer
from models.weights import WeightsError
from storage.errors import (
    ImageCorrupted,
    ImageMissing,
    StorageError,
    StoreUnusable,
    UnknownId,
)
from storage.records import Conversation, ConversationSummary, Json, NewUpload, Turn
from storage.store import Store
from txt2img.draw import Painter, Show, nobody_looks
from txt2img.prompt import prompted
from understanding.message import read_message
from understanding.understand import Understanding
from world.plan import Blend

MAX_IMAGES = 8  # that are looked at in one message
MAX_KEPT = 100_000  # characters of a message that are kept, however long it was
MAX_NAME = 80  # characters of a file's name that are kept
MAX_TITLE = 60  # characters of a caption that become a title


@dataclass(frozen=True)
class Reply:
    """A message and its answer, both kept."""

    asked: Turn
    answered: Turn


class Chat(Feedback):
    """Conversations over one store, one painter and one describer. Threads may share it as far as those can be.

    A message is heard, which keeps it, and answered when its turn in the `queue` comes.
    """

    def __init__(
        self, store: Store, understanding: Understanding, painter: Painter, describer: Describer, settings: Settings
    ):
        super().__init__(store, settings)
        self.understanding = understanding
        self.painter = painter
        self.describer = describer
        self.acting = Acting(
            store, painter, describer, settings, lambda words: prompted(understanding, read_message(words))
        )
        megapixels = settings.max_upload_megapixels
        self.decoder = Decoder(max_bytes=settings.max_upload_mb * 2**20, max_pixels=megapixels * 1_000_000)
        self.tasks = Tasks(store, understanding, self.acting, describer, settings)
        self.queue = Queue(self.answer, _limits(settings))

    def start(self, language: str | None = None, *, owner: str | None = None) -> Conversation:
        """A new conversation in en or zh, of somebody or of nobody; raises NotKept."""
        language = language or self.settings.language
        try:
            return self.store.start_conversation(language, owner=owner)
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error

    def hear(
        self,
        conversation: int,
        text: str,
        images: Sequence[Path | bytes] = (),
        *,
        language: str | None = None,
        picture: int | None = None,
    ) -> Turn:
        """Keep a message, which then waits for `answer`, and the images that can be read.

        The answer will be in the language of the text, or where it has no words in `language` (by default the
        conversation's). Changes begin from `picture`, by default the best of the last ones. Raises NotKept where there
        is nothing to keep or the store cannot take it, and UnknownId where there is no such conversation.
        """
        text = visible(text[:MAX_KEPT])
        with self._clear_errors(language_in(text, language or self.settings.language)):
            spoken = language_in(text, language or self.store.conversation(conversation).language)
            if not (text or images):
                raise NotKept(say("empty", spoken))
            uploads, refusals = self._decoded(images, spoken)
            return self._heard(conversation, text, spoken, tasks.reply(picture, refusals), uploads)

    def hear_prompt(
        self, conversation: int, prompt: str, *, count: int, seed: int | None = None, sticker: bool = False
    ) -> Turn:
        """A prompt to be drawn as it stands, whatever was drawn before; kept like `hear`."""
        prompt = visible(prompt[:MAX_KEPT])
        language = language_in(prompt, self.settings.language)
        if not prompt:
            raise NotKept(say("empty", language))
        with self._clear_errors(language):
            return self._heard(conversation, prompt, language, tasks.prompt(count, seed, sticker))

    def hear_image(self, conversation: int, image: Path, language: str) -> Turn:
        """One image to be described, whatever was said before; kept like `hear`."""
        with self._clear_errors(language):
            uploads, refusals = self._decoded([image], language)
            return self._heard(conversation, "", language, tasks.reply(None, refusals), uploads)

    def hear_choice(
        self, conversation: int, option: int, language: str | None = None, *, picture: int | None = None
    ) -> Turn:
        """One of the readings that the last answer offers, from 1, to be carried out; kept like `hear`.

        IndexError where it offers none of that number.
        """
        history = self.store.conversation(conversation)
        offered = standing(history, picture).asked
        chosen = offered.payload["options"][option - 1] if offered and option > 0 else None
        if chosen is None:
            raise IndexError(f"no reading {option} is offered")
        spoken = language or history.language
        with self._clear_errors(spoken):
            return self._heard(conversation, chosen["label"], spoken, tasks.choice(chosen["program"], picture))

    def hear_blend(self, conversation: int, picture: int, blend: Blend, language: str) -> Turn:
        """A picture whose first thing is to be blended with another thing and style; kept like `hear`."""
        with self._clear_errors(language):
            words = answers.blend_words(blend, language)
            return self._heard(conversation, words, language, tasks.blend(picture, blend))

    def hear_again(self, asked: Turn) -> Turn:
        """A message that was not answered, once more and as the last of its conversation; raises NotKept, UnknownId."""
        with self._clear_errors(asked.language):
            return self.store.say_again(asked.id)

    def answer(self, asked: Turn, show: Show = nobody_looks) -> Turn:
        """Answer a message that waits, and keep the answer; `show` gets every picture as soon as it is finished.

        Whatever goes wrong becomes a sentence in the answer. What `show` raises goes through, and nothing is kept then.
        NotKept is raised only where the store cannot take the answer, and UnknownId where the message does not wait
        (any more).
        """
        with self._clear_errors(asked.language):
            answer = self._made(asked, show)
            show()
            answered = self.store.record_turn(
                asked.conversation,
                "assistant",
                answer.text,
                kind=answer.kind,
                language=asked.language,
                payload=answer.payload,
                pictures=answer.pictures,
                descriptions=answer.descriptions,
                answers=asked.id,
            )
            if not asked.text and answered.descriptions:
                self._name(asked.conversation, answered.descriptions[0].caption)
        return answered

    def reply(self, conversation: int, text: str, images: Sequence[Path | bytes] = (), **how: Any) -> Reply:
        """Hear a message and answer it at once, whoever waits; raises what `hear` and `answer` do."""
        asked = self.hear(conversation, text, images, **how)
        return Reply(asked, self.answer(asked))

    def standing(self, conversation: int, picture: int | None = None) -> Standing:
        """Where a conversation stands, and which picture a change begins from; raises UnknownId."""
        return standing(self.store.conversation(conversation), picture)

    def forget(self, conversation: int, language: str) -> None:
        """Delete a conversation with its pictures and ratings; one that is gone already stays so. Raises NotKept."""
        self.queue.stop_all(conversation)
        with self._clear_errors(language), suppress(UnknownId):
            self.store.delete_conversation(conversation)

    def forget_all(self, language: str) -> int:
        """Delete every conversation, whoever began it; returns how many. Raises NotKept."""
        with self._clear_errors(language):
            self._stop(self.store.conversations())
            return self.store.delete_all()

    def forget_owned(self, owner: str, language: str) -> int:
        """Delete everything that somebody began, in one step; returns how many conversations. Raises NotKept."""
        with self._clear_errors(language):
            self._stop(self.store.conversations(owner=owner))
            return self.store.delete_owned(owner)

    def _stop(self, conversations: Iterable[ConversationSummary]) -> None:
        for each in conversations:
            self.queue.stop_all(each.id)

    def forget_made(self, language: str, *, picture: int | None = None, description: int | None = None) -> bool:
        """Delete one picture or one description; False where it is gone already. Raises NotKept."""
        with self._clear_errors(language), suppress(UnknownId):
            if picture is not None:
                self.store.delete_picture(picture)
            if description is not None:
                self.store.delete_description(description)
            return True
        return False

    def adopt(self, conversations: Iterable[int], owner: str) -> None:
        """Conversations of before, which are nobody's, become somebody's."""
        with suppress(StorageError):  # they do so next time
            self.store.adopt(conversations, owner)

    def _heard(
        self, conversation: int, text: str, language: str, asks: Json, uploads: Sequence[tuple[str, Image]] = ()
    ) -> Turn:
        kept = [NewUpload(png=png_bytes(image), name=name) for name, image in uploads]
        self._check_room()
        return self.store.record_turn(conversation, "user", text, language=language, uploads=kept, asks=asks)

    def _check_room(self) -> None:
        quota = self.settings.quota_gb
        most = None if quota is None else round(quota * 2**30)
        self.store.check_room(most=most, least_free=self.settings.keep_free_mb * 2**20)

    def _made(self, asked: Turn, show: Show) -> Answer:
        """The answer, whatever happens; only the store's own trouble goes through, and that it was stopped."""
        try:
            return self.tasks.answer(asked, show)
        except (ImageMissing, ImageCorrupted) as error:
            number = noted("an image is gone", error)
            return answers.spoken("error", "picture_gone", asked.language, number=number)
        except (StoreUnusable, UnknownId, Stopped):
            raise
        except WeightsError as error:
            return answers.spoken("error", "weights_failed", asked.language, number=noted("weights", error))
        except Exception as error:  # a network that fails must not take the conversation with it
            return answers.spoken("error", "engine_failed", asked.language, number=noted("no answer", error))

    def _name(self, conversation: int, caption: str) -> None:
        """A title for a conversation that has none."""
        with suppress(StorageError):  # an answer without a title is still one
            if not self.store.conversation(conversation).title:
                self.store.rename_conversation(conversation, caption[:MAX_TITLE])

    def _decoded(self, images: Sequence[Path | bytes], language: str) -> tuple[list[tuple[str, Image]], list[str]]:
        """The images that can be read with their names, and a sentence for each of the others."""
        uploads: list[tuple[str, Image]] = []
        refusals: list[str] = []
        looked_at = images[:MAX_IMAGES]
        for image, opened in zip(looked_at, self.decoder.open_all(looked_at), strict=True):
            name = visible(image.name)[-MAX_NAME:] if isinstance(image, Path) else ""
            if isinstance(opened, UnreadableImage):
                refusals.append(answers.refusal(opened, name, language))
            else:
                uploads.append((name, opened))
        if len(images) > MAX_IMAGES:
            refusals.append(say("too_many_images", language, count=len(images), limit=MAX_IMAGES))
        return uploads, refusals


def _limits(settings: Settings) -> Limits:
    return Limits(settings.max_waiting, settings.max_waiting_address, settings.max_waiting_visitor)
