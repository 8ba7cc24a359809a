"""The matcher's network: pictures and sentences as unit vectors, drawn together by its loss."""

import math

import pytest
import torch
from torch.nn.functional import normalize

from models.insight import Insight
from models.matcher import Matcher, MatcherConfig, contrastive_loss
from models.text_encoder import TextEncoderConfig

TEXT = TextEncoderConfig(words=20, embedding=8, width=16, layers=1, dropout=0.0)
CONFIG = MatcherConfig(text=TEXT, kind=6, whole=4, width=12)
WORDS = torch.tensor([[1, 5, 6, 2], [1, 9, 2, 0], [1, 7, 8, 2]])


@pytest.fixture
def matcher() -> Matcher:
    torch.manual_seed(0)
    return Matcher(CONFIG).eval()


@pytest.fixture
def insight() -> Insight:
    random = torch.Generator().manual_seed(0)
    return Insight(torch.randn(3, 2, 6, generator=random), torch.ones(3, 2), torch.randn(3, 4, generator=random))


def test_both_sides_give_unit_vectors(matcher: Matcher, insight: Insight) -> None:
    pictures, texts = matcher.embed_pictures(insight), matcher.embed_texts(WORDS, (WORDS > 0).long())
    assert pictures.shape == texts.shape == (3, CONFIG.width)
    for vectors in (pictures, texts):
        torch.testing.assert_close(vectors.norm(dim=1), torch.ones(3))


def test_padding_changes_nothing(matcher: Matcher) -> None:
    padded = matcher.embed_texts(WORDS, (WORDS > 0).long())[1]
    alone = matcher.embed_texts(WORDS[1:2, :3], torch.ones(1, 3, dtype=torch.long))[0]
    torch.testing.assert_close(padded, alone)


def test_the_loss_is_small_where_pairs_agree() -> None:
    vectors = normalize(torch.eye(4), dim=1)
    sharp = torch.tensor(math.log(50.0))
    assert contrastive_loss(vectors, vectors, -vectors, sharp) < 1e-3
    assert contrastive_loss(vectors, vectors.roll(1, 0), -vectors, sharp) > 10


def test_a_sentence_with_one_wrong_fact_counts_against() -> None:
    vectors, sharp = torch.eye(4), torch.tensor(math.log(12.0))
    apart, alike = -vectors, vectors
    assert contrastive_loss(vectors, vectors, alike, sharp) > contrastive_loss(vectors, vectors, apart, sharp) + 0.3


def test_sharpness_is_bounded() -> None:
    vectors = torch.eye(4).roll(1, 0)
    hundred, wild = torch.tensor(math.log(100.0)), torch.tensor(50.0)
    assert contrastive_loss(torch.eye(4), vectors, vectors, wild) == pytest.approx(
        contrastive_loss(torch.eye(4), vectors, vectors, hundred).item()
    )


def test_it_learns_which_sentence_belongs_to_which_picture(matcher: Matcher, insight: Insight) -> None:
    optimizer = torch.optim.Adam(matcher.parameters(), 1e-2)
    mask = (WORDS > 0).long()
    wrong = torch.tensor([[1, 5, 9, 2], [1, 6, 2, 0], [1, 7, 6, 2]])
    for _ in range(40):
        optimizer.zero_grad()
        texts, others = matcher.embed_texts(WORDS, mask), matcher.embed_texts(wrong, mask)
        contrastive_loss(matcher.embed_pictures(insight), texts, others, matcher.sharpness).backward()
        optimizer.step()
    likeness = matcher.embed_pictures(insight) @ matcher.embed_texts(WORDS, mask).T
    assert likeness.argmax(1).tolist() == [0, 1, 2]
    against = matcher.embed_pictures(insight) * matcher.embed_texts(wrong, mask)
    assert (likeness.diagonal() > against.sum(1)).all()
