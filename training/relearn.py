"""From an export to a version of the recogniser or the captioner that learnt from corrections, with its report."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from img2txt.caption import CAPTIONER, WORDS, Narrator, made_for
from img2txt.describe import RECOGNISER, served_recogniser
from img2txt.recognise import Eye
from models.versions import Versions
from models.weights import fingerprint
from training import own_art, own_words
from training.drawings import drawings
from training.keeping import Made, keep
from training.lessons import Lessons, read_lessons
from training.proofs import Proof, judge, shown
from training.verdict import Verdict
from world.terminal import as_json

CARD = """# {name}, learnt from corrections

{learnt} from {count} corrected pictures (export {sha256}), replayed with true renders. {{said}}
It is used by the describer while it is promoted; see docs/learning.md.
"""


@dataclass(frozen=True)
class Relearnt:
    """What was learnt, and how that was found to be."""

    network: nn.Module
    config: Any
    run: Path  # where its history lies
    proofs: list[Proof]
    verdict: Verdict
    made_for: str
    words: dict[str, str]  # what people call things, with the usual names


def relearn(
    what: str, export: Path, data: Path, *, networks: Path, sprites: Path, device: str, seed: int, steps: int | None
) -> tuple[str, Verdict, tuple[str, ...]]:
    """A new version below `data`, its verdict, and what was left out; RatingsError where there is too little.

    What was done stays in a folder of its own until the version is whole, so the same call goes on after a stop.
    """
    lessons = read_lessons(export)
    skipped = list(lessons.skipped)
    versions = Versions(data / what)
    learner = {RECOGNISER: _recogniser, CAPTIONER: _captioner}[what]
    mark = fingerprint([networks / name for name in ("encoder", "recogniser", "captioner", "tokenizer")])
    run = versions.folder / f".making-{lessons.sha256[:12]}-{mark}-{seed}"
    made = learner(lessons, run, data, networks, sprites, device, seed, steps, skipped)
    name = keep(what, versions, run, _made(what, lessons, made, len(skipped)))
    shutil.rmtree(run)
    return name, made.verdict, tuple(skipped)


def _recogniser(
    lessons: Lessons, run: Path, data: Path, networks: Path, sprites: Path, device: str, seed: int, steps: int | None,
    skipped: list[str],
) -> Relearnt:  # fmt: skip
    eye = Eye(networks, device)
    found = drawings(eye, lessons.lessons, skipped)
    made = own_art.material(eye, found, sprites, seed)
    network, proofs = own_art.learn(eye, made, run, seed=seed, steps=steps or own_art.STEPS)
    verdict = judge(proofs, own_art.guards(eye, network, sprites), seed)
    return Relearnt(network, network.config, run / "all", proofs, verdict, fingerprint(eye.folders[:1]), {})


def _captioner(
    lessons: Lessons, run: Path, data: Path, networks: Path, sprites: Path, device: str, seed: int, steps: int | None,
    skipped: list[str],
) -> Relearnt:  # fmt: skip
    """It is told what the eye in use sees, which may have learnt from corrections, too."""
    shipped, narrator = Eye(networks, device), Narrator(networks, device)
    served = served_recogniser(data, shipped).learnt()
    eye = shipped if served is None else shipped.through(served.network)
    own = own_words.told(eye, lessons.lessons, narrator.tokenizer, skipped)
    usual = own_words.names([each.lesson for each in own])
    replayed, unseen = own_words.replay(eye, sprites, lessons.lessons, seed)
    before, tokenizer = narrator.captioner, narrator.tokenizer
    chosen = steps or own_words.STEPS
    network, proofs = own_words.learn(before, tokenizer, own, replayed, run, seed=seed, steps=chosen)
    guards = own_words.guards(before, network.to(narrator.device), tokenizer, unseen, usual)
    verdict = judge(proofs, guards, seed)
    return Relearnt(network, network.config, run / "all", proofs, verdict, made_for(networks), usual)


def _made(what: str, lessons: Lessons, made: Relearnt, skipped: int) -> Made:
    return Made(
        network=made.network,
        config=made.config,
        card=CARD.format(name=what.capitalize(), learnt="Heads and words" if made.words else "Learnt",
                         count=made.verdict.learnt.groups, sha256=lessons.sha256[:12]),
        history=made.run / "weights",
        verdict=made.verdict,
        shown=shown(made.proofs),
        about={"export": lessons.sha256, "exported": lessons.exported, "made_for": made.made_for, "words": made.words,
               "skipped": skipped},
        files={WORDS: as_json(made.words, indent=2) + "\n"} if made.words else {},
    )  # fmt: skip
