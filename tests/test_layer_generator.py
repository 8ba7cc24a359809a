"""The layer generator's network: sizes, premultiplied alpha, and what its inputs decide."""

import pytest
import torch

from models.layer_generator import Block, LayerGenerator, LayerGeneratorConfig, Modulated

CONFIG = LayerGeneratorConfig(things=5, colours=3, styles=2, noise_dim=4, content_dim=16, widths=(16, 12, 8))


@pytest.fixture
def generator() -> LayerGenerator:
    torch.manual_seed(0)
    return LayerGenerator(CONFIG).eval()


def noise(count: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(count, CONFIG.noise_dim, generator=torch.Generator().manual_seed(seed))


def test_the_widths_decide_the_size() -> None:
    assert CONFIG.size == 16
    assert LayerGeneratorConfig(things=1, colours=1, styles=1).size == 64


def test_layers_are_premultiplied_and_in_range(generator: LayerGenerator) -> None:
    facts = torch.tensor([0, 1, 2]), torch.tensor([0, 1, 2]), torch.tensor([0, 1, 0])
    layer = generator(generator.content(*facts), noise(3))
    assert layer.shape == (3, 4, 16, 16)
    assert layer.min() >= 0 and layer.max() <= 1 and (layer[:, :3] <= layer[:, 3:]).all()


def test_every_fact_and_the_noise_decide_what_is_drawn(generator: LayerGenerator) -> None:
    def drawn(thing: int, colour: int, style: int, seed: int = 0) -> torch.Tensor:
        facts = (torch.tensor([number]) for number in (thing, colour, style))
        return generator(generator.content(*facts), noise(1, seed))

    first = drawn(0, 0, 0)
    assert torch.equal(first, drawn(0, 0, 0))
    assert not any(torch.equal(first, other) for other in (drawn(1, 0, 0), drawn(0, 1, 0), drawn(0, 0, 1)))
    assert not torch.equal(first, drawn(0, 0, 0, seed=1))


def test_a_batch_is_drawn_row_by_row(generator: LayerGenerator) -> None:
    facts = torch.tensor([0, 1]), torch.tensor([1, 2]), torch.tensor([0, 1])
    content, both = generator.content(*facts), noise(2)
    alone = torch.cat([generator(content[i : i + 1], both[i : i + 1]) for i in range(2)])
    torch.testing.assert_close(generator(content, both), alone, atol=1e-5, rtol=1e-4)


def test_a_block_doubles_the_side() -> None:
    hidden = torch.randn(2, 6, 4, 4, generator=torch.Generator().manual_seed(0))
    assert Block(6, 3, 5)(hidden, torch.zeros(2, 5)).shape == (2, 3, 8, 8)


def test_the_norm_takes_the_level_out() -> None:
    torch.manual_seed(0)
    layer, hidden = Modulated(6, 3, 5), torch.randn(1, 6, 4, 4)
    torch.testing.assert_close(
        layer(hidden, torch.zeros(1, 5)), layer(7 * hidden, torch.zeros(1, 5)), atol=1e-3, rtol=0
    )
