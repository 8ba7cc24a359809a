"""Growing networks to a larger vocabulary: what was learnt stays where it was, what is new begins near the average."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.recogniser import Recogniser, RecogniserConfig
from models.tokenizer import load_tokenizer
from training.grow import GROWERS, TOKENIZER, grow_tokenizer, grown, inserted, unknown_characters
from training.run import WEIGHTS
from world.vocabulary import MARKS, OBJECTS

KNOWN = 100  # objects of the small world that grows


def grower(folder: str):
    return next(each for each in GROWERS if each.folder == folder)


@pytest.mark.parametrize("axis", [0, 1])
def test_new_slices_stand_behind_the_old_ones_and_before_what_is_no_object(axis: int) -> None:
    tensor = torch.arange(24.0).view(4, 6) if axis == 0 else torch.arange(24.0).view(4, 6).T
    more = inserted(tensor, axis, 3, 2, slice(0, 3), torch.Generator().manual_seed(0)).movedim(axis, 0)
    old = tensor.movedim(axis, 0)
    assert more.shape == (6, 6) and torch.equal(more[:3], old[:3]) and torch.equal(more[5], old[3])
    assert (more[3:5] - old[:3].mean(0)).abs().max() < 3 * old[:3].std(0).max()


def test_a_layer_generator_draws_what_it_drew(tmp_path: Path) -> None:
    things = KNOWN + len(MARKS)
    small = LayerGenerator(LayerGeneratorConfig(things=things, colours=12, styles=6, content_dim=16, widths=(8, 8)))
    weights.save(tmp_path / "layers", small, small.config, "", half=False)
    large, config = grown(grower("layers"), tmp_path, 0, torch.Generator().manual_seed(0))
    assert config == replace(small.config, things=len(OBJECTS) + len(MARKS), drawn=config.drawn)
    assert config.drawn == tuple(thing.key for thing in OBJECTS[:KNOWN])  # what is new cannot be drawn yet
    zero, noise = torch.zeros(2, dtype=torch.long), torch.zeros(2, 8)
    old, new = torch.tensor([3, KNOWN]), torch.tensor([3, len(OBJECTS)])  # an object, and the first mark
    before = small(small.content(old, zero, zero), noise)
    assert torch.equal(before, large(large.content(new, zero, zero), noise))


def test_an_eye_names_nothing_new_before_it_has_learnt_it(tmp_path: Path) -> None:
    counts = {"colours": 12, "actions": 11, "places": 14, "times": 5, "styles": 6}
    small = Recogniser(RecogniserConfig(objects=KNOWN, width=8, hidden=16, **counts))
    weights.save(tmp_path / "recogniser", small, small.config, "", half=False)
    large, _ = grown(grower("recogniser"), tmp_path, 0, torch.Generator().manual_seed(0))
    features = torch.randn(2, 8, 6, 6, generator=torch.Generator().manual_seed(1))
    before, after = small.eval()(features), large.eval()(features)
    torch.testing.assert_close(after.object[..., :KNOWN], before.object)
    torch.testing.assert_close(after.colour, before.colour)
    assert (after.object.argmax(-1) < KNOWN).all()


def test_weights_of_a_larger_world_are_refused(tmp_path: Path) -> None:
    large = LayerGenerator(LayerGeneratorConfig(things=2000, colours=12, styles=6, content_dim=16, widths=(8, 8)))
    weights.save(tmp_path / "layers", large, large.config, "")
    with pytest.raises(ValueError, match=r"knows 1989 objects, the vocabulary \d+"):
        grown(grower("layers"), tmp_path, 0, torch.Generator())


def test_the_tokenizer_learns_the_characters_of_new_names(tmp_path: Path) -> None:
    pieces = grow_tokenizer(WEIGHTS / TOKENIZER, tmp_path)
    before, after = load_tokenizer(WEIGHTS / TOKENIZER), load_tokenizer(tmp_path)
    assert pieces == len(after) and not list(unknown_characters(tmp_path))
    assert after("two red cats 两只红色的猫")["input_ids"] == before("two red cats 两只红色的猫")["input_ids"]
    said = "".join(thing.zh[0] for thing in OBJECTS)
    assert after.unk_token_id not in after(said)["input_ids"]
