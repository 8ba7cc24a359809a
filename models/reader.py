"""The reader: a GRU that attends over the words and says the scene thing by thing."""

from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from models.text_encoder import Reading, TextEncoder, TextEncoderConfig

FACTS = ("object", "colour", "count", "action", "size")  # of a thing
WHOLE = ("relation", "place", "time", "style")  # of the scene


@dataclass(frozen=True, kw_only=True)
class ReaderConfig:
    thing: tuple[int, ...]  # classes of each of FACTS; object has one more for "no more things", others for "not said"
    scene: tuple[int, ...]  # classes of each of WHOLE, with one more for "not said"
    most: int = 2  # kinds of things in a scene
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)
    width: int = 256


class Attention(nn.Module):
    """Additive attention over words (Bahdanau et al. 2015)."""

    def __init__(self, asked: int, words: int, width: int):
        super().__init__()
        self.query, self.key = nn.Linear(asked, width), nn.Linear(words, width, bias=False)
        self.weigh = nn.Linear(width, 1, bias=False)

    def forward(self, asked: Float[Tensor, "b q"], reading: Reading) -> Float[Tensor, "b d"]:
        """The mix of word states that answers the question."""
        score = self.weigh(torch.tanh(self.query(asked).unsqueeze(1) + self.key(reading.words))).squeeze(-1)
        weight = score.masked_fill(reading.mask == 0, -1e4).softmax(-1)
        return torch.einsum("bt,btd->bd", weight, reading.words)


class Reader(nn.Module):
    """Words to the facts of a scene. Trained by `training.reader`."""

    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.config = config
        self.text = TextEncoder(config.text)
        words, width = self.text.width, config.width
        self.begin = nn.Linear(words, width)
        self.before = nn.ModuleList([nn.Embedding(classes + 1, width) for classes in config.thing])
        self.ask = nn.ModuleList([Attention(width, words, 96) for _ in FACTS])
        self.cell = nn.GRUCell(width, width)
        self.tell = nn.ModuleList([nn.Linear(width + words, classes) for classes in config.thing])
        self.ask_whole = nn.ModuleList([Attention(words, words, 96) for _ in WHOLE])
        self.tell_whole = nn.ModuleList([nn.Linear(2 * words, classes) for classes in config.scene])
        self.drop = nn.Dropout(0.1)

    def forward(
        self, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"], things: Int[Tensor, "b n f"] | None = None
    ) -> tuple[list[Float[Tensor, "b n k"]], list[Float[Tensor, "b k"]]]:
        """Logits of each fact of each thing, and of each fact of the whole.

        With true `things` each step knows those before it; without, it knows what it said itself.
        """
        reading = self.text(words, mask)
        state = torch.tanh(self.begin(reading.sentence))
        last = torch.tensor(self.config.thing, device=words.device).expand(len(words), -1)  # nothing yet
        steps: list[list[Tensor]] = []
        for step in range(self.config.most):
            known = torch.stack([embed(last[:, i]) for i, embed in enumerate(self.before)]).sum(0)
            state = self.cell(known, state)
            said = [
                tell(self.drop(torch.cat([state, ask(state, reading)], -1)))
                for ask, tell in zip(self.ask, self.tell, strict=True)
            ]
            steps.append(said)
            last = things[:, step] if things is not None else torch.stack([each.argmax(-1) for each in said], 1)
        whole = [
            tell(self.drop(torch.cat([reading.sentence, ask(reading.sentence, reading)], -1)))
            for ask, tell in zip(self.ask_whole, self.tell_whole, strict=True)
        ]
        return [torch.stack(each, 1) for each in zip(*steps, strict=True)], whole


def reading_loss(
    things: list[Float[Tensor, "b n k"]],
    whole: list[Float[Tensor, "b k"]],
    true_things: Int[Tensor, "b n f"],
    true_whole: Int[Tensor, "b g"],
    smoothing: float = 0.02,
) -> Float[Tensor, ""]:
    """Cross-entropy of every fact; the facts of a thing that is not there are -100 and do not count."""
    parts = [
        cross_entropy(logits.flatten(0, 1), true_things[..., i].flatten(), ignore_index=-100, label_smoothing=smoothing)
        for i, logits in enumerate(things)
    ]
    parts += [cross_entropy(logits, true_whole[:, i], label_smoothing=smoothing) for i, logits in enumerate(whole)]
    return torch.stack(parts).sum()
