"""The panel beside the conversation: what it shows of the picture or description up close, and what is said of it."""

from typing import Any

import gradio as gr

from chat.conversation import NotKept
from chat.standing import is_seeded
from chat.texts import fact_name, say
from storage.rating import Opinion
from storage.records import Conversation, Mended, Rating, SavedDescription, SavedPicture
from web import panel, picks
from web.browser import Browser, whole_number
from web.render import Render, mended_of
from web.shown import Shown
from web.toasts import warn
from web.updates import Updates
from world.facts import MENDABLE, values_of
from world.plan import Blend
from world.vocabulary import OBJECTS, STYLES

Target = SavedPicture | SavedDescription


class Beside:
    """The events of the panel, and of the taps that open it."""

    def __init__(self, shown: Shown):
        self.shown = shown
        self.chat = shown.chat

    def tap(self, kept: Any, event: gr.EventData) -> Updates:
        """A picture or a description comes up close; a picture is the one that is changed from now on."""
        data = event._data or {}
        up_close = {key: data[key] for key in ("picture", "description") if isinstance(data.get(key), int)}
        browser = self.shown.browser(kept)
        conversation = self.shown.conversation(browser)
        target = _target(conversation, up_close)
        if conversation is None or target is None:
            return self.closed()
        updates = self.close_up(browser, up_close)
        return updates | self._picking(browser, target.id) if isinstance(target, SavedPicture) else updates

    def unpick(self, kept: Any) -> Updates:
        """Nobody's pick: the best picture of the last drawing is changed again."""
        return self._picking(self.shown.browser(kept), picks.NONE)

    def _picking(self, browser: Browser, picture: int) -> Updates:
        conversation = self.shown.conversation(browser)
        if conversation is None:
            return Updates()
        picked = picks.kept(picture, conversation)
        return Updates(picked=picked) | self.shown.changing(browser, picked, conversation)

    def closed(self) -> Updates:
        """Nothing up close; what is picked stays picked."""
        return Updates(
            panel=gr.update(visible=False),
            close_up="",
            mending=None,
            mend=gr.update(visible=False),
            rating="",
            comment=gr.update(value=""),
            correction=gr.update(value=""),
            blending=gr.update(visible=False),
            up_close=None,
        )

    def close_up(self, browser: Browser, up_close: Any) -> Updates:
        """The panel with a picture or a description; closed where it is not of this conversation."""
        conversation = self.shown.conversation(browser)
        target = _target(conversation, up_close)
        if conversation is None or target is None:
            return self.closed()
        language, rating = browser.language, target.rating
        turns = (turn for turn in conversation.turns if isinstance(target, SavedPicture) and turn.id == target.turn)
        how: dict[str, Any] = {"seeded": any(map(is_seeded, turns)), "metadata": self.chat.settings.png_metadata}
        how["learnt"] = self.chat.learnt_on(rating)
        is_description = isinstance(target, SavedDescription)
        caption = ((rating.caption if rating else None) or target.caption) if is_description else ""
        return self._sliders(target, language) | Updates(
            panel=gr.update(visible=True),
            close_up=panel.close_up(target, Render(self.shown.files, language), **how),
            mending=None,
            mend=gr.update(visible=False),
            rating=self._bar(browser, target, rating, conversation),
            comment=gr.update(value=(rating.comment if rating else None) or ""),
            correction=gr.update(value=caption, visible=is_description),
            save=say("page_save", language),
            up_close=up_close,
        )

    def rate(self, kept: Any, up_close: Any, event: gr.EventData) -> Updates:
        """A thumb, stars, a reason or the best one; what is pressed already is taken back."""
        browser = self.shown.browser(kept)
        target = _target(self.shown.conversation(browser), up_close)
        given: dict[str, Any] = dict(event.rate)
        if target is None or not given.keys() <= {"thumb", "stars", "best", "reason"}:
            return Updates()
        now = target.rating
        if reason := given.pop("reason", None):
            given["reasons"] = {str(reason)} ^ set(now.reasons if now else ())
            return self._rated(browser, target, given)
        return self._rated(browser, target, {k: None if now and getattr(now, k) == v else v for k, v in given.items()})

    def consent(self, kept: Any, up_close: Any, event: gr.EventData) -> Updates:
        """Whether Tuwen may learn from what the browser's person rates."""
        browser, allowed = self.shown.browser(kept), event.consent
        if not isinstance(allowed, bool):
            return Updates()
        try:
            self.chat.allow_learning(allowed, browser.owner, browser.language)
        except NotKept as error:
            warn(str(error))
            return Updates()
        conversation = self.shown.conversation(browser)
        target = _target(conversation, up_close)
        if conversation is None or target is None:
            return self.shown.learning(browser)
        return self.shown.learning(browser) | Updates(rating=self._bar(browser, target, target.rating, conversation))

    def begin_mending(self, kept: Any, up_close: Any, event: gr.EventData) -> Updates:
        """A fact of a description is wrong: what could it be?"""
        browser = self.shown.browser(kept)
        target, number = _target(self.shown.conversation(browser), up_close), whole_number(event._data, "mend")
        fact = _mendable(target, number)
        if fact is None:
            return Updates()
        what, was = fact["fact"], fact_name(fact["fact"], fact["value"], browser.language)
        choices = [(fact_name(what, key, browser.language), key) for key in values_of(what)]
        label = say("page_mend_what", browser.language, was=was)
        hint = say("page_mend_hint", browser.language, was=was)
        return Updates(
            mending=number, mend=gr.update(visible=True, choices=choices, value=None, label=label, info=hint)
        )

    def mend(self, kept: Any, picked: Any, up_close: Any, mending: Any, chosen: Any) -> Updates:
        """It is a fox: the fact as it is; what was read is no correction."""
        browser = self.shown.browser(kept)
        conversation = self.shown.conversation(browser)
        target = _target(conversation, up_close)
        number = mending if isinstance(mending, int) else None
        fact = _mendable(target, number)
        if conversation is None or fact is None or not isinstance(target, SavedDescription):
            return Updates()
        what, was, of = fact["fact"], fact["value"], fact.get("of")
        others = [each for each in mended_of(target) if (each.fact, each.was, each.of) != (what, was, of)]
        updates = self._rated(browser, target, {"mended": (*others, Mended(what, str(chosen), was, of))})
        if not updates.given() or (fresh := self.shown.conversation(browser)) is None:
            return updates
        seen = self.close_up(browser, up_close)
        return (
            updates
            | Updates(close_up=seen.close_up, mending=None, mend=gr.update(visible=False))
            | (self.shown.messages(browser, picked, fresh))
        )

    def write(self, kept: Any, up_close: Any, comment: str, correction: str) -> Updates:
        """A comment and, for a description, the caption as it should be."""
        browser = self.shown.browser(kept)
        target = _target(self.shown.conversation(browser), up_close)
        if target is None:
            return Updates()
        written: dict[str, Any] = {"comment": comment or None}
        if isinstance(target, SavedDescription):
            changed = correction and correction.strip() != target.caption
            written["caption"] = correction.strip() if changed else None
        updates = self._rated(browser, target, written)
        saved = f"{say('rated', browser.language)} ✓" if updates.given() else say("page_save", browser.language)
        return updates | Updates(save=saved)

    def _rated(self, browser: Browser, target: Target, changes: dict[str, Any]) -> Updates:
        which: dict[str, Any] = {"picture" if isinstance(target, SavedPicture) else "description": target.id}
        try:
            rating = self.chat.rate(Opinion(**changes), browser.language, **which)
        except NotKept as error:
            warn(str(error))
            return Updates()
        bar = self._bar(browser, target, rating, self.shown.conversation(browser))
        return Updates(rating=bar) | self.shown.learning(browser)

    def _bar(self, browser: Browser, target: Target, rating: Rating | None, conversation: Conversation | None) -> str:
        """Thumbs, stars and what else can be said; who rates and was not asked yet is asked for consent."""
        turns = conversation.turns if conversation else ()
        drawn = next((turn.pictures for turn in turns if turn.id == target.turn), ())
        several = isinstance(target, SavedPicture) and len(drawn) > 1
        ask = self.chat.consent(browser.owner) is None
        return panel.rating_bar(target, rating, browser.language, one_of_several=several, ask=ask)

    def _sliders(self, target: Target, language: str) -> Updates:
        """Blending, its other thing, its other style, the share of each, and the button."""
        if not (isinstance(target, SavedPicture) and target.plan.scene.things):
            return Updates(blending=gr.update(visible=False))
        things = [(thing.name(language), thing.key) for thing in OBJECTS if self.chat.painter.draws(thing.key)]
        styles = [(style.name(language), style.key) for style in STYLES]
        now = target.plan.blend or Blend()
        find = say("page_blend_find", language, count=len(things))
        return Updates(
            blending=gr.update(visible=True, label=say("page_blend", language)),
            other_thing=gr.update(choices=things, value=now.thing, label=say("page_blend_thing", language), info=find),
            thing_share=gr.update(
                value=round(100 * now.thing_share) or 50, label=say("page_blend_thing_share", language)
            ),
            other_style=gr.update(choices=styles, value=now.style, label=say("page_blend_style", language)),
            style_share=gr.update(
                value=round(100 * now.style_share) or 50, label=say("page_blend_style_share", language)
            ),
            blend=gr.update(value=say("page_blend_go", language)),
        )


def _mendable(target: Target | None, number: int | None) -> dict[str, Any] | None:
    """The fact of that number, where it can be mended: what was read in a drawing, in words of the vocabulary."""
    if not isinstance(target, SavedDescription) or target.kind != "drawing" or number is None:
        return None
    facts = target.facts
    return facts[number] if 0 <= number < len(facts) and facts[number]["fact"] in MENDABLE else None


def _target(conversation: Conversation | None, up_close: Any) -> Target | None:
    """What is up close, if it is of the conversation that the browser shows."""
    for turn in conversation.turns if conversation else ():
        for each in turn.pictures:
            if each.id == whole_number(up_close, "picture"):
                return each
        for each in turn.descriptions:
            if each.id == whole_number(up_close, "description"):
                return each
    return None
