"""The running average of a network's weights."""

from copy import deepcopy
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

Network = TypeVar("Network", bound=nn.Module)


class Average(Generic[Network]):
    """An exponential moving average of a network's weights; this is what ships."""

    def __init__(self, model: Network, decay: float = 0.999):
        self.decay = decay
        self.model = deepcopy(model).requires_grad_(False).eval()

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """One step; the average is short while the run is young."""
        decay = min(self.decay, (1 + step) / (10 + step))
        kept, now = self.model.state_dict(), model.state_dict()
        for name, tensor in kept.items():
            if tensor.is_floating_point():
                tensor.lerp_(now[name].detach(), 1 - decay)
            else:
                tensor.copy_(now[name])

    def state_dict(self) -> dict[str, Tensor]:
        return self.model.state_dict()

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        self.model.load_state_dict(state)
