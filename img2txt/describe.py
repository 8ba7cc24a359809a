"""From an image to a caption and facts; and the describers by name."""

import time
from collections.abc import Callable, Sequence
from itertools import compress
from operator import not_
from pathlib import Path
from typing import Protocol

import torch
from PIL import Image

from img2txt.caption import CAPTIONER, Narrator
from img2txt.description import Description, SeenFact
from img2txt.facts import seen_facts
from img2txt.gaze import Gaze, gaze_of
from img2txt.photo import Photos
from img2txt.photo_facts import told
from img2txt.recognise import Eye
from models.device import checked_device
from models.recogniser import Recogniser, RecogniserConfig
from models.served import Served
from models.weights import fingerprint

RECOGNISER = "recogniser"  # below the folder of versions
WEIGHTS = Path(__file__).parent.parent / "weights"

WELL_KNOWN = 0.8  # how probable everything in a strange drawing must be to be told without doubt

Told = tuple[str, tuple[SeenFact, ...], Gaze | None]  # a caption, the facts, where it looked


class UnknownDescriber(ValueError):
    """There is no describer of that name."""


class Describer(Protocol):
    """Anything that says what an image shows."""

    def describe(self, image: Image.Image, language: str) -> Description: ...

    def describe_all(self, images: Sequence[Image.Image], language: str) -> list[Description]: ...


class TuwenDescriber:
    """Tuwen's own networks for drawings, a detector and ImageNet's names for photos."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu", versions: Path | None = None):
        """`versions` holds what was learnt from ratings; WeightsError where a network is missing or damaged."""
        self.eye = Eye(folder, device)
        self.narrator = Narrator(folder, device, versions=versions)
        self.recogniser = served_recogniser(versions, self.eye)
        self.photos = Photos(folder, device)
        others = (folder / name for name in ("captioner", "matcher", "tokenizer", "gate", "detector", "pose"))
        self.weights = fingerprint([*self.eye.folders, *others])

    def describe(self, image: Image.Image, language: str) -> Description:
        """A caption in en or zh and the facts of an RGB image of any size."""
        return self.describe_all([image], language)[0]

    def describe_all(self, images: Sequence[Image.Image], language: str) -> list[Description]:
        """The same of many images in one pass of each network; their seconds are a share of the whole."""
        if not images:
            return []
        started = time.perf_counter()
        kinds = self.photos.kinds(images)
        are_photos = [kind == "photo" for kind in kinds]
        photos = iter(self._photos(list(compress(images, are_photos)), language))
        drawings = iter(self._drawings(list(compress(images, map(not_, are_photos))), language))
        both = [("photo", *next(photos)) if is_photo else ("drawing", *next(drawings)) for is_photo in are_photos]
        used = self._used()
        seconds = (time.perf_counter() - started) / len(images)
        return [
            Description(
                doubted(caption, language) if is_a_guess(found, facts) else caption,
                language,
                kind,
                facts,
                seconds,
                used,
                gaze,
            )
            for (kind, caption, facts, gaze), found in zip(both, kinds, strict=True)
        ]

    def _used(self) -> str:
        """The fingerprint of the networks that ship, and which versions were served instead."""
        served = (self.recogniser.learnt(), self.narrator.served.learnt())
        names = [f"{what} {each.name}" for what, each in zip((RECOGNISER, CAPTIONER), served, strict=True) if each]
        return ", ".join([self.weights, *names])

    def _drawings(self, images: Sequence[Image.Image], language: str) -> list[Told]:
        if not images:
            return []
        squares, zooms = zip(*map(self.eye.prepare, images), strict=True)
        learnt = self.recogniser.learnt()
        eye = self.eye if learnt is None else self.eye.through(learnt.network)
        views, insight = eye.look(torch.stack(squares))
        captions = self.narrator.say(views, insight, language)
        return [
            (said.text, seen_facts(view), gaze_of(zoom.of(view), said))
            for said, view, zoom in zip(captions, views, zooms, strict=True)
        ]

    def _photos(self, images: Sequence[Image.Image], language: str) -> list[Told]:
        return [told(sighting, language) for sighting in self.photos.look(images)] if images else []


def is_a_guess(kind: str, facts: Sequence[SeenFact]) -> bool:
    """Whether a drawing is in another hand, or may be and has something that is not well known."""
    sure = [fact.probability for fact in facts if fact.fact == "object"]
    return kind == "foreign" or (kind == "strange" and min(sure, default=0.0) < WELL_KNOWN)


def doubted(caption: str, language: str) -> str:
    """A caption that is no more than a guess."""
    return f"可能是{caption}" if language == "zh" else f"Perhaps {caption[:1].lower()}{caption[1:]}"


def served_recogniser(versions: Path | None, eye: Eye) -> Served[Recogniser]:
    """The recogniser that is served; it works with the encoder that it was learnt with."""
    return Served(versions, RECOGNISER, (Recogniser, RecogniserConfig), fingerprint(eye.folders[:1]))


DESCRIBERS: dict[str, Callable[[str, Path | None], Describer]] = {
    "tuwen": lambda device, versions: TuwenDescriber(device=device, versions=versions)
}


def load_describer(name: str = "tuwen", device: str = "cpu", versions: Path | None = None) -> Describer:
    """A describer by name, seeing and speaking by what was learnt from ratings where there are `versions` of that.

    UnknownDescriber and UnknownDevice list the choices, WeightsError says what is missing."""
    try:
        make = DESCRIBERS[name]
    except KeyError:
        choices = ", ".join(sorted(DESCRIBERS))
        raise UnknownDescriber(f"no describer named {name!r}; choose one of {choices}") from None
    return make(checked_device(device), versions)
