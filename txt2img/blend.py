"""Blends: "half cat, half owl", and drawings between two styles."""

import re
from dataclasses import replace

from scenes.familiar import familiar
from scenes.plan import Blend, Layer, Plan
from scenes.vocabulary import MARKS, thing
from scenes.words import clean, named

_A = r"(?:(?:of )?(?:an? |the )?)"
_SHARE_EN = r"(?:\d{1,3} ?(?:%|per ?cent)|(?:an?|one|two|three|four)[ -](?:third|quarter|fifth)s?|half)(?: of)?"
_SHARE_ZH = r"(?:\d{1,3} ?%|[一二两三四五六七八九]成|[二三四五六七八九十]分之[一二三四五六七八九]|一半)的?"
_MIX = "mixed|crossed|blended|merged|fused|combined"
_HYBRID = "hybrid|mix|mixture|cross|crossbreed|chimera|blend|combination|fusion"
_MIX_ZH = "混合体?|融合体?|结合体?|合体|杂交|混血儿?|混搭"
_SPLICED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bhalf[ -]{_A}(?P<one>[^,，]+?),?(?: and| or)?[ -]half[ -]{_A}(?P<other>.+)",
        rf"\b(?P<first>{_SHARE_EN}) {_A}(?P<one>[^,，]+?),? (?:and )?"
        rf"(?:(?P<share>{_SHARE_EN})|the rest) {_A}(?P<other>.+)",
        rf"(?P<one>[^,，]+?) (?:{_MIX})(?: together)? with {_A}(?P<other>.+)",
        rf"\b(?:an? )?(?:{_HYBRID})(?: of| between) {_A}(?P<one>[^,，]+?) and {_A}(?P<other>.+)",
        rf"(?P<one>[a-z]+)[- ](?P<other>[a-z]+ (?:{_HYBRID})\b.*)",
        r"(?:一半|半)(?:是|像)?(?P<one>[^半，,、]+?)[，,、]?(?:一半|半)(?:是|像)?(?P<other>.+)",
        rf"(?P<first>{_SHARE_ZH})(?:是|像)?(?P<one>[^，,、]+?)[，,、]?"
        rf"(?:(?P<share>{_SHARE_ZH})|其余|剩下)的?(?:都?是|像)?(?P<other>.+)",
        rf"(?P<one>[^，,、]+?)(?:和|与|跟)(?P<other>[^，,、]+?)的?(?:{_MIX_ZH})(?:在一起)?",
        r"既?像(?P<one>[^，,、]+?)[，,]?又像(?P<other>.+)",
    )
)
_INTO_LAST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:mix|cross|blend|merge|fuse|combine) (?:it|this|that|him|her|the \w+) with {_A}(?P<other>.+)",
        rf"^(?:make|turn) (?:it|this|that|him|her|the \w+) (?:into )?(?:a )?half[ -]{_A}(?P<other>.+)",
        rf"^[把将让](?:它|他|她|这个?)(?:和|与|跟)(?P<other>[^，,、]+?)(?:{_MIX_ZH})",
        r"^[把将让]?(?:它|他|她)(?:变成?|画成)?一半(?:变成?|是|像)(?P<other>.+)",
    )
)
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
    known = familiar(text)
    for pattern in _SPLICED:
        if (match := pattern.search(known)) is None:
            continue
        own, other = named("object", match["one"]), named("object", match["other"])
        several = any(thing(key).plural in match.group() for key in (*own, *other[:1]) if thing(key).plural != key)
        if len(own) == 1 and other and own[0] != other[0] and not several:
            rest = re.sub(rf"^ (?:{_HYBRID})\b", "", _without_name(match["other"], other[0]))
            rest += known[match.end() :] if pattern.pattern.endswith("(?:在一起)?") else ""
            return f"{known[: match.start()]}{match['one']}{rest}", Blend(other[0], _share(match.groupdict()))
    return text, None


def spliced_into_last(text: str) -> Blend | None:
    """What the thing that was drawn last is to be blended with: "mix it with an owl", 把它和猫头鹰混合."""
    matches = (pattern.search(familiar(clean(text))) for pattern in _INTO_LAST)
    other = next((named("object", match["other"]) for match in matches if match), ())
    return Blend(other[0], 0.5) if other else None


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


def _without_name(text: str, key: str) -> str:
    """What follows the name of a thing: "owl on the beach" → " on the beach"."""
    end = min(at for at in range(1, len(text) + 1) if named("object", text[:at]) == (key,))
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
    """The plan with its first thing blended with another thing, and all its things with another style."""

    def changed(layer: Layer) -> Layer:
        own = blend if layer.of == 0 else replace(blend, thing=None, thing_share=0.0)
        return layer if layer.what in MARKS else replace(layer, blend=own)

    return replace(plan, layers=tuple(map(changed, plan.layers)))


def blend_of(plan: Plan) -> Blend | None:
    """What a plan's first thing is blended with."""
    return next((layer.blend for layer in plan.layers if layer.of == 0 and layer.blend), None)
