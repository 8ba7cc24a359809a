"""Learning a ranker from ratings: an ensemble of heads, and for each prompt what heads think that never saw it."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from accelerate import Accelerator
from jaxtyping import Float
from torch import Tensor
from torch.optim import Adam

from models import weights
from models.ranker import Ranker, RankerConfig, liking_loss, preference_loss
from training.loop import Task, train
from training.ratings import Ratings
from training.run import Run

FOLDS = 5  # of the prompts; heads of each fold learn from the other four
HEADS = 16
STEPS = 150
LIKING = 0.25  # what a thumb or stars of one picture count beside a pair
STIFFNESS = 0.5  # how strongly each source is expected to say no more than about one, before anything was heard
LEARNING_RATE = 0.3


@dataclass(frozen=True)
class Taught:
    """What was learnt, and how it does on what it was not learnt from."""

    ranker: Ranker
    worth: Float[Tensor, "n"]  # of every candidate, by the heads that saw no rating of its prompt


def learn(
    ratings: Ratings,
    features: Float[Tensor, "n d"],
    run: Path,
    *,
    groups: tuple[int, ...],
    seen_by: str,
    seed: int = 0,
    steps: int = STEPS,
) -> Taught:
    """Learn heads for every fold and for all prompts together, in one run that goes on where it was stopped.

    `features` are those of the candidates, so many from each source; `run` is the folder of its checkpoint.
    """
    accelerator = Accelerator(mixed_precision="no")
    config = RankerConfig(groups=groups, heads=(FOLDS + 1) * HEADS, seen_by=seen_by)
    network = Ranker(config)
    network.standardise(features)
    folds = _folds(ratings.prompts, torch.Generator().manual_seed(seed))
    counted = _counted(ratings.prompts, folds, torch.Generator().manual_seed(seed))
    loss = _Loss(network, ratings, features, counted, accelerator.device)
    task = Task(
        network=network,
        optimizer=Adam(network.parameters(), LEARNING_RATE),
        batch=len(ratings.pairs),
        loss=loss,
        card=lambda watch, figures: "Heads of every fold, while they learn.",
        clip=torch.inf,
        warmup=1,
    )
    made = Run(run)
    made.folder.mkdir(parents=True, exist_ok=True)
    how = {"run": made, "start": run / "none", "out": made.folder / "all", "tier": "cpu", "checkpoint_minutes": 1.0}
    arguments = argparse.Namespace(**how, steps=steps, minutes=None, patience=None, resume=True, seed=seed)
    with redirect_stdout(sys.stderr):  # how it goes is told there, what comes of it here
        train(task, accelerator, arguments)
    network = weights.load(made.folder / "all", Ranker, RankerConfig)
    with torch.no_grad():
        worth = network(features.cpu()).unflatten(1, (FOLDS + 1, HEADS)).mean(2)
    return Taught(_last_heads(network), worth[torch.arange(len(worth)), folds])


class _Loss:
    """Bradley and Terry's likelihood of the pairs, likings, and a Gaussian prior, of all heads at once."""

    def __init__(
        self,
        network: Ranker,
        ratings: Ratings,
        features: Float[Tensor, "n d"],
        counted: Float[Tensor, "n h"],
        device: torch.device,
    ):
        self.weight = network.heads.weight
        pairs = torch.tensor(ratings.pairs).T.to(device)
        self.better, self.worse = pairs
        self.rated = torch.tensor([i for i, each in enumerate(ratings.candidates) if each.liked is not None]).long()
        self.liked = torch.tensor([each.liked for each in ratings.candidates if each.liked is not None]).to(device)
        self.features, self.counted = features.to(device), counted.to(device)

    def __call__(self, network: Ranker, share: float) -> dict[str, Tensor]:
        """Each part summed over the heads, for one pair; told how far the run is, which changes nothing."""
        worth = network(self.features)
        pairs = preference_loss(worth[self.better], worth[self.worse], self.counted[self.better])
        liked = liking_loss(worth[self.rated], self.liked, self.counted[self.rated])
        prior = STIFFNESS * self.weight.square().sum(1)
        parts = {"pairs": pairs, "liked": LIKING * liked, "prior": prior}
        return {name: part.sum() / len(self.better) for name, part in parts.items()}


def _folds(prompts: Sequence[int], dice: torch.Generator) -> Tensor:
    """For each candidate the fold of its prompt."""
    of_prompt = torch.randperm(max(prompts) + 1, generator=dice) % FOLDS
    return of_prompt[torch.tensor(prompts)]


def _counted(prompts: Sequence[int], folds: Tensor, dice: torch.Generator) -> Float[Tensor, "n h"]:
    """How often each candidate's prompt counts for each head: a bootstrap of the prompts, without those of its fold."""
    often = torch.poisson(torch.ones(max(prompts) + 1, (FOLDS + 1) * HEADS), generator=dice)[torch.tensor(prompts)]
    fold_of_head = torch.arange(FOLDS + 1).repeat_interleave(HEADS)
    return often * (folds.unsqueeze(1) != fold_of_head)


def _last_heads(network: Ranker) -> Ranker:
    """The heads that learnt from all prompts, as a ranker of their own."""
    ranker = Ranker(replace(network.config, heads=HEADS))
    state = network.state_dict()
    ranker.load_state_dict({name: each[-HEADS:] if "heads" in name else each for name, each in state.items()})
    return ranker.eval()
