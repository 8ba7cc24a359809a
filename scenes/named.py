"""How well the values that a sentence names agree with a scene."""

from scenes.scene import Scene
from scenes.words import clean, pieces

SLOTS = ("object", "colour", "action", "size", "relation", "place", "time")  # facts that single words tell


def fact_f1(said: str, scene: Scene) -> float:
    """F1 in [0, 1] of the values that a sentence names, each once, whichever thing they speak of."""
    true = {(fact.fact, fact.value) for fact in scene.facts() if fact.fact in SLOTS}
    told = {(piece.kind, piece.key) for piece in pieces(clean(said)) if piece.kind in SLOTS}
    return 2 * len(true & told) / max(1, len(true) + len(told))
