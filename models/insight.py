"""An insight: a batch of pictures as those who speak of them see them, kind by kind and as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor


@dataclass(frozen=True)
class Insight:
    """Pictures as the things found in them; where a picture has fewer kinds than another, rows of zeros stand last."""

    kinds: Float[Tensor, "b n d"]  # facts of each kind of thing, as probabilities, and the encoder's features of it
    present: Float[Tensor, "b n"]  # how surely the kind is there, in [0, 1]; 0 for an empty row
    whole: Float[Tensor, "b w"]  # facts of the whole picture, and the encoder's features of it

    def __len__(self) -> int:
        return len(self.present)

    def __getitem__(self, rows: Sequence[int] | slice | Int[Tensor, "m"]) -> "Insight":
        return Insight(self.kinds[rows], self.present[rows], self.whole[rows])

    def to(self, device: torch.device) -> "Insight":
        return Insight(self.kinds.to(device), self.present.to(device), self.whole.to(device))

    def repeat(self, times: int) -> "Insight":
        """The same pictures several times over."""
        return Insight(self.kinds.repeat(times, 1, 1), self.present.repeat(times, 1), self.whole.repeat(times, 1))


def joined(insights: Sequence[Insight]) -> Insight:
    """Several batches as one."""
    return Insight(
        torch.cat([each.kinds for each in insights]),
        torch.cat([each.present for each in insights]),
        torch.cat([each.whole for each in insights]),
    )
