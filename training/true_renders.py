"""True renders for the encoder, and what they show."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import torch
from jaxtyping import UInt8
from torch import Tensor

from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import fuller_scene, training_scene
from rendering.truth import Truth, truth
from training.augment import augment
from training.mosaic import mosaic, mosaic_truth, render_mosaics
from training.recipe import Recipe
from training.sprite_augment import by_other_artists, distorted_atlas, outlined_atlas
from world.gist import Gist

SIDES = (2, 2, 3, 3, 4)  # tiles along a mosaic's side, drawn anew for each batch
REDISTORTED = 16  # batches until the strange sprites are distorted anew
KEPT = 32  # batches that may be shown again; rendering costs as much as learning from them


@dataclass(frozen=True)
class _Batch:
    """Rendered pictures, not yet augmented, and what they show."""

    pictures: UInt8[Tensor, "b 3 s s"]
    of_scenes: Truth
    of_mosaics: Truth | None


class TrueRenders:
    """Endless true renders, scenes and mosaics, augmented, and what they show.

    `sprites` are what mosaics are drawn with, `sharp` larger ones that take turns with them in scenes. `by_others` are
    objects by other artists, which take turns with outlined sprites where things are strange.
    """

    def __init__(
        self,
        recipe: Recipe,
        sprites: Tensor,
        sharp: Tensor,
        by_others: Tensor,
        size: int,
        random: torch.Generator,
        scenes: Random,
    ):
        self.recipe, self.size, self.random, self.scenes = recipe, size, random, scenes
        self.sprites, self.sharp = sprites, sharp
        self.outlined, self.by_others = outlined_atlas(sprites), by_others
        self.distorted: list[Tensor] = []
        self.rendered = 0
        self.kept: deque[_Batch] = deque(maxlen=KEPT)

    def show(self, count: int, others: Sequence[Tensor] = ()) -> tuple[Tensor, Truth, Truth | None]:
        """So many pictures and the `others` after them; the truth of the scenes, which stand first, and the mosaics.

        `count` is the same in every call: some batches are earlier ones, augmented anew.
        """
        if self.kept and self.scenes.random() < self.recipe.again:
            batch = self.scenes.choice(self.kept)
        else:
            batch = self._render(count)
            self.kept.append(batch)
        pictures = torch.cat([batch.pictures.float() / 255, *others])
        return augment(pictures, self.recipe.augmentation, self.random), batch.of_scenes, batch.of_mosaics

    def _render(self, count: int) -> _Batch:
        many = round(self.recipe.mosaics * count)
        plans = [lay_out(self._scene(), self.scenes) for _ in range(count - many)]
        side = self.scenes.choice(SIDES)
        mosaics = [mosaic(self.scenes, side) for _ in range(many)]
        strange = round(self.recipe.strange * many)
        if self.rendered % REDISTORTED == 0:
            each = self.outlined, by_other_artists(self.sprites, self.by_others, self.random)
            self.distorted = [distorted_atlas(atlas, self.random) for atlas in each]
        self.rendered += 1
        finished = self.scenes.random() < self.recipe.finished
        parts = [render(plans, (self.sprites, self.sharp)[self.rendered % 2], self.size, self.random, finished)]
        distorted = self.distorted[self.rendered // 2 % 2]
        for some, sprites in ((mosaics[:strange], distorted), (mosaics[strange:], self.sprites)):
            parts += [render_mosaics(some, sprites, self.size, self.random)] if some else []
        pictures = (255 * torch.cat(parts)).round().to(torch.uint8)
        device = self.sprites.device
        return _Batch(pictures, truth(plans, device), mosaic_truth(mosaics, device, strange) if mosaics else None)

    def _scene(self) -> Gist:
        sample = fuller_scene if self.scenes.random() < self.recipe.fuller else training_scene
        return sample(self.scenes)
