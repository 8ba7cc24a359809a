"""Insights for those who speak of pictures: what was recognised of each kind of thing, and the encoder's features."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import layer_norm

from img2txt.kinds import SHARED, Single, values
from img2txt.standing import group, related
from img2txt.view import MOST, View, exactly, there
from models.insight import Insight
from world.vocabulary import PLACES, RELATIONS, TIMES

KINDS = 4  # the surest kinds of a picture are kept
_PLACING = 5  # numbers that say where a kind stands: its middle, its extent and how high it is
_TOLD = 2  # kinds whose relation is told


def insight_of(views: Sequence[View], features: Float[Tensor, "b c h w"]) -> Insight:
    """Pictures as their recognised facts and the encoder's map of them; on the CPU."""
    features = features.float().cpu()
    of_kind, _ = channels(features.shape[1])
    kinds = torch.zeros(len(views), KINDS, of_kind)
    for i, view in enumerate(views):
        for n, kind in enumerate(view.kinds()[:KINDS]):
            kinds[i, n] = _kind(kind, _relation(view, n), features[i])
    whole = [
        torch.cat([view.place, view.time, _relation(view, 0), levelled(each.mean((1, 2)))])
        for view, each in zip(views, features, strict=True)
    ]
    return Insight(kinds, kinds[..., 0], torch.stack(whole))


def levelled(features: Float[Tensor, "*b c"]) -> Float[Tensor, "*b c"]:
    """Features of mean 0 and deviation 1: the encoder's own are large enough to drown the facts beside them."""
    return layer_norm(features, features.shape[-1:])


def channels(width: int) -> tuple[int, int]:
    """How many numbers an insight holds of a kind of thing, and of the whole picture; `width` of them features."""
    of_kind = 1 + sum(values(name) for name in SHARED) + MOST + _PLACING + len(RELATIONS) + width
    return of_kind, len(PLACES) + 1 + len(TIMES) + len(RELATIONS) + width


def _relation(view: View, of: int) -> Float[Tensor, "r"]:
    """How one of the two surest kinds stands to the other; zeros where there is no other one.

    Each kind brings its own, so that whichever is spoken of first says how it stands.
    """
    kinds = view.kinds()[:_TOLD]
    if len(kinds) < _TOLD or of >= _TOLD:
        return torch.zeros(len(RELATIONS))
    sure = related(group(kinds[of]), group(kinds[1 - of]))
    return torch.tensor([sure[value.key] for value in RELATIONS])


def _kind(kind: Sequence[Single], relation: Float[Tensor, "r"], features: Float[Tensor, "c h w"]) -> Float[Tensor, "d"]:
    """Whether it is there, its facts, how many there are, where they stand, and the features of their centres."""
    present = [single.present for single in kind]
    counts = [exactly(number, present) for number in range(1, MOST + 1)]
    where = torch.tensor([(single.x, single.y) for single in kind])
    height = torch.tensor([single.scale for single in kind]).log().mean(0, keepdim=True) + 1.2
    placing = (4 * where.mean(0) - 2, 4 * (where.amax(0) - where.amin(0)), height)  # each about as large as a feature
    side = features.shape[-1]
    column, row = (where * side).long().clamp(0, side - 1).unbind(1)
    return torch.cat(
        [
            torch.tensor([there(kind)]),
            *(getattr(kind[0], name) for name in SHARED),
            torch.tensor(counts),
            *placing,
            relation,
            levelled(features[:, row, column].mean(1)),
        ]
    )
