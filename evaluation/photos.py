"""Photographs described, measured against what was seen in them by eye (evaluation/photos.tsv).

Half of them chose the thresholds, the other half was kept for this. A second set is foreign to both worlds: drawings
and paintings of others, which should be told with doubt or not at all.
"""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from tqdm import tqdm

from evaluation.cases import Options
from img2txt.decode import open_image
from img2txt.describe import TuwenDescriber
from img2txt.naming import imagenet_names
from img2txt.photo import Photos, Sighting
from img2txt.whole import doubt
from img2txt.wording import Kind, beside, doing_told, kinds_of
from rendering.art import ArtError
from rendering.photographs import PHOTOGRAPHS

LABELS = Path(__file__).parent / "photos.tsv"
HALVES = ("choose", "test")
FOREIGN = ("gcompris/lang", "gcompris/paintings")  # folders of drawings and paintings
CERTAIN = 0.7  # a name told more surely is told with certainty
TIMED = 20  # photographs that are described again, one by one, for the time of one


@dataclass(frozen=True)
class Labelled:
    """A photograph and what is in it: names of COCO's, or of ImageNet's in English."""

    path: Path
    half: str
    main: frozenset[str]  # any of these names the main thing; empty where neither has a name for it
    things: dict[str, int]  # COCO's things that cover 2 % of it, and how many
    true: frozenset[str]  # everything that may be told
    places: frozenset[str]
    actions: frozenset[str] = frozenset()  # what its people do, keys of img2txt/actions.tsv; empty where none is plain


@dataclass(frozen=True)
class Told:
    """What was told of a photograph, by the names of the labels."""

    things: dict[str, int]
    names: tuple[str, ...]  # of the whole, and finer ones
    place: str | None
    action: str | None = None  # of the people in it


def labelled(folder: Path = PHOTOGRAPHS, table: Path = LABELS) -> list[Labelled]:
    """Every photograph with its labels; ArtError where `make data` has not fetched them."""
    with table.open(encoding="utf-8", newline="") as rows:
        found = [_labelled(folder, **row) for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)]
    missing = next((each.path for each in found if not each.path.exists()), None)
    if missing is not None:
        raise ArtError(f"{missing} is missing; run `make data` on Debian, which fetches it")
    return found


def _labelled(
    folder: Path, *, file: str, half: str, main: str, things: str, also: str, place: str, action: str
) -> Labelled:
    names = frozenset(filter(None, main.split("/")))
    counted = {key: int(count) for key, _, count in (each.strip().rpartition(":") for each in things.split(",")) if key}
    true = names | set(counted) | set(filter(None, (each.strip() for each in also.split(","))))
    does = frozenset(filter(None, action.split("/")))
    return Labelled(folder / file, half, names, counted, true, frozenset(place.split()), does)


def told_of(sighting: Sighting) -> Told:
    """What a caption tells of a photograph."""
    kinds, english = kinds_of(sighting.regions), imagenet_names()["en"]
    things = {_called(kind): len(kind.regions) for kind in kinds}
    names = [english[kind.name.number] for kind in kinds if _has_finer(kind) and kind.name.number is not None]
    guesses = sighting.guesses
    guess = beside(guesses, kinds) if kinds else guesses[0] if doubt(guesses) < 2 else None
    if guess is not None:
        names.append(guess.name("en"))
    doing = next((doing for kind in kinds if (doing := doing_told(kind)) is not None), None)
    return Told(things, tuple(names), sighting.place if kinds else None, doing.action.deed.key if doing else None)


def _called(kind: Kind) -> str:
    return kind.name.thing.key if kind.name.thing else imagenet_names()["en"][kind.name.number or 0]


def _has_finer(kind: Kind) -> bool:
    return kind.name.thing is not None and len(kind.regions) == 1


