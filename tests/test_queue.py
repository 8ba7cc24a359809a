"""The queue: one at a time, everybody in turn, nothing lost, and stopped where nobody wants an answer any more."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PIL import Image

from chat.queue import Limits, NoPlace, Place, Queue, Stopped
from chat.rounds import Rounds, Visitor
from storage.records import Turn
from txt2img.draw import Show

PATIENCE = 10.0


def message(number: int, conversation: int = 1) -> Turn:
    return Turn(number, conversation, "user", "hello", "en", "chat", {}, datetime.now(UTC), asks={"does": "reply"})


class Answers:
    """Answers one message each time that it is let; remembers the order, and how many were answered at once."""

    def __init__(self) -> None:
        self.let = threading.Semaphore(0)
        self.began = threading.Semaphore(0)
        self.order: list[int] = []
        self.at_once: list[int] = []
        self.ended: list[int] = []
        self._now = 0

    def __call__(self, asked: Turn, show: Show) -> Turn:
        self._now += 1
        self.at_once.append(self._now)
        self.order.append(asked.id)
        self.began.release()
        try:
            while not self.let.acquire(timeout=0.01):
                show()
            show(Image.new("RGB", (8, 8)))
        finally:
            self._now -= 1
            self.ended.append(asked.id)
        return asked


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def queue(answers) -> Iterator[Queue]:
    queue = Queue(answers, Limits(all=12, of_address=10, of_visitor=5))
    yield queue
    queue.close()


def enter(queue: Queue, number: int, visitor: str = "a", **more) -> Place:
    return queue.enter(Visitor(*visitor.split()), lambda: message(number, more.get("conversation") or number), **more)


@pytest.mark.parametrize(
    ("waiting", "order"),
    [
        ("f f f f v w", "v w f f f f"),  # after the one of f that is under way
        ("f f v v f w", "v w f v f f"),
        ("f1 f1 f2 v", "v f2 f1 f1"),  # many browsers at one address are one address, and take turns there
        ("v w x", "v w x"),
    ],
)
def test_visitors_take_turns(waiting, order):
    def visitor(name: str) -> Visitor:
        return Visitor(name[0], name[1:])

    rounds = Rounds()
    rounds.turn(visitor("f1" if "f1" in waiting else "f"))
    names = waiting.split()
    assert [names[at] for at in rounds.order([visitor(name) for name in names])] == order.split()


def test_a_turn_as_long_as_several_counts_as_many():
    rounds, visitors = Rounds(), [Visitor("f"), Visitor("v"), Visitor("w")]
    came = []
    for _ in range(12):
        visitor = visitors[rounds.order(visitors)[0]]
        came.append(visitor.address)
        rounds.turn(visitor)
        rounds.took(visitor, 4.0 if visitor.address == "f" else 0.7)
    assert "".join(came) == "fvwvwvwvwfvw", "eight turns of others cost as much as two of this one"
    rounds.took(visitors[1], 1000.0)
    alone = [rounds.order([visitors[1]]) for _ in range(3)]
    assert alone == [[0]] * 3, "where nobody else waits nobody waits"


def test_what_is_foretold_is_what_comes():
    names = "a1 a1 b1 a2 a1 c1 b2 b1 a3 c1"
    rounds, waiting = Rounds(), [Visitor(name[0], name) for name in names.split()]
    foretold, came = [waiting[at] for at in rounds.order(waiting)], []
    while waiting:
        came.append(waiting.pop(rounds.order(waiting)[0]))
        rounds.turn(came[-1])
    assert came == foretold
    assert Counter(each.address for each in came[:3]) == Counter("abc")


def test_one_at_a_time_and_who_floods_delays_others_by_one_turn(queue, answers):
    flood = [enter(queue, number, "10.0.0.1 x") for number in range(1, 6)]
    assert answers.began.acquire(timeout=PATIENCE)
    others = [enter(queue, 10 + number, f"10.0.0.{number} y") for number in range(2, 5)]
    assert [queue.wait(place).before for place in others] == [1, 2, 3]
    assert [queue.wait(place).before for place in flood] == [0, 4, 5, 6, 7]
    assert queue.wait(flood[0]).is_under_way and queue.wait(flood[0]).seconds is None
    answers.let.release(8)
    for place in (*flood, *others):
        assert place.left.wait(PATIENCE) and place.answered == place.asked and queue.wait(place) is None
    assert answers.order == [1, 12, 13, 14, 2, 3, 4, 5] and set(answers.at_once) == {1}
    last = enter(queue, 20)
    assert queue.wait(last).seconds is not None, "by now it is known about how long one takes"


@pytest.mark.parametrize(
    ("visitors", "conversation", "reason", "limit"),
    [
        (["a x"] * 5, None, "queue_yours", 5),
        (["a x"] * 5 + ["a y"] * 5, None, "queue_address", 10),
        (["a x"] * 5 + ["b x"] * 5 + ["c x"] * 2, None, "queue_full", 12),
        (["a x"], 7, "page_moment", 0),
    ],
)
def test_places_are_bounded_and_nothing_is_heard_without_one(queue, answers, visitors, conversation, reason, limit):
    for number, visitor in enumerate(visitors):
        enter(queue, number, visitor, conversation=conversation)
    heard = []
    with pytest.raises(NoPlace) as refused:
        again = {"queue_yours": "a x", "queue_address": "a z"}.get(reason, "d x")
        queue.enter(Visitor(*again.split()), lambda: heard.append(1), conversation)  # type: ignore[arg-type,return-value]
    assert (refused.value.reason, refused.value.limit, heard) == (reason, limit, [])


def test_what_could_not_be_kept_holds_no_place(queue):
    def fail() -> Turn:
        raise OSError("no room")

    for _ in range(20):
        with pytest.raises(OSError, match="no room"):
            queue.enter(Visitor("a"), fail)


def test_one_message_of_an_address_is_heard_at_a_time(queue):
    slow, done = threading.Event(), []

    def entering(visitor: Visitor, number: int, until: threading.Event | None = None) -> threading.Thread:
        def hear() -> Turn:
            assert until is None or until.wait(PATIENCE)
            done.append(number)
            return message(number, number)

        thread = threading.Thread(target=queue.enter, args=(visitor, hear))
        thread.start()
        return thread

    first = entering(Visitor("a", "x"), 1, slow)
    while "a" not in queue._hearing:
        first.join(0.01)
    second = entering(Visitor("a", "y"), 2)
    entering(Visitor("b"), 3).join(PATIENCE)
    assert done == [3] and second.is_alive(), "others do not wait for it"
    slow.set()
    for thread in (first, second):
        thread.join(PATIENCE)
    assert done == [3, 1, 2] and not queue._hearing


def test_waiting_and_running_work_is_stopped(queue, answers):
    running, waiting, last = (enter(queue, number) for number in (1, 2, 3))
    assert answers.began.acquire(timeout=PATIENCE)
    queue.stop(waiting)
    assert waiting.left.is_set() and queue.place(2) is None and queue.wait(last).before == 1
    queue.stop(running)
    assert running.left.wait(PATIENCE) and running.answered is running.error is None
    assert answers.ended == [1], "it does not compute on"
    answers.let.release()
    assert last.left.wait(PATIENCE) and last.answered and answers.order == [1, 3]
    queue.stop(last)  # too late, and harmless


def test_a_failure_is_kept_and_the_next_is_answered():
    def answer(asked: Turn, show: Show) -> Turn:
        if asked.id == 1:
            raise RuntimeError("out of memory")
        return asked

    queue = Queue(answer, Limits())
    failed, fine = enter(queue, 1), enter(queue, 2)
    assert failed.left.wait(PATIENCE) and fine.left.wait(PATIENCE)
    assert str(failed.error) == "out of memory" and failed.answered is None and fine.answered == fine.asked
    queue.close()
    with pytest.raises(NoPlace, match="queue_closed"):
        enter(queue, 3)


def test_finished_pictures_are_seen_before_the_answer(answers):
    seen = threading.Event()

    def answer(asked: Turn, show: Show) -> Turn:
        show(Image.new("RGB", (8, 8), "red"))
        while not seen.wait(0.01):
            show()
        return asked

    queue = Queue(answer, Limits())
    place = enter(queue, 1)
    while not (wait := queue.wait(place)).pictures:  # type: ignore[union-attr]
        place.left.wait(0.01)
    assert wait.is_under_way and len(wait.pictures) == 1
    queue.stop_all(1)
    assert place.left.wait(PATIENCE) and place.answered is None
    with pytest.raises(Stopped):
        place.show()
    queue.close()
