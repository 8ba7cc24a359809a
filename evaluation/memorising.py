"""The memorising audit: are drawings nearer to what training showed than two art sets are to each other?"""

from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import interpolate
from torchvision.utils import make_grid, save_image

from evaluation.artist import Artist, Facts, on_ground, plain_grounds
from evaluation.distance import root_mean_square
from evaluation.judge import Judge
from models.layer_generator import shares_by_row
from rendering.compose import alpha_over
from rendering.drawings import NOISE_DIM
from world.heldout import held_out_pairs
from world.vocabulary import COLOURS, NATURAL, OBJECTS, STYLES, index

SIDE = 32  # pixels in which drawings are compared
AT_ONCE = 256
BLENDS = 120  # "half cat, half owl", of random things
SHOWN = 24  # drawings on the sheet


def memorising(artist: Artist, judge: Judge, held_out: Facts, random: torch.Generator, sheet: Path | None) -> dict:
    """Drawings of held-out pairs and of blends beside the nearest drawing that training shows, on a grey ground.

    In pixels: root mean square at SIDE pixels a side, among every training drawing without noise. In the judge's
    features: among every sprite as it is, on plain paper. A drawing counts as a copy where it is nearer to one of them
    than the two closest art sets are to each other in drawing that thing.
    """
    known = training_facts()
    still = torch.zeros(len(known.thing), NOISE_DIM)
    training = torch.cat([flat(artist.true(known.take(few), still[few])) for few in rows(len(known.thing))])
    sprites = known.take((known.colour == index("colour", NATURAL)).nonzero()[:, 0])
    seen = features(artist.true(sprites, torch.zeros(len(sprites.thing), NOISE_DIM)), judge, random)
    own, other = blends(held_out, random)
    drawn = artist.drawn(held_out, torch.zeros(len(held_out.thing), NOISE_DIM))
    mixed = blended(artist, own, other)
    asked = artist.true(held_out, torch.zeros(len(held_out.thing), NOISE_DIM))
    apart = {
        "pixels": closest_sets(training, known) / training.shape[1] ** 0.5,
        "features": closest_sets(seen, sprites),
    }
    report: dict = {"training_drawings": len(training), "sprites": len(seen)}
    for name, layers, facts in (("recoloured", drawn, held_out), ("true", asked, held_out), ("blended", mixed, own)):
        near = {
            "pixels": root_mean_square(flat(layers), training).min(1),
            "features": torch.cdist(features(layers, judge, random), seen).min(1),
        }
        report[name] = {"n": len(layers)} | {
            f"copies_by_{how}": (found.values < apart[how][facts.thing]).float().mean().item()
            for how, found in near.items()
        }
        if sheet is not None and name != "true":
            save_sheet(
                layers, artist.true(known.take(near["pixels"].indices), still[near["pixels"].indices]), sheet, name
            )
    return report | {"recoloured": report["recoloured"] | beside_true(artist, held_out, drawn, training, known)}


def training_facts() -> Facts:
    """Every thing in every colour and style that training shows."""
    every = torch.cartesian_prod(torch.arange(len(OBJECTS)), torch.arange(len(COLOURS)), torch.arange(len(STYLES)))
    held_out = {(index("object", a), index("colour", b)) for a, b in held_out_pairs("colour")}
    shown = torch.tensor([(thing, colour) not in held_out for thing, colour, _ in every.tolist()])
    return Facts(*every[shown].unbind(1))


def closest_sets(drawings: Float[Tensor, "n d"], facts: Facts) -> Float[Tensor, "what"]:
    """For every thing the least Euclidean distance of two art sets' drawings of it in its natural colours."""
    natural = (facts.colour == index("colour", NATURAL)).nonzero()[:, 0]
    sets = drawings[natural].unflatten(0, (len(OBJECTS), len(STYLES)))
    between = torch.cdist(sets, sets).masked_fill(torch.eye(len(STYLES), dtype=torch.bool), torch.inf)
    return between.amin((1, 2))


