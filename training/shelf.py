"""A folder's captioned pictures beside the true renders of a training script: `--data FOLDER --share 0.5`."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

from tqdm import tqdm

from img2txt.recognise import Eye
from models.insight import Insight, joined
from training.folder import TOGETHER, VALIDATION, Captioned, Folder, FolderError, read_folder, squares

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


class Shelf:
    """A folder's pictures as the eye sees them, each looked at once, when it is first drawn."""

    def __init__(self, folder: Folder, eye: Eye):
        self.folder, self.eye = folder, eye
        self.seen: dict[Path, Insight] = {}

    def draw(self, count: int, rng: Random) -> tuple[list[Captioned], Insight]:
        """So many rows for training, balanced, and what their pictures look like."""
        rows = self.folder.draw(count, rng)
        return rows, self.look(rows)

    def look(self, rows: Sequence[Captioned]) -> Insight:
        """What the pictures of some rows look like."""
        fresh = list({row.path: row for row in rows if row.path not in self.seen}.values())
        for start in range(0, len(fresh), TOGETHER):
            some = fresh[start : start + TOGETHER]
            _, insight = self.eye.look(squares(some, self.eye.size))
            self.seen |= {row.path: insight[i : i + 1] for i, row in enumerate(some)}
        return joined([self.seen[row.path] for row in rows])


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text} is no share between 0 and 1; the rest of a batch are true renders")
    return share
