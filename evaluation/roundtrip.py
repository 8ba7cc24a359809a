"""Words to a picture and back: what was asked for, drawn, then described by our own recogniser and captioner."""

from collections.abc import Callable, Sequence

from tqdm import tqdm

from evaluation.cases import Case, Options, cases
from evaluation.describe import read_facts
from evaluation.draw import CANDIDATES, draw_one
from evaluation.facts import Account, Shares, account, found, without_vague
from img2txt.describe import TuwenDescriber
from rendering.shown import sayable
from txt2img.draw import TuwenPainter
from understanding.understand import Understanding
from world.gist import Gist
from world.vocabulary import LANGUAGES


def report(options: Options) -> dict:
    """The share of facts that come back; by networks that rank the drawings too, so no judgement of their quality."""
    painter = TuwenPainter(options.weights, options.device)
    describer = TuwenDescriber(options.weights, options.device)
    tests = cases(options.n, options.seed, painter.draws)
    reading = Understanding(options.weights)
    told, captions = _go_round(painter, reading, describer, tests, options.seed)
    read = read_facts(reading, captions)
    return {
        "painter": painter.weights,
        "describer": describer.weights,
        "n": len(tests),
        "candidates": CANDIDATES,
        "recogniser": {name: came_back(tests, told, name, without_vague) for name in ("both", *LANGUAGES)},
        "captioner": {name: came_back(tests, read, name, told_in_words) for name in ("both", *LANGUAGES)},
        "examples": [
            {"said": [fact.value for fact in case.scene.facts()], "described": caption}
            for case, caption in list(zip(tests, captions, strict=True))[:6]
        ],
    }


def _go_round(
    painter: TuwenPainter, reading: Understanding, describer: TuwenDescriber, tests: Sequence[Case], seed: int
) -> tuple[list[Account], list[str]]:
    """What the recogniser and the captioner tell of the best drawing of each case; nothing where nothing was drawn."""
    told, captions = [], []
    for number, case in enumerate(tqdm(tests, unit="request", leave=False, disable=None)):
        drawn = draw_one(painter, reading, case, seed, number)
        description = describer.describe(drawn.best.image, case.language) if drawn else None
        told.append(account(description.facts) if description else Account())
        captions.append(description.caption if description else "")
    return told, captions


def came_back(tests: Sequence[Case], told: Sequence[Account], language: str, part: Callable[[Gist], Gist]) -> dict:
    """The share of the facts of each scene's `part` that were told again; language `both`, en or zh."""
    shares = Shares()
    for case, back in zip(tests, told, strict=True):
        if language in ("both", case.language):
            shares.add(found(account(part(case.scene).facts()), back))
    return {"facts": shares.scores(), "all_right": shares.of("all")}


def told_in_words(scene: Gist) -> Gist:
    """The scene as far as a caption tells of one, without the relation that many pictures could be given."""
    return without_vague(sayable(scene))
