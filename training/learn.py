"""One round of learning: `python -m training.learn --what ranker` freezes what may be learnt from, learns and judges.

It is what the owner's page starts. It runs at low priority, serves nothing, and what is stopped goes on where it was as
long as no more was rated. How far it is stands in `versions/.round.json` of the data folder.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from models.device import UnknownDevice
from models.versions import COMPARED, NETWORKS, ROUND, VersionError
from models.weights import WeightsError
from rendering.art import ArtError
from rendering.sprites import PACK
from storage.errors import StorageError
from storage.places import default_data_dir
from storage.store import Store
from training.compare import compare
from training.exported import RatingsError
from training.finetune import learnt
from training.progress import heard_by, tell
from training.run import WEIGHTS
from training.wording import words
from txt2img.taste import RANKER
from world.terminal import speak_anywhere
from world.vocabulary import LANGUAGES

EXPORT, LOCK = ".export", ".round.lock"  # below the folder of versions
STOPPED = 130  # the exit code of what was stopped
NICE = 10  # lower priority by so much: lower still and it would starve where a host is never idle
OFTEN = 0.2  # seconds between two notes of how far it is


class Noted:
    """How far a round is, in a file that is replaced as a whole."""

    def __init__(self, file: Path, what: str, work: str):
        self.file = file
        began = datetime.now(UTC).isoformat()
        self.known: dict[str, Any] = {"what": what, "work": work, "state": "running", "began": began}
        self.at = 0.0

    def __call__(self, stage: str, share: float) -> None:
        if time.monotonic() - self.at > OFTEN or stage != self.known.get("key"):
            self.at = time.monotonic()
            self.note(key=stage, stage=_both(stage), share=share)

    def note(self, **news: Any) -> None:
        self.known |= news
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(self.known, ensure_ascii=False), encoding="utf-8")
        os.replace(part, self.file)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where a version was made, promotable or not; 1 where nothing could be learnt."""
    speak_anywhere()
    options = _options(arguments)
    _step_aside()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))  # so that what is temporary goes
    if options.leashed:
        threading.Thread(target=_leash, daemon=True).start()
    versions: Path = options.data_dir / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(versions / LOCK, blocking=False):
            return _noted(options, versions)
    except Timeout:
        print(f"learn: {words('learns_already', 'en', folder=versions)}", file=sys.stderr)
        return 1


def _noted(options: argparse.Namespace, versions: Path) -> int:
    """What was asked for, and how far it is in a file beside the versions."""
    noted = Noted(versions / ROUND, options.what, "compare" if options.compare else "learn")
    try:
        with heard_by(noted):
            done = _compared(options, versions) if options.compare else _round(options, versions / EXPORT)
            noted.note(**done, state="done")
        return 0
    except RatingsError as error:
        noted.note(state="failed", said={language: error.in_language(language) for language in LANGUAGES})
        print(f"learn: {error}", file=sys.stderr)
    except (StorageError, WeightsError, VersionError, ArtError, UnknownDevice, OSError) as error:
        noted.note(state="failed", said=dict.fromkeys(LANGUAGES, str(error)))
        print(f"learn: {error}", file=sys.stderr)
    return 1


def _round(options: argparse.Namespace, folder: Path) -> Mapping[str, Any]:
    """Export, learn, judge, keep; what became of it."""
    tell("exporting", 0.0)
    shutil.rmtree(folder, ignore_errors=True)  # what a kill left
    try:
        with Store.open(options.database_url, options.data_dir, create=False, writes=False) as store:
            export = store.export(folder, rated_only=True, shared=options.shared)
        name, verdict, skipped = learnt(
            options.what, folder, options.data_dir, networks=options.weights, device=options.device,
            sprites=options.sprites, steps=options.steps,
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    reasons = {language: verdict.reason_in(language) for language in LANGUAGES}
    return {"version": name, "promotable": verdict.promotable, "said": reasons, "skipped": [*export.skipped, *skipped]}


def _compared(options: argparse.Namespace, versions: Path) -> Mapping[str, Any]:
    """Pictures by two versions in place of those of the last comparison, all of them or none."""
    tell("comparing", 0.0)
    fresh = versions / f"{COMPARED}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    compare(options.what, options.compare, options.data_dir, fresh, n=options.n, seed=secrets.randbelow(2**31),
            networks=options.weights)  # fmt: skip
    shutil.rmtree(versions / COMPARED, ignore_errors=True)
    fresh.rename(versions / COMPARED)
    return {}


def _both(key: str) -> dict[str, str]:
    return {language: words(key, language) for language in LANGUAGES}


def _step_aside() -> None:
    """Whoever answers people goes first, nine to one where both want the same core."""
    with suppress(OSError, AttributeError):
        os.nice(NICE)


def _leash() -> None:
    """End with whoever started this: their end of the standard input is closed when they end."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.learn", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--what", choices=NETWORKS, default=RANKER, help="which network learns (%(default)s)")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="(%(default)s)")
    parser.add_argument("--database-url", default=os.environ.get("TUWEN_DATABASE_URL"), help="as TUWEN_DATABASE_URL")
    parser.add_argument("--shared", action="store_true", help="nobody is taken to allow it who did not say so")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the networks that look (%(default)s)")
    parser.add_argument("--sprites", type=Path, default=PACK, help="the art of true renders (what `make data` wrote)")
    parser.add_argument("--steps", type=int, help="of the optimiser (a few hundred, by the network)")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compare", nargs=2, metavar="VERSION", help="draw by two versions (or shipped) instead")
    parser.add_argument("--n", type=int, default=12, help="of pairs to compare (%(default)s)")
    parser.add_argument("--leashed", action="store_true", help="stop when the standard input is closed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
