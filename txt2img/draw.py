"""From a scene to finished pictures: plan, paint, look, rank; and the painters by name."""

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
from img2txt.closer import Wanted, looked_closer
from img2txt.match import Scales
from img2txt.recognise import Eye
from img2txt.view import View
from language.captions import caption
from models.device import checked_device
from models.insight import Insight
from models.weights import fingerprint
from txt2img.blend import blended
from txt2img.change import changed_plan
from txt2img.paint import Brushes
from txt2img.picture import FactCheck, Picture
from txt2img.plan import Layouts
from txt2img.sticker import as_sticker, largest_thing, on_paper, rgba
from understanding.intent import Change
from world.facts import Fact, scene_facts
from world.gist import Gist
from world.plan import MOST_SEED, Backdrop, Blend, Layer, Plan
from world.scene import Scene
from world.vocabulary import COUNTS, MAX_THINGS

WEIGHTS = Path(__file__).parent.parent / "weights"
FOUND = 0.5  # a fact at least this probable counts as found
WHOLE = 0.9  # a blend with more than this of one thing is looked at as that thing alone


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
    ) -> list[Picture]: ...

    def change(self, base: Plan, change: Change, *, language: str, count: int = 4) -> list[Picture]: ...

    def redraw(self, plans: Sequence[Plan], language: str) -> list[Picture]: ...


class TuwenPainter:
    """Tuwen's own networks."""

    def __init__(self, folder: Path = WEIGHTS, device: str = "cpu"):
        """WeightsError where a network is missing or damaged."""
        self.layouts = Layouts(folder)
        self.brushes = Brushes(folder, device)
        self.eye = Eye(folder, device)
        self.scales = Scales(folder, device)
        self.narrator = Narrator(folder, device, self.scales)
        self.weights = fingerprint([self.layouts.folder, *self.brushes.folders])

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

    def change(self, base: Plan, change: Change, *, language: str, count: int = 4) -> list[Picture]:
        """A picture's plan after a change: `count` candidates, fewer where less is left to chance, best first.

        None where nothing can be moved as it was asked.
        """
        first = fresh_seed(count) if change.seed is None else change.seed
        plans = [changed_plan(self.layouts, base, change, first + i) for i in range(count)]
        moved = [plan for plan in plans if (plan.backdrop, plan.layers) != (base.backdrop, base.layers)]
        only_moves = change.scene == change.before and change.picture is None
        return self.redraw(moved if only_moves else moved or plans, language) if moved or not only_moves else []

    @torch.no_grad()
    def redraw(self, plans: Sequence[Plan], language: str) -> list[Picture]:
        """Finished plans, all of them stickers or none, drawn, looked at and ranked, best first.

        What is laid out the same is drawn once: a change may leave nothing to chance.
        """
        plans = _distinct(plans)
        images, shown, share = self._finished(plans)
        views, insight = self.eye.look(shown, [len(plan.scene.groups()) for plan in plans])
        closer = looked_closer(self.eye, shown, views, [_wanted(plan, share) for plan in plans])
        likeness = self._likeness(insight, plans, language)
        captions = self.narrator.say(views, insight, language)
        pictures = []
        for i, plan in enumerate(plans):
            checks = check(plan, closer[i])
            score = score_of(checks) * likeness[i]
            pictures.append(Picture(images[i], plan, self.weights, checks, round(score, 4), captions[i].text))
        return sorted(pictures, key=lambda picture: (_missing(picture), -picture.score))

    def _likeness(self, insight: Insight, plans: Sequence[Plan], language: str) -> list[float]:
        """How well each picture goes with what its plan says, in [0, 1]; a blend with each half by its share."""
        shown = [(row, half, share) for row, plan in enumerate(plans) for half, share in halves(plan)]
        said = [caption(_sayable(half), language, Random(0)) for _, half, _ in shown]
        alike = [0.0] * len(plans)
        weighed = self.scales.weigh(insight[[row for row, _, _ in shown]], said)
        for (row, _, share), likeness in zip(shown, weighed, strict=True):
            alike[row] += share * likeness
        return alike

    def _finished(self, plans: Sequence[Plan]) -> tuple[list[Image.Image], Float[Tensor, "b 3 s s"], float]:
        """The picture of each plan, what is looked at of it, and how much of that is the picture.

        A sticker lies on paper to be looked at.

        Each is painted by itself: sums over a batch round otherwise, and the same plan shall give the same pixels.
        """
        if all(plan.backdrop is None for plan in plans):
            cut = torch.cat([self.brushes.cut_out([plan]) for plan in plans])
            shown = on_paper(cut, largest_thing(plans))
            return [rgba(each) for each in cut], shown, cut.shape[-1] / shown.shape[-1]
        finished = torch.cat([self.brushes.paint([plan]) for plan in plans])
        return [to_pil_image(each) for each in finished], finished, 1.0


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
    return [
        Wanted(body.what, 0.5 + share * (body.pose.x - 0.5), 0.5 + share * (body.pose.y - 0.5), share * body.pose.scale)
        for body in plan.bodies
        if body.blend is None or body.blend.thing is None
    ]