def scores(photographs: Sequence[Labelled], told: Sequence[Told]) -> dict:
    """The figures of some photographs."""
    pairs = list(zip(photographs, told, strict=True))
    found = sum(min(count, tell.things.get(key, 0)) for each, tell in pairs for key, count in each.things.items())
    kinds = [(key in tell.things) for each, tell in pairs for key in each.things]
    true = [key in each.true for each, tell in pairs for key in tell.things]
    names = [name in each.true for each, tell in pairs for name in tell.names]
    places = [tell.place in each.places for each, tell in pairs if tell.place]
    main = [bool(each.main & {*tell.things, *tell.names}) for each, tell in pairs if each.main]
    doing = [tell.action in each.actions for each, tell in pairs if tell.action]
    busy = [tell.action is not None for each, tell in pairs if each.actions]
    honest = [
        {*tell.things, *tell.names} <= each.true
        and (tell.place is None or tell.place in each.places)
        and (tell.action is None or tell.action in each.actions)
        for each, tell in pairs
    ]
    return {
        "n": len(pairs),
        "things_found": _share(found, sum(sum(each.things.values()) for each in photographs)),
        "kinds_found": _mean(kinds),
        "things_told_true": _mean(true),
        "names_told_true": _mean(names),
        "places_told_true": _mean(places),
        "actions_told_right": _mean(doing),
        "action_told": _mean(busy),
        "main_named": _mean(main),
        "nothing_invented": _mean(honest),
        "labelled_things": sum(sum(each.things.values()) for each in photographs),
        "told_kinds": len(true),
        "told_actions": len(doing),
        "photographs_with_an_action": len(busy),
    }


def report(options: Options) -> dict:
    """All figures; `options.n` is how many foreign pictures are looked at."""
    photographs = labelled()
    describer = TuwenDescriber(options.weights, options.device)
    images = [open_image(each.path) for each in tqdm(photographs, desc="reading", disable=None)]
    seen = [describer.photos.look([image])[0] for image in tqdm(images, desc="looking", disable=None)]
    told = [told_of(each) for each in seen]
    halves = {half: [n for n, each in enumerate(photographs) if each.half == half] for half in HALVES}
    return {
        **{half: scores([photographs[n] for n in some], [told[n] for n in some]) for half, some in halves.items()},
        "taken_for_drawings": _mean([not is_photo for is_photo in describer.photos.are_photos(images)]),
        "foreign": foreign(describer, options.n),
        "seconds_a_photo": _seconds(describer, images[:TIMED]),
        "wrong": _wrong(photographs, told),
    }


def foreign(describer: TuwenDescriber, n: int) -> dict:
    """Pictures of other worlds: how many are told as drawings of ours, and how many with certainty."""
    paths = [path for folder in FOREIGN for path in sorted((PHOTOGRAPHS / folder).glob("*.webp"))]
    chosen = paths[:: max(1, len(paths) // n)][:n]
    certain, drawings = [], []
    for path in tqdm(chosen, desc="foreign", disable=None):
        seen = describer.describe(open_image(path), "en")
        sure = [fact.probability for fact in seen.facts if fact.fact == "object"]
        doubt = "perhaps" in seen.caption.casefold() or "not sure" in seen.caption
        certain.append(bool(sure) and max(sure) >= CERTAIN and not doubt)
        drawings.append(seen.kind == "drawing")
    return {"n": len(chosen), "told_with_certainty": _mean(certain), "told_as_drawings": _mean(drawings)}


def _wrong(photographs: Sequence[Labelled], told: Sequence[Told]) -> list[str]:
    """A line for each photograph of which something false was told, or the main thing was not."""
    lines = []
    for each, tell in zip(photographs, told, strict=True):
        false = sorted({*tell.things, *tell.names} - each.true)
        if tell.place and tell.place not in each.places:
            false.append(tell.place)
        if tell.action and tell.action not in each.actions:
            false.append(tell.action)
        missed = "" if not each.main or each.main & {*tell.things, *tell.names} else "/".join(sorted(each.main))
        if false or missed:
            lines.append(
                f"{each.path.parent.name}/{each.path.name}: told {', '.join(false) or '–'}; missed {missed or '–'}"
            )
    return lines


def _seconds(describer: TuwenDescriber, images: Sequence[Image.Image]) -> float:
    photos: Photos = describer.photos
    started = time.perf_counter()
    for image in images:
        photos.look([image])
    return (time.perf_counter() - started) / max(len(images), 1)


def _mean(values: Sequence[bool]) -> float | None:
    return _share(sum(values), len(values))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
