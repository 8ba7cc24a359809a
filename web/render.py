"""Kept turns as the HTML of the conversation. Everything that somebody wrote goes through `escape`."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from chat.standing import Standing
from chat.texts import say
from img2txt.description import is_doubtful
from storage.errors import StorageError
from storage.records import Conversation, Rating, SavedDescription, SavedPicture, SavedUpload, Turn
from web import chips
from web.files import Files


def pick(**what: object) -> str:
    """The attribute that tells the page what a click means."""
    return f'data-pick="{escape(json.dumps(what, ensure_ascii=False))}"'


class Render:
    """Draws one conversation in one language."""

    def __init__(self, files: Files, language: str):
        self.files = files
        self.language = language

    def turns(self, conversation: Conversation, where: Standing) -> list[tuple[str, str, int]]:
        """Role, HTML and number of each turn; the last answer carries what may come next."""
        turns = conversation.turns
        return [(turn.role, self.turn(turn, where, last=turn is turns[-1]), turn.id) for turn in turns]

    def turn(self, turn: Turn, where: Standing, *, last: bool = False) -> str:
        """One message with its pictures and what was seen in them; the `last` with what may come next, at a touch."""
        options = turn.payload.get("options", []) if last else []
        described = {each.upload: each for each in turn.descriptions if each.upload is not None}
        parts = [self._text(turn, without=len(options))]
        parts.append(self._uploads(turn.uploads))
        if turn.pictures:
            parts.append(self._pictures(turn.pictures, where))
        several = len(turn.descriptions) > 1
        parts += [self._description(each, several) for each in (*described.values(), *self._of_pictures(turn))]
        if last:
            parts += [_options(turn.id, options), self._quick(turn, where)]
        return f'<div class="tw-turn tw-{escape(turn.kind)}">{"".join(parts)}</div>'

    def pending(self, text: str, images: int) -> str:
        """A message that is not kept yet."""
        said = f'<p class="tw-text" dir="auto">{escape(text)}</p>' if text else ""
        awaited = f'<div class="tw-uploads">{"<span class=tw-wait-image></span>" * images}</div>' if images else ""
        return f'<div class="tw-turn">{said}{awaited}</div>'

    def waiting(self) -> str:
        """An answer that is being worked on."""
        label = escape(say("page_working", self.language))
        return f'<div class="tw-dots" role="status" aria-label="{label}"><i></i><i></i><i></i></div>'

    def _text(self, turn: Turn, *, without: int) -> str:
        """What was said, without so many lines at its end, which buttons say."""
        if turn.descriptions and not turn.text.count("\n"):
            return ""  # the description says it
        lines = turn.text.split("\n")
        lines = lines[len(turn.descriptions) :] if turn.descriptions else ["\n".join(lines[: len(lines) - without])]
        return "".join(f'<p class="tw-text" dir="auto">{escape(line)}</p>' for line in lines if line)

    def _pictures(self, pictures: Sequence[SavedPicture], where: Standing) -> str:
        chosen = where.meant.id if where.picked and where.meant else None
        cards = "".join(self._picture(picture, picked=picture.id == chosen) for picture in pictures)
        return f'<div class="tw-pictures tw-n{min(len(pictures), 4)}">{cards}</div>'

    def _picture(self, picture: SavedPicture, *, picked: bool) -> str:
        told = [fact for fact in picture.facts if not chips.goes_without_saying(fact)]
        seed = say("page_seed", self.language, seed=picture.seed)
        label = f"{say('page_picture', self.language, number=picture.position + 1)}, {seed}: {picture.caption}"
        return (
            f'<div class="tw-card"><button type="button" class="tw-picture{ground(picture)}" '
            f'{pick(picture=picture.id)} aria-pressed="{str(picked).lower()}" aria-label="{escape(label)}">'
            f"{self.image(picture.image, picture.caption)}{self.mark(picture.rating)}</button>"
            f"{chips.listed(told, self.language)}"
            f'<p class="tw-small tw-seed">{escape(seed)}</p></div>'
        )

    def _uploads(self, uploads: Sequence[SavedUpload]) -> str:
        unnamed = say("page_upload", self.language)
        shown = "".join(
            f'<div class="tw-upload">{self.image(each.image, each.name or unnamed)}</div>' for each in uploads
        )
        return f'<div class="tw-uploads">{shown}</div>' if len(uploads) > 1 else shown

    def _of_pictures(self, turn: Turn) -> list[SavedDescription]:
        return [each for each in turn.descriptions if each.picture is not None]

    def _description(self, seen: SavedDescription, one_of_several: bool) -> str:
        """A caption with its chips; one of several shows the image that it speaks of."""
        kind, (image, _) = ("tw-small-image", self.described_image(seen)) if one_of_several else ("tw-eye", ("", False))
        return (
            f'<button type="button" class="tw-caption" {pick(description=seen.id)} dir="auto">'
            f'<span class="{kind}" aria-hidden="true">{image}</span>'
            f"<span>{self._doubt(seen)}{escape(_told(seen))}</span>{self.mark(seen.rating)}"
            f"</button>{chips.listed(seen.facts, self.language, shares=True)}"
        )

    def _doubt(self, seen: SavedDescription) -> str:
        """What is said before a caption that nothing recognised speaks for, until somebody has mended it."""
        mended = seen.rating is not None and seen.rating.caption is not None
        doubtful = is_doubtful(seen.kind, seen.caption, (fact["fact"] for fact in seen.facts)) and not mended
        return f"<i>{escape(say('page_doubt', self.language))}</i> " if doubtful else ""

    def _quick(self, turn: Turn, where: Standing) -> str:
        """What may come next, at a touch: the words are sent as if they had been typed."""
        keys: tuple[str, ...] = ("page_again", "page_alike", "page_describe") if turn.pictures else ()
        keys = (*keys, "page_undo") if keys and where.state.at > 1 else keys
        keys = (*keys, "page_redo") if keys and where.state.at < len(where.path) else keys
        if any(can_be_sticker(picture) for picture in turn.pictures):
            keys = (*keys, "page_sticker")
        said = [(say(key, self.language), say(key, self.language)) for key in keys]
        drawable = [_told(each) for each in turn.descriptions if _is_sure(each) and each.upload is not None]
        said += [(say("page_draw_it", self.language), caption) for caption in drawable if len(turn.descriptions) == 1]
        buttons = "".join(
            f'<button type="button" class="tw-quick" {pick(say=words)}>{escape(label)}</button>'
            for label, words in said
        )
        return f'<div class="tw-quicks">{buttons}</div>' if buttons else ""

    def image(self, hash: str, alt: str) -> str:
        """An image from the store, or a note that its file is gone."""
        url = self.files.url(hash)
        if url is None:
            return f'<span class="tw-lost">{escape(say("page_lost_picture", self.language))}</span>'
        return f'<img src="{escape(url)}" alt="{escape(alt)}" loading="lazy" decoding="async">'

    def described_image(self, seen: SavedDescription) -> tuple[str, bool]:
        """The image that a description speaks of, and whether it is taller than wide; empty where it is gone."""
        store = self.files.store
        try:
            kept = store.upload(seen.upload) if seen.upload is not None else store.picture(seen.picture or 0)
        except StorageError:
            return "", False
        return self.image(kept.image, seen.caption), kept.height > kept.width

    def mark(self, rating: Rating | None) -> str:
        """What was thought of it, small enough for a corner."""
        if rating is None:
            return '<span class="tw-mark" hidden></span>'
        return f'<span class="tw-mark">{escape(mark_text(rating))}</span>'


def _options(turn: int, options: Sequence[dict[str, Any]]) -> str:
    """The readings that an answer offers, to be tapped; their numbers can be typed too."""
    buttons = "".join(
        f'<button type="button" class="tw-quick tw-option" {pick(choose=number, of=turn)} dir="auto">'
        f"<b>{number}</b> {escape(option['label'])}</button>"
        for number, option in enumerate(options, 1)
    )
    return f'<div class="tw-quicks tw-options">{buttons}</div>' if options else ""


def ground(picture: SavedPicture) -> str:
    """A class for what lies behind a picture: a sticker shows a checkerboard."""
    return " tw-sticker" if _is_sticker(picture) else ""


def can_be_sticker(picture: SavedPicture) -> bool:
    """Whether there is something to cut out, and it is not cut out yet."""
    return bool(picture.plan.bodies) and not _is_sticker(picture)


def _is_sticker(picture: SavedPicture) -> bool:
    return picture.plan.backdrop is None


def mark_text(rating: Rating) -> str:
    """★4, or a thumb, or a dot where only words were left."""
    if rating.stars is not None:
        return f"★{rating.stars}"
    return {1: "👍", -1: "👎"}.get(rating.thumb or 0, "✎")


def _is_sure(seen: SavedDescription) -> bool:
    """Whether a thing was recognised, and not in a photo, whose things may have no drawing."""
    return seen.kind == "drawing" and any(fact["fact"] == "object" for fact in seen.facts)


def _told(seen: SavedDescription) -> str:
    """The caption, as it was corrected."""
    return (seen.rating.caption if seen.rating else None) or seen.caption
