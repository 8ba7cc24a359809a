"""From a scene to finished pictures: plan, paint, look, rank; and the painters by name."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Protocol

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import to_pil_image

from img2txt.caption import Narrator
from img2txt.closer import Wanted, looked_closer
from img2txt.hues import ground_colour
from img2txt.match import Scales
from img2txt.recognise import Eye
from language.captions import caption
from models.device import checked_device
from models.insight import Insight
from models.weights import fingerprint
from txt2img.blend import blended
from txt2img.change import changed_plan
from txt2img.check import check, halves, missing, score_of
from txt2img.hand import TRIED, Hands, InUse, preferred
from txt2img.paint import Brushes
from txt2img.picture import Picture
from txt2img.plan import Layouts
from txt2img.sticker import as_sticker, largest_thing, on_paper, rgba
from txt2img.taste import Sights, features, seen_by, taste
from understanding.intent import Change
from world.gist import Gist
from world.plan import MOST_SEED, Backdrop, Blend, Layer, Plan
from world.scene import Scene
from world.vocabulary import COUNTS, MAX_THINGS, NATURAL

WEIGHTS = Path(__file__).parent.parent / "weights"

# Called with each picture as soon as it is painted, and with none between other steps; what it raises ends the work.
Show = Callable[..., None]


def nobody_looks(*_: Image.Image) -> None:
    """Nobody waits for single pictures, and nobody stops the work."""


class UnknownModel(ValueError):
    """There is no painter of that name."""


class Painter(Protocol):
    """Anything that draws what a text says."""

    def draws(self, thing: str) -> bool: ...

    def draw(
        self,
        scene: Scene,
        *,
        language: str,
        count: int = 4,
        seed: int | None = None,
        base: Plan | None = None,
        sticker: bool = False,
        blend: Blend | None = None,
        show: Show = nobody_looks,
    ) -> list[Picture]: ...

    def change(
        self, base: Plan, change: Change, *, language: str, count: int = 4, show: Show = nobody_looks
    ) -> list[Picture]: ...

    def redraw(self, plans: Sequence[Plan], language: str, *, show: Show = nobody_looks) -> list[Picture]: ...


class TuwenPainter:
    """Tuwen's own networks."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu", versions: Path | None = None):
        """`versions` holds what was learnt from ratings; WeightsError where a network is missing or damaged."""
        self.layouts = Layouts(folder)
        self.brushes = Brushes(folder, device)
        self.eye = Eye(folder, device)
        self.scales = Scales(folder, device)
        self.narrator = Narrator(folder, device, self.scales, versions)
        self.taste = taste(versions, seen_by(self.eye, self.scales))
        self.weights = fingerprint([self.layouts.folder, *self.brushes.folders])
        self.hands = Hands(self.brushes, self.weights, versions)

    def draws(self, thing: str) -> bool:
        """Whether an object (a vocabulary key) is drawn well enough to be offered."""
        return self.brushes.draws(thing)

    def draw(
        self,
        scene: Scene,
        *,
        language: str,
        count: int = 4,
        seed: int | None = None,
        base: Plan | None = None,
        sticker: bool = False,
        blend: Blend | None = None,
        show: Show = nobody_looks,
    ) -> list[Picture]:
        """`count` candidates, fewer where some are laid out alike, best first; each is shown as soon as it is painted.

        Seeds count up from `seed`, or from a random one.

        With `base`, the plan that is being edited, what did not change keeps its seeds and places. A sticker has
        nothing behind its things, which the scene then must have.
        """
        first = fresh_seed(count) if seed is None else seed
        used = self.hands.now()
        plans = [self._laid_out(used, scene, first + i, base, sticker=sticker) for i in range(count)]
        plans = [blended(plan, blend) for plan in plans] if blend else plans
        return self.redraw([as_sticker(plan) for plan in plans] if sticker else plans, language, show=show)

    def draw_with(self, used: InUse, scene: Scene, *, language: str, seed: int) -> Picture:
        """One picture by another hand than the one that is served."""
        plan = self._laid_out(used, scene, seed, None, sticker=False)
        return self._redrawn([plan], language, used, nobody_looks)[0]

    def _laid_out(self, used: InUse, scene: Scene, seed: int, base: Plan | None, *, sticker: bool) -> Plan:
        """A plan of a scene; a new one, where taste in layouts was learnt, is one of several."""
        if (heads := used.plans) is None or base is not None:
            return self.layouts.plan(scene, seed, base, sticker=sticker)
        tried = [self.layouts.plan(scene, seed + n * MOST_SEED, sticker=sticker) for n in range(TRIED)]
        return replace(preferred(tried, heads, Random(f"layout {seed}")), seed=seed)

    def change(
        self, base: Plan, change: Change, *, language: str, count: int = 4, show: Show = nobody_looks
    ) -> list[Picture]:
        """A picture's plan after a change: `count` candidates, fewer where less is left to chance, best first.

        None where nothing can be moved as it was asked.
        """
        first = fresh_seed(count) if change.seed is None else change.seed
        plans = [changed_plan(self.layouts, base, change, first + i) for i in range(count)]
        moved = [plan for plan in plans if (plan.backdrop, plan.layers) != (base.backdrop, base.layers)]
        only_moves = change.scene == change.before and change.picture is None
        plans = moved if only_moves else moved or plans
        return self.redraw(plans, language, show=show) if plans else []

    @torch.no_grad()
    def redraw(self, plans: Sequence[Plan], language: str, *, show: Show = nobody_looks) -> list[Picture]:
        """Finished plans, all of them stickers or none, drawn, looked at and ranked, best first.

        Each is shown as soon as it is painted; what `show` raises goes through, and ends the work. What is laid out the
        same is drawn once: a change may leave nothing to chance.
        """
        return self._redrawn(_distinct(plans), language, self.hands.now(), show)

    @torch.no_grad()
    def _redrawn(self, plans: Sequence[Plan], language: str, used: InUse, show: Show) -> list[Picture]:
        images, shown, share = self._finished(plans, show, used.brushes)
        views, insight = self.eye.look(shown, [len(plan.scene.groups()) for plan in plans])
        closer = looked_closer(self.eye, shown, views, [_wanted(plan, share) for plan in plans])
        likeness = self._likeness(insight, plans, language)
        captions = self.narrator.say(views, insight, language)
        pictures = []
        for i, plan in enumerate(plans):
            checks = check(plan, closer[i], ground_colour(shown[i]))
            score = score_of(checks) * likeness[i]
            pictures.append(Picture(images[i], plan, used.weights, checks, round(score, 4), captions[i].text))
        return self._ranked(pictures, Sights(shown, views, insight))

    def _ranked(self, pictures: Sequence[Picture], sights: Sights) -> list[Picture]:
        """The best first: fewest facts missing, then by what was learnt from ratings, or else by score."""
        worth, name = [picture.score for picture in pictures], None
        if (learnt := self.taste.learnt()) is not None:
            worth, name = learnt.network.worth(features(self.scales, sights, worth)).tolist(), learnt.name
        order = sorted(range(len(pictures)), key=lambda i: (missing(pictures[i].facts), -worth[i]))
        return [replace(pictures[i], ranked_by=name) for i in order]

    def _likeness(self, insight: Insight, plans: Sequence[Plan], language: str) -> list[float]:
        """How well each picture goes with what its plan says, in [0, 1]; a blend with each half by its share."""
        shown = [(row, half, share) for row, plan in enumerate(plans) for half, share in halves(plan)]
        said = [caption(_sayable(half), language, Random(0)) for _, half, _ in shown]
        alike = [0.0] * len(plans)
        weighed = self.scales.weigh(insight[[row for row, _, _ in shown]], said)
        for (row, _, share), likeness in zip(shown, weighed, strict=True):
            alike[row] += share * likeness
        return alike

    def _finished(
        self, plans: Sequence[Plan], show: Show, brushes: Brushes
    ) -> tuple[list[Image.Image], Float[Tensor, "b 3 s s"], float]:
        """The picture of each plan, what is looked at of it, and how much of that is the picture.

        A sticker lies on paper to be looked at.

        Each is painted by itself: sums over a batch round otherwise, and the same plan shall give the same pixels.
        """
        stickers = all(plan.backdrop is None for plan in plans)
        painted: list[Float[Tensor, "1 _ s s"]] = []
        images: list[Image.Image] = []
        for plan in plans:
            painted.append(brushes.cut_out([plan]) if stickers else brushes.paint([plan]))
            images.append(rgba(painted[-1][0]) if stickers else to_pil_image(painted[-1][0]))
            show(images[-1])
        finished = torch.cat(painted)
        if not stickers:
            return images, finished, 1.0
        shown = on_paper(finished, largest_thing(plans))
        return images, shown, finished.shape[-1] / shown.shape[-1]


