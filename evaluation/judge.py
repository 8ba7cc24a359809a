"""The judge: a recogniser of its own that took no part in training, guiding or ranking what it judges."""

from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from evaluation.cases import BATCH, JUDGE
from evaluation.facts import Account, Check, account, found, pairs
from img2txt.kinds import Single
from img2txt.recognise import Eye
from img2txt.view import View
from models.weights import WeightsError, fingerprint
from world.facts import Fact
from world.gist import Gist
from world.vocabulary import NATURAL, slot

HOLDS = 0.5  # a relation at least this probable holds


@dataclass(frozen=True)
class Judged:
    """What the judge sees in some pictures."""

    views: list[View]
    features: Float[Tensor, "n d"]  # its encoder's map of each picture, averaged over the picture


class Judge:
    """An eye with weights of its own."""

    def __init__(self, folder: Path = JUDGE, device: str = "cpu"):
        """Loads `encoder` and `recogniser` below a folder; WeightsError where they are missing or damaged."""
        if not folder.exists():
            raise WeightsError(
                f"{folder} is missing: nothing can be judged. Get it back with `git checkout -- weights/judge`, "
                "or train it with `python -m training.encoder --judge --out weights/judge`."
            )
        self.eye = Eye(folder, device)
        self.weights = fingerprint(self.eye.folders)

    @property
    def size(self) -> int:
        """Pixels a side of what it looks at."""
        return self.eye.size

    def look(self, pictures: Float[Tensor, "n 3 h w"]) -> Judged:
        """Square pictures in [0, 1] of any size."""
        views, features = [], []
        for batch in pictures.split(BATCH):
            seen, insight = self.eye.look(batch)
            views += seen
            features.append(insight.whole[:, -self.eye.encoder.config.width :].cpu())
        return Judged(views, torch.cat(features))


def verdict(scene: Gist, view: View | None) -> list[Check]:
    """Every fact that the scene says, and whether the picture shows it; without a picture none.

    A count is right if exactly so many things of that kind are seen, a colour, an action or a size if most of them
    have it, and a relation by where the two kinds stand.
    """
    return found(account(scene.facts()), Account() if view is None else reading(scene, view))


def reading(scene: Gist, view: View) -> Account:
    """What the picture shows, kind by kind, the kinds of the scene first and in its order."""
    twins = len({thing.object for thing in scene.things}) < len(scene.things)
    kinds: dict[tuple[int, int], list[Single]] = {}
    for single in view.singles:
        colour = int(single.colour.argmax()) if twins else -1
        kinds.setdefault((int(single.object.argmax()), colour), []).append(single)
    things = [_thing(singles) for singles in kinds.values()]
    meant = [of for of in pairs(account(scene.facts()), Account(tuple(things))) if of is not None]
    ordered = [things[of] for of in meant] + [thing for of, thing in enumerate(things) if of not in meant]
    whole = {name: slot(name)[int(getattr(view, name).argmax())].key for name in ("time", "style")}
    if (place := int(view.place.argmax())) < len(slot("place")):
        whole["place"] = slot("place")[place].key
    if scene.relation and view.probability(Fact("relation", scene.relation), scene) >= HOLDS:
        whole["relation"] = scene.relation
    return Account(tuple(ordered), whole)


def _thing(singles: list[Single]) -> dict[str, str]:
    """The facts that most of some singles share."""
    colour, action, size = (
        int(torch.stack([getattr(single, name) for single in singles]).mean(0).argmax())
        for name in ("colour", "action", "size")
    )
    told = {
        "object": slot("object")[int(singles[0].object.argmax())].key,
        "colour": slot("colour")[colour].key,
        "count": str(len(singles)),
        "action": slot("action")[action - 1].key if action else None,
        "size": slot("size")[size - 1].key if size else None,
    }
    return {name: value for name, value in told.items() if value is not None and value != NATURAL}


def likeness(scene: Gist, view: View) -> float:
    """The geometric mean of the probabilities of everything that the scene says, in [0, 1]."""
    facts = scene.facts()
    return exp(sum(log(max(view.probability(fact, scene), 1e-4)) for fact in facts) / max(len(facts), 1))


def strangers(scene: Gist, view: View) -> int:
    """How many kinds of things are seen that the scene does not ask for."""
    asked = {thing.object for thing in scene.things}
    return sum(thing["object"] not in asked for thing in reading(scene, view).things)
