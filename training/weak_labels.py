"""What a caption says of a picture without showing where: weak labels for the recogniser.

Each thing that is named must be found in some cell, and one that is not named in none (multiple-instance learning with
max pooling, Oquab et al. 2015; Pinheiro & Collobert 2015); what is said of a thing is read in its likeliest cell.
Captions leave things out, so absence counts less than presence, and one that names nothing teaches neither; without
absence, everything was soon seen everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy, logsigmoid

from models.recogniser import Sight
from training.folder import Captioned
from training.run import IGNORED
from world.gist import Gist, Kind
from world.vocabulary import NATURAL, index

ABSENCE = 0.5  # weight of a thing that is not named, where one that is counts 1


@dataclass(frozen=True)
class WeakLabels:
    """Every kind of thing that a batch of captions names, and the place that each tells of."""

    owner: Int[Tensor, "n"]  # which picture
    object: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]  # IGNORED: none
    place: Int[Tensor, "b"]  # IGNORED: none


def weak_labels(rows: Sequence[Captioned], device: torch.device) -> WeakLabels:
    """What the rows' captions say."""
    named = [(owner, _said_of(key, row.scene)) for owner, row in enumerate(rows) for key in row.objects]
    things = [
        (owner, index("object", thing.object), _number("colour", None if thing.colour == NATURAL else thing.colour))
        for owner, thing in named
    ]
    owner, thing, colour = torch.tensor(things, dtype=torch.long, device=device).view(-1, 3).unbind(1)
    return WeakLabels(
        owner, thing, colour, torch.tensor([_number("place", row.scene.place) for row in rows], device=device)
    )


def weak_label_loss(sight: Sight, said: WeakLabels) -> Float[Tensor, ""]:
    """How surprising the captions are to what is seen, in nats: a thing's presence and colour, a picture's place."""
    logs, cells = best_cells(sight)
    named = torch.zeros_like(logs, dtype=torch.bool)
    named[said.owner, said.object] = True
    absent = (1 - logs.clamp(max=-1e-4).exp()).log().masked_fill(named, 0.0).sum(1)
    colour = sight.colour.float().flatten(1, 2)[said.owner, cells[said.owner, said.object]]
    things = -_mean(logs[said.owner, said.object]) - ABSENCE * _mean(absent[named.any(1)])
    return things + _known(colour, said.colour) + _known(sight.place.float(), said.place)


def best_cells(sight: Sight) -> tuple[Float[Tensor, "b k"], Int[Tensor, "b k"]]:
    """For each object the log-probability that it stands in the cell where that is highest, and the cell's number."""
    there = logsigmoid(sight.centre.float()).flatten(1).unsqueeze(-1)
    best = (there + sight.object.float().log_softmax(-1).flatten(1, 2)).max(1)
    return best.values, best.indices


@torch.no_grad()
def found(sight: Sight, said: WeakLabels) -> float:
    """The share of named things that are likelier than not to stand in some cell."""
    logs, _ = best_cells(sight)
    return _mean((logs[said.owner, said.object].exp() > 0.5).float()).item()


def _said_of(key: str, scene: Gist) -> Kind:
    """The scene's thing of that kind; one without properties where there is none, or two (a black and a white cat)."""
    things = [thing for thing in scene.things if thing.object == key]
    return things[0] if len(things) == 1 else Kind(key)


def _number(slot: str, key: str | None) -> int:
    return IGNORED if key is None else index(slot, key)


def _mean(numbers: Tensor) -> Tensor:
    """0 of none."""
    return numbers.sum() / max(1, numbers.numel())


def _known(logit: Float[Tensor, "n k"], true: Int[Tensor, "n"]) -> Tensor:
    """Cross-entropy where something was said."""
    return cross_entropy(logit, true, ignore_index=IGNORED, reduction="sum") / (true != IGNORED).sum().clamp_min(1)
