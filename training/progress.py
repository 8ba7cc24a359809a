"""How far a long work is: a bar on the error stream, and told to whoever listens."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
Listener = Callable[[str, float], None]  # told the stage, a key of the table of words, and the share of it that is done

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
_part: ContextVar[tuple[int, int]] = ContextVar("part", default=(0, 1))


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Whoever listens is told of all that is done meanwhile."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def part(number: int, of: int) -> Iterator[None]:
    """What is done meanwhile is one of several parts, counted from 0."""
    token = _part.set((number, of))
    try:
        yield
    finally:
        _part.reset(token)


def tell(stage: str, share: float) -> None:
    """So much of a stage is done, in [0, 1]."""
    if (listener := _listener.get()) is not None:
        number, of = _part.get()
        listener(stage, (number + share) / of)


def counted(things: Sequence[T], stage: str, unit: str) -> Iterator[T]:
    """Each in turn, with a bar."""
    for number, each in enumerate(tqdm(things, desc=stage, unit=unit, disable=None), 1):
        yield each
        tell(stage, number / len(things))
