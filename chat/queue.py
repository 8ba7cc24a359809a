"""The queue: what was heard of many visitors is answered by one thread, one message at a time, and visitors take turns.

A message is in the store before it is here, so that nothing is lost with the queue.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from weakref import WeakValueDictionary

from PIL.Image import Image

from chat.rounds import Rounds, Visitor
from storage.records import Turn
from txt2img.draw import Show

FOLLOWERS = 3  # that look at one place; earlier ones are let go
RECENT = 20  # answers whose mean tells how long one takes
STOP_SECONDS = 3.0  # that closing waits for what is under way

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The work was stopped; nothing of it is kept."""


class NoPlace(Exception):
    """There is no place for one more message; `reason` is the key of the sentence that says why."""

    def __init__(self, reason: str, limit: int = 0):
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


@dataclass(frozen=True)
class Limits:
    """How many messages may wait, the one that is answered among them."""

    all: int = 64
    of_address: int = 32
    of_visitor: int = 8


@dataclass(eq=False)
class Place:
    """One message in the queue. `answered` is its answer, `error` why there is none; neither where it was stopped."""

    visitor: Visitor
    conversation: int | None
    asked: Turn | None = None  # once it is in the store
    answered: Turn | None = None
    error: Exception | None = None
    pictures: list[Image] = field(default_factory=list)  # finished so far
    is_stopped: bool = False
    began: float | None = None
    left: threading.Event = field(default_factory=threading.Event)
    followers: deque[object] = field(default_factory=lambda: deque(maxlen=FOLLOWERS))  # who looks, the newest last

    @property
    def number(self) -> int | None:
        """The number of the message's turn, once it is in the store."""
        return None if self.asked is None else self.asked.id

    def show(self, *pictures: Image) -> None:
        """Pictures that are finished; raises Stopped where nobody wants them any more."""
        if self.is_stopped:
            raise Stopped
        self.pictures.extend(pictures)


@dataclass(frozen=True)
class Wait:
    """What somebody who waits is told: how many come before, or that it is under way, and how long it may take."""

    before: int
    is_under_way: bool
    seconds: float | None  # None while nobody knows
    pictures: tuple[Image, ...] = ()  # finished so far


class Queue:
    """Places of those who wait. Threads may share it."""

    def __init__(self, answer: Callable[[Turn, Show], Turn], limits: Limits):
        """`answer` answers one message and keeps the answer; it is called by one thread alone, begun when needed."""
        self.limits = limits
        self._answer = answer
        self._changed = threading.Condition()
        self._places: list[Place] = []  # as they arrived
        self._hearing: WeakValueDictionary[str, Any] = WeakValueDictionary()  # a lock for each address
        self._rounds = Rounds()
        self._took: deque[float] = deque(maxlen=RECENT)
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def enter(self, visitor: Visitor, hear: Callable[[], Turn], conversation: int | None = None) -> Place:
        """Take a place, and only then `hear` the message and put it into the store; what that raises goes through.

        Of one address one message is heard at a time, for images take a while to be opened. In a conversation that is
        given no other message may wait. Raises NoPlace.
        """
        place = Place(visitor, conversation)
        self._admit(place)
        with self._changed:
            of_address = self._hearing.setdefault(visitor.address, threading.Lock())
        try:
            with of_address:
                asked = hear()
        except BaseException:
            self._leave(place)
            raise
        with self._changed:
            place.asked, place.conversation = asked, asked.conversation
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(target=self._work, name="answers", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return place

    def place(self, asked: int) -> Place | None:
        """The place of a message, by its turn's number; None where it is not waiting and not under way."""
        with self._changed:
            return next((each for each in self._places if each.number == asked), None)

    def wait(self, place: Place) -> Wait | None:
        """How long a message still waits; None where it has left the queue."""
        with self._changed:
            if place.left.is_set():
                return None
            mean = sum(self._took) / len(self._took) if self._took else None
            running = next((each for each in self._places if each.began is not None), None)
            done = 0.0 if running is None or running.began is None else monotonic() - running.began
            if place is running:
                left = None if mean is None else max(mean - done, 0.0)
                return Wait(0, True, left, tuple(place.pictures))
            before = self._order().index(place) + (running is not None) if place.asked else len(self._places)
            left = None if mean is None else mean * (before + 1) - min(done, mean)
            return Wait(before, False, left)

    def stop(self, place: Place) -> None:
        """Nobody wants an answer any more: it leaves its place, or is ended at its next step."""
        with self._changed:
            place.is_stopped = True
            if place.began is None:
                self._leave(place)

    def stop_all(self, conversation: int) -> None:
        """Nobody wants any answer in a conversation any more."""
        with self._changed:
            for place in [each for each in self._places if each.conversation == conversation]:
                self.stop(place)

    def close(self) -> None:
        """Stop all; what waits stays in the store without an answer."""
        with self._changed:
            self._is_closed = True
            for place in list(self._places):
                self.stop(place)
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def _admit(self, place: Place) -> None:
        with self._changed:
            if self._is_closed:
                raise NoPlace("queue_closed")
            if place.conversation is not None and any(each.conversation == place.conversation for each in self._places):
                raise NoPlace("page_moment")
            if sum(each.visitor == place.visitor for each in self._places) >= self.limits.of_visitor:
                raise NoPlace("queue_yours", self.limits.of_visitor)
            if sum(each.visitor.address == place.visitor.address for each in self._places) >= self.limits.of_address:
                raise NoPlace("queue_address", self.limits.of_address)
            if len(self._places) >= self.limits.all:
                raise NoPlace("queue_full", self.limits.all)
            self._places.append(place)

    def _leave(self, place: Place) -> None:
        with self._changed:
            if place in self._places:
                self._places.remove(place)
        place.left.set()

    def _order(self) -> list[Place]:
        """Those who wait, as they will come."""
        waiting = [each for each in self._places if each.asked is not None and each.began is None]
        return [waiting[at] for at in self._rounds.order([each.visitor for each in waiting])]

    def _work(self) -> None:
        while (place := self._next()) is not None:
            assert place.asked is not None and place.began is not None
            try:
                place.answered = self._answer(place.asked, place.show)
            except Stopped:
                pass
            except Exception as error:
                log.exception("a message was not answered")
                place.error = error
            self._count(place, monotonic() - place.began)
            self._leave(place)

    def _count(self, place: Place, seconds: float) -> None:
        """What one turn took, however it ended, counts for its visitor; answers tell how long the next may take."""
        with self._changed:
            if usual := sum(self._took) / max(1, len(self._took)):
                self._rounds.took(place.visitor, seconds / usual)
            if place.answered is not None:
                self._took.append(seconds)

    def _next(self) -> Place | None:
        """Waits for the one whose turn it is; None once the queue is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._order())
            if self._is_closed:
                return None
            place = self._order()[0]
            place.began = monotonic()
            self._rounds.turn(place.visitor)
            return place
