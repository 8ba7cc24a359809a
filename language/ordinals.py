"""Which one, and how much of it: "the second picture", 最后一张, "70% cat", 七成."""

import re
from collections.abc import Iterator

_FIRST = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: n for n, word in enumerate(_FIRST, 1)}
_CARDINALS = {
    word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
_DIGITS_ZH = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}
_WHICH = r"(?:one|picture|pic|image|drawing|version|variation|option|photo|sketch|result|try|attempt|choice)"
_SHOWN = r"(?:picture|pic|image|drawing|version|variation|option|photo|sketch|result|choice|number|no\.|num)"
_ORDINAL_EN = re.compile(
    rf"(?P<digits>\b\d{{1,2}})(?:st|nd|rd|th)\b|(?<![\w&])(?:{_SHOWN} )?(?:#|№)\s?(?P<hash>\d{{1,2}})(?![\w.])"
    rf"|\b{_SHOWN} (?P<number>\d{{1,2}}|{'|'.join(_CARDINALS)})\b(?![:.]?\d)"
    rf"|(?<=\bthe )(?P<the>{'|'.join(_FIRST)})\b(?! (?:time|place|thing)\b)"
    rf"|\b(?P<which>{'|'.join(_FIRST)})(?= {_WHICH}\b)"
    rf"|^(?P<alone>{'|'.join(_FIRST)})(?: one)?(?: please)?[.!]?$"
    r"|(?<=\bthe )(?P<last>(?:very )?last)\b(?! (?:time|thing|few)\b)"
    rf"|\b(?P<latest>last|latest|newest)(?= {_WHICH}\b)",
    re.IGNORECASE,
)
_ORDINAL_ZH = re.compile(
    r"(?<!倒数)(?<!安全)(?<!天下)第(?P<nth>[一二三四五六七八九十]|\d{1,2})(?![十百千\d次种步名天眼时])[个张幅只条头匹座本朵颗棵辆架艘副件位]?"
    r"|(?<![\w])(?P<no>\d{1,2}|[一二三四五六七八九十])号(?:图|画|方案)?|图(?P<fig>\d{1,2}|[一二三四五六七八九十])(?![\w])"
    r"|(?P<last>最后(?:的)?(?:那)?一?[个张幅只条头匹座本朵颗棵辆架艘])"
)
_SHARE = re.compile(
    r"(?<![a-zA-Z0-9_.])(?P<percent>\d{1,3})(?:\.\d+)? ?(?:%|percent\b|per cent\b)"
    r"|百分之(?P<of_hundred>\d{1,3}|[一二三四五六七八九十]{1,3})|(?P<tenths>[一二三四五六七八九])成(?![功为了长人])"
    r"|(?P<thirds>[三四]分之[一二三])",
    re.IGNORECASE,
)
_HALF_EN = re.compile(r"\bhalf(?=[ -])(?! (?:as|of|an hour|the|past|moon)\b)", re.IGNORECASE)
_HALF_ZH = re.compile("一半|半(?=[^个天夜空点数只张年])")
_BLEND = re.compile(r"\b(?:mix|mixed|mixture|blend|blended|cross|hybrid|halfway|merge|merged|combine)\b|混合|杂交|结合"
                    "|合体|融合|合成", re.IGNORECASE)  # fmt: skip

Span = tuple[str, int, int]  # a value's key, from where to where


def ordinals(text: str) -> Iterator[Span]:
    """Which of several is meant, 1 the first and -1 the last."""
    for found in _ORDINAL_EN.finditer(text):
        group = str(found.lastgroup)
        said = found[group].lower()
        start = found.start() if group in ("hash", "number") else found.start(group)
        end = found.end() if group in ("hash", "number", "digits") else found.end(group)
        key = -1 if group in ("last", "latest") else _ORDINALS.get(said) or _CARDINALS.get(said) or int(said)
        if key:
            yield str(key), start, end
    for found in _ORDINAL_ZH.finditer(text):
        said = found[str(found.lastgroup)]
        key = -1 if found["last"] else _DIGITS_ZH.get(said) or int(said)
        if key:
            yield str(key), found.start(), found.end()


def shares(text: str) -> Iterator[Span]:
    """How many hundredths; a half only where things are blended: half cat, half owl."""
    for found in _SHARE.finditer(text):
        yield str(min(_percent(found), 100)), found.start(), found.end()
    for half in (_HALF_EN, _HALF_ZH):
        halves = list(half.finditer(text))
        if len(halves) > 1 or (halves and _BLEND.search(text)):
            yield from (("50", found.start(), found.end()) for found in halves)


def _percent(found: re.Match[str]) -> int:
    group, said = str(found.lastgroup), found[str(found.lastgroup)]
    if group == "tenths":
        return 10 * _DIGITS_ZH[said]
    if group == "thirds":
        return round(100 * _DIGITS_ZH[said[-1]] / _DIGITS_ZH[said[0]])
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.partition("十")
    return 10 * _DIGITS_ZH.get(tens, 1) + _DIGITS_ZH.get(ones, 0) if ten else _DIGITS_ZH[said[0]]
