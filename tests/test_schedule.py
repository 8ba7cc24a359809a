"""How long runs last, how fast they learn, and when they stop early."""

import pytest
from torch import nn

from training.run import Stopwatch
from training.schedule import EarlyStopping, Schedule


def watch_at(steps: int, seconds: float = 0.0) -> Stopwatch:
    watch = Stopwatch()
    watch.load_state_dict({"steps": steps, "images": 0, "seconds": seconds})
    return watch


def test_a_run_ends_by_steps_or_by_the_clock() -> None:
    by_steps, by_clock, both = Schedule(10, None), Schedule(None, 2), Schedule(10, 2)
    assert by_steps.share(watch_at(5)) == 0.5 and by_steps.share(watch_at(10)) == 1
    assert by_clock.share(watch_at(10**6, 60)) == pytest.approx(0.5, abs=0.01) and by_clock.share(watch_at(1, 120)) == 1
    assert both.share(watch_at(10, 0)) == both.share(watch_at(1, 121)) == 1 and both.share(watch_at(1, 60)) < 1


def test_the_rate_warms_up_stays_and_falls() -> None:
    schedule = Schedule(1000, None, warmup=100)
    rates = [schedule.rate(step, step / 1000) for step in (0, 49, 99, 300, 500, 750, 1000)]
    assert rates[:5] == pytest.approx([0.01, 0.5, 1.0, 1.0, 1.0])
    assert rates[5] == pytest.approx(0.51) and rates[6] == pytest.approx(0.02)


def test_a_run_stops_when_nothing_gets_better_and_keeps_the_best() -> None:
    network, stopping = nn.Linear(1, 1, bias=False), EarlyStopping(2)
    for score, weight in ((0.5, 1.0), (0.7, 2.0), (0.6, 3.0), (0.7, 4.0)):
        assert not stopping.over
        nn.init.constant_(network.weight, weight)
        stopping.heed(score, network)
    assert stopping.over and stopping.best["weight"].item() == 2.0


def test_without_a_limit_nothing_is_stopped_and_keeps_nothing() -> None:
    network, stopping = nn.Linear(1, 1), EarlyStopping(None)
    for _ in range(100):
        stopping.heed(0.0, network)
    assert not stopping.over and stopping.best == {}
