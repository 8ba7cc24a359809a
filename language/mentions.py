"""The values that a text names, and where: the names of values, sides, counts, and how things stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from language import phrases_en, phrases_zh
from language.deeds import deeds as deeds_of
from language.english import plural
from language.lexicon import MEASURES_ZH
from language.words import placed
from world import vocabulary
from world.scene import DEEP
from world.vocabulary import COUNTS, HEADGEAR

SLOTS = ("object", "colour", "count", "action", "size", "relation", "place", "time", "style")
_WHAT_ONE_DOES = frozenset(("riding", "rides", "riding on"))  # deeds, where deeds are told
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DIGITS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "俩": 2, "仨": 3}
_NUMBERS = {phrase: number for number, phrases in phrases_en.COUNT_WORDS.items() for phrase in phrases}
_NUMBERS |= dict(zip(["five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], range(5, 13), strict=True))
_NUMBERS |= {"pair of": 2, "twenty": 20, "a dozen": 12, "a hundred": 100}
_WORDS = "|".join(sorted((re.escape(phrase) for phrase in _NUMBERS if not phrase.isdecimal()), key=len, reverse=True))
_DIGITS_EN = r"(?<![:.,\d])\d+(?:,\d{3})*(?![:.,]?\d)"  # no time of day, no fraction
_NUMBER_EN = re.compile(
    rf"(?<![a-z0-9_'])(?:{_WORDS}|{_DIGITS_EN})(?![\w'])|(?<![a-z0-9_])[x×*]\d+(?![a-z0-9_])", re.IGNORECASE
)
_MEASURES = "".join(sorted({thing.measure for thing in vocabulary.OBJECTS} | set(MEASURES_ZH + "所堆瓶种")))
_NO_FAMILY = "(?!家(?:[人子老都在和的团都三四五六,。]|$))"  # 一家人
_NUMBER_ZH = re.compile(
    rf"(?<!第)(?P<number>[零〇一二两三四五六七八九十百千万亿]+|\d+)(?:\s*(?P<measure>{_NO_FAMILY}[{_MEASURES}])|(?=[大小]))|[俩仨]"
)
_BARE_ZH = re.compile(r"(?<![第0-9a-zA-Z])[2-9](?!\d)|(?<!第)[二两三四五六七八九]")
_NUMBER_OF_ZH = re.compile(r"(?<=数量)[:为是]?(?P<number>\d+|[一二两三四五六七八九十])")
_GOES_ON = re.compile("正在|正|在|会|可爱|好看|漂亮|美丽")
_VAGUE_EN = re.compile(
    r"(?<![\w'])(?<!how )(?<!too )(?<!so )(?<!as )(?<!that )(?P<word>(?P<few>a few|a handful of)"
    r"|many|several|numerous|plenty of|(?:lots|loads|tons) of|a lot of"
    r"|an? (?:\w+ )?(?:group|bunch|flock|herd|pack|crowd|swarm) of)(?P<between>(?: (?!more\b)[\w'-]+){0,2} )$",
    re.IGNORECASE,
)
_VAGUE_ZH = re.compile(
    rf"(?<![这那十百千])(?P<word>(?P<few>好?几)[{_MEASURES}]|(?:很多|许多|好多|不少|众多|无数|大量)[{_MEASURES}]?"
    r"|(?:一大|一|大)[群堆])的?(?P<between>\w{0,5})$"
)
_OF_PICTURES = "张幅次遍下点些步号样"  # 再来三张 asks for pictures; 一点 and 一下 count nothing

# How things stand, beside the vocabulary's own names: phrases that mean it wherever they stand, sides of the picture,
# and short words that mean it only where the name of a thing follows ("on the cat") or has just been said (猫上).
_PHRASES = {phrase: key for key, said in phrases_en.REL_MORE.items() for phrase in said if phrase not in ("on", "by")}
_PHRASES |= {phrase: key for key, said in phrases_zh.SIDE_MORE.items() for phrase in said if len(phrase) > 1}
_PHRASES |= {"atop": "on", "underneath": "below", "身上": "on", "背上": "on"}
_PHRASES |= {"riding": "on", "rides": "on", "riding on": "on", "astride": "on"}
_PHRASES |= {f"on {it}": "on" for it in ("it", "him", "them")}
_PHRASE = re.compile("|".join(
    rf"(?<![\w']){re.escape(phrase)}(?![\w'])" if phrase.isascii() else phrase
    for phrase in sorted(_PHRASES, key=len, reverse=True)
), re.IGNORECASE)  # fmt: skip
_SIDES = {"left": "left_of", "right": "right_of", "top": "above", "upper": "above", "bottom": "below", "lower": "below"}
_SIDES |= {"side": "next_to", "左": "left_of", "右": "right_of", "上": "above", "下": "below"}
_SIDE_EN = re.compile(
    r"(?<![\w'])(?P<side>left|right|top|upper|bottom|lower|side)(?:[- ]hand)?(?: side)?(?![\w'])", re.IGNORECASE
)
_AGREES = re.compile(
    r"(?:^|[.!?,;] ?|\b(?:all|that'?s|you'?re|you are|is that|got (?:it|that)|looks?|not|just|quite|oh|yeah|ok) )$",
    re.IGNORECASE,
)
_PAUSE = re.compile(r" ?(?:[,.!?;:]|$)")
_STRESSED = re.compile(
    r" (?:now|away|then|there|here|next|behind|in|on|at|under|above|below|after|before|beside|by|into|through|up"
    r"|down|past"
    r"|colou?r|size|kind|way|thing)\b",
    re.IGNORECASE,
)
_OF_A_SIDE = re.compile(
    r"\b(?:the|to|from|on|far|further|and|my|its|their|his|her|top|bottom|upper|lower|bit|facing)[ -]$", re.I
)
_REMAINS = re.compile(
    r"\b(?:what'?s|what is|(?:nothing|anything|who|only \w+)(?: is| are|'s)?|has|have|he|she|i|they) $", re.IGNORECASE
)
_LEFT_THERE = re.compile(r" (?:out|over|behind|alone|it|me|him|her|them|my|a|an)\b", re.IGNORECASE)
_SIDE_ZH = re.compile(
    r"(?P<side>[左右])[边侧面]?|(?P<level>[上下])边|(?<=在)(?P<there>[上下])(?!\w)|(?<=[往向朝])(?P<to>[上下])"
    r"|(?P<moved>[上下])(?=[移挪])"
)
_MOVING = r"\b(?:mov(?:e|es|ed|ing)|shift|push|slide|nudge|scoot|drag|bring|put|place)"
_UP = r"(?:up|down)(?:wards?)?|higher(?: up)?|lower(?: down)?"
_BY = "a bit |a little |slightly |further |more |over "
_UP_EN = re.compile(
    rf"{_MOVING}(?: (?!\w+ing\b|upside\b|up\b|down\b)[\w'-]+){{1,4}}? (?:{_BY})?(?P<side>{_UP})"
    r"(?=$|[,.!?;]| a (?:bit|little)| please| there| some)"
    rf"|^(?:no,? )?(?:{_BY})?(?P<alone>{_UP})(?: a bit| please)?[.!?]?$",
    re.IGNORECASE,
)  # "move the cat up a bit", "higher"; never "upside down", "sitting down"
_HIGHER_EN = re.compile(
    r"(?<![\w'-])(?P<more>higher(?: up)?|lower(?: down)?)"
    r"(?! (?:than|quality|resolution|case|half|part|left|right|the|an?|her)\b)"
    r"|(?<![\w'-])(?P<lift>rais(?:e[sd]?|ing)|lower(?:s|ed|ing)?)"
    r"(?= (?:the|it|him|her|them|this|that|these|my|your|its|his)\b"
    r"(?! (?:hands?|arms?|paws?|legs?|glass|eyebrows?|number|amount|count|price|level)))"
    r"|(?<= )(?P<goes>up|down)(?=(?: (?:up|down|further|more|please|there|a (?:bit|little|touch|notch)))*"
    r"(?:$|[,.!?;\"]| and\b| but\b| so\b))",
    re.IGNORECASE,
)  # "the pig up and the bird down", where a thing stands before it
_GOES_EN = re.compile(r"\b(?:it|him|them|this|that|one|go|goes|went|move|moves|moved|further|up|down) $", re.IGNORECASE)
_NO_MOVE = re.compile(
    r"\b(?:wak|woke|cheer|light|lit|dress|blow|scal|pick|clean|fill|mix|speed|slow|calm|lock|hurr|giv|siz|crank|turn|set|sit|sat"
    r"|lay|lie|lying|stand|tear|cut|break|burn|knock|shut|warm|cool|grow|tie|roll|curl|zip|look|hang|count|ton|pump|beef"
    r"|doubl|lin|eat|dial|rev|tak|chop|hunt|mess|team|end|show|mak|call|com|fall|fell|jump|pour|upside|hold|held)\w*\b[^,.;!?]*$",
    re.IGNORECASE,
)
_FRUIT = re.compile(  # not "an orange cat", nor "an orange and white cat"
    r"\b(?:an|one|another) (?P<word>orange)"
    r"(?=\s*(?:[.!?;)]|$|(?:,|,? (?:and|or)) (?:an?|the|one|two|three|four|some|\d)\b"
    r"| (?:on|in|at|with|next|beside|under|above|below|near|behind|to|that|which|is|by|for|please|pls)\b))",
    re.IGNORECASE,
)
_BEFORE = {"on": "on", "onto": "on", "upon": "on", "by": "next_to"}
_BEFORE_THING = re.compile(
    r"(?<![\w'])(?P<word>on|onto|upon|by)(?: (?!(?:left|right|top|by)\b)[\w'-]+){0,5} $", re.IGNORECASE
)
_RIDDEN_ZH = re.compile(r"(?P<word>骑[着在]?)\w{0,8}$")
_WEARING = r"(?<![\w'])(?<!not )(?:wearing|wears)|(?<![不没别])(?:戴着?|顶着)"
_WORN = re.compile(rf"(?P<word>{_WEARING})(?: ?[\w'-]+){{0,3}} ?$", re.IGNORECASE)
_PUT = "[放搁摆压盖坐躺趴停落立骑站顶蹲睡]"
_PUT_BEFORE_ZH = re.compile(rf"{_PUT}[在到于](?:\w(?![着了过])){{0,12}}$")  # no other verb between
_PUT_AFTER_ZH = re.compile(rf"{_PUT}(?![大小觉的])")
_AFTER = {"上": "on", "头上": "on", "下": "below", "旁": "next_to", "前": "in_front_of", "后": "behind"}
_AFTER_THING = re.compile(
    "的?(?P<word>头上(?!边)|[上下旁](?![面方边空头部雨雪午去来旁白])|[前后](?=的|[有站坐停放趴躺藏躲种摆蹲开]))"
)
_NOT_DEEP_ZH = re.compile(  # 前面那张 is a picture, 后面再 says when
    "的?(?:那|这|几|[一两三四二]|第.|所有)?(?:张|幅|版|次|轮)|的?(?:图|画(?!个|一|只)|要求|需求|说|讲|提|聊|接着|再|还是)"
)
_BACKGROUND = re.compile("in the (?:back|fore)ground", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A value that is named: its slot and key (of a count the number), from where to where."""

    slot: str
    key: str
    start: int
    end: int
    plural: bool = False  # of an object: whether it is named as several


