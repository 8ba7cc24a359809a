"""Parts of what is drawn: the eyes of a cat, the windows of a house; no things of their own, as "an eye" is."""

import re
from collections.abc import Sequence

from world import vocabulary

Span = tuple[str, int, int]  # an object's key, from where to where

_SOMEBODY = ("animal", "person")
_OF: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("eye", "ear", "foot", "hand", "tooth", "kiss_mark", "thumbs-up"), _SOMEBODY
)
_OF |= {"feather": ("animal",), "window": ("building", "vehicle"), "wheel": ("vehicle",), "leaf": ("plant",)}
_BODY = frozenset(key for key, kinds in _OF.items() if kinds == _SOMEBODY)
_WHOLE = re.compile("thumbs.up|.*(?:like|点赞|竖|mark|print|emoji|印).*", re.IGNORECASE)  # 👍, 💋
_ITS = re.compile(r"(?:\b(?:its|his|her|their|whose)|\w's|s')(?: [\w-]+){0,2} $", re.IGNORECASE)
_MINE = re.compile(r"\b(?:your|my|our)(?: [\w-]+){0,2} $", re.IGNORECASE)
_DRAWN_MINE = re.compile(r"\b(?:draw|paint|sketch|of) (?:my|our|your)(?: [\w-]+){0,2} $", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:with|without|has|have|having|had|got|gets?|needs?)(?: (?!and\b)[\w'-]+){0,3} $"
    r"|(?<![还没如边面里上下旁侧])(?:长|有|瞪|睁|露|带|加|安|画)(?:着|了|出|上)?"
    r"(?:[一两二三四五六几\d][只个双对颗排口扇片]|几个|很多|许多)?(?:\w{0,3}的|[大小长尖蓝绿红黑白])?$",
    re.IGNORECASE,
)
_STRANGER_HAS = re.compile(r"\w (?:with|has|have|having)(?: (?!and\b)[\w'-]+){0,3} $", re.IGNORECASE)
_BARE_WAY = re.compile(r"\b(?:by|on|in|at|to|off|under) (?:(?:one|two|both|all|each|every|four) )?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:rais|wav|lift|shak|clap|clos|open|blink|wink|hold|cover|stomp|brush)\w*(?: up)?(?: (?:an?|one|two|both))? $"
    r"|(?:闭|睁|眨|举|抬|伸|竖|挥|招|捂|牵|拉|握|踮|抱|搓|拍|咧|刷|翘)(?:着|起|上|开|了|出|住|一)*(?:[一两双][只双个]?)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:an?|one|two|three|four|\d+|some|many|several|few|lots of|pair of|another|more)(?: [\w-]+){0,2} $"
    r"|[一两二三四五六七八九十几\d][只个双对颗把张条片扇]\w{0,4}$|[画来添]$",
    re.IGNORECASE,
)
_OWNED_AFTER = re.compile(r" of (?:the|an?|his|her|its|their|my|this|that)(?: [\w-]+){0,2} $", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:and |or |with )?(?:[\w-]+ ){0,2}|[,、和与]?\w{0,3}的?[大小]?", re.IGNORECASE)
_CLAUSE = re.compile("[.!?;。]")


def parts(text: str, objects: Sequence[Span]) -> list[Span]:
    """The objects of a clean text that are only parts of other ones, from first to last."""
    found: list[Span] = []
    for at, (key, start, end) in enumerate(objects):
        if key in _OF and not _WHOLE.fullmatch(text[start:end]) and _belongs(text, objects, at, found):
            found.append(objects[at])
    return found


def may_belong(text: str, one: Span) -> bool:
    """Whether an object may be part of a body, since nobody counts it: "big ears"; never an eye, 一只手, 画手."""
    key, start, end = one
    return key in _BODY and not _WHOLE.fullmatch(text[start:end]) and not _COUNTED.search(text[:start])


def _belongs(text: str, objects: Sequence[Span], at: int, before: Sequence[Span]) -> bool:
    key, start, end = objects[at]
    latest = objects[at - 1] if at else None
    since = text[latest[2] if latest else 0 : start]  # what stands between it and the thing before it
    owned = any(_owns(one, key) for one in objects)
    if latest and latest in before and _GOES_ON.fullmatch(since):
        return True  # big eyes and long ears
    mine = key in _BODY and bool(_MINE.search(text[:start])) and not _DRAWN_MINE.search(text[:start])
    if mine or _ITS.search(text[:start]):
        return True
    if latest and _owns(latest, key) and not _CLAUSE.search(since) and (_HAS.search(since) or since in ("的", " ")):
        return True
    if key in _BODY and (_MOVED.search(text[:start]) or _BARE_WAY.search(text[:start])):
        return True
    if key in _BODY and latest is None and _is_of_a_stranger(since, text[end:]):
        return True
    following = objects[at + 1] if at + 1 < len(objects) else None
    if following and _owns(following, key) and _is_of(text[end : following[1]]):
        return True
    return owned and may_belong(text, objects[at])


def _owns(one: Span, part: str) -> bool:
    return one[0] not in _OF and vocabulary.thing(one[0]).kind in _OF[part]


def _is_of_a_stranger(before: str, after: str) -> bool:
    """A monster with three eyes, 有三只眼睛的怪物."""
    return bool(_STRANGER_HAS.search(before)) or (bool(_HAS.search(before)) and after.startswith("的"))


def _is_of(between: str) -> bool:
    """The eyes of the cat, 大眼睛的猫."""
    return between == "的" or bool(_OWNED_AFTER.fullmatch(between))
