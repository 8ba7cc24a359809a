"""Taste: what was learnt from ratings orders candidates that show equally many of the facts that were said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.match import Scales
from img2txt.recognise import Eye
from img2txt.view import View
from models.insight import Insight
from models.ranker import Ranker, RankerConfig
from models.served import Served
from models.weights import fingerprint
from world.vocabulary import STYLES

UNSURE = 1e-4  # scores nearer than this to 0 or 1 count as that near
RANKER = "ranker"  # below the folder of versions


@dataclass(frozen=True)
class Sights:
    """Pictures as they were looked at, in [0, 1], and what was seen in them."""

    pictures: Float[Tensor, "b 3 s s"]
    views: Sequence[View]
    insight: Insight


def features(scales: Scales, sights: Sights, scores: Sequence[float]) -> Float[Tensor, "b d"]:
    """What a ranker knows of pictures: their scores as log-odds, and what was seen in them. On the CPU."""
    return with_scores(seen(scales, sights), scores)


def with_scores(seen: Float[Tensor, "b e"], scores: Sequence[float]) -> Float[Tensor, "b d"]:
    """What was seen in pictures, after the scores (in [0, 1]) as log-odds."""
    return torch.cat([torch.tensor(scores).clamp(UNSURE, 1 - UNSURE).logit().unsqueeze(1), seen], 1)


@torch.no_grad()
def seen(scales: Scales, sights: Sights) -> Float[Tensor, "b e"]:
    """How pictures look, the matcher's embedding, and what the eye saw in the whole and in their things on average."""
    embedded = scales.matcher.embed_pictures(sights.insight.to(scales.device)).cpu()
    there = sights.insight.to(torch.device("cpu"))
    present = there.present.unsqueeze(-1)
    things = (there.kinds * present).sum(1) / present.sum(1).clamp_min(UNSURE)
    looks = [_look(*each) for each in zip(sights.pictures.cpu(), sights.views, strict=True)]
    return torch.cat([torch.stack(looks), embedded, there.whole, things], 1)


def groups(scales: Scales) -> tuple[int, ...]:
    """How many numbers each source of the features gives: score, look, matcher, whole picture, things."""
    config = scales.matcher.config
    return 1, len(STYLES) + 3, config.width, config.whole, config.kind


def _look(picture: Float[Tensor, "3 s s"], view: View) -> Float[Tensor, "l"]:
    """The style that the eye reads in things, and how light, how rich in contrast and how colourful a picture is."""
    styles = [single.style for single in view.singles]
    style = torch.stack(styles).mean(0) if styles else torch.zeros(len(STYLES))
    grey = picture.mean(0)
    colourful = (picture.amax(0) - picture.amin(0)).mean()
    return torch.cat([style, torch.stack([grey.mean(), grey.std(), colourful])])


def seen_by(eye: Eye, scales: Scales) -> str:
    """The fingerprint of the networks that a ranker's features come from."""
    return fingerprint([*eye.folders, scales.folder])


def taste(versions: Path | None, seen_by: str) -> Served[Ranker]:
    """The ranker that is served; `seen_by` is the fingerprint of the networks that these features come from."""
    return Served(versions, RANKER, (Ranker, RankerConfig), seen_by, lambda ranker: ranker.config.seen_by)