def mentions(text: str, *, deeds: bool = False) -> tuple[Mention, ...]:
    """The values that a clean text names, from first to last, sides ("on the left") and counts among them.

    With `deeds`, riding and wearing are deeds as holding is; without, they say that one thing is on the other.
    """
    found = [
        Mention(piece.kind, piece.key, start, start + len(piece.text), _is_plural(piece.kind, piece.text, text, start))
        for piece, start in placed(text)
        if piece.kind in SLOTS and piece.kind != "count"
    ]
    fruit = {it.start("word") for it in _FRUIT.finditer(text)}
    found = [replace(one, slot="object", key="tangerine") if one.start in fruit else one for one in found]
    phrases = [Mention("relation", _PHRASES[it[0].lower()], it.start(), it.end()) for it in _PHRASE.finditer(text)]
    if deeds:
        things = [(one.key, one.start, one.end) for one in found if one.slot == "object"]
        done = [Mention("deed", *span) for span in deeds_of(text, things)]
        phrases = [it for it in phrases if not _meets(it, done) and text[it.start : it.end] not in _WHAT_ONE_DOES]
        phrases += done
    phrases += [each for each in _vague_counts(text, found) if not _meets(each, phrases)]
    found = [replace(one, key="on") if _stands_there(text, one) else one for one in found]
    found = [one for one in found if not _meets(one, phrases)] + phrases
    for more in (*_stacked(text, found, deeds), *_sides(text, found), *_counts(text, found)):
        if not _meets(more, found):
            found.append(more)
    found.sort(key=lambda mention: mention.start)
    found = [one for at, one in enumerate(found) if not _is_done_there(text, found, at)]
    return tuple(one for one in found if one.key not in DEEP or _is_deep(text, one, found))


