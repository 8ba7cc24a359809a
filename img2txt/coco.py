"""The 80 things of COCO that the detector finds: their names, and which of ImageNet's names agree with them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ANIMALS = range(398)  # of ImageNet's classes


@dataclass(frozen=True)
class Thing:
    """One thing of COCO's, in the order of the detector's classes."""

    key: str
    en: str
    plural: str  # its English plural
    zh: str
    measure: str  # its Chinese measure word
    kind: str  # person, animal, vehicle, furniture, food or thing
    finer: frozenset[int]  # ImageNet's classes that say more exactly what it is
    agrees: frozenset[int]  # every class that speaks for it; the finer ones are among them


def _things() -> tuple[Thing, ...]:
    with (Path(__file__).parent / "coco.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(_thing(**row) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _thing(finer: str, agrees: str, **names: str) -> Thing:
    exact = frozenset(_numbers(finer))
    return Thing(**names, finer=exact, agrees=exact | frozenset(_numbers(agrees)))


def _numbers(ranges: str) -> Iterator[int]:
    """The numbers of "3 5-7"."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


THINGS = _things()
OTHER_ANIMALS = frozenset(ANIMALS) - frozenset().union(*(thing.agrees for thing in THINGS))  # COCO has no name for
