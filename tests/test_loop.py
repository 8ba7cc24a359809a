"""The training loop's parts: arguments, clock, schedule, running average, seeds."""

import argparse
from pathlib import Path

import pytest
import torch
from torch import nn

from training.loop import Average, Patience, Run, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded


def parse(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> argparse.Namespace:
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    return parse_arguments("tiny", ("cpu", "gpu"), argparse.ArgumentParser())


def watch_at(steps: int, seconds: float = 0.0) -> Stopwatch:
    watch = Stopwatch()
    watch.load_state_dict({"steps": steps, "images": 0, "seconds": seconds})
    return watch


def test_arguments_make_the_run_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = parse(monkeypatch, "--steps", "3", "--run", str(tmp_path / "a" / "b"))
    assert arguments.run == Run(tmp_path / "a" / "b") and arguments.run.folder.is_dir()
    assert arguments.run.checkpoint.parent == arguments.run.weights.parent == arguments.run.folder
    assert (arguments.tier, arguments.seed, arguments.steps, arguments.minutes) == ("cpu", 0, 3, None)
    assert arguments.start == Path("weights/tiny") and arguments.out == Path("runs/tiny/weights")


def test_a_resumed_run_draws_other_data_with_the_same_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--steps", "9", "--seed", "3", "--run", str(tmp_path))
    fresh = parse(monkeypatch, *asked)
    fresh.run.checkpointed(5)
    resumed = parse(monkeypatch, *asked, "--resume")
    assert fresh.run.steps == 5 and parse(monkeypatch, *asked).dice == fresh.dice == 3
    assert resumed.dice != 3 and resumed.seed == 3


@pytest.mark.parametrize("arguments", [(), ("--steps", "1", "--tier", "toaster")])
def test_wrong_arguments_are_refused(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        parse(monkeypatch, *arguments)


def test_the_watch_counts_over_resumptions() -> None:
    watch = Stopwatch()
    watch.step(16)
    watch.step(16)
    saved = watch.state_dict()
    assert (saved["steps"], saved["images"]) == (2, 32)
    again = Stopwatch()
    again.load_state_dict({**saved, "seconds": 100.0})
    again.step(16)
    assert (again.steps, again.images) == (3, 48) and 100 <= again.seconds < 200
    line = again.line(argparse.Namespace(tier="cpu", seed=4), torch.device("cpu"))
    assert line | {"seconds": 0} == {
        "tier": "cpu",
        "seed": 4,
        "steps": 3,
        "images": 48,
        "seconds": 0,
        "device": f"cpu x{torch.get_num_threads()}",
    }


def test_checkpoints_are_due_every_so_many_minutes() -> None:
    watch = Stopwatch()
    assert not checkpoint_due(watch, 4)
    watch.checkpointed -= 241
    assert checkpoint_due(watch, 4) and not checkpoint_due(watch, 4)


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


def test_patience_ends_when_nothing_gets_better_and_keeps_the_best() -> None:
    network, patience = nn.Linear(1, 1, bias=False), Patience(2)
    for score, weight in ((0.5, 1.0), (0.7, 2.0), (0.6, 3.0), (0.7, 4.0)):
        assert not patience.over
        nn.init.constant_(network.weight, weight)
        patience.heed(score, network)
    assert patience.over and patience.best["weight"].item() == 2.0


def test_without_a_limit_patience_is_endless_and_keeps_nothing() -> None:
    network, patience = nn.Linear(1, 1), Patience(None)
    for _ in range(100):
        patience.heed(0.0, network)
    assert not patience.over and patience.best == {}


def test_the_average_follows_slowly_once_the_run_is_old() -> None:
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.BatchNorm1d(2))
    average = Average(model)
    nn.init.constant_(model[0].weight, 0.0)
    average.update(model, 0)
    nn.init.constant_(model[0].weight, 1.0)
    kept = average.model[0].weight.clone()
    average.update(model, 0)
    young = average.model[0].weight.clone()
    torch.testing.assert_close(young, kept.lerp(torch.ones(2, 2), 0.9))
    nn.init.constant_(model[0].weight, 2.0)
    average.update(model, 10**6)
    torch.testing.assert_close(average.model[0].weight, young.lerp(torch.full((2, 2), 2.0), 0.001))


def test_the_average_is_no_part_of_the_training() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    average = Average(model)
    model(torch.randn(4, 2))  # counts a batch
    average.update(model, 3)
    assert not average.model.training and not any(p.requires_grad for p in average.model.parameters())
    assert average.model[1].num_batches_tracked == 1
    other = Average(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)))
    other.load_state_dict(average.state_dict())
    assert all(torch.equal(a, b) for a, b in zip(other.model.parameters(), average.model.parameters(), strict=True))


def test_a_seed_decides_weights_and_data() -> None:
    def begin(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
        random = seeded(seed, torch.device("cpu"))
        return nn.Linear(3, 3).weight.detach(), torch.rand(3, generator=random)

    one, same, other = begin(1), begin(1), begin(2)
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(one, other, strict=True))
