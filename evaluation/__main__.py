"""Measure Tuwen on held-out scenes: `python -m evaluation draw --n 200 --json`.

Every scene holds a combination (object with colour, action or place) that training never shows; half are spoken of
in English, half in Chinese. What is drawn is judged by a recogniser that takes no part in training or ranking, and its
own accuracy on true renders stands beside every figure that it gives.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evaluation import corrections, describe, dialogue, draw, geneval, layers, learning, photos, read, roundtrip
from evaluation.cases import JUDGE, WEIGHTS, Options
from evaluation.table import lines, rounded
from evaluation.wording import MissingTool
from models.backbone import BackboneError
from models.weights import WeightsError
from rendering.art import ArtError
from world.terminal import as_json, speak_anywhere


@dataclass(frozen=True)
class Command:
    """One measurement: what makes it, how many of what it takes by default."""

    report: Callable[[Options], dict]
    n: int
    of: str
    help: str


COMMANDS = {
    "describe": Command(
        describe.report,
        400,
        "scenes",
        "true renders described by recogniser and captioner: precision, recall, F1 of each fact; BLEU-4, ROUGE-L, "
        "CIDEr-D; facts of captions read back; objects of an art set never seen; milliseconds",
    ),
    "layers": Command(
        layers.report,
        600,
        "drawings of pairs that are not held out; all held-out pairs come on top",
        "single drawings judged: object, colour, style; KID and Fréchet distance in the judge's features; diversity; "
        "memorising",
    ),
    "draw": Command(
        draw.report,
        200,
        "scenes",
        "requests drawn and judged: each fact, all facts for one sample and the best of four; KID and Fréchet "
        "distance in the judge's features; diversity; milliseconds",
    ),
    "roundtrip": Command(
        roundtrip.report,
        100,
        "scenes",
        "requests drawn, then described by our own recogniser and captioner: which facts come back",
    ),
    "geneval": Command(
        geneval.report,
        100,
        "prompts of each task at most",
        "GenEval's six tasks over COCO's 80 things, judged: single things, two, counting, colours, position, a colour "
        "each; unknown things count as wrong",
    ),
    "dialogue": Command(
        dialogue.report,
        200,
        "dialogues",
        "scripted dialogues: whether each turn changes what was asked, and whether the rest stays as it was",
    ),
    "learning": Command(
        learning.report,
        150,
        "answers that are rated; half as many more are served",
        "simulated people rate candidates: whether what is learnt from them serves them better, keeps the facts, and "
        "is refused where ratings mean nothing",
    ),
    "corrections": Command(
        corrections.report,
        60,
        "pictures that are corrected of each kind; half as many new ones are looked at",
        "simulated people correct what a thing is called and what a drawing of their own shows: whether new captions "
        "say it and new drawings are named right, at no cost of facts, and whether it can be taken back",
    ),
    "photos": Command(
        photos.report,
        40,
        "foreign pictures",
        "photographs labelled by eye: things found and told, main thing, nothing invented; drawings of other worlds "
        "told with certainty; seconds",
    ),
    "read": Command(
        read.report,
        500,
        "requests in each language",
        "the reader alone: requests of the grammar, and evaluation/wordings.jsonl, read exactly and fact by fact",
    ),
}


def main() -> int:
    speak_anywhere()
    arguments = _arguments()
    command = COMMANDS[arguments.command]
    sheet = getattr(arguments, "sheet", None)
    options = Options(arguments.n, arguments.seed, arguments.weights, arguments.judge, arguments.device, sheet)
    started = time.perf_counter()
    try:
        measured = command.report(options)
    except (ArtError, WeightsError, BackboneError, MissingTool) as error:
        print(error, file=sys.stderr)
        return 1
    seconds = round(time.perf_counter() - started, 1)
    measured = {"command": arguments.command, "n": options.n, "seed": options.seed, "seconds": seconds} | measured
    print(as_json(rounded(measured)) if arguments.json else "\n".join(lines(measured)))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help)
        own.add_argument("--n", type=_at_least_two, default=command.n, help=f"{command.of} (default {command.n})")
        own.add_argument("--seed", type=int, default=0, help="of scenes, words and noise (default 0)")
        own.add_argument("--json", action="store_true", help="one JSON object")
        own.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of the networks that are measured")
        own.add_argument("--judge", type=Path, default=JUDGE, help="the folder of the judge's encoder and recogniser")
        own.add_argument("--device", default="cpu")
        if name == "layers":
            own.add_argument("--sheet", type=Path, help="PNGs of drawings above the nearest ones that training shows")
    return parser.parse_args()


def _at_least_two(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r}; give a whole number from 2 on")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
