"""Blends: "half cat, half owl", and drawings between two styles."""

import re
from dataclasses import replace

from language.familiar import familiar
from language.words import clean, named, pieces
from world.gist import Gist
from world.plan import Blend, Layer, Plan
from world.vocabulary import MARKS, thing

_A = r"(?:(?:of )?(?:an? |the )?)"
_SHARE_EN = r"(?:\d{1,3} ?(?:%|per ?cent)|(?:an?|one|two|three|four)[ -](?:third|quarter|fifth)s?|half)(?: of)?"
_SHARE_ZH = r"(?:\d{1,3} ?%|[一二两三四五六七八九]成|[二三四五六七八九十]分之[一二三四五六七八九]|一半)的?"
_MIX = "mixed|crossed|blended|merged|fused|combined"
_HYBRID = "hybrid|mix|mixture|cross|crossbreed|chimera|blend|combination|fusion"
_MIX_ZH = "混合体?|融合体?|结合体?|合体|杂交|混血儿?|混搭"
_SPLICED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bhalf[ -]{_A}(?P<one>[^,，]{{1,40}}?),?(?: and| or)?[ -]half[ -]{_A}(?P<other>.+)",
        rf"\b(?P<first>{_SHARE_EN}) {_A}(?P<one>[^,，]{{1,40}}?),? (?:and )?"
        rf"(?:(?P<share>{_SHARE_EN})|the rest) {_A}(?P<other>.+)",
        rf"(?P<one>[^,，]{{1,40}}?)(?<!arms)(?<!legs) (?:{_MIX})(?: together)? with {_A}(?P<other>.+)",
        rf"\b(?:an? )?(?:{_HYBRID})(?: of| between) {_A}(?P<one>[^,，]{{1,40}}?) and {_A}(?P<other>.+)",
        rf"(?P<one>[a-z]+)[- ](?P<other>[a-z]+ (?:{_HYBRID})\b.*)",
        r"(?:一半|半(?![山空夜个边圆]))(?:是|像)?(?P<one>[^半，,、]{1,20}?)[，,、]?(?:一半|半(?![山空夜个边圆]))(?:是|像)?(?P<other>.+)",
        rf"(?P<first>{_SHARE_ZH})(?:是|像)?(?P<one>[^，,、]{{1,20}}?)[，,、]?"
        rf"(?:(?P<share>{_SHARE_ZH})|其余|剩下)的?(?:都?是|像)?(?P<other>.+)",
        rf"(?P<one>[^，,、和与跟]{{1,20}}?)(?:和|与|跟)(?P<other>[^，,、和与跟]{{1,12}}?)的?(?:{_MIX_ZH}|混(?=在一起(?:$|[，,。！!吧的])))(?:在?一起)?",
        r"既?像(?P<one>[^，,、]{1,20}?)[，,]?又像(?P<other>.+)",
    )
)
_IT = r"(?:it|this|that|him|her|the (?P<own>[a-z ]{1,20}?))"
_INTO_LAST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:mix|cross|blend|merge|fuse|combine) {_IT} with {_A}(?P<other>.+)",
        rf"^(?:make|turn) {_IT} (?:into )?(?:a )?half[ -]{_A}(?P<other>.+)",
        rf"^[把将让](?:它|他|她|这个?|这只(?P<own>.{{1,6}}?))(?:和|与|跟)(?P<other>[^，,、]{{1,12}}?)(?:{_MIX_ZH}|混)",
        r"^[把将让]?(?:它|他|她)(?:变成?|画成)?一半(?:变成?|是|像)(?P<other>.+)",
        rf"^(?:再)?(?:和|与|跟|同)(?P<other>[^，,、]{{1,12}}?)(?:{_MIX_ZH}|混)(?:在?一起|一下|起来)?[吧呗。！!]?$",
    )
)
_ENDS = re.compile(r"\s*(?:$|[,.!，。！]|please|in |on |at |在)", re.IGNORECASE)  # what may follow the other's name
_SEVERAL_ZH = re.compile("[两二三四五六七八九十俩仨]|在|的.{0,3}和")
_CHANGES = "remove|delete|erase|add|put|change|move|swap|replace|take|give|without"
_OF_LAST = re.compile(
    rf"(?:please |now |can you |could you )*(?:{_CHANGES}|(?:make|turn|paint) (?:it|the|this|that))\b"
    r"|请?(?:不要|去掉|删|把|将|让|加|换|移|拿)",
    re.IGNORECASE,
)
LONGEST = 200  # characters; whoever writes more asks for something else
_PARTS = {"third": 3, "quarter": 4, "fifth": 5}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_DIGITS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}


class UnknownName(ValueError):
    """A blend with something that has no name in the vocabulary."""


def spliced(text: str) -> tuple[str, Blend | None]:
    """The text without the other half of "half …, half …", "… mixed with …" or "70% …, 30% …", and that half.

    Only where both halves name one thing each; everything else comes back as it was.
    """
    text = clean(text)
    if len(text) > LONGEST:
        return text, None
    for known in (text, familiar(text)):  # "half moon" is a moon where nothing is half something else
        for pattern in _SPLICED:
            if (match := pattern.search(known)) and (found := _halves(known, match)):
                return found
    return text, None


