"""The sprite pack: read in order, scaled through premultiplied alpha, asked for by name when it is missing."""

import zipfile
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from rendering import sprites
from rendering.art import ArtError
from rendering.sprites import DRAWABLE, SIZE, atlas, shrink
from tests.pack import fill
from world.plan import MARGIN
from world.vocabulary import MARKS, OBJECTS, STYLES

pytest_plugins = ["tests.pack"]


def test_the_atlas_holds_every_drawable_in_every_style(pack: Path) -> None:
    whole = atlas(32, pack)
    assert whole.shape == (len(OBJECTS) + len(MARKS), len(STYLES), 4, 32, 32)
    assert whole.min() >= 0 and whole.max() <= 1
    expected = torch.tensor([fill(number) for number in range(len(DRAWABLE))]) / 255
    for style in range(len(STYLES)):
        torch.testing.assert_close(whole[:, style, :, 18, 16], expected, atol=0.01, rtol=0)


def test_styles_come_in_the_vocabulary_s_order(pack: Path) -> None:
    edges = (atlas(32, pack)[0, :, :3].mean(1) < 0.1).flatten(1).sum(1)
    assert edges.tolist() == sorted(edges.tolist())  # each style's edge is wider than that of the one before


def test_an_atlas_is_read_once(pack: Path) -> None:
    assert atlas(32, pack) is atlas(32, pack)


def test_a_missing_pack_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ArtError, match=r"nowhere\.zip is missing; run `make data`"):
        atlas(64, tmp_path / "nowhere.zip")


def test_hidden_colour_does_not_bleed() -> None:
    sprite = torch.zeros(1, 4, 8, 8)
    sprite[:, 0] = 1  # red where nobody sees it
    sprite[:, :, :, 4:] = torch.tensor([0.0, 0.0, 1.0, 1.0]).view(1, 4, 1, 1)
    small = shrink(sprite, 3)
    seen: Tensor = small[0, :, :, 1:]
    assert (seen[3] > 0.1).all() and seen[0].max() < 1e-4
    torch.testing.assert_close(seen[2], torch.ones_like(seen[2]))


def test_shrinking_to_the_same_size_changes_nothing_seen() -> None:
    sprite = torch.rand(2, 4, 16, 16, generator=torch.Generator().manual_seed(0)).clamp_min(0.1)
    torch.testing.assert_close(shrink(sprite, 16), sprite, atol=1e-5, rtol=0)


@pytest.mark.parametrize("box", [(10, 20, 60, 200), (100, 100, 400, 160)])
def test_canonical_is_cut_scaled_centred_and_on_its_feet(box: tuple[int, int, int, int]) -> None:
    picture = Image.new("RGBA", (512, 512))
    ImageDraw.Draw(picture).rectangle(box, (200, 30, 30, 255))
    square = sprites.canonical(picture, SIZE)
    left, top, right, bottom = square.getchannel("A").point(lambda alpha: 255 * (alpha > 128)).getbbox() or (0,) * 4
    assert square.size == (SIZE, SIZE)
    assert abs(bottom - SIZE * (1 - MARGIN)) <= 1 and abs(left + right - SIZE) <= 1
    assert abs(max(right - left, bottom - top) - SIZE * (1 - 2 * MARGIN)) <= 1


def test_the_same_sprites_are_written_as_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "new" / "a.zip", tmp_path / "b.zip"
    sprites.write_pack(first, {"soft/cat.png": b"cat", "flat/dog.png": b"dog"})
    sprites.write_pack(second, {"flat/dog.png": b"dog", "soft/cat.png": b"cat"})
    assert first.read_bytes() == second.read_bytes()
    assert zipfile.ZipFile(first).namelist() == ["flat/dog.png", "soft/cat.png"]


def test_marks_are_rendered_in_their_place() -> None:
    png = sprites._render(sprites.mark_svg("zzz", 0), SIZE, keep_place=True)
    assert png.startswith(b"\x89PNG")
