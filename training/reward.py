"""What a caption is worth: how well it agrees with the grammar's captions of the same scene, and its facts."""

from random import Random

from language.captions import caption
from language.named import fact_f1
from rendering.sampling import training_scene
from training.cider import CiderD
from world.gist import Gist


class Worth:
    """Rewards in about [0, 2]: CIDEr-D / 10 and the F1 of the facts that are named."""

    def __init__(self, language: str, rng: Random, captions: int = 4000):
        """How rare each n-gram is, is counted in so many captions of the grammar."""
        self.language, self.rng = language, rng
        self.cider = CiderD([[caption(training_scene(rng), language, rng)] for _ in range(captions)], language)

    def __call__(self, said: str, scene: Gist, references: int = 3) -> float:
        """What one caption of a scene is worth."""
        others = [caption(scene, self.language, self.rng) for _ in range(references)]
        return self.cider(said, others) / 10 + fact_f1(said, scene)
