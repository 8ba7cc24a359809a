"""A photo's caption, its facts with their boxes, and where each word of the caption looked."""

from collections.abc import Iterator, Sequence

from img2txt.description import SeenFact
from img2txt.detect import Box
from img2txt.gaze import Edges, Gaze, Look, Spot
from img2txt.naming import Guess, imagenet_names
from img2txt.photo import Sighting
from img2txt.regions import Region
from img2txt.whole import bare, doubt
from img2txt.wording import Kind, Wording, beside, noun, worded

Size = tuple[int, int]


def told(sighting: Sighting, language: str) -> tuple[str, tuple[SeenFact, ...], Gaze]:
    """The caption in en or zh, every fact that it tells, and its gaze."""
    wording = worded(sighting, language)
    facts = (*_things(wording.kinds, language), *_whole(sighting, wording, language))
    return wording.text, facts, _gaze(sighting, wording, language)


def _things(kinds: Sequence[Kind], language: str) -> Iterator[SeenFact]:
    """Each single thing with its box and what is said of it."""
    number = 0
    for kind in kinds:
        alone = noun(Kind(kind.regions[:1], kind.sure), language)
        for region in kind.regions:
            sides = region.box.sides
            box = (round(sides[0]), round(sides[1]), round(sides[2]), round(sides[3]))
            yield SeenFact("object", alone, number, round(region.sure, 4), box)
            if kind.name.thing is not None and region.name.number is not None:
                finer = bare(imagenet_names()[language][region.name.number])
                yield SeenFact("finer", finer, number, round(region.finer, 4))
            if region.colour is not None:
                yield SeenFact("colour", region.colour, number, round(region.sure, 4))
            for action in region.actions:
                yield SeenFact("action", action.words(language), number, round(min(action.sure, region.sure), 4))
            number += 1


def _whole(sighting: Sighting, wording: Wording, language: str) -> Iterator[SeenFact]:
    for guess in _guessed(sighting, wording):
        yield SeenFact("object", bare(guess.name(language)), None, round(guess.probability, 4))
    if sighting.place is not None:
        yield SeenFact("place", sighting.place, None, 1.0)
    for colour, share in sighting.colours:
        yield SeenFact("colour", colour, None, round(share, 4))


def _guessed(sighting: Sighting, wording: Wording) -> list[Guess]:
    """What the whole looks like, as far as it is told."""
    if wording.kinds:
        guess = beside(sighting.guesses, wording.kinds)
        return [] if guess is None else [guess]
    return list(sighting.guesses) if doubt(sighting.guesses) < 2 else []


def _gaze(sighting: Sighting, wording: Wording, language: str) -> Gaze:
    """Each word for a kind looks at its boxes; names of the whole at what speaks for them."""
    boxes = tuple(tuple(_edges(region.box, sighting.size) for region in kind.regions) for kind in wording.kinds)
    guesses = _guessed(sighting, wording)
    spots = (*(tuple(map(_spot, kind)) for kind in boxes), *((guess.spot,) for guess in guesses))
    words = [(part.text, part.kind) for part in wording.parts if part.kind is not None]
    words += [(bare(guess.name(language)), len(boxes) + n) for n, guess in enumerate(guesses)]
    looks = (Look(word, tuple(float(n == kind) for n in range(len(spots)))) for word, kind in words)
    bones = tuple(_bones(sighting.size, [region for kind in wording.kinds for region in kind.regions]))
    return Gaze(spots, tuple(looks), (*boxes, *(() for _ in guesses)) if boxes else (), bones)


def _bones(size: Size, regions: Sequence[Region]) -> Iterator[Edges]:
    """Every bone of the people among some regions, in shares of the square around the image."""
    for region in regions:
        for (x0, y0), (x1, y1) in region.skeleton.bones if region.skeleton else ():
            yield _edges(Box(x0, y0, x1, y1), size)


def _edges(box: Box, size: Size) -> Edges:
    """A box in shares of the square around the image."""
    side = max(size)
    left, top = (side - size[0]) / 2, (side - size[1]) / 2
    x0, y0, x1, y1 = box.sides
    return tuple(round(each / side, 3) for each in (x0 + left, y0 + top, x1 + left, y1 + top))  # type: ignore[return-value]


def _spot(edges: Edges) -> Spot:
    left, top, right, bottom = edges
    return Spot(
        round((left + right) / 2, 3), round((top + bottom) / 2, 3), round(max(right - left, bottom - top) / 2, 3)
    )
