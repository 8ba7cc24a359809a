"""Single drawings by the layer generator over a plain ground, judged; true drawings of the same facts beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

import torch
from jaxtyping import Float, Int
from torch import Tensor

from evaluation.artist import Artist, Facts, on_ground, plain_grounds
from evaluation.cases import Options
from evaluation.distance import distances, r_precision, spread
from evaluation.judge import Judge, Judged
from evaluation.memorising import memorising
from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from rendering.drawings import NOISE_DIM
from rendering.sprites import atlas
from world.heldout import held_out_pairs
from world.vocabulary import COLOURS, OBJECTS, STYLES, index

AMONG = 100  # texts, of which the right one is to be found
PROMPTS, VARIANTS = 48, 8  # for diversity


def report(options: Options) -> dict:
    """Held-out (object, colour) pairs in every style, and `n` other drawings."""
    sprites = atlas(64)
    judge = Judge(options.judge, options.device)
    folder = options.weights / "layers"
    generator = weights.load(folder, LayerGenerator, LayerGeneratorConfig)
    artist = Artist(generator, sprites, options.device)
    offered = generator.config.drawn or tuple(thing.key for thing in OBJECTS)
    unseen = held_out_facts(offered)
    random = torch.Generator().manual_seed(options.seed)
    report: dict = {"weights": weights.fingerprint([folder]), "judge": judge.weights, "objects_offered": len(offered)}
    for name, facts in (("held_out", unseen), ("seen", seen_facts(options.n, options.seed, offered))):
        report[name] = _measure(artist, judge, facts, random)
    report["diversity"] = _diversity(artist, judge, unseen, random)
    report["memorising"] = memorising(artist, judge, unseen, random, options.sheet)
    return report


def held_out_facts(offered: Collection[str]) -> Facts:
    """Every pair of an offered object and a colour that training never shows, in every style."""
    pairs = sorted(pair for pair in held_out_pairs("colour") if pair[0] in offered)
    rows = [
        (index("object", thing), index("colour", colour), style)
        for thing, colour in pairs
        for style in range(len(STYLES))
    ]
    return Facts(*torch.tensor(rows).unbind(1))


def seen_facts(count: int, seed: int, offered: Collection[str]) -> Facts:
    """A random sample of everything else of these objects, natural colours among it."""
    rng = Random(seed)
    things = [thing for thing in OBJECTS if thing.key in offered]
    rows: list[tuple[int, int, int]] = []
    while len(rows) < count:
        thing, colour = rng.choice(things), rng.choice(COLOURS)
        if (thing.key, colour.key) not in held_out_pairs("colour"):
            rows.append((OBJECTS.index(thing), COLOURS.index(colour), rng.randrange(len(STYLES))))
    return Facts(*torch.tensor(rows).view(-1, 3).unbind(1))


def _measure(artist: Artist, judge: Judge, facts: Facts, random: torch.Generator) -> dict:
    count = len(facts.thing)
    if count == 0:
        return {"n": 0}
    noise = torch.randn(count, NOISE_DIM, generator=random)
    other = torch.randn(count, NOISE_DIM, generator=random)
    grounds = plain_grounds(count, judge.size, random)
    drawn = judge.look(on_ground(artist.drawn(facts, noise), grounds))
    true = judge.look(on_ground(artist.true(facts, noise), grounds))
    again = judge.look(on_ground(artist.true(facts, other), plain_grounds(count, judge.size, random)))
    measured: dict = {"n": count}
    for name, judged in (("drawn", drawn), ("true", true)):
        measured[name] = accuracies(judged, facts) | {f"r_precision_1_of_{AMONG}": _r_precision(judged, facts, random)}
    if count > 1:
        measured["distance"] = distances(drawn.features, true.features, again.features)
    return measured


def accuracies(judged: Judged, facts: Facts) -> dict[str, float]:
    """The share of pictures whose surest single is what was asked for; where none was found, all is wrong."""
    right = (seen(judged).argmax_rows() == facts.rows()).float()
    names = ("object", "colour", "style")
    shares = {name: right[:, column].mean().item() for column, name in enumerate(names)}
    return shares | {"all": right.amin(1).mean().item()}


@dataclass(frozen=True)
class Seen:
    """The probabilities of the facts of each picture's surest single; all 0 where none was found."""

    object: Float[Tensor, "n k"]
    colour: Float[Tensor, "n k"]
    style: Float[Tensor, "n k"]

    def argmax_rows(self) -> Int[Tensor, "n 3"]:
        """The likeliest facts; -1 where none was found."""
        none = self.object.sum(1) == 0
        best = torch.stack([self.object.argmax(1), self.colour.argmax(1), self.style.argmax(1)], 1)
        best[none] = -1
        return best

    def of(self, rows: Int[Tensor, "n k 3"]) -> Float[Tensor, "n k"]:
        """How probable other facts are for each picture."""
        at = torch.arange(len(rows)).unsqueeze(1)
        return self.object[at, rows[..., 0]] * self.colour[at, rows[..., 1]] * self.style[at, rows[..., 2]]


def seen(judged: Judged) -> Seen:
    """What the judge sees in pictures of one thing."""
    tops = [max(view.singles, key=lambda single: single.present, default=None) for view in judged.views]
    return Seen(
        torch.stack([top.object if top else torch.zeros(len(OBJECTS)) for top in tops]),
        torch.stack([top.colour if top else torch.zeros(len(COLOURS)) for top in tops]),
        torch.stack([view.style.cpu() for view in judged.views]),
    )


def _r_precision(judged: Judged, facts: Facts, random: torch.Generator) -> float:
    """The share of pictures for which their own facts are the likeliest among those of AMONG texts."""
    own = facts.rows().unsqueeze(1)
    sizes = torch.tensor([len(OBJECTS), len(COLOURS), len(STYLES)])
    others = (torch.rand(len(own), AMONG - 1, 3, generator=random) * sizes).long()
    same = (others == own).all(-1)
    others[..., 0] = torch.where(same, (others[..., 0] + 1) % len(OBJECTS), others[..., 0])
    return r_precision(seen(judged).of(torch.cat([own, others], 1)))


def _diversity(artist: Artist, judge: Judge, facts: Facts, random: torch.Generator) -> dict:
    """How much the variants of one prompt differ, beside how much the true variants of the same noise do."""
    chosen = torch.randperm(len(facts.thing), generator=random)[:PROMPTS]
    repeated = facts.take(chosen.repeat_interleave(VARIANTS))
    noise = torch.randn(len(repeated.thing), NOISE_DIM, generator=random)
    grounds = plain_grounds(len(chosen), judge.size, random).repeat_interleave(VARIANTS, 0)
    measured: dict = {"prompts": len(chosen), "variants": VARIANTS}
    for name, make in (("drawn", artist.drawn), ("true", artist.true)):
        pictures = on_ground(make(repeated, noise), grounds)
        features = judge.look(pictures).features
        measured[name] = {
            "pixels": spread(pictures.flatten(1).unflatten(0, (-1, VARIANTS))),
            "features": spread(features.unflatten(0, (-1, VARIANTS))),
        }
    return measured
