"""What drawing gives back."""

from dataclasses import dataclass

from PIL.Image import Image

from world.plan import Plan


@dataclass(frozen=True)
class FactCheck:
    """One fact that was said, and whether the recogniser finds it in the picture."""

    fact: str
    value: str
    of: int | None  # the group of alike things of the scene that it speaks of
    to: int | None  # the group that a relation ends at
    found: bool | None  # None where it cannot be told
    probability: float  # in [0, 1]


@dataclass(frozen=True)
class Picture:
    """A finished picture with everything that is known of it."""

    image: Image
    plan: Plan
    weights: str  # the fingerprint of the networks that drew it
    facts: tuple[FactCheck, ...]
    score: float  # in [0, 1]; what candidates with as many facts found are ranked by
    caption: str  # what the captioner says it sees, in the language of the prompt
    ranked_by: str | None = None  # the version of what was learnt from ratings that it was ranked by, if any

    @property
    def seed(self) -> int:
        return self.plan.seed
