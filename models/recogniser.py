"""The recogniser: finds each single thing by its centre (CenterNet, Zhou et al. 2019) and reads its facts there."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import conv2d, silu


@dataclass(frozen=True, kw_only=True)
class RecogniserConfig:
    objects: int
    colours: int
    actions: int  # one more than the vocabulary's: 0 is none
    places: int  # one more than the vocabulary's: the last is none
    times: int
    styles: int
    width: int = 128  # channels of the encoder's map
    hidden: int = 192
    dropout: float = 0.1  # of what whole pictures are told by


LOCAL = ("object", "colour", "action", "style")  # facts read at a thing's centre
WHOLE = ("place", "time")  # facts read from the whole map


@dataclass(frozen=True)
class Sight:
    """Logits of facts: for each cell of the map, and for the whole image."""

    centre: Float[Tensor, "b h w"]
    scale: Float[Tensor, "b h w"]  # no logit: the natural logarithm of the thing's height as a share of the picture
    object: Float[Tensor, "b h w k"]
    colour: Float[Tensor, "b h w k"]
    action: Float[Tensor, "b h w k"]
    style: Float[Tensor, "b h w k"]
    place: Float[Tensor, "b k"]
    time: Float[Tensor, "b k"]


def mirrored(sight: Sight) -> Sight:
    """What would be seen in the mirror images."""
    return Sight(**{name: logit.flip(2) if name not in WHOLE else logit for name, logit in vars(sight).items()})


def seen_twice(
    encoder: nn.Module, recogniser: "Recogniser", pictures: Float[Tensor, "b 3 s s"]
) -> tuple[Sight, Float[Tensor, "b c h w"]]:
    """What is seen in pictures and in their mirror images, on average, and the average of the encoder's maps.

    Averaging over views that change no fact makes fewer errors than one look (Krizhevsky et al. 2012).
    """
    straight, reflected = encoder(pictures), encoder(pictures.flip(3))
    looks = recogniser(straight), mirrored(recogniser(reflected))
    sight = Sight(*(torch.stack(both).mean(0) for both in zip(*(vars(look).values() for look in looks), strict=True)))
    return sight, (straight + reflected.flip(3)) / 2


class Recogniser(nn.Module):
    """Heads over the encoder's map. Trained with it by `training.encoder`."""

    def __init__(self, config: RecogniserConfig):
        super().__init__()
        self.config = config
        self.local = (1, 1, config.objects, config.colours, config.actions, config.styles)
        self.whole = (config.places, config.times)
        self.look = nn.Conv2d(config.width, config.hidden, 3, padding=1)
        self.read = nn.Conv2d(config.hidden, sum(self.local), 1)
        self.gather = nn.Sequential(nn.Linear(2 * config.width, config.hidden), nn.SiLU(), nn.Dropout(config.dropout))
        self.tell = nn.Linear(config.hidden, sum(self.whole))
        # Both set by `training.calibration`: slope and offset of the centres' logits (Platt 1999), and one temperature
        # for each of LOCAL and WHOLE (Guo et al. 2017).
        self.calibration: Tensor
        self.register_buffer("calibration", torch.tensor([1.0, 0.0]))
        self.temperature: Tensor
        self.register_buffer("temperature", torch.ones(len(LOCAL) + len(WHOLE)))
        assert self.read.bias is not None
        nn.init.constant_(self.read.bias[:1], -4.0)  # most cells hold no centre
        nn.init.constant_(self.read.bias[1:2], -1.2)  # things are about 0.3 high

    def in_cells(self, around: Float[Tensor, "n c 3 3"]) -> list[Float[Tensor, "n k"]]:
        """Uncalibrated logits of single cells, each read from the map around it: centre, scale, and those of LOCAL."""
        cells = conv2d(silu(around), self.look.weight, self.look.bias)
        return list(self.read(silu(cells)).flatten(1).split(self.local, 1))

    def of_whole(self, pooled: Float[Tensor, "b d"]) -> list[Float[Tensor, "b k"]]:
        """Uncalibrated logits of those of WHOLE, from the mean and the maximum of each channel of the map."""
        return list(self.tell(self.gather(pooled)).split(self.whole, -1))

    def forward(self, features: Float[Tensor, "b c h w"]) -> Sight:
        """What is seen in the encoder's map; outside training all probabilities are calibrated."""
        cells = self.read(silu(self.look(silu(features)))).permute(0, 2, 3, 1).split(self.local, -1)
        whole = self.of_whole(torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1))
        centre, scale, facts = cells[0][..., 0], cells[1][..., 0], (*cells[2:], *whole)
        if self.training:
            return Sight(centre, scale, *facts)
        calm = (fact / temperature for fact, temperature in zip(facts, self.temperature, strict=True))
        return Sight(centre * self.calibration[0] + self.calibration[1], scale, *calm)
