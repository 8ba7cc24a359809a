"""A change carried out on the plan of the picture that is meant."""

from txt2img.blend import blended
from txt2img.plan import Layouts
from txt2img.shift import shifted, swapped, turned, with_way_made
from txt2img.sticker import as_sticker
from understanding.intent import Change
from world.plan import Plan


def changed_plan(layouts: Layouts, base: Plan, change: Change, seed: int) -> Plan:
    """The plan after a change; `seed` decides what is left to chance, as where something new stands.

    What changes places does so first, so that the relations of the new scene hold and move nothing else.
    """
    for ids, others in change.swaps:
        base = swapped(base, ids, others)
    sticker = base.backdrop is None if change.sticker is None else change.sticker
    plan = layouts.plan(change.scene, seed, base, sticker=sticker)
    for shift in change.shifts:
        plan = with_way_made(shifted(plan, shift.ids, shift.way), shift.ids)
    plan = turned(plan, change.turned)
    if change.blend is not None:
        plan = blended(plan, change.blend)
    return as_sticker(plan) if sticker else plan
