"""What the pictures of a folder look like to the frozen eye, kept."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from img2txt.recognise import Eye
from models.insight import Insight, joined
from training.folder import TOGETHER, Captioned, Folder, squares


class FeatureCache:
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