def _distinct(plans: Sequence[Plan]) -> list[Plan]:
    seen: dict[tuple[Backdrop | None, tuple[Layer, ...]], Plan] = {}
    for plan in plans:
        seen.setdefault((plan.backdrop, plan.layers), plan)
    return list(seen.values())


def fresh_seed(count: int = 1) -> int:
    """A random seed from which so many can be counted on."""
    return secrets.randbelow(MOST_SEED - count)


def _wanted(plan: Plan, share: float) -> list[Wanted]:
    """What should be seen where, in the middle `share` of what is looked at; a blend looks like neither half."""
    wanted = []
    for body in plan.bodies:
        if body.of is not None and (body.blend is None or body.blend.thing is None):
            thing, pose = plan.scene.thing(body.of), body.pose
            x, y = (0.5 + share * (at - 0.5) for at in (pose.x, pose.y))
            colour = None if thing.colour == NATURAL else thing.colour
            wanted.append(Wanted(body.what, x, y, share * pose.scale, colour, thing.action))
    return wanted


def _sayable(gist: Gist) -> Gist:
    """As much of a gist as captions tell."""
    kinds = tuple(replace(kind, count=min(kind.count, COUNTS[-1])) for kind in gist.things[:MAX_THINGS])
    return replace(gist, things=kinds, relation=gist.relation if len(kinds) == len(gist.things) else None)


PAINTERS: dict[str, Callable[[str, Path | None], Painter]] = {
    "tuwen": lambda device, versions: TuwenPainter(device=device, versions=versions)
}


def load_painter(name: str = "tuwen", device: str = "cpu", versions: Path | None = None) -> Painter:
    """A painter by name, ranking by what was learnt from ratings where there are `versions` of that.

    UnknownModel and UnknownDevice list the choices, WeightsError says what is missing.
    """
    try:
        make = PAINTERS[name]
    except KeyError:
        raise UnknownModel(f"no painter named {name!r}; choose one of {', '.join(sorted(PAINTERS))}") from None
    return make(checked_device(device), versions)
