"""The captioner: a GRU that attends over the image's map word by word (Show, Attend and Tell, Xu et al. 2015)."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy


@dataclass(frozen=True, kw_only=True)
class CaptionerConfig:
    words: int  # pieces of the tokenizer
    pad: int
    end: int
    channels: int  # of the recogniser's insight
    cells: int = 256  # places in the map
    width: int = 256
    asked: int = 64  # width in which questions and places meet
    longest: int = 48  # words of a caption


@dataclass(frozen=True)
class Memory:
    """An image as the captioner holds it while it speaks."""

    places: Float[Tensor, "b n d"]
    keys: Float[Tensor, "b n a"]


@dataclass(frozen=True)
class Caption:
    """One caption: its words, where each looked (shares that sum to 1 over the cells), its mean log-probability."""

    words: tuple[int, ...]
    looked: Float[Tensor, "t n"]
    score: float


class Captioner(nn.Module):
    """Image map to words, in the language that the first word names. Trained by `training.captioner`."""

    def __init__(self, config: CaptionerConfig):
        super().__init__()
        self.config = config
        width = config.width
        self.embed = nn.Embedding(config.words, width, padding_idx=config.pad)
        self.enter = nn.Linear(config.channels, width)
        self.where = nn.Parameter(0.02 * torch.randn(config.cells, width))
        self.key = nn.Linear(width, config.asked)
        self.query = nn.Linear(width, config.asked)
        self.covered = nn.Linear(1, config.asked, bias=False)  # what was looked at already (See et al. 2017)
        self.attend = nn.Linear(config.asked, 1)
        self.begin = nn.Linear(width, width)
        self.cell = nn.GRUCell(2 * width, width)
        self.drop = nn.Dropout(0.1)
        self.speak = nn.Sequential(nn.Linear(2 * width, width), nn.SiLU(), nn.Dropout(0.1))

    def remember(self, features: Float[Tensor, "b c h w"]) -> Memory:
        """The encoder's map as places to attend to."""
        places = torch.tanh(self.enter(features.flatten(2).transpose(1, 2)) + self.where)
        return Memory(places, self.key(places))

    def first(self, memory: Memory) -> tuple[Float[Tensor, "b d"], Float[Tensor, "b n"]]:
        """The state before the first word, and what has been looked at: nothing."""
        return torch.tanh(self.begin(memory.places.mean(1))), torch.zeros_like(memory.places[..., 0])

    def step(
        self, memory: Memory, word: Int[Tensor, "b"], state: Float[Tensor, "b d"], covered: Float[Tensor, "b n"]
    ) -> tuple[Float[Tensor, "b v"], Float[Tensor, "b d"], Float[Tensor, "b n"], Float[Tensor, "b n"]]:
        """Logits of the next word, the new state, what is covered by now, and where this step looked."""
        asked = self.query(state).unsqueeze(1) + self.covered(covered.unsqueeze(-1))
        looked = self.attend(torch.tanh(memory.keys + asked)).squeeze(-1).softmax(-1)
        seen = torch.einsum("bn,bnd->bd", looked, memory.places)
        state = self.cell(torch.cat([self.drop(self.embed(word)), seen], -1), state)
        hidden = self.speak(torch.cat([state, seen], -1))
        return hidden @ self.embed.weight.T, state, covered + looked, looked

    def forward(self, features: Float[Tensor, "b c h w"], words: Int[Tensor, "b t"]) -> Float[Tensor, "b t1 v"]:
        """Logits of every word after the first, each given the true words before it."""
        memory = self.remember(features)
        state, covered = self.first(memory)
        logits = []
        for t in range(words.shape[1] - 1):
            out, state, covered, _ = self.step(memory, words[:, t], state, covered)
            logits.append(out)
        return torch.stack(logits, 1)

    @torch.no_grad()
    def caption(self, features: Float[Tensor, "b c h w"], first: int, beams: int = 3) -> list[Caption]:
        """The best caption of each image by beam search; `first` is the word that names the language."""
        return [self._search(features[i : i + 1], first, beams) for i in range(len(features))]

    def _search(self, features: Float[Tensor, "1 c h w"], first: int, beams: int) -> Caption:
        memory = self.remember(features)
        state, covered = self.first(memory)
        words = torch.tensor([[first]], device=features.device)
        total = torch.zeros(1, device=features.device)
        looked = torch.zeros(1, 0, self.config.cells, device=features.device)
        done: list[Caption] = []
        for _ in range(self.config.longest):
            logits, state, covered, here = self.step(_repeat(memory, len(words)), words[:, -1], state, covered)
            options = (total.unsqueeze(1) + logits.log_softmax(-1)).flatten()
            best, flat = options.topk(min(2 * beams, options.numel()))
            rows, tokens = flat // logits.shape[-1], flat % logits.shape[-1]
            ended = tokens == self.config.end
            looked = torch.cat([looked, here.unsqueeze(1)], 1)
            for score, row in zip(best[ended].tolist(), rows[ended].tolist(), strict=True):
                said = tuple(words[row, 1:].tolist())
                done.append(Caption(said, looked[row, :-1], score / (len(said) + 1)))
            keep = (~ended).nonzero()[:beams, 0]
            rows, total = rows[keep], best[keep]
            finished = done and max(caption.score for caption in done) >= float(total[0]) / words.shape[1]
            if len(keep) == 0 or finished:
                break
            words = torch.cat([words[rows], tokens[keep].unsqueeze(1)], 1)
            state, covered, looked = state[rows], covered[rows], looked[rows]
        if not done:
            done.append(Caption(tuple(words[0, 1:].tolist()), looked[0], float(total[0]) / words.shape[1]))
        return max(done, key=lambda caption: caption.score)


def _repeat(memory: Memory, count: int) -> Memory:
    return Memory(memory.places.expand(count, -1, -1), memory.keys.expand(count, -1, -1))


def caption_loss(
    logits: Float[Tensor, "b t v"], words: Int[Tensor, "b t1"], pad: int, smoothing: float = 0.05
) -> Float[Tensor, ""]:
    """Cross-entropy of every word after the first, padding left out."""
    return cross_entropy(
        logits.flatten(0, 1).float(), words[:, 1:].flatten(), ignore_index=pad, label_smoothing=smoothing
    )
