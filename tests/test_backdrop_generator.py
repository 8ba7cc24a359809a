"""The backdrop generator's network: sizes, range, and what its inputs decide."""

import torch

from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig

CONFIG = BackdropGeneratorConfig(places=3, times=2, noise_dim=4, content_dim=16, widths=(16, 12, 8, 4))


def test_the_widths_decide_the_size() -> None:
    assert CONFIG.size == 32
    assert BackdropGeneratorConfig(places=12, times=2).size == 128


def test_place_time_and_noise_decide_a_picture_in_range() -> None:
    torch.manual_seed(0)
    generator = BackdropGenerator(CONFIG).eval()
    place, time = torch.tensor([0, 1, 0, 0, 0]), torch.tensor([0, 0, 1, 0, 0])
    noise = torch.zeros(5, CONFIG.noise_dim)
    noise[3] = 1
    pictures = generator(generator.content(place, time), noise, torch.zeros(5, CONFIG.grain_dim))
    assert pictures.shape == (5, 3, 32, 32) and pictures.min() >= 0 and pictures.max() <= 1
    apart = (pictures[0] - pictures[1:]).abs().amax((1, 2, 3))
    assert (apart[:3] > 1e-4).all() and apart[3] < 1e-5  # another place, another time, other noise; the same again


def test_grain_of_every_level_matters_once_it_has_strength() -> None:
    torch.manual_seed(0)
    generator = BackdropGenerator(CONFIG).eval()
    fact, noise = torch.zeros(4, dtype=torch.long), torch.zeros(4, CONFIG.noise_dim)
    assert CONFIG.grain_sizes == [64, 256, 1024]
    grain = torch.zeros(4, CONFIG.grain_dim)
    grain[1, 0] = grain[2, 64] = grain[3, 64 + 256] = 1.0

    def drawn() -> torch.Tensor:
        return generator(generator.content(fact, fact), noise, grain)

    assert (drawn() - drawn()[:1]).abs().max() < 1e-5  # untrained, it has none
    for strength in generator.strength:
        torch.nn.init.ones_(strength)
    apart = (drawn() - drawn()[:1]).abs().amax(1)
    assert (apart.amax((1, 2))[1:] > 1e-3).all()
    assert (apart[3] > 1e-5).nonzero().amax() < 4  # a pixel's grain stays where it is