def _missing(picture: Picture) -> int:
    """How many facts are not found."""
    return sum(fact.found is False for fact in picture.facts)


def _sayable(gist: Gist) -> Gist:
    """As much of a gist as captions tell."""
    kinds = tuple(replace(kind, count=min(kind.count, COUNTS[-1])) for kind in gist.things[:MAX_THINGS])
    return replace(gist, things=kinds, relation=gist.relation if len(kinds) == len(gist.things) else None)


def halves(plan: Plan) -> list[tuple[Gist, float]]:
    """What a plan shows, and how much of it: its gist, or with each thing that some of its things are blended of.

    A half that is next to nothing is left out.
    """
    gist, blend = plan.scene.gist(), plan.blend
    if blend is None or blend.thing is None:
        return [(gist, 1.0)]
    of = _blended_group(plan)
    other = gist.with_thing(of, replace(gist.things[of], object=blend.thing))
    if not 1 - WHOLE < blend.thing_share < WHOLE:
        return [(other if blend.thing_share >= WHOLE else gist, 1.0)]
    return [(gist, 1 - blend.thing_share), (other, blend.thing_share)]


def _blended_group(plan: Plan) -> int:
    """Which group of alike things is blended with another thing."""
    blended_ids = {body.of for body in plan.bodies if body.blend and body.blend.thing}
    groups = enumerate(plan.scene.groups())
    return next(of for of, group in groups if any(thing.id in blended_ids for thing in group))


def check(plan: Plan, view: View) -> tuple[FactCheck, ...]:
    """Every fact of a plan's scene looked for in a picture, and of a blend both of its things.

    A network that names one thing shares its probability out among the halves of a blend: each is as sure as it is
    held against its share. What else is said of a blend is looked for at what stands there, whatever it looks like.
    A deed is looked for only where it can be told by where things are.
    """
    shown, facts = halves(plan), scene_facts(plan.scene)
    if len(shown) == 1:
        return tuple(_checked(fact, view, _instead(plan, fact, shown[0][0])) for fact in facts)
    of = _blended_group(plan)
    whole = shown[0][0]
    whatever = view.taken_for(whole.things[of].object, [kind.object for n, kind in enumerate(whole.things) if n != of])
    checks = []
    for fact in facts:
        if (fact.fact, fact.of) == ("object", of):
            for half, share in shown:
                named = replace(fact, value=half.things[of].object)
                checks.append(_check(named, min(1.0, view.probability(named, half) / share)))
        else:
            checks.append(_checked(fact, whatever, plan.scene))
    return tuple(checks)


def _instead(plan: Plan, fact: Fact, shown: Gist) -> Scene | Gist:
    """What a fact is looked for in: the scene, or of a blend that is next to nothing but its other half, that."""
    return shown if plan.blend and plan.blend.thing and fact.fact != "relation" else plan.scene


def _checked(fact: Fact, view: View, scene: Scene | Gist) -> FactCheck:
    if fact.fact == "object" and fact.of is not None and isinstance(scene, Gist):
        fact = replace(fact, value=scene.things[fact.of].object)
    if view.tells(fact, scene):
        return _check(fact, view.probability(fact, scene))
    return FactCheck(fact.fact, fact.value, fact.of, fact.to, None, 1.0)


def _check(fact: Fact, sure: float) -> FactCheck:
    return FactCheck(fact.fact, fact.value, fact.of, fact.to, sure >= FOUND, round(sure, 4))


def score_of(checks: Sequence[FactCheck]) -> float:
    """The geometric mean of the facts' probabilities, in [0, 1]; 1 where nothing was said that can be told."""
    told = [each.probability for each in checks if each.found is not None]
    if not told:
        return 1.0
    return exp(sum(log(max(sure, 1e-4)) for sure in told) / len(told))


PAINTERS: dict[str, Callable[[str], Painter]] = {"tuwen": lambda device: TuwenPainter(device=device)}


def load_painter(name: str = "tuwen", device: str = "cpu") -> Painter:
    """A painter by name; UnknownModel and UnknownDevice list the choices, WeightsError says what is missing."""
    try:
        make = PAINTERS[name]
    except KeyError:
        raise UnknownModel(f"no painter named {name!r}; choose one of {', '.join(sorted(PAINTERS))}") from None
    return make(checked_device(device))
