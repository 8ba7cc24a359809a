"""Painting with real networks, only smaller and untrained: the same plan gives the same pixels."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models import weights
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.refiner import Refiner, RefinerConfig
from models.sketch import Sketch, SketchConfig
from models.upscaler import Upscaler, UpscalerConfig
from rendering.drawings import NOISE_DIM
from rendering.places import NOISE_DIM as GROUND_DIM
from rendering.sprites import DRAWABLE
from txt2img.paint import Brushes
from txt2img.sticker import as_sticker
from world.plan import Backdrop, Blend, Layer, Plan, Pose
from world.scene import Scene, Thing
from world.vocabulary import COLOURS, PLACES, STYLES, TIMES

CAT = Layer("cat", Pose(0.25, 0.25, 0.3), 1, "black", "flat", 0)
DOG = Layer("dog", Pose(0.75, 0.75, 0.3), 2, "red", "flat", 1)
PLAN = Plan(Scene((Thing(0, "cat", "black"), Thing(1, "dog", "red"))), Backdrop("sea", "day", 3), (CAT, DOG), 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The networks that paint: layers of 16 px on a canvas of 32 px."""
    folder = tmp_path_factory.mktemp("weights")
    torch.manual_seed(0)
    layers = LayerGeneratorConfig(
        things=len(DRAWABLE),
        colours=len(COLOURS),
        styles=len(STYLES),
        noise_dim=NOISE_DIM,
        content_dim=16,
        widths=(16, 12, 8),
    )
    sketch = SketchConfig(places=len(PLACES) + 1, times=len(TIMES), noise_dim=GROUND_DIM, size=8, width=5)
    ground = BackdropGeneratorConfig(
        places=len(PLACES) + 1,
        times=len(TIMES),
        noise_dim=GROUND_DIM,
        sketch_width=sketch.features,
        sketch_size=8,
        content_dim=16,
        widths=(12, 8, 4),
    )
    finish = RefinerConfig(width=8, deep=8, blocks=1)
    weights.save(folder / "layers", LayerGenerator(layers), layers, "# Layers")
    weights.save(folder / "sketch", Sketch(sketch), sketch, "# Sketch")
    weights.save(folder / "backdrop", BackdropGenerator(ground), ground, "# Backdrop")
    large = UpscalerConfig(width=8, blocks=1, fine=4)
    weights.save(folder / "refiner", Refiner(finish), finish, "# Refiner")
    weights.save(folder / "upscaler", Upscaler(large), large, "# Upscaler")
    return folder


@pytest.fixture(scope="module")
def brushes(folder: Path) -> Brushes:
    return Brushes(folder)


def changed(brushes: Brushes, plan: Plan) -> torch.Tensor:
    """Which pixels differ from those of PLAN: [s s]."""
    first, second = brushes.paint([PLAN, plan])
    return (first - second).abs().amax(0) > 1e-4


def test_pictures_are_twice_the_canvas_and_in_range(brushes: Brushes) -> None:
    pictures = brushes.paint([PLAN, replace(PLAN, backdrop=Backdrop(None, "night", 9))])
    assert pictures.shape == (2, 3, 64, 64) and pictures.min() >= 0 and pictures.max() <= 1


def test_unfinished_pictures_have_neither_shadow_nor_weather(brushes: Brushes) -> None:
    rain = replace(PLAN, backdrop=replace(PLAN.backdrop, time="rain"), layers=())
    drops = [brushes.paint([rain], finished=each).diff(dim=3).abs().amax() for each in (True, False)]
    assert drops[0] > 2 * drops[1]
    pasted = brushes.paint([PLAN], finished=False)
    assert pasted.shape == (1, 3, 64, 64) and pasted.min() >= 0 and pasted.max() <= 1


def test_the_same_plan_gives_the_same_pixels(brushes: Brushes, folder: Path) -> None:
    again = Brushes(folder)
    dice_of_others = torch.get_rng_state()
    assert torch.equal(brushes.paint([PLAN]), again.paint([PLAN]))
    assert torch.equal(torch.get_rng_state(), dice_of_others)


def test_company_does_not_change_a_picture(brushes: Brushes) -> None:
    other = replace(PLAN, layers=(DOG,), backdrop=Backdrop("city", "night", 8))
    together = brushes.paint([other, PLAN, other])
    torch.testing.assert_close(together[1:2], brushes.paint([PLAN]), atol=1e-5, rtol=0)


