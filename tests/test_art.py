"""The art that is fetched: pinned, checked, and read with its aliases."""

import hashlib
import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from rendering.art import ART_SETS, ArtError, ArtSet, fetch, icons
from world.vocabulary import STYLES

ICONS = {
    "width": 32,
    "height": 32,
    "icons": {"cat": {"body": "<circle r='4'/>"}, "dog": {"body": "<rect/>", "width": 64}},
    "aliases": {"kitty": {"parent": "cat"}, "ghost": {"parent": "nobody"}},
}


@pytest.fixture
def art(tmp_path: Path) -> ArtSet:
    """A small set that lies in tmp_path already, pinned by its true digest."""
    art = ArtSet("@tests/tiny", "1.0.0", "", "MIT", "soft")
    content = json.dumps(ICONS).encode()
    with tarfile.open(tmp_path / art.file, "w:gz") as package:
        member = tarfile.TarInfo("package/icons.json")
        member.size = len(content)
        package.addfile(member, io.BytesIO(content))
    return replace(art, sha256=hashlib.sha256((tmp_path / art.file).read_bytes()).hexdigest())


def test_a_package_that_is_there_is_not_fetched_again(
    art: ArtSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert fetch(art, tmp_path) == tmp_path / "tests-tiny-1.0.0.tgz"


def test_a_package_that_is_not_what_was_pinned_is_removed(art: ArtSet, tmp_path: Path) -> None:
    path = tmp_path / art.file
    path.write_bytes(b"something else")
    with pytest.raises(ArtError, match=r"tests-tiny-1\.0\.0\.tgz has SHA-256 .*expected .*`make data` again"):
        fetch(art, tmp_path)
    assert not path.exists()


def test_without_npm_it_says_what_is_needed(art: ArtSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ArtError, match=r"npm is needed.*Node\.js"):
        fetch(art, tmp_path / "empty")


def test_icons_are_whole_documents_with_their_aliases(art: ArtSet, tmp_path: Path) -> None:
    drawn = icons(art, tmp_path)
    assert drawn["cat"] == ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle r=\'4\'/></svg>')
    assert 'viewBox="0 0 64 32"' in drawn["dog"]
    assert drawn["kitty"] == drawn["cat"] and set(drawn) == {"cat", "dog", "kitty"}


def test_every_style_has_one_pinned_set_and_line_art_is_never_trained_on() -> None:
    assert [art.style for art in ART_SETS] == [*(style.key for style in STYLES), None]
    assert all(len(art.sha256) == 64 and art.licence for art in ART_SETS)
    assert len({art.file for art in ART_SETS}) == len(ART_SETS)
