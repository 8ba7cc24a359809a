"""From a text to finished pictures: understand, plan, paint, rank; and the painters by name."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log
from pathlib import Path
from random import Random
from typing import Protocol

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import to_pil_image

from img2txt.caption import Narrator
from img2txt.match import Scales
from img2txt.recognise import Eye
from img2txt.view import View
from language.captions import caption
from models.device import checked_device
from models.insight import Insight
from models.weights import fingerprint
from txt2img.blend import blended, spliced
from txt2img.paint import Brushes
from txt2img.picture import FactCheck, Picture
from txt2img.plan import Layouts
from txt2img.sticker import as_sticker, largest_thing, on_paper, rgba
from understanding.reading import Reading, Understanding
from world.change import Change
from world.gist import Gist
from world.plan import Backdrop, Blend, Layer, Plan

WEIGHTS = Path(__file__).parent.parent / "weights"
MOST_SEED = 2**31
FOUND = 0.5  # a fact at least this probable counts as found
WHOLE = 0.9  # a blend with more than this of one thing is looked at as that thing alone


class UnknownModel(ValueError):
    """There is no painter of that name."""


class Painter(Protocol):
    """Anything that draws what a text says."""

    def understand(self, text: str) -> Understanding: ...

    def follow(self, text: str, last: Gist, spoken_of: int = 0) -> Change: ...

    def draws(self, thing: str) -> bool: ...

    def draw(
        self,
        scene: Gist,
        *,
        language: str,
        count: int = 4,
        seed: int | None = None,
        base: Plan | None = None,
        sticker: bool = False,
        blend: Blend | None = None,
    ) -> list[Picture]: ...

    def redraw(self, plans: Sequence[Plan], language: str) -> list[Picture]: ...


class TuwenPainter:
    """Tuwen's own networks."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu"):
        """WeightsError where a network is missing or damaged."""
        self.reading = Reading(folder)
        self.layouts = Layouts(folder)
        self.brushes = Brushes(folder, device)
        self.eye = Eye(folder, device)
        self.scales = Scales(folder, device)
        self.narrator = Narrator(folder, device, self.scales)
        self.weights = fingerprint([self.layouts.folder, *self.brushes.folders])

    def understand(self, text: str) -> Understanding:
        """What the text asks for, and the words that Tuwen does not know; the scene is without what it cannot draw.

        A blend of which half cannot be drawn is not drawn at all.
        """
        whole, blend = spliced(text)
        read = replace(self.reading.understand(whole), blend=blend)
        halves = [blend.thing] if blend and blend.thing else []
        undrawn = tuple(key for key in [*(thing.object for thing in read.scene.things), *halves] if not self.draws(key))
        if not undrawn:
            return read
        kept = () if blend else tuple(thing for thing in read.scene.things if thing.object not in undrawn)
        return replace(read, scene=replace(read.scene, things=kept, relation=None), undrawn=undrawn)

    def follow(self, text: str, last: Gist, spoken_of: int = 0) -> Change:
        """What a message asks of the scene that was drawn last; `spoken_of` is the thing that "it" means."""
        return self.reading.follow(text, last, spoken_of)

    def draws(self, thing: str) -> bool:
        """Whether an object (a vocabulary key) is drawn well enough to be offered."""
        return self.brushes.draws(thing)

    def draw(
        self,
        scene: Gist,
        *,
        language: str,
        count: int = 4,
        seed: int | None = None,
        base: Plan | None = None,
        sticker: bool = False,
        blend: Blend | None = None,
    ) -> list[Picture]:
        """`count` candidates, fewer where some are laid out alike, best first.

        Seeds count up from `seed`, or from a random one.

        With `base`, the plan that is being edited, what did not change keeps its seeds and places. A sticker has
        nothing behind its things, which the scene then must have.
        """
        first = fresh_seed(count) if seed is None else seed
        plans = [self.layouts.plan(scene, first + i, base, sticker=sticker) for i in range(count)]
        plans = [blended(plan, blend) for plan in plans] if blend else plans
        return self.redraw([as_sticker(plan) for plan in plans] if sticker else plans, language)

    @torch.no_grad()
    def redraw(self, plans: Sequence[Plan], language: str) -> list[Picture]:
        """Finished plans, all of them stickers or none, drawn, looked at and ranked, best first.

        What is laid out the same is drawn once: a change may leave nothing to chance.
        """
        plans = _distinct(plans)
        images, shown = self._finished(plans)
        views, insight = self.eye.look(shown)
        likeness = self._likeness(insight, plans, language)
        captions = self.narrator.say(views, insight, language)
        pictures = []
        for i, plan in enumerate(plans):
            checks = check(plan, views[i])
            score = score_of(checks) * likeness[i]
            pictures.append(Picture(images[i], plan, self.weights, checks, round(score, 4), captions[i].text))
        return sorted(pictures, key=lambda picture: (sum(not fact.found for fact in picture.facts), -picture.score))

    def _likeness(self, insight: Insight, plans: Sequence[Plan], language: str) -> list[float]:
        """How well each picture goes with what its plan says, in [0, 1]; a blend with each half by its share."""
        shown = [(row, half, share) for row, plan in enumerate(plans) for half, share in halves(plan)]
        said = [caption(half, language, Random(0)) for _, half, _ in shown]
        alike = [0.0] * len(plans)
        weighed = self.scales.weigh(insight[[row for row, _, _ in shown]], said)
        for (row, _, share), likeness in zip(shown, weighed, strict=True):
            alike[row] += share * likeness
        return alike

    def _finished(self, plans: Sequence[Plan]) -> tuple[list[Image.Image], Float[Tensor, "b 3 s s"]]:
        """The picture of each plan, and what is looked at of it: a sticker lies on paper for that.

        Each is painted by itself: sums over a batch round otherwise, and the same plan shall give the same pixels.
        """
        if all(plan.backdrop is None for plan in plans):
            cut = torch.cat([self.brushes.cut_out([plan]) for plan in plans])
            return [rgba(each) for each in cut], on_paper(cut, largest_thing(plans))
        finished = torch.cat([self.brushes.paint([plan]) for plan in plans])
        return [to_pil_image(each) for each in finished], finished


