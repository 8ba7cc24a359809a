"""Train the reader on the grammar's sentences: `python -m training.reader --minutes 12 --out weights/reader`."""

import argparse
from dataclasses import dataclass
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.optim import AdamW
from transformers import PreTrainedTokenizerFast

from models.reader import FACTS, WHOLE, Reader, ReaderConfig, reading_loss
from models.text_encoder import TextEncoderConfig
from models.tokenizer import load_tokenizer
from scenes.captions import caption, request, request_of_a_stranger
from scenes.numbers import SCENE_CLASSES, THING_CLASSES, scene_from, scene_numbers, thing_numbers
from scenes.sampling import test_scene, training_scene
from scenes.scene import Scene
from scenes.vocabulary import LANGUAGES
from training.lesson import Lesson, learn
from training.loop import WEIGHTS, Stopwatch, parse_arguments, seeded

NAME = "reader"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=128), "gpu": Tier(batch=1024)}
ASKED = 500  # held-out requests of each language
STRANGE = 0.06  # of the texts ask for something that Tuwen cannot draw


def example(rng: Random) -> tuple[str, Scene]:
    """A text in either language, mostly asking, sometimes stating, and the scene to read out of it."""
    scene, language, roll = training_scene(rng), rng.choice(LANGUAGES), rng.random()
    if roll < STRANGE:
        return request_of_a_stranger(scene, language, rng)
    return (request if roll < 0.9 else caption)(scene, language, rng), scene


def batch_of(
    scenes: list[Scene], texts: list[str], tokenizer: PreTrainedTokenizerFast, device: torch.device
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Words [b t], mask [b t], things [b n f] and whole [b g]."""
    words = tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(device)
    things = torch.tensor([thing_numbers(scene) for scene in scenes], device=device)
    whole = torch.tensor([scene_numbers(scene) for scene in scenes], device=device)
    return words["input_ids"], words["attention_mask"], things, whole


def loss_of(reader: torch.nn.Module, batch: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
    words, mask, things, whole = batch
    told, ground = reader(words, mask, things.clamp_min(0))
    return reading_loss(told, ground, things, whole)


@torch.no_grad()
def exact(reader: Reader, tokenizer: PreTrainedTokenizerFast, language: str, count: int, seed: int) -> dict[str, float]:
    """Shares of held-out scenes, asked for in one language, whose facts are all read right; and of each fact."""
    rng, device = Random(seed), next(reader.parameters()).device
    scenes = [test_scene(rng) for _ in range(count)]
    texts = [request(scene, language, rng) for scene in scenes]
    words, mask, things, whole = batch_of(scenes, texts, tokenizer, device)
    told, ground = reader(words, mask)
    got_things = torch.stack([each.argmax(-1) for each in told], -1)
    got_whole = torch.stack([each.argmax(-1) for each in ground], -1)
    counts = things >= 0
    right = {name: (got_things[..., i] == things[..., i])[counts[..., i]] for i, name in enumerate(FACTS)}
    right |= {name: got_whole[:, i] == whole[:, i] for i, name in enumerate(WHOLE)}
    read = [scene_from(t, w) for t, w in zip(got_things.tolist(), got_whole.tolist(), strict=True)]
    right["all"] = torch.tensor([got == scene for got, scene in zip(read, scenes, strict=True)])
    return {f"{language}/{name}": each.float().mean().item() for name, each in right.items()}


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    seeded(arguments.dice, device)
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    config = ReaderConfig(thing=THING_CLASSES, scene=SCENE_CLASSES, text=TextEncoderConfig(words=len(tokenizer)))

    def loss(reader: Reader, _: float) -> dict[str, Tensor]:
        texts, scenes = zip(*(example(rng) for _ in range(tier.batch)), strict=True)
        return {"facts": loss_of(reader, batch_of(list(scenes), list(texts), tokenizer, device))}

    def measure(reader: Reader) -> dict[str, float]:
        figures = [exact(reader, tokenizer, language, ASKED, 8) for language in LANGUAGES]
        return {name: figure for each in figures for name, figure in each.items()}

    reader = Reader(config).to(device)
    lesson = Lesson(
        network=reader,
        optimizer=AdamW(reader.parameters(), lr=tier.learning_rate, weight_decay=0.01),
        batch=tier.batch,
        loss=loss,
        measure=measure,
        card=card,
        every=500,
    )
    learn(lesson, accelerator, arguments)


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    rows = "\n".join(f"- {name}: {figure:.3f}" for name, figure in figures.items())
    return f"""# Reader

Reads the facts of a scene out of a sentence in Chinese or English: bi-GRU text encoder, attention GRU decoder. Trained
by `training.reader` for {watch.steps} steps on {watch.images} sentences of the grammar (`scenes/chinese.py`,
`scenes/english.py`). The share read right of {ASKED} requests of held-out combinations for each language:

{rows}

Its language is that of the grammar: at most two kinds of things, up to four of each. What people write otherwise is
measured apart, on `evaluation/wordings.jsonl`."""


if __name__ == "__main__":
    main()
