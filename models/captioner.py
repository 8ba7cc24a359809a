"""The captioner: a GRU that attends, word by word, over the kinds of things that were found (Anderson et al. 2018)."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from models.insight import Insight


@dataclass(frozen=True, kw_only=True)
class CaptionerConfig:
    words: int  # pieces of the tokenizer
    pad: int
    end: int
    kind: int  # numbers that an insight holds of each kind of thing
    whole: int  # numbers that it holds of the whole picture
    width: int = 256
    asked: int = 64  # width in which questions and kinds meet
    longest: int = 48  # words of a caption


@dataclass(frozen=True)
class Memory:
    """An image as the captioner holds it while it speaks: kind by kind, and the whole, which stands last."""

    places: Float[Tensor, "b n d"]
    keys: Float[Tensor, "b n a"]
    present: Float[Tensor, "b n"]  # logarithm of how surely there is a thing; 0 for the whole

    def repeat(self, beams: int) -> "Memory":
        """Every image's memory for so many beams, one after the other."""
        return Memory(*(each.repeat_interleave(beams, 0) for each in (self.places, self.keys, self.present)))


@dataclass(frozen=True)
class Thought:
    """Where the captioner stands between two words."""

    state: Float[Tensor, "b d"]
    seen: Float[Tensor, "b d"]  # what it looked at for the last word
    covered: Float[Tensor, "b n"]  # how much it has looked at each place so far

    def repeat(self, beams: int) -> "Thought":
        """Every image's thought for so many beams, one after the other."""
        return Thought(*(each.repeat_interleave(beams, 0) for each in (self.state, self.seen, self.covered)))

    def of(self, rows: Int[Tensor, "m"]) -> "Thought":
        return Thought(self.state[rows], self.seen[rows], self.covered[rows])


@dataclass(frozen=True)
class Caption:
    """One caption: its words, where each looked (shares of the kinds and the whole), its mean log-probability."""

    words: tuple[int, ...]
    looked: Float[Tensor, "t n"]
    score: float


