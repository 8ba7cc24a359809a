"""Facts that somebody tells of a picture beside those that are true of it: which thing is which, and what is right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from img2txt.description import SeenFact
from rendering.shown import shown_scene
from world.facts import Fact
from world.gist import Gist
from world.plan import Plan
from world.vocabulary import INVERSE
from world.vocabulary import thing as vocabulary_thing

BOUND = ("colour", "count", "action", "size")  # what belongs to one thing, besides which object it is
WHOLE = ("relation", "place", "time", "style")
FACTS = ("object", *BOUND, *WHOLE)
VAGUE = ("next_to",)  # relations that hold of pictures whose scene says another one, so nobody is asked for them


@dataclass(frozen=True)
class Account:
    """What is told of a picture: slot → value for every kind of thing, and for the whole.

    A relation is the first thing's to the second. A slot that is missing was not told, or is not there.
    """

    things: tuple[dict[str, str], ...] = ()
    whole: dict[str, str] = field(default_factory=dict)
    sure: dict[tuple[int | None, str], float] = field(default_factory=dict)  # (thing or None, slot) → probability


def account(facts: Iterable[Fact | SeenFact]) -> Account:
    """Facts gathered by the thing that they speak of; facts of photos, which belong to no thing, are left out."""
    facts = list(facts)
    numbers = {of: number for number, of in enumerate(sorted({fact.of for fact in facts if fact.of is not None}))}
    things: tuple[dict[str, str], ...] = tuple({} for _ in numbers)
    whole: dict[str, str] = {}
    sure: dict[tuple[int | None, str], float] = {}
    for fact in facts:
        of = None if fact.of is None else numbers[fact.of]
        if of is not None:
            things[of][fact.fact] = fact.value
        elif fact.fact in WHOLE:
            whole[fact.fact] = fact.value
        if isinstance(fact, SeenFact):
            sure[of, fact.fact] = fact.probability
    return Account(things, whole, sure)


def shown(plan: Plan) -> Account:
    """Everything that a true render of the plan shows, said or not; a vague relation is left out."""
    return account(without_vague(shown_scene(plan)).facts())


def without_vague(scene: Gist) -> Gist:
    """The scene without a vague relation: a picture of it may be told otherwise."""
    return replace(scene, relation=None) if scene.relation in VAGUE else scene


def pairs(asked: Account, told: Account) -> tuple[int | None, ...]:
    """For each thing asked for the thing told that is meant: the same object, with as many of its facts as possible.

    Every thing told is meant at most once; None where there is none.
    """
    nobody = [None] * len(asked.things)
    choices = set(permutations([*range(len(told.things)), *nobody], len(asked.things)))
    ordered = sorted(choices, key=lambda choice: [len(told.things) if of is None else of for of in choice])
    return max(ordered, key=lambda choice: _agreement(asked, told, choice))


def _agreement(asked: Account, told: Account, choice: Sequence[int | None]) -> tuple[int, int]:
    met = [(thing, told.things[of]) for thing, of in zip(asked.things, choice, strict=True) if of is not None]
    if any(one["object"] != other["object"] for one, other in met):
        return -1, 0
    return len(met), sum(one.get(slot) == other.get(slot) for one, other in met for slot in BOUND)


def relation(told: Account, meant: Sequence[int | None]) -> str | None:
    """How the first thing asked for stands to the second, as it was told."""
    said = told.whole.get("relation")
    if said is None or tuple(meant) not in ((0, 1), (1, 0)):
        return None
    return said if tuple(meant) == (0, 1) else INVERSE[said]


@dataclass(frozen=True)
class Check:
    """One fact and whether it holds."""

    fact: str
    value: str
    right: bool
    sure: float | None = None  # how probable it was said to be


def found(asked: Account, told: Account) -> list[Check]:
    """Every fact asked for, and whether it is told, bound to its object."""
    meant = pairs(asked, told)
    checks = []
    for thing, of in zip(asked.things, meant, strict=True):
        seen = {} if of is None else told.things[of]
        checks += [Check(slot, thing[slot], _same(slot, thing, seen)) for slot in FACTS if slot in thing]
    for slot, value in asked.whole.items():
        seen_value = relation(told, meant) if slot == "relation" else told.whole.get(slot)
        checks.append(Check(slot, value, seen_value == value))
    return checks


def _same(slot: str, said: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two accounts of a thing agree in what the first says; natural and a thing's own colour look alike."""
    if slot != "colour" or slot in other:
        return other.get(slot) == said[slot]
    return other.get("object") == said.get("object") and vocabulary_thing(said["object"]).own == said[slot]


