"""A hand that was learnt draws while it is promoted, and pictures say so; taken back, every pixel is as before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import torch

from models import weights
from models.hand import Hand, HandConfig
from models.ranker import Ranker, RankerConfig
from models.versions import REPORT, SERVED, Versions
from models.weights import WeightsError
from txt2img.draw import TuwenPainter
from txt2img.hand import MARK, PAINTER, PLAN_GROUPS, Hands, plan_features, preferred, sure_worth
from world.scene import Scene, Thing
from world.vocabulary import STYLES

CAT = Scene((Thing(0, "cat"),), place="grass")
GLOSSY = next(n for n, style in enumerate(STYLES) if style.key == "glossy")


def likes_gloss(strength: float = 6.0) -> Ranker:
    heads = Ranker(RankerConfig(groups=PLAN_GROUPS, heads=4))
    with torch.no_grad():
        heads.heads.weight[:, GLOSSY] = strength
    return heads


def promoted(painter: TuwenPainter, folder: Path, plans: Ranker, made_for: str | None = None) -> str:
    """A hand that draws everything darker."""
    layers = painter.brushes.layers
    hand = Hand(HandConfig(layers=layers.config, plans=plans.config))
    hand.layers.load_state_dict(layers.state_dict())
    hand.plans.load_state_dict(plans.state_dict())
    with torch.no_grad():
        hand.layers.finish.conv.bias[:3] -= 2.0
    name = "0001-aaaaaaaaaaaa"
    weights.save(folder / PAINTER / name, hand, hand.config, "# Test")
    (folder / PAINTER / name / REPORT).write_text(f'{{"made_for": "{made_for or painter.weights}"}}')
    (folder / PAINTER / SERVED).write_text(f"{name}\n")
    return name


@pytest.fixture
def hands(painter: TuwenPainter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    hands = Hands(painter.brushes, painter.weights, tmp_path)
    monkeypatch.setattr(painter, "hands", hands)
    yield hands


def test_a_promoted_hand_draws_and_a_rollback_gives_the_old_pixels(
    painter: TuwenPainter, hands: Hands, tmp_path: Path
) -> None:
    before = painter.draw(CAT, language="en", count=1, seed=7)[0]
    name = promoted(painter, tmp_path, likes_gloss(0.0))
    after = painter.draw(CAT, language="en", count=1, seed=7)[0]
    assert after.weights == f"{painter.weights}{MARK}{name}" and before.weights == painter.weights
    assert after.plan == before.plan, "nothing is preferred among layouts"
    assert after.image.tobytes() != before.image.tobytes()
    assert painter.draw(CAT, language="en", count=1, seed=7)[0].image.tobytes() == after.image.tobytes()
    Versions(tmp_path / PAINTER).roll_back()
    again = painter.draw(CAT, language="en", count=1, seed=7)[0]
    assert again.image.tobytes() == before.image.tobytes() and again.weights == before.weights


def test_layouts_that_people_like_are_drawn_and_a_seed_stays_a_seed(
    painter: TuwenPainter, hands: Hands, tmp_path: Path
) -> None:
    promoted(painter, tmp_path, likes_gloss())
    used = hands.now()
    plans = [painter._laid_out(used, CAT, seed, None, sticker=False) for seed in range(12)]
    assert sum(plan.style == "glossy" for plan in plans) >= 6
    assert [plan.seed for plan in plans] == list(range(12))
    assert plans == [painter._laid_out(used, CAT, seed, None, sticker=False) for seed in range(12)]
    flat = replace(CAT, style="flat")
    assert {painter._laid_out(used, flat, seed, None, sticker=False).style for seed in range(3)} == {"flat"}


def test_where_heads_disagree_nothing_is_gained(painter: TuwenPainter) -> None:
    heads = likes_gloss()
    with torch.no_grad():
        heads.heads.weight[::2, GLOSSY] *= -1
    plans = [painter.layouts.plan(replace(CAT, style=style.key), 3) for style in STYLES]
    worth = sure_worth(heads, torch.stack([plan_features(plan) for plan in plans]))
    assert worth.argmax() != GLOSSY and worth.argmin() == GLOSSY
    assert preferred(plans, heads, Random(0)).style != "glossy"


def test_a_hand_of_other_networks_is_not_used(painter: TuwenPainter, hands: Hands, tmp_path: Path) -> None:
    promoted(painter, tmp_path, likes_gloss(), made_for="another")
    assert hands.now() is hands.shipped


def test_a_picture_is_drawn_again_by_the_version_that_drew_it(
    painter: TuwenPainter, hands: Hands, tmp_path: Path
) -> None:
    name = promoted(painter, tmp_path, likes_gloss())
    drawn = painter.draw(CAT, language="en", count=1, seed=7)[0]
    Versions(tmp_path / PAINTER).roll_back()
    hands.pin(tmp_path, drawn.weights)
    again = painter.redraw([drawn.plan], "en")[0]
    assert (again.image.tobytes(), again.weights) == (drawn.image.tobytes(), drawn.weights)
    fresh = Hands(painter.brushes, painter.weights, None)
    with pytest.raises(WeightsError, match="looked for where --versions says"):
        fresh.pin(None, drawn.weights)
    with pytest.raises(WeightsError, match=f"version {name}, which is not in"):
        fresh.pin(tmp_path / "elsewhere", drawn.weights)
    fresh.pin(tmp_path, f"{painter.weights}{MARK}../../etc")
    assert fresh.shipped.weights == painter.weights
