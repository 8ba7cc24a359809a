"""Every fact that was said, looked for in the picture; what cannot be told is said to be neither found nor missing."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from img2txt.view import FOUND, View
from rendering.settle import box, covered
from rendering.ties import ties
from txt2img.picture import FactCheck
from world.facts import Fact, scene_facts
from world.gist import Gist
from world.plan import Plan
from world.scene import Scene

WHOLE = 0.9  # a blend with more than this of one thing is looked at as that thing alone
COVERED = 0.3  # of the smaller of two things that lie on each other: what is hidden so far may not be told


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


def check(plan: Plan, view: View, ground: str | None = None) -> tuple[FactCheck, ...]:
    """Every fact of a plan's scene looked for in a picture, and of a blend both of its things.

    `ground` is the colour that the picture's lower corners have.

    A network that names one thing shares its probability out among the halves of a blend: each is as sure as it is
    held against its share. What else is said of a blend is looked for at what stands there, whatever it looks like.
    A deed is looked for only where it can be told by where things are, and what is worn or held before another thing
    may be found, but not missed.
    """
    shown, facts = halves(plan), scene_facts(plan.scene)
    entangled = _entangled(plan)
    if len(shown) == 1:
        whole = shown[0][0]
        return tuple(_checked(_as_shown(fact, whole), view, whole, plan, entangled, ground) for fact in facts)
    of = _blended_group(plan)
    whole = shown[0][0]
    whatever = view.taken_for(whole.things[of].object, [kind.object for n, kind in enumerate(whole.things) if n != of])
    checks = []
    for fact in facts:
        if (fact.fact, fact.of) == ("object", of):
            for half, share in shown:
                named = _as_shown(fact, half)
                sure = min(1.0, view.probability(named, half) / share)
                checks.append(FactCheck(named.fact, named.value, of, None, sure >= FOUND, round(sure, 4)))
        else:
            checks.append(_checked(fact, whatever, whole, plan, entangled, ground))
    return tuple(checks)


def _as_shown(fact: Fact, shown: Gist) -> Fact:
    """The fact, of a blend that is next to nothing but its other half, with that."""
    return replace(fact, value=shown.things[fact.of].object) if fact.fact == "object" and fact.of is not None else fact


def _checked(
    fact: Fact, view: View, shown: Gist, plan: Plan, entangled: frozenset[int], ground: str | None
) -> FactCheck:
    if fact.fact == "ground":
        return _ground(fact, ground, plan)
    scene: Scene | Gist = plan.scene if fact.fact == "relation" else shown
    sure, found = view.probability(fact, scene), None
    if view.tells(fact, scene) and (sure >= FOUND or fact.fact == "relation" or fact.of not in entangled):
        found = sure >= FOUND
    return FactCheck(fact.fact, fact.value, fact.of, fact.to, found, round(sure, 4))


def _ground(fact: Fact, seen: str | None, plan: Plan) -> FactCheck:
    """A plain ground's colour, which only daylight shows as it is."""
    found = None if seen is None or plan.time != "day" else seen == fact.value
    return FactCheck(fact.fact, fact.value, None, None, found, 0.5 if found is None else float(found))


def _entangled(plan: Plan) -> frozenset[int]:
    """The groups of things that hide, or are hidden by, what they hold or wear."""
    poses = plan.poses()
    groups = {thing.id: number for number, group in enumerate(plan.scene.groups()) for thing in group}
    found: set[int] = set()
    for tie in ties(plan.scene):
        if tie.child in poses and tie.parent in poses:
            one, other = (box(poses[id], plan.scene.thing(id).object) for id in (tie.child, tie.parent))
            if covered(one, other) >= COVERED:
                found |= {groups[tie.child], groups[tie.parent]}
    return frozenset(found)


def missing(checks: Sequence[FactCheck]) -> float:
    """How many facts are not found; what cannot be told counts half."""
    return sum(1.0 if each.found is False else 0.5 if each.found is None else 0.0 for each in checks)


def score_of(checks: Sequence[FactCheck]) -> float:
    """The geometric mean of the facts' probabilities, in [0, 1]; 1 where nothing was said that can be told."""
    told = [each.probability for each in checks if each.found is not None]
    if not told:
        return 1.0
    return exp(sum(log(max(sure, 1e-4)) for sure in told) / len(told))
