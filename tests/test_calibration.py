"""Calibration finds the numbers that make probabilities mean what they say."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import torch

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.recogniser import Recogniser, RecogniserConfig
from rendering.sprites import atlas
from rendering.truth import Truth
from training.calibration import at_centres, calibrate, candidates, platt, temperature

pytest_plugins = ["tests.pack"]
WEIGHTS = Path(__file__).parent.parent / "weights"


def shown(owner: list[int], centre: list[list[float]]) -> Truth:
    """A truth that says nothing but where things are."""
    zeros, wholes = torch.zeros(len(owner), dtype=torch.long), torch.zeros(max(owner) + 1, dtype=torch.long)
    where, scale = torch.tensor(centre), torch.full((len(owner),), 0.3)
    return Truth(torch.tensor(owner), where, scale, zeros, zeros, zeros, zeros, wholes, wholes)


@pytest.mark.parametrize("slope,offset", [(1.0, 0.0), (2.0, 1.0), (0.5, -1.5)])
def test_platt_recovers_a_known_slope_and_offset(slope: float, offset: float) -> None:
    random = torch.Generator().manual_seed(0)
    logit = 2 * torch.randn(20_000, generator=random)
    hit = torch.rand(20_000, generator=random) < (slope * logit + offset).sigmoid()
    torch.testing.assert_close(platt(logit, hit), torch.tensor([slope, offset]), atol=0.08, rtol=0)


@pytest.mark.parametrize("true", [0.4, 1.0, 2.5])
def test_a_known_temperature_is_found_again(true: float) -> None:
    random = torch.Generator().manual_seed(0)
    honest = 2 * torch.randn(20_000, 5, generator=random)
    answer = torch.multinomial(honest.softmax(1), 1, generator=random)[:, 0]
    assert temperature(true * honest, answer).item() == pytest.approx(true, rel=0.05)


def test_candidates_are_peaks_and_true_where_a_centre_is_near() -> None:
    logit = torch.full((2, 8, 8), -9.0)
    logit[0, 2, 2], logit[0, 2, 3] = 3.0, 2.0  # a peak and its shoulder
    logit[0, 6, 6] = 1.0
    logit[1, 5, 1] = -1.0
    logit[1, 1, 6] = -5.0  # too faint
    found, hit = candidates(logit, shown([0, 1], [[3.5 / 8, 1.5 / 8], [0.99, 0.99]]))
    assert found.tolist() == [3.0, 1.0, -1.0]
    assert hit.tolist() == [True, False, False]


def test_a_centre_of_one_picture_is_none_of_another() -> None:
    logit = torch.full((2, 8, 8), -9.0)
    logit[:, 4, 4] = 2.0
    found, hit = candidates(logit, shown([1], [[4.5 / 8, 4.5 / 8]]))
    assert found.tolist() == [2.0, 2.0] and hit.tolist() == [False, True]


@pytest.mark.parametrize("facts", [(), (3,)])
def test_what_stands_at_a_centre_is_read_there(facts: tuple[int, ...]) -> None:
    cells = torch.rand(2, 8, 8, *facts, generator=torch.Generator().manual_seed(0))
    read = at_centres(cells, shown([0, 1, 1], [[3.5 / 8, 1.5 / 8], [0.0, 0.999], [1.0, 0.5]]))
    assert torch.equal(read, torch.stack([cells[0, 1, 3], cells[1, 7, 0], cells[1, 4, 7]]))


def test_only_calibration_is_fitted_and_the_old_ones_do_not_matter(pack: Path) -> None:
    whole = weights.load(WEIGHTS / "encoder", ImageEncoder, ImageEncoderConfig)
    encoder = ImageEncoder(replace(whole.config, size=48)).eval()
    encoder.load_state_dict(whole.state_dict())
    recogniser = weights.load(WEIGHTS / "recogniser", Recogniser, RecogniserConfig)
    before = {name: tensor.clone() for name, tensor in recogniser.state_dict().items()}
    calibrate(encoder, recogniser, atlas(64, pack), Random(0), batches=1)
    fitted, cooled = recogniser.calibration.clone(), recogniser.temperature.clone()
    recogniser.calibration.copy_(torch.tensor([9.0, -9.0]))
    recogniser.temperature.fill_(5.0)
    calibrate(encoder, recogniser, atlas(64, pack), Random(0), batches=1)
    assert fitted.isfinite().all() and torch.equal(recogniser.calibration, fitted)
    assert torch.equal(recogniser.temperature, cooled) and (cooled > 0.1).all()
    after = recogniser.state_dict()
    assert {name for name in before if not torch.equal(before[name], after[name])} == {"calibration", "temperature"}
