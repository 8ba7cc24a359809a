"""Asking for a sticker: the last picture without its ground, or something new with nothing behind it."""

import re
from dataclasses import dataclass

from language.familiar import familiar
from language.words import clean, named, unknown_words
from world.gist import Gist

_FILLER = (
    "make|turn|draw|paint|give|create|want|get|save|can|could|you|i|we|as|in|into|to|a|an|the|me|it|this|that|one|some"
    "|with|please"
)
_ASKS = (
    re.compile(
        rf"(?:\b(?:{_FILLER})\b\s*)*\b(?:stickers?|emoji|transparent (?:background|ground|png)"
        r"|(?:without|no|remove|cut out) (?:a |the |its )?background)\b"
        r"(?:\s*\b(?:of|with|showing|from|out of|please)\b)*",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:[把将](?:它|这个|这张[图画]?|那张[图画]?|[图画]片?))?(?:帮我|给我)?(?:做|变|改|换|弄|存|转|画|来|生成|设计)?[成为作]?"
        r"(?:一?[张个枚套幅])?的?(?:透明(?:背景|底)的?)?(?:贴纸|表情包|贴图)"
        r"|(?:用|要|带)?透明的?(?:背景|底)的?|(?:不要|去掉|没有|去除|抠掉|删掉)(?:它的)?背景|抠图"
    ),
)
_KNOWN = re.compile(r"^(?:(?:make|turn|draw|cut out) )?(?:the|this|that|these|those)\b|^[把将这那]", re.IGNORECASE)
_LAST = re.compile(r"\b(?:it|this|that|these|those|the|him|her|them)\b|[它这那他她]", re.IGNORECASE)


@dataclass(frozen=True)
class StickerOfLast:
    """The last picture, or one thing of it, with nothing behind."""

    of: int | None = None


@dataclass(frozen=True)
class NewSticker:
    """A prompt of its own."""

    prompt: str


def read_sticker(text: str, last: Gist | None) -> StickerOfLast | NewSticker | None:
    """Which sticker a message asks for; None where it asks for none."""
    text = clean(text)
    match = next((found for pattern in _ASKS if (found := pattern.search(text))), None)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,.;:!?，。；：！？、吧呢的")
    objects = named("object", familiar(rest))
    known = [thing.object for thing in last.things] if last else []
    if not objects:
        before, after = text[: match.start()].split()[-1:], text[match.end() :].split()[-1:]
        strange = set(before + after) & set(
            unknown_words(familiar(rest))
        )  # "a blorptang sticker", "a sticker of a blorp"
        return NewSticker(rest) if strange and not _LAST.search(text) else StickerOfLast()
    if _KNOWN.search(rest) and objects[0] in known:
        return StickerOfLast(known.index(objects[0]))
    return NewSticker(rest)
