"""Whose turn is next: addresses take turns, and so do the visitors of one address.

However much somebody waits with, whoever comes anew is next after what is under way; who was there first is first.
Whose turn took as long as several others has had as many.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

MOST_TURNS = 16  # that one counts as
REMEMBERED = 1000  # addresses whose visitors take turns


@dataclass(frozen=True)
class Visitor:
    """Whoever waits: where from, and what tells apart those who come from one address."""

    address: str
    token: str = ""


@dataclass
class _Round:
    """Everybody has one turn in a round; who has had it waits for the next."""

    now: int = 0
    had: dict[Hashable, int] = field(default_factory=dict)  # the last round of everybody who had a turn in it

    def of(self, key: Hashable, nth: int) -> int:
        """The round in which somebody's nth turn from now on comes, from 0."""
        return max(self.now, self.had.get(key, self.now - 1) + 1) + nth

    def turn(self, key: Hashable) -> None:
        """It is somebody's turn."""
        self.now = self.of(key, 0)
        self.had = {each: last for each, last in self.had.items() if last >= self.now} | {key: self.now}

    def took(self, key: Hashable, turns: int) -> None:
        """Somebody's last turn was worth so many."""
        self.had[key] = self.had.get(key, self.now) + turns - 1


class Rounds:
    """Remembers who had a turn lately. Not for several threads at once."""

    def __init__(self) -> None:
        self._addresses = _Round()
        self._visitors: dict[str, _Round] = {}  # of each address, the last one to have a turn at the end

    def order(self, waiting: Sequence[Visitor]) -> list[int]:
        """The order in which those come who wait, as positions among them; they are given as they arrived."""
        turns: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        before: Counter[Visitor] = Counter()
        for arrived, visitor in enumerate(waiting):
            known = self._visitors.get(visitor.address, _Round())
            turns[visitor.address].append((known.of(visitor.token, before[visitor]), arrived))
            before[visitor] += 1
        ranked = [
            (self._addresses.of(address, nth), arrived)
            for address, theirs in turns.items()
            for nth, (_, arrived) in enumerate(sorted(theirs))
        ]
        return [arrived for _, arrived in sorted(ranked)]

    def turn(self, visitor: Visitor) -> None:
        """It is a visitor's turn."""
        self._addresses.turn(visitor.address)
        theirs = self._visitors.pop(visitor.address, _Round())
        theirs.turn(visitor.token)
        self._visitors[visitor.address] = theirs
        for address in list(self._visitors)[:-REMEMBERED]:
            del self._visitors[address]

    def took(self, visitor: Visitor, times: float) -> None:
        """The visitor's last turn is over, and took so many times as long as they usually do."""
        turns = min(max(round(times), 1), MOST_TURNS)
        self._addresses.took(visitor.address, turns)
        self._visitors[visitor.address].took(visitor.token, turns)
