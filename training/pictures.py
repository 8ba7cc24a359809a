"""True renders with their scenes, for the networks that speak of what the frozen encoder and recogniser see."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch

from img2txt.recognise import Eye
from models import weights
from models.insight import Insight, joined
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import test_scene, training_scene
from rendering.shown import shown_scene
from rendering.sprites import atlas
from training.augment import Augmentation, augment
from training.run import WEIGHTS
from world.gist import Gist


@dataclass(frozen=True)
class Seen:
    """Scenes as they are shown, and what their pictures look like to the recogniser."""

    scenes: list[Gist]
    insight: Insight


class Gallery:
    """Endless true renders, looked at."""

    def __init__(self, pack: Path, device: torch.device, random: torch.Generator, rng: Random):
        """Loads `weights/encoder` and `weights/recogniser`; WeightsError where one is missing."""
        self.eye = Eye(WEIGHTS, str(device))
        self.sprites, self.random, self.rng = atlas(64, pack).to(device), random, rng

    def show(self, count: int, sample: Callable[[Random], Gist] = training_scene) -> Seen:
        """So many fresh pictures."""
        plans = [lay_out(sample(self.rng), self.rng) for _ in range(count)]
        pictures = render(plans, self.sprites, self.eye.size, self.random)
        _, insight = self.eye.look(augment(pictures, Augmentation(), self.random))
        return Seen([shown_scene(plan) for plan in plans], insight)


class Album:
    """The first so many pictures of a gallery, kept: looking costs more than speaking, and words vary anyway.

    With a `file` they are kept there, too, and taken up by whoever learns from the same eye next; an album of another
    eye, or a smaller one, is filled anew.
    """

    def __init__(
        self, gallery: Gallery, size: int, sample: Callable[[Random], Gist] = training_scene, file: Path | None = None
    ):
        self.gallery, self.size, self.sample, self.file = gallery, size, sample, file
        self.kept = self._found(file) if file is not None and file.exists() else None

    @property
    def _eye(self) -> str:
        return weights.fingerprint([WEIGHTS / "encoder", WEIGHTS / "recogniser"])

    def _found(self, file: Path) -> Seen | None:
        found = torch.load(file, weights_only=False)  # what `_keep` wrote
        fits = found["eye"] == self._eye and len(found["seen"].scenes) >= self.size
        return found["seen"] if fits else None

    def _keep(self) -> None:
        assert self.file is not None
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_suffix(".part")
        torch.save({"eye": self._eye, "seen": self.kept}, partial)
        partial.replace(self.file)

    def draw(self, count: int, rng: Random) -> Seen:
        """So many pictures at random; while the album has room, as many fresh ones are added first."""
        if self.kept is None or len(self.kept.scenes) < self.size:
            fresh = self.gallery.show(count, self.sample)
            before = [] if self.kept is None else [self.kept]
            every = [*before, fresh]
            self.kept = Seen([scene for seen in every for scene in seen.scenes], joined([s.insight for s in every]))
            if self.file is not None and len(self.kept.scenes) >= self.size:
                self._keep()
        rows = rng.choices(range(len(self.kept.scenes)), k=count)
        return Seen([self.kept.scenes[row] for row in rows], self.kept.insight[rows])


def held_out(pack: Path, device: torch.device, count: int) -> Seen:
    """Pictures of held-out scenes, the same ones in every run."""
    return Gallery(pack, device, torch.Generator(device).manual_seed(7), Random(7)).show(count, test_scene)
