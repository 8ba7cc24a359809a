"""What the page does on each event: asks the loop, and shows what the store then holds."""

import logging
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from chat.answers import blend_words
from chat.conversation import Chat, NotKept
from chat.texts import say
from storage.errors import StorageError, UnknownId
from storage.records import Conversation, ConversationSummary, SavedDescription, SavedPicture
from web import panel, sidebar
from web.files import Files, forget_upload
from web.keys import Keys
from web.render import Render
from world.plan import Blend, Plan
from world.vocabulary import OBJECTS, STYLES

MOST_LISTED = 100  # conversations in the list
PATIENCE = timedelta(minutes=2)  # with an answer that was not seen to come
MOST_MINE = 200  # conversations that a browser remembers as its own

log = logging.getLogger(__name__)

Updates = tuple[Any, ...]
NO_SLIDERS: Updates = (gr.update(visible=False), *(gr.skip() for _ in range(5)))


@dataclass(frozen=True)
class Browser:
    """What a browser remembers: the conversation it shows, those it began, and its language."""

    language: str
    conversation: str | None = None
    mine: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        return {"language": self.language, "conversation": self.conversation, "mine": list(self.mine[:MOST_MINE])}


class Handlers:
    """The events of one page."""

    def __init__(self, chat: Chat, keys: Keys):
        self.chat = chat
        self.keys = keys
        self.files = Files(chat.store)

    # what is shown

    def load(self, kept: Any, request: gr.Request) -> Updates:
        """A page that was opened or reloaded: the conversation is read from the store again."""
        browser = self._browser(kept, request)
        awaited = self._is_awaited(browser)
        browser_kept, listed, messages, welcome = self._view(browser)
        messages = self._messages(browser, awaited=True) if awaited else messages
        return browser_kept, listed, messages, welcome, *self._words(browser.language), gr.Timer(active=awaited)

    def look_again(self, kept: Any, sending: Any) -> Updates:
        """The messages, since a page was reloaded while an answer was made; a message on its way has its own."""
        browser = self._browser(kept)
        awaited = sending is None and self._is_awaited(browser)
        return (gr.skip() if sending else self._messages(browser, awaited=awaited)), gr.Timer(active=awaited)

    def open(self, kept: Any, event: gr.EventData) -> Updates:
        """An earlier conversation."""
        browser = replace(self._browser(kept), conversation=str(event.open))
        return (*self._view(browser), *self.unpick())

    def new(self, kept: Any) -> Updates:
        """An empty conversation; it is begun in the store by its first message."""
        return (*self._view(replace(self._browser(kept), conversation=None)), *self.unpick())

    def forget(self, kept: Any, event: gr.EventData) -> Updates:
        """A conversation deleted, with its pictures and ratings; who did not begin it cannot, where many share."""
        browser, handle = self._browser(kept), str(event.forget)
        number = self.keys.number(handle)
        if number is not None and (handle in browser.mine or not self.chat.settings.shared):
            try:
                for image in self._images(number):
                    self.files.forget(image)
                self.chat.forget(number, browser.language)
                browser = replace(browser, mine=tuple(each for each in browser.mine if each != handle))
            except (NotKept, StorageError) as error:
                gr.Warning(_in_words(error, browser.language))
        return (*self._view(browser), *self.unpick())

    def _images(self, number: int) -> set[str]:
        """What a conversation holds; nothing where it is gone."""
        try:
            turns = self.chat.store.conversation(number).turns
        except UnknownId:
            return set()
        return {each.image for turn in turns for each in (*turn.pictures, *turn.uploads)}

    def switch_language(self, kept: Any, picked: Any) -> Updates:
        """The other language, for the page and for answers to messages without words."""
        browser = self._browser(kept)
        browser = replace(browser, language="en" if browser.language == "zh" else "zh")
        return (*self._view(browser), *self._words(browser.language), *self._beside(browser, picked))

    # what is said

    def hear(self, value: dict[str, Any] | None, kept: Any, sending: Any) -> Updates:
        """Show a message at once, before it is answered; the browser learns at once where the answer will be."""
        text, files = (value or {}).get("text") or "", (value or {}).get("files") or []
        browser = self._browser(kept)
        if sending is not None or not (text.strip() or files):
            gr.Info(say("empty" if sending is None else "page_moment", browser.language), duration=3)
            return tuple(gr.skip() for _ in range(5))
        if len(text) > (limit := self.chat.settings.max_prompt):  # the words stay in the box
            gr.Warning(say("too_long", browser.language, length=len(text), limit=limit))
            return tuple(gr.skip() for _ in range(5))
        try:
            browser = self._begun(browser)
        except (NotKept, StorageError) as error:
            gr.Warning(_in_words(error, browser.language))
            return tuple(gr.skip() for _ in range(5))
        shown = self._messages(browser, pending=(text, len(files)))
        sending = {"text": text, "files": files, "conversation": browser.conversation}
        return browser.kept(), shown, gr.update(visible=False), gr.update(value=None, interactive=False), sending

    def hear_words(self, kept: Any, sending: Any, event: gr.EventData) -> Updates:
        """The words of an example or of a quick reply."""
        return self.hear({"text": str(event.say)}, kept, sending)

    def hear_blend(self, kept: Any, sending: Any, picked: Any, *sliders: Any) -> Updates:
        """The picked picture is to be blended with another thing or style; what is not chosen has no share.

        The sliders: the thing, its share in percent, the style, its share.
        """
        browser, picture = self._browser(kept), _number(picked, "picture")
        thing, of_thing, style, of_style = sliders
        if picture is None or not (thing or style):
            gr.Info(say("page_blend_nothing", browser.language), duration=3)
            return tuple(gr.skip() for _ in range(5))
        blend = Blend(thing or None, of_thing / 100 if thing else 0.0, style or None, of_style / 100 if style else 0.0)
        *shown, heard = self.hear({"text": blend_words(blend, browser.language)}, kept, sending)
        return *shown, heard | {"blend": {"picture": picture, **asdict(blend)}} if "conversation" in heard else heard

    def answer(self, sending: dict[str, Any] | None, kept: Any, picked: Any) -> Updates:
        """Answer what was heard. Where the store cannot keep it, the words go back into the box."""
        if sending is None:
            return gr.skip(), gr.skip()
        browser = replace(self._browser(kept), conversation=sending["conversation"])
        files = [Path(file) for file in sending["files"] if _is_local(file)]
        box: Any = gr.update(interactive=True)
        try:
            number = self._number(browser)
            assert number is not None
            if blend := sending.get("blend"):
                self.chat.blend(number, blend.pop("picture"), Blend(**blend), browser.language)
                return gr.update(interactive=True), None
            picture = _number(picked, "picture") if _number(picked, "at") == self._last_turn(browser) else None
            self.chat.reply(number, sending["text"], files, language=browser.language, picture=picture)
        except Exception as error:
            log.exception("a message was not answered")
            known = isinstance(error, (NotKept, UnknownId))
            gr.Warning(str(error) if known else say("engine_failed", browser.language))
            box = gr.update(value={"text": sending["text"], "files": sending["files"]}, interactive=True)
        else:
            for file in files:
                forget_upload(file)
        return box, None

    def show(self, kept: Any) -> Updates:
        """What the browser looks at by now; it may have moved on while an answer was made."""
        return self._view(self._browser(kept))

    def _last_turn(self, browser: Browser) -> int | None:
        """A picture that was picked since then is the one that a change begins from."""
        conversation = self._conversation(browser)
        return conversation.turns[-1].id if conversation and conversation.turns else None

    def _is_awaited(self, browser: Browser) -> bool:
        """Whether an answer is still to come: the last message is a person's, and no older than any answer takes."""
        try:
            conversation = self._conversation(browser)
        except StorageError:  # what is shown says so
            return False
        last = conversation.turns[-1] if conversation and conversation.turns else None
        return last is not None and last.role == "user" and datetime.now(UTC) - last.created < PATIENCE

    def _begun(self, browser: Browser) -> Browser:
        """With a conversation, a new one if there is none."""
        if self._conversation(browser) is not None:
            return browser
        handle = self.keys.handle(self.chat.start(browser.language).id)
        return replace(browser, conversation=handle, mine=(handle, *browser.mine))

    # what is thought of it

    def pick(self, kept: Any, event: gr.EventData) -> Updates:
        """A picture or a description up close."""
        data = event._data or {}
        picked = {key: data[key] for key in ("picture", "description") if isinstance(data.get(key), int)}
        browser = self._browser(kept)
        return self._beside(browser, picked | {"at": self._last_turn(browser)} if picked else None)

    def unpick(self) -> Updates:
        """Nothing up close."""
        empty = (gr.update(visible=False), "", "", gr.update(value=""), gr.update(value=""), gr.skip())
        return *empty, *NO_SLIDERS, None

    def rate(self, kept: Any, picked: Any, event: gr.EventData) -> Any:
        """A thumb or stars; what is pressed already is taken back."""
        browser = self._browser(kept)
        target = self._target(browser, picked)
        given: dict[str, int] = dict(event.rate)
        if target is None or not given.keys() <= {"thumb", "stars"}:
            return gr.skip()
        now = target.rating
        return self._rated(browser, target, {k: None if now and getattr(now, k) == v else v for k, v in given.items()})

    def write(self, kept: Any, picked: Any, comment: str, correction: str) -> Updates:
        """A comment and, for a description, the caption as it should be."""
        browser = self._browser(kept)
        target = self._target(browser, picked)
        if target is None:
            return gr.skip(), gr.skip()
        written: dict[str, Any] = {"comment": comment or None}
        if isinstance(target, SavedDescription):
            changed = correction and correction.strip() != target.caption
            written["caption"] = correction.strip() if changed else None
        bar = self._rated(browser, target, written)
        saved = f"{say('rated', browser.language)} ✓" if isinstance(bar, str) else say("page_save", browser.language)
        return bar, saved

    def _rated(self, browser: Browser, target: SavedPicture | SavedDescription, changes: dict[str, Any]) -> Any:
        which: dict[str, Any] = {"picture" if isinstance(target, SavedPicture) else "description": target.id}
        try:
            rating = self.chat.rate(browser.language, **which, **changes)
        except NotKept as error:
            gr.Warning(str(error))
            return gr.skip()
        return panel.rating_bar(target, rating, browser.language)

    # from the store to the page

    def _browser(self, kept: Any, request: gr.Request | None = None) -> Browser:
        kept = kept if isinstance(kept, dict) else {}
        language = kept.get("language")
        if language not in ("en", "zh"):
            accepted = request.headers.get("accept-language", "") if request is not None else ""
            language = "zh" if accepted.lower().startswith("zh") else self.chat.settings.language
        mine = kept.get("mine") if isinstance(kept.get("mine"), list) else []
        return Browser(language, kept.get("conversation"), tuple(str(handle) for handle in mine or ()))

    def _number(self, browser: Browser) -> int | None:
        return self.keys.number(browser.conversation)

    def _conversation(self, browser: Browser) -> Conversation | None:
        if (number := self._number(browser)) is None:
            return None
        try:
            return self.chat.store.conversation(number)
        except UnknownId:
            return None

    def _view(self, browser: Browser) -> Updates:
        """Browser, list, messages, welcome."""
        try:
            conversation = self._conversation(browser)
            if conversation is None:
                browser = replace(browser, conversation=None)
            listed = sidebar.conversations(self._listed(browser), browser.conversation, browser.language)
            messages = self._messages(browser, conversation)
        except StorageError as error:
            gr.Warning(say("store_failed", browser.language, error=error))
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        empty = conversation is None or not conversation.turns
        return browser.kept(), listed, messages, gr.update(value=sidebar.welcome(browser.language), visible=empty)

    def _listed(self, browser: Browser) -> list[tuple[str, ConversationSummary]]:
        listed = ((self.keys.handle(each.id), each) for each in self.chat.store.conversations() if each.turns)
        shared, mine = self.chat.settings.shared, set(browser.mine)
        return list(islice((row for row in listed if not shared or row[0] in mine), MOST_LISTED))

    def _messages(
        self,
        browser: Browser,
        conversation: Conversation | None = None,
        *,
        pending: tuple[str, int] | None = None,
        awaited: bool = False,
    ) -> Any:
        conversation = conversation or self._conversation(browser)
        render = Render(self.files, browser.language)
        turns = render.turns(conversation) if conversation else []
        messages = [_message(role, html, number) for role, html, number in turns]
        if pending is not None:
            messages.append(_message("user", render.pending(*pending), 0))
        if pending is not None or awaited:
            messages.append(_message("assistant", render.waiting(), 0))
        return gr.update(value=messages, visible=bool(messages))

    def _words(self, language: str) -> Updates:
        """Brand, new, language, top, box, comment, correction."""
        menu = say("page_menu", language)
        bars = f'<button type="button" id="tw-menu" aria-label="{menu}"><i></i><i></i><i></i></button>'
        return (
            sidebar.brand(language),
            gr.update(value=say("page_new", language)),
            gr.update(value=say("page_language", language)),
            f'{bars}{sidebar.brand(language)}<div id="tw-shade"></div>',
            gr.update(placeholder=say("page_placeholder", language)),
            gr.update(label=say("page_comment", language), placeholder=say("page_comment_hint", language)),
            gr.update(label=say("page_correction", language)),
        )

    def _target(self, browser: Browser, picked: Any) -> SavedPicture | SavedDescription | None:
        """What is picked, if it is of the conversation that the browser shows."""
        conversation = self._conversation(browser)
        for turn in conversation.turns if conversation else ():
            for each in turn.pictures:
                if each.id == _number(picked, "picture"):
                    return each
            for each in turn.descriptions:
                if each.id == _number(picked, "description"):
                    return each
        return None

    def _beside(self, browser: Browser, picked: Any) -> Updates:
        """Panel, close-up, rating, comment, correction, save, the sliders, picked."""
        target = self._target(browser, picked)
        if target is None:
            return self.unpick()
        language, rating = browser.language, target.rating
        is_description = isinstance(target, SavedDescription)
        caption = ((rating.caption if rating else None) or target.caption) if is_description else ""
        return (
            gr.update(visible=True),
            panel.close_up(target, Render(self.files, language)),
            panel.rating_bar(target, rating, language),
            gr.update(value=(rating.comment if rating else None) or ""),
            gr.update(value=caption, visible=is_description),
            say("page_save", language),
            *self._sliders(target, language),
            picked,
        )

    def _sliders(self, target: SavedPicture | SavedDescription, language: str) -> Updates:
        """Blending, its other thing, its other style, the share of each, and the button."""
        if not (isinstance(target, SavedPicture) and target.plan.get("layers")):
            return NO_SLIDERS
        things = [(thing.name(language), thing.key) for thing in OBJECTS if self.chat.painter.draws(thing.key)]
        styles = [(style.name(language), style.key) for style in STYLES]
        now = Plan.from_json(target.plan).blend or Blend()
        find = say("page_blend_find", language, count=len(things))
        return (
            gr.update(visible=True, label=say("page_blend", language)),
            gr.update(choices=things, value=now.thing, label=say("page_blend_thing", language), info=find),
            gr.update(value=round(100 * now.thing_share) or 50, label=say("page_blend_thing_share", language)),
            gr.update(choices=styles, value=now.style, label=say("page_blend_style", language)),
            gr.update(value=round(100 * now.style_share) or 50, label=say("page_blend_style_share", language)),
            gr.update(value=say("page_blend_go", language)),
        )


def _in_words(error: NotKept | StorageError, language: str) -> str:
    return str(error) if isinstance(error, NotKept) else say("store_failed", language, error=error)


def _message(role: str, html: str, number: int) -> dict[str, Any]:
    return {
        "role": role,
        "content": gr.HTML(html, js_on_load=None, apply_default_css=False),
        "metadata": {"id": number},
    }


def _number(picked: Any, key: str) -> int | None:
    value = picked.get(key) if isinstance(picked, dict) else None
    return value if isinstance(value, int) else None


def _is_local(file: Any) -> bool:
    return isinstance(file, str) and not file.lower().startswith(("http:", "https:"))
