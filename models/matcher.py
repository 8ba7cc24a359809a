"""The matcher: pictures and sentences in one space, near where they say the same (CLIP, Radford et al. 2021)."""

import math
from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize, silu

from models.insight import Insight
from models.text_encoder import TextEncoder, TextEncoderConfig


@dataclass(frozen=True, kw_only=True)
class MatcherConfig:
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)
    kind: int  # numbers that an insight holds of each kind of thing
    whole: int  # numbers that it holds of the whole picture
    width: int = 192  # of the common space


class Matcher(nn.Module):
    """Similarity of pictures (as insights) and sentences. Trained by `training.matcher`.

    Both sides are read by a GRU in both directions: words one after another, and kinds of things likewise.
    """

    def __init__(self, config: MatcherConfig):
        super().__init__()
        self.config = config
        width = config.width
        self.text = TextEncoder(config.text)
        self.say = nn.Linear(self.text.width, width)
        self.enter = nn.Linear(config.kind, width)
        self.survey = nn.Linear(config.whole, width)
        self.tour = nn.GRU(width, width, batch_first=True, bidirectional=True)
        self.see = nn.Sequential(
            nn.Linear(4 * width, 2 * width), nn.SiLU(), nn.Dropout(0.1), nn.Linear(2 * width, width)
        )
        self.sharpness = nn.Parameter(torch.tensor(math.log(12.0)))

    def forward(
        self, insight: Insight, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"]
    ) -> tuple[Float[Tensor, "p d"], Float[Tensor, "b d"]]:
        """Unit vectors of pictures and of sentences, of which there may be more than pictures."""
        return self.embed_pictures(insight), self.embed_texts(words, mask)

    def embed_pictures(self, insight: Insight) -> Float[Tensor, "b d"]:
        """Unit vectors of pictures."""
        kinds = silu(self.enter(insight.kinds)) * insight.present.unsqueeze(-1)
        states, _ = self.tour(torch.cat([kinds, silu(self.survey(insight.whole)).unsqueeze(1)], 1))
        return normalize(self.see(torch.cat([states.mean(1), states.amax(1)], 1)), dim=-1)

    def embed_texts(self, words: Int[Tensor, "b t"], mask: Tensor) -> Float[Tensor, "b d"]:
        """Unit vectors of sentences."""
        return normalize(self.say(self.text(words, mask).sentence), dim=-1)


def contrastive_loss(
    pictures: Float[Tensor, "b d"], texts: Float[Tensor, "b d"], wrong: Float[Tensor, "b d"], sharpness: Tensor
) -> Float[Tensor, ""]:
    """Each picture to its sentence among all and among those with one wrong fact, and each sentence to its picture."""
    scale = sharpness.exp().clamp(max=100)
    target = torch.arange(len(pictures), device=pictures.device)
    to_text = scale * pictures @ torch.cat([texts, wrong]).T
    to_picture = scale * texts @ pictures.T
    return 0.5 * (cross_entropy(to_text.float(), target) + cross_entropy(to_picture.float(), target))
