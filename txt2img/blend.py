"""Blends: "half cat, half owl", and drawings between two styles."""

import re
from dataclasses import replace

from scenes.plan import Blend, Layer, Plan
from scenes.vocabulary import MARKS
from scenes.words import clean, named

_HALVES = (
    re.compile(
        r"\bhalf[ -](?:of )?(?:an? )?(?P<one>[^,，]+?),?(?: and| or)?[ -]half[ -](?:of )?(?:an? )?(?P<other>.+)", re.I
    ),
    re.compile(r"(?:一半|半)(?:是|像)?(?P<one>[^半，,、]+?)[，,、]?(?:一半|半)(?:是|像)?(?P<other>.+)"),
)


class UnknownName(ValueError):
    """A blend with something that has no name in the vocabulary."""


def halves(text: str) -> tuple[str, Blend | None]:
    """The text with the second half of "half …, half …" taken out, and what the first thing is to be blended with.

    Only where both halves name a thing; everything else comes back as it was.
    """
    text = clean(text)
    for pattern in _HALVES:
        if (match := pattern.search(text)) is None:
            continue
        own, other = named("object", match["one"]), named("object", match["other"])
        if own and other and own[0] != other[0]:
            rest = _without_name(match["other"], other[0])
            return f"{text[: match.start()]}{match['one']}{rest}", Blend(thing=other[0], thing_share=0.5)
    return text, None


def _without_name(text: str, thing: str) -> str:
    """What follows the name of a thing: "owl on the beach" → " on the beach"."""
    end = min(at for at in range(1, len(text) + 1) if named("object", text[:at]) == (thing,))
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
