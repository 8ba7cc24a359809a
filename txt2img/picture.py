"""What drawing gives back."""

from dataclasses import dataclass

from PIL.Image import Image

from scenes.plan import Blend, Plan
from scenes.scene import Scene


@dataclass(frozen=True)
class Understanding:
    """What was read out of a text."""

    text: str
    language: str  # en or zh
    scene: Scene
    unknown_words: tuple[str, ...]  # words that Tuwen has no picture of, as they were written
    left_out: tuple[str, ...] = ()  # objects that were named and found no room in the scene, by vocabulary key
    besides: tuple[str, ...] = ()  # another place, time or style that was named, by vocabulary key
    undrawn: tuple[str, ...] = ()  # objects that were named and that the painter cannot draw yet, by vocabulary key
    too_many: tuple[str, ...] = ()  # counts above four, as they were written; four were understood
    blend: Blend | None = None  # what the first thing is half of, besides what it is

    def is_drawable(self, *, sticker: bool = False) -> bool:
        """Whether it says anything that a picture shows, or a sticker, which has nothing but things."""
        return bool(self.scene.things) if sticker or self.blend else self.scene.drawable


@dataclass(frozen=True)
class FactCheck:
    """One fact that was said, and whether the recogniser finds it in the picture."""

    fact: str
    value: str
    of: int | None
    found: bool
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

    @property
    def seed(self) -> int:
        return self.plan.seed
