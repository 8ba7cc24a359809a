"""What a message can refer to: the picture that is meant, what was spoken of, what was drawn before."""

from dataclasses import dataclass, field, replace

from world.gist import Gist
from world.plan import Pose
from world.scene import Scene


@dataclass(frozen=True)
class State:
    """Where a conversation stands. The empty state is its beginning."""

    scene: Scene | None = None  # of the picture that is meant: the picked one, or the best of the last ones
    poses: dict[int, Pose] = field(default_factory=dict)  # where its things are, by id; nothing where nobody knows
    spoken_of: tuple[int, ...] = ()  # the ids that "it" or "they" means
    sticker: bool = False  # the picture that is meant has nothing behind it
    shown: int = 0  # pictures that the last drawing shows
    drawings: tuple[Scene, ...] = ()  # the scene of every drawing of the conversation, oldest first
    at: int = 0  # how many of them come before or are the one that is meant
    seen: Gist | None = None  # what was seen in a picture that was sent after the last drawing

    def across(self) -> tuple[int, ...]:
        """The ids of the things from left to right, as far as anybody knows."""
        return self._by("x")

    def down(self) -> tuple[int, ...]:
        """The ids of the things from top to bottom, as far as anybody knows."""
        return self._by("y")

    def _by(self, axis: str) -> tuple[int, ...]:
        ids = [thing.id for thing in self.scene.things] if self.scene else []
        return tuple(sorted(ids, key=lambda id: getattr(self.poses[id], axis) if id in self.poses else 0.0))

    def drawn(self, scene: Scene, spoken_of: tuple[int, ...], *, sticker: bool = False, shown: int = 4) -> "State":
        """The state after one more drawing, where nothing is known of poses yet."""
        drawings = (*self.drawings[: self.at], scene)
        return replace(self, scene=scene, poses={}, spoken_of=spoken_of, sticker=sticker, shown=shown,
                       drawings=drawings, at=len(drawings), seen=None)  # fmt: skip
