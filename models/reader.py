"""The reader: a GRU that reads a message beside what was drawn, and one that writes the edit program it means."""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


@dataclass(frozen=True, kw_only=True)
class ReaderConfig:
    pieces: int  # pieces of words, and features of markers; 0 is none
    keywords: int  # of programs; the first is the end
    embedding: int = 128
    width: int = 256  # of a word's state, both directions together, and of the writer
    layers: int = 2
    dropout: float = 0.35


class Read(NamedTuple):
    """A batch of messages as it was read."""

    words: Float[Tensor, "b t d"]
    mask: Bool[Tensor, "b t"]  # True where there is a word
    keys: Float[Tensor, "b t d"]  # of the words, for attention
    items: Float[Tensor, "b i d"]  # the states of what is named, in order; zeros where there is none
    sentence: Float[Tensor, "b d"]


class Reader(nn.Module):
    """Words and markers to a program of keywords and pointers. Trained by `training.reader`.

    A sequence-to-sequence GRU with additive attention (Bahdanau et al. 2015) that copies what is named (CopyNet, Gu et
    al. 2016; pointers, Vinyals et al. 2015): the choices of each step are the keywords, then the items of the message.
    """

    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.config = config
        width = config.width
        self.embed = nn.Embedding(config.pieces, config.embedding, padding_idx=0)
        self.drop = nn.Dropout(config.dropout)
        self.read = nn.GRU(config.embedding, width // 2, config.layers, batch_first=True, bidirectional=True,
                           dropout=config.dropout)  # fmt: skip
        self.begin = nn.Linear(width, width)
        self.keyword = nn.Embedding(config.keywords + 1, width)  # the last is the beginning
        self.item = nn.Linear(width, width)
        self.write = nn.GRUCell(2 * width, width)
        self.key, self.seek = nn.Linear(width, width // 2), nn.Linear(width, width // 2)
        self.weigh = nn.Linear(width // 2, 1, bias=False)
        self.tell = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Dropout(config.dropout))
        self.keywords = nn.Linear(width, config.keywords)
        self.point = nn.Linear(width, width)

    def look(self, words: Int[Tensor, "b t f"], lengths: Int[Tensor, "b"], items: Int[Tensor, "b i"]) -> Read:
        """Read messages: every word's pieces or features (0: none), how many words, and where the items stand
        (-1: there are no more)."""
        inside = self.drop(self.embed(words).sum(2))
        packed = pack_padded_sequence(inside, lengths.cpu(), batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.read(packed)[0], batch_first=True, total_length=words.shape[1])
        mask = torch.arange(words.shape[1], device=words.device)[None] < lengths[:, None]
        at = items.clamp_min(0).unsqueeze(-1).expand(-1, -1, states.shape[-1])
        named = states.gather(1, at) * (items >= 0).unsqueeze(-1)
        return Read(states, mask, self.key(states), named, states.sum(1) / lengths[:, None])

    def start(self, read: Read) -> Float[Tensor, "b d"]:
        """The writer's state before the first word."""
        return torch.tanh(self.begin(read.sentence))

    def step(
        self, read: Read, hidden: Float[Tensor, "b d"], last: Int[Tensor, "b"]
    ) -> tuple[Float[Tensor, "b c"], Float[Tensor, "b d"]]:
        """Logits of every choice after `last` (a choice; -1: the beginning), and the next state."""
        hidden, context = self._written(read, hidden, self._fed(read, last[:, None])[:, 0])
        return self._told(read, hidden[:, None], context[:, None])[:, 0], hidden

    def forward(
        self,
        words: Int[Tensor, "b t f"],
        lengths: Int[Tensor, "b"],
        items: Int[Tensor, "b i"],
        program: Int[Tensor, "b s"],
    ) -> Float[Tensor, "b s c"]:
        """Logits of every choice of a program, given those before it (teacher forcing)."""
        read = self.look(words, lengths, items)
        hidden = self.start(read)
        fed = self._fed(read, torch.cat([torch.full_like(program[:, :1], -1), program[:, :-1]], 1))
        states, contexts = [], []
        for step in range(program.shape[1]):
            hidden, context = self._written(read, hidden, fed[:, step])
            states.append(hidden)
            contexts.append(context)
        return self._told(read, torch.stack(states, 1), torch.stack(contexts, 1))

    def _fed(self, read: Read, last: Int[Tensor, "b s"]) -> Float[Tensor, "b s d"]:
        """What the writer is told of choices that were made: keywords by name, items by how they were read."""
        keywords = self.config.keywords
        named = self.keyword(torch.where(last < 0, keywords, last.clamp_max(keywords - 1)))
        at = (last - keywords).clamp_min(0).unsqueeze(-1).expand(-1, -1, read.items.shape[-1])
        return torch.where((last >= keywords).unsqueeze(-1), self.item(read.items).gather(1, at), named)

    def _written(
        self, read: Read, hidden: Float[Tensor, "b d"], fed: Float[Tensor, "b d"]
    ) -> tuple[Float[Tensor, "b d"], Float[Tensor, "b d"]]:
        """The next state, and the words that were looked at for it."""
        score = self.weigh(torch.tanh(self.seek(hidden)[:, None] + read.keys)).squeeze(-1)
        weight = score.masked_fill(~read.mask, -1e4).softmax(-1)
        context = torch.bmm(weight[:, None], read.words)[:, 0]
        return self.write(self.drop(torch.cat([fed, context], -1)), hidden), context

    def _told(
        self, read: Read, states: Float[Tensor, "b s d"], contexts: Float[Tensor, "b s d"]
    ) -> Float[Tensor, "b s c"]:
        said = self.tell(torch.cat([states, contexts], -1))
        pointers = torch.bmm(self.point(said), read.items.transpose(1, 2)) / self.config.width**0.5
        return torch.cat([self.keywords(said), pointers], -1)


def writing_loss(
    logits: Float[Tensor, "b s c"],
    right: Bool[Tensor, "b s c"],
    allowed: Bool[Tensor, "b s c"],
    weight: Float[Tensor, "b"],
) -> Float[Tensor, ""]:
    """Surprise in nats a program, among the choices that the grammar allows; any of the right ones will do.

    Steps without a right choice (after the end) do not count; a program counts by its weight.
    """
    logs = logits.masked_fill(~allowed, -1e4).log_softmax(-1)
    surprise = -logs.masked_fill(~right, -1e4).logsumexp(-1) * right.any(-1)
    return (surprise.sum(1) * weight).sum() / weight.sum()
