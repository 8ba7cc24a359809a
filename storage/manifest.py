"""What stands beside an export's pictures for whoever learns from it: pairs, what was set aside, and a manifest."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.preferences import Pair, Preferences
from storage.records import Json

PAIRS, QUARANTINE, MANIFEST = "pairs.jsonl", "quarantine.jsonl", "manifest.json"
HASHED = ("metadata.jsonl", PAIRS)  # what is learnt from


def uid(picture: int) -> str:
    """What a picture is called in pairs; its file below `images` is called the same."""
    return f"picture-{picture:08d}"


def write_pairs(folder: Path, found: Preferences, pictures: Collection[int]) -> tuple[int, int]:
    """Write the pairs of pictures that are in the folder; returns how many there are, and how many are set aside.

    The columns are Pick-a-Pic's (Kirstain et al. 2023), and then `source`, `language` and `aside`.
    """
    there = [pair for pair in found.pairs if pair.better in pictures and pair.worse in pictures]
    counted = [pair for pair in there if pair.aside is None]
    aside = [pair for pair in there if pair.aside is not None]
    write_lines(folder / PAIRS, (_columns(number, pair) for number, pair in enumerate(counted)))
    write_lines(folder / QUARANTINE, (_columns(number, pair) for number, pair in enumerate(aside)))
    return len(counted), len(aside)


def write_lines(file: Path, lines: Iterable[Json]) -> None:
    """One JSON object a line."""
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)
    file.write_text(text, encoding="utf-8", newline="\n")


def write_manifest(folder: Path, weights: Sequence[str], **counts: Any) -> None:
    """How much there is, of which networks, when it was written, and the hashes by which a change is seen."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in HASHED}
    manifest = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": hashlib.sha256("".join(files.values()).encode()).hexdigest(),
        "files": files,
        "weights": dict(Counter(weights).most_common()),
        **counts,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _columns(number: int, pair: Pair) -> Json:
    """The picture that was made first is image 0, whichever is better."""
    first, second = sorted((pair.better, pair.worse))
    model = dict(zip((pair.better, pair.worse), pair.weights, strict=True))
    return {
        "ranking_id": number,
        "caption": pair.prompt,
        "created_at": pair.moment.isoformat(),
        "user_id": pair.rater,
        "image_0_uid": uid(first),
        "image_1_uid": uid(second),
        "image_0_url": f"images/{uid(first)}.png",
        "image_1_url": f"images/{uid(second)}.png",
        "model_0": model[first],
        "model_1": model[second],
        "label_0": float(first == pair.better),
        "label_1": float(second == pair.better),
        "best_image_uid": uid(pair.better),
        "are_different": True,
        "has_label": True,
        "source": pair.source,
        "language": pair.language,
        "aside": pair.aside,
    }