def _meets(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < it.end and it.start < mention.end for it in others)


def _is_plural(slot: str, written: str, text: str, start: int) -> bool:
    """Whether a thing is named as several: cats, 猫们, 一些猫."""
    if slot != "object":
        return False
    if written.isascii():
        return written.casefold() in _plurals()
    described = r"(?:些|群|几[\w]|许多|很多)的?[^,.。的]{0,3}的?$"
    return text.startswith("们", start + len(written)) or bool(re.search(described, text[:start]))


@cache
def _plurals() -> frozenset[str]:
    names = {name.casefold() for thing in vocabulary.OBJECTS for name in thing.en}
    many = {plural(name).casefold() for thing in vocabulary.OBJECTS for name in thing.en}
    return frozenset(many - names)


def _is_done_there(text: str, found: list[Mention], at: int) -> bool:
    """Whether a place is only where a deed is done: 骑在马背上, 头上戴着帽子, riding on top of a horse."""
    one = found[at]
    if (one.slot, one.key) != ("relation", "on"):
        return False
    before, after = found[:at], found[at + 1 : at + 2]
    if any(it.slot == "deed" and not text[one.end : it.start].strip() and it.key == "wears" for it in after):
        return True
    its = bool(re.match("on (?:its|his|her|their) ", text[one.start :], re.IGNORECASE))  # carrying it on its back
    near = before[-3:] if its else [it for it in before[-2:] if it.key == "rides"]
    ridden = [it for it in near if it.slot == "deed"]
    return bool(ridden) and not re.search("[,.;。]", text[ridden[-1].end : one.start])


