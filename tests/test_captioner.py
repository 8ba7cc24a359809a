"""The captioner's network: it attends, speaks until it ends, and learns by heart what it is told."""

import pytest
import torch

from models.captioner import Captioner, CaptionerConfig, caption_loss
from models.insight import Insight

PAD, END, ENGLISH, CHINESE = 0, 1, 2, 3
CONFIG = CaptionerConfig(words=12, pad=PAD, end=END, kind=6, whole=4, width=24, asked=8, longest=10)


@pytest.fixture
def captioner() -> Captioner:
    torch.manual_seed(0)
    return Captioner(CONFIG).eval()


@pytest.fixture
def insight() -> Insight:
    """Three pictures of two kinds of things, the last of them of one."""
    random = torch.Generator().manual_seed(0)
    present = torch.tensor([[0.9, 0.8], [1.0, 0.7], [0.9, 0.0]])
    kinds = torch.randn(3, 2, 6, generator=random) * (present > 0).unsqueeze(-1)
    return Insight(kinds, present, torch.randn(3, 4, generator=random))


def test_logits_of_every_word_after_the_first(captioner: Captioner, insight: Insight) -> None:
    words = torch.tensor([[ENGLISH, 5, 6, END]] * 3)
    assert captioner(insight, words).shape == (3, 3, CONFIG.words)


def test_attention_is_shared_out_over_the_kinds_and_the_whole(captioner: Captioner, insight: Insight) -> None:
    memory = captioner.remember(insight)
    thought = captioner.first(memory)
    word = torch.tensor([ENGLISH] * 3)
    for turn in (1, 2):
        thought, looked = captioner.think(memory, word, thought)
        torch.testing.assert_close(looked.sum(1), torch.ones(3))
        assert looked[2, 1] < 1e-3  # where nothing was found
        torch.testing.assert_close(thought.covered.sum(1), torch.full((3,), float(turn)))


def test_a_word_knows_only_those_before_it(captioner: Captioner, insight: Insight) -> None:
    one = captioner(insight, torch.tensor([[ENGLISH, 5, 6, 7]] * 3))
    other = captioner(insight, torch.tensor([[ENGLISH, 5, 9, 7]] * 3))
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
def test_beam_search_ends_and_says_where_it_looked(captioner: Captioner, insight: Insight, beams: int) -> None:
    captions = captioner.caption(insight, ENGLISH, beams)
    assert len(captions) == 3
    for caption in captions:
        assert len(caption.words) <= CONFIG.longest and END not in caption.words
        assert caption.looked.shape == (len(caption.words), 3) and caption.score <= 0
        torch.testing.assert_close(caption.looked.sum(1), torch.ones(len(caption.words)))
    assert [caption.words for caption in captions] == [c.words for c in captioner.caption(insight, ENGLISH, beams)]


def test_each_image_is_captioned_as_if_it_were_alone(captioner: Captioner) -> None:
    random = torch.Generator().manual_seed(0)
    kinds, whole = torch.randn(32, 2, 6, generator=random), torch.randn(32, 4, generator=random)
    many = Insight(kinds, torch.rand(32, 2, generator=random), whole)
    together = captioner.caption(many, ENGLISH)
    alone = [captioner.caption(many[i : i + 1], ENGLISH)[0] for i in range(len(many))]
    assert [caption.words for caption in together] == [caption.words for caption in alone]


def test_it_learns_a_caption_of_each_picture_in_each_language(captioner: Captioner, insight: Insight) -> None:
    rows = {ENGLISH: [(4, 5), (4, 6, 5), (7,)], CHINESE: [(8,), (9, 8), (10, 11, 9)]}
    said = [(first, words) for first, captions in rows.items() for words in captions]
    words = torch.tensor([[first, *text, END] + [PAD] * (3 - len(text)) for first, text in said])
    optimizer = torch.optim.Adam(captioner.parameters(), 2e-2)
    for _ in range(150):
        optimizer.zero_grad()
        caption_loss(captioner(insight.repeat(2), words), words, PAD, smoothing=0.0).backward()
        optimizer.step()
    for first, texts in rows.items():
        assert [caption.words for caption in captioner.caption(insight, first)] == texts


def test_words_by_chance_or_the_likeliest_end_and_are_filled_up(captioner: Captioner, insight: Insight) -> None:
    likeliest = captioner.utter(insight, ENGLISH)
    assert torch.equal(likeliest, captioner.utter(insight, ENGLISH))
    tried = [captioner.utter(insight, ENGLISH, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)]
    assert torch.equal(tried[0], tried[1]) and not torch.equal(tried[0], tried[2])
    for row in tried[0]:
        words = row.tolist()
        assert words[0] == ENGLISH and len(words) <= CONFIG.longest + 1
        if END in words:
            assert set(words[words.index(END) + 1 :]) <= {PAD}
