"""Learn from ratings: `python -m training.finetune export --what ranker` makes a version and says whether it is better.

The folder is what `python -m storage export` wrote. The ranker learns from thumbs, stars and choices, the recogniser
from corrected facts, the captioner from corrected captions. Nothing is served before `python -m training.versions
promote`.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from img2txt.match import Scales
from img2txt.recognise import Eye
from models import weights
from models.device import UnknownDevice, checked_device
from models.versions import NETWORKS, PAGE, REPORT, Versions
from models.weights import HISTORY, WeightsError, fingerprint
from rendering.art import ArtError
from rendering.sprites import PACK
from storage.places import default_data_dir
from training import lesson_gate
from training.exported import RatingsError
from training.lesson_gate import LessonVerdict
from training.promotion import Verdict, judge, refuse_few
from training.ratings import Ratings, look_at, read_export
from training.relearn import relearn
from training.report import page, sentences
from training.run import WEIGHTS
from training.taste import STEPS, Taught, learn
from txt2img.taste import RANKER, groups, seen_by
from world.terminal import as_json, speak_anywhere

CARD = """# Ranker, learnt from ratings

{heads} linear heads on {features} features (score, look, the matcher's embedding, what the eye saw), from {pairs}
pairs in {prompts} prompts (export {sha256}). {said}
It orders candidates that show equally many facts; see docs/learning.md.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the new version may be promoted, 2 where it is no better, 1 where nothing could be learnt."""
    speak_anywhere()
    options = _options(arguments)
    try:
        name, verdict, skipped = _learnt(options)
    except (RatingsError, WeightsError, ArtError, UnknownDevice, OSError) as error:
        print(f"finetune: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(as_json({"version": name, **verdict.to_json(), "skipped": list(skipped)}, indent=2))
    else:
        told = sentences(verdict) if isinstance(verdict, Verdict) else lesson_gate.sentences(verdict)
        print("\n".join([*skipped, *told, _next(name, verdict, options.what)]))
    return 0 if verdict.promotable else 2


def _learnt(options: argparse.Namespace) -> tuple[str, Verdict | LessonVerdict, tuple[str, ...]]:
    data, device = options.data_dir / "versions", str(checked_device(options.device))
    how = {"networks": options.weights, "device": device, "seed": options.seed}
    if options.what == RANKER:
        name, verdict, ratings = finetune(options.folder, Versions(data / RANKER), steps=options.steps or STEPS, **how)
        return name, verdict, ratings.skipped
    return relearn(options.what, options.folder, data, sprites=options.sprites, steps=options.steps, **how)


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
    verdict = judge(ratings, taught.worth, seed)
    name = _keep(versions, run, ratings, taught, verdict)
    shutil.rmtree(run)
    return name, verdict, ratings


def _keep(versions: Versions, run: Path, ratings: Ratings, taught: Taught, verdict: Verdict) -> str:
    """Write the version beside its place, then put it there as a whole."""
    made, config = run / "version", taught.ranker.config
    said = f"{verdict.reason[0].upper()}{verdict.reason[1:]}."
    card = CARD.format(heads=config.heads, features=config.features, pairs=len(ratings.pairs), said=said,
                       prompts=ratings.prompts_with_pairs, sha256=ratings.sha256[:12])  # fmt: skip
    weights.save(made, taught.ranker, config, card)
    shutil.copyfile(run / "all" / HISTORY, made / HISTORY)
    mark = fingerprint([made])
    name = versions.new_name(mark)
    about = {
        "version": name,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "export": ratings.sha256,
        "exported": ratings.exported,
        "candidates": len(ratings.candidates),
        "skipped": len(ratings.skipped),
    }
    (made / REPORT).write_text(as_json(about | verdict.to_json(), indent=2) + "\n", encoding="utf-8")
    (made / PAGE).write_text(page(about, verdict, ratings, taught.worth.tolist()), encoding="utf-8")
    return versions.add(made, mark)


def _next(name: str, verdict: Verdict | LessonVerdict, what: str) -> str:
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
