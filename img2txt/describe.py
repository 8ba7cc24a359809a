"""From an image to a caption and facts; and the describers by name."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PIL import Image

from img2txt.caption import Narrator
from img2txt.description import Description, SeenFact
from img2txt.facts import seen_facts
from img2txt.photo import Guess, Photos
from img2txt.recognise import Eye
from models.device import checked_device
from models.weights import fingerprint

WEIGHTS = Path(__file__).parent.parent / "weights"
SURE, LIKELY = 0.7, 0.35  # how probable a name must be to be said plainly, or with "perhaps"


class UnknownDescriber(ValueError):
    """There is no describer of that name."""


class Describer(Protocol):
    """Anything that says what an image shows."""

    def describe(self, image: Image.Image, language: str) -> Description: ...


class TuwenDescriber:
    """Tuwen's own networks for drawings, ImageNet's names for photos."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu"):
        """WeightsError where a network is missing or damaged."""
        self.eye = Eye(folder, device)
        self.narrator = Narrator(folder, device)
        self.photos = Photos(folder, device)
        self.weights = fingerprint([*self.eye.folders, self.narrator.folder, folder / "tokenizer", folder / "gate"])

    def describe(self, image: Image.Image, language: str) -> Description:
        """A caption in en or zh and the facts of an RGB image of any size."""
        started = time.perf_counter()
        kind = "photo" if self.photos.is_photo(image) else "drawing"
        caption, facts = (self._photo if kind == "photo" else self._drawing)(image, language)
        return Description(caption, language, kind, facts, time.perf_counter() - started, self.weights)

    def _drawing(self, image: Image.Image, language: str) -> tuple[str, tuple[SeenFact, ...]]:
        views, insight = self.eye.look(self.eye.prepare(image).unsqueeze(0))
        return self.narrator.say(insight, language)[0].text, seen_facts(views[0])

    def _photo(self, image: Image.Image, language: str) -> tuple[str, tuple[SeenFact, ...]]:
        guesses = self.photos.name(image, language)
        facts = tuple(SeenFact("object", guess.name, None, round(guess.probability, 4)) for guess in guesses)
        return photo_caption(guesses, language), facts


def photo_caption(guesses: tuple[Guess, ...], language: str) -> str:
    """A sentence about a photo that says how sure it is."""
    best = guesses[0]
    others = [guess for guess in guesses[1:] if guess.probability > 0.1]
    share = f"{best.probability:.0%}"
    doubt = 0 if best.probability >= SURE else 1 if best.probability >= LIKELY else 2
    if language == "zh":
        lead = ("看上去是", "可能是", "我不太确定，也许是")[doubt]
        tail = "，也可能是" + "、".join(f"“{guess.name}”" for guess in others) if others else ""
        return f"这是一张照片，{lead}“{best.name}”（{share}）{tail}。"
    lead = ("A photo of", "A photo, perhaps of", "A photo; I am not sure, maybe of")[doubt]
    tail = ", or " + " or ".join(f"“{guess.name}”" for guess in others) if others else ""
    return f"{lead} “{best.name}” ({share}){tail}."


DESCRIBERS: dict[str, Callable[[str], Describer]] = {"tuwen": lambda device: TuwenDescriber(device=device)}


def load_describer(name: str = "tuwen", device: str = "cpu") -> Describer:
    """A describer by name; UnknownDescriber and UnknownDevice list the choices, WeightsError says what is missing."""
    try:
        make = DESCRIBERS[name]
    except KeyError:
        choices = ", ".join(sorted(DESCRIBERS))
        raise UnknownDescriber(f"no describer named {name!r}; choose one of {choices}") from None
    return make(checked_device(device))
