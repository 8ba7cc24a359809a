"""How well the values that a sentence names agree with a scene."""

from language.mentions import mentions
from language.words import clean
from world.gist import Gist
from world.vocabulary import INVERSE

SLOTS = ("object", "colour", "action", "size", "relation", "place", "time")  # facts that single words tell


def fact_f1(said: str, scene: Gist) -> float:
    """F1 in [0, 1] of the values that a sentence names, each once, whichever thing they speak of."""
    true = {(fact.fact, fact.value) for fact in scene.facts() if fact.fact in SLOTS}
    told = {(one.slot, one.key) for one in mentions(clean(said)) if one.slot in SLOTS}
    if ("relation", scene.relation) in told:
        told.discard(("relation", INVERSE[scene.relation or ""]))  # "on the left a cat, on the right a dog"
    return 2 * len(true & told) / max(1, len(true) + len(told))
