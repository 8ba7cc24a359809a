"""The captioner: a GRU that attends, word by word, over the things that were found (Anderson et al. 2018)."""

from dataclasses import dataclass, replace

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, max_pool2d


@dataclass(frozen=True, kw_only=True)
class CaptionerConfig:
    words: int  # pieces of the tokenizer
    pad: int
    end: int
    channels: int  # of the recogniser's insight
    present: int  # which of them says how surely a cell is the centre of a thing
    regions: int = 8  # the surest centres are attended to, and the picture as a whole
    width: int = 256
    asked: int = 64  # width in which questions and places meet
    longest: int = 48  # words of a caption


@dataclass(frozen=True)
class Memory:
    """An image as the captioner holds it while it speaks."""

    places: Float[Tensor, "b n d"]
    keys: Float[Tensor, "b n a"]
    present: Float[Tensor, "b n"]  # logarithm of how surely there is a thing; 0 for the whole, which stands last
    cells: Int[Tensor, "b m"]  # which cell of the map each place but the last is


@dataclass(frozen=True)
class Caption:
    """One caption: its words, where each looked (shares of the map's cells that sum to 1), its mean log-probability."""

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
        self.enter = nn.Linear(config.channels + 2, width)
        self.survey = nn.Linear(config.channels, width)
        self.key = nn.Linear(width, config.asked)
        self.query = nn.Linear(width, config.asked)
        self.covered = nn.Linear(1, config.asked, bias=False)  # what was looked at already (See et al. 2017)
        self.attend = nn.Linear(config.asked, 1)
        self.begin = nn.Linear(width, width)
        self.cell = nn.GRUCell(2 * width, width)
        self.drop = nn.Dropout(0.1)
        self.speak = nn.Sequential(nn.Linear(2 * width, width), nn.SiLU(), nn.Dropout(0.1))

    def remember(self, insight: Float[Tensor, "b c h w"]) -> Memory:
        """The surest centres with where they lie, and the picture as a whole."""
        height, width = insight.shape[-2:]
        present = insight[:, self.config.present]
        highest = present * (present == max_pool2d(present.unsqueeze(1), 3, 1, 1)[:, 0])
        sure, cells = highest.flatten(1).topk(self.config.regions)
        found = insight.flatten(2).gather(2, cells.unsqueeze(1).expand(-1, insight.shape[1], -1)).transpose(1, 2)
        x, y = (cells % width + 0.5) / width, (cells // width + 0.5) / height
        regions = self.enter(torch.cat([found, x.unsqueeze(-1), y.unsqueeze(-1)], -1))
        whole = self.survey(insight.mean((2, 3))).unsqueeze(1)
        places = torch.tanh(torch.cat([regions, whole], 1))
        surely = torch.cat([sure.clamp_min(1e-4).log(), torch.zeros_like(sure[:, :1])], 1)
        return Memory(places, self.key(places), surely, cells)

    def first(self, memory: Memory) -> tuple[Float[Tensor, "b d"], Float[Tensor, "b n"]]:
        """The state before the first word, and what has been looked at: nothing."""
        return torch.tanh(self.begin(memory.places.mean(1))), torch.zeros_like(memory.places[..., 0])

    def step(
        self, memory: Memory, word: Int[Tensor, "b"], state: Float[Tensor, "b d"], covered: Float[Tensor, "b n"]
    ) -> tuple[Float[Tensor, "b v"], Float[Tensor, "b d"], Float[Tensor, "b n"], Float[Tensor, "b n"]]:
        """Logits of the next word, the new state, what is covered by now, and where this step looked."""
        asked = self.query(state).unsqueeze(1) + self.covered(covered.unsqueeze(-1))
        looked = (self.attend(torch.tanh(memory.keys + asked)).squeeze(-1) + memory.present).softmax(-1)
        seen = torch.einsum("bn,bnd->bd", looked, memory.places)
        state = self.cell(torch.cat([self.drop(self.embed(word)), seen], -1), state)
        hidden = self.speak(torch.cat([state, seen], -1))
        return hidden @ self.embed.weight.T, state, covered + looked, looked

    def forward(self, insight: Float[Tensor, "b c h w"], words: Int[Tensor, "b t"]) -> Float[Tensor, "b t1 v"]:
        """Logits of every word after the first, each given the true words before it."""
        memory = self.remember(insight)
        state, covered = self.first(memory)
        logits = []
        for t in range(words.shape[1] - 1):
            out, state, covered, _ = self.step(memory, words[:, t], state, covered)
            logits.append(out)
        return torch.stack(logits, 1)

    @torch.no_grad()
    def caption(self, insight: Float[Tensor, "b c h w"], first: int, beams: int = 3) -> list[Caption]:
        """The best caption of each image by beam search; `first` is the word that names the language."""
        return [self._search(insight[i : i + 1], first, beams) for i in range(len(insight))]

    def _search(self, insight: Float[Tensor, "1 c h w"], first: int, beams: int) -> Caption:
        memory = self.remember(insight)
        state, covered = self.first(memory)
        words = torch.tensor([[first]], device=insight.device)
        total = torch.zeros(1, device=insight.device)
        looked = torch.zeros(1, 0, self.config.regions + 1, device=insight.device)
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
        best_one = max(done, key=lambda caption: caption.score)
        return replace(
            best_one, looked=_on_map(best_one.looked, memory.cells[0], insight.shape[-2] * insight.shape[-1])
        )


def _repeat(memory: Memory, count: int) -> Memory:
    return Memory(
        memory.places.expand(count, -1, -1),
        memory.keys.expand(count, -1, -1),
        memory.present.expand(count, -1),
        memory.cells.expand(count, -1),
    )


def _on_map(looked: Float[Tensor, "t n"], cells: Int[Tensor, "m"], size: int) -> Float[Tensor, "t s"]:
    """Where each word looked as shares of all cells; looks at the whole are spread over them."""
    spread = looked[:, -1:].expand(-1, size) / size
    return spread.index_add(1, cells, looked[:, :-1])


def caption_loss(
    logits: Float[Tensor, "b t v"], words: Int[Tensor, "b t1"], pad: int, smoothing: float = 0.05
) -> Float[Tensor, ""]:
    """Cross-entropy of every word after the first, padding left out."""
    return cross_entropy(
        logits.flatten(0, 1).float(), words[:, 1:].flatten(), ignore_index=pad, label_smoothing=smoothing
    )
