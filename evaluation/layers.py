"""Single drawings by the layer generator over a plain ground, judged; true drawings of the same facts beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import interpolate

from evaluation.cases import BATCH, Options
from evaluation.distance import distances, r_precision, root_mean_square, spread
from evaluation.judge import Judge, Judged
from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from scenes.compose import alpha_over, compose, transforms
from scenes.drawings import NOISE_DIM, draw
from scenes.heldout import held_out_pairs
from scenes.places import PLAIN, paint_backdrops
from scenes.plan import Pose
from scenes.sprites import atlas
from scenes.vocabulary import COLOURS, OBJECTS, STYLES, index

POSE = Pose(0.5, 0.6, 0.40)  # where a drawing is laid to be judged: as large as a thing alone in a scene
AMONG = 100  # texts, of which the right one is to be found
PROMPTS, VARIANTS = 48, 8  # for diversity
AUDIT = 32  # pixels a side in which drawings are compared


@dataclass(frozen=True)
class Facts:
    """What to draw, numbered as in the vocabulary."""

    thing: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]
    style: Int[Tensor, "n"]

    def rows(self) -> Int[Tensor, "n 3"]:
        return torch.stack([self.thing, self.colour, self.style], 1)

    def take(self, rows: Tensor) -> "Facts":
        return Facts(self.thing[rows], self.colour[rows], self.style[rows])


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
    report["memorising"] = _memorising(artist, unseen, random)
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


class Artist:
    """The layer generator beside the true drawings that it learned from."""

    def __init__(
        self, generator: LayerGenerator, sprites: Float[Tensor, "what style 4 s s"], device: str = "cpu"
    ) -> None:
        self.generator = generator.to(device)
        self.sprites = sprites
        self.device = torch.device(device)

    @torch.no_grad()
    def drawn(self, facts: Facts, noise: Float[Tensor, "n z"]) -> Float[Tensor, "n 4 s s"]:
        """Premultiplied RGBA in [0, 1] by the generator."""
        rows = torch.arange(len(noise)).split(BATCH)
        return torch.cat([self._batch(facts.take(few), noise[few]) for few in rows])

    def _batch(self, facts: Facts, noise: Tensor) -> Tensor:
        thing, colour, style = facts.rows().to(self.device).unbind(1)
        return self.generator(self.generator.content(thing, colour, style), noise.to(self.device)).cpu()

    def true(self, facts: Facts, noise: Float[Tensor, "n z"]) -> Float[Tensor, "n 4 s s"]:
        """The true drawing of the same facts and noise."""
        return draw(self.sprites, facts.thing, facts.colour, facts.style, noise)


def on_ground(layers: Float[Tensor, "n 4 s s"], grounds: Float[Tensor, "n 3 h w"]) -> Float[Tensor, "n 3 h w"]:
    """Each layer alone on its ground, where the judge looks for it."""
    rows = torch.arange(len(layers))
    maps = transforms([POSE] * len(layers))
    return compose(grounds, layers, rows, torch.zeros_like(rows), maps).clamp(0, 1)


def plain_grounds(count: int, size: int, random: torch.Generator) -> Float[Tensor, "n 3 size size"]:
    """Grounds without any place, by day."""
    return paint_backdrops(torch.full((count,), PLAIN), torch.zeros(count, dtype=torch.long), size, random)


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


def _memorising(artist: Artist, facts: Facts, random: torch.Generator) -> dict:
    """Drawings of held-out pairs beside the nearest drawing that training shows, by root mean square of pixels.

    A generator that only remembers would draw something nearer to a training drawing than to the true drawing of
    what was asked for. Compared on a grey ground, at AUDIT pixels a side, noise 0.
    """
    noise = torch.zeros(len(facts.thing), NOISE_DIM)
    drawn, true = _flat(artist.drawn(facts, noise)), _flat(artist.true(facts, noise))
    shown = torch.cartesian_prod(torch.arange(len(OBJECTS)), torch.arange(len(COLOURS)), torch.arange(len(STYLES)))
    held_out = {(index("object", a), index("colour", b)) for a, b in held_out_pairs("colour")}
    shown = shown[torch.tensor([(thing, colour) not in held_out for thing, colour, _ in shown.tolist()])]
    known = Facts(*shown.unbind(1))
    chunks = torch.arange(len(shown)).split(256)
    training = torch.cat([_flat(artist.true(known.take(few), torch.zeros(len(few), NOISE_DIM))) for few in chunks])
    nearest, which = root_mean_square(drawn, training).min(1)
    own = (drawn - true).square().mean(1).sqrt()
    same = (shown[which][:, [0, 2]] == facts.rows()[:, [0, 2]]).all(1)
    return {
        "to_nearest_training_drawing": nearest.median().item(),
        "to_own_true_drawing": own.median().item(),
        "true_to_nearest_training_drawing": root_mean_square(true, training).min(1).values.median().item(),
        "nearer_to_training_than_to_true": (nearest < own).float().mean().item(),
        "nearest_is_same_object_and_style": same.float().mean().item(),
        "n": len(drawn),
        "training_drawings": len(training),
    }


def _flat(layers: Float[Tensor, "n 4 s s"]) -> Float[Tensor, "n p"]:
    grey = torch.full_like(layers[:, :3], 0.6)
    return interpolate(alpha_over(layers, grey), size=(AUDIT, AUDIT), mode="area").flatten(1)
