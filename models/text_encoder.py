"""The text encoder: tokens to word states and a sentence, read in both directions."""

from dataclasses import dataclass

from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


@dataclass(frozen=True, kw_only=True)
class TextEncoderConfig:
    words: int = 2000  # pieces of the tokenizer
    embedding: int = 128
    width: int = 192  # of a word's state, both directions together
    layers: int = 2
    dropout: float = 0.1


@dataclass(frozen=True)
class Reading:
    """A batch of texts as it was read."""

    words: Float[Tensor, "b t d"]
    mask: Int[Tensor, "b t"]  # 1 where there is a word
    sentence: Float[Tensor, "b d"]


class TextEncoder(nn.Module):
    """A bidirectional GRU. Trained with the reader and with the matcher, each its own."""

    def __init__(self, config: TextEncoderConfig):
        super().__init__()
        self.config = config
        self.embed = nn.Embedding(config.words, config.embedding)
        self.drop = nn.Dropout(config.dropout)
        self.read = nn.GRU(
            config.embedding,
            config.width // 2,
            config.layers,
            batch_first=True,
            bidirectional=True,
            dropout=config.dropout,
        )

    @property
    def width(self) -> int:
        return self.config.width

    def forward(self, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"]) -> Reading:
        """Word states (zero where there is no word) and their mean; every text has at least one word."""
        packed = pack_padded_sequence(
            self.drop(self.embed(words)), mask.sum(1).cpu(), batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.read(packed)[0], batch_first=True, total_length=words.shape[1])
        sentence = states.sum(1) / mask.sum(1, keepdim=True)
        return Reading(states, mask, sentence)
