"""What people preferred, read from an export: candidates, pairs of them, and what is seen in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor
from torchvision.transforms.functional import to_tensor

from img2txt.match import Scales
from img2txt.recognise import AT_ONCE, Eye, fitted
from training.exported import METADATA, PAIRS, image_file, lines, manifest
from training.progress import counted
from txt2img.sticker import largest_thing, on_paper
from txt2img.taste import Sights, seen, with_scores
from world.plan import Plan

THUMBS = {1: 1.0, 0: 0.5, -1: 0.0}  # how much a thumb says that a picture is liked
SAVED_EVERY = 16  # looks, after which what was seen is kept


@dataclass(frozen=True)
class Candidate:
    """One picture of an export."""

    file: Path
    sha256: str
    plan: Plan
    answer: int  # the turn that it came in, with others
    language: str
    score: float
    missing: float  # how many facts are not found; what cannot be told counts half
    found: float | None  # the share of the facts that can be told that are found; None where none can
    liked: float | None  # in [0, 1], by thumb and stars; None where nobody said


@dataclass(frozen=True)
class Ratings:
    """What can be learnt from an export; the pairs are rows of candidates, the better one first."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[tuple[int, int], ...]
    sha256: str  # of the export
    exported: str = ""  # when it was written
    skipped: tuple[str, ...] = ()  # a sentence for everything that was left out

    @cached_property
    def prompts(self) -> list[int]:
        """Of each candidate the number of what was asked for: what says the same is one, in whatever language."""
        numbers: dict[object, int] = {}
        return [numbers.setdefault(each.plan.scene.gist(), len(numbers)) for each in self.candidates]

    @property
    def prompts_with_pairs(self) -> int:
        prompts = self.prompts
        return len({prompts[better] for better, _ in self.pairs})


def read_export(folder: Path) -> Ratings:
    """The pictures and pairs of an export, what cannot be used left out and named; RatingsError where it is none."""
    export = manifest(folder)
    candidates: list[Candidate] = []
    rows: dict[str, int] = {}
    skipped: list[str] = []
    for where, line in lines(folder / METADATA, skipped):
        try:
            if line["kind"] == "picture":
                candidate = _candidate(folder, line)
                rows[candidate.file.stem] = len(candidates)
                candidates.append(candidate)
        except (OSError, KeyError, TypeError, ValueError) as error:
            skipped.append(f"{where}: {error}")
    pairs = []
    for where, line in lines(folder / PAIRS, skipped):
        try:
            better, worse = ("image_0_uid", "image_1_uid")[:: 1 if line["label_0"] > line["label_1"] else -1]
            pairs.append((rows[line[better]], rows[line[worse]]))
        except (KeyError, TypeError) as error:
            skipped.append(f"{where}: {error} is not among the pictures")
    return Ratings(tuple(candidates), tuple(pairs), export["sha256"], export["made"], tuple(skipped))


def look_at(ratings: Ratings, eye: Eye, scales: Scales, kept: Path | None = None) -> Float[Tensor, "n d"]:
    """The features of every candidate. What was seen is kept in a file, so that a run that was stopped goes on."""
    known = load_file(kept) if kept is not None and kept.is_file() else {}
    fresh = {each.sha256: each for each in ratings.candidates if each.sha256 not in known}
    todo = list(fresh.values())
    for number, start in enumerate(counted(range(0, len(todo), AT_ONCE), "looking", "look")):
        few = todo[start : start + AT_ONCE]
        shown = torch.cat([shown_at(each, eye.size) for each in few])
        views, insight = eye.look(shown, [len(each.plan.scene.groups()) for each in few])
        known |= {
            each.sha256: row.clone() for each, row in zip(few, seen(scales, Sights(shown, views, insight)), strict=True)
        }
        if kept is not None and (number % SAVED_EVERY == 0 or start + AT_ONCE >= len(todo)):
            _keep(known, kept)
    rows = torch.stack([known[each.sha256] for each in ratings.candidates])
    return with_scores(rows, [each.score for each in ratings.candidates])


def _keep(known: dict[str, Tensor], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    save_file(known, part)
    part.replace(file)


def shown_at(candidate: Candidate, size: int) -> Float[Tensor, "1 3 size size"]:
    """A picture as it was looked at when it was drawn: a sticker lies on paper."""
    with Image.open(candidate.file) as image:
        pixels = to_tensor(image.convert("RGBA" if image.mode == "RGBA" else "RGB")).unsqueeze(0)
    if pixels.shape[1] == 4:
        pixels = on_paper(torch.cat([pixels[:, :3] * pixels[:, 3:], pixels[:, 3:]], 1), largest_thing([candidate.plan]))
    return fitted(pixels, size)


def _candidate(folder: Path, line: dict) -> Candidate:
    told = [fact["found"] for fact in line["facts"] if fact.get("found") is not None]
    untold = len(line["facts"]) - len(told)
    return Candidate(
        file=image_file(folder, line),
        sha256=line["sha256"],
        plan=Plan.from_json(line["plan"]),
        answer=int(line["turn"]),
        language=line["language"],
        score=float(line["score"]),
        missing=told.count(False) + 0.5 * untold,
        found=sum(told) / len(told) if told else None,
        liked=_liked(line["rating"]) if line["aside"] is None else None,
    )


def _liked(rating: dict | None) -> float | None:
    said = [] if rating is None else [THUMBS.get(rating["thumb"]), _share(rating["stars"])]
    heard: Sequence[float] = [each for each in said if each is not None]
    return sum(heard) / len(heard) if heard else None


def _share(stars: int | None) -> float | None:
    return None if stars is None else (stars - 1) / 4
