"""The pictures that speaking is learnt from: looked at once, then kept."""

from pathlib import Path
from random import Random

import pytest
import torch

from training.pictures import Album, Gallery, held_out

pytest_plugins = ["tests.pack"]
CPU = torch.device("cpu")


@pytest.fixture
def gallery(pack: Path) -> Gallery:
    return Gallery(pack, CPU, torch.Generator().manual_seed(0), Random(0))


def test_a_gallery_shows_scenes_with_what_is_seen_of_them(gallery: Gallery) -> None:
    seen = gallery.show(3)
    assert len(seen.scenes) == len(seen.insight) == 3


def test_an_album_fills_and_then_looks_no_more(gallery: Gallery) -> None:
    album, rng = Album(gallery, 5), Random(0)
    kept = []
    for _ in range(4):
        assert len(album.draw(2, rng).scenes) == 2
        assert album.kept is not None
        kept.append(len(album.kept.scenes))
    assert kept == [2, 4, 6, 6]


def test_what_is_drawn_from_an_album_belongs_together(gallery: Gallery) -> None:
    album = Album(gallery, 4)
    drawn = album.draw(4, Random(1))
    assert album.kept is not None
    for i, scene in enumerate(drawn.scenes):
        n = next(n for n, kept in enumerate(album.kept.scenes) if kept is scene)
        assert torch.equal(drawn.insight.kinds[i], album.kept.insight.kinds[n])


def test_an_album_in_a_file_is_taken_up_and_a_smaller_one_is_not(gallery: Gallery, tmp_path: Path) -> None:
    file = tmp_path / "album.pt"
    first = Album(gallery, 4, file=file)
    first.draw(4, Random(1))
    assert first.kept is not None
    again, larger = Album(gallery, 4, file=file), Album(gallery, 5, file=file)
    assert again.kept is not None and again.kept.scenes == first.kept.scenes and larger.kept is None
    assert torch.equal(again.kept.insight.kinds, first.kept.insight.kinds)


def test_held_out_pictures_are_the_same_every_time(pack: Path) -> None:
    one, two = held_out(pack, CPU, 2), held_out(pack, CPU, 2)
    assert one.scenes == two.scenes and torch.equal(one.insight.kinds, two.insight.kinds)
