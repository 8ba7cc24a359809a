"""Blends: a thing of a plan with another thing above it, and drawings between two styles."""

from dataclasses import replace

from language.words import named
from world.plan import Blend, Layer, Plan
from world.vocabulary import MARKS


class UnknownName(ValueError):
    """A blend with something that has no name in the vocabulary."""


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
