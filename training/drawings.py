"""Corrected pictures as the recogniser's heads see them: a few cells of the encoder's map, in several views.

The heads read a fact in one cell, from the nine around it, so that is all that is kept of a picture to learn from.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from jaxtyping import Float, Int
from PIL import Image
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, pad

from img2txt.kinds import Single
from img2txt.recognise import Eye
from img2txt.view import View
from models.recogniser import LOCAL, WHOLE
from rendering.layout import lay_out
from rendering.render import render
from rendering.sprites import atlas
from training.augment import Augmentation, augment
from training.exported import RatingsError
from training.lessons import Lesson
from training.progress import counted
from training.run import IGNORED
from world.gist import Gist
from world.plan import Plan
from world.vocabulary import index, slot

PICTURES_NEEDED = 20
VIEWS = 6  # of each picture, the first as it is
ZOOM, SHIFT = 0.2, 0.15  # how far views differ, as shares
LOOKS = 16  # pictures in one pass of the encoder
LIKELY, OTHERS = 8, 8  # cells of each picture that are kept: the likeliest centres, and some others


@dataclass(frozen=True)
class Corrected:
    """One fact of a picture as it is, and where the thing stands that it is of."""

    fact: str
    value: str
    at: tuple[float, float] | None  # x, y as shares of what is looked at; None: the whole picture

    @property
    def number(self) -> int:
        """The recogniser's number of the value."""
        return index(self.fact, self.value) + (self.fact == "action")


@dataclass(frozen=True)
class Drawing:
    """A picture with what was corrected of it, as it is looked at: square, in [0, 1]."""

    lesson: Lesson
    pixels: Float[Tensor, "3 s s"]
    facts: tuple[Corrected, ...]


@dataclass(frozen=True)
class Glance:
    """Some cells of one picture, and the numbers that are right in each; IGNORED where nobody corrected anything."""

    around: Float[Tensor, "n c 3 3"]  # of the encoder's map, in half precision
    local: Int[Tensor, "n l"]  # of each of LOCAL
    pooled: Float[Tensor, "d"]  # mean and maximum of each channel of the map
    whole: Int[Tensor, "w"]  # of each of WHOLE


def drawings(eye: Eye, lessons: Sequence[Lesson], skipped: list[str]) -> list[Drawing]:
    """The pictures whose corrected facts can be learnt, with where each is; RatingsError says how many are missing."""
    found = []
    for lesson in counted([each for each in lessons if each.mended], "looking", "picture"):
        with Image.open(lesson.file) as image:
            pixels, _ = eye.prepare(image.convert("RGB"))
        facts = tuple(_placed(lesson, eye.look(pixels.unsqueeze(0))[0][0]))
        if facts:
            found.append(Drawing(lesson, pixels, facts))
        else:
            skipped.append(f"{lesson.where}: what was corrected there is no fact that the recogniser reads")
    if (lacking := PICTURES_NEEDED - len({each.lesson.sha256 for each in found})) > 0:
        raise RatingsError("few_facts", missing=lacking, there=PICTURES_NEEDED - lacking)
    return found


def _placed(lesson: Lesson, view: View) -> Iterator[Corrected]:
    """Each corrected fact with the place of its thing: of that number and that name, or else of that number."""
    kinds = view.kinds()
    for each in lesson.mended:
        if each.fact in WHOLE:
            yield Corrected(each.fact, each.value, None)
        if each.fact in LOCAL and each.of is not None and kinds:
            named = [kind for kind in kinds if said_of(kind[0], each.fact) == each.was]
            numbered = kinds[min(each.of, len(kinds) - 1)]
            kind = numbered if numbered in named or not named else named[0]
            for single in kind:
                yield Corrected(each.fact, each.value, (single.x, single.y))


def said_of(single: Single, fact: str) -> str | None:
    """What is read of a single thing, by key; None for no action."""
    number = int(getattr(single, fact).argmax()) - (fact == "action")
    return slot(fact)[number].key if number >= 0 else None


