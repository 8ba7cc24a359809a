"""The captioner's network: it attends, speaks until it ends, and learns by heart what it is told."""

import pytest
import torch
from torch import Tensor

from models.captioner import Captioner, CaptionerConfig, caption_loss

PAD, END, ENGLISH, CHINESE = 0, 1, 2, 3
CONFIG = CaptionerConfig(words=12, pad=PAD, end=END, channels=6, present=0, regions=4, width=24, asked=8, longest=10)


@pytest.fixture
def captioner() -> Captioner:
    torch.manual_seed(0)
    return Captioner(CONFIG).eval()


@pytest.fixture
def features() -> Tensor:
    return torch.randn(3, 6, 4, 4, generator=torch.Generator().manual_seed(0))


def test_logits_of_every_word_after_the_first(captioner: Captioner, features: Tensor) -> None:
    words = torch.tensor([[ENGLISH, 5, 6, END]] * 3)
    assert captioner(features, words).shape == (3, 3, CONFIG.words)


def test_attention_is_shared_out_over_the_cells(captioner: Captioner, features: Tensor) -> None:
    memory = captioner.remember(features)
    state, covered = captioner.first(memory)
    word = torch.tensor([ENGLISH] * 3)
    for turn in (1, 2):
        _, state, covered, looked = captioner.step(memory, word, state, covered)
        torch.testing.assert_close(looked.sum(1), torch.ones(3))
        torch.testing.assert_close(covered.sum(1), torch.full((3,), float(turn)))


def test_a_word_knows_only_those_before_it(captioner: Captioner, features: Tensor) -> None:
    one = captioner(features, torch.tensor([[ENGLISH, 5, 6, 7]] * 3))
    other = captioner(features, torch.tensor([[ENGLISH, 5, 9, 7]] * 3))
    torch.testing.assert_close(one[:, :2], other[:, :2])
    assert not torch.allclose(one[:, 2], other[:, 2])


def test_padding_does_not_count() -> None:
    random = torch.Generator().manual_seed(0)
    logits = torch.randn(2, 4, CONFIG.words, generator=random)
    words = torch.tensor([[ENGLISH, 5, END, PAD, PAD], [CHINESE, 6, 7, 8, END]])
    wild = logits.clone()
    wild[0, 2:] = 100 * torch.randn(2, CONFIG.words, generator=random)
    assert torch.equal(caption_loss(logits, words, PAD), caption_loss(wild, words, PAD))


@pytest.mark.parametrize("beams", [1, 3, 8])
def test_beam_search_ends_and_says_where_it_looked(captioner: Captioner, features: Tensor, beams: int) -> None:
    captions = captioner.caption(features, ENGLISH, beams)
    assert len(captions) == 3
    for caption in captions:
        assert len(caption.words) <= CONFIG.longest and END not in caption.words
        assert caption.looked.shape == (len(caption.words), 16) and caption.score <= 0
        torch.testing.assert_close(caption.looked.sum(1), torch.ones(len(caption.words)))
    assert [caption.words for caption in captions] == [c.words for c in captioner.caption(features, ENGLISH, beams)]


def test_it_learns_a_caption_of_each_picture_in_each_language(captioner: Captioner, features: Tensor) -> None:
    rows = {ENGLISH: [(4, 5), (4, 6, 5), (7,)], CHINESE: [(8,), (9, 8), (10, 11, 9)]}
    said = [(first, words) for first, captions in rows.items() for words in captions]
    words = torch.tensor([[first, *text, END] + [PAD] * (3 - len(text)) for first, text in said])
    optimizer = torch.optim.Adam(captioner.parameters(), 2e-2)
    for _ in range(150):
        optimizer.zero_grad()
        caption_loss(captioner(features.repeat(2, 1, 1, 1), words), words, PAD, smoothing=0.0).backward()
        optimizer.step()
    for first, texts in rows.items():
        assert [caption.words for caption in captioner.caption(features, first)] == texts
