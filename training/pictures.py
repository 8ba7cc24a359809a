"""True renders with their scenes, for the networks that look through a frozen encoder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.recogniser import Recogniser, RecogniserConfig, insight
from scenes.layout import lay_out
from scenes.render import render
from scenes.sampling import training_scene
from scenes.scene import Scene
from scenes.sprites import atlas
from training.augment import Augmentation, augment
from training.loop import WEIGHTS


@dataclass(frozen=True)
class Seen:
    """A batch of scenes and the insight that their pictures give."""

    scenes: list[Scene]
    features: Float[Tensor, "b c h w"]


class Gallery:
    """Endless true renders as the frozen encoder and recogniser see them."""

    def __init__(self, pack: Path, device: torch.device, random: torch.Generator, rng: Random):
        """Loads `weights/encoder` and `weights/recogniser`; WeightsError where one is missing."""
        self.encoder = weights.load(WEIGHTS / "encoder", ImageEncoder, ImageEncoderConfig).to(device)
        self.recogniser = weights.load(WEIGHTS / "recogniser", Recogniser, RecogniserConfig).to(device)
        self.encoder.to(memory_format=torch.channels_last)
        self.sprites, self.random, self.rng = atlas(64, pack).to(device), random, rng

    @torch.no_grad()
    def show(self, count: int, sample: Callable[[Random], Scene] = training_scene) -> Seen:
        """So many fresh pictures; what their scenes leave open (time, style) is settled by what was drawn."""
        plans = [lay_out(sample(self.rng), self.rng) for _ in range(count)]
        pictures = render(plans, self.sprites, self.encoder.config.size, self.random)
        pictures = augment(pictures, Augmentation(), self.random)
        features = self.encoder(pictures.contiguous(memory_format=torch.channels_last))
        return Seen([plan.scene for plan in plans], insight(features, self.recogniser(features)))
