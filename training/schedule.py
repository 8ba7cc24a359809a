"""How long a run lasts, and how fast it learns meanwhile."""

import math
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from training.run import Stopwatch


@dataclass(frozen=True)
class Schedule:
    """How far a run is, by steps or by the clock, whichever is nearer to its end."""

    steps: int | None
    minutes: float | None
    warmup: int = 100

    def share(self, watch: Stopwatch) -> float:
        """Of the run that is over, in [0, 1]."""
        by_steps = watch.steps / self.steps if self.steps else 0.0
        by_clock = watch.seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(by_steps, by_clock))

    def rate(self, steps: int, share: float) -> float:
        """The learning rate's factor: linear warm-up, level for half of the run, then a cosine to 2 %."""
        late = max(0.0, share - 0.5) * 2
        return min(1.0, (steps + 1) / self.warmup) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * late)))


class EarlyStopping:
    """The best weights so far, and how many measurements ago they were that (Prechelt 1998)."""

    def __init__(self, most: int | None):
        self.most = most
        self.score, self.waited = -math.inf, 0
        self.best: dict[str, Tensor] = {}

    @property
    def over(self) -> bool:
        return self.most is not None and self.waited >= self.most

    def state_dict(self) -> dict[str, Any]:
        return {"score": self.score, "waited": self.waited, "best": self.best}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.score, self.waited, self.best = state["score"], state["waited"], state["best"]

    def heed(self, score: float, network: nn.Module) -> None:
        """One measurement; the higher the score, the better."""
        if self.most is None:
            return
        if score > self.score:
            self.score, self.waited = score, 0
            self.best = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        else:
            self.waited += 1
