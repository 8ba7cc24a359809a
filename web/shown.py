"""What the page shows of the store: the list, the messages of a conversation, the line above the box."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from chat.conversation import Chat, NotKept
from chat.queue import Place
from chat.standing import Standing, standing
from chat.texts import say
from chat.trouble import not_kept
from storage.errors import StorageError, UnknownId
from storage.records import Conversation, ConversationSummary
from web import picks
from web.browser import Browser, read_browser
from web.files import Files
from web.html import fill
from web.keys import Keys
from web.learning import learning_box
from web.render import Render
from web.sights import Sights, this_page
from web.toasts import warn
from web.updates import Updates

MOST_LISTED = 100  # conversations in a page of the list
NOBODY = Conversation(0, "", "en", datetime.min.replace(tzinfo=UTC))  # has said anything yet


class Shown:
    """One page, read from the store again at every event."""

    def __init__(self, chat: Chat, keys: Keys):
        self.chat = chat
        self.keys = keys
        self.files = Files(chat.store)
        self.sights = Sights()

    def browser(self, kept: Any, request: gr.Request | None = None) -> Browser:
        """What a browser remembers; what one of before began becomes its own in the store."""
        browser = read_browser(kept, self.chat.settings.language, request)
        numbers = [number for handle in browser.mine if (number := self.keys.number(handle)) is not None]
        if numbers:
            self.chat.adopt(numbers, browser.owner)
        return browser

    def may_forget(self, browser: Browser, number: int) -> bool:
        """Whether a conversation is the browser's own, or everything here is one person's."""
        return not self.chat.settings.shared or self.chat.store.is_owned(number, browser.owner)

    def number(self, browser: Browser) -> int | None:
        """The number of the conversation that a browser shows; None where it made the handle up."""
        return self.keys.number(browser.conversation)

    def returned(self, browser: Browser) -> Browser:
        """A browser that was reloaded in the instant in which it began a conversation shows that one."""
        if browser.conversation is not None or browser.seen is None:
            return browser
        with suppress(StorageError):  # what is shown says so
            for newest in self.chat.store.conversations(most=1, owner=browser.owner, begun=True):
                if newest.id > browser.seen:
                    return replace(browser, conversation=self.keys.handle(newest.id))
        return browser

    def conversation(self, browser: Browser) -> Conversation | None:
        """The conversation that a browser shows; None where there is none (any more)."""
        if (number := self.number(browser)) is None:
            return None
        try:
            return self.chat.store.conversation(number)
        except UnknownId:
            return None

    def view(self, browser: Browser, picked: Any) -> Updates:
        """Browser, list, messages, welcome and the line above the box; a note where the store cannot be read."""
        try:
            conversation = self.conversation(browser)
            if conversation is None:
                browser = replace(browser, conversation=None)
            found = self._found(browser)
            if browser.before is None:
                browser = replace(browser, seen=found[0].id if found else 0)
            listed = self._listed(browser, found)
            shown = self.messages(browser, picked, conversation or NOBODY)
        except StorageError as error:
            warn(in_words(error, browser.language))
            return Updates()
        empty = conversation is None or not conversation.turns
        welcome = gr.update(value=fill("welcome", browser.language), visible=empty)
        self.sights.sends(browser, this_page())
        return shown | Updates(browser=browser.kept(), listed=listed, welcome=welcome)

    def messages(self, browser: Browser, picked: Any, conversation: Conversation) -> Updates:
        """The messages of a conversation, and which picture of it is being changed."""
        waiting = [turn.id for turn in conversation.turns if turn.asks is not None]
        interrupted = {id for id in waiting if self.chat.queue.place(id) is None}
        if interrupted:  # or answered since the conversation was read, for an answer is kept before its place is left
            conversation = self.chat.store.conversation(conversation.id)
        render = Render(self.files, browser.language)
        where = standing(conversation, picks.read_pick(picked, conversation))
        messages: list[dict[str, Any]] = []
        for turn, html in render.turns(conversation, where):
            messages.append(_message(turn.role, html, turn.id))
            if turn.asks is not None:
                template = "interrupted" if turn.id in interrupted else "waiting"
                messages.append(_message("assistant", fill(template, browser.language, number=turn.id), 0))
        return Updates(messages=gr.update(value=messages, visible=bool(messages))) | _changing(where, render)

    def changing(self, browser: Browser, picked: Any, conversation: Conversation) -> Updates:
        """The line that says which picture is being changed."""
        where = standing(conversation, picks.read_pick(picked, conversation))
        return _changing(where, Render(self.files, browser.language))

    def place(self, browser: Browser) -> Place | None:
        """The place in the queue of the message that waits in the conversation; None where none does."""
        try:
            conversation = self.conversation(browser)
        except StorageError:  # what is shown says so
            return None
        asked = [turn.id for turn in conversation.turns if turn.asks is not None] if conversation else []
        return next((place for each in asked if (place := self.chat.queue.place(each)) is not None), None)

    def learning(self, browser: Browser) -> Updates:
        """Whether what the browser's person rates may be learnt from, and what became of ratings; empty in trouble."""
        try:
            box = learning_box(
                self.chat.learning(),
                browser.language,
                allowed=bool(self.chat.consent(browser.owner)),
                shared=self.chat.settings.shared,
                days=self.chat.settings.keep_days,
            )
        except StorageError:  # what else is shown says so
            box = ""
        return Updates(learning=box)

    def words(self, language: str) -> Updates:
        """What stands around the conversation, in a language."""
        return Updates(
            brand=fill("brand", language),
            new=gr.update(value=say("page_new", language)),
            language=gr.update(value=say("page_language", language)),
            top=fill("top", language),
            box=gr.update(placeholder=say("page_placeholder", language)),
            comment=gr.update(label=say("page_comment", language), placeholder=say("page_comment_hint", language)),
            correction=gr.update(label=say("page_correction", language)),
        )

    def _found(self, browser: Browser) -> tuple[ConversationSummary, ...]:
        """A page of the list: one query for one more than it shows, so that it says whether there are older ones."""
        owner = browser.owner if self.chat.settings.shared else None
        return self.chat.store.conversations(most=MOST_LISTED + 1, before=browser.before, owner=owner, begun=True)

    def _listed(self, browser: Browser, found: Sequence[ConversationSummary]) -> str:
        return fill(
            "conversations",
            browser.language,
            listed=[(self.keys.handle(each.id), each) for each in found[:MOST_LISTED]],
            current=browser.conversation,
            older=found[MOST_LISTED - 1].id if len(found) > MOST_LISTED else None,
            is_newer=browser.before is not None,
        )


def in_words(error: NotKept | StorageError, language: str) -> str:
    """What went wrong, for the person who waits."""
    if isinstance(error, UnknownId):
        return say("conversation_gone", language)
    return str(error) if isinstance(error, NotKept) else not_kept(error, language)


def _changing(where: Standing, render: Render) -> Updates:
    line = picks.line(where, render)
    return Updates(changing=gr.update(value=line, visible=bool(line)))


def _message(role: str, html: str, number: int) -> dict[str, Any]:
    return {
        "role": role,
        "content": gr.HTML(html, js_on_load=None, apply_default_css=False),
        "metadata": {"id": number},
    }