@torch.no_grad()
def glances(eye: Eye, drawing: Drawing, dice: torch.Generator) -> list[Glance]:
    """The drawing as it is, and moved, zoomed, mirrored and a little worn; a thing that leaves a view is not asked."""
    turns = [torch.tensor([[1.0, 0, 0], [0, 1, 0]]), *(_turn(dice) for _ in range(VIEWS - 1))]
    grid = affine_grid(torch.stack(turns), [VIEWS, 3, eye.size, eye.size], align_corners=False)
    moved = grid_sample(drawing.pixels.expand(VIEWS, -1, -1, -1), grid, padding_mode="border", align_corners=False)
    worn = augment(moved[1:], Augmentation(cutout=0.0), dice)
    features = eye.encoder(torch.cat([moved[:1], worn]).to(eye.device)).cpu()
    return [_glance(eye, each, drawing.facts, turn, dice) for each, turn in zip(features.split(1), turns, strict=True)]


def _turn(dice: torch.Generator) -> Float[Tensor, "2 3"]:
    """From a place in the view to a place in the picture, both in [-1, 1]."""
    zoom, x, y, flip = torch.rand(4, generator=dice).tolist()
    scale = 1 + ZOOM * (2 * zoom - 1)
    across = -scale if flip < 0.5 else scale
    return torch.tensor([[across, 0, 2 * SHIFT * (2 * x - 1)], [0, scale, 2 * SHIFT * (2 * y - 1)]])


def _glance(
    eye: Eye,
    features: Float[Tensor, "1 c h w"],
    facts: Sequence[Corrected],
    turn: Float[Tensor, "2 3"],
    dice: torch.Generator,
) -> Glance:
    side = features.shape[-1]
    labels: dict[tuple[int, int], dict[str, int]] = {cell: {} for cell in _cells(eye, features, dice)}
    whole = {}
    for fact in facts:
        if fact.at is None:
            whole[fact.fact] = fact.number
        for cell in _near(fact.at, turn, side) if fact.at else ():
            labels.setdefault(cell, {})[fact.fact] = fact.number
    rows, columns = torch.tensor(list(labels)).unbind(1)
    patches = pad(features[0], (1, 1, 1, 1)).unfold(1, 3, 1).unfold(2, 3, 1)
    return Glance(
        patches[:, rows, columns].transpose(0, 1).half(),
        torch.tensor([[said.get(name, IGNORED) for name in LOCAL] for said in labels.values()]),
        torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1)[0],
        torch.tensor([whole.get(name, IGNORED) for name in WHOLE]),
    )


def _cells(eye: Eye, features: Float[Tensor, "1 c h w"], dice: torch.Generator) -> list[tuple[int, int]]:
    """The cells of a map that likeliest hold a centre, and some others, as rows and columns."""
    side = features.shape[-1]
    likely = eye.recogniser(features.to(eye.device)).centre.flatten().topk(LIKELY).indices.tolist()
    others = torch.randint(side * side, (OTHERS,), generator=dice).tolist()
    return [divmod(cell, side) for cell in dict.fromkeys([*likely, *others])]


def _near(at: tuple[float, float], turn: Float[Tensor, "2 3"], side: int) -> list[tuple[int, int]]:
    """The cell of a place of the picture in a view, and those around it; none where it is outside."""
    places = [(2 * share - 1 - turn[axis, 2].item()) / turn[axis, axis].item() for axis, share in enumerate(at)]
    if max(map(abs, places)) >= 1:
        return []
    column, row = (int((place + 1) / 2 * side) for place in places)
    around = [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    return [cell for cell in around if min(cell) >= 0 and max(cell) < side]


@torch.no_grad()
def true_renders(
    eye: Eye, sprites: Path, count: int, seed: int, sample: Callable[[Random], Gist]
) -> Iterator[tuple[Float[Tensor, "b c h w"], list[Plan]]]:
    """True renders as the encoder sees them, a few at once, with their plans; ArtError where there is no art."""
    rng, dice, art = Random(seed), torch.Generator().manual_seed(seed), atlas(64, sprites)
    for start in counted(range(0, count, LOOKS), "true renders", "batch"):
        plans = [lay_out(sample(rng), rng) for _ in range(min(LOOKS, count - start))]
        yield eye.encoder(render(plans, art, eye.size, dice).to(eye.device)).cpu(), plans


def replayed(eye: Eye, sprites: Path, count: int, seed: int, sample: Callable[[Random], Gist]) -> list[Glance]:
    """True renders of which nothing is corrected."""
    dice, still = torch.Generator().manual_seed(seed), torch.tensor([[1.0, 0, 0], [0, 1, 0]])
    batches = true_renders(eye, sprites, count, seed, sample)
    return [_glance(eye, each, (), still, dice) for features, _ in batches for each in features.split(1)]
