"""Two versions side by side: the same prompts and seeds, by each; where both give the same picture none is shown."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from img2txt.decode import png_bytes
from language.captions import request
from models import weights
from models.hand import Hand, HandConfig
from models.ranker import Ranker, RankerConfig
from models.served import Learnt, Served
from models.versions import PAIRS, SHIPPED, Versions
from rendering.sampling import test_scene
from training.progress import tell
from training.run import WEIGHTS
from txt2img.draw import TuwenPainter
from txt2img.hand import MARK, Hands, InUse, in_use
from txt2img.picture import Picture
from txt2img.taste import RANKER
from world.plan import MOST_SEED
from world.scene import Scene
from world.terminal import as_json
from world.vocabulary import LANGUAGES

CANDIDATES = 4
TRIES = 6  # prompts for each pair that is wanted, at most


class FixedTaste(Served[Ranker]):
    """One ranker, or none, whatever is served."""

    def __init__(self, learnt: Learnt[Ranker] | None):
        self._learnt = learnt

    def learnt(self) -> Learnt[Ranker] | None:
        return self._learnt


class FixedHands(Hands):
    """One hand, whatever is served."""

    def __init__(self, used: InUse):
        self.shipped = used

    def now(self) -> InUse:
        return self.shipped


def compare(
    what: str, names: Sequence[str], data: Path, out: Path, *, n: int = 12, seed: int = 0, networks: Path = WEIGHTS
) -> Path:
    """So many pairs of pictures in a new folder, with PAIRS that says what each is of; VersionError, WeightsError.

    The side on which a version stands is drawn by lot, and said in PAIRS alone.
    """
    painter = TuwenPainter(networks)
    both = [_by(painter, what, name, Versions(data / "versions" / what)) for name in names]
    out.mkdir(parents=True)
    dice, told = Random(f"compare {seed} {names}"), []
    for prompt, language, scene, first in _asked(painter, n * TRIES, seed):
        drawn = [each.draw(scene, language=language, count=CANDIDATES, seed=first)[0] for each in both]
        if drawn[0].image.tobytes() == drawn[1].image.tobytes():
            continue
        sides = dice.sample((0, 1), 2)
        pair: dict[str, Any] = {"prompt": prompt, "language": language}
        for side, row in zip(("left", "right"), sides, strict=True):
            file = f"{len(told) + 1:03d}-{side}.png"
            (out / file).write_bytes(png_bytes(drawn[row].image))
            pair[side] = {"version": names[row], "file": file, **_kept(drawn[row])}
        told.append(pair)
        tell("comparing", len(told) / n)
        if len(told) == n:
            break
    about = {"what": what, "versions": list(names), "made": datetime.now(UTC).isoformat()}
    (out / PAIRS).write_text(as_json(about | {"pairs": told}), encoding="utf-8")
    return out / PAIRS


def _by(painter: TuwenPainter, what: str, name: str, versions: Versions) -> TuwenPainter:
    """The painter with one version of one network, and all else as it shipped."""
    other = copy(painter)
    other.taste, other.hands = FixedTaste(None), FixedHands(painter.hands.shipped)
    if name != SHIPPED:
        folder = versions.path(name)
        if what == RANKER:
            other.taste = FixedTaste(Learnt(name, weights.load(folder, Ranker, RankerConfig), folder))
        else:
            hand = weights.load(folder, Hand, HandConfig)
            other.hands = FixedHands(in_use(painter.brushes, hand, f"{painter.weights}{MARK}{name}"))
    return other


def _asked(painter: TuwenPainter, most: int, seed: int) -> Iterator[tuple[str, str, Scene, int]]:
    rng = Random(f"asked {seed}")
    for number in range(most):
        gist = test_scene(rng)
        while not all(painter.draws(thing.object) for thing in gist.things):
            gist = test_scene(rng)
        language = LANGUAGES[number % len(LANGUAGES)]
        yield request(gist, language, rng), language, Scene.of(gist), rng.randrange(MOST_SEED // 2)


def _kept(picture: Picture) -> dict[str, Any]:
    """What the store keeps of a picture."""
    return {
        "plan": picture.plan.to_json(),
        "seed": picture.seed,
        "weights": picture.weights,
        "score": picture.score,
        "caption": picture.caption,
        "facts": [asdict(fact) for fact in picture.facts],
    }
