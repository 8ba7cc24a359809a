"""What people put right of descriptions, read from an export: captions and facts as they should have been."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storage.records import Mended
from training.exported import METADATA, image_file, lines, manifest


@dataclass(frozen=True)
class Lesson:
    """One description of a drawing that somebody put right."""

    where: str  # in the export
    file: Path
    sha256: str
    language: str
    read: str  # the caption as it was read
    caption: str | None  # as it should have been
    mended: tuple[Mended, ...]


@dataclass(frozen=True)
class Lessons:
    """What can be learnt from an export."""

    lessons: tuple[Lesson, ...]
    sha256: str  # of the export
    exported: str  # when it was written
    skipped: tuple[str, ...] = ()  # a sentence for everything that was left out


def read_lessons(folder: Path) -> Lessons:
    """The corrections of an export; what cannot be used is left out and named. RatingsError where it is none.

    Left out are descriptions of photos, which other networks make, what was set aside, and facts of one picture that
    people corrected differently.
    """
    export = manifest(folder)
    skipped: list[str] = []
    found: list[Lesson] = []
    for where, line in lines(folder / METADATA, skipped):
        try:
            if line["kind"] == "description" and (lesson := _lesson(folder, where, line)) is not None:
                found.append(lesson)
        except (OSError, KeyError, TypeError, ValueError) as error:
            skipped.append(f"{where}: {error}")
    agreed = [each for each in _agreed(found, skipped) if each.caption or each.mended]
    return Lessons(tuple(agreed), export["sha256"], export["made"], tuple(skipped))


def _lesson(folder: Path, where: str, line: dict) -> Lesson | None:
    rating = line["rating"]
    if rating is None or line["aside"] is not None or line["seen_as"] == "photo":
        return None
    mended = tuple(Mended(**each) for each in rating.get("mended") or ())
    if not (rating["caption"] or mended):
        return None
    file = image_file(folder, line)
    return Lesson(where, file, line["sha256"], line["language"], line["caption"], rating["caption"], mended)


def _agreed(found: Sequence[Lesson], skipped: list[str]) -> Iterator[Lesson]:
    """The same without facts of one picture that were corrected both this way and that; each is named once."""
    said: dict[tuple[str, str, int | None], set[str]] = defaultdict(set)
    for lesson in found:
        for each in lesson.mended:
            said[lesson.sha256, each.fact, each.of].add(each.value)
    for lesson in found:
        kept = tuple(each for each in lesson.mended if len(said[lesson.sha256, each.fact, each.of]) == 1)
        if len(kept) < len(lesson.mended):
            skipped.append(f"{lesson.where}: its facts were corrected differently elsewhere")
        yield replace(lesson, mended=kept)
