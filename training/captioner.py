"""Train the captioner on true renders and the grammar's captions: `python -m training.captioner --minutes 20`."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Int
from torch import Tensor
from torch.optim import AdamW
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast

from img2txt.insight import channels
from language.captions import caption
from models.captioner import Captioner, CaptionerConfig, caption_loss
from models.insight import Insight, joined
from models.tokenizer import load_tokenizer
from rendering.shown import in_reading_order
from training.data_mix import note, open_folder, part_of, with_folder
from training.feature_cache import FeatureCache
from training.loop import Task, train
from training.pictures import Album, Gallery, held_out
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from world.gist import Gist
from world.vocabulary import LANGUAGES

NAME = "captioner"
TOGETHER = 4  # batches that are sorted by length together
HELD_OUT = 64  # pictures that training is measured on as it goes


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    pictures: int  # looked at; captions of them are fresh in every step
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=64, pictures=6_000), "gpu": Tier(batch=256, pictures=100_000)}


def words_of(scenes: list[Gist], tokenizer: PreTrainedTokenizerFast, rng: Random) -> list[list[int]]:
    """A caption of each, half in each language, each beginning with the word that names its language."""
    languages = [LANGUAGES[i % 2] for i in range(len(scenes))]
    told = zip(scenes, languages, strict=True)
    return [spoken(caption(in_reading_order(scene), language, rng), language, tokenizer) for scene, language in told]


def spoken(said: str, language: str, tokenizer: PreTrainedTokenizerFast) -> list[int]:
    """A sentence as it is taught; a piece that the tokenizer does not know becomes padding, which no loss counts."""
    number = tokenizer.get_vocab()
    pieces = tokenizer(said, add_special_tokens=False, truncation=True)["input_ids"]
    known = [number["<pad>"] if piece == number["<unk>"] else piece for piece in pieces]
    return [number[f"<{language}>"], *known, number["<eos>"]]


def padded(rows: list[list[int]], tokenizer: PreTrainedTokenizerFast, device: torch.device) -> Int[Tensor, "b t"]:
    """Captions as one tensor, the shorter ones filled up."""
    return tokenizer.pad({"input_ids": rows}, return_tensors="pt", return_attention_mask=False)["input_ids"].to(device)


def batches(
    album: Album,
    size: int,
    tokenizer: PreTrainedTokenizerFast,
    rng: Random,
    device: torch.device,
    cache: FeatureCache | None = None,
    from_folder: int = 0,
) -> Iterator[tuple[Insight, Int[Tensor, "b t"]]]:
    """Pictures with captions of much the same length, so that little is filled up; so many of all from the cache."""
    while True:
        seen = album.draw(TOGETHER * size - from_folder, rng)
        rows, insight = words_of(seen.scenes, tokenizer, rng), seen.insight
        if cache is not None:
            told, theirs = cache.draw(from_folder, rng)
            rows += [spoken(row.caption, row.language, tokenizer) for row in told]
            insight = joined([insight, theirs])
        order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
        parts = [order[start : start + size] for start in range(0, len(order), size)]
        for part in rng.sample(parts, len(parts)):
            yield insight[part], padded([rows[row] for row in part], tokenizer, device)


def main() -> None:
    parser = with_folder(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--album", type=Path, help="keep the pictures in this file, or take up those that are there")
    parser.add_argument("--pictures", type=int, help="how many are looked at")
    arguments = parse_arguments(NAME, TIERS, parser)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    gallery = Gallery(arguments.sprites, device, seeded(arguments.dice + accelerator.process_index, device), rng)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    of_kind, of_whole = channels(gallery.eye.encoder.config.width)
    config = CaptionerConfig(
        words=len(tokenizer),
        pad=tokenizer.get_vocab()["<pad>"],
        end=tokenizer.get_vocab()["<eos>"],
        kind=of_kind,
        whole=of_whole,
    )
    album = Album(gallery, arguments.pictures or tier.pictures, file=arguments.album)
    unseen = held_out(arguments.sprites, device, HELD_OUT)
    unseen_words = padded(words_of(unseen.scenes, tokenizer, Random(7)), tokenizer, device)
    folder = open_folder(arguments, str(device), accelerator.is_main_process)
    cache = FeatureCache(folder, gallery.eye) if folder else None
    from_folder = part_of(TOGETHER * tier.batch, folder, arguments.share)
    told = batches(album, tier.batch, tokenizer, rng, device, cache, from_folder)
    kept = folder.validation[:HELD_OUT] if folder else ()

    def loss(captioner: Captioner, _: float) -> dict[str, Tensor]:
        insight, words = next(told)
        return {"words": caption_loss(captioner(insight, words), words, config.pad)}

    @torch.no_grad()
    def measure(captioner: Captioner) -> dict[str, float]:
        read_aloud(captioner, unseen.insight[:3], tokenizer)
        nats = caption_loss(captioner(unseen.insight, unseen_words), unseen_words, config.pad, smoothing=0.0)
        figures = {"nats_a_word": nats.item()}
        if cache and kept:
            words = padded([spoken(row.caption, row.language, tokenizer) for row in kept], tokenizer, device)
            theirs = caption_loss(captioner(cache.look(kept), words), words, config.pad, smoothing=0.0)
            figures["folder_nats_a_word"] = theirs.item()
        return figures

    captioner = Captioner(config).to(device)
    task = Task(
        network=captioner,
        optimizer=AdamW(captioner.parameters(), lr=tier.learning_rate, weight_decay=0.01),
        batch=tier.batch,
        loss=loss,
        measure=measure,
        score=lambda figures: -figures["nats_a_word"],
        card=lambda watch, figures: card(watch, figures) + note(folder, arguments.share),
    )
    train(task, accelerator, arguments)


def read_aloud(captioner: Captioner, insight: Insight, tokenizer: PreTrainedTokenizerFast) -> None:
    """Print what is said of some pictures, in both languages."""
    for language in LANGUAGES:
        for said in captioner.caption(insight, tokenizer.get_vocab()[f"<{language}>"]):
            tqdm.write(str(tokenizer.decode(list(said.words))))


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    return f"""# Captioner

Says in Chinese or English what the encoder sees: a GRU with attention over the kinds of things found, coverage, beam
search. Trained by `training.captioner` for {watch.steps} steps of {watch.images} captions of the grammar, half in each
language, on true renders; {figures.get("nats_a_word", float("nan")):.3f} nats a word on captions of 64 held-out scenes.

It knows the illustrated world only, and says at most two kinds of things."""


if __name__ == "__main__":
    main()
