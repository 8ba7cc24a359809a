"""Acting: an intent is carried out by painter and describer, and becomes an answer."""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from chat import answers, photographed
from chat.answering import answered
from chat.answers import Answer
from chat.readings import reading
from chat.settings import Settings
from chat.standing import Standing, is_seeded
from chat.texts import quoted, say, styles
from img2txt.decode import open_image
from img2txt.describe import Describer
from language.telling import scene_words
from storage.store import Store
from txt2img.blend import blended
from txt2img.draw import Painter, Show, fresh_seed, nobody_looks
from txt2img.picture import Picture
from txt2img.prompt import drawable
from txt2img.vary import varied
from understanding.intent import (
    Again,
    Ask,
    Back,
    Change,
    Describe,
    Draw,
    Intent,
    Pick,
    Refuse,
    Talk,
)
from understanding.intent import Answer as Question
from understanding.message import Message
from world.plan import Blend
from world.scene import Scene

_WHERE = re.compile(r"\bwhere\b|在哪|哪里|哪儿|哪边", re.IGNORECASE)
MOST = 8  # pictures that are drawn at once


class Acting:
    """What is done for each kind of intent."""

    def __init__(
        self,
        store: Store,
        painter: Painter,
        describer: Describer,
        settings: Settings,
        reads: Callable[[str], Draw | Refuse],
    ):
        """`reads` tells what a prompt asks for whatever was drawn before."""
        self.store = store
        self.reads = reads
        self.painter = painter
        self.describer = describer
        self.settings = settings
        self.show: Show = nobody_looks

    def showing(self, show: Show) -> "Acting":
        """The same, where every picture is shown as soon as it is finished; what `show` raises ends the work."""
        same = copy(self)
        same.show = show
        return same

    def answer(self, intent: Intent, message: Message, where: Standing, language: str) -> Answer:
        """The answer to a message that was understood; what "it" means from then on is kept with it."""
        picked = {}
        if isinstance(intent, Again | Describe | Question) and intent.picture is not None:
            where = _of_picture(where, intent.picture)
            picked = {"picked": where.meant.id} if where.meant else {}
        answer = ACTS[type(intent)](self, intent, message, where, language).also(**picked)
        return answer.also(it=list(intent.spoken_of)) if where.meant or answer.pictures else answer

    def _refuse(self, intent: Refuse, message: Message, where: Standing, language: str) -> Answer:
        """Why it is not done; of what stands in a picture that was sent, that only drawings can be changed."""
        answer = answers.refused(intent, language)
        sent = {kind.object for kind in where.state.seen.things} if where.state.seen else set()
        if intent.reason == "absent" and sent.intersection(intent.words):
            return replace(answer, text=say("described_only", language), payload={"says": "described_only"})
        return answer

    def _ask(self, intent: Ask, message: Message, where: Standing, language: str) -> Answer:
        """The readings to choose from; where several look the same in words, nobody could choose."""
        labels = {reading(option.intent, language) for option in intent.options}
        if len(labels) == 1 < len(intent.options):
            return self.answer(intent.options[0].intent, message, where, language)
        return answers.asking(intent, language)

    def drawn(
        self, asked: Draw | Refuse, message: Message, language: str, *, count: int, seed: int | None, sticker: bool
    ) -> Answer:
        """A prompt drawn as it stands, whatever was drawn before; what is given goes before what it says."""
        if isinstance(asked, Refuse):
            return answers.refused(asked, language)
        seed = asked.seed if seed is None else seed
        asked = replace(asked, pictures=count, seed=seed, sticker=asked.sticker or sticker)
        return self._draw(asked, message, Standing(), language)

    def blended(self, blend: Blend, where: Standing, language: str) -> Answer:
        """The picture that is meant, its first thing blended with another thing and style."""
        if where.meant is None:
            return answers.refused(Refuse(reason="nothing_yet"), language)
        if not where.meant.plan.scene.things:
            return answers.refused(Refuse(reason="no_things"), language)
        if blend.thing and not self.painter.draws(blend.thing):
            return answers.refused(Refuse(reason="undrawn", words=(blend.thing,)), language)
        pictures = self.painter.redraw([blended(where.meant.plan, blend)], language, show=self.show)
        scene = where.meant.plan.scene
        intent = Change(before=scene, scene=scene, blend=blend, spoken_of=where.state.spoken_of)
        return self._kept_as_change(pictures, intent, where, language).also(it=list(where.state.spoken_of))

    def _draw(self, intent: Draw, message: Message, where: Standing, language: str) -> Answer:
        draw = drawable(intent, self.painter.draws)
        if isinstance(draw, Refuse):
            return answers.refused(draw, language)
        pictures = self.painter.draw(draw.scene, language=language, count=self._how_many(draw.pictures), seed=draw.seed,
                                     sticker=draw.sticker, blend=draw.blend, show=self.show)  # fmt: skip
        said = "drawn_sticker" if draw.sticker else "drawn" if where.meant is None else "drawn_new"
        seeded = self._draws_again(message.typed, draw)
        return self._drawing(pictures, where, said=said, prompt=message.typed, language=language, left=draw.left,
                             seeded=seeded)  # fmt: skip

    def _change(self, intent: Change, message: Message, where: Standing, language: str) -> Answer:
        if undrawn := tuple(key for key in intent.scene.objects if not self.painter.draws(key)):
            return answers.refused(Refuse(reason="undrawn", words=undrawn), language)
        assert where.meant is not None and where.shown is not None
        meant = where.meant
        if intent.drawing is not None:
            where = where.gone_back(intent.drawing)
            meant = where.path[intent.drawing - 1].pictures[0]
        if intent.picture is not None:
            meant = _of_picture(where, intent.picture).meant or meant
        count = self._how_many(intent.pictures)
        pictures = self.painter.change(meant.plan, intent, language=language, count=count, show=self.show)
        if not pictures:  # nothing could be moved
            return answers.refused(Refuse(reason="no_room", left=intent.left), language)
        return self._kept_as_change(pictures, intent, replace(where, meant=meant), language)

    def _kept_as_change(self, pictures: Sequence[Picture], intent: Change, where: Standing, language: str) -> Answer:
        assert where.meant is not None
        answer = answers.changed(pictures, intent, language=language, begun_from=where.meant,
                                 metadata=self.settings.png_metadata)  # fmt: skip
        return answer.also(path=where.before)

    def _again(self, intent: Again, message: Message, where: Standing, language: str) -> Answer:
        assert where.meant is not None
        plan = where.meant.plan
        count = self._how_many(intent.pictures)
        prompt, seeded = scene_words(plan.scene, language), False
        if intent.alike:
            plans = [varied(plan, fresh_seed()) for _ in range(count)]
            pictures, said = self.painter.redraw(plans, language, show=self.show), "drawn_alike"
        else:
            how: dict[str, Any] = {"count": count, "seed": intent.seed, "sticker": plan.backdrop is None}
            pictures = self.painter.draw(plan.scene, language=language, blend=plan.blend, show=self.show, **how)
            said = "drawn_again"
            asked = Draw(scene=plan.scene, sticker=plan.backdrop is None, blend=plan.blend)
            by = (words for words in (where.meant.prompt, prompt) if self._draws_again(words, asked))
            prompt, seeded = (words, True) if (words := next(by, None)) else (prompt, False)
        return self._drawing(pictures, where, said=said, prompt=prompt, language=language, left=intent.left,
                             begun_from=where.meant.id, seeded=seeded)  # fmt: skip

    def _draws_again(self, words: str, asked: Draw) -> bool:
        """Whether words alone, and the seed of a picture, come to that drawing."""
        if len(words) > self.settings.max_prompt:
            return False
        read = self.reads(words)
        read = drawable(read, self.painter.draws) if isinstance(read, Draw) else read
        if isinstance(read, Refuse):
            return False
        return (read.scene, read.sticker, read.blend) == (asked.scene, asked.sticker, asked.blend)

    def _drawing(self, pictures: Sequence[Picture], where: Standing, **how: Any) -> Answer:
        answer = answers.drawing(pictures, metadata=self.settings.png_metadata, **how)
        return answer.also(path=where.before)

    def _how_many(self, asked: int | None) -> int:
        return min(asked or self.settings.candidates, MOST)

    def _back(self, intent: Back, message: Message, where: Standing, language: str) -> Answer:
        target = where.path[intent.drawing - 1]
        kept = [(picture, self.store.image_bytes(picture.image)) for picture in target.pictures]
        path, seeded = [turn.id for turn in where.path], is_seeded(target)
        redrawn = answers.redrawn(kept, language=language)
        return redrawn.also(path=path, at=intent.drawing, restores=target.id, seeded=seeded)

    def _pick(self, intent: Pick, message: Message, where: Standing, language: str) -> Answer:
        assert where.shown is not None
        meant = _of_picture(where, intent.picture).meant
        assert meant is not None
        return answers.spoken("chat", "picked", language, number=intent.picture).also(picked=meant.id)

    def _describe(self, intent: Describe, message: Message, where: Standing, language: str) -> Answer:
        """The last image of the conversation, drawn or sent, said in words."""
        upload = where.upload
        target = upload if upload is not None and not where.picked else where.meant
        if target is None:
            return answers.refused(Refuse(reason="nothing_yet"), language)
        seen = self.describer.describe(open_image(self.store.image_bytes(target.image)), language)
        number = {"upload": target.id} if target is upload else {"picture": target.id}
        answer = answers.describing([answers.new_description(seen, **number)], language)
        return replace(answer, text=_told(answer.text, intent, language))

    def _question(self, intent: Question, message: Message, where: Standing, language: str) -> Answer:
        sent = where.sent if not where.picked else None
        if sent is not None and sent.kind == "photo" and intent.question in photographed.QUESTIONS:
            text = photographed.answered(intent.question, message.text, sent.facts, language)
            return Answer("chat", _told(text, replace(intent, left=()), language), {"says": "answered"})
        if where.state.seen is not None and not where.picked:
            scene = Scene.of(where.state.seen)
            if intent.question in ("made", "style") or not scene.drawable:
                return self._describe(Describe(), message, where, language)
            asked = replace(intent, ids=tuple(t.id for t in scene.things if t.object in intent.objects))
            text = _told(answered(asked, scene, "soft", language), intent, language)
            return Answer("chat", text, {"says": "answered"})
        assert where.meant is not None
        plan = where.meant.plan
        if intent.question == "made":
            values = {"prompt": where.meant.prompt, "seed": where.meant.seed}
            return answers.spoken("chat", "answer_made" if where.seeded else "answer_made_changed", language, **values)
        poses = plan.poses() if _WHERE.search(message.text) else {}
        text = _told(answered(intent, plan.scene, plan.style or "soft", language, poses), intent, language)
        return Answer("chat", text, {"says": "answered"})

    def _talk(self, intent: Talk, message: Message, where: Standing, language: str) -> Answer:
        if intent.about == "help":
            return answers.help_answer(language, self.painter.draws)
        about = "other" if intent.about == "changed" and where.shown is None else intent.about
        about = "other_standing" if about == "other" and where.shown is not None else about
        key = about if about in ("greeting", "thanks") else f"talk_{about}"
        what = where.shown.text.partition("\n")[0] if where.shown is not None else ""
        return answers.spoken(
            "chat", key, language, example=say("page_example_1", language), styles=styles(language), what=what
        )


ACTS: dict[type, Callable[[Acting, Any, Message, Standing, str], Answer]] = {
    Draw: Acting._draw,
    Change: Acting._change,
    Again: Acting._again,
    Back: Acting._back,
    Pick: Acting._pick,
    Describe: Acting._describe,
    Question: Acting._question,
    Talk: Acting._talk,
    Refuse: Acting._refuse,
    Ask: Acting._ask,
}


def _of_picture(where: Standing, number: int) -> Standing:
    """The same conversation, where the how-manieth of the pictures shown is the one that is meant."""
    if where.shown is None:
        return where
    number = min(number, len(where.shown.pictures))
    return replace(where, meant=where.shown.pictures[number - 1], number=number, picked=True)


def _told(text: str, intent: Question | Describe, language: str) -> str:
    """What is answered to a question, and which words of it were not understood."""
    unknown = [word for left in intent.left if left.reason == "unknown" for word in left.words]
    unread = [say("question_unread", language, words=quoted(unknown, language))] if unknown else []
    rest = answers.left_over([left for left in intent.left if left.reason != "unknown"], language)
    return "\n".join([text, *unread, *rest])
