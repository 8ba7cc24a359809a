"""What is said beside the picture: what the speaker does or thinks, times by the clock, families, coloured grounds."""

import re
from collections.abc import Iterator, Sequence

from world import vocabulary

_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_FILLER = r"(?: (?:just|also|really|still|so|be|not|only|already|never|kinda|sort of|gonna|going to|trying to))*"
_AUXILIARY = r"(?:'m|'d|'re|'ll| am| are| was| were| could| can| can'?t| cannot| might| may| will| feel like)"
_SPEAKER_EN = re.compile(
    rf"(?:\b(?:i|we){_AUXILIARY}?{_FILLER}|\b(?:do|did|would|what) (?:you|u){_FILLER}"
    r"|(?:^|[,.!?] |\blol |\bhaha )(?:can'?t|cannot|couldn'?t|gonna)) $",
    re.IGNORECASE,
)
_ADVERBS_ZH = "今天|现在|也|都|很|真|好|要|想|快|就|正|在|有点|累得|困得|笑得|吓得|感动得|已经|刚|还|能|去|该|可以"
_SPEAKER_ZH = re.compile(
    rf"(?:(?<![给让帮跟])我们?|咱们?|人家|本人)(?:{_ADVERBS_ZH})*$|[呜哈]{{2,}}我?(?:要|快|都|感动得)*$"
)
_CLOCK = re.compile(
    rf"\b(?:(?:half|quarter|{_NUMBER}) (?:past|to) {_NUMBER}\b(?! \w+s\b)|{_NUMBER} ?o'?clock\b"
    rf"|\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b)|[一二两三四五六七八九十\d]{{1,3}}(?:点钟|点半|点[一二三四五六七八九十\d]+分)",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"\b(?:family|group|team|class|band|party) of {_NUMBER}\b|\b{_NUMBER} of us\b|一家[一二两三四五六七八九十]口",
    re.IGNORECASE,
)
_COLOURS_EN = "|".join(re.escape(name) for colour in vocabulary.COLOURS[1:] for name in colour.en)
_COLOURS_ZH = "|".join(sorted({name for colour in vocabulary.COLOURS[1:] for name in colour.zh}, key=len, reverse=True))
_COLOUR_KEYS = {name.casefold(): value.key for value in vocabulary.COLOURS[1:] for name in (*value.en, *value.zh)}
_COLOUR = re.compile(rf"\b(?:{_COLOURS_EN})\b|{_COLOURS_ZH}", re.IGNORECASE)
_SHADE = r"(?:(?:light|dark|pale|bright|soft|pastel|deep|plain|simple|clean|solid|pure|just|flat|empty|,) ?)*"
_SHADE_ZH = "[浅淡深亮暗纯素]?"
_BECOMES_ZH = (
    "(?:可以|能不能|可不可以|能|最好|请|帮我|给我|再)?(?:是|为|要|用|换成|改成|变成|弄成|换|改|变|应该是|:|：)?"
)
_LEADS_EN = r"(?:\b(?:(?:and|but|with|on|against|have|use|make|put|set|change|turn|give|it|its|to|the|a|an) )+)?"
_GROUND = re.compile(
    rf"{_LEADS_EN}\b(?P<colour>{_SHADE}(?:{_COLOURS_EN}))(?: colou?red)? (?:back(?:ground|drop)|bg)\b"
    rf"|{_LEADS_EN}\b(?:background|backdrop|bg)(?: colou?r)?(?: (?:is|be|to|in|into|should|a|all))* "
    rf"(?P<after>{_SHADE}(?:{_COLOURS_EN}))\b"
    rf"|(?P<zh>{_SHADE_ZH}(?:{_COLOURS_ZH}))的?(?:纯色)?(?:背景|底色|底)(?![部下])"
    rf"|[把将]?(?:背景|底色)(?:的?颜色)?{_BECOMES_ZH}(?P<zh_after>{_SHADE_ZH}(?:{_COLOURS_ZH}))"
    rf"|背景[^,，。;；]{{1,6}}[,，]{_BECOMES_ZH}(?P<zh_then>[纯素](?:{_COLOURS_ZH}))(?:就行|就好|即可|吧)?",
    re.IGNORECASE,
)
_VERBS = re.compile("leaves|waves|rocks|judges|guards|ties|seals|saws|shops|bowls|scrolls|bolts", re.IGNORECASE)
_BASE_VERBS = re.compile("wave|rock|tie|scroll|bowl|judge|guard|shop|bolt|cook|leaf", re.IGNORECASE)
_MADE_TO = re.compile(
    r"\b(?:make|makes|let|lets|have|see)(?: [\w-]+){1,4} $"
    r"|\b(?:can|could|should|will|would|to|must|don't|doesn't) $",
    re.IGNORECASE,
)
_TO = ("can ", "could ", "should ", "will ", "would ", "to ", "must ", "don't ", "doesn't ")
_THEM = re.compile(r"\b(?:it|him|her|them|me) $", re.IGNORECASE)
_DOES = re.compile(r"\b(?:it|he|she|who|that|which|him|her|then|also|never|always|slowly|quickly|finally) $", re.I)
_DEAR = frozenset(
    ("honey", "pumpkin", "sweet potato", "cupcake", "cookie", "angel", "superhero", "wizard", "star", "rock star")
)
_GREETS = re.compile(
    r"(?:^|[,.!?] ?)(?:thanks?|thank you|thx|ty|hi|hello|hey|bye|love you|good ?night|good morning|morning)"
    r"(?: (?:you|so much|again|my|a lot))*,? $",
    re.IGNORECASE,
)
_ENDS = re.compile(r" ?(?:$|[,.!?;])")
_CALLS = re.compile(r", ?(?:please|pls|can|could|would|will|draw|paint|make|give|show|i|add|how|what)\b", re.IGNORECASE)
_YOU_ARE = re.compile(
    r"\b(?:(?:you are|you're|youre|u r)(?: (?:really|truly|such|my|an?|the|total|absolute|real|little))*|what an?) $",
    re.IGNORECASE,
)


