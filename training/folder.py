"""A folder of captioned pictures as `datasets` reads it (imagefolder): pictures, and a file metadata.jsonl.

Nothing in it has to be perfect: captions that miss are written by the captioner, broken images and lines are skipped,
and the report says which. Pictures of rare objects are drawn more often, and some combinations are kept for measuring.
"""

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import torch
from jaxtyping import Float
from torch import Tensor
from tqdm import tqdm

from img2txt.batch import images_below
from img2txt.caption import Narrator
from img2txt.decode import UnreadableImage, open_image
from img2txt.photo import Photos
from img2txt.recognise import Eye, prepared
from language.words import clean, language_of, named
from training.run import WEIGHTS
from understanding.understand import Understanding
from world.gist import Gist
from world.heldout import held_out_pairs
from world.vocabulary import LANGUAGES, NATURAL

METADATA = "metadata.jsonl"
COLUMNS = ("text", "caption")
VALIDATION = 0.1  # of the pictures, at least, as far as their combinations allow
DOUBT = 0.5  # how often a caption of the captioner's is drawn, where a person's counts 1 (pseudo-labels, Lee 2013)
FEW_STARS = 2  # of five, up to which a picture and its words are said not to match
TOGETHER = 64  # pictures or captions that go through a network at once

Pair = tuple[str, str, str]  # slot, object, value


class FolderError(ValueError):
    """A folder that nothing can be learnt from; says what was expected."""


@dataclass(frozen=True)
class Captioned:
    """One caption of one picture; a picture with several captions has several rows."""

    path: Path
    caption: str
    language: str  # en or zh
    written: bool  # by the captioner, since nobody else had said anything
    objects: tuple[str, ...]  # that the caption names
    scene: Gist  # that it was read as

    @property
    def pairs(self) -> set[Pair]:
        """What the split is made by: each object with its colour, its action and its place."""
        pairs = {("place", key, self.scene.place) for key in self.objects}
        for thing in self.scene.things:
            pairs |= {("colour", thing.object, thing.colour), ("action", thing.object, thing.action)}
        return {(slot, key, value) for slot, key, value in pairs if value not in (None, NATURAL)}


@dataclass(frozen=True)
class Report:
    """What was found in a folder, and what was done about it; names are paths below the folder."""

    pictures: int  # that can be learnt from
    captions: int  # that came with them
    languages: dict[str, int]  # captions in each
    uncaptioned: tuple[str, ...]  # pictures whose captions the captioner wrote
    photos: tuple[str, ...]  # without a caption, which the captioner cannot write: it knows drawings
    broken: tuple[str, ...]  # images, and folders closed to us, that were skipped, and why
    lines: tuple[str, ...]  # of metadata.jsonl that were skipped, and why
    classes: dict[str, int]  # object → pictures whose captions name it, the commonest first
    nameless: int  # pictures whose captions name no object
    training: int  # pictures
    validation: int  # pictures
    unused: int  # pictures that would be for validation, if a person had captioned them

    def __str__(self) -> str:
        languages = ", ".join(f"{language} {count}" for language, count in self.languages.items())
        classes = ", ".join(f"{key} {count}" for key, count in self.classes.items())
        told = [
            f"{self.pictures} pictures, {self.captions} captions ({languages})",
            f"{self.training} for training, {self.validation} for validation, {self.unused} for neither",
            f"objects: {classes or 'none'}; captions of {self.nameless} pictures name none",
            _listed("without a caption, which the captioner wrote", self.uncaptioned),
            _listed("photos without a caption, skipped", self.photos),
            _listed("broken images, skipped", self.broken),
            _listed(f"lines of {METADATA}, skipped", self.lines),
        ]
        return "\n".join(told)


@dataclass(frozen=True)
class Folder:
    """Captioned pictures to learn from and to measure on."""

    training: tuple[Captioned, ...]
    weights: tuple[float, ...]  # how often each row of training is drawn
    validation: tuple[Captioned, ...]  # combinations that are not in training, captioned by people
    report: Report

    def draw(self, count: int, rng: Random) -> list[Captioned]:
        """So many rows for training, balanced."""
        return rng.choices(self.training, self.weights, k=count)


