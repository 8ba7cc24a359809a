"""The panel beside the conversation: one picture or description up close, and what a person thinks of it."""

import json
from html import escape

from chat.texts import say
from storage.records import Rating, SavedDescription, SavedPicture
from web import chips, watching
from web.render import Render, can_be_sticker, ground, mark_text, pick

Target = SavedPicture | SavedDescription

UP = "M7 11v9H4v-9zM7 11l4-8c1.6 0 2.5 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1.1 7A2 2 0 0 1 17.4 20H7"
DOWN = "M17 13V4h3v9zM17 13l-4 8c-1.6 0-2.5-1-2.5-2.5V15h-5a2 2 0 0 1-2-2.3l1.1-7A2 2 0 0 1 6.6 4H17"
THUMBS = {1: ("page_up", UP), -1: ("page_down", DOWN)}
STAR = "M12 3.2l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1L12 17l-5.4 2.9 1.1-6.1L3.2 9.6l6.1-.8z"


def close_up(target: Target, render: Render) -> str:
    """What is known of a picture or a description."""
    language = render.language
    is_picture = isinstance(target, SavedPicture)
    title = say("page_selected" if is_picture else "page_selected_caption", language)
    close = say("page_close", language)
    head = (
        f'<div class="tw-panel-head"><h2>{escape(title)}</h2><button type="button" class="tw-close" '
        f'{pick(close=True)} aria-label="{escape(close)}" title="{escape(close)}">×</button></div>'
    )
    shown = _picture(target, render) if isinstance(target, SavedPicture) else _description(target, render)
    return f'<div class="tw-closeup">{head}{shown}</div>'


def _picture(picture: SavedPicture, render: Render) -> str:
    language = render.language
    name = f"tuwen-{picture.id}-{picture.seed}.png"
    url = render.files.url(picture.image, name)
    download = "" if url is None else (
        f'<a class="tw-download" href="{escape(url)}" download="{name}">'
        f"{escape(say('page_download', language))}</a>"
    )  # fmt: skip
    return (
        f'<div class="tw-large{ground(picture)}">{render.image(picture.image, picture.caption)}</div>'
        f"{chips.listed(picture.facts, language, shares=True)}"
        f'<p class="tw-sees" dir="auto"><span>{escape(say("page_sees", language))}</span> {escape(picture.caption)}</p>'
        f'<p class="tw-small">{escape(say("page_seed", language, seed=picture.seed))} {download}</p>'
        f"{_to_sticker(picture, language)}"
    )


def _to_sticker(picture: SavedPicture, language: str) -> str:
    """A button that asks for the picture as a sticker, in words."""
    if not can_be_sticker(picture):
        return ""
    words = say("page_sticker", language)
    return f'<button type="button" class="tw-quick" {pick(say=words)}>{escape(words)}</button>'


def _description(seen: SavedDescription, render: Render) -> str:
    image, tall = render.described_image(seen)
    layers = watching.layers(seen.gaze, tall=tall)
    shown = f'<div class="tw-large tw-whole">{image}{layers}</div>' if image else ""
    hint = f'<p class="tw-small">{escape(say("page_watch", render.language))}</p>' if image and layers else ""
    caption = watching.words(seen.caption, seen.gaze if image else None)
    facts = chips.listed(seen.facts, render.language, shares=True)
    return f'{shown}<p class="tw-quote" dir="auto">{caption}</p>{hint}{facts}'


def rating_bar(target: Target, rating: Rating | None, language: str) -> str:
    """Thumbs and stars; what is already given is pressed, and pressing it again takes it back."""
    thumb, stars = (rating.thumb, rating.stars) if rating else (None, None)
    thumbs = "".join(
        _button({"thumb": value}, thumb == value, say(key, language), path, "tw-thumb")
        for value, (key, path) in THUMBS.items()
    )
    given = "".join(_star(number, stars, language) for number in range(1, 6))
    rated: dict[str, object] = {"mark": mark_text(rating) if rating else ""}
    if isinstance(target, SavedPicture):
        rated |= {"picture": target.id}
    else:
        rated |= {"description": target.id, "caption": (rating.caption if rating else None) or target.caption}
    return (
        f'<div class="tw-rating" data-rated="{escape(json.dumps(rated, ensure_ascii=False))}" role="group" '
        f'aria-label="{escape(say("page_rate", language))}"><p>{escape(say("page_rate", language))}</p>'
        f'<div class="tw-rate-row"><div class="tw-thumbs">{thumbs}</div><div class="tw-stars">{given}</div></div></div>'
    )


def _star(number: int, given: int | None, language: str) -> str:
    lit = " tw-lit" if number <= (given or 0) else ""
    label = say("page_stars", language, number=number)
    return _button({"stars": number}, given == number, label, STAR, f"tw-star{lit}")


def _button(rate: dict[str, int], pressed: bool, label: str, path: str, kind: str) -> str:
    return (
        f'<button type="button" class="{kind}" {pick(rate=rate)} aria-pressed="{str(pressed).lower()}" '
        f'aria-label="{escape(label)}" title="{escape(label)}"><svg viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{path}"/></svg></button>'
    )
