"""Reads a short message word by word: names of the vocabulary, and the words with which people ask for changes.

This is no understanding of sentences (the painter's networks do that for whole prompts); it is a longest-match list of
words of both languages, so that a follow-up is read the same way every time.
"""

# ruff: noqa: E501 - lists of words are read across

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from scenes import chinese, vocabulary
from scenes.english import VERBS, WHEN, WHERE, plural

# What a piece does in a message; every other kind is a slot of the vocabulary, or "count".
CONTROL = {
    "set": "make|turn|colour|color|paint|let|have|change|recolour|recolor|put|move|place it|keep|set|switch|dye|give it|"
    "让|使|叫|变|改|涂|染|弄|放到|放在|放|移到|搬到|调成|设成|要|用|去",
    "into": "into|to|by|as|换成|换为|换到|换|变成|变为|改成|改为|替换成|替换为|画成|涂成|染成|弄成|变做|变作",
    "with": "with",
    "replace": "replace|swap|exchange|substitute|替换|换掉",
    "instead": "instead of|instead|rather|而不是",
    "add": "add|plus|include|put in|also|as well|too|加上|加一点|加入|加|添加|添上|添|再加|再加上|再添|再画|再来|还要|还有|再要|"
    "多画|多加|多来",
    "another": "another|one more|an extra|extra",
    "remove": "without|remove|delete|take away|take out|get rid of|erase|drop|lose|no more|no|clear|"
    "去掉|去除|删掉|删除|删去|删|拿走|拿掉|移走|移除|移开|不要|别画|没有|少画|少|擦掉|除掉|抹掉|去了",
    "it": "it|this|that|him|her|this one|that one|the picture|the image|它|他|她|这个|那个|这只|那只|这张|图片|画面|图里|画里",
    "all": "them|both|all|they|all of them|both of them|everything|它们|他们|都|全部|全都|所有",
    "the": "the|its|my|your|his|把|将|给",
    "a": "a|an|some|any",
    "more": "bigger|larger|taller|huger|much bigger",
    "less": "smaller|tinier|littler|shorter",
    "step": "more|a bit|a little|slightly|even|much|更加|更|再|一点儿|一点|点儿|点|一些|些",
    "join": "and then|and also|and|then|but|,|;|&|并且|并|而且|然后|还|和|跟|，|；|、",
    "ask": "draw|sketch|create|generate|show|i want|i'd like|give me|make me|paint me|draw me|show me|a picture of|picture of|"
    "drawing of|image of|画",
    "of": "of|的",
    "it's": "is|are|be|should|should be|must|must be|to be|needs to be|being|was|becomes|become|look|looks|是|成|为|看起来",
    "glue": "now|again|just|only|but|same|please|so|on|in|at|for|me|there|here|one|ones|that's|background|colour|color|"
    "'s|style|look|place|time|scene|setting|picture|image|drawing|scenery|weather|instead please|up|go|going|start|"
    "in a|in the|happy|time of day|during|while|itself|from|and make it|"
    "上|里|里面|中|在|到|得|地|着|了|吧|呢|呀|啊|嘛|吗|哦|个|只|一下|一个|背景|颜色|风格|样式|画风|样子|大小|数量|地方|地点|时间|场景|也|就|"
    "再|来|起|往|去|以|这里|那里|图|张|一张|换个|现在|它的|变得|正在|开始|模式|效果",
}
POLITE = re.compile(
    r"\b(can|could|would|will) you( please)?\b|\b(please|pls|plz|thanks|thank you|now|ok|okay|hey|hi|well|maybe)\b"
    r"|\bi(?: would|'d) (?:like|love) you to\b|\b(?:i want you to|let's|lets|how about|what about)\b"
    r"|请你|请|麻烦你|麻烦|帮我|帮忙|给我|能不能|可不可以|可以|能否|好的|那么|谢谢|你能|你|我想|我要|好吗|行吗|可以吗"
)
COUNTS_EN = {
    "just one": 1, "only one": 1, "one of them": 1, "a single": 1, "one": 1, "two": 2, "a pair of": 2, "a couple of": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "a dozen": 12,
}  # fmt: skip
DIGITS_ZH = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "俩": 2, "仨": 3}
DRESS = ("size", "colour", "action", "of")  # what may stand between an article and its noun
MEASURES = "".join(sorted({thing.measure for thing in vocabulary.OBJECTS} | set("只个条头匹座本张朵颗棵辆架艘")))
COUNT_ZH = re.compile(rf"([一二两三四五六七八九十]|\d{{1,3}})\s*[{MEASURES}]")


