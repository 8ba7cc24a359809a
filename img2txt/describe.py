"""From an image to a caption and facts; and the describers by name."""

import time
from collections.abc import Callable, Sequence
from itertools import compress
from operator import not_
from pathlib import Path
from typing import Protocol

import torch
from PIL import Image

from img2txt.caption import Narrator
from img2txt.description import Description, SeenFact
from img2txt.facts import seen_facts
from img2txt.gaze import Gaze, Look, gaze_of
from img2txt.hues import Colours, main_colours
from img2txt.photo import Guess, Photos
from img2txt.recognise import Eye
from models.device import checked_device
from models.weights import fingerprint
from world.vocabulary import value

WEIGHTS = Path(__file__).parent.parent / "weights"
SURE, LIKELY = 0.7, 0.35  # how probable a name must be to be said plainly, or with "perhaps"

Told = tuple[str, tuple[SeenFact, ...], Gaze | None]  # a caption, the facts, where it looked


class UnknownDescriber(ValueError):
    """There is no describer of that name."""


class Describer(Protocol):
    """Anything that says what an image shows."""

    def describe(self, image: Image.Image, language: str) -> Description: ...

    def describe_all(self, images: Sequence[Image.Image], language: str) -> list[Description]: ...


class TuwenDescriber:
    """Tuwen's own networks for drawings, ImageNet's names for photos."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu"):
        """WeightsError where a network is missing or damaged."""
        self.eye = Eye(folder, device)
        self.narrator = Narrator(folder, device)
        self.photos = Photos(folder, device)
        others = (folder / name for name in ("captioner", "matcher", "tokenizer", "gate"))
        self.weights = fingerprint([*self.eye.folders, *others])

    def describe(self, image: Image.Image, language: str) -> Description:
        """A caption in en or zh and the facts of an RGB image of any size."""
        return self.describe_all([image], language)[0]

    def describe_all(self, images: Sequence[Image.Image], language: str) -> list[Description]:
        """The same of many images in one pass of each network; their seconds are a share of the whole."""
        if not images:
            return []
        started = time.perf_counter()
        are_photos = self.photos.are_photos(images)
        photos = iter(self._photos(list(compress(images, are_photos)), language))
        drawings = iter(self._drawings(list(compress(images, map(not_, are_photos))), language))
        told = [("photo", *next(photos)) if is_photo else ("drawing", *next(drawings)) for is_photo in are_photos]
        seconds = (time.perf_counter() - started) / len(images)
        return [
            Description(caption, language, kind, facts, seconds, self.weights, gaze)
            for kind, caption, facts, gaze in told
        ]

    def _drawings(self, images: Sequence[Image.Image], language: str) -> list[Told]:
        if not images:
            return []
        squares, zooms = zip(*map(self.eye.prepare, images), strict=True)
        views, insight = self.eye.look(torch.stack(squares))
        captions = self.narrator.say(views, insight, language)
        return [
            (said.text, seen_facts(view), gaze_of(zoom.of(view), said))
            for said, view, zoom in zip(captions, views, zooms, strict=True)
        ]

    def _photos(self, images: Sequence[Image.Image], language: str) -> list[Told]:
        if not images:
            return []
        named, coloured = self.photos.name(images, language), map(main_colours, images)
        return [
            (photo_caption(guesses, colours, language), _named(guesses, colours), _gaze(guesses))
            for guesses, colours in zip(named, coloured, strict=True)
        ]


def _gaze(guesses: Sequence[Guess]) -> Gaze:
    """Each name of a photo looks at what speaks for it."""
    looks = (Look(guess.name, tuple(float(other is guess) for other in guesses)) for guess in guesses)
    return Gaze(tuple((guess.spot,) for guess in guesses), tuple(looks))


def _named(guesses: Sequence[Guess], colours: Colours) -> tuple[SeenFact, ...]:
    names = [SeenFact("object", guess.name, None, round(guess.probability, 4)) for guess in guesses]
    return (*names, *(SeenFact("colour", colour, None, round(share, 4)) for colour, share in colours))


def photo_caption(guesses: tuple[Guess, ...], colours: Colours, language: str) -> str:
    """A sentence about a photo that says how sure it is, and its main colours."""
    best = guesses[0]
    others = [guess for guess in guesses[1:] if guess.probability > 0.1]
    share = f"{best.probability:.0%}"
    names = [value("colour", colour).name(language) for colour, _ in colours]
    doubt = 0 if best.probability >= SURE else 1 if best.probability >= LIKELY else 2
    if language == "zh":
        lead = ("看上去是", "可能是", "我不太确定，也许是")[doubt]
        tail = "，也可能是" + "、".join(f"“{guess.name}”" for guess in others) if others else ""
        mostly = "，以" + "和".join(names) + "为主" if names else ""
        return f"这是一张照片，{lead}“{best.name}”（{share}）{tail}{mostly}。"
    lead = ("A photo of", "A photo, perhaps of", "A photo; I am not sure, maybe of")[doubt]
    tail = ", or " + " or ".join(f"“{guess.name}”" for guess in others) if others else ""
    mostly = ", mostly " + " and ".join(names) if names else ""
    return f"{lead} “{best.name}” ({share}){tail}{mostly}."


DESCRIBERS: dict[str, Callable[[str], Describer]] = {"tuwen": lambda device: TuwenDescriber(device=device)}


def load_describer(name: str = "tuwen", device: str = "cpu") -> Describer:
    """A describer by name; UnknownDescriber and UnknownDevice list the choices, WeightsError says what is missing."""
    try:
        make = DESCRIBERS[name]
    except KeyError:
        choices = ", ".join(sorted(DESCRIBERS))
        raise UnknownDescriber(f"no describer named {name!r}; choose one of {choices}") from None
    return make(checked_device(device))
