"""What was learnt becomes a version: written beside its place with its card and report, then put there as a whole."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from torch import nn

from models import weights
from models.versions import PAGE, REPORT, Versions
from models.weights import HISTORY, fingerprint
from training.report import Shown, page
from training.verdict import Verdict
from world.terminal import as_json


@dataclass(frozen=True)
class Made:
    """A network that learnt, and how that was found to be."""

    network: nn.Module
    config: Any
    card: str  # {said} is what the gate says
    history: Path  # the folder of the run's history
    verdict: Verdict
    shown: Sequence[Shown]
    about: Mapping[str, Any]  # export, when it was written, what was skipped …
    notes: Mapping[str, Any] = field(default_factory=dict)  # further figures of the report
    files: Mapping[str, str] = field(default_factory=dict)  # further files of the version


def keep(what: str, versions: Versions, run: Path, made: Made) -> str:
    """The name of the new version; `run` is the folder that was worked in, on the disk of the versions."""
    folder, verdict = run / "version", made.verdict
    shutil.rmtree(folder, ignore_errors=True)  # what a kill left of it
    said = f"{verdict.reason[0].upper()}{verdict.reason[1:]}."
    weights.save(folder, made.network, made.config, made.card.format(said=said))
    shutil.copyfile(made.history / HISTORY, folder / HISTORY)
    for name, text in made.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    mark = fingerprint([folder])
    about = {
        "version": versions.new_name(mark),
        "what": what,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        **made.about,
        "notes": dict(made.notes),
    }
    (folder / REPORT).write_text(as_json(about | verdict.to_json(), indent=2) + "\n", encoding="utf-8")
    (folder / PAGE).write_text(page(about, verdict, made.shown), encoding="utf-8")
    return versions.add(folder, mark)
