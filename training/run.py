"""One run of a training script: its arguments, its folder, its clock, its seed."""

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch

from rendering.sprites import PACK
from world.terminal import speak_anywhere

RUNS, WEIGHTS = Path("runs"), Path("weights")
IGNORED = -100  # a label that cross-entropy passes over
_RESUMED = 1_000_003  # a prime that keeps the dice of resumed runs apart


@dataclass(frozen=True)
class Run:
    """The git-ignored folder of one run: logs, sheets, checkpoint, latest weights."""

    folder: Path

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint"

    @property
    def weights(self) -> Path:
        return self.folder / "weights"

    @property
    def steps(self) -> int:
        """How many the checkpoint holds; 0 where there is none."""
        return int(self._steps.read_text()) if self._steps.exists() else 0

    def checkpointed(self, steps: int) -> None:
        """Note how many steps the checkpoint holds."""
        self._steps.write_text(str(steps))

    @property
    def _steps(self) -> Path:
        return self.folder / "steps"


def parse_arguments(
    name: str, tiers: Iterable[str], parser: argparse.ArgumentParser, pack: Path = PACK, start: str | None = None
) -> argparse.Namespace:
    """The arguments that all scripts take; `run` and `dice` are added to what is returned.

    `start` names the network that a run begins from, where that is not the one of the script's own name. `dice` is what
    data are drawn by: the seed, and another number whenever a run is resumed, so that it sees nothing twice.
    """
    speak_anywhere()
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--tier", choices=list(tiers), default="cpu", help="how large, and how long")
    parser.add_argument("--steps", type=int, help="stop after so many steps in all")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes in all")
    parser.add_argument("--patience", type=int, help="stop after so many measurements without a better one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--start", type=Path, default=WEIGHTS / (start or name), help="weights to begin from, if they exist"
    )
    parser.add_argument("--out", type=Path, default=RUNS / name / "weights", help="where the trained weights go")
    parser.add_argument("--run", type=Path, default=RUNS / name, help="logs, sheets and checkpoint")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint of --run")
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--sprites", type=Path, default=pack, help="the sprite pack (default: what `make data` wrote)")
    parser.add_argument("--checkpoint-minutes", type=float, default=4)
    arguments = parser.parse_args()
    if arguments.steps is None and arguments.minutes is None:
        parser.error("say how long: --steps N or --minutes M")
    arguments.run = Run(arguments.run)
    arguments.run.folder.mkdir(parents=True, exist_ok=True)
    arguments.dice = arguments.seed + (_RESUMED * arguments.run.steps if arguments.resume else 0)
    return arguments


class Stopwatch:
    """Steps, pictures and seconds of a run, over all its resumptions."""

    def __init__(self) -> None:
        self.steps = 0
        self.images = 0
        self.before = 0.0
        self.started = self.checkpointed = time.monotonic()

    @property
    def seconds(self) -> float:
        return self.before + time.monotonic() - self.started

    def step(self, images: int) -> None:
        self.steps += 1
        self.images += images

    def state_dict(self) -> dict[str, float]:
        return {"steps": self.steps, "images": self.images, "seconds": self.seconds}

    def load_state_dict(self, state: dict[str, float]) -> None:
        self.steps, self.images, self.before = int(state["steps"]), int(state["images"]), state["seconds"]
        self.started = time.monotonic()

    def line(self, arguments: argparse.Namespace, device: torch.device) -> dict[str, object]:
        """What the history says of a run."""
        return {
            "tier": arguments.tier,
            "seed": arguments.seed,
            "steps": self.steps,
            "images": self.images,
            "seconds": round(self.seconds),
            "device": torch.cuda.get_device_name() if device.type == "cuda" else f"cpu x{torch.get_num_threads()}",
        }


def checkpoint_due(watch: Stopwatch, minutes: float) -> bool:
    """True once every so many minutes."""
    now = time.monotonic()
    if now - watch.checkpointed < minutes * 60:
        return False
    watch.checkpointed = now
    return True


def seeded(seed: int, device: torch.device) -> torch.Generator:
    """Seeds torch for initial weights, and gives the generator that draws the data."""
    torch.manual_seed(seed)
    return torch.Generator(device=device).manual_seed(seed)