def true(told: Account, truth: Account) -> list[Check]:
    """Every fact told, and whether it is true. A relation is judged only where the scene has a plain one.

    How sure a thing's colour is says nothing of whether it is that thing: where it is not, its facts carry no sureness.
    """
    meant = pairs(truth, told)
    owner = {of: number for number, of in enumerate(meant) if of is not None}
    checks = []
    for of, thing in enumerate(told.things):
        there = truth.things[owner[of]] if of in owner else {}
        checks += [
            Check(
                slot,
                thing[slot],
                _same(slot, thing, there),
                told.sure.get((of, slot)) if there or slot == "object" else None,
            )
            for slot in FACTS
            if slot in thing
        ]
    for slot, value in told.whole.items():
        sure = told.sure.get((None, slot))
        if slot != "relation":
            checks.append(Check(slot, value, truth.whole.get(slot) == value, sure))
        elif slot in truth.whole:
            said = relation(told, meant)
            checks.append(Check(slot, said or value, said == truth.whole[slot], sure))
    return checks


def calibration_error(checks: Iterable[Check], bins: int = 15) -> float:
    """Expected calibration error in [0, 1] of how sure facts were told to be (Naeini et al. 2015): NaN of none.

    The mean distance of sureness and share of right ones, over bins of equal width, each counting by its facts.
    """
    told = [(check.sure, check.right) for check in checks if check.sure is not None]
    filled: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in told:
        filled.setdefault(min(int(sure * bins), bins - 1), []).append((sure, right))
    apart = (abs(sum(sure for sure, _ in each) - sum(right for _, right in each)) for each in filled.values())
    return sum(apart) / len(told) if told else float("nan")


class Tally:
    """Precision and recall over many pictures, fact by fact and value by value."""

    def __init__(self, slots: Sequence[str] = FACTS) -> None:
        self.slots = slots
        self.asked: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.told: Counter[tuple[str, str]] = Counter()
        self.true: Counter[tuple[str, str]] = Counter()
        self.pictures = self.whole = 0

    def add(self, told: Account, truth: Account, asked: Account | None = None) -> bool:
        """Count one picture: what is asked for (default: everything true) is to be told, what is told to be true.

        Gives back whether both hold of every fact counted.
        """
        recalled = self._counted(found(truth if asked is None else asked, told))
        said = self._counted(true(told, truth))
        for checks, every, right in ((recalled, self.asked, self.found), (said, self.told, self.true)):
            every.update((check.fact, check.value) for check in checks)
            right.update((check.fact, check.value) for check in checks if check.right)
        whole = all(check.right for check in recalled + said)
        self.pictures += 1
        self.whole += whole
        return whole

    def _counted(self, checks: list[Check]) -> list[Check]:
        return [check for check in checks if check.fact in self.slots]

    def scores(self) -> dict[str, dict[str, float | int]]:
        """Precision, recall and F1 in [0, 1] of every fact: over all its mentions, and averaged over its values.

        The averages are over the values that were asked for; `asked` and `told` count the mentions.
        """
        return {slot: self._scores(slot) for slot in self.slots if self._sum(self.asked, slot)}

    def all_right(self) -> float:
        """The share of pictures with every fact right."""
        return self.whole / max(self.pictures, 1)

    def _scores(self, slot: str) -> dict[str, float | int]:
        counters = (self.true, self.told, self.found, self.asked)
        values = [value for fact, value in self.asked if fact == slot]
        each = [_f1(*(counter[slot, value] for counter in counters)) for value in values]
        macro = [sum(column) / len(each) for column in zip(*each, strict=True)]
        sums = [self._sum(counter, slot) for counter in counters]
        names = ("precision", "recall", "f1", "macro_precision", "macro_recall", "macro_f1")
        scores: dict[str, float | int] = dict(zip(names, (*_f1(*sums), *macro), strict=True))
        return scores | {"asked": sums[3], "told": sums[1]}

    @staticmethod
    def _sum(counter: Counter[tuple[str, str]], slot: str) -> int:
        return sum(count for (fact, _), count in counter.items() if fact == slot)


def _f1(true: int, told: int, found: int, asked: int) -> tuple[float, float, float]:
    precision, recall = true / max(told, 1), found / max(asked, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-12)


class Shares:
    """How often each fact asked for was found, and how often all of a picture's."""

    def __init__(self) -> None:
        self.every: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, checks: Iterable[Check]) -> None:
        """Count one picture."""
        checks = list(checks)
        self.every.update(check.fact for check in checks)
        self.right.update(check.fact for check in checks if check.right)
        self.every["all"] += 1
        self.right["all"] += all(check.right for check in checks)

    def of(self, fact: str) -> float:
        """The share of right ones, in [0, 1]; `all`: pictures with every fact right."""
        return self.right[fact] / max(self.every[fact], 1)

    def scores(self) -> dict[str, dict[str, float | int]]:
        """Fact by fact the share that is right, and of how many."""
        return {fact: {"right": self.of(fact), "of": self.every[fact]} for fact in FACTS if self.every[fact]}
