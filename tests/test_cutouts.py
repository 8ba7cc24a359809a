"""Single things of a folder, cut out for the layer generator."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageDraw
from torchvision.transforms.functional import pil_to_tensor

from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from rendering.drawings import sample_drawings
from rendering.sprites import atlas
from training.cutouts import CutOuts, cut_out, cut_outs, joined
from training.folder import read_folder
from training.layers import colour_weights, own_things
from world.vocabulary import COLOURS, STYLES, index

pytest_plugins = ["tests.pack", "tests.toy"]
CPU = torch.device("cpu")


def drawing(mode: str, ground: str | tuple[int, int, int, int]) -> Image.Image:
    """A blue ring with the ground showing through its middle."""
    picture = Image.new(mode, (200, 120), ground)
    ImageDraw.Draw(picture).ellipse((60, 20, 140, 100), outline="blue", width=14)
    return picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("things")
    for name in ("ring", "ring again"):  # a pair that only one picture shows would be kept for measuring
        drawing("RGBA", (0, 0, 0, 0)).save(path / f"{name}.png")
    drawing("RGB", "white").save(path / "plain.jpg", quality=95)
    Image.linear_gradient("L").convert("RGB").save(path / "photo.png")
    for name in ("two", "sleeper", "sleeper again", "aunt"):
        drawing("RGB", "white").save(path / f"{name}.png")
    said = {
        "ring.png": "a blue flat umbrella",
        "ring again.png": "a blue flat umbrella",
        "plain.jpg": "一顶帽子",
        "photo.png": "a cat",
        "two.png": "two cats",
        "sleeper.png": "a sleeping cat",
        "sleeper again.png": "a sleeping cat",
        "aunt.png": "Where my aunt was born",
    }
    lines = [json.dumps({"file_name": name, "text": text}, ensure_ascii=False) for name, text in said.items()]
    (path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(folder: Path) -> CutOuts:
    return cut_outs(read_folder(folder), 32, CPU)


def test_only_single_things_with_an_edge_are_cut_out(own: CutOuts) -> None:
    assert sorted(own.thing.tolist()) == sorted(index("object", key) for key in ("hat", "umbrella", "umbrella"))
    assert sorted(path.name for path in own.nameless) == ["aunt.png", "sleeper again.png", "sleeper.png", "two.png"]
    assert [path.name for path in own.rectangles] == ["photo.png"]
    assert str(own) == (
        "3 things cut out; left out: 4 pictures whose captions name no single thing, 1 without an edge to cut along"
    )


def test_what_is_said_is_kept_and_the_rest_is_by_dice(own: CutOuts) -> None:
    batch = own.sample(colour_weights(), 64, torch.Generator().manual_seed(0))
    umbrellas = batch.thing == index("object", "umbrella")
    assert 0 < umbrellas.sum() < 64 and batch.layer.shape == (64, 4, 32, 32)
    assert set(batch.colour[umbrellas].tolist()) == {index("colour", "blue")}
    assert set(batch.style[umbrellas].tolist()) == {index("style", "flat")}
    assert len(set(batch.colour[~umbrellas].tolist())) > len(COLOURS) / 2
    assert set(batch.style[~umbrellas].tolist()) == set(range(len(STYLES)))
    shown = batch.layer[umbrellas].mean((0, 2, 3))
    assert shown[2] > 5 * shown[0]  # blue already, so it is not dyed


def opacity(picture: Image.Image | None) -> list[int]:
    """Of the ground, of the ring, and within the ring."""
    assert picture is not None
    opacities = pil_to_tensor(picture)[3]
    return [int(opacities[y, x]) for x, y in ((5, 5), (66, 60), (100, 60))]


def test_a_plain_ground_goes_and_what_the_thing_encloses_stays() -> None:
    assert opacity(cut_out(drawing("RGBA", (250, 240, 200, 255)))) == [0, 255, 255]


def test_transparency_is_believed() -> None:
    assert opacity(cut_out(drawing("RGBA", (0, 0, 0, 0)))) == [0, 255, 0]


def test_nothing_or_a_rectangle_is_not_cut_out() -> None:
    assert cut_out(Image.new("RGBA", (64, 64))) is None
    assert cut_out(Image.new("RGBA", (64, 64), "white")) is None
    assert cut_out(Image.linear_gradient("L").convert("RGBA")) is None


def test_drawings_of_two_sources_are_one_batch(own: CutOuts, pack: Path) -> None:
    random = torch.Generator().manual_seed(0)
    first, second = (
        sample_drawings(atlas(32, pack), colour_weights(), 3, random),
        own.sample(colour_weights(), 2, random),
    )
    both = joined([first, second])
    assert torch.equal(both.layer[:3], first.layer) and torch.equal(both.noise[3:], second.noise)
    assert both.thing.tolist() == [*first.thing.tolist(), *second.thing.tolist()]


@pytest.mark.slow
def test_the_layer_generator_learns_from_a_folder(
    run: Callable[..., None], folder: Path, pack: Path, tmp_path: Path
) -> None:
    where = ("--sprites", pack, "--run", tmp_path / "run", "--out", tmp_path / "out", "--start", tmp_path / "nowhere")
    run("layers", *where, "--steps", 2, "--data", folder)
    loaded = weights.load(tmp_path / "out", LayerGenerator, LayerGeneratorConfig)
    assert all(tensor.isfinite().all() for tensor in loaded.state_dict().values())
    assert "folder of captioned pictures" in (tmp_path / "out" / weights.CARD).read_text()


def test_a_folder_without_things_is_refused_in_a_sentence(tmp_path: Path) -> None:
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "photo.png")
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "photo.png", "text": "a cat"}')
    said = "--data: no picture of one single thing that could be cut out, whose caption names it"
    with pytest.raises(SystemExit, match=said):
        own_things(read_folder(tmp_path, validation=0), 32, CPU)
