"""What the page does on each event of the conversation: asks the chat, and shows what the store then holds."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from chat.conversation import MAX_IMAGES, MAX_NAME, Chat, NotKept
from chat.message import visible
from chat.queue import NoPlace, Place
from chat.texts import say
from storage.errors import StorageError, UnknownId
from storage.records import Turn
from web import picks
from web.beside import Beside
from web.bounds import TOO_LARGE, TOO_MANY
from web.browser import Browser, whole_number
from web.files import forget_gone, forget_upload
from web.keys import Keys
from web.progress import progress
from web.shown import NOBODY, Shown, in_words
from web.sights import this_page
from web.toasts import inform, warn
from web.updates import Updates
from web.visitors import visitor
from world.plan import Blend

REFUSED = {TOO_LARGE: "page_upload_heavy", TOO_MANY: "page_upload_often"}
LOOK_SECONDS = 0.25  # between two looks at the queue
HIDDEN: Any = gr.update(value="", visible=False)


class Handlers:
    """The events of one page; those of the panel stand in `beside`."""

    def __init__(self, chat: Chat, keys: Keys):
        self.chat = chat
        self.keys = keys
        self.shown = Shown(chat, keys)
        self.beside = Beside(self.shown)

    # what is shown

    def load(self, kept: Any, picked: Any, request: gr.Request) -> Updates:
        """A page that was opened or reloaded: the conversation is read from the store again."""
        browser = self.shown.returned(self.shown.browser(kept, request))
        return self.shown.view(browser, picked) | self.shown.words(browser.language) | self.shown.learning(browser)

    async def follow(self, kept: Any) -> AsyncIterator[Updates]:
        """What waits in the conversation, until it is answered or stopped. It is answered without anybody looking.

        Once the page looks at something else, nothing is told any more.
        """
        browser = await asyncio.to_thread(self._sent, kept)
        is_last = partial(self.shown.sights.is_last, browser, this_page())
        place = await asyncio.to_thread(self.shown.place, browser)
        if place is not None:
            async for told in self._waiting(place, browser.language, is_last):
                yield Updates(progress=gr.update(value=told, visible=True))
        if not is_last():
            yield Updates()
            return
        if place is not None and place.error is not None and not isinstance(place.error, UnknownId):
            warn(say("answer_not_kept", browser.language))
        yield Updates(progress=HIDDEN)

    async def _waiting(self, place: Place, language: str, is_last: Callable[[], bool]) -> AsyncIterator[str]:
        """How long it still takes, whenever that changes."""
        looking, told = object(), ""
        place.followers.append(looking)
        while looking in place.followers and is_last() and (wait := self.chat.queue.wait(place)) is not None:
            if (now := progress(wait, language)) != told:
                yield now
            told = now
            await asyncio.sleep(LOOK_SECONDS)

    def _sent(self, kept: Any) -> Browser:
        """What the page was sent last."""
        return self.shown.sights.last(self.shown.browser(kept), this_page())

    def show(self, kept: Any, picked: Any) -> Updates:
        """What the page looks at by now; it may have moved on while an answer was made."""
        return self.shown.view(self._sent(kept), picked)

    def stop(self, kept: Any) -> Updates:
        """Nobody wants the answer any more; the message stays, and can be tried again."""
        if (place := self.shown.place(self._sent(kept))) is not None:
            self.chat.queue.stop(place)
        return Updates()

    def open(self, kept: Any, picked: Any, event: gr.EventData) -> Updates:
        """An earlier conversation."""
        browser = replace(self.shown.browser(kept), conversation=str(event.open))
        return self.shown.view(browser, picked) | self.beside.closed() | Updates(progress=HIDDEN)

    def older(self, kept: Any, picked: Any, event: gr.EventData) -> Updates:
        """The next page of the list; without a number the newest again."""
        browser = replace(self.shown.browser(kept), before=whole_number(event._data, "older"))
        return self.shown.view(browser, picked)

    def new(self, kept: Any) -> Updates:
        """An empty conversation; it is begun in the store by its first message."""
        browser = replace(self.shown.browser(kept), conversation=None)
        return self.shown.view(browser, None) | self.beside.closed() | Updates(progress=HIDDEN)

    def forget(self, kept: Any, picked: Any, event: gr.EventData) -> Updates:
        """A conversation deleted, with its pictures and ratings; who did not begin it cannot, where many share."""
        browser = self.shown.browser(kept)
        number = self.keys.number(event.forget)
        if number is not None:
            try:
                if self.shown.may_forget(browser, number):
                    self.chat.forget(number, browser.language)
                    forget_gone(self.chat.store)
            except (NotKept, StorageError) as error:
                warn(in_words(error, browser.language))
        return self.shown.view(browser, picked) | self.beside.closed() | Updates(progress=HIDDEN)

    def forget_all(self, kept: Any, picked: Any) -> Updates:
        """Everything that the browser began deleted; where nobody shares, everything that there is."""
        browser = self.shown.browser(kept)
        try:
            if self.chat.settings.shared:
                self.chat.forget_owned(browser.owner, browser.language)
            else:
                self.chat.forget_all(browser.language)
            inform(say("page_forgot_all", browser.language), seconds=5)
        except NotKept as error:
            warn(in_words(error, browser.language))
        forget_gone(self.chat.store)
        browser = replace(browser, conversation=None, before=None)
        return self.shown.view(browser, picked) | self.beside.closed() | Updates(progress=HIDDEN)

    def switch_language(self, kept: Any, picked: Any, up_close: Any) -> Updates:
        """The other language, for the page and for answers to messages without words."""
        browser = self.shown.browser(kept)
        browser = replace(browser, language="en" if browser.language == "zh" else "zh")
        updates = self.shown.view(browser, picked) | self.shown.words(browser.language)
        return updates | self.beside.close_up(browser, up_close) | self.shown.learning(browser)

    def refuse(self, kept: Any, event: gr.EventData) -> Updates:
        """Files that the browser did not send on, or that nobody on the way would take; said in the page's language."""
        language, limit = self.shown.browser(kept).language, self.chat.settings.max_upload_mb
        for name, size in _heavy(event._data):
            warn(say("image_too_heavy", language, name=name, size=size / 2**20, limit=limit))
        if (status := whole_number(event._data, "status")) is not None:
            warn(say(REFUSED.get(status, "page_upload_failed"), language))
        return Updates()

    # what is said

    def hear(self, value: Mapping[str, Any] | None, kept: Any, picked: Any, request: gr.Request) -> Updates:
        """What was written or sent: kept at once, answered in its turn. Where it is not taken it stays in the box."""
        text, files = (value or {}).get("text") or "", (value or {}).get("files") or []
        heard = self._hear_words(text, files, kept, picked, request)
        return heard | Updates(box=gr.update(value=None)) if heard.given() else heard

    def hear_words(self, kept: Any, picked: Any, request: gr.Request, event: gr.EventData) -> Updates:
        """The words of an example or of a quick reply."""
        return self._hear_words(str(event.say), [], kept, picked, request)

    def hear_again(self, kept: Any, picked: Any, request: gr.Request, event: gr.EventData) -> Updates:
        """A message that was not answered, once more."""
        browser = self.shown.browser(kept)
        conversation = self.shown.conversation(browser)
        number = whole_number(event._data, "retry")
        asked = next((each for each in conversation.turns if each.id == number), None) if conversation else None
        if asked is None or asked.asks is None:
            return self.show(kept, picked)
        return self._hear(browser, picked, request, lambda *_: self.chat.hear_again(asked))

    def hear_choice(self, kept: Any, picked: Any, request: gr.Request, event: gr.EventData) -> Updates:
        """One of the readings that the last answer offers; what is not offered any more changes nothing."""
        number, of = whole_number(event._data, "choose"), whole_number(event._data, "of")
        browser = self.shown.browser(kept)
        conversation = self.shown.conversation(browser)
        asked = conversation.settled[-1] if conversation and conversation.settled else None
        options = asked.payload.get("options", []) if asked is not None and asked.id == of else []
        if asked is None or number is None or not 1 <= number <= len(options):
            return self.show(kept, picked)
        language = asked.language
        return self._hear(
            browser,
            picked,
            request,
            lambda talk, picture: self.chat.hear_choice(talk, number, language, picture=picture),
        )

    def hear_blend(
        self,
        kept: Any,
        picked: Any,
        up_close: Any,
        thing: Any,
        of_thing: Any,
        style: Any,
        of_style: Any,
        request: gr.Request,
    ) -> Updates:
        """The picture up close is to be blended with another thing or style, by shares in percent.

        What is not chosen has no share.
        """
        browser, picture = self.shown.browser(kept), whole_number(up_close, "picture")
        if picture is None or not (thing or style):
            inform(say("page_blend_nothing", browser.language))
            return Updates()
        blend = Blend(thing or None, of_thing / 100 if thing else 0.0, style or None, of_style / 100 if style else 0.0)
        return self._hear(
            browser, picked, request, lambda talk, _: self.chat.hear_blend(talk, picture, blend, browser.language)
        )

    def _hear_words(self, text: str, files: list[Any], kept: Any, picked: Any, request: gr.Request) -> Updates:
        browser = self.shown.browser(kept)
        if not (visible(text) or files):
            inform(say("empty", browser.language))
            return Updates()
        if len(text) > (limit := self.chat.settings.max_prompt):
            warn(say("too_long", browser.language, length=len(text), limit=limit))
            return Updates()
        images, language = [Path(file) for file in files], browser.language
        heard = self._hear(
            browser,
            picked,
            request,
            lambda talk, picture: self.chat.hear(talk, text, images, language=language, picture=picture),
        )
        if heard.given():
            for image in images:
                forget_upload(image)
        return heard

    def _hear(
        self, browser: Browser, picked: Any, request: gr.Request, hear: Callable[[int, int | None], Turn]
    ) -> Updates:
        """Give a message a place and keep it: `hear` gets the number of the conversation and the picked picture.

        Nothing changes where there is no place for it, or the store does not take it; a sentence says why.
        """
        conversation = self.shown.conversation(browser)
        picture = picks.read_pick(picked, conversation or NOBODY)

        def heard() -> Turn:
            return hear(conversation.id if conversation else self._begun(browser), picture)

        try:
            place = self.chat.queue.enter(
                visitor(request, browser), heard, None if conversation is None else conversation.id
            )
            assert place.conversation is not None
            conversation = self.chat.store.conversation(place.conversation)
            handle, seen = self.keys.handle(conversation.id), max(browser.seen or 0, conversation.id)
            browser = replace(browser, conversation=handle, before=None, seen=seen)
            shown = self.shown.messages(browser, picked, conversation)
            self.shown.sights.sends(browser, this_page())
        except NoPlace as full:
            warn(say(full.reason, browser.language, limit=full.limit))
            return Updates()
        except (NotKept, StorageError) as error:
            warn(in_words(error, browser.language))
            return Updates()
        return shown | Updates(browser=browser.kept(), welcome=gr.update(visible=False))

    def _begun(self, browser: Browser) -> int:
        """A new conversation."""
        return self.chat.start(browser.language, owner=browser.owner).id


def _heavy(told: Any) -> list[tuple[str, int]]:
    """The names and bytes of files that a browser holds back."""
    files = told.get("heavy") if isinstance(told, Mapping) else None
    sizes = [(file, whole_number(file, "size")) for file in files[:MAX_IMAGES]] if isinstance(files, list) else []
    return [(visible(str(file.get("name")))[-MAX_NAME:], size) for file, size in sizes if size is not None]
