"""A view: what was recognised in one picture, how surely a fact holds in it, and what it plainly shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.deeds import deed
from img2txt.kinds import SHARED, Single, pooled
from img2txt.standing import Group, best_pair, group, stands, stands_on
from rendering.places import NO_PLACE
from world.facts import Fact
from world.gist import Gist, Kind
from world.scene import DONE as DEED_KEYS
from world.scene import Scene
from world.vocabulary import NATURAL, STYLES, index, slot
from world.vocabulary import thing as vocabulary_thing

MOST = 8  # single things in a picture
FOUND = 0.5


@dataclass(frozen=True)
class View:
    """Everything recognised in one picture."""

    singles: tuple[Single, ...]
    place: Float[Tensor, "k"]  # the last is none
    time: Float[Tensor, "k"]

    @property
    def style(self) -> Float[Tensor, "k"]:
        """The style that the single things share; any, where there is none."""
        if not self.singles:
            return torch.full((len(STYLES),), 1 / len(STYLES))
        return pooled([single.style for single in self.singles])

    def kinds(self) -> list[tuple[Single, ...]]:
        """The single things that look alike, together; the surest kind first, but what stands on another before it."""
        alike: dict[tuple[int, int], list[Single]] = {}
        for single in self.singles:
            alike.setdefault((int(single.object.argmax()), int(single.colour.argmax())), []).append(single)
        surest = sorted(map(tuple, alike.values()), key=lambda kind: -there(kind) * float(kind[0].object.max()))
        if len(surest) > 1 and stands_on(*map(group, surest[1::-1])) > FOUND:
            surest[:2] = surest[1::-1]
        return surest

    def probability(self, fact: Fact, scene: Gist | Scene) -> float:
        """How surely a fact of the scene holds in the picture, in [0, 1]; 0.5 for a deed that cannot be told."""
        if fact.fact in ("place", "time", "style"):
            return float(getattr(self, fact.fact)[index(fact.fact, fact.value)])
        if fact.fact == "absent":
            column = index("object", fact.value)
            return prod(1 - single.present * float(single.object[column]) for single in self.singles)
        if fact.fact == "relation":
            return self._relation(fact, scene)
        assert fact.of is not None
        kinds = _kinds(scene)
        shares = self._shares(kinds, fact.of)
        if fact.fact == "object":
            return 1 - prod(1 - share for share in shares)
        if fact.fact == "count":
            return exactly(int(fact.value), shares)
        total = sum(shares)
        if total < 1e-6:
            return 0.0
        columns = _columns(fact, kinds[fact.of].object)
        each = zip(shares, self.singles, strict=True)
        bound = sum(share * float(getattr(single, fact.fact)[columns].sum()) for share, single in each) / total
        return bound * min(1.0, 1 - prod(1 - share for share in shares))

    def tells(self, fact: Fact, scene: Gist | Scene) -> bool:
        """Whether where things are tells anything of a fact: who looks at whom is not to be seen."""
        if fact.fact != "relation" or fact.value not in DEED_KEYS or fact.of is None or fact.to is None:
            return True
        kinds = _kinds(scene)
        first, second = (Group(self.singles, self._shares(kinds, number)) for number in (fact.of, fact.to))
        return deed(fact.value, kinds[fact.to].object, first, second) is not None

    def taken_for(self, own: str, others: Sequence[str]) -> "View":
        """The same view, where all that does not look like one of the `others` counts as the object `own`."""
        kept = [index("object", other) for other in others]

        def taken(single: Single) -> Single:
            object = torch.zeros_like(single.object)
            object[kept] = single.object[kept]
            object[index("object", own)] = 1 - object.sum()
            return replace(single, object=object)

        return replace(self, singles=tuple(map(taken, self.singles)))

    def _shares(self, kinds: Sequence[Kind], of: int) -> list[float]:
        """How much each single is one of that kind of thing."""
        kind = kinds[of]
        twins = sum(thing.object == kind.object for thing in kinds) > 1
        shares = [single.present * float(single.object[index("object", kind.object)]) for single in self.singles]
        if twins:
            colour = index("colour", kind.colour or NATURAL)
            shares = [s * float(single.colour[colour]) for s, single in zip(shares, self.singles, strict=True)]
        return shares

    def _relation(self, fact: Fact, scene: Gist | Scene) -> float:
        """From where two kinds stand, on average; from the best pair where it is said of some of them only."""
        of, to = (0, 1) if fact.of is None or fact.to is None else (fact.of, fact.to)
        kinds = _kinds(scene)
        shares = [self._shares(kinds, number) for number in (of, to)]
        if min(map(sum, shares)) < 0.1:
            return 0.0
        first, second = (Group(self.singles, tuple(each)) for each in shares)
        if fact.value in DEED_KEYS:
            sure = deed(fact.value, kinds[to].object, first, second)
            return 0.5 if sure is None else sure
        if isinstance(scene, Scene) and not _of_all(fact, scene):
            return best_pair(fact.value, first, second)
        return min(1.0, *map(sum, shares)) * stands(fact.value, first, second)


def _kinds(scene: Gist | Scene) -> tuple[Kind, ...]:
    return scene.things if isinstance(scene, Gist) else scene.gist().things


def _of_all(fact: Fact, scene: Scene) -> bool:
    """Whether every one of the group that a relation is said of stands so to one of the other group."""
    groups = scene.groups()
    first, second = ({thing.id for thing in groups[number or 0]} for number in (fact.of, fact.to))
    said = [each for each in scene.relations if each.relation == fact.value and each.object in second]
    return first <= {each.subject for each in said} and second == {each.object for each in said}


def _columns(fact: Fact, thing: str) -> list[int]:
    """Which probabilities speak for a fact of a thing: what has a colour by nature shows it unpainted too."""
    column = index(fact.fact, fact.value) + (fact.fact in ("action", "size"))
    by_nature = fact.fact == "colour" and vocabulary_thing(thing).own == fact.value
    return [column, index("colour", NATURAL)] if by_nature else [column]


def there(kind: Sequence[Single]) -> float:
    """The probability that at least one of a kind is there."""
    return 1 - prod(1 - single.present for single in kind)


def exactly(number: int, shares: Sequence[float]) -> float:
    """The probability that exactly so many of independent events happen."""
    counts = [1.0]
    for share in shares:
        counts = [a * (1 - share) + b * share for a, b in zip([*counts, 0.0], [0.0, *counts], strict=True)]
    return counts[number] if number < len(counts) else 0.0


@dataclass(frozen=True)
class SeenThing:
    """Singles of one kind, with the facts that most of them share."""

    object: str
    colour: str
    count: int
    action: str | None
    size: str | None
    probability: dict[str, float]  # of each of these facts


def seen_things(view: View) -> tuple[SeenThing, ...]:
    """What each kind of thing of a view is; the surest kind first."""
    return tuple(_seen(kind) for kind in view.kinds())


def _seen(kind: Sequence[Single]) -> SeenThing:
    facts = {name: torch.stack([getattr(single, name) for single in kind]).mean(0) for name in SHARED}
    best = {name: int(fact.argmax()) for name, fact in facts.items()}
    sure = {name: float(facts[name][best[name]]) for name in SHARED}
    return SeenThing(
        slot("object")[best["object"]].key,
        slot("colour")[best["colour"]].key,
        len(kind),
        slot("action")[best["action"] - 1].key if best["action"] else None,
        slot("size")[best["size"] - 1].key if best["size"] else None,
        {
            **sure,
            "object": sure["object"] * there(kind),
            "count": exactly(len(kind), [single.present for single in kind]),
        },
    )


def seen_place(view: View) -> tuple[str | None, float]:
    """The likeliest place (None: a plain ground) and its probability."""
    best = int(view.place.argmax())
    return (None if best == NO_PLACE else slot("place")[best].key), float(view.place[best])