def blends(held_out: Facts, random: torch.Generator) -> tuple[Facts, Facts]:
    """Pairs of different things of one style, in natural colours, to be mixed half and half."""
    things = held_out.thing.unique()
    own, other = things[torch.randint(len(things), (2, 4 * BLENDS), generator=random)]
    differ = (own != other).nonzero()[:BLENDS, 0]
    style = torch.randint(len(STYLES), (len(differ),), generator=random)
    colour = torch.full_like(style, index("colour", NATURAL))
    return Facts(own[differ], colour, style), Facts(other[differ], colour, style)


@torch.no_grad()
def blended(artist: Artist, own: Facts, other: Facts) -> Float[Tensor, "n 4 s s"]:
    """Drawings half one thing, half another, as `txt2img` draws them."""
    generator = artist.generator
    noise = torch.zeros(len(own.thing), NOISE_DIM, device=artist.device)
    here, there = (
        generator.mixed(generator.content(*facts.rows().to(artist.device).unbind(1)), noise) for facts in (own, other)
    )
    told = torch.lerp(here[..., None], there[..., None], torch.tensor(shares_by_row(0.5), device=artist.device))
    return torch.cat([generator.paint([told[few]] * generator.levels).cpu() for few in rows(len(here))])


def beside_true(artist: Artist, facts: Facts, drawn: Tensor, training: Tensor, known: Facts) -> dict[str, float]:
    """A generator that only remembers would draw something nearer to training than to the true drawing asked for."""
    noise = torch.zeros(len(facts.thing), NOISE_DIM)
    flat_drawn, flat_true = flat(drawn), flat(artist.true(facts, noise))
    nearest, which = root_mean_square(flat_drawn, training).min(1)
    own = (flat_drawn - flat_true).square().mean(1).sqrt()
    same = (known.rows()[which][:, [0, 2]] == facts.rows()[:, [0, 2]]).all(1)
    return {
        "to_nearest_training_drawing": nearest.median().item(),
        "to_own_true_drawing": own.median().item(),
        "true_to_nearest_training_drawing": root_mean_square(flat_true, training).min(1).values.median().item(),
        "nearer_to_training_than_to_true": (nearest < own).float().mean().item(),
        "nearest_is_same_object_and_style": same.float().mean().item(),
    }


def features(layers: Float[Tensor, "n 4 s s"], judge: Judge, random: torch.Generator) -> Float[Tensor, "n d"]:
    """The judge's features of drawings on plain grounds that are all alike."""
    ground = plain_grounds(1, judge.size, random).mean((2, 3), keepdim=True).expand(-1, -1, judge.size, judge.size)
    few = [layers[some] for some in rows(len(layers))]
    return torch.cat([judge.look(on_ground(some, ground.expand(len(some), -1, -1, -1))).features for some in few])


def flat(layers: Float[Tensor, "n 4 s s"]) -> Float[Tensor, "n p"]:
    """Drawings on grey, small, as rows of numbers."""
    grey = torch.full_like(layers[:, :3], 0.6)
    return interpolate(alpha_over(layers, grey), size=(SIDE, SIDE), mode="area").flatten(1)


def rows(count: int) -> tuple[Tensor, ...]:
    return torch.arange(count).split(AT_ONCE)


def save_sheet(drawn: Tensor, nearest: Tensor, path: Path, name: str) -> None:
    """Drawings, and under each the nearest training drawing in pixels; evenly spread over all."""
    some = torch.linspace(0, len(drawn) - 1, SHOWN).long()
    pairs = torch.stack([drawn[some].unflatten(0, (2, -1)), nearest[some].unflatten(0, (2, -1))], 1).flatten(0, 2)
    grid = make_grid(pairs[:, :3] + 0.85 * (1 - pairs[:, 3:]), nrow=SHOWN // 2, padding=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_image(grid, path.with_stem(f"{path.stem}-{name}"))
