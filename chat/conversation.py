"""The conversation: a message comes in, is kept, is understood, and its answer is kept before anybody sees it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PIL.Image import Image

from chat import answers
from chat.acting import Acting
from chat.answers import Answer
from chat.message import language_in, visible
from chat.settings import Settings
from chat.standing import Standing, standing
from chat.texts import say
from chat.trouble import not_kept, noted
from img2txt.decode import UnreadableImage, png_bytes
from img2txt.decoder import Decoder
from img2txt.describe import Describer
from language.script import in_script
from models.weights import WeightsError
from storage.errors import (
    BadRating,
    ImageCorrupted,
    ImageMissing,
    StorageError,
    StoreUnusable,
    UnknownId,
)
from storage.rating import KEEP, Keep
from storage.records import Conversation, NewUpload, Rating, SavedUpload, Turn
from storage.store import Store
from txt2img.draw import Painter
from txt2img.prompt import prompted
from understanding.intent import Answer as Question
from understanding.intent import Describe, Talk
from understanding.message import Message, read_message
from understanding.state import State
from understanding.understand import Understanding
from world.gist import Gist
from world.plan import Blend

MAX_IMAGES = 8  # that are looked at in one message
MAX_KEPT = 100_000  # characters of a message that are kept, however long it was
MAX_COMMENT = 2000  # characters of a comment or a corrected caption that the store takes
MAX_NAME = 80  # characters of a file's name that are kept


class NotKept(Exception):
    """The store could not take a message or its answer; the sentence is for the person who waits."""


@dataclass(frozen=True)
class Reply:
    """A message and its answer, both kept. `asked` is None where an empty message was sent."""

    asked: Turn | None
    answered: Turn


class Chat:
    """Conversations over one store, one painter and one describer. Threads may share it as far as those can be."""

    def __init__(
        self, store: Store, understanding: Understanding, painter: Painter, describer: Describer, settings: Settings
    ):
        self.store = store
        self.understanding = understanding
        self.painter = painter
        self.describer = describer
        self.settings = settings
        self.acting = Acting(
            store, painter, describer, settings, lambda words: prompted(understanding, read_message(words))
        )
        megapixels = settings.max_upload_megapixels
        self.decoder = Decoder(max_bytes=settings.max_upload_mb * 2**20, max_pixels=megapixels * 1_000_000)

    def start(self, language: str | None = None, *, owner: str | None = None) -> Conversation:
        """A new conversation in en or zh, of somebody or of nobody; raises NotKept."""
        language = language or self.settings.language
        try:
            return self.store.start_conversation(language, owner=owner)
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error

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
            if refused := self._refused(prompt, language):
                return refused
            message = read_message(prompt)
            asked = prompted(self.understanding, message)
            return self.acting.drawn(asked, message, language, count=count, seed=seed, sticker=sticker)

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

    def choose(
        self, conversation: int, option: int, language: str | None = None, *, picture: int | None = None
    ) -> Reply:
        """Carry out one of the readings that the last answer offers, from 1; kept and answered like `reply`.

        IndexError where it offers none of that number.
        """
        history = self.store.conversation(conversation)
        where = standing(history, picture)
        chosen = where.asked.payload["options"][option - 1] if where.asked and option > 0 else None
        if chosen is None:
            raise IndexError(f"no reading {option} is offered")
        spoken = language or history.language

        def answer() -> Answer:
            message = read_message(_last_words(history))
            intent = self.understanding.carried_out(chosen["program"], message, where.state)
            return _as_written(self.acting.answer(intent, message, where, spoken), message)

        with self._clear_errors(spoken):
            asked = self._asked(conversation, chosen["label"], [], spoken)
            return Reply(asked, self._answered(conversation, answer, spoken))

    def standing(self, conversation: int, picture: int | None = None) -> Standing:
        """Where a conversation stands, and which picture a change begins from; raises UnknownId."""
        return standing(self.store.conversation(conversation), picture)

    def blend(self, conversation: int, picture: int, blend: Blend, language: str) -> Reply:
        """A picture's first thing blended with another thing and style; kept and answered like `reply`."""
        words = answers.blend_words(blend, language)

        def answer() -> Answer:
            where = standing(self.store.conversation(conversation), picture)
            return self.acting.blended(blend, where, language)

        with self._clear_errors(language):
            asked = self._asked(conversation, words, [], language)
            return Reply(asked, self._answered(conversation, answer, language))

    def forget(self, conversation: int, language: str) -> None:
        """Delete a conversation with its pictures and ratings; one that is gone already stays so. Raises NotKept."""
        with self._clear_errors(language), suppress(UnknownId):
            self.store.delete_conversation(conversation)

    def forget_all(self, language: str) -> int:
        """Delete every conversation, whoever began it; returns how many. Raises NotKept."""
        with self._clear_errors(language):
            return self.store.delete_all()

    def forget_owned(self, owner: str, language: str) -> int:
        """Delete everything that somebody began, in one step; returns how many conversations. Raises NotKept."""
        with self._clear_errors(language):
            return self.store.delete_owned(owner)

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

    @contextmanager
    def _clear_errors(self, language: str) -> Iterator[None]:
        try:
            yield
        except UnknownId:
            raise
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error

    def _asked(self, conversation: int, text: str, uploads: Sequence[tuple[str, Image]], language: str) -> Turn:
        kept = [NewUpload(png=png_bytes(image), name=name) for name, image in uploads]
        return self.store.record_turn(conversation, "user", text, language=language, uploads=kept)

    def _answered(self, conversation: int, make: Callable[[], Answer], language: str) -> Turn:
        """Make an answer and keep it, whatever happens; only the store's own trouble goes through."""
        try:
            answer = make()
        except (ImageMissing, ImageCorrupted) as error:
            answer = answers.spoken("error", "picture_gone", language, number=noted("an image is gone", error))
        except StoreUnusable:
            raise
        except WeightsError as error:
            answer = answers.spoken("error", "weights_failed", language, number=noted("weights", error))
        except Exception as error:  # a network that fails must not take the conversation with it
            answer = answers.spoken("error", "engine_failed", language, number=noted("no answer", error))
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
        """What a person thinks of one picture or description; None takes a value back. Raises NotKept.

        Words are kept as those of a message are: without what cannot be seen.
        """
        comment = visible(comment) if isinstance(comment, str) else comment
        caption = visible(caption) if isinstance(caption, str) else caption
        try:
            return self.store.rate(
                picture=picture, description=description, thumb=thumb, stars=stars, comment=comment, caption=caption
            )
        except UnknownId:
            raise NotKept(say("rating_unknown", language)) from None
        except BadRating as error:
            too_long = any(isinstance(words, str) and len(words) > MAX_COMMENT for words in (comment, caption))
            key = "rating_too_long" if too_long else "rating_bad"
            raise NotKept(say(key, language, limit=MAX_COMMENT)) from error
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error

    def _about_uploads(
        self, text: str, uploads: Sequence[SavedUpload], images: Sequence[Image], refusals: Sequence[str], language: str
    ) -> Answer:
        if not images:
            return Answer("error", "\n".join(refusals), {"says": "image_refused"})
        seen = [
            answers.new_description(description, upload=upload.id)
            for upload, description in zip(uploads, self.describer.describe_all(images, language), strict=True)
        ]
        only = bool(text) and not self._only_asks(text)
        answer = answers.describing(seen, language, only=only)
        text = "\n".join([answer.text, *refusals])
        return Answer(answer.kind, text, answer.payload, descriptions=answer.descriptions)

    def _only_asks(self, text: str) -> bool:
        """Whether words that came with an image ask for nothing but what they get."""
        intent = self.understanding.understand(read_message(text), State(seen=Gist()))
        return isinstance(intent, Describe | Question | Talk)

    def _about_text(self, history: Conversation, text: str, language: str, picture: int | None) -> Answer:
        if refused := self._refused(text, language):
            return refused
        where = standing(history, picture)
        message = read_message(text)
        if where.asked is not None and (chosen := _option(message, where.asked)) is not None:
            first = read_message(_last_words(history))
            intent = self.understanding.carried_out(chosen, first, where.state)
        else:
            intent = self.understanding.understand(message, where.state)
        return _as_written(self.acting.answer(intent, message, where, language), message)

    def _refused(self, text: str, language: str) -> Answer | None:
        if not text:
            return answers.spoken("error", "empty", language)
        if len(text) > self.settings.max_prompt:
            return answers.spoken("error", "too_long", language, length=len(text), limit=self.settings.max_prompt)
        return None


def _option(message: Message, asked: Turn) -> str | None:
    """The program of an offered reading that is chosen in words: its number or its label."""
    said = message.typed.strip().rstrip(".。!！").casefold()
    for number, option in enumerate(asked.payload["options"], 1):
        if said in (str(number), option["label"].casefold()):
            return option["program"]
    return None


def _last_words(history: Conversation) -> str:
    """What a person wrote last."""
    return next((turn.text for turn in reversed(history.turns) if turn.role == "user"), "")


def _as_written(answer: Answer, message: Message) -> Answer:
    """The answer in the script that the message was written in."""
    return _traditional(answer) if message.traditional else answer


def _traditional(answer: Answer) -> Answer:
    """A Chinese answer in traditional characters, its readings too."""
    options = answer.payload.get("options")
    payload = dict(answer.payload)
    if options:
        payload["options"] = [{**each, "label": in_script(each["label"])} for each in options]
    return replace(answer, text=in_script(answer.text), payload=payload)