def _halves(text: str, match: re.Match[str]) -> tuple[str, Blend] | None:
    """The text with one half and the other as a blend, where a match names two different things."""
    own, other = named("object", match["one"]), named("object", match["other"])
    if len(own) != 1 or not other or own[0] == other[0] or _elsewise(text, match, own[0], other[0]):
        return None
    rest = re.sub(rf"^ (?:{_HYBRID})\b", "", _without_name(match["other"], other[0]))
    before, after = text[: match.start()], text[match.end() :]
    return f"{before}{match['one']}{rest}{after}", Blend(other[0], _share(match.groupdict()))


def _elsewise(text: str, match: re.Match[str], one: str, other: str) -> bool:
    """Whether two things that stand so mean something else: several of them, food stirred together, one more thing."""
    said, kinds = match["one"], {thing(one).kind, thing(other).kind}
    several = any(thing(key).plural in match.group() for key in (one, other) if thing(key).plural != thing(key).en[0])
    stirred = kinds == {"food"} and bool(re.search("mixed with|combined with", match.group()))
    return several or stirred or bool(_SEVERAL_ZH.search(said) or named("object", text[: match.start()]))


def spliced_into_last(text: str, last: Gist) -> Blend | None:
    """What the thing that was drawn last is to be blended with: "mix it with an owl", 把它和猫头鹰混合."""
    known = familiar(clean(text))
    if len(known) > LONGEST:
        return None
    for match in filter(None, (pattern.search(known) for pattern in _INTO_LAST)):
        other = named("object", match["other"])
        own = match.groupdict().get("own")
        it_is_first = own is None or (bool(last.things) and named("object", own) == (last.things[0].object,))
        if other and it_is_first and _is_name(match["other"], other[0]):
            return Blend(other[0], 0.5)
    return None


def speaks_of_last(text: str) -> bool:
    """Whether a message begins as one that changes what was drawn: "remove the …", "make the …", 把……."""
    return bool(_OF_LAST.match(clean(text)))


def _share(said: dict[str, str | None]) -> float:
    """How much of the whole the other half takes; a half where nothing is said."""
    first, share = (_fraction(said[name]) if said.get(name) else None for name in ("first", "share"))
    if first is None:
        return 0.5
    other = 1 - first if share is None else share
    return round(min(max(other / max(first + other, 0.01), 0.0), 1.0), 2)


def _fraction(said: str | None) -> float:
    """A share in words or figures: 70 %, two thirds, 三成, 四分之一."""
    said = (said or "").casefold()
    if number := re.match(r"\d+", said):
        return int(number[0]) / 100
    if parts := re.match(r"(\w+)[ -](third|quarter|fifth)", said):
        return _NUMBERS[parts[1]] / _PARTS[parts[2]]
    if parts := re.match(r"(.)分之(.)", said):
        return _DIGITS[parts[2]] / _DIGITS[parts[1]]
    return _DIGITS[said[0]] / 10 if said[1:2] == "成" else 0.5


def _is_name(text: str, key: str) -> bool:
    """Whether a text is a thing's name and says nothing else of it, but perhaps where."""
    first = next((piece.text for piece in pieces(text) if (piece.kind, piece.key) == ("object", key)), None)
    return first is not None and text.startswith(first) and bool(_ENDS.match(_without_name(text, key)))


def _without_name(text: str, key: str) -> str:
    """What follows the name of a thing: "pine tree on the beach" → " on the beach"."""
    said = next(piece.text for piece in pieces(text) if (piece.kind, piece.key) == ("object", key))
    end = text.find(said) + len(said)
    while text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        end += 1  # the end of an English word
    return text[end:]


def blend_with(name: str, share: float, so_far: Blend | None = None) -> Blend:
    """A blend with a thing or a style by its name in either language; UnknownName, or ValueError for the share."""
    if not 0 <= share <= 1:
        raise ValueError(f"{share:g} of {name}; a share goes from 0 to 1")
    blend = so_far or Blend()
    if things := named("object", name):
        return replace(blend, thing=things[0], thing_share=share)
    if styles := named("style", name):
        return replace(blend, style=styles[0], style_share=share)
    raise UnknownName(f"{name!r} is neither a thing nor a style that Tuwen knows")


def blended(plan: Plan, blend: Blend) -> Plan:
    """The plan with its first thing, and those like it, blended with another thing, and all with another style."""
    groups = plan.scene.groups()
    first = {thing.id for thing in groups[0]} if groups else set()

    def changed(layer: Layer) -> Layer:
        own = blend if layer.of in first else replace(blend, thing=None, thing_share=0.0)
        return layer if layer.what in MARKS else replace(layer, blend=own)

    return replace(plan, layers=tuple(map(changed, plan.layers)))
