"""Learn from ratings: `python -m training.finetune export --what ranker` makes a version and says whether it is better.

The folder is what `python -m storage export` wrote. The ranker and the painter learn from thumbs, stars and choices,
the recogniser from corrected facts, the captioner from corrected captions. Nothing is served before
`python -m training.versions promote`.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from img2txt.match import Scales
from img2txt.recognise import Eye
from models.device import UnknownDevice, checked_device
from models.versions import NETWORKS, Versions
from models.weights import WeightsError
from rendering.art import ArtError
from rendering.sprites import PACK
from storage.places import default_data_dir
from training.exported import RatingsError
from training.keeping import Made, keep
from training.promotion import first_of_answers, judge, refuse_few
from training.ratings import Ratings, look_at, read_export
from training.relearn import relearn
from training.repaint import repaint
from training.report import Shown
from training.run import WEIGHTS
from training.taste import STEPS, learn
from training.verdict import Verdict, sentences
from txt2img.hand import PAINTER
from txt2img.taste import RANKER, groups, seen_by
from world.terminal import as_json, speak_anywhere

LOCK = ".learning.lock"  # held while something learns: one at a time
CARD = """# Ranker, learnt from ratings

{heads} linear heads on {features} features (score, look, the matcher's embedding, what the eye saw), from {pairs}
pairs in {prompts} prompts (export {sha256}). {{said}}
It orders candidates that show equally many facts; see docs/learning.md.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the new version may be promoted, 2 where it is no better, 1 where nothing could be learnt."""
    speak_anywhere()
    options = _options(arguments)
    try:
        name, verdict, skipped = learnt(
            options.what, options.folder, options.data_dir, networks=options.weights, device=options.device,
            seed=options.seed, steps=options.steps, sprites=options.sprites,
        )  # fmt: skip
    except (RatingsError, WeightsError, ArtError, UnknownDevice, OSError) as error:
        print(f"finetune: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(as_json({"version": name, **verdict.to_json(), "skipped": list(skipped)}, indent=2))
    else:
        print("\n".join([*skipped, *sentences(verdict), _next(name, verdict, options.what)]))
    return 0 if verdict.promotable else 2


def learnt(
    what: str, export: Path, data_dir: Path, *, networks: Path = WEIGHTS, device: str = "cpu", seed: int = 0,
    steps: int | None = None, sprites: Path = PACK,
) -> tuple[str, Verdict, tuple[str, ...]]:  # fmt: skip
    """A new version of a network in a data folder, its verdict, and a sentence for all that was left out.

    RatingsError where there is too little to learn from, or where something learns already.
    """
    data, device = data_dir / "versions", str(checked_device(device))
    data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data / LOCK, blocking=False):
            if what == RANKER:
                ranker = finetune(export, Versions(data / RANKER), networks=networks, device=device, seed=seed,
                                  steps=steps or STEPS)  # fmt: skip
                return ranker[0], ranker[1], ranker[2].skipped
            if what == PAINTER:
                return repaint(export, Versions(data / PAINTER), networks=networks, sprites=sprites, seed=seed,
                               steps=steps)  # fmt: skip
            return relearn(what, export, data, networks=networks, sprites=sprites, device=device, seed=seed,
                           steps=steps)  # fmt: skip
    except Timeout:
        raise RatingsError("learns_already", folder=data) from None


def finetune(
    export: Path, versions: Versions, *, networks: Path = WEIGHTS, device: str = "cpu", seed: int = 0,
    steps: int = STEPS,
) -> tuple[str, Verdict, Ratings]:  # fmt: skip
    """A new version with its report; RatingsError where there is too little to learn from.

    What was done stays in a folder of its own until the version is whole, so the same call goes on after a stop.
    """
    ratings = read_export(export)
    refuse_few(ratings)
    eye, scales = Eye(networks, device), Scales(networks, device)
    seen = seen_by(eye, scales)
    run = versions.folder / f".making-{ratings.sha256[:12]}-{seen}-{seed}"
    features = look_at(ratings, eye, scales, run / "seen.safetensors")
    taught = learn(ratings, features, run, groups=groups(scales), seen_by=seen, seed=seed, steps=steps)
    verdict, worth = judge(ratings, taught.worth, seed), taught.worth.tolist()
    config, firsts = taught.ranker.config, first_of_answers(ratings, worth)
    other = [pair for pair in firsts if pair[0] != pair[1]]
    made = Made(
        network=taught.ranker,
        config=config,
        card=CARD.format(heads=config.heads, features=config.features, pairs=len(ratings.pairs),
                         prompts=ratings.prompts_with_pairs, sha256=ratings.sha256[:12]),
        history=run / "all",
        verdict=verdict,
        shown=[Shown(tuple(ratings.candidates[row].file for row in pair)) for pair in other],
        about={"export": ratings.sha256, "exported": ratings.exported, "candidates": len(ratings.candidates),
               "skipped": len(ratings.skipped)},
        notes={"answers": len(firsts), "changed": len(other)},
    )  # fmt: skip
    name = keep(RANKER, versions, run, made)
    shutil.rmtree(run)
    return name, verdict, ratings


def _next(name: str, verdict: Verdict, what: str) -> str:
    if verdict.promotable:
        return f"version {name} may be promoted: python -m training.versions promote {name} --what {what}"
    return f"version {name} is kept with its report and not served"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.finetune", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="what `python -m storage export` wrote")
    parser.add_argument("--what", choices=NETWORKS, default=RANKER, help="which network learns (%(default)s)")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where versions lie (%(default)s)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the networks that look (%(default)s)")
    parser.add_argument("--sprites", type=Path, default=PACK, help="the art of true renders (what `make data` wrote)")
    parser.add_argument("--steps", type=int, help="of the optimiser (a few hundred, by the network)")
    parser.add_argument("--seed", type=int, default=0, help="of folds and samples (%(default)s)")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
