"""What a caption says of a picture without showing where: weak labels for the recogniser.

Each thing that is named must be found in some cell (multiple-instance learning with max pooling, Oquab et al. 2015,
Pinheiro & Collobert 2015), and what is said of it is read in that cell. What is not named may still be there: captions
leave much out, so nothing is taught to be absent. The true renders of the same batch teach that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy, logsigmoid

from models.recogniser import Sight
from scenes.scene import Scene, Thing
from scenes.vocabulary import NATURAL, index
from training.folder import Captioned

UNSAID = -100


@dataclass(frozen=True)
class Hearsay:
    """Every kind of thing that a batch of captions names, and the place that each tells of."""

    owner: Int[Tensor, "n"]  # which picture
    object: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]  # UNSAID: none
    place: Int[Tensor, "b"]  # UNSAID: none


def hearsay(rows: Sequence[Captioned], device: torch.device) -> Hearsay:
    """What the rows' captions say."""
    named = [(owner, _said_of(key, row.scene)) for owner, row in enumerate(rows) for key in row.objects]
    things = [
        (owner, index("object", thing.object), _number("colour", None if thing.colour == NATURAL else thing.colour))
        for owner, thing in named
    ]
    owner, thing, colour = torch.tensor(things, dtype=torch.long, device=device).view(-1, 3).unbind(1)
    return Hearsay(
        owner, thing, colour, torch.tensor([_number("place", row.scene.place) for row in rows], device=device)
    )


def hearsay_loss(sight: Sight, said: Hearsay) -> Float[Tensor, ""]:
    """How surprising the captions are to what is seen, in nats: a thing's presence and colour, a picture's place."""
    logs, cell = best_cells(sight, said)
    colour = sight.colour.float().flatten(1, 2)[said.owner, cell]
    return -_mean(logs) + _known(colour, said.colour) + _known(sight.place.float(), said.place)


def best_cells(sight: Sight, said: Hearsay) -> tuple[Float[Tensor, "n"], Int[Tensor, "n"]]:
    """For each thing the log-probability that it stands in the cell where that is highest, and the cell's number."""
    there = logsigmoid(sight.centre.float()).flatten(1)[said.owner]
    called = sight.object.float().log_softmax(-1).flatten(1, 2)[said.owner]
    best = (there + called.gather(2, said.object.view(-1, 1, 1).expand(-1, called.shape[1], 1))[..., 0]).max(1)
    return best.values, best.indices


@torch.no_grad()
def found(sight: Sight, said: Hearsay) -> float:
    """The share of named things that are likelier than not to stand in some cell."""
    logs, _ = best_cells(sight, said)
    return _mean((logs.exp() > 0.5).float()).item()


def _said_of(key: str, scene: Scene) -> Thing:
    """The scene's thing of that kind; one without properties where there is none, or two (a black and a white cat)."""
    things = [thing for thing in scene.things if thing.object == key]
    return things[0] if len(things) == 1 else Thing(key)


def _number(slot: str, key: str | None) -> int:
    return UNSAID if key is None else index(slot, key)


def _mean(numbers: Tensor) -> Tensor:
    """0 of none."""
    return numbers.sum() / max(1, numbers.numel())


def _known(logit: Float[Tensor, "n k"], true: Int[Tensor, "n"]) -> Tensor:
    """Cross-entropy where something was said."""
    return cross_entropy(logit, true, ignore_index=UNSAID, reduction="sum") / (true != UNSAID).sum().clamp_min(1)
