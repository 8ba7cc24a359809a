"""How large things are drawn among so many, and which heights look small or big."""

from math import ceil

SCALE = {"small": 0.22, None: 0.34, "big": 0.54}  # height of a thing's square as a share of the canvas
SMALLER, BIGGER = 0.83, 1.2  # than things usually are among so many: small and big, whatever was said
BIG = 0.38  # the least height of what looks big: four in a row have no room for that
REACH = 0.86  # of the canvas's width that rows take
ROOM = {"small": 1.0, None: 1.2, "big": 1.6}  # how far a thing may fill its share of a row, so that few overlap
STACKED = 0.36  # the most of a thing above or below another, so that air is left between them
ABREAST = 4  # more things than these stand in two rows, so that every one stays large enough to be told
_TOTAL = {1: 1.12, 2: 1.0, 3: 0.94, 4: 0.84, 5: 0.84, 6: 0.82, 7: 0.80, 8: 0.80}  # how far so many things shrink


def shrink(total: int) -> float:
    """How far things shrink where there are so many of them."""
    return _TOTAL[min(max(total, 1), max(_TOTAL))]


def plain_size(scale: float, total: int) -> str | None:
    """What a thing of that height among so many looks like: small, big, or neither (None)."""
    small, big = size_bounds(total)
    return "small" if scale < small else "big" if scale >= big else None


def size_bounds(total: int) -> tuple[float, float]:
    """Up to which height things look small, and from which they look big, where there are so many of them."""
    total = min(max(total, 1), max(_TOTAL))
    abreast = total if total <= ABREAST else ceil(total / 2)
    usual = min(SCALE[None] * shrink(total), ROOM[None] * REACH / abreast)
    return SMALLER * usual, max(BIG, BIGGER * usual)
