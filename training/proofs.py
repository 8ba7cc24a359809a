"""Corrected pictures as networks see them that did not learn from them: what the gate judges lessons by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.report import Shown
from training.verdict import Compared, Guard, Verdict, compared


@dataclass(frozen=True)
class Proof:
    """One corrected picture and two networks that did not learn from it: how many facts or words each has right."""

    file: Path
    before: float  # summed over `of`
    after: float
    of: float
    said_before: str
    said_after: str
    right: str  # what the correction says
    language: str = ""


def judge(proofs: Sequence[Proof], guards: Mapping[str, Guard], seed: int = 0) -> Verdict:
    """What was corrected in all pictures and in those of each language, and the guarded figures."""
    spoken = sorted({each.language for each in proofs} - {""})
    languages = {name: _compared([each for each in proofs if each.language == name], seed) for name in spoken}
    return Verdict(_compared(proofs, seed), languages, dict(guards))


def shown(proofs: Sequence[Proof]) -> list[Shown]:
    """Each picture with what is read in it, first those that are read otherwise now."""
    changed = sorted(proofs, key=lambda each: each.said_before == each.said_after)
    return [Shown((each.file,), each.said_before, each.said_after, each.right) for each in changed]


def _compared(proofs: Sequence[Proof], seed: int) -> Compared:
    return compared(*([getattr(each, name) for each in proofs] for name in ("before", "after", "of")), seed=seed)