class Captioner(nn.Module):
    """An insight to words, in the language that the first word names. Trained by `training.captioner`.

    Attention after the recurrent step, its result fed to the next one (Luong et al. 2015), with coverage of what was
    looked at already (See et al. 2017).
    """

    def __init__(self, config: CaptionerConfig):
        super().__init__()
        self.config = config
        width = config.width
        self.embed = nn.Embedding(config.words, width, padding_idx=config.pad)
        self.enter = nn.Linear(config.kind, width)
        self.survey = nn.Linear(config.whole, width)
        self.key = nn.Linear(width, config.asked)
        self.query = nn.Linear(width, config.asked)
        self.covered = nn.Linear(1, config.asked, bias=False)
        self.attend = nn.Linear(config.asked, 1)
        self.begin = nn.Linear(width, width)
        self.cell = nn.GRUCell(2 * width, width)
        self.drop = nn.Dropout(0.1)
        self.speak = nn.Sequential(nn.Linear(2 * width, width), nn.SiLU(), nn.Dropout(0.1))

    def remember(self, insight: Insight) -> Memory:
        """The kinds that were found, and the picture as a whole."""
        places = torch.cat([self.enter(insight.kinds), self.survey(insight.whole).unsqueeze(1)], 1).tanh()
        surely = insight.present.clamp_min(1e-6).log()
        present = torch.cat([surely, torch.zeros_like(surely[:, :1])], 1)
        return Memory(places, self.key(places), present)

    def first(self, memory: Memory) -> Thought:
        """Before the first word nothing has been looked at."""
        surely = memory.present.exp().unsqueeze(-1)
        state = torch.tanh(self.begin((surely * memory.places).sum(1)))
        return Thought(state, torch.zeros_like(state), torch.zeros_like(memory.present))

    def think(self, memory: Memory, word: Int[Tensor, "b"], thought: Thought) -> tuple[Thought, Float[Tensor, "b n"]]:
        """Hear a word and look again: the new thought, and where this step looked."""
        state = self.cell(torch.cat([self.drop(self.embed(word)), thought.seen], -1), thought.state)
        asked = self.query(state).unsqueeze(1) + self.covered(thought.covered.unsqueeze(-1))
        looked = (self.attend(torch.tanh(memory.keys + asked)).squeeze(-1) + memory.present).softmax(-1)
        seen = torch.einsum("bn,bnd->bd", looked, memory.places)
        return Thought(state, seen, thought.covered + looked), looked

    def say(self, state: Float[Tensor, "*b d"], seen: Float[Tensor, "*b d"]) -> Float[Tensor, "*b v"]:
        """Logits of the next word."""
        return self.speak(torch.cat([state, seen], -1)) @ self.embed.weight.T

    def forward(self, insight: Insight, words: Int[Tensor, "b t"]) -> Float[Tensor, "b t1 v"]:
        """Logits of every word after the first, each given the true words before it."""
        memory = self.remember(insight)
        thought = self.first(memory)
        thoughts = []
        for t in range(words.shape[1] - 1):
            thought, _ = self.think(memory, words[:, t], thought)
            thoughts.append(thought)
        return self.say(
            torch.stack([each.state for each in thoughts], 1), torch.stack([each.seen for each in thoughts], 1)
        )

    @torch.no_grad()
    def utter(self, insight: Insight, first: int, random: torch.Generator | None = None) -> Int[Tensor, "b t"]:
        """A caption of each image word by word: drawn by chance, or the likeliest where there is no `random`.

        Each begins with `first`, and is filled up with padding after its end.
        """
        memory = self.remember(insight)
        thought = self.first(memory)
        words = [torch.full((len(insight),), first, device=insight.whole.device)]
        over = torch.zeros_like(words[0], dtype=torch.bool)
        for _ in range(self.config.longest):
            thought, _ = self.think(memory, words[-1], thought)
            logits = self.say(thought.state, thought.seen)
            said = (
                logits.argmax(-1)
                if random is None
                else torch.multinomial(logits.softmax(-1), 1, generator=random)[:, 0]
            )
            words.append(said.masked_fill(over, self.config.pad))
            over = over | (said == self.config.end)
            if over.all():
                break
        return torch.stack(words, 1)

    def caption(self, insight: Insight, first: int, beams: int = 3) -> list[Caption]:
        """The best caption of each image by beam search; `first` is the word that names the language."""
        return [ends[0] for ends in self.captions(insight, first, beams)]

    @torch.no_grad()
    def captions(self, insight: Insight, first: int, beams: int = 3) -> list[list[Caption]]:
        """What a beam search for each image ended with, the best first."""
        count, device = len(insight), insight.whole.device
        memory = self.remember(insight)
        thought = self.first(memory)
        memory, thought = memory.repeat(beams), thought.repeat(beams)
        words = torch.full((count, beams, 1), first, device=device)
        looked = torch.zeros(count, beams, 0, memory.present.shape[1], device=device)
        total = torch.full((count, beams), -torch.inf, device=device)
        total[:, 0] = 0.0  # all beams begin alike: one of them is enough
        done: list[list[Caption]] = [[] for _ in range(count)]
        for length in range(1, self.config.longest + 1):
            thought, here = self.think(memory, words[:, :, -1].flatten(), thought)
            logits = self.say(thought.state, thought.seen).log_softmax(-1).view(count, beams, -1)
            looked = torch.cat([looked, here.view(count, beams, 1, -1)], 2)
            best, flat = (total.unsqueeze(2) + logits).flatten(1).topk(2 * beams)
            rows, tokens = flat // logits.shape[-1], flat % logits.shape[-1]
            ended = (tokens == self.config.end) & best.isfinite()
            for i, k in ended.nonzero().tolist():
                row, score = int(rows[i, k]), float(best[i, k]) / length
                done[i].append(Caption(tuple(words[i, row, 1:].tolist()), looked[i, row, :-1], score))
            total, kept = best.masked_fill(ended, -torch.inf).topk(beams)
            rows, tokens = rows.gather(1, kept), tokens.gather(1, kept)
            leading = (total[:, 0] / length).tolist()
            settled = [
                bool(ends) and max(each.score for each in ends) >= lead
                for ends, lead in zip(done, leading, strict=True)
            ]
            if all(settled):
                break
            total[torch.tensor(settled, device=device)] = -torch.inf  # an image ends as if it were alone
            at = torch.arange(count, device=device).unsqueeze(1)
            words = torch.cat([words[at, rows], tokens.unsqueeze(2)], 2)
            looked, thought = looked[at, rows], thought.of((at * beams + rows).flatten())
        for i, ends in enumerate(done):
            if not ends:
                ends.append(
                    Caption(tuple(words[i, 0, 1:].tolist()), looked[i, 0], float(total[i, 0]) / looked.shape[2])
                )
        return [sorted(ends, key=lambda caption: -caption.score) for ends in done]


def caption_loss(
    logits: Float[Tensor, "b t v"], words: Int[Tensor, "b t1"], pad: int, smoothing: float = 0.05
) -> Float[Tensor, ""]:
    """Cross-entropy of every word after the first, padding left out."""
    return cross_entropy(
        logits.flatten(0, 1).float(), words[:, 1:].flatten(), ignore_index=pad, label_smoothing=smoothing
    )
