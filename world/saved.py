"""Plans as earlier versions saved them: kinds of things with counts and one relation, layers that name their kind."""

from collections.abc import Sequence
from itertools import pairwise

from world.vocabulary import MARKS

_BEFORE = ("shadow", "wind", "speed", "puff")  # marks that lie right behind their thing; the others right before it


def brought_up_to_date(saved: dict) -> dict:
    """A saved plan as `Plan.to_json` writes it now: things get ids kind by kind, each kind from left to right."""
    scene = saved["scene"]
    if "relations" in scene:
        return saved
    owners = _owners(scene["things"], saved["layers"])
    layers = [layer | {"of": owner} for layer, owner in zip(saved["layers"], owners, strict=True)]
    relations = _relations(scene, layers)
    things = [
        {"id": id, **{slot: kind[slot] for slot in ("object", "colour", "action", "size")}}
        for kind, ids in zip(scene["things"], _ids(scene["things"]), strict=True)
        for id in ids
    ]
    whole = {slot: scene[slot] for slot in ("place", "time", "style")}
    return saved | {"scene": {"things": things, "relations": relations, **whole}, "layers": layers}


def _ids(kinds: Sequence[dict]) -> list[range]:
    """The ids of each kind's things."""
    starts = [sum(kind["count"] for kind in kinds[:of]) for of in range(len(kinds) + 1)]
    return [range(start, end) for start, end in pairwise(starts)]


def _owners(kinds: Sequence[dict], layers: Sequence[dict]) -> list[int | None]:
    """The id of each layer's thing; ValueError where there are more of a kind than the scene says."""
    owners: list[int | None] = [None] * len(layers)
    for of, ids in enumerate(_ids(kinds)):
        bodies = [at for at, layer in enumerate(layers) if layer["of"] == of and layer["what"] not in MARKS]
        bodies.sort(key=lambda at: layers[at]["pose"]["x"])
        if len(bodies) > len(ids):
            raise ValueError(f"{len(bodies)} layers of {len(ids)} things")
        for id, at in zip(ids, bodies, strict=False):
            owners[at] = id
    for at, layer in enumerate(layers):
        if layer["what"] in MARKS and layer["of"] is not None:
            owners[at] = owners[_whose(at, layers)]
    return owners


def _whose(mark: int, layers: Sequence[dict]) -> int:
    """Where the body of a mark stands among the layers; ValueError where there is none."""
    ahead, behind = range(mark + 1, len(layers)), range(mark - 1, -1, -1)
    order = (*ahead, *behind) if layers[mark]["what"] in _BEFORE else (*behind, *ahead)
    for at in order:
        if layers[at]["of"] == layers[mark]["of"] and layers[at]["what"] not in MARKS:
            return at
    raise ValueError("a mark of a thing that is not there")


def _relations(scene: dict, layers: Sequence[dict]) -> list[dict]:
    """How each of the first kind stands to each of the second; what stood on another stands on the nearest."""
    if scene["relation"] is None:
        return []
    first, second = _ids(scene["things"])[:2]
    pairs = [(one, other) for one in first for other in second]
    if scene["relation"] == "on":
        across = {layer["of"]: layer["pose"]["x"] for layer in layers if layer["what"] not in MARKS}
        pairs = [(one, min(second, key=lambda id: abs(across.get(id, 0) - across.get(one, 0)))) for one in first]
    return [{"subject": one, "relation": scene["relation"], "object": other} for one, other in pairs]