def read_folder(path: Path, weights: Path = WEIGHTS, device: str = "cpu", *, validation: float = VALIDATION) -> Folder:
    """Everything in a folder that can be learnt from; FolderError where that is nothing.

    `weights` holds the reader, and the encoder and the captioner that write the captions that are missing.
    `validation` is the least share of the pictures that is kept for measuring, as far as combinations allow.
    """
    said, disliked, lines = _metadata(path)
    found, closed = images_below(path)
    usable, broken = _opened(path, {*said, *found} - disliked)
    if not usable:
        raise FolderError(f"{path} holds no picture that can be read; PNG, JPEG and WebP can")
    photos = _photos([picture for picture in usable if not said.get(picture)], weights, device)
    usable = [picture for picture in usable if picture not in photos]
    silent = [picture for picture in usable if not said.get(picture)]
    texts = [(picture, text, language_of(text), False) for picture in usable for text in said.get(picture, ())]
    rows = _read([*texts, *_written(silent, weights, device)], weights)
    held = held_out(rows, validation)
    kept = tuple(row for row in rows if row.path in held and not row.written)
    training = tuple(row for row in rows if row.path not in held)
    if not training:
        raise FolderError(f"{path}: every picture shows a combination of world/heldout.json, which is for tests only")
    objects = _by_picture([row for row in rows if not row.written])
    report = Report(
        pictures=len(usable),
        captions=len(texts),
        languages={language: sum(text[2] == language for text in texts) for language in LANGUAGES},
        uncaptioned=tuple(_name(picture, path) for picture in silent),
        photos=tuple(_name(picture, path) for picture in photos),
        broken=(*broken, *closed),
        lines=tuple(lines),
        classes=dict(Counter(key for keys in objects.values() for key in keys).most_common()),
        nameless=sum(not keys for keys in objects.values()),
        training=len({row.path for row in training}),
        validation=len({row.path for row in kept}),
        unused=len(held & set(silent)),
    )
    return Folder(training, balanced(training), kept, report)


def held_out(rows: Sequence[Captioned], share: float = VALIDATION) -> set[Path]:
    """The pictures that training must not show: those that hold a held-out combination.

    Held out are the pairs of world/heldout.json, so that the evaluation's scenes stay unseen. Where they hold out
    less than that share of the pictures, more pairs follow in the order of their hash, but none that is too common.
    """
    holders: dict[Pair, set[Path]] = defaultdict(set)
    for row in rows:
        for pair in row.pairs:
            holders[pair].add(row.path)
    fixed = [held for (slot, *pair), held in holders.items() if tuple(pair) in held_out_pairs(slot)]
    out = set[Path]().union(*fixed)
    enough = share * len({row.path for row in rows})
    for pair in sorted(holders, key=_hash):
        if len(out) < enough and len(more := out | holders[pair]) <= 2 * enough:
            out = more
    return out


def balanced(rows: Sequence[Captioned]) -> tuple[float, ...]:
    """How often each row is to be drawn, as relative weights.

    A picture counts as the inverse root of how many pictures share its rarest object (repeat-factor sampling, Gupta et
    al. 2019; the root, Mahajan et al. 2018), one that names none as the median; its captions share that.
    """
    objects = _by_picture(rows)
    pictures = Counter(key for keys in objects.values() for key in keys)
    weight = {path: max(pictures[key] ** -0.5 for key in keys) for path, keys in objects.items() if keys}
    middle = median(weight.values()) if weight else 1.0
    captions = Counter(row.path for row in rows)
    return tuple(weight.get(row.path, middle) / captions[row.path] * (DOUBT if row.written else 1.0) for row in rows)


def squares(rows: Sequence[Captioned], size: int) -> Float[Tensor, "b 3 size size"]:
    """The rows' pictures in [0, 1], as the encoder takes them."""
    return torch.stack([prepared(open_image(row.path), size)[0] for row in rows])


