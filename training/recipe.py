"""What the encoder learns from and how, part by part."""

from dataclasses import dataclass
from typing import Any

from training.augment import Augmentation


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a run learns from and how; `--without` takes one part away."""

    augmentation: Augmentation
    mosaics: float = 0.375  # share of a batch's true renders that show a mosaic; below 1
    strange: float = 0.67  # share of the mosaics that are outlined or by other artists, in turn, and distorted
    fuller: float = 0.75  # share of the scenes that are the fuller of two: where things hide each other errors are
    finished: float = 0.5  # share of the batches whose scenes have shadows, reflections and weather before them
    again: float = 0.5  # share of the batches that were rendered for an earlier step, augmented anew
    smoothing: float = 0.05  # of the labels, so that probabilities stay honest
    dropout: float = 0.1
    weight_decay: float = 0.02
    rate_decay: bool = True


AUGMENTATIONS = {False: Augmentation(), True: Augmentation(cutout=0.0, blur=0.5, contrast=0.25, noise=0.04)}
NOTHING: dict[str, Any] = {
    "augmentation": Augmentation(contrast=0.0, blur=0.0, noise=0.0, cutout=0.0),
    "mosaics": 0.0,
    "strange": 0.0,
    "fuller": 0.0,
    "finished": 0.0,
    "again": 0.0,
    "smoothing": 0.0,
    "dropout": 0.0,
    "weight_decay": 0.0,
    "rate_decay": False,
}  # each part of the recipe, taken away
