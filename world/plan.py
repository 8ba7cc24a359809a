"""A scene made drawable: a backdrop and layers in order, each with its facts, its pose and its seed."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from world.saved import brought_up_to_date
from world.scene import Scene
from world.vocabulary import MARKS

MOST_SEED = 2**31  # every seed of a plan, a layer or a backdrop is below it
MARGIN = 0.03  # of a layer's square, left free around the drawing
ASIDE, UPRIGHT = 0.8, 0.85  # of half a square: at least so much of a thing stays on the canvas, across and down it


@dataclass(frozen=True)
class Pose:
    """Where a layer lies on the square canvas: centre and height as shares of the canvas, degrees clockwise."""

    x: float
    y: float
    scale: float
    angle: float = 0.0
    flip: bool = False

    @property
    def foot(self) -> float:
        """How far down the canvas the lower edge of an upright drawing is."""
        return self.y + self.scale * (0.5 - MARGIN)

    def kept_on_canvas(self) -> "Pose":
        """The same pose, moved as far as it takes to show nearly all of the thing; one that is too large is centred."""
        aside, upright = (min(share * self.scale / 2, 0.5) for share in (ASIDE, UPRIGHT))
        return replace(self, x=min(max(self.x, aside), 1 - aside), y=min(max(self.y, upright), 1 - upright))


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
    of: int | None = None  # the id of the thing of the scene that it shows; a mark's is that of whose mark it is
    blend: Blend | None = None


@dataclass(frozen=True)
class Backdrop:
    """What lies behind; place None is a plain ground, of the colour that was said or one of its own."""

    place: str | None
    time: str
    seed: int
    colour: str | None = None


@dataclass(frozen=True)
class Plan:
    """Enough to draw a picture again, pixel for pixel, with the same weights."""

    scene: Scene
    backdrop: Backdrop | None  # None: nothing lies behind, as in a sticker
    layers: tuple[Layer, ...]  # from back to front
    seed: int

    def to_json(self) -> dict:
        return _SAVED.dump_python(self, mode="json")

    @staticmethod
    def from_json(saved: dict) -> "Plan":
        """The inverse of `to_json`, also of what earlier versions saved; KeyError or ValueError where it is damaged."""
        return _SAVED.validate_python(brought_up_to_date(saved))

    @property
    def place(self) -> str | None:
        """Where it all is; None on a plain ground and on none."""
        return self.backdrop.place if self.backdrop else None

    @property
    def time(self) -> str:
        """The time of day whose light falls on everything."""
        return self.backdrop.time if self.backdrop else "day"

    @property
    def bodies(self) -> tuple[Layer, ...]:
        """The layers that show things, from back to front; no marks."""
        return tuple(layer for layer in self.layers if layer.what not in MARKS)

    def poses(self) -> dict[int, Pose]:
        """Where each thing is, by its id."""
        return {body.of: body.pose for body in self.bodies if body.of is not None}

    @property
    def style(self) -> str | None:
        """The style that its things are drawn in; None where it has none."""
        return next((body.style for body in self.bodies), None)

    @property
    def blend(self) -> Blend | None:
        """What a thing is blended with, or all of them."""
        blends = [body.blend for body in self.bodies if body.blend]
        return max(blends, key=lambda blend: blend.thing is not None, default=None)


_SAVED = TypeAdapter(Plan)