def _distinct(plans: Sequence[Plan]) -> list[Plan]:
    seen: dict[tuple[Backdrop | None, tuple[Layer, ...]], Plan] = {}
    for plan in plans:
        seen.setdefault((plan.backdrop, plan.layers), plan)
    return list(seen.values())


def fresh_seed(count: int = 1) -> int:
    """A random seed from which so many can be counted on."""
    return secrets.randbelow(MOST_SEED - count)


def halves(plan: Plan) -> list[tuple[Gist, float]]:
    """What a plan shows, and how much of it: its scene, or with each thing that its first one is blended of.

    A half that is next to nothing is left out.
    """
    scene, blend = plan.scene(plan)
    if blend is None or blend.thing is None:
        return [(scene, 1.0)]
    other = scene.with_thing(0, replace(scene.things[0], object=blend.thing))
    if not 1 - WHOLE < blend.thing_share < WHOLE:
        return [(other if blend.thing_share >= WHOLE else scene, 1.0)]
    return [(scene, 1 - blend.thing_share), (other, blend.thing_share)]


def check(plan: Plan, view: View) -> tuple[FactCheck, ...]:
    """Every fact of a plan's scene looked for in a picture, and of a blend both of its things.

    A network that names one thing shares its probability out among the halves of a blend: each is as sure as it is
    held against its share. What else is said of a blend is looked for at what stands there, whatever it looks like.
    """
    shown = halves(plan)
    scene = shown[0][0]
    seen = [(fact, view.probability(fact, scene)) for fact in scene.facts()]
    if len(shown) > 1:
        of_each = [(half.facts()[0], half, share) for half, share in shown]
        whatever = view.taken_for(scene.things[0].object, [thing.object for thing in scene.things[1:]])
        named = [(thing, min(1.0, view.probability(thing, half) / share)) for thing, half, share in of_each]
        rest = [(fact, whatever.probability(fact, scene)) for fact in scene.facts()[1:]]
        seen = [*named, *rest]
    return tuple(FactCheck(f.fact, f.value, f.of, p >= FOUND, round(p, 4)) for f, p in seen)


def score_of(checks: Sequence[FactCheck]) -> float:
    """The geometric mean of the facts' probabilities, in [0, 1]; 1 where nothing was said."""
    if not checks:
        return 1.0
    return exp(sum(log(max(each.probability, 1e-4)) for each in checks) / len(checks))


PAINTERS: dict[str, Callable[[str], Painter]] = {"tuwen": lambda device: TuwenPainter(device=device)}


def load_painter(name: str = "tuwen", device: str = "cpu") -> Painter:
    """A painter by name; UnknownModel and UnknownDevice list the choices, WeightsError says what is missing."""
    try:
        make = PAINTERS[name]
    except KeyError:
        raise UnknownModel(f"no painter named {name!r}; choose one of {', '.join(sorted(PAINTERS))}") from None
    return make(checked_device(device))
