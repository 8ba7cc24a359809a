"""The backdrop generator's network: sizes, range, and what its inputs decide."""

import torch

from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig

CONFIG = BackdropGeneratorConfig(
    places=3, times=2, noise_dim=4, sketch_width=5, sketch_size=8, content_dim=16, widths=(12, 8, 4)
)


def test_the_sketch_and_the_widths_decide_the_size() -> None:
    assert CONFIG.size == 32
    assert BackdropGeneratorConfig(places=12, times=2, noise_dim=4, sketch_width=5).size == 128


def test_sketch_place_time_and_noise_decide_a_picture_in_range() -> None:
    torch.manual_seed(0)
    generator = BackdropGenerator(CONFIG).eval()
    place, time = torch.tensor([0, 1, 0, 0, 0, 0]), torch.tensor([0, 0, 1, 0, 0, 0])
    noise, sketched = torch.zeros(6, CONFIG.noise_dim), torch.zeros(6, 5, 8, 8)
    noise[3], sketched[4] = 1, 1
    pictures = generator(sketched, place, time, noise, torch.zeros(6, CONFIG.grain_dim))
    assert pictures.shape == (6, 3, 32, 32) and pictures.min() >= 0 and pictures.max() <= 1
    apart = (pictures[0] - pictures[1:]).abs().amax((1, 2, 3))
    assert (apart[:4] > 1e-4).all() and apart[4] < 1e-5  # another place, time, noise, sketch; the same again


def test_what_is_sketched_somewhere_is_painted_there() -> None:
    torch.manual_seed(0)
    generator = BackdropGenerator(CONFIG).eval()
    fact, noise, sketched = torch.zeros(2, dtype=torch.long), torch.zeros(2, CONFIG.noise_dim), torch.zeros(2, 5, 8, 8)
    sketched[1, :, :2] = 1
    above, below = generator(sketched, fact, fact, noise, torch.zeros(2, CONFIG.grain_dim)).chunk(2, 2)
    assert (above[0] - above[1]).abs().max() > 1e-4 and (below[0] - below[1])[:, 12:].abs().max() < 1e-5


def test_grain_of_every_level_matters_once_it_has_strength() -> None:
    torch.manual_seed(0)
    generator = BackdropGenerator(CONFIG).eval()
    fact, noise, sketched = torch.zeros(4, dtype=torch.long), torch.zeros(4, CONFIG.noise_dim), torch.zeros(4, 5, 8, 8)
    assert CONFIG.grain_sizes == [64, 256, 1024]
    grain = torch.zeros(4, CONFIG.grain_dim)
    grain[1, 0] = grain[2, 64] = grain[3, 64 + 256] = 1.0

    def drawn() -> torch.Tensor:
        return generator(sketched, fact, fact, noise, grain)

    assert (drawn() - drawn()[:1]).abs().max() < 1e-5  # untrained, it has none
    for strength in generator.strength:
        torch.nn.init.ones_(strength)
    apart = (drawn() - drawn()[:1]).abs().amax(1)
    assert (apart.amax((1, 2))[1:] > 1e-3).all()
    assert (apart[3] > 1e-5).nonzero().amax() < 4  # a pixel's grain stays where it is
