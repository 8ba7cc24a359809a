"""Words to pictures: requests for held-out scenes, drawn by our painter, judged; true renders beside them."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor
from torchvision.transforms.functional import to_tensor
from tqdm import tqdm

from evaluation.cases import Case, Options, cases, layouts, true_pictures
from evaluation.distance import distances, r_precision, spread, told_apart
from evaluation.facts import Shares
from evaluation.judge import Judge, Judged, likeness, strangers, verdict
from img2txt.recognise import fitted
from img2txt.view import View
from language.captions import request
from models.weights import fingerprint
from rendering.sprites import atlas
from txt2img.draw import TuwenPainter
from txt2img.picture import Picture
from understanding.understand import Understanding
from world.plan import MOST_SEED
from world.vocabulary import LANGUAGES

CANDIDATES = 4
AMONG = 100  # scenes, of which the right one is to be found


@dataclass(frozen=True)
class Drawn:
    """What came of one request."""

    text: str
    best: Picture
    sample: Picture  # the first seed's, wherever it was ranked
    all: tuple[Picture, ...]
    seconds: float


def report(options: Options) -> dict:
    """Each fact's accuracy for one sample and for the best of four, distances, diversity, milliseconds."""
    sprites = atlas(128).to(options.device)
    judge = Judge(options.judge, options.device)
    painter = TuwenPainter(options.weights, options.device)
    tests = cases(options.n, options.seed, painter.draws)
    answers = draw_all(painter, Understanding(options.weights), tests, options.seed)
    kept = [i for i, answer in enumerate(answers) if answer is not None]
    made = [answer for answer in answers if answer is not None]
    if len(made) < 2:
        return {"weights": painter.weights, "judge": judge.weights, "n": len(tests), "nothing_drawn": len(tests)}
    one = judge.look(pixels([answer.sample for answer in made], judge.size))
    best = judge.look(pixels([answer.best for answer in made], judge.size))
    everything = judge.look(pixels([picture for answer in made for picture in answer.all], judge.size))
    pasted = judge.look(fitted(paste(painter, [answer.sample for answer in made]), judge.size))
    plans = [layouts(tests, options.seed + number) for number in range(CANDIDATES)]
    true = [
        judge.look(true_pictures(few, sprites, judge.size, n + options.seed, over=2, finished=True))
        for n, few in enumerate(plans)
    ]
    chosen = [tests[i] for i in kept]
    true_features = torch.stack([judged.features[kept] for judged in true], 1)
    return {
        "weights": painter.weights,
        "judge": judge.weights,
        "judge_is_independent": judge.weights != fingerprint(painter.eye.folders),  # False: it ranked what it judges
        "n": len(tests),
        "nothing_drawn": len(tests) - len(made),
        "one_sample": accuracy(tests, _of_all(one, kept, len(tests))),
        f"best_of_{CANDIDATES}": accuracy(tests, _of_all(best, kept, len(tests))),
        "true_renders": accuracy(tests, true[0].views),
        f"r_precision_1_of_{min(AMONG, len(tests))}": {
            "one_sample": _r_precision(chosen, one, options.seed),
            f"best_of_{CANDIDATES}": _r_precision(chosen, best, options.seed),
            "true_renders": _r_precision(tests, true[0], options.seed),
        },
        "distance_of_one_sample": distances(one.features, true_features[:, 1], true_features[:, 0]),
        "told_from_true": {
            "one_sample": told_apart(one.features, true_features[:, 0]),
            "pasted": told_apart(pasted.features, true_features[:, 0]),
            "other_true_renders": told_apart(true_features[:, 1], true_features[:, 0]),
        },
        "diversity": {
            "drawn": spread(everything.features.unflatten(0, (-1, CANDIDATES))),
            "true": spread(true_features),
            "variants": CANDIDATES,
        },
        f"milliseconds_for_{CANDIDATES}_p50": 1000 * statistics.median(answer.seconds for answer in made),
    }


def draw_all(painter: TuwenPainter, reading: Understanding, tests: Sequence[Case], seed: int) -> list[Drawn | None]:
    """Every case asked for in its language and drawn; None where nothing drawable was understood."""
    turns = enumerate(tqdm(tests, unit="request", leave=False, disable=None))
    return [draw_one(painter, reading, case, seed, number) for number, case in turns]


def draw_one(painter: TuwenPainter, reading: Understanding, case: Case, seed: int, number: int) -> Drawn | None:
    """One request as somebody would type it, and its candidates."""
    text = request(case.scene, case.language, Random(f"{seed} {number}"))
    first = Random(f"drawing {seed} {number}").randrange(MOST_SEED - CANDIDATES)
    started = time.perf_counter()
    scene = reading.scene(text)
    if not scene.drawable:
        return None
    pictures = painter.draw(scene, language=case.language, count=CANDIDATES, seed=first)
    seconds = time.perf_counter() - started
    sample = next(picture for picture in pictures if picture.seed == first)
    return Drawn(text, pictures[0], sample, tuple(pictures), seconds)


def pixels(pictures: Sequence[Picture], size: int) -> Float[Tensor, "n 3 size size"]:
    """Finished pictures in [0, 1] at the size of the judge."""
    return torch.cat([fitted(to_tensor(picture.image).unsqueeze(0), size) for picture in pictures])


def paste(painter: TuwenPainter, pictures: Sequence[Picture]) -> Float[Tensor, "n 3 s s"]:
    """The same plans with their drawings laid on the ground as they are: no shadow, no weather, nothing refined."""
    return torch.cat([painter.brushes.paint([picture.plan], finished=False) for picture in pictures]).cpu()


def _of_all(judged: Judged, kept: Sequence[int], count: int) -> list[View | None]:
    """The views of the cases that were drawn, None for the others."""
    views: list[View | None] = [None] * count
    for i, view in zip(kept, judged.views, strict=True):
        views[i] = view
    return views


def accuracy(tests: Sequence[Case], views: Sequence[View | None]) -> dict:
    """The share of facts said that the judge sees, in all and by language; nothing drawn has nothing right.

    `nothing_else`: the share of pictures without a kind of thing that nobody asked for.
    """
    shares = {name: Shares() for name in ("both", *LANGUAGES)}
    clean = []
    for case, view in zip(tests, views, strict=True):
        checks = verdict(case.scene, view)
        clean.append(view is not None and strangers(case.scene, view) == 0)
        for name in ("both", case.language):
            shares[name].add(checks)
    return {
        "facts": shares["both"].scores(),
        "all_right": shares["both"].of("all"),
        **{f"all_right_{language}": shares[language].of("all") for language in LANGUAGES},
        "nothing_else": sum(clean) / max(len(clean), 1),
    }


def _r_precision(tests: Sequence[Case], judged: Judged, seed: int) -> float | None:
    """The share of pictures that the judge finds likelier for their own scene than for any of 99 other test scenes."""
    rng = Random(seed)
    rows = []
    for i, (case, view) in enumerate(zip(tests, judged.views, strict=True)):
        others = [other.scene for number, other in enumerate(tests) if number != i and other.scene != case.scene]
        chosen = rng.sample(others, min(AMONG - 1, len(others)))
        rows.append([likeness(scene, view) for scene in (case.scene, *chosen)])
    return r_precision(torch.tensor(rows)) if rows and len(rows[0]) > 1 else None