@dataclass(frozen=True)
class Piece:
    """One word or phrase: its kind, the value it names, and how it was written. Kind "unknown" is on no list."""

    kind: str
    key: str
    text: str


def tidy(text: str) -> str:
    """Folded to one case and width, without marks at the end and without polite words."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = re.sub(r"[.!?。！？~～…\"“”‘()（）:：]+", " ", folded)
    return " ".join(POLITE.sub(" ", plain).split()).strip(" ,，、;；")


def read(text: str) -> tuple[Piece, ...]:
    """The pieces of a message from first to last; every character is in one of them."""
    rest, pieces = tidy(text), []
    while rest := rest.lstrip():
        piece, used = _counted(rest) or _listed(rest) or _unknown(rest)
        pieces.append(piece)
        rest = rest[used:]
    return tuple(_merged(_stacked(pieces)))


def _counted(rest: str) -> tuple[Piece, int] | None:
    """三只, 两个, 3 条; 一张 is a picture and 一些 a few, and neither is a count."""
    if (found := COUNT_ZH.match(rest)) and not rest.startswith("一张"):
        number = found[1]
        return Piece("count", str(DIGITS_ZH.get(number) or int(number)), found[0]), found.end()
    return None


def _listed(rest: str) -> tuple[Piece, int] | None:
    names, longest = _names()
    for length in range(min(longest, len(rest)), 0, -1):
        known = names.get(rest[:length])
        if known and not (_is_latin(rest[length - 1]) and length < len(rest) and _is_latin(rest[length])):
            return Piece(*known, rest[:length]), length
    return None


def _unknown(rest: str) -> tuple[Piece, int]:
    word = re.match(r"[^\W\u2e80-\uffff]+(?:['-][^\W\u2e80-\uffff]+)*", rest)
    written = word[0] if word else rest[0]
    if written.isdecimal():
        return Piece("count", written, written), len(written)
    return Piece("unknown", "", written), len(written)


def _stacked(pieces: list[Piece]) -> list[Piece]:
    """ "on the cat" and 猫上 say how two things stand; any other "on" and 上 says nothing by itself."""
    said = list(pieces)
    for at, piece in enumerate(pieces):
        after = next((each.kind for each in pieces[at + 1 :] if each.kind not in (*DRESS, "the", "a", "count")), "")
        before = pieces[at - 1].kind if at else ""
        if piece.kind == "glue" and (
            (piece.text == "on" and after == "object") or (piece.text == "上" and before == "object")
        ):
            said[at] = Piece("relation", "on", piece.text)
    return said


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Unknown Chinese characters that stand side by side are one unknown word."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece.kind == merged[-1].kind == "unknown" and not piece.text.isascii():
            merged[-1] = Piece("unknown", "", merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return merged


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@cache
def _names() -> tuple[dict[str, tuple[str, str]], int]:
    """Every known word with its kind and key, and the length of the longest. What comes later wins."""
    names: dict[str, tuple[str, str]] = {}
    for kind, words in CONTROL.items():
        for word in words.split("|"):
            names.setdefault(word, (kind, ""))
    for slot in ("relation", "place", "time", "style", "size", "action", "colour", "object"):
        for value in vocabulary.slot(slot):
            for name in (*value.en, *value.zh):
                names[name.casefold()] = (slot, value.key)
    for slot, phrases in (("place", WHERE), ("time", WHEN)):
        names |= {phrase: (slot, key) for key, said in phrases.items() for phrase in said}
    names |= {form: ("action", key) for key, forms in VERBS.items() for verb in forms for form in verb}
    for slot, phrases in (("place", chinese.WHERE), ("time", chinese.WHEN), ("action", chinese.VERBS)):
        names |= {phrase: (slot, key) for key, said in phrases.items() for phrase in said}
    for thing in vocabulary.OBJECTS:
        names |= {plural(name).casefold(): ("object", thing.key) for name in thing.en}
    names |= {name: ("count", str(number)) for name, number in COUNTS_EN.items()}
    names |= {"larger": ("more", ""), "colourless": ("colour", "natural"), "in colour": ("glue", "")}
    names |= {"it snow": ("time", "snowfall"), "it rain": ("time", "rain")}
    return names, max(map(len, names))