def _metadata(folder: Path) -> tuple[dict[Path, list[str]], set[Path], list[str]]:
    """The captions of every picture that metadata.jsonl names, the pictures that were rated down, and the lines that
    nothing is learnt from.
    """
    if not (folder / METADATA).is_file():
        below = ", ".join(sorted(str(found.parent) for found in folder.glob(f"*/{METADATA}")))
        hint = f"Did you mean one of {below}? " if below else ""
        raise FolderError(
            f"{folder} has no {METADATA}. {hint}Put it beside the pictures, a JSON object a line: "
            '{"file_name": "cat.png", "text": "a black cat"}; "text" may be a list, and be called "caption"'
        )
    said: dict[Path, list[str]] = {}
    disliked, skipped = set[Path](), []
    for number, line in enumerate((folder / METADATA).read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name = row["file_name"]
            path = folder / name
        except (ValueError, RecursionError):
            skipped.append(f"line {number}: no JSON")
        except (TypeError, KeyError):
            skipped.append(f"line {number}: no file_name")
        else:
            if ".." in Path(name).parts or os.path.isabs(name):
                skipped.append(f"line {number}: {clean(name)} is outside the folder")
            elif not os.path.isfile(path):
                skipped.append(f"line {number}: there is no {clean(name)}")
            elif _disliked(row):
                disliked.add(path)
                skipped.append(f"line {number}: {clean(name)} was rated down")
            else:
                said[path] = list(dict.fromkeys([*said.get(path, ()), *_captions(row)]))
    return said, disliked - said.keys(), skipped


def _disliked(row: dict) -> bool:
    """Whether a person said in an export of Tuwen's that a picture does not show its prompt, or a caption is wrong.

    A caption that was mended is worth learning, whatever was thought of the old one.
    """
    rating = row.get("rating")
    if not isinstance(rating, dict) or rating.get("caption"):
        return False
    stars = rating.get("stars")
    return rating.get("thumb") == -1 or (isinstance(stars, int) and stars <= FEW_STARS)


def _captions(row: dict) -> Iterator[str]:
    """What the first filled text column says: one text or several."""
    told = next((row[column] for column in COLUMNS if row.get(column)), ())
    for text in [told] if isinstance(told, str) else told if isinstance(told, list) else ():
        if isinstance(text, str) and clean(text):
            yield clean(text)


def _opened(folder: Path, paths: Collection[Path]) -> tuple[list[Path], list[str]]:
    """The pictures that can be read, in order, and what is wrong with the others."""
    usable, broken = [], []
    for path in tqdm(sorted(paths), desc="pictures", unit="", disable=None):
        try:
            open_image(path)
            usable.append(path)
        except UnreadableImage as error:
            broken.append(f"{_name(path, folder)}: {error.reason.replace('_', ' ')}")
    return usable, broken


def _photos(pictures: Sequence[Path], weights: Path, device: str) -> list[Path]:
    """Those of some pictures that are photos."""
    if not pictures:
        return []
    photos = Photos(weights, device)
    return [path for path in pictures if photos.are_photos([open_image(path)])[0]]


def _written(pictures: Sequence[Path], weights: Path, device: str) -> Iterator[tuple[Path, str, str, bool]]:
    """What the captioner says of pictures, in both languages."""
    if not pictures:
        return
    eye, narrator = Eye(weights, device), Narrator(weights, device)
    for start in range(0, len(pictures), TOGETHER):
        some = pictures[start : start + TOGETHER]
        views, insight = eye.look(torch.stack([eye.prepare(open_image(path))[0] for path in some]))
        for language in LANGUAGES:
            for path, narration in zip(some, narrator.say(views, insight, language), strict=True):
                yield path, narration.text, language, True


def _read(texts: Sequence[tuple[Path, str, str, bool]], weights: Path) -> list[Captioned]:
    """The captions with what they say."""
    reading = Understanding(weights)
    return [
        Captioned(path, caption, language, written, named("object", caption), reading.scene(caption).gist())
        for path, caption, language, written in texts
    ]


def _by_picture(rows: Sequence[Captioned]) -> dict[Path, set[str]]:
    """The objects that the captions of each picture name together."""
    objects: dict[Path, set[str]] = defaultdict(set)
    for row in rows:
        objects[row.path].update(row.objects)
    return objects


def _hash(pair: Pair) -> str:
    return hashlib.sha256("/".join(pair).encode()).hexdigest()


def _name(path: Path, folder: Path) -> str:
    return clean(path.relative_to(folder).as_posix())


def _listed(what: str, names: Sequence[str], most: int = 10) -> str:
    """How many, and the first of them."""
    more = f"\n  … and {len(names) - most} more" if len(names) > most else ""
    return f"{len(names)} {what}" + "".join(f"\n  {name}" for name in names[:most]) + more
