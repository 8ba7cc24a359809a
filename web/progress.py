"""What somebody who waits is shown: the place in the queue, about how long, and the pictures that are finished."""

import base64
import io

from PIL.Image import Image

from chat.queue import Wait
from chat.texts import say
from web.html import fill

SIDE = 128  # pixels of a small picture
ROUGHLY = 10  # seconds from which on only fives are told
MINUTE = 60


def progress(wait: Wait, language: str) -> str:
    """One line of HTML, with Stop."""
    return fill("progress", language, line=line(wait, language), pictures=[_small(each) for each in wait.pictures])


def line(wait: Wait, language: str) -> str:
    """How many come before and about how long it takes: in words, as rough as it is known."""
    time = None if wait.seconds is None else _time(wait.seconds, language)
    if not wait.before:
        working = say("page_working" if wait.is_under_way else "page_next", language)
        return working if time is None else say("page_about", language, what=working, time=time)
    before = say("page_before", language, before=wait.before)
    return before if time is None else say("page_about", language, what=before, time=time)


def _time(seconds: float, language: str) -> str:
    if seconds >= MINUTE:
        return say("page_minutes", language, time=round(seconds / MINUTE))
    seconds = max(1, round(seconds)) if seconds < ROUGHLY else 5 * round(seconds / 5)
    return say("page_seconds", language, time=seconds)


def _small(picture: Image) -> str:
    """A picture as an address of its own, small."""
    small = picture.copy()
    small.thumbnail((SIDE, SIDE))
    written = io.BytesIO()
    small.save(written, "WEBP", quality=80)
    return f"data:image/webp;base64,{base64.b64encode(written.getvalue()).decode()}"
