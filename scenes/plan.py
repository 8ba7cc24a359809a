"""A scene made drawable: a backdrop and layers in order, each with its facts, its pose and its seed."""

from dataclasses import asdict, dataclass

from scenes.scene import Scene


@dataclass(frozen=True)
class Pose:
    """Where a layer lies on the square canvas: centre and height as shares of the canvas, degrees clockwise."""

    x: float
    y: float
    scale: float
    angle: float = 0.0
    flip: bool = False


@dataclass(frozen=True)
class Layer:
    """One drawn thing or mark."""

    what: str  # an object's key, or a mark
    pose: Pose
    seed: int
    colour: str = "natural"
    style: str = "soft"
    of: int | None = None  # which thing of the scene this is one of; marks carry the number of theirs


@dataclass(frozen=True)
class Backdrop:
    """What lies behind; place None is a plain ground."""

    place: str | None
    time: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """Enough to draw a picture again, pixel for pixel, with the same weights."""

    scene: Scene
    backdrop: Backdrop
    layers: tuple[Layer, ...]  # from back to front
    seed: int

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(saved: dict) -> "Plan":
        """The inverse of `to_json`."""
        layers = tuple(Layer(**{**layer, "pose": Pose(**layer["pose"])}) for layer in saved["layers"])
        return Plan(Scene.from_json(saved["scene"]), Backdrop(**saved["backdrop"]), layers, saved["seed"])
