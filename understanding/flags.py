"""What people are used to write for other tools beside a wish: seeds, numbers of pictures, ratios, weights."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from world.plan import MOST_SEED

_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a couple of": 2, "a few": 3, "several": 4, "a dozen": 12, "a single": 1}
_DIGITS_ZH = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "俩": 2}
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_N_ZH = r"(?P<n>\d{1,2}|[一二三四五六七八九十两])"
_PICTURES = (
    r"(?:pictures?|images?|pics?|drawings?|versions?|variations?|variants?|options?|alternatives?|results?|renders?"
    r"|stickers?|sketches|copies|tries|attempts|takes|choices|outputs?|examples?)"
)
_MORE = "(?:more |other |different |new |separate |such |nice |alternative |further |extra |additional |quick )*"
_RATIOS = (
    "1:1|2:1|1:2|3:2|2:3|4:3|3:4|4:5|5:4|5:3|3:5|5:7|7:5|16:9|9:16|16:10|10:16|21:9|9:21|32:9|7:4|4:7|3:1|1:3|2.35:1"
)
_LYING_ZH = (
    "床|桌|椅|嘴|饼|弓|网|毯|凳|沙发|脸|披萨|比萨|卡|唱片|邮票|地[图毯]|照片|相片|名片|票"  # what 张 counts, too
)
_BARE_OPTIONS = "tile|hd|niji|turbo|fast|relax|video|draft|raw|uplight|upbeta|test|testp|public|stealth|help"


@dataclass(frozen=True)
class Flags:
    """What a message sets besides its wish."""

    seed: int | None = None
    pictures: int | None = None
    without: tuple[str, ...] = ()  # words, as typed
    ignored: tuple[str, ...] = ()  # what Tuwen does not honour, as typed


@dataclass
class _Cut:
    """A text from which flags are cut one after another."""

    text: str
    seed: int | None = None
    pictures: int | None = None
    without: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def each(self, pattern: re.Pattern[str], take: Callable[[re.Match[str]], str | None]) -> None:
        """Put what `take` returns in place of each match; None leaves it."""

        def taken(found: re.Match[str]) -> str:
            left = take(found)
            return found[0] if left is None else left

        self.text = pattern.sub(taken, self.text)

    def ignore(self, found: re.Match[str]) -> str:
        self.ignored.append(found[0].strip(" ,;"))
        return found.groupdict().get("kept") or " "


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NO = _pattern(r"(?:(?<=\s)|^)--?no[ =:]+(?P<words>(?:(?!\s--?[a-z]).)+)")
_NEGATIVE = _pattern(
    r"(?:\bnegative(?: prompts?)?|负面提示词?|反向提示词?|负向提示词?)\s*[:=]\s*(?P<words>(?:(?!\s--)[^.。;])+)"
)
_SEED = _pattern(
    r"(?:\b(?:with|using|use|same)(?: the| a)? )?(?:--|\b)(?:random )?seed(?: number| is| of)?"
    r"\s*[:=#]?\s*(?P<seed>\d+)(?!\w)"
    r"|(?:用|使用)?(?:随机)?(?:种子|随机数)(?:码|值|数)?(?:是|为|用|设为)?\s*[:=]?\s*(?P<seed_zh>\d+)"
)
_COUNT_OPTION = _pattern(
    r"(?:--|(?<![\w-])-)(?:n|num|count|batch|images?|repeat|r)[ =](?P<n>\d{1,2})(?!\w)"
    r"|\b(?:n|num_images|batch(?:[ _]size)?|number of (?:images|pictures)|images|pictures)\s*[:=]"
    r"\s*(?P<m>\d{1,2})(?!\w)"
    r"|\bbatch(?:[ _]size)? (?P<b>\d{1,2})(?!\w)"
    r"|(?<=variations)\s?[x×*]\s?(?P<v>\d{1,2})(?!\w)|(?<=variants)\s?[x×*]\s?(?P<w>\d{1,2})(?!\w)"
    r"|(?:张数|图片数量|出图数量|图片数)\s*[:=为是]?\s*(?P<z>\d{1,2})张?"
)
_OPTION = _pattern(
    rf"(?:(?<=\s)|^)--(?:(?:{_BARE_OPTIONS})(?: \d+)?(?![\w-])|[a-z][\w-]*(?:[ =](?:[\d.:x/]+%?|[\w.]+))?)"
)
_WEIGHT = _pattern(r"[(\[{]+(?P<kept>[^()\[\]{}:]+):\s*\d+(?:\.\d+)?[)\]}]+")
_LORA = _pattern(r"<[^<>]*:[^<>]*>|::-?\d*(?:\.\d+)?")
_SETTING = _pattern(
    r"\b(?:steps?\s*[:=]\s*\d+|steps \d+|\d+ steps(?! \w)|cfg(?: scale)?\s*[:=]?\s*\d+(?:\.\d+)?"
    r"|sampler\s*[:=]\s*[\w+ ]+?(?=,|$)|clip skip\s*[:=]?\s*\d+|(?:denoising )?strength\s*[:=]\s*[\d.]+"
    r"|guidance(?: scale)?\s*[:=]?\s*[\d.]+|dpi\s*[:=]?\s*\d+)"
)
_RATIO = _pattern(
    r"(?:\b(?:in )?(?:an? )?(?:aspect )?ratio(?: of)?\s*[:=]?\s*|(?:长宽|宽高|画幅|画面)?比例?(?:是|为)?\s*[:=]?\s*)?"
    rf"(?<![\d:.])(?:{_RATIOS})(?![\d:])(?! ?(?:am|pm|o'clock)\b)"
    r"(?:\s*(?:aspect )?ratio\b|\s*(?:的)?(?:比例|画幅|横版|竖版|长宽比))?|--ar \S+"
)
_RESOLUTION = _pattern(
    r"(?<![\w.])(?:(?:1|2|4|5|6|8|12|16|32)\s?k|(?:240|360|480|720|1080|1440|2160|4320)p"
    r"|\d{3,4}\s?[x×*]\s?\d{3,4}(?:\s?(?:px|pixels))?"
    r"|\d{2,5}\s?(?:px|dpi|ppi|pixels|像素)(?:\s?[x×*]\s?\d{2,5}\s?(?:px|pixels|像素)?)?)(?![a-z0-9])"
    r"(?:\s*(?:resolution|quality|uhd|ultra hd|分辨率|画质|高清|超清|超高清|大图))?"
)
_ONE_ONLY = _pattern(
    rf"(?<!in )(?<!into )\b(?:just|only) (?:one|1)(?= {_MORE}{_PICTURES}\b)"
    rf"|\b(?:a single|one single|1)(?= {_MORE}{_PICTURES}\b)"
)
_NOT_OF = "".join(
    f"(?<!{word} )" for word in ["the", "these", "those", "both", "of", "my", "all", "last", "first", "in", "into"]
)  # "of the two pictures", "in one picture"
_SEVERAL = _pattern(rf"{_NOT_OF}\b(?:just |only |exactly |another )?{_N} (?={_MORE}{_PICTURES}\b)")
_OF_THEM = _pattern(
    rf"(?P<verb>\b(?:draw|generate|create|paint|render|give me|show me|draw me|paint me) ){_N} of "
    r"(?P<kept>them|these|those|it|this|that)(?=\s*(?:[,.!?;]|please|pls|plz|$))"
)
_ONE_ZH = _pattern(
    r"(?:就要|只要|只画|就画|就来|只来|只需要?|仅要?|就|只)(?:一|1)[张幅](?P<kept>图片?|画)?"
    r"(?:就好|就行|就够了?|即可|就可以了?|好了)?"
    r"|(?:一|1)[张幅](?:图片?|画)?(?:就好|就行|就够了?|即可|就可以了?)"
)
_SEVERAL_ZH = _pattern(
    rf"(?<![第这那前上后头\d十百几两一二三四五六七八九]){_N_ZH}(?:[张幅](?!.{{0,4}}(?:{_LYING_ZH}))"
    r"|个(?=版本|方案|选择|选项|变体|变化|样式)|副(?=图|画)|种(?=版本|方案|画法|效果|变体))(?![里中合拼])"
)
_LAST_SEED = MOST_SEED - 9  # of a message: its pictures, up to eight, count on from it
_WORDS = re.compile(r"\s*(?:[,，、;/|]|\band\b|\bor\b|和|或)\s*")


def take_flags(text: str) -> tuple[str, Flags]:
    """A clean text without its flags, and the flags. What is left is the text itself where nothing else was said."""
    cut = _Cut(text)
    _settings(cut)
    _number_of_pictures(cut)
    if cut.text == text:
        return text, Flags()
    left = re.sub(r"\s+([,.!?;:])", r"\1", " ".join(cut.text.split()))
    left = re.sub(r"(?:[,;|]\s*)+(?=[,.!?;|])|(?<=,)(?:\s*,)+", "", left).strip(" ,;|")
    flags = Flags(cut.seed, cut.pictures, tuple(cut.without), tuple(cut.ignored))
    only_pictures = flags == Flags(pictures=flags.pictures)
    return left if re.search(r"[^\W_]", left) or not only_pictures else text, flags


def _settings(cut: _Cut) -> None:
    def without(found: re.Match[str]) -> str:
        said, wish = found["words"].strip(" ,."), ""
        if found[0].startswith("-") and not found.string[: found.start()].strip():
            said, _, wish = said.partition(" ")  # "--no dog a cat": the wish comes after the first word
        cut.without += [word for word in _WORDS.split(said) if word]
        return f" {wish} "

    def seed(found: re.Match[str]) -> str:
        digits = (found["seed"] or found["seed_zh"]).lstrip("0") or "0"
        if len(digits) > len(str(_LAST_SEED)) or int(digits) > _LAST_SEED:
            return cut.ignore(found)
        cut.seed = int(digits)
        return " "

    def pictures(found: re.Match[str]) -> str:
        cut.pictures = int(found[str(found.lastgroup)])
        return " "

    cut.each(_NO, without)
    cut.each(_NEGATIVE, without)
    cut.each(_SEED, seed)
    cut.each(_COUNT_OPTION, pictures)
    for pattern in (_OPTION, _WEIGHT, _LORA, _SETTING, _RATIO, _RESOLUTION):
        cut.each(pattern, cut.ignore)


def _number_of_pictures(cut: _Cut) -> None:
    def several(found: re.Match[str]) -> str | None:
        said = found["n"].casefold()
        cut.pictures = int(said) if said.isdecimal() else _NUMBERS.get(said) or _DIGITS_ZH[said]
        return ""

    def several_zh(found: re.Match[str]) -> str | None:
        return None if found["n"] in ("一", "1") else several(found)

    def of_them(found: re.Match[str]) -> str | None:
        several(found)
        return found["verb"] + found["kept"]

    def one(found: re.Match[str]) -> str:
        cut.pictures = 1
        return str(found.groupdict().get("kept") or "")

    for pattern, take in ((_ONE_ONLY, one), (_SEVERAL, several), (_OF_THEM, of_them),
                          (_ONE_ZH, one), (_SEVERAL_ZH, several_zh)):  # fmt: skip
        cut.each(pattern, take)
