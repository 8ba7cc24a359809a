"""Reading facts from pictures: which single things stand where, and how surely a fact holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, prod
from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image, ImageOps, ImageStat
from torch import Tensor
from torch.nn.functional import max_pool2d
from torchvision.transforms.functional import to_tensor

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.recogniser import Recogniser, RecogniserConfig, Sight, insight
from scenes.places import PLAIN
from scenes.scene import Fact, Scene
from scenes.vocabulary import NATURAL, index, slot

PRESENT = 0.35  # a centre more likely than this is a thing
MOST = 8  # single things in a picture


@dataclass(frozen=True)
class Single:
    """One thing found: its centre as shares of the picture, and the probabilities of its facts by vocabulary number."""

    x: float
    y: float
    present: float
    object: Float[Tensor, "k"]
    colour: Float[Tensor, "k"]
    action: Float[Tensor, "k"]  # 0 is none
    size: Float[Tensor, "k"]  # 0 is neither


@dataclass(frozen=True)
class View:
    """Everything recognised in one picture."""

    singles: tuple[Single, ...]
    place: Float[Tensor, "k"]  # the last is none
    time: Float[Tensor, "k"]
    style: Float[Tensor, "k"]

    def probability(self, fact: Fact, scene: Scene) -> float:
        """How surely a fact of the scene holds in the picture, in [0, 1]."""
        if fact.fact in ("place", "time", "style"):
            return float(getattr(self, fact.fact)[index(fact.fact, fact.value)])
        if fact.fact == "relation":
            return self._relation(fact.value, scene)
        assert fact.of is not None
        shares = self._shares(scene, fact.of)
        if fact.fact == "object":
            return 1 - prod(1 - share for share in shares)
        if fact.fact == "count":
            return _exactly(int(fact.value), shares)
        column = index(fact.fact, fact.value) + (fact.fact in ("action", "size"))
        total = sum(shares)
        if total < 1e-6:
            return 0.0
        each = zip(shares, self.singles, strict=True)
        bound = sum(share * float(getattr(single, fact.fact)[column]) for share, single in each) / total
        return bound * min(1.0, 1 - prod(1 - share for share in shares))

    def _shares(self, scene: Scene, of: int) -> list[float]:
        """How much each single is one of that kind of thing."""
        kind = scene.things[of]
        twins = sum(thing.object == kind.object for thing in scene.things) > 1
        shares = [single.present * float(single.object[index("object", kind.object)]) for single in self.singles]
        if twins:
            colour = index("colour", kind.colour or NATURAL)
            shares = [s * float(single.colour[colour]) for s, single in zip(shares, self.singles, strict=True)]
        return shares

    def _relation(self, relation: str, scene: Scene) -> float:
        """From where the two kinds stand, on average."""
        first, second = (self._centre(self._shares(scene, of)) for of in (0, 1))
        if first is None or second is None:
            return 0.0
        dx, dy = second[0] - first[0], second[1] - first[1]
        beside = _soft(abs(dx) - abs(dy), 0.06)
        both = min(sum(self._shares(scene, of)) for of in (0, 1))
        return (
            min(1.0, both)
            * {
                "left_of": _soft(dx, 0.03) * beside,
                "right_of": _soft(-dx, 0.03) * beside,
                "above": _soft(dy, 0.03) * (1 - beside),
                "below": _soft(-dy, 0.03) * (1 - beside),
                "next_to": _soft(0.62 - abs(dx), 0.06) * beside,
            }[relation]
        )

    def _centre(self, shares: Sequence[float]) -> tuple[float, float] | None:
        total = sum(shares)
        if total < 0.1:
            return None
        x = sum(share * single.x for share, single in zip(shares, self.singles, strict=True)) / total
        y = sum(share * single.y for share, single in zip(shares, self.singles, strict=True)) / total
        return x, y


def _soft(difference: float, width: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, difference / width))))


def _exactly(number: int, shares: Sequence[float]) -> float:
    """The probability that exactly so many of independent events happen."""
    counts = [1.0]
    for share in shares:
        counts = [a * (1 - share) + b * share for a, b in zip([*counts, 0.0], [0.0, *counts], strict=True)]
    return counts[number] if number < len(counts) else 0.0


class Eye:
    """The encoder and the recogniser, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `encoder` and `recogniser` below a folder; WeightsError where they are missing or damaged."""
        self.device = torch.device(device)
        self.folders = (folder / "encoder", folder / "recogniser")
        self.encoder = weights.load(self.folders[0], ImageEncoder, ImageEncoderConfig).to(self.device)
        self.recogniser = weights.load(self.folders[1], Recogniser, RecogniserConfig).to(self.device)
        self.encoder.to(memory_format=torch.channels_last)

    @property
    def size(self) -> int:
        return self.encoder.config.size

    def prepare(self, image: Image.Image) -> Float[Tensor, "3 h w"]:
        """An RGB image of any shape as the square that the encoder takes, in [0, 1]; the rest is its mean colour."""
        mean = tuple(round(level) for level in ImageStat.Stat(image.resize((16, 16))).mean)
        return to_tensor(ImageOps.pad(image, (self.size, self.size), Image.Resampling.LANCZOS, color=mean))

    @torch.no_grad()
    def look(self, pictures: Float[Tensor, "b 3 h w"]) -> tuple[list[View], Float[Tensor, "b d h8 w8"]]:
        """What is in each picture (in [0, 1]), and the insight that captions and matching look at."""
        features = self.encoder(pictures.to(self.device).contiguous(memory_format=torch.channels_last))
        sight = self.recogniser(features)
        return views(sight), insight(features, sight)


def views(sight: Sight) -> list[View]:
    """The facts of every picture: centres that are higher than their neighbours, and what is read there."""
    centre = sight.centre.float().sigmoid()
    peak = (centre == max_pool2d(centre.unsqueeze(1), 3, 1, 1)[:, 0]) & (centre > PRESENT)
    return [_view(sight, centre[i], peak[i], i) for i in range(len(centre))]


def _view(sight: Sight, centre: Tensor, peak: Tensor, i: int) -> View:
    side = centre.shape[-1]
    places = peak.nonzero().tolist()
    strongest = sorted(places, key=lambda at: -float(centre[at[0], at[1]]))[:MOST]
    return View(
        tuple(
            Single(
                (column + 0.5) / side,
                (row + 0.5) / side,
                float(centre[row, column]),
                *(getattr(sight, name)[i, row, column].softmax(-1).cpu() for name in _LOCAL),
            )
            for row, column in strongest
        ),
        *(getattr(sight, name)[i].softmax(-1).cpu() for name in ("place", "time", "style")),
    )


_LOCAL = ("object", "colour", "action", "size")


@dataclass(frozen=True)
class SeenThing:
    """Singles of one kind, with the facts that most of them share."""

    object: str
    colour: str
    count: int
    action: str | None
    size: str | None
    probability: dict[str, float]  # of each of these facts


def seen_things(view: View) -> tuple[SeenThing, ...]:
    """The singles of a view, gathered into kinds: same object, same colour; the surest kind first."""
    groups: dict[tuple[int, int], list[Single]] = {}
    for single in view.singles:
        groups.setdefault((int(single.object.argmax()), int(single.colour.argmax())), []).append(single)
    things = [_seen(*key, singles) for key, singles in groups.items()]
    return tuple(sorted(things, key=lambda thing: -thing.probability["object"]))


def _seen(thing: int, colour: int, singles: list[Single]) -> SeenThing:
    action = torch.stack([single.action for single in singles]).mean(0)
    size = torch.stack([single.size for single in singles]).mean(0)
    present = [single.present * float(single.object[thing]) for single in singles]
    best_action, best_size = int(action.argmax()), int(size.argmax())
    return SeenThing(
        slot("object")[thing].key,
        slot("colour")[colour].key,
        len(singles),
        slot("action")[best_action - 1].key if best_action else None,
        slot("size")[best_size - 1].key if best_size else None,
        {
            "object": 1 - prod(1 - share for share in present),
            "colour": sum(float(single.colour[colour]) for single in singles) / len(singles),
            "count": _exactly(len(singles), [single.present for single in singles]),
            "action": float(action[best_action]),
            "size": float(size[best_size]),
        },
    )


def seen_place(view: View) -> tuple[str | None, float]:
    """The likeliest place (None: a plain ground) and its probability."""
    best = int(view.place.argmax())
    return (None if best == PLAIN else slot("place")[best].key), float(view.place[best])
