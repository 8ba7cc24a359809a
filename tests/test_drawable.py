"""Which things are offered: those whose drawings our own recogniser names."""

import torch

from img2txt.describe import TuwenDescriber
from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from training.drawable import alone, share_named
from training.run import WEIGHTS
from world.vocabulary import OBJECTS


def test_a_layer_stands_alone_in_the_middle_of_its_ground() -> None:
    layers = torch.zeros(2, 4, 16, 16)
    layers[1] = 1.0
    pictures = alone(layers, 32, torch.Generator().manual_seed(0))
    assert pictures.shape == (2, 3, 32, 32)
    assert pictures[0].flatten(1).std(1).max() < 1e-6 and pictures[0].min() >= 0.7
    assert pictures[1, :, 16, 16].min() == 1.0 and pictures[1, :, 2, 2].max() < 1.0


def test_drawings_of_a_thing_are_named_as_it_or_not(describer: TuwenDescriber) -> None:
    generator = weights.load(WEIGHTS / "layers", LayerGenerator, LayerGeneratorConfig)
    eye, cat = describer.eye, [thing.key for thing in OBJECTS].index("cat")
    drawn = generator(generator.content(torch.full((6,), cat), torch.arange(6), torch.arange(6)), torch.zeros(6, 8))
    shares = [share_named(drawn, cat, eye, torch.Generator().manual_seed(0)) for _ in range(2)]
    assert shares[0] == shares[1] > 0.5
    assert share_named(torch.zeros_like(drawn), cat, eye, torch.Generator().manual_seed(0)) == 0
