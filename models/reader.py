"""The reader: a GRU that reads a message beside what was drawn last, and says what happens to each of its slots."""

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from models.text_encoder import TextEncoder, TextEncoderConfig

KIND = 3.0  # weight of what a message is, beside each of its slots


@dataclass(frozen=True, kw_only=True)
class ReaderConfig:
    slots: tuple[int, ...]  # of each slot the kind of marker that can fill it
    modes: int  # what may happen to a slot
    kinds: int  # what a message may be
    subjects: int  # things that a relation may be said of
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)
    width: int = 128


class Told(NamedTuple):
    """Logits: what the message is, what happens to each slot, by which word (the last: by none), of which thing."""

    kind: Float[Tensor, "b k"]
    mode: Float[Tensor, "b s m"]
    word: Float[Tensor, "b s t+1"]
    subject: Float[Tensor, "b o"]


class Reader(nn.Module):
    """Words and markers to the slots of a scene. Trained by `training.reader`.

    Every slot asks the words what happens to it and points at the word that names its new value (dialogue state
    tracking by copying, TripPy, Heck et al. 2020; pointers, Vinyals et al. 2015).
    """

    fills: Int[Tensor, "s"]  # the kind of marker that can fill each slot

    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.config = config
        self.text = TextEncoder(config.text)
        words, width = self.text.width, config.width
        self.slot = nn.Parameter(torch.randn(len(config.slots), width) * 0.1)
        self.seek = nn.Linear(width, width // 2)
        self.key = nn.Linear(words, width // 2)
        self.weigh = nn.Linear(width // 2, 1, bias=False)
        self.mode = nn.Sequential(nn.Linear(2 * words + width, width), nn.ReLU(), nn.Dropout(0.1))
        self.tell = nn.Linear(width, config.modes)
        self.ask = nn.Linear(2 * words + width, width)
        self.name = nn.Linear(words, width)
        self.none = nn.Parameter(torch.zeros(width))
        self.kind = nn.Linear(2 * words, config.kinds)
        self.subject = nn.Linear(2 * words, config.subjects)
        self.register_buffer("fills", torch.tensor(config.slots), persistent=False)

    def forward(self, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"], marks: Int[Tensor, "b t"]) -> Told:
        """`marks` gives the kind of marker that each word is, -1 where it is none."""
        reading = self.text(words, mask)
        score = self.weigh(torch.tanh(self.seek(self.slot)[None, :, None] + self.key(reading.words)[:, None])).squeeze(
            -1
        )
        weight = score.masked_fill(mask[:, None] == 0, -1e4).softmax(-1)
        found = torch.einsum("bst,btd->bsd", weight, reading.words)
        sentence = reading.sentence[:, None].expand_as(found)
        slots = self.slot.expand(len(words), -1, -1)
        asked = torch.cat([found, sentence, slots], -1)
        most = reading.words.masked_fill(mask[..., None] == 0, -1e4).amax(1)
        whole = torch.cat([reading.sentence, most], -1)
        query = self.ask(asked) / self.config.width**0.5
        pointer = torch.einsum("bsd,btd->bst", query, self.name(reading.words))
        other = marks[:, None] != self.fills[None, :, None]
        none = query @ self.none
        word = torch.cat([pointer.masked_fill(other, -1e4), none[..., None]], -1)
        return Told(self.kind(whole), self.tell(self.mode(asked)), word, self.subject(whole))


def reading_loss(
    told: Told,
    kind: Int[Tensor, "b"],
    mode: Float[Tensor, "b s m"],
    word: Float[Tensor, "b s t+1"],
    subject: Int[Tensor, "b"],
) -> Float[Tensor, ""]:
    """Surprise in nats: at the kind; at the modes and the words, summed over the slots; at a relation's thing.

    `mode` is 1 at every mode that is right, `word` at every word that names a right value; where both are 0 in all of
    a slot, it does not count. `subject` is -100 where it does not.
    """
    said = (subject != -100).sum().clamp_min(1)
    of = cross_entropy(told.subject, subject, ignore_index=-100, reduction="sum") / said
    slots = _surprise(told.mode, mode) + _surprise(told.word, word)
    return KIND * cross_entropy(told.kind, kind) + slots.sum() / len(kind) + of


def _surprise(logit: Float[Tensor, "b s k"], right: Float[Tensor, "b s k"]) -> Float[Tensor, "b s"]:
    """Minus the log-probability of any of the right ones."""
    any_right = (logit.log_softmax(-1) + (1 - right) * -1e4).logsumexp(-1)
    return -any_right * right.amax(-1)
