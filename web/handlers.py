"""What the page does on each event of the conversation: asks the chat, and shows what the store then holds."""

import html
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import gradio as gr

from chat.answers import blend_words
from chat.conversation import MAX_IMAGES, MAX_NAME, Chat, NotKept
from chat.message import visible
from chat.texts import say
from chat.trouble import noted
from storage.errors import StorageError, UnknownId
from web import picks
from web.beside import Beside
from web.browser import Browser, whole_number
from web.files import forget_gone, forget_upload
from web.keys import Keys
from web.shown import NOBODY, Shown, in_words
from web.updates import Updates
from world.plan import Blend

TOO_HEAVY = 413  # as HTTP says it


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
        browser = self.shown.browser(kept, request)
        awaited = self.shown.is_awaited(browser)
        updates = self.shown.view(browser, picked) | self.shown.words(browser.language)
        if awaited:
            updates |= self._awaiting(browser, picked)
        return updates | Updates(later=gr.Timer(active=awaited))

    def look_again(self, kept: Any, picked: Any, sending: Any) -> Updates:
        """The messages, since a page was reloaded while an answer was made; a message on its way has its own."""
        browser = self.shown.browser(kept)
        awaited = sending is None and self.shown.is_awaited(browser)
        updates = Updates(later=gr.Timer(active=awaited))
        return updates if sending else updates | self._awaiting(browser, picked, awaited=awaited)

    def _awaiting(self, browser: Browser, picked: Any, *, awaited: bool = True) -> Updates:
        conversation = self.shown.conversation(browser) or NOBODY
        return self.shown.messages(browser, picked, conversation, awaited=awaited)

    def show(self, kept: Any, picked: Any) -> Updates:
        """What the browser looks at by now; it may have moved on while an answer was made."""
        return self.shown.view(self.shown.browser(kept), picked)

    def open(self, kept: Any, picked: Any, event: gr.EventData) -> Updates:
        """An earlier conversation."""
        browser = replace(self.shown.browser(kept), conversation=str(event.open))
        return self.shown.view(browser, picked) | self.beside.closed()

    def older(self, kept: Any, picked: Any, event: gr.EventData) -> Updates:
        """The next page of the list; without a number the newest again."""
        browser = replace(self.shown.browser(kept), before=whole_number(event._data, "older"))
        return self.shown.view(browser, picked)

    def new(self, kept: Any) -> Updates:
        """An empty conversation; it is begun in the store by its first message."""
        browser = replace(self.shown.browser(kept), conversation=None)
        return self.shown.view(browser, None) | self.beside.closed()

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
                gr.Warning(in_words(error, browser.language))
        return self.shown.view(browser, picked) | self.beside.closed()

    def forget_all(self, kept: Any, picked: Any) -> Updates:
        """Everything that the browser began deleted; where nobody shares, everything that there is."""
        browser = self.shown.browser(kept)
        try:
            if self.chat.settings.shared:
                self.chat.forget_owned(browser.owner, browser.language)
            else:
                self.chat.forget_all(browser.language)
            gr.Info(say("page_forgot_all", browser.language), duration=5)
        except NotKept as error:
            gr.Warning(in_words(error, browser.language))
        forget_gone(self.chat.store)
        browser = replace(browser, conversation=None, before=None)
        return self.shown.view(browser, picked) | self.beside.closed()

    def switch_language(self, kept: Any, picked: Any, up_close: Any) -> Updates:
        """The other language, for the page and for answers to messages without words."""
        browser = self.shown.browser(kept)
        browser = replace(browser, language="en" if browser.language == "zh" else "zh")
        updates = self.shown.view(browser, picked) | self.shown.words(browser.language)
        return updates | self.beside.close_up(browser, up_close)

    def refuse(self, kept: Any, event: gr.EventData) -> Updates:
        """Files that the browser did not send on, or that nobody on the way would take; said in the page's language."""
        language, limit = self.shown.browser(kept).language, self.chat.settings.max_upload_mb
        for name, size in _heavy(event._data):
            gr.Warning(html.escape(say("image_too_heavy", language, name=name, size=size / 2**20, limit=limit)))
        if (status := whole_number(event._data, "status")) is not None:
            gr.Warning(say("page_upload_heavy" if status == TOO_HEAVY else "page_upload_failed", language))
        return Updates()

    # what is said

    def hear(self, value: Mapping[str, Any] | None, kept: Any, picked: Any, sending: Any) -> Updates:
        """Show a message at once, before it is answered; the browser learns at once where the answer will be."""
        text, files = (value or {}).get("text") or "", (value or {}).get("files") or []
        browser = self.shown.browser(kept)
        if sending is not None or not (text.strip() or files):
            gr.Info(say("empty" if sending is None else "page_moment", browser.language), duration=3)
            return Updates()
        if len(text) > (limit := self.chat.settings.max_prompt):  # the words stay in the box
            gr.Warning(say("too_long", browser.language, length=len(text), limit=limit))
            return Updates()
        try:
            browser = self._begun(browser)
            conversation = self.shown.conversation(browser) or NOBODY
        except (NotKept, StorageError) as error:
            gr.Warning(in_words(error, browser.language))
            return Updates()
        picture = picks.read_pick(picked, conversation)
        return self.shown.messages(browser, picked, conversation, pending=(text, len(files))) | Updates(
            browser=browser.kept(),
            welcome=gr.update(visible=False),
            box=gr.update(value=None, interactive=False),
            sending={"text": text, "files": files, "conversation": browser.conversation, "picture": picture},
        )

    def hear_words(self, kept: Any, picked: Any, sending: Any, event: gr.EventData) -> Updates:
        """The words of an example or of a quick reply."""
        return self.hear({"text": str(event.say)}, kept, picked, sending)

    def hear_choice(self, kept: Any, picked: Any, sending: Any, event: gr.EventData) -> Updates:
        """One of the readings that the last answer offers; what is not offered any more changes nothing."""
        number, of = whole_number(event._data, "choose"), whole_number(event._data, "of")
        conversation = self.shown.conversation(self.shown.browser(kept))
        asked = conversation.turns[-1] if conversation and conversation.turns else None
        options = asked.payload.get("options", []) if asked is not None and asked.id == of else []
        if asked is None or number is None or not 1 <= number <= len(options):
            return self.show(kept, picked)
        choice = {"choice": {"number": number, "language": asked.language}}
        return _sending_also(self.hear({"text": options[number - 1]["label"]}, kept, picked, sending), choice)

    def hear_blend(self, kept: Any, picked: Any, sending: Any, up_close: Any, *sliders: Any) -> Updates:
        """The picture up close is to be blended with another thing or style; what is not chosen has no share.

        The sliders: the thing, its share in percent, the style, its share.
        """
        browser, picture = self.shown.browser(kept), whole_number(up_close, "picture")
        thing, of_thing, style, of_style = sliders
        if picture is None or not (thing or style):
            gr.Info(say("page_blend_nothing", browser.language), duration=3)
            return Updates()
        blend = Blend(thing or None, of_thing / 100 if thing else 0.0, style or None, of_style / 100 if style else 0.0)
        heard = self.hear({"text": blend_words(blend, browser.language)}, kept, picked, sending)
        return _sending_also(heard, {"blend": {"picture": picture, **asdict(blend)}})

    def answer(self, sending: dict[str, Any] | None, kept: Any) -> Updates:
        """Answer what was heard. Where the store cannot keep it, the words go back into the box."""
        if sending is None:
            return Updates()
        browser = replace(self.shown.browser(kept), conversation=sending["conversation"])
        files = [Path(file) for file in sending["files"] if _is_local(file)]
        try:
            self._carry_out(sending, files, browser)
        except Exception as error:
            gr.Warning(_told(error, browser.language))
            again = {"text": sending["text"], "files": sending["files"]}
            return Updates(box=gr.update(value=again, interactive=True), sending=None)
        for file in files:
            forget_upload(file)
        return Updates(box=gr.update(interactive=True), sending=None)

    def _carry_out(self, sending: Mapping[str, Any], files: list[Path], browser: Browser) -> None:
        number, picture = self.shown.number(browser), sending["picture"]
        if number is None:
            raise UnknownId("a conversation of another server, or one that was deleted")
        if "blend" in sending:
            blend = {**sending["blend"]}
            self.chat.blend(number, blend.pop("picture"), Blend(**blend), browser.language)
        elif "choice" in sending:
            choice = sending["choice"]
            self.chat.choose(number, choice["number"], choice["language"], picture=picture)
        else:
            self.chat.reply(number, sending["text"], files, language=browser.language, picture=picture)

    def _begun(self, browser: Browser) -> Browser:
        """With a conversation, a new one if there is none."""
        if self.shown.conversation(browser) is not None:
            return browser
        started = self.chat.start(browser.language, owner=browser.owner)
        return replace(browser, conversation=self.keys.handle(started.id), before=None)


def _sending_also(heard: Updates, more: Mapping[str, Any]) -> Updates:
    """What was heard, with more of it for whoever answers; nothing where it was not heard."""
    return replace(heard, sending={**heard.sending, **more}) if heard.given() else heard


def _heavy(told: Any) -> list[tuple[str, int]]:
    """The names and bytes of files that a browser holds back."""
    files = told.get("heavy") if isinstance(told, Mapping) else None
    sizes = [(file, whole_number(file, "size")) for file in files[:MAX_IMAGES]] if isinstance(files, list) else []
    return [(visible(str(file.get("name")))[-MAX_NAME:], size) for file, size in sizes if size is not None]


def _told(error: Exception, language: str) -> str:
    """Why a message was not answered, for the person who waits."""
    if isinstance(error, (NotKept, StorageError)):
        return in_words(error, language)
    return say("engine_failed", language, number=noted("a message was not answered", error))


def _is_local(file: Any) -> bool:
    return isinstance(file, str) and not file.lower().startswith(("http:", "https:"))
