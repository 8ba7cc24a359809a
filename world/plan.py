"""A scene made drawable: a backdrop and layers in order, each with its facts, its pose and its seed."""

from dataclasses import asdict, dataclass

from world.gist import Gist


@dataclass(frozen=True)
class Pose:
    """Where a layer lies on the square canvas: centre and height as shares of the canvas, degrees clockwise."""

    x: float
    y: float
    scale: float
    angle: float = 0.0
    flip: bool = False


@dataclass(frozen=True)
class Blend:
    """What a drawing is in part, besides what it is: another thing, another style."""

    thing: str | None = None  # an object's key
    thing_share: float = 0.0  # of it, in [0, 1]
    style: str | None = None
    style_share: float = 0.0


@dataclass(frozen=True)
class Layer:
    """One drawn thing or mark."""

    what: str  # an object's key, or a mark
    pose: Pose
    seed: int
    colour: str = "natural"
    style: str = "soft"
    of: int | None = None  # which thing of the scene this is one of; marks carry the number of theirs
    blend: Blend | None = None


@dataclass(frozen=True)
class Backdrop:
    """What lies behind; place None is a plain ground."""

    place: str | None
    time: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """Enough to draw a picture again, pixel for pixel, with the same weights."""

    scene: Gist
    backdrop: Backdrop | None  # None: nothing lies behind, as in a sticker
    layers: tuple[Layer, ...]  # from back to front
    seed: int

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(saved: dict) -> "Plan":
        """The inverse of `to_json`."""
        layers = tuple(_layer(layer) for layer in saved["layers"])
        backdrop = _backdrop(saved["backdrop"]) if saved["backdrop"] is not None else None
        return Plan(Gist.from_json(saved["scene"]), backdrop, layers, saved["seed"])

    @property
    def place(self) -> str | None:
        """Where it all is; None on a plain ground and on none."""
        return self.backdrop.place if self.backdrop else None

    @property
    def blend(self) -> Blend | None:
        """What the first thing is blended with."""
        return next((layer.blend for layer in self.layers if layer.of == 0 and layer.blend), None)

    @property
    def time(self) -> str:
        """The time of day whose light falls on everything."""
        return self.backdrop.time if self.backdrop else "day"


def _backdrop(saved: dict) -> Backdrop:
    return Backdrop(saved["place"], saved["time"], saved["seed"])  # a few were saved with whether they are mirrored


def _layer(saved: dict) -> Layer:
    blend = saved.get("blend")
    return Layer(**{**saved, "pose": Pose(**saved["pose"]), "blend": Blend(**blend) if blend else None})
