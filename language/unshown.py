"""Words that are known and that no picture shows: how somebody sits, what mood they are in, what lies between.

They name no value, so that nothing can be read out of them; where something is drawn, the answer names them.
"""

import re
from collections.abc import Iterable, Iterator

from language import lexicon
from language.asides import of_the_speaker
from language.words import placed

_THEIRS = re.compile(
    r"\b(?:my|our|your|for|the light|dear|thanks?|hi|hello) $|[给我帮你送跟]$|(?:谢谢|感谢)$", re.IGNORECASE
)
_FELT = re.compile(r"(?:[我咱]们?[^,，。]{0,2}|[好太真超]|有点)$")  # what the speaker feels: 太感动了
_NOT_IT = re.compile(r" with\b|[- ]?(?:hearted|weight|year|bulb)", re.IGNORECASE)
_SHADE = re.compile(r"[- ]?(?:blue|green|red|pink|grey|gray|brown|purple|yellow|orange|skin)", re.IGNORECASE)
_NO_LIGHT = re.compile(r"\b(?:a|the|red|green|yellow|traffic|street|of|with) (?:[\w-]+ )?$", re.IGNORECASE)
Span = tuple[int, int]


def unshown(text: str, named: Iterable[Span]) -> Iterator[tuple[str, int, int]]:
    """What kind of word it is (see `lexicon.unshown`), from where to where; none within what is named already."""
    spans = list(named)
    for piece, start in placed(text):
        end = start + len(piece.text)
        if piece.kind != "plain" or any(start < last and first < end for first, last in spans):
            continue
        form = lexicon.unshown("en" if piece.text.isascii() else "zh").get(piece.text.casefold())
        if form is not None and _is_of_the_picture(text, start, end, form):
            yield form, start, end


def _is_of_the_picture(text: str, start: int, end: int, form: str) -> bool:
    """Whether it tells of what is to be drawn, not of the speaker, and is no part of another wording."""
    before = text[:start]
    if of_the_speaker(text, start, end) or _NOT_IT.match(text, end):
        return False
    if form == "thing":
        return not _THEIRS.search(before)
    if form == "mood":
        return not _FELT.search(before)
    if text[start:end].casefold() != "light":
        return True
    return bool(_NO_LIGHT.search(before)) and not (
        _SHADE.match(text, end) and not text.casefold().startswith(("is ", "was "))
    )
