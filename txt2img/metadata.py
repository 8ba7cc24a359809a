"""What a PNG says of its making: `parameters` as image tools read it, and our own JSON, to draw it again from."""

import json
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from PIL.PngImagePlugin import PngImageFile, PngInfo

from rendering.sprites import DRAWABLE
from world.plan import Blend, Plan
from world.vocabulary import value

PARAMETERS, OWN = "parameters", "tuwen"  # keys of the PNG's text chunks
FORMAT = 3  # of our own JSON, and of how a plan is painted: 3 since a blend is one thing above another
MOST_LAYERS = 64  # that are drawn again; eight things with their marks are 24
LARGEST = 4.0  # height of a layer as a share of the canvas, and distance from its corner


class NotOurs(ValueError):
    """A file that does not say how to draw it again."""


@dataclass(frozen=True)
class Made:
    """Enough to draw a picture again: the same weights give the same pixels."""

    prompt: str
    language: str  # en or zh
    plan: Plan
    weights: str  # the fingerprint of the networks that drew it
    seeded: bool = True  # whether prompt and seed alone draw it, too; not what was changed step by step


def parameters(prompt: str, seed: int | None, weights: str) -> PngInfo:
    """What image tools read, for Pillow's `save(…, pnginfo=…)`; a seed only where it draws the picture again."""
    chunks = PngInfo()
    by = "" if seed is None else f"Seed: {seed}, "
    chunks.add_itxt(PARAMETERS, f"{prompt}\n{by}Model: tuwen, Model hash: {weights}")
    return chunks


def text_chunks(made: Made) -> PngInfo:
    """What image tools read, and our own JSON."""
    chunks = parameters(made.prompt, made.plan.seed if made.seeded else None, made.weights)
    saved = {"format": FORMAT, "prompt": made.prompt, "language": made.language, "weights": made.weights}
    saved |= {} if made.seeded else {"seeded": False}
    chunks.add_itxt(OWN, json.dumps(saved | {"plan": made.plan.to_json()}, ensure_ascii=False))
    return chunks


def read(path: Path) -> tuple[Made, Image.Image]:
    """How a picture was made, and its pixels; NotOurs says what is missing, OSError where there is no such file."""
    try:
        with Image.open(path) as image:
            image.load()
    except UnidentifiedImageError:
        raise NotOurs(f"{path} is no picture that can be read") from None
    except OSError as error:
        if error.filename is None:  # Pillow's own
            raise NotOurs(f"{path} is damaged ({error})") from None
        raise
    if not isinstance(image, PngImageFile) or OWN not in image.text:
        raise NotOurs(f"{path} does not say how it was drawn: it is not from Tuwen, or was saved again without that")
    try:
        saved = json.loads(image.text[OWN])
        if saved["format"] != FORMAT:
            raise NotOurs(f"{path} was drawn by another version of Tuwen (format {saved['format']})")
        plan, seeded = _checked(Plan.from_json(saved["plan"])), bool(saved.get("seeded", True))
        made = Made(saved["prompt"], saved["language"], plan, saved["weights"], seeded)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, NotOurs):
            raise
        raise NotOurs(f"{path} says how it was drawn, but that is damaged ({error})") from None
    return made, image


def _checked(plan: Plan) -> Plan:
    """The plan, if it can be drawn; ValueError where a stranger's file asks for what nobody can draw."""
    if len(plan.layers) > MOST_LAYERS or not all(layer.what in DRAWABLE for layer in plan.layers):
        raise ValueError("layers that cannot be drawn")
    named = [("place", plan.place), ("time", plan.time)]
    for layer in plan.layers:
        blend = layer.blend or Blend()
        named += [("colour", layer.colour), ("style", layer.style), ("object", blend.thing), ("style", blend.style)]
    for slot, key in named:
        if key is not None:
            value(slot, key)
    if any(layer.of is not None and not plan.scene.has(layer.of) for layer in plan.layers):
        raise ValueError("layers of things that the scene does not hold")
    for pose in (layer.pose for layer in plan.layers):
        within = abs(pose.x) <= LARGEST and abs(pose.y) <= LARGEST and abs(pose.angle) <= 360
        if not (within and 0 < pose.scale <= LARGEST):
            raise ValueError("layers that lie nowhere")
    if plan.backdrop is None and not plan.layers:
        raise ValueError("a sticker of nothing")
    return plan