def _is_deep(text: str, one: Mention, found: list[Mention]) -> bool:
    """Whether it says how far back a thing stands, and not which picture, when, or what place is seen behind all."""
    named = [it for it in found if it.slot != "count"]
    before = next((it for it in reversed(named) if 0 <= one.start - it.end <= 1), None)
    after = next((it for it in named if 0 <= it.start - one.end <= len(" of the ")), None)
    if _BACKGROUND.fullmatch(text[one.start : one.end]):
        return before is not None and before.slot == "object"
    place = any(it is not None and it.slot == "place" for it in (before, after))
    return not place and not _NOT_DEEP_ZH.match(text, one.end)


def _stands_there(text: str, mention: Mention) -> bool:
    """Whether 上面 says that something was put there, not that it hangs above: 放在门上面, 门上面压着."""
    if (mention.slot, mention.key) != ("relation", "above") or text[mention.start : mention.end] != "上面":
        return False
    return bool(_PUT_BEFORE_ZH.search(text[: mention.start]) or _PUT_AFTER_ZH.match(text, mention.end))


def _stacked(text: str, found: list[Mention], deeds: bool) -> Iterator[Mention]:
    """How things stand, in words that say so only beside a thing: "on the cat", 猫上."""
    for thing in (one for one in found if one.slot == "object"):
        if there := _BEFORE_THING.search(text[: thing.start]):
            yield Mention("relation", _BEFORE[there["word"].lower()], there.start("word"), there.end("word"))
        on_head = _WORN.search(text[: thing.start]) if thing.key in HEADGEAR else None
        if not deeds and (there := on_head or _RIDDEN_ZH.search(text[: thing.start])):
            yield Mention("relation", "on", there.start("word"), there.end("word"))
        if there := _AFTER_THING.match(text[thing.end :]):
            start, end = (thing.end + edge for edge in there.span("word"))
            yield Mention("relation", _AFTER[there["word"]], start, end)


