"""What surrounds the things of a photo: their colours, the ground that they stand on, the place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from PIL import Image

from img2txt.hues import name_of
from img2txt.naming import Guess
from img2txt.regions import Region

SIDE = 24  # pixels that a region is reduced to
MAIN = 0.45  # of a thing that has a colour
LIKELY = 0.4  # from which on what ImageNet says is the place
GREEN = 0.6  # of the ground
LOW = 0.72  # of the picture's height must something reach down to stand on its ground
_TORSO = (0.25, 0.3, 0.75, 0.6)  # of somebody's box: left, top, right, bottom
_BODY = (0.2, 0.25, 0.8, 0.8)  # of anything else's
_PLACES = {  # by ImageNet's classes that are seen nowhere else
    "beach": (977, 978),
    "mountains": (970, 979),
    "underwater": (973,),
    "snow": (537, 795, 802, 803),
}
_INDOORS = frozenset(("couch", "bed", "toilet", "sink", "refrigerator", "oven", "microwave", "tv"))


def coloured(region: Region, image: Image.Image) -> Region:
    """The region with the colour that most of it has, somebody's clothes have; food has none worth telling."""
    thing = region.name.thing
    if thing is not None and thing.kind == "food":
        return region
    worn = thing is not None and thing.kind == "person"
    left, top, right, bottom = _TORSO if worn else _BODY
    box = region.box
    middle = (
        round(box.left + left * box.width),
        round(box.top + top * box.height),
        round(box.left + right * box.width),
        round(box.top + bottom * box.height),
    )
    if middle[2] - middle[0] < 4 or middle[3] - middle[1] < 4:
        return region
    counted = Counter(_names(image.crop(middle)))
    colour, count = counted.most_common(1)[0]
    return replace(region, colour=colour, worn=worn) if count / counted.total() >= MAIN else region


def place_of(image: Image.Image, guesses: Sequence[Guess], regions: Sequence[Region]) -> str | None:
    """The place, as a vocabulary key, where what ImageNet sees, furniture or the ground's colour are plain."""
    for place, numbers in _PLACES.items():
        if sum(guess.probability for guess in guesses if guess.number in numbers) >= LIKELY:
            return place
    if any(region.sure > 0.5 and region.name.thing and region.name.thing.key in _INDOORS for region in regions):
        return "room"
    ground = image.crop((0, round(0.8 * image.height), image.width, image.height))
    above = image.crop((0, 0, image.width, max(1, round(0.3 * image.height))))
    stands = any(region.sure > 0.5 and region.box.bottom > LOW * image.height for region in regions)
    if stands and _share(ground, "green") >= GREEN and _share(above, "green") < GREEN:
        return "grass"
    return None


def _share(image: Image.Image, colour: str) -> float:
    names = list(_names(image))
    return names.count(colour) / len(names)


def _names(image: Image.Image) -> Iterator[str]:
    """The colour of each of a few pixels."""
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    return (name_of(*rgb) for rgb in zip(small[::3], small[1::3], small[2::3], strict=True))
