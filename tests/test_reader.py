"""The reader's network: shapes, padding that does not matter, and that it can learn."""

import pytest
import torch
from torch import Tensor

from models.reader import FACTS, WHOLE, Reader, ReaderConfig, reading_loss
from models.text_encoder import TextEncoder, TextEncoderConfig

TEXT = TextEncoderConfig(words=40, embedding=8, width=16, layers=1, dropout=0.0)
CONFIG = ReaderConfig(thing=(6, 4, 3, 3, 3), scene=(4, 5, 3, 3), text=TEXT, width=16)


@pytest.fixture
def reader() -> Reader:
    torch.manual_seed(0)
    return Reader(CONFIG).eval()


@pytest.fixture
def words() -> Tensor:
    return torch.tensor([[1, 5, 6, 7, 2], [1, 9, 2, 0, 0]])


def test_text_encoder_reads_words_and_sentence(words: Tensor) -> None:
    reading = TextEncoder(TEXT).eval()(words, (words > 0).long())
    assert reading.words.shape == (2, 5, 16) and reading.sentence.shape == (2, 16)
    assert reading.words[1, 3:].abs().sum() == 0


def test_a_logit_for_every_class(reader: Reader, words: Tensor) -> None:
    things, whole = reader(words, (words > 0).long())
    assert [tuple(each.shape) for each in things] == [(2, CONFIG.most, classes) for classes in CONFIG.thing]
    assert [tuple(each.shape) for each in whole] == [(2, classes) for classes in CONFIG.scene]
    assert len(things) == len(FACTS) and len(whole) == len(WHOLE)


def test_padding_changes_nothing(reader: Reader, words: Tensor) -> None:
    alone = reader(words[1:, :3], torch.ones(1, 3, dtype=torch.long))
    padded = reader(words, (words > 0).long())
    for short, long in zip([*alone[0], *alone[1]], [*padded[0], *padded[1]], strict=True):
        torch.testing.assert_close(short[0], long[1], atol=1e-5, rtol=1e-4)


def test_it_learns_two_texts_by_heart(reader: Reader, words: Tensor) -> None:
    things = torch.tensor([[[0, 1, 2, 0, 1], [3, 2, 0, 1, 0]], [[4, 0, 1, 2, 2], [5, -100, -100, -100, -100]]])
    whole = torch.tensor([[0, 1, 2, 0], [3, 4, 0, 1]])
    optimizer = torch.optim.Adam(reader.parameters(), 3e-2)
    for _ in range(40):
        optimizer.zero_grad()
        said, ground = reader(words, (words > 0).long(), things.clamp_min(0))
        reading_loss(said, ground, things, whole).backward()
        optimizer.step()
    said, ground = reader(words, (words > 0).long())  # on its own, without the truth
    read = torch.stack([each.argmax(-1) for each in said], -1)
    assert torch.equal(read[things >= 0], things[things >= 0])
    assert torch.equal(torch.stack([each.argmax(-1) for each in ground], -1), whole)