def _sides(text: str, found: list[Mention]) -> Iterator[Mention]:
    for way in _UP_EN.finditer(text):
        start, end = way.span(str(way.lastgroup))
        yield Mention("relation", "below" if re.search("down|lower", text[start:end], re.I) else "above", start, end)
    yield from _higher(text, found)
    for pattern in (_SIDE_EN, _SIDE_ZH):
        for side in pattern.finditer(text):
            if pattern is _SIDE_EN and _is_no_side(text, *side.span("side")):
                continue
            yield Mention("relation", _SIDES[str(side[side.lastgroup or 0]).lower()], side.start(), side.end())


def _is_no_side(text: str, start: int, end: int) -> bool:
    """Whether "right" agrees or stresses ("right, draw a cat", "right next to it"), or "left" tells what remains."""
    word, before, after = text[start:end].casefold(), text[:start], text[end:]
    if word == "right" and not re.search(r"\bleft\b", text, re.IGNORECASE):
        if _AGREES.search(before) and _PAUSE.match(after):
            return True
        return bool(_STRESSED.match(after)) and not _OF_A_SIDE.search(before)
    return (
        word == "left" and not _OF_A_SIDE.search(before) and bool(_REMAINS.search(before) or _LEFT_THERE.match(after))
    )


def _higher(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Higher, lower, raise it; the pig up and the bird down."""
    things = {one.end for one in found if one.slot == "object"}
    for way in _HIGHER_EN.finditer(text):
        start, end = way.span()
        goes = start - 1 in things or bool(_GOES_EN.search(text[:start]))
        if way["goes"] is None or (goes and not _NO_MOVE.search(text[:start])):
            down = re.match("down|lower", text[start:end], re.IGNORECASE)
            yield Mention("relation", "below" if down else "above", start, end)


def _vague_counts(text: str, found: list[Mention]) -> Iterator[Mention]:
    """A few things are three, many are as many as can be drawn; 有几只猫？ asks."""
    things = [one for one in found if one.slot == "object"]
    for thing, last in zip(things, [0, *(one.end for one in things)], strict=False):
        before = text[last : thing.start]
        said = _VAGUE_EN.search(before) or _VAGUE_ZH.search(before)
        if said is None or _NUMBER_EN.search(said["between"]) or _NUMBER_ZH.search(said["between"]):
            continue
        if said["few"] and text[-1:] in ("?", "？") and not said["few"].isascii() and "吗" not in text:
            continue
        start, end = said.span("word")
        yield Mention("count", "3" if said["few"] else str(COUNTS[-1]), last + start, last + end)


def _counts(text: str, found: list[Mention]) -> Iterator[Mention]:
    for number in _NUMBER_EN.finditer(text):
        written = number[0].lower()
        yield from _count(_NUMBERS.get(written) or _whole(written.lstrip("x×*")), number)
    named = {mention.start for mention in found if mention.slot == "object"}
    described = {mention.start for mention in found if mention.slot in ("object", "colour", "size", "action")}
    for number in _BARE_ZH.finditer(text):  # 三猫, 四正在睡觉的狗
        if number.end() in described or _GOES_ON.match(text, number.end()):
            yield from _count(_DIGITS.get(number[0]) or _whole(number[0]), number)
    for number in _NUMBER_OF_ZH.finditer(text):
        yield from _count(_DIGITS.get(number["number"]) or _whole(number["number"]), number)
    for number in _NUMBER_ZH.finditer(text):
        if (number["measure"] or "") in tuple(_OF_PICTURES) and number.end() not in named:
            continue
        written = number["number"] or number[0]
        many = _whole(written) if written.isdecimal() else _number_zh(written)
        yield from _count(many * 2 if number["measure"] == "对" else many, number)


def _number_zh(written: str) -> int:
    """A Chinese number: 十二, 二十, 三百; of 两三 the larger."""
    total = digit = 0
    for character in written:
        if (unit := _UNITS.get(character)) is not None:
            total += max(digit, 1) * unit
            digit = 0
        else:
            digit = max(digit, _DIGITS.get(character, 0))
    return total + digit


def _whole(digits: str) -> int:
    """A number in digits; of an endless one its first."""
    return int(digits.replace(",", "")[:9])


def _count(many: int, found: re.Match[str]) -> Iterator[Mention]:
    """None of a thing is no count."""
    if many:
        yield Mention("count", str(many), found.start(), found.end())
