"""Kept turns as the HTML of the conversation."""

from dataclasses import dataclass
from typing import Any

from chat.standing import Standing, is_seeded
from chat.texts import say
from img2txt.description import is_doubtful
from storage.errors import StorageError
from storage.records import Conversation, Mended, Rating, SavedDescription, SavedPicture, Turn
from web import chips
from web.files import Files
from web.html import fill

BEST = "🏅"


@dataclass(frozen=True)
class Shown:
    """An image on the page; without `url` its file is gone."""

    url: str | None
    alt: str
    tall: bool = False  # higher than wide


class Render:
    """Draws one conversation in one language."""

    def __init__(self, files: Files, language: str):
        self.files = files
        self.language = language

    def turns(self, conversation: Conversation, where: Standing) -> list[tuple[Turn, str]]:
        """Each turn with its HTML; the last answer carries what may come next."""
        last = [turn.id for turn in conversation.settled[-1:]]
        return [(turn, self.turn(turn, where, last=turn.id in last)) for turn in conversation.turns]

    def turn(self, turn: Turn, where: Standing, *, last: bool = False) -> str:
        """One message with its pictures and what was seen in them; the `last` with what may come next, at a touch."""
        options = turn.payload.get("options", []) if last else []
        chosen = where.meant.id if where.picked and where.meant else None
        of_uploads = {each.upload: each for each in turn.descriptions if each.upload is not None}
        of_pictures = [each for each in turn.descriptions if each.picture is not None]
        several, unnamed = len(turn.descriptions) > 1, say("page_upload", self.language)
        return fill(
            "turn",
            self.language,
            kind=turn.kind,
            number=turn.id,
            lines=_lines(turn, without=len(options)),
            uploads=[self.image(each.image, each.name or unnamed) for each in turn.uploads],
            cards=[self._card(each, picked=each.id == chosen, seeded=is_seeded(turn)) for each in turn.pictures],
            descriptions=[self._description(each, several) for each in (*of_uploads.values(), *of_pictures)],
            several=several,
            options=options,
            replies=self._replies(turn, where) if last else [],
        )

    def _card(self, picture: SavedPicture, *, picked: bool, seeded: bool) -> dict[str, Any]:
        told = [fact for fact in picture.facts if not chips.goes_without_saying(fact)]
        return {
            "id": picture.id,
            "number": picture.position + 1,
            "seed": picture.seed if seeded else None,
            "image": self.image(picture.image, picture.caption),
            "chips": chips.listed(told, self.language),
            "mark": mark(picture.rating),
            "picked": picked,
            "sticker": is_sticker(picture),
        }

    def _description(self, seen: SavedDescription, one_of_several: bool) -> dict[str, Any]:
        """A caption with its chips; one of several shows the image that it speaks of.

        It is doubtful where nothing recognised speaks for it, until somebody has mended it.
        """
        mended = seen.rating is not None and seen.rating.caption is not None
        return {
            "id": seen.id,
            "image": self.described_image(seen) if one_of_several else None,
            "caption": _told(seen),
            "doubtful": is_doubtful(seen.kind, seen.caption, (fact["fact"] for fact in seen.facts)) and not mended,
            "chips": chips.listed(seen.facts, self.language, shares=True, mended=mended_of(seen)),
            "mark": mark(seen.rating),
        }

    def _replies(self, turn: Turn, where: Standing) -> list[tuple[str, str]]:
        """What may come next, at a touch: words that are sent as if they had been typed, and what their button says."""
        keys: tuple[str, ...] = ("page_again", "page_alike", "page_describe") if turn.pictures else ()
        keys = (*keys, "page_undo") if keys and where.state.at > 1 else keys
        keys = (*keys, "page_redo") if keys and where.state.at < len(where.path) else keys
        if any(can_be_sticker(picture) for picture in turn.pictures):
            keys = (*keys, "page_sticker")
        said = [(say(key, self.language), say(key, self.language)) for key in keys]
        drawable = [_told(each) for each in turn.descriptions if _is_sure(each) and each.upload is not None]
        said += [(caption, say("page_draw_it", self.language)) for caption in drawable if len(turn.descriptions) == 1]
        return said

    def image(self, hash: str, alt: str, *, tall: bool = False) -> Shown:
        """An image from the store."""
        return Shown(self.files.url(hash), alt, tall)

    def described_image(self, seen: SavedDescription) -> Shown | None:
        """The image that a description speaks of; None where the store has it no more."""
        store = self.files.store
        try:
            kept = store.upload(seen.upload) if seen.upload is not None else store.picture(seen.picture or 0)
        except StorageError:
            return None
        return self.image(kept.image, seen.caption, tall=kept.height > kept.width)


def _lines(turn: Turn, *, without: int) -> list[str]:
    """What was said, without what a description says and without so many lines at its end, which buttons say."""
    lines = turn.text.split("\n")
    if turn.descriptions:
        lines = lines[len(turn.descriptions) :] if len(lines) > 1 else []
    else:
        lines = ["\n".join(lines[: len(lines) - without])]
    return [line for line in lines if line]


def can_be_sticker(picture: SavedPicture) -> bool:
    """Whether there is something to cut out, and it is not cut out yet."""
    return bool(picture.plan.bodies) and not is_sticker(picture)


def is_sticker(picture: SavedPicture) -> bool:
    """Whether nothing lies behind the things of a picture; the page shows a checkerboard there."""
    return picture.plan.backdrop is None


def mark(rating: Rating | None) -> str:
    """★4, or a thumb, or that it is the best one, or ✎ where only words were left; empty where nothing was."""
    if rating is None:
        return ""
    if rating.stars is not None:
        return f"★{rating.stars}"
    return {1: "👍", -1: "👎"}.get(rating.thumb or 0, BEST if rating.best else "✎")


def mended_of(seen: SavedDescription) -> tuple[Mended, ...]:
    """The facts of a description that somebody corrected."""
    return seen.rating.mended if seen.rating else ()


def _is_sure(seen: SavedDescription) -> bool:
    """Whether a thing was recognised, and not in a photo, whose things may have no drawing."""
    return seen.kind == "drawing" and any(fact["fact"] == "object" for fact in seen.facts)


def _told(seen: SavedDescription) -> str:
    """The caption, as it was corrected."""
    return (seen.rating.caption if seen.rating else None) or seen.caption
