"""The recogniser's network: logits for every cell and for the whole, calibrated outside training."""

import torch
from torch import nn

from models.recogniser import LOCAL, WHOLE, Recogniser, RecogniserConfig, mirrored, seen_twice

CONFIG = RecogniserConfig(objects=5, colours=4, actions=3, places=4, times=2, styles=2, width=6, hidden=8)


def features(count: int = 2) -> torch.Tensor:
    return torch.randn(count, 6, 4, 4, generator=torch.Generator().manual_seed(0))


def test_logits_for_every_cell_and_for_the_whole() -> None:
    torch.manual_seed(0)
    sight = Recogniser(CONFIG)(features())
    assert sight.centre.shape == sight.scale.shape == (2, 4, 4)
    local = {"object": 5, "colour": 4, "action": 3, "style": 2}
    assert {name: tuple(getattr(sight, name).shape) for name in local} == {n: (2, 4, 4, k) for n, k in local.items()}
    assert (sight.place.shape, sight.time.shape) == ((2, 4), (2, 2))


def test_untrained_it_sees_nothing() -> None:
    torch.manual_seed(0)
    assert (Recogniser(CONFIG).eval()(features()).centre.sigmoid() < 0.2).all()


def test_untrained_it_guesses_a_usual_height() -> None:
    torch.manual_seed(0)
    heights = Recogniser(CONFIG).eval()(torch.zeros(1, 6, 4, 4)).scale.exp()
    assert (heights > 0.2).all() and (heights < 0.45).all()


def test_probabilities_are_calibrated_outside_training_only() -> None:
    torch.manual_seed(0)
    recogniser = Recogniser(CONFIG)
    recogniser.gather[-1].p = 0.0
    recogniser.calibration.copy_(torch.tensor([2.0, 1.0]))
    recogniser.temperature.copy_(torch.arange(1.0, 7.0))
    raw, calibrated = recogniser(features()), recogniser.eval()(features())
    torch.testing.assert_close(calibrated.centre, 2 * raw.centre + 1)
    assert torch.equal(calibrated.scale, raw.scale)  # a height is no probability
    for number, name in enumerate((*LOCAL, *WHOLE), 1):
        torch.testing.assert_close(getattr(calibrated, name), getattr(raw, name) / number)


def test_facts_are_read_where_the_thing_is() -> None:
    torch.manual_seed(0)
    recogniser = Recogniser(CONFIG).eval()
    changed = features()
    changed[0, :, 0, 0] += 5
    before, after = recogniser(features()), recogniser(changed)
    moved = (before.object - after.object).abs().amax(-1)[0] > 1e-6
    assert moved[0, 0] and not moved[2:, 2:].any()  # a 3×3 look
    assert torch.equal(before.object[1], after.object[1])


def test_a_picture_and_its_mirror_image_are_seen_alike() -> None:
    torch.manual_seed(0)
    encoder = nn.Conv2d(3, 6, 3, stride=8)
    recogniser = Recogniser(CONFIG).eval()
    pictures = torch.rand(2, 3, 32, 32)
    sight, features = seen_twice(encoder, recogniser, pictures)
    other, theirs = seen_twice(encoder, recogniser, pictures.flip(3))
    assert features.shape == (2, 6, 4, 4)
    torch.testing.assert_close(theirs, features.flip(3))
    for name, logit in vars(mirrored(other)).items():
        torch.testing.assert_close(logit, getattr(sight, name))


def test_mirroring_moves_cells_from_left_to_right() -> None:
    torch.manual_seed(0)
    sight = Recogniser(CONFIG).eval()(features())
    turned = mirrored(sight)
    assert torch.equal(turned.centre[:, :, 0], sight.centre[:, :, -1])
    assert torch.equal(turned.object[:, 2, 1], sight.object[:, 2, 2])
    assert torch.equal(turned.place, sight.place)
