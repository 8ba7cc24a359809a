"""The discriminator's network and the hinge losses."""

from dataclasses import replace

import torch

from models.discriminator import Discriminator, DiscriminatorConfig, discriminator_loss, generator_loss

CONFIG = DiscriminatorConfig(channels=(3, 5), classes=(4, 2), width=8)


def features(count: int) -> list[torch.Tensor]:
    random = torch.Generator().manual_seed(0)
    return [torch.randn(count, 3, 8, 8, generator=random), torch.randn(count, 5, 4, 4, generator=random)]


def test_one_logit_a_feature_map_and_picture() -> None:
    torch.manual_seed(0)
    logits = Discriminator(CONFIG)(features(6), torch.zeros(6, 2, dtype=torch.long))
    assert logits.shape == (6, 2) and logits.dtype == torch.float32


def test_patches_are_judged_each_for_itself() -> None:
    torch.manual_seed(0)
    discriminator, facts = Discriminator(replace(CONFIG, grid=2)), torch.zeros(2, 2, dtype=torch.long)
    seen = [feature.expand(2, -1, -1, -1).clone() for feature in features(1)]
    for feature in seen:
        feature[1, :, 0, 0] += 1  # the first of four patches
    one, other = discriminator(seen, facts).view(2, 2, 4)
    assert ((one != other).tolist()) == 2 * [[True, False, False, False]]


def test_every_fact_is_part_of_the_judgement() -> None:
    torch.manual_seed(0)
    discriminator = Discriminator(CONFIG)
    same = [feature.expand(3, -1, -1, -1) for feature in features(1)]
    first, colour, style = discriminator(same, torch.tensor([[0, 0], [1, 0], [0, 1]]))
    assert not torch.allclose(first, colour) and not torch.allclose(first, style)


def test_it_learns_which_facts_a_picture_has() -> None:
    torch.manual_seed(0)
    discriminator = Discriminator(CONFIG)
    optimizer = torch.optim.Adam(discriminator.parameters(), 1e-2)
    seen, right = features(4), torch.tensor([[0, 0], [1, 1], [2, 0], [3, 1]])
    wrong = right.roll(1, 0)
    for _ in range(60):
        optimizer.zero_grad()
        true, false = discriminator(seen, right), discriminator(seen, wrong)
        discriminator_loss(true, false, false).backward()
        optimizer.step()
    assert (discriminator(seen, right).mean(1) > discriminator(seen, wrong).mean(1)).all()


def test_the_hinge() -> None:
    sure, wrong = torch.full((4, 2), 2.0), torch.full((4, 2), -2.0)
    assert discriminator_loss(sure, wrong, wrong) == 0
    assert discriminator_loss(torch.zeros(4), torch.zeros(4), torch.zeros(4)) == 2
    assert discriminator_loss(sure, sure, wrong) == discriminator_loss(sure, wrong, sure) == 1.5
    assert generator_loss(sure) == -2 and generator_loss(wrong) == 2
