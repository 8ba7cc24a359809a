"""What each part of the recogniser's recipe brings: `python -m evaluation.ablation --steps 600`.

Every run starts from the ImageNet weights with the same seed and sees as many pictures; one part is left out of each.
Measured on held-out scenes and on the art set that nobody was shown. Runs that are there already are not repeated.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from evaluation.cases import BATCH, Options, cases, layouts, true_pictures
from evaluation.describe import recognised
from evaluation.facts import account, shown
from evaluation.strangers import line_art
from evaluation.table import lines, rounded
from img2txt.facts import seen_facts
from img2txt.recognise import Eye
from rendering.sprites import atlas
from training.recipe import NOTHING
from world.terminal import speak_anywhere

RUNS = Path("runs/ablation")
TOLD = ("object", "colour", "count", "action", "size", "style", "place")


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--size", type=int, default=144, help="pixels a side of the pictures, a multiple of 48")
    parser.add_argument("--n", type=int, default=1000, help="held-out scenes")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    table = {}
    for without in (None, *NOTHING):
        weights = RUNS / f"{arguments.steps} steps of {arguments.size} px" / (without or "all")
        if not (weights / "recogniser").exists():
            learn(without, weights, arguments.steps, arguments.size)
        table[f"without {without}" if without else "all"] = measured(weights, arguments.n)
    print(json.dumps(rounded(table)) if arguments.json else "\n".join(lines(table)))


def learn(without: str | None, weights: Path, steps: int, size: int) -> None:
    """One run of the training script, from nothing but the ImageNet weights."""
    left_out = ["--without", without] if without else []
    command = [sys.executable, "-m", "training.encoder", "--steps", str(steps), "--size", str(size), *left_out]
    folders = ["--start", str(RUNS / "nothing"), "--run", str(weights / "run"), "--out", str(weights)]
    subprocess.run([*command, *folders], check=True)


def measured(weights: Path, n: int, seed: int = 0) -> dict[str, float]:
    """F1 of each fact on held-out scenes, how many are right in all, and F1 of objects in unseen art."""
    eye, tests = Eye(weights), cases(n, seed)
    plans = layouts(tests, seed)
    told = []
    for batch in true_pictures(plans, atlas(64), eye.size, seed).split(BATCH):
        told += [account(seen_facts(view)) for view in eye.look(batch)[0]]
    scores = recognised(told, [shown(plan) for plan in plans])
    of_facts = {name: scores["facts"][name]["f1"] for name in TOLD}
    lines_of = line_art(eye, Options(n=n, seed=seed))
    return {**of_facts, "all right but style": scores["all_right_but_style"], "unseen art, object": lines_of["f1"]}


if __name__ == "__main__":
    main()
