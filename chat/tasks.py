"""What a heard message asks for, as the store keeps it until it is done, and how each of them becomes an answer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from chat import answers, photographed
from chat.acting import Acting
from chat.answers import Answer
from chat.settings import Settings
from chat.standing import Standing, standing
from img2txt.decode import open_image
from img2txt.describe import Describer
from language.script import in_script
from storage.records import Conversation, Json, Turn
from storage.store import Store
from txt2img.draw import Show
from txt2img.prompt import prompted
from understanding.intent import Answer as Question
from understanding.intent import Describe, Talk
from understanding.message import Message, read_message
from understanding.state import State
from understanding.understand import Understanding
from world.gist import Gist
from world.plan import Blend


def reply(picture: int | None, refusals: Sequence[str]) -> Json:
    """Answer words, or describe what came with them; `refusals` say of images why they were not taken."""
    return {"does": "reply", "picture": picture, "refusals": list(refusals)}


def prompt(count: int, seed: int | None, sticker: bool) -> Json:
    """Draw words as they stand, whatever was drawn before."""
    return {"does": "prompt", "count": count, "seed": seed, "sticker": sticker}


def choice(program: str, picture: int | None) -> Json:
    """Carry out a reading of what was said before."""
    return {"does": "choice", "program": program, "picture": picture}


def blend(picture: int, of: Blend) -> Json:
    """Blend the first thing of a picture."""
    return {"does": "blend", "picture": picture, "blend": asdict(of)}


class Tasks:
    """Does what is asked for; everything that goes wrong in it goes through."""

    def __init__(
        self, store: Store, understanding: Understanding, acting: Acting, describer: Describer, settings: Settings
    ):
        self.store = store
        self.understanding = understanding
        self.acting = acting
        self.describer = describer
        self.settings = settings
        self._does: dict[str, Callable[[Turn, Json, Conversation, Acting], Answer]] = {
            "reply": self._reply,
            "prompt": self._prompt,
            "choice": self._choice,
            "blend": self._blend,
        }

    def answer(self, asked: Turn, show: Show) -> Answer:
        """The answer to a message that waits for one."""
        asks: Json = asked.asks or {}
        history = self.store.conversation(asked.conversation)
        return self._does[asks["does"]](asked, asks, history, self.acting.showing(show))

    def _reply(self, asked: Turn, asks: Json, history: Conversation, acting: Acting) -> Answer:
        if asked.uploads or asks["refusals"]:
            return self._about_uploads(asked, asks["refusals"], acting.show)
        if refused := self._refused(asked):
            return refused
        where = standing(history, asks["picture"])
        message = read_message(asked.text)
        if where.asked is not None and (chosen := _option(message, where.asked)) is not None:
            first = read_message(_last_words(history))
            intent = self.understanding.carried_out(chosen, first, where.state)
        elif (question := _of_photo(message, where)) is not None:
            intent = question
        else:
            intent = self.understanding.understand(message, where.state)
        return _as_written(acting.answer(intent, message, where, asked.language), message)

    def _prompt(self, asked: Turn, asks: Json, history: Conversation, acting: Acting) -> Answer:
        if refused := self._refused(asked):
            return refused
        message = read_message(asked.text)
        how = {name: asks[name] for name in ("count", "seed", "sticker")}
        return acting.drawn(prompted(self.understanding, message), message, asked.language, **how)

    def _choice(self, asked: Turn, asks: Json, history: Conversation, acting: Acting) -> Answer:
        where = standing(history, asks["picture"])
        message = read_message(_last_words(history))
        intent = self.understanding.carried_out(asks["program"], message, where.state)
        return _as_written(acting.answer(intent, message, where, asked.language), message)

    def _blend(self, asked: Turn, asks: Json, history: Conversation, acting: Acting) -> Answer:
        return acting.blended(Blend(**asks["blend"]), standing(history, asks["picture"]), asked.language)

    def _about_uploads(self, asked: Turn, refusals: Sequence[str], show: Show) -> Answer:
        if not asked.uploads:
            return Answer("error", "\n".join(refusals), {"says": "image_refused"})
        seen: list[Any] = []
        for upload in asked.uploads:
            show()  # nothing, but it ends where nobody wants it any more
            image = open_image(self.store.image_bytes(upload.image))
            description = self.describer.describe(image, asked.language)
            seen.append(answers.new_description(description, upload=upload.id))
        only = bool(asked.text) and not self._only_asks(asked.text)
        answer = answers.describing(seen, asked.language, only=only)
        return replace(answer, text="\n".join([answer.text, *refusals]))

    def _only_asks(self, text: str) -> bool:
        """Whether words that came with an image ask for nothing but what they get."""
        intent = self.understanding.understand(read_message(text), State(seen=Gist()))
        return isinstance(intent, Describe | Question | Talk)

    def _refused(self, asked: Turn) -> Answer | None:
        if not asked.text:
            return answers.spoken("error", "empty", asked.language)
        if (length := len(asked.text)) > (limit := self.settings.max_prompt):
            return answers.spoken("error", "too_long", asked.language, length=length, limit=limit)
        return None


def _of_photo(message: Message, where: Standing) -> Question | None:
    """What is plainly asked about a photo that was sent and is meant."""
    if where.sent is None or where.sent.kind != "photo" or where.picked:
        return None
    question = photographed.question_in(message.text)
    return None if question is None else Question(question=question, spoken_of=where.state.spoken_of)


def _option(message: Message, asked: Turn) -> str | None:
    """The program of an offered reading that is chosen in words: its number or its label."""
    said = message.typed.strip().rstrip(".。!！").casefold()
    for number, option in enumerate(asked.payload["options"], 1):
        if said in (str(number), option["label"].casefold()):
            return option["program"]
    return None


def _last_words(history: Conversation) -> str:
    """What a person wrote last, of what was answered."""
    return next((turn.text for turn in reversed(history.settled) if turn.role == "user"), "")


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
