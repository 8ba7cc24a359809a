"""Copies of exports and versions elsewhere: `python -m training.copies push` and `pull`, for hosts that forget.

`--to` names a mounted folder, or `hf://NAME` of a repository on the Hugging Face Hub: a dataset for exports, a model
for versions, private when it is made here; the token is the environment's (HF_TOKEN). Nothing there is deleted, and a
version that lies here already is left as it is.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from models.versions import NAME, NETWORKS, SERVED
from storage.places import default_data_dir
from training.exported import manifest
from world.terminal import speak_anywhere

ON_HUB = "hf://"


class CopyError(ValueError):
    """What cannot be copied; says what to do."""


class Place(Protocol):
    """Somewhere else: a folder is put there below a name, and all that lies below a name is fetched."""

    def put(self, folder: Path, name: str) -> None: ...

    def fetch(self, name: str, into: Path) -> None: ...


class Folder:
    """A mounted folder; what is copied appears whole."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, folder: Path, name: str) -> None:
        place = self.root / name
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(folder, part)
        part.rename(place)

    def fetch(self, name: str, into: Path) -> None:
        if (self.root / name).is_dir():
            shutil.copytree(self.root / name, into, dirs_exist_ok=True)


class Hub:
    """A repository on the Hugging Face Hub."""

    def __init__(self, name: str, kind: str):
        from huggingface_hub import HfApi  # asked for only where it is used: serving never reaches out

        self.api, self.name, self.kind = HfApi(), name, kind

    def put(self, folder: Path, name: str) -> None:
        self.api.create_repo(self.name, repo_type=self.kind, private=True, exist_ok=True)
        self.api.upload_folder(repo_id=self.name, repo_type=self.kind, folder_path=folder, path_in_repo=name)

    def fetch(self, name: str, into: Path) -> None:
        with tempfile.TemporaryDirectory() as found:
            self.api.snapshot_download(self.name, repo_type=self.kind, allow_patterns=f"{name}/**", local_dir=found)
            if (Path(found) / name).is_dir():
                shutil.copytree(Path(found) / name, into, dirs_exist_ok=True)


def place_of(to: str, kind: str) -> Place:
    """What `--to` names."""
    return Hub(to.removeprefix(ON_HUB), kind) if to.startswith(ON_HUB) else Folder(Path(to).expanduser())


def push(place: Place, data: Path) -> list[str]:
    """Copy every version there; returns their names. Which one is served is each host's own."""
    found = list(_versions(data / "versions"))
    for what, name in found:
        place.put(data / "versions" / what / name, f"versions/{what}/{name}")
    return [f"{what} {name}" for what, name in found]


def pull(place: Place, data: Path) -> list[str]:
    """Bring versions from there that are not here; returns their names. None is served by that."""
    brought = []
    with _beside(data / "versions") as fetched:
        place.fetch("versions", fetched)
        for what, name in _versions(fetched):
            here = data / "versions" / what / name
            if not here.exists():
                here.parent.mkdir(parents=True, exist_ok=True)
                (fetched / what / name).rename(here)
                brought.append(f"{what} {name}")
    return brought


def push_export(place: Place, export: Path) -> str:
    """Copy an export there, below the first digits of its hash; RatingsError where it is none or was changed."""
    name = f"exports/{manifest(export)['sha256'][:12]}"
    place.put(export, name)
    return name


def _versions(folder: Path) -> Iterator[tuple[str, str]]:
    for what in NETWORKS:
        for path in sorted((folder / what).glob("*")) if (folder / what).is_dir() else ():
            if path.name != SERVED and NAME.fullmatch(path.name) and path.is_dir():
                yield what, path.name


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetched-") as made:
        yield Path(made)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when it worked, 1 with a sentence on the error stream when it did not."""
    speak_anywhere()
    options = _options(arguments)
    try:
        if options.export is not None:
            if options.command == "pull":
                raise CopyError("exports are brought back by `python -m storage import`; pull brings versions")
            print(push_export(place_of(options.to, "dataset"), options.export))
            return 0
        copied = (push if options.command == "push" else pull)(place_of(options.to, "model"), options.data_dir)
    except (ValueError, OSError) as error:
        print(f"copies: {error}", file=sys.stderr)
        return 1
    print("\n".join(copied) or "nothing to copy")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.copies", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("push", "pull"), help="copy there, or bring back what is not here")
    parser.add_argument("--to", required=True, metavar="PLACE", help="a folder, or hf://OWNER/NAME")
    parser.add_argument("--export", type=Path, metavar="DIR", help="an export instead of the versions")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where versions lie (%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