def test_an_edited_layer_changes_only_where_it_lies(brushes: Brushes) -> None:
    for edited in (replace(DOG, seed=7), replace(DOG, colour="blue"), replace(DOG, what="pig")):
        where = changed(brushes, replace(PLAN, layers=(CAT, edited)))
        assert where.any() and not where[:32].any() and not where[:, :32].any()


def test_every_layer_is_painted(brushes: Brushes) -> None:
    where = changed(brushes, replace(PLAN, layers=(CAT,)))
    assert where[44:52, 44:52].all() and not where[:32, :32].any()


def test_the_backdrop_s_seed_place_and_time_matter(brushes: Brushes) -> None:
    for backdrop in (Backdrop("sea", "day", 4), Backdrop("beach", "day", 3), Backdrop("sea", "night", 3)):
        assert changed(brushes, replace(PLAN, backdrop=backdrop)).any()


def test_a_plan_without_layers_is_its_backdrop(brushes: Brushes) -> None:
    bare = replace(PLAN, scene=Scene(place="sea"), layers=())
    pictures = brushes.paint([bare])
    assert pictures.shape == (1, 3, 64, 64)
    torch.testing.assert_close(brushes.paint([PLAN, bare])[1:], pictures, atol=1e-5, rtol=0)


def test_a_sticker_has_nothing_behind_it(brushes: Brushes) -> None:
    (sticker,) = brushes.cut_out([as_sticker(replace(PLAN, layers=(CAT,)))])
    assert sticker.shape == (4, 64, 64) and sticker.min() >= 0 and sticker.max() <= 1
    assert (sticker[:3] <= sticker[3:] + 1e-6).all()
    assert sticker[3, 30:34, 30:34].min() > 0.1 and sticker[:, 0].abs().max() == 0


def test_what_lies_in_front_covers_what_lies_behind(brushes: Brushes) -> None:
    behind = replace(DOG, pose=CAT.pose)
    both, front, _ = brushes.cut_out(
        [replace(PLAN, backdrop=None, layers=each) for each in ((behind, CAT), (CAT,), (DOG,))]
    )
    assert (both[3] >= front[3] - 1e-6).all()


def test_a_blend_begins_at_one_drawing_and_ends_at_the_other(brushes: Brushes) -> None:
    def drawn(layer: Layer) -> torch.Tensor:
        return brushes.cut_out([replace(PLAN, backdrop=None, layers=(layer,))])[0]

    cat, owl = drawn(CAT), drawn(replace(CAT, what="owl", style="glossy"))
    assert not torch.allclose(cat, owl, atol=1e-4)
    torch.testing.assert_close(drawn(replace(CAT, blend=Blend("owl", 0.0, "glossy", 0.0))), cat)
    torch.testing.assert_close(drawn(replace(CAT, blend=Blend("owl", 1.0, "glossy", 1.0))), owl)
    half = drawn(replace(CAT, blend=Blend("owl", 0.5)))
    assert not torch.allclose(half, cat, atol=1e-4) and not torch.allclose(half, owl, atol=1e-4)


def test_half_and_half_is_one_above_the_other(brushes: Brushes) -> None:
    def drawn(layer: Layer) -> torch.Tensor:
        return brushes.cut_out([replace(PLAN, backdrop=None, layers=(replace(layer, pose=Pose(0.5, 0.5, 1.0)),))])[0]

    cat, owl, half = (drawn(replace(CAT, **how)) for how in ({}, {"what": "owl"}, {"blend": Blend("owl", 0.5)}))
    upper, lower = slice(0, 20), slice(44, 64)
    assert (half - cat)[:, upper].abs().mean() < (half - owl)[:, upper].abs().mean()
    assert (half - owl)[:, lower].abs().mean() < (half - cat)[:, lower].abs().mean()


@pytest.mark.parametrize("missing", ["layers", "sketch", "backdrop", "refiner", "upscaler"])
def test_a_missing_network_is_named(folder: Path, tmp_path: Path, missing: str) -> None:
    for name in {"layers", "sketch", "backdrop", "refiner", "upscaler"} - {missing}:
        (tmp_path / name).symlink_to(folder / name)
    with pytest.raises(weights.WeightsError, match=rf"{missing}/config\.json .*git checkout -- weights/{missing}"):
        Brushes(tmp_path)
