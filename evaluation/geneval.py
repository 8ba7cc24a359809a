"""GenEval's six tasks over the 80 things of COCO (Ghosh et al. 2023), drawn by our painter and seen by the judge.

The prompts are made here as the paper says ("a photo of two dogs"), in its numbers for each task. A prompt is right
where the judge sees all that it asks for; one that is refused, or names a thing that Tuwen cannot draw, is wrong. The
published figures of others are by their own detector on photographs: a yardstick, not a race on one track.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tqdm import tqdm

from evaluation.cases import Options
from evaluation.draw import CANDIDATES, pixels
from evaluation.judge import Judge
from img2txt.kinds import Single
from img2txt.view import View
from language.english import article, plural
from models.weights import fingerprint
from txt2img.draw import TuwenPainter
from txt2img.picture import Picture
from txt2img.prompt import drawable, prompted
from understanding.intent import Draw
from understanding.message import read_message
from understanding.understand import Understanding
from world.plan import MOST_SEED
from world.vocabulary import slot

TASKS = {"single": 80, "two": 99, "counting": 80, "colours": 94, "position": 100, "colour_attribution": 100}
PUBLISHED = {"SDXL": 0.55, "FLUX.1": 0.66, "GPT Image": 0.84, "BAGEL": 0.88}  # overall, by the models' papers
COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")
POSITIONS = {"left of": (-1, 0), "right of": (1, 0), "above": (0, -1), "below": (0, 1)}
COUNTS = {2: "two", 3: "three", 4: "four"}
_NAMES = Path(__file__).parent / "coco.tsv"  # each name with the objects that are such a thing; none: not in our art
_APART = 0.05  # of the picture's side, by which middles differ at least


@dataclass(frozen=True)
class Wanted:
    """A kind of thing that a prompt asks for."""

    name: str  # in COCO
    count: int | None = None  # None: at least one
    colour: str | None = None


@dataclass(frozen=True)
class Task:
    """A prompt and what has to be seen for it."""

    kind: str
    prompt: str
    wanted: tuple[Wanted, ...]
    position: str | None = None  # where the first thing stands to the second


@cache
def names() -> dict[str, frozenset[str]]:
    """COCO's names, and the keys of the objects that are such a thing."""
    with _NAMES.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t")
        return {row["name"]: frozenset(filter(None, row["objects"].split("|"))) for row in rows}


def tasks(seed: int, most: int | None = None) -> list[Task]:
    """GenEval's numbers of prompts for each task, or at most so many of each."""
    rng, known = Random(seed), list(names())
    made = [[_task(kind, number, known, rng) for number in range(count)] for kind, count in TASKS.items()]
    return [task for some in made for task in some[:most]]


def _task(kind: str, number: int, known: Sequence[str], rng: Random) -> Task:
    """One of a task's prompts; single things come in COCO's order, others by dice."""
    one, other = rng.sample(known, 2)
    first, second = rng.sample(COLOURS, 2)
    match kind:
        case "single":
            return Task(kind, f"a photo of {with_article(known[number])}", (Wanted(known[number]),))
        case "two":
            return Task(kind, f"a photo of {with_article(one)} and {with_article(other)}", (Wanted(one), Wanted(other)))
        case "counting":
            count = rng.choice(list(COUNTS))
            return Task(kind, f"a photo of {COUNTS[count]} {plural(one)}", (Wanted(one, count),))
        case "colours":
            return Task(kind, f"a photo of {with_article(f'{first} {one}')}", (Wanted(one, colour=first),))
        case "position":
            position = rng.choice(list(POSITIONS))
            prompt = f"a photo of {with_article(one)} {position} {with_article(other)}"
            return Task(kind, prompt, (Wanted(one), Wanted(other)), position)
        case "colour_attribution":
            prompt = f"a photo of {with_article(f'{first} {one}')} and {with_article(f'{second} {other}')}"
            return Task(kind, prompt, (Wanted(one, colour=first), Wanted(other, colour=second)))
    raise ValueError(f"no task {kind!r}; choose one of {', '.join(TASKS)}")


def is_right(task: Task, view: View) -> bool:
    """Whether everything that the prompt asks for is seen."""
    found = [_found(wanted, view) for wanted in task.wanted]
    for wanted, singles in zip(task.wanted, found, strict=True):
        if not singles or wanted.count not in (None, len(singles)):
            return False
        if wanted.colour and not any(_is(single, "colour", wanted.colour) for single in singles):
            return False
    if task.position is None:
        return True
    across, down = POSITIONS[task.position]
    return any(across * (one.x - other.x) + down * (one.y - other.y) > _APART for one in found[0] for other in found[1])


def _found(wanted: Wanted, view: View) -> list[Single]:
    keys = names()[wanted.name]
    return [single for single in view.singles if slot("object")[int(single.object.argmax())].key in keys]


def _is(single: Single, name: str, key: str) -> bool:
    return slot(name)[int(getattr(single, name).argmax())].key == key


def report(options: Options) -> dict:
    """The share of prompts that are drawn right, in all and task by task, and how many could not be drawn."""
    painter, judge = TuwenPainter(options.weights, options.device), Judge(options.judge, options.device)
    understanding = Understanding(options.weights)
    rows = [
        _attempt(task, painter, understanding, judge, Random(f"{options.seed} {number}"))
        for number, task in enumerate(tqdm(tasks(options.seed, options.n), unit="prompt", leave=False, disable=None))
    ]
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in TASKS}

    def by(what: str) -> dict[str, float]:
        each = {kind: sum(row[what] for row in some) / len(some) for kind, some in kinds.items()}
        return {"overall": sum(each.values()) / len(each)} | each

    drawn = [row for row in rows if row["drawn"]]
    return {
        "weights": painter.weights,
        "judge": judge.weights,
        "judge_is_independent": judge.weights != fingerprint(painter.eye.folders),
        "prompts": len(rows),
        "names_known": sum(bool(keys) and any(map(painter.draws, keys)) for keys in names().values()),
        "one_sample": by("sample"),
        f"best_of_{CANDIDATES}": by("best"),
        f"best_of_{CANDIDATES}_by_our_ticks": by("ticked"),
        "drawn": by("drawn"),
        "right_of_those_drawn": sum(row["best"] for row in drawn) / max(1, len(drawn)),
        "published": PUBLISHED,
    }


def _attempt(task: Task, painter: TuwenPainter, understanding: Understanding, judge: Judge, rng: Random) -> dict:
    """One prompt drawn: whether the first picture and the best one are right, and whether all of ours is ticked."""
    first = rng.randrange(MOST_SEED - CANDIDATES)
    draw = prompted(understanding, read_message(task.prompt))
    draw = drawable(draw, painter.draws) if isinstance(draw, Draw) else draw
    nothing = {"kind": task.kind, "drawn": False, "sample": False, "best": False, "ticked": False}
    if not isinstance(draw, Draw) or any(not names()[wanted.name] for wanted in task.wanted):
        return nothing
    pictures = painter.draw(draw.scene, language="en", count=CANDIDATES, seed=first)
    sample = next(picture for picture in pictures if picture.seed == first)
    views = judge.look(pixels([sample, pictures[0]], judge.size)).views
    right = [is_right(task, view) for view in views]
    return nothing | {"drawn": True, "sample": right[0], "best": right[1], "ticked": _all_ticked(pictures[0])}


def _all_ticked(picture: Picture) -> bool:
    return all(fact.found is not False for fact in picture.facts)


def with_article(name: str) -> str:
    """The name after a or an."""
    return f"{article(name)} {name}"
