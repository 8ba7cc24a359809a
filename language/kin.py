"""Relatives: in the picture where they do something or stand beside somebody, not where they only wish for it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from language.dictionary import english_phrases, spoken
from language.lexicon import rows
from language.phrasebook import Phrasebook
from world import vocabulary

Span = tuple[str, int, int]  # an object's key, from where to where

_WISHES = re.compile(
    r"(?: (?:really |also |just |always )?(?:wants?|wanted|would|loves?|likes?|asked|asks|says?|said|thinks?|needs?"
    r"|told|is asking|was asking|will|and i|and me)\b|'s\b"
    r"|们?(?:也|都|就|很|最|特别|非常|老|总)?(?:想|要|说|喜欢|爱看|爱吃|让|叫|问|觉得|看看|生日|过生日|夸|催|属|教|要求"
    r"|的(?:生日|节日|礼物|手机|名字)))",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|from|to|with love to) (?:my |our |your |the )?(?:dear |lovely |little )?$"
    r"|(?:送给|给|帮|替|为|陪|祝|谢谢|感谢)(?:我|我家|咱|俺)?(?:的)?$",
    re.IGNORECASE,
)
_DRESSED = re.compile(r"[戴穿加换添配来](?:上|个|一)?|[一两三]|put on|a |an |the ", re.IGNORECASE)  # 给奶奶戴帽子
_COUNTED = re.compile(
    r"\b(?:an?|one|two|three|the|that|this) (?:[\w-]+ ){0,2}$|[一两三四几\d这那][个位名](?:\w{0,4}的)?$|有(?:个|位)?$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:an?|one|two|three) (?:[\w-]+ ){0,2}$|[一两三几\d][个位名](?:\w{0,4}的)?$", re.IGNORECASE
)
_JOINED = re.compile(r" ?(?:and|with|,|&|、|和|跟|与|还有) ?(?:a |an |the |one )?|")
_NEAR = {True: 14, False: 5}  # characters to what somebody does, in English and in Chinese
_BREAK = re.compile(r"[,.!?;。、它他她你我不没别让]|\b(?:it|he|she|you|they|i|not|says?)\b", re.IGNORECASE)
_ASKING = frozenset(
    (
        "teacher",
        "doctor",
        "student",
        "office_worker",
        "programmer",
        "chef",
        "farmer",
        "firefighter",
        "mechanic",
        "scientist",
        "construction_worker",
        "judge",
        "pilot",
        "guard",
        "detective",
        "artist",
        "singer",
        "police_officer",
        "person",
    )
)  # who asks for pictures in life, not only in them
_FOR_THEM = re.compile(
    r"(?<!waiting )(?<!looking )\bfor (?:(?:my|our|your|the|a|an|all|every) ){0,2}(?:[\w-]+ )?$"
    r"|\b(?:from|(?<!next )(?<!close )to|thanks?|thank you|hi|hello|hey|dear|bye),? (?:(?:my|our) )?(?:dear )?$"
    r"|(?:送给|给|帮|替|为|祝|谢谢|感谢|告诉|拜托|报告|请|求|@)(?:我|我家|咱|俺|我们|所有|各位)?(?:的)?(?:[班语数英学科主任体]{0,3})$",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\b(?:i am|i'm|im|i was|we are|we're|as) (?:(?:an?|the|just|only|also|[\w-]+) ){0,3}$"
    r"|我们?(?:是|就是|也是|当|就当)(?:一?[个名位])?\w{0,10}$",
    re.IGNORECASE,
)
_GREETED = re.compile("们?(?:好|您好|你好|辛苦|早|晚安|再见)[了啊呀]?(?=$|[,.!。])")
_ADDRESSED = re.compile(
    r"[,:!] ?(?:please|pls|can|could|would|will|draw|paint|make|give|show|i|add|请|麻烦|帮|给|画|我|能|可以|你|您)",
    re.IGNORECASE,
)
_NAMES = frozenset(("grandma", "grandmother", "grandpa", "grandfather", "爷爷"))  # that the vocabulary has
_NAMED = re.compile(
    r"\b(?P<who>[a-z]+)(?P<called>,? (?:called|named|by the name of))?"
    r" (?P<name>(?!(?:In|On|At|With|And|Or|The|An|To|Of|For|By|From|Is|Are|Was|Who|That)\b)"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"(?=[.,!?;:]|$| (?:is|was|the|who|has|had|loves?|likes?|and|on|in|at|with|as|for|to|[a-z]+ing)\b)"
)
_CALLED_ZH = re.compile(
    '(?P<called>[它他她牠名字]叫(?:做|作)?)[^,，。.!！?？;；的“”「」"]{1,4}(?=[,，。.!！?？;；]|$)'
    '|(?P<signed>叫(?:做|作)?)[“「『"][^”」』"]{1,12}[”」』"]'
)
_MY = re.compile(r"\b(?:my|our)(?: (?:little|dear|own|baby))* $", re.IGNORECASE)


def only_wishes(text: str, start: int, end: int, key: str = "") -> bool:
    """Whether the person there is who wishes for the picture, or whom it is for: grandma wants a cat, 给奶奶画."""
    written = text[start:end].casefold()
    if key in _ASKING and _asks(text, start, end):
        return True
    kin = written in _NAMES or any(written in _keys(language) for language in ("en", "zh"))
    if not kin and not _MY.search(text[:start]):
        return False
    if _WISHES.match(text, end):
        return True
    return _is_given(text, start, end)


def _asks(text: str, start: int, end: int) -> bool:
    """Whether somebody of a trade is who asks, whom it is for, or who is spoken to: my doctor says, 谢谢老师."""
    before, after = text[:start], text[end:]
    if _FOR_THEM.search(before):
        return not _DRESSED.match(after.lstrip())
    told = bool(_I_AM.search(before)) or bool(_GREETED.match(after)) or (not before and bool(_ADDRESSED.match(after)))
    told = told or after.startswith(("推荐", "建议", "要求"))
    return told or (bool(_WISHES.match(text, end)) and not _INDEFINITE.search(before))


def _is_given(text: str, start: int, end: int) -> bool:
    return bool(_FOR.search(text[:start])) and not _DRESSED.match(text[end:].lstrip())


def without_names(text: str) -> str:
    """The text without what somebody is called: "my cat Biscuit is fat" speaks of no biscuit."""

    def unnamed(found: re.Match[str]) -> str:
        value = english_phrases()[0].get(spoken(found["who"]))
        alive = value is not None and value[0] == "object" and vocabulary.thing(value[1]).kind in ("animal", "person")
        return found["who"] if alive or found["called"] else found[0]

    return _CALLED_ZH.sub(lambda found: found["called"] or found["signed"], _NAMED.sub(unnamed, text))


def undrawn_people(text: str) -> Iterator[tuple[int, int]]:
    """Where people stand of whom there is no drawing, and who do not only wish: a teacher, 一个孩子."""
    for language in ("en", "zh"):
        for _, start, end in _people(language).found(text):
            owned = bool(_MY.search(text[:start])) or text[:start].endswith(("我", "我家", "我们", "我的", "您"))
            wishes = bool(_WISHES.match(text, end)) or (owned and not _COUNTED.search(text[:start]))
            addressed = not text[:start].strip() and text[end : end + 1] in (",", "，", "!", "")
            if not (wishes or addressed or _is_given(text, start, end)):
                yield start, end


def relatives(text: str, objects: Sequence[Span], done: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Mothers, fathers, uncles that are to be drawn; `done` is where deeds and actions stand."""
    found = [
        (key, start, end)
        for key, start, end in _found(text)
        if all(end <= first or last <= start for _, first, last in objects)
    ]
    drawn: list[Span] = []
    for relative in [*reversed(found), *found]:  # there and back, so that who stands beside somebody drawn is drawn
        _, start, end = relative
        near = _NEAR[text[start:end].isascii()]
        acts = any(0 <= first - end <= near and not _BREAK.search(text[end:first]) for first, _ in done)
        meant = acts or any(0 <= start - last <= 1 for _, last in done) or bool(_COUNTED.search(text[:start]))
        meant |= any(_joins(text[end : one[1]], one[1] - end, one in drawn) for one in (*objects, *drawn))
        meant |= any(_joins(text[one[2] : start], start - one[2], one in drawn) for one in (*objects, *drawn))
        if meant and relative not in drawn and not only_wishes(text, start, end):
            drawn.append(relative)
    yield from sorted(drawn, key=lambda one: one[1])


def _joins(between: str, apart: int, relative: bool) -> bool:
    """Whether two stand side by side; without a word between them only relatives do (a 鸭妈妈 is a duck)."""
    return apart >= 0 and (bool(between) or relative) and bool(_JOINED.fullmatch(between))


def _found(text: str) -> Iterator[Span]:
    for language in ("en", "zh"):
        keys = _keys(language)
        yield from ((keys[phrase], start, end) for phrase, start, end in _book(language).found(text))


@cache
def _keys(language: str) -> dict[str, str]:
    return {row.phrase: row.key for row in rows("objects", language) if row.use == "plain"}


@cache
def _people(language: str) -> Phrasebook:
    return Phrasebook(
        [row.phrase for row in rows("plain", language) if row.form == "person"], whole_words=language == "en"
    )


@cache
def _book(language: str) -> Phrasebook:
    return Phrasebook(_keys(language), whole_words=language == "en")
