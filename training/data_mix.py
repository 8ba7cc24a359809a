"""A folder's captioned pictures beside the true renders of a training script: `--data FOLDER --share 0.5`."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from training.folder import VALIDATION, Folder, FolderError, read_folder

REPORT = "data.json"  # in the run's folder


def with_folder(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The arguments of a script that can learn from a folder, too."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="also learn from a folder of captioned pictures")
    parser.add_argument("--share", type=_share, default=0.5, help="of each batch that comes from --data (default: 0.5)")
    return parser


def open_folder(
    arguments: argparse.Namespace, device: str, main: bool, *, validation: float = VALIDATION
) -> Folder | None:
    """The folder of `--data`, if there is one; the main process prints and keeps the report."""
    if arguments.data is None:
        return None
    try:
        folder = read_folder(arguments.data, device=device, validation=validation)
    except FolderError as error:
        raise SystemExit(f"--data: {error}") from None
    if main:
        tqdm.write(str(folder.report))
        written = json.dumps(asdict(folder.report), indent=2, ensure_ascii=False)
        (arguments.run.folder / REPORT).write_text(written + "\n", encoding="utf-8")
    return folder


def part_of(batch: int, folder: Folder | None, share: float) -> int:
    """How many of a batch come from the folder: at least one, and never all."""
    return 0 if folder is None else min(max(1, round(share * batch)), batch - 1)


def note(folder: Folder | None, share: float, used: int | None = None) -> str:
    """What the card says of the folder; `used` is how many of its pictures were, where not all of training were."""
    if folder is None:
        return ""
    report = folder.report
    return (
        f"\n\nOf each batch {share:.0%} came from a folder of captioned pictures: "
        f"{report.training if used is None else used} pictures, "
        f"{len(report.uncaptioned)} of the folder's {report.pictures} with captions that the captioner wrote."
    )


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text} is no share between 0 and 1; the rest of a batch are true renders")
    return share
