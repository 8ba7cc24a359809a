"""Train the captioner on what its captions are worth (Rennie et al. 2017): `python -m training.self_critical`.

Each picture is captioned twice, by the likeliest words and by chance; what chance says better becomes likelier. The
grammar's own captions stay in the loss, so that the language stays what it is.
"""

import argparse
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.optim import AdamW
from transformers import PreTrainedTokenizerFast

from models import weights
from models.captioner import Captioner, CaptionerConfig, caption_loss
from models.tokenizer import load_tokenizer
from rendering.sampling import fuller_scene
from rendering.shown import in_reading_order
from training.captioner import TIERS, batches
from training.loop import Task, train
from training.pictures import Album, Gallery, Seen, held_out
from training.reward import Worth
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from world.gist import Gist
from world.vocabulary import LANGUAGES

NAME, START = "self_critical", "captioner"
LEARNING_RATE = 1e-4
HELD_OUT = 64  # pictures that training is measured on as it goes
GRAMMAR = 0.3  # weight of the grammar's captions beside the reward


def policy_loss(
    logits: Float[Tensor, "b t v"], words: Int[Tensor, "b t1"], advantage: Float[Tensor, "b"], pad: int
) -> Tensor:
    """The REINFORCE loss of sampled captions (Williams 1992), per word."""
    surprise = cross_entropy(logits.transpose(1, 2).float(), words[:, 1:], ignore_index=pad, reduction="none")
    return (advantage.unsqueeze(1) * surprise).sum() / (words[:, 1:] != pad).sum()


class Listener:
    """Turns words into text and text into rewards."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, rng: Random):
        self.tokenizer = tokenizer
        self.worth = {language: Worth(language, rng) for language in LANGUAGES}
        self.first = {language: tokenizer.get_vocab()[f"<{language}>"] for language in LANGUAGES}

    def rewards(self, words: Int[Tensor, "b t"], scenes: list[Gist], language: str) -> Float[Tensor, "b"]:
        """What each caption is worth."""
        said = self.tokenizer.batch_decode(words.tolist(), skip_special_tokens=True)
        worth = self.worth[language]
        return torch.tensor([worth(text, in_reading_order(scene)) for text, scene in zip(said, scenes, strict=True)])


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__), start=START)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    random = seeded(arguments.dice + accelerator.process_index, device)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    listener = Listener(tokenizer, rng)
    captioner = weights.load(arguments.start, Captioner, CaptionerConfig).to(device)
    album = Album(Gallery(arguments.sprites, device, random, rng), tier.pictures, fuller_scene)
    unseen = held_out(arguments.sprites, device, HELD_OUT)
    spoken = batches(album, tier.batch, tokenizer, rng, device)

    def loss(captioner: Captioner, _: float) -> dict[str, Tensor]:
        seen, language = album.draw(tier.batch, rng), rng.choice(LANGUAGES)
        first = listener.first[language]
        asked = accelerator.unwrap_model(captioner).eval()  # what it would say, no words dropped
        tried, likeliest = (asked.utter(seen.insight, first, chance) for chance in (random, None))
        asked.train()
        gain = listener.rewards(tried, seen.scenes, language) - listener.rewards(likeliest, seen.scenes, language)
        logits = captioner(seen.insight, tried)
        insight, words = next(spoken)
        return {
            "reward": policy_loss(logits, tried, gain.to(device), asked.config.pad),
            "words": GRAMMAR * caption_loss(captioner(insight, words), words, asked.config.pad),
        }

    task = Task(
        network=captioner,
        optimizer=AdamW(captioner.parameters(), lr=LEARNING_RATE, weight_decay=0.01),
        batch=tier.batch,
        loss=loss,
        measure=lambda captioner: worth_of(captioner, unseen, listener),
        card=card,
    )
    train(task, accelerator, arguments)


def worth_of(captioner: Captioner, seen: Seen, listener: Listener) -> dict[str, float]:
    """The mean reward of the likeliest captions in each language."""
    return {
        f"worth_{language}": float(listener.rewards(captioner.utter(seen.insight, first), seen.scenes, language).mean())
        for language, first in listener.first.items()
    }


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    worth = ", ".join(f"{name[-2:]} {figure:.3f}" for name, figure in figures.items())
    return f"""# Captioner

Says in Chinese or English what the encoder sees: a GRU with attention over the kinds of things found, coverage, beam
search. Trained by `training.captioner` on captions of the grammar, then by `training.self_critical` for {watch.steps}
steps of {watch.images} captions of its own, rewarded for agreeing with the scene (CIDEr-D / 10 + F1 of the facts
that are named; on {HELD_OUT} held-out scenes {worth}).

It knows the illustrated world only, and says at most two kinds of things."""


if __name__ == "__main__":
    main()
