"""The matcher: pictures and sentences in one space, near where they say the same (CLIP, Radford et al. 2021)."""

import math
from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from models.text_encoder import TextEncoder, TextEncoderConfig


@dataclass(frozen=True, kw_only=True)
class MatcherConfig:
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)
    channels: int  # of the recogniser's insight
    queries: int = 8  # places that the picture's side looks at
    width: int = 192  # of the common space


class Matcher(nn.Module):
    """Similarity of pictures (as the recogniser's insight) and sentences. Trained by `training.matcher`."""

    def __init__(self, config: MatcherConfig):
        super().__init__()
        self.config = config
        self.text = TextEncoder(config.text)
        self.say = nn.Linear(self.text.width, config.width)
        self.mix = nn.Conv2d(config.channels, config.width, 3, padding=1)
        self.query = nn.Conv2d(config.width, config.queries, 1)
        self.see = nn.Sequential(
            nn.Linear(config.queries * config.width + config.width, 2 * config.width),
            nn.SiLU(),
            nn.Linear(2 * config.width, config.width),
        )
        self.sharpness = nn.Parameter(torch.tensor(math.log(12.0)))

    def embed_pictures(self, features: Float[Tensor, "b c h w"]) -> Float[Tensor, "b d"]:
        """Unit vectors of pictures."""
        hidden = nn.functional.silu(self.mix(nn.functional.silu(features)))
        looked = self.query(hidden).flatten(2).softmax(-1)
        seen = torch.einsum("bqn,bdn->bqd", looked, hidden.flatten(2)).flatten(1)
        return normalize(self.see(torch.cat([seen, hidden.mean((2, 3))], 1)), dim=-1)

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
