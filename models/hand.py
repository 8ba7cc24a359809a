"""A painter's hand: how it draws single things, and which layouts it prefers. Learnt from ratings."""

from dataclasses import dataclass

from torch import nn

from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.ranker import Ranker, RankerConfig


@dataclass(frozen=True, kw_only=True)
class HandConfig:
    layers: LayerGeneratorConfig
    plans: RankerConfig


class Hand(nn.Module):
    """Both networks as one, so that a version holds what goes together. Trained by `training.finetune`."""

    def __init__(self, config: HandConfig):
        super().__init__()
        self.config = config
        self.layers = LayerGenerator(config.layers)
        self.plans = Ranker(config.plans)
