"""True renders for the encoder, and what they show."""

from collections.abc import Sequence
from random import Random

import torch
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
        self.shown = 0

    def show(self, count: int, others: Sequence[Tensor] = ()) -> tuple[Tensor, Truth, Truth | None]:
        """So many pictures and the `others` after them; the truth of the scenes, which stand first, and the mosaics."""
        many = round(self.recipe.mosaics * count)
        plans = [lay_out(self._scene(), self.scenes) for _ in range(count - many)]
        side = self.scenes.choice(SIDES)
        mosaics = [mosaic(self.scenes, side) for _ in range(many)]
        strange = round(self.recipe.strange * many)
        if self.shown % REDISTORTED == 0:
            each = self.outlined, by_other_artists(self.sprites, self.by_others, self.random)
            self.distorted = [distorted_atlas(atlas, self.random) for atlas in each]
        self.shown += 1
        finished = self.scenes.random() < self.recipe.finished
        parts = [render(plans, (self.sprites, self.sharp)[self.shown % 2], self.size, self.random, finished)]
        distorted = self.distorted[self.shown // 2 % 2]
        for some, sprites in ((mosaics[:strange], distorted), (mosaics[strange:], self.sprites)):
            parts += [render_mosaics(some, sprites, self.size, self.random)] if some else []
        pictures = augment(torch.cat([*parts, *others]), self.recipe.augmentation, self.random)
        device = self.sprites.device
        return pictures, truth(plans, device), mosaic_truth(mosaics, device, strange) if mosaics else None

    def _scene(self) -> Gist:
        sample = fuller_scene if self.scenes.random() < self.recipe.fuller else training_scene
        return sample(self.scenes)
