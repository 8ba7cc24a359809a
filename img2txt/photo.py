"""Photos: told apart from drawings, and what is found in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torchvision.transforms.functional import to_tensor

from img2txt.acting import acting
from img2txt.detect import Finder
from img2txt.hues import Colours, main_colours
from img2txt.naming import Guess, Namer
from img2txt.poses import MOST, Poser
from img2txt.recognise import AT_ONCE
from img2txt.regions import A_BODY, Region, around, judged, people_of, places_of
from img2txt.scenery import coloured, place_of
from models import weights
from models.backbone import frozen_pyramid
from models.fold import folded
from models.gate import Gate, GateConfig

_FAR = 0.9  # from the illustrated world, whose edge is at 1; what is flatter than a photo is a drawing all the same
_FOREIGN = 0.95  # as far at least are drawings in another hand; of our own one in some hundreds is
_STRANGE = 0.75  # as far is one of five of our own, and nearly all in another hand
_FLAT = 0.35  # drawings are flatter than this (0.38 and more of 320), photos far less (0.27 at most of those tried)


@dataclass(frozen=True)
class Sighting:
    """What a photo shows, as far as it was found; words come later (img2txt/wording.py)."""

    size: tuple[int, int]  # of the image in which the regions stand
    regions: tuple[Region, ...]  # the surest first
    guesses: tuple[Guess, ...]  # what the whole looks like, the surest first
    colours: Colours
    place: str | None = None  # a vocabulary key


class Photos:
    """The gate, the detector, the pose network and the ImageNet classifier, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `gate`, `detector` and `pose` below a folder; WeightsError or BackboneError where one is missing."""
        self.device = torch.device(device)
        self.gate = weights.load(folder / "gate", Gate, GateConfig).to(self.device)
        self.pyramid = folded(frozen_pyramid()).to(self.device)
        self.pyramid.to(memory_format=torch.channels_last)  # twice as fast for many images
        self.finder = Finder(folder, device)
        self.namer = Namer(device)
        self.poser = Poser(folder, device)

    def are_photos(self, images: Sequence[Image.Image]) -> list[bool]:
        """Whether each RGB image lies far from the illustrated world, and has no flat colours as drawings have."""
        return [kind == "photo" for kind in self.kinds(images)]

    @torch.no_grad()
    def kinds(self, images: Sequence[Image.Image]) -> list[str]:
        """What each RGB image is: photo, drawing, strange (a drawing perhaps in another hand) or foreign (that is)."""
        small = torch.stack([to_tensor(image.resize((128, 128), Image.Resampling.LANCZOS)) for image in images])
        few = small.to(self.device).contiguous(memory_format=torch.channels_last).split(AT_ONCE)
        distances = torch.cat([self.gate.distance(self.pyramid(some)) for some in few]).tolist()
        return [_kind(far, flatness(image)) for far, image in zip(distances, images, strict=True)]

    def look(self, images: Sequence[Image.Image]) -> list[Sighting]:
        """What each RGB image of any size shows."""
        guesses = self.namer.guess(images)
        return [self._look(image, few) for image, few in zip(images, guesses, strict=True)]

    def _look(self, image: Image.Image, guesses: tuple[Guess, ...]) -> Sighting:
        found = self.finder.find(image)
        people = people_of(found, image.size, MOST)
        bodies = dict(zip(people, self.poser.look(image, people), strict=True))
        plain = {box for box, body in bodies.items() if body.strength >= A_BODY}
        places = [place for place in places_of(found) if place not in plain]
        chances = self.namer.chances([image.crop(around(place, image.size)) for place in places])
        regions = acting(judged(found, places, chances, image.size, bodies))
        regions = [coloured(region, image) for region in regions]
        return Sighting(image.size, tuple(regions), guesses, main_colours(image), place_of(image, guesses, regions))


def _kind(far: float, flat: float) -> str:
    if flat < _FLAT:
        return "photo" if far > _FAR else "drawing"
    return "foreign" if far > _FOREIGN else "strange" if far > _STRANGE else "drawing"


def flatness(image: Image.Image) -> float:
    """The share of pixels of an RGB image, at 256 px, that are exactly as their right neighbour is."""
    small = to_tensor(image.resize((256, 256), Image.Resampling.NEAREST))
    return float((small[..., 1:] == small[..., :-1]).all(0).float().mean())