def of_the_speaker(text: str, start: int, end: int) -> bool:
    """Whether what is done there is done by whoever writes, not by somebody in the picture: "I think", 我要睡了."""
    if _SPEAKER_EN.search(text[:start]):
        return True
    return bool(_SPEAKER_ZH.search(text[:start])) and not text.startswith("的", end)


def addressed(text: str, start: int, end: int) -> bool:
    """Whether a pet name is somebody who is spoken to: "thanks honey", "you're an angel"."""
    if text[start:end].casefold() not in _DEAR:
        return False
    if (_YOU_ARE.search(text[:start]) or _GREETS.search(text[:start])) and _ENDS.match(text, end):
        return True
    return not text[:start].strip() and bool(_CALLS.match(text, end))


def verbs_alike(text: str, objects: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """The names that tell what somebody does: "a dog leaves", "it waves"."""
    doers = {end for key, _, end in objects if vocabulary.thing(key).kind in ("animal", "person")}
    for key, start, end in objects:
        before = text[:start]
        stands = start - 1 in doers
        made = bool(_MADE_TO.search(before)) and (stands or bool(_THEM.search(before)) or before.endswith(_TO))
        does = stands or bool(_DOES.search(before))
        if (_VERBS.fullmatch(text, start, end) and does) or (_BASE_VERBS.fullmatch(text, start, end) and made):
            yield key, start, end


def set_apart(text: str) -> Iterator[tuple[int, int]]:
    """Where a number counts no things: half past three, a family of four."""
    for pattern in (_CLOCK, _FAMILY):
        yield from (found.span() for found in pattern.finditer(text))


def without_ground(text: str) -> tuple[str, str | None]:
    """A wish without what it says of the colour behind the things (浅紫色背景), and the key of that colour."""
    found = list(_GROUND.finditer(text))
    if not found:
        return text, None
    named = _COLOUR.search(next(filter(None, found[-1].groupdict().values())))
    assert named is not None
    rest = re.sub(r"\s{2,}", " ", _GROUND.sub(" " if text.isascii() else "", text)).strip(" ,，")
    return rest, _COLOUR_KEYS[named[0].casefold()]
