"""Train the captioner on true renders and the grammar's captions: `python -m training.captioner --minutes 20`."""

import argparse
from dataclasses import dataclass, replace
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast

from models import weights
from models.captioner import Captioner, CaptionerConfig, caption_loss
from models.recogniser import insight_channels
from models.tokenizer import load_tokenizer
from scenes.captions import caption
from scenes.sampling import test_scene
from scenes.scene import Scene
from scenes.vocabulary import LANGUAGES
from training.loop import WEIGHTS, Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded
from training.pictures import Gallery

NAME = "captioner"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=24), "gpu": Tier(batch=512)}


def visible(scene: Scene) -> Scene:
    """The scene as far as a picture shows it: the style is not spoken of, day goes without saying."""
    return replace(scene, style=None, time=scene.time if scene.time == "night" else None)


def words_of(scenes: list[Scene], tokenizer: PreTrainedTokenizerFast, rng: Random, device: torch.device) -> Tensor:
    """Captions [b t], half in each language, each beginning with the word that names its language."""
    rows = []
    for i, scene in enumerate(scenes):
        language = LANGUAGES[i % 2]
        said = tokenizer(caption(visible(scene), language, rng), add_special_tokens=False, truncation=True)["input_ids"]
        rows.append([tokenizer.get_vocab()[f"<{language}>"], *said, tokenizer.eos_token_id])
    padded = tokenizer.pad({"input_ids": rows}, return_tensors="pt", return_attention_mask=False)
    return padded["input_ids"].to(device)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator()
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)
    rng = Random(arguments.seed * 1000 + accelerator.process_index)

    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    gallery = Gallery(arguments.sprites, device, random, rng)
    config = CaptionerConfig(
        words=len(tokenizer),
        pad=tokenizer.get_vocab()["<pad>"],
        end=tokenizer.get_vocab()["<eos>"],
        channels=insight_channels(gallery.recogniser.config),
        present=gallery.recogniser.config.width,
    )
    captioner = Captioner(config).to(device)
    if arguments.start.exists():
        captioner.load_state_dict(weights.load(arguments.start, Captioner, CaptionerConfig).state_dict())
    average = Average(captioner)
    optimizer = torch.optim.AdamW(captioner.parameters(), lr=tier.learning_rate, weight_decay=0.01)
    captioner, optimizer = accelerator.prepare(captioner, optimizer)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    held_out = Gallery(arguments.sprites, device, torch.Generator(device).manual_seed(7), Random(7)).show(
        64, test_scene
    )
    held_out_words = words_of(held_out.scenes, tokenizer, Random(7), device)
    schedule = Schedule(arguments.steps, arguments.minutes)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    captioner.train()
    figure = float("nan")
    while not schedule.over(watch):
        for group in optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        seen = gallery.show(tier.batch)
        words = words_of(seen.scenes, tokenizer, rng, device)
        loss = caption_loss(captioner(seen.features, words), words, config.pad)
        optimizer.zero_grad()
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(captioner.parameters(), 1.0)
        optimizer.step()
        average.update(accelerator.unwrap_model(captioner), watch.steps)
        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        if watch.steps % 25 == 0 and accelerator.is_main_process:
            board.add_scalar("loss", loss.item(), watch.steps)
            progress.set_postfix(loss=f"{loss.item():.3f}", held_out=f"{figure:.3f}")
        if watch.steps % 200 == 0 or schedule.over(watch):
            with torch.no_grad():
                logits = average.model(held_out.features, held_out_words)
                figure = caption_loss(logits, held_out_words, config.pad, smoothing=0.0).item()
            board.add_scalar("held-out", figure, watch.steps)
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, figure))
            _read_aloud(average.model, held_out.features[:3], tokenizer, progress)

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        _read_aloud(average.model, held_out.features[:6], tokenizer, progress)
        weights.save(arguments.out, average.model, config, card(watch, figure))
        weights.append_history(arguments.out, **watch.line(arguments, device), held_out_loss=round(figure, 4))
    accelerator.end_training()


def _read_aloud(captioner: Captioner, features: Tensor, tokenizer: PreTrainedTokenizerFast, progress: tqdm) -> None:
    for language in LANGUAGES:
        for said in captioner.caption(features, tokenizer.get_vocab()[f"<{language}>"]):
            progress.write(str(tokenizer.decode(list(said.words))))


def card(watch: Stopwatch, figure: float) -> str:
    return f"""# Captioner

Says in Chinese or English what the encoder sees: a GRU with attention over the things found, coverage, beam search.
Trained by `training.captioner` for {watch.steps} steps on {watch.images} true renders with captions of the grammar,
half in each language; {figure:.3f} nats a word on captions of 64 held-out scenes.

It knows the illustrated world only, and says at most two kinds of things."""


if __name__ == "__main__":
    main()
