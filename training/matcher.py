"""Train the matcher of pictures and sentences: `python -m training.matcher --minutes 15 --out weights/matcher`."""

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
from models.matcher import Matcher, MatcherConfig, contrastive_loss
from models.recogniser import insight_channels
from models.text_encoder import TextEncoderConfig
from models.tokenizer import load_tokenizer
from scenes.captions import caption, request
from scenes.sampling import test_scene
from scenes.scene import Scene, Thing
from scenes.vocabulary import COLOURS, COUNTS, LANGUAGES, NATURAL, OBJECTS, PLACES
from training.captioner import visible
from training.loop import WEIGHTS, Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded
from training.pictures import Gallery

NAME = "matcher"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=64), "gpu": Tier(batch=512)}


def one_fact_wrong(scene: Scene, rng: Random) -> Scene:
    """The scene with one fact replaced: another object, colour, count or place; or two things' colours swapped."""
    of = rng.randrange(len(scene.things))
    thing = scene.things[of]
    slot = rng.choice(("object", "colour", "count", "place", "swap"))
    if slot == "swap" and len(scene.things) == 2 and scene.things[0].colour != scene.things[1].colour:
        first, second = scene.things
        return replace(scene, things=(replace(first, colour=second.colour), replace(second, colour=first.colour)))
    if slot == "place" and scene.place is not None:
        return replace(scene, place=rng.choice([value.key for value in PLACES if value.key != scene.place]))
    if slot == "count":
        return scene.with_thing(of, replace(thing, count=rng.choice([n for n in COUNTS if n != thing.count])))
    if slot == "object":
        taken = {each.object for each in scene.things}
        other = rng.choice([value.key for value in OBJECTS if value.key not in taken])
        return scene.with_thing(of, replace(thing, object=other))
    return scene.with_thing(of, _other_colour(thing, rng))


def _other_colour(thing: Thing, rng: Random) -> Thing:
    return replace(thing, colour=rng.choice([c.key for c in COLOURS if c.key not in (thing.colour, NATURAL)]))


def said(scene: Scene, language: str, rng: Random) -> str:
    return caption(scene, language, rng) if rng.random() < 0.6 else request(scene, language, rng)


def sentences(
    scenes: list[Scene], tokenizer: PreTrainedTokenizerFast, rng: Random, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Words [2b t] and mask of the true sentences, then of those with one fact wrong, half in each language."""
    languages = [LANGUAGES[i % 2] for i in range(len(scenes))]
    true = [said(visible(scene), language, rng) for scene, language in zip(scenes, languages, strict=True)]
    wrong = [
        said(visible(one_fact_wrong(scene, rng)), language, rng)
        for scene, language in zip(scenes, languages, strict=True)
    ]
    words = tokenizer(true + wrong, padding=True, truncation=True, return_tensors="pt").to(device)
    return words["input_ids"], words["attention_mask"]


@torch.no_grad()
def precision(matcher: Matcher, features: Tensor, words: Tensor, mask: Tensor) -> tuple[float, float]:
    """How often a picture's own sentence is the best of all, and better than the one with a wrong fact."""
    pictures = matcher.embed_pictures(features)
    true, wrong = matcher.embed_texts(words, mask).chunk(2)
    best = (pictures @ true.T).argmax(1) == torch.arange(len(pictures), device=features.device)
    pair = (pictures * true).sum(1) > (pictures * wrong).sum(1)
    return best.float().mean().item(), pair.float().mean().item()


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator()
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)
    rng = Random(arguments.seed * 1000 + accelerator.process_index)

    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    gallery = Gallery(arguments.sprites, device, random, rng)
    channels = insight_channels(gallery.recogniser.config)
    config = MatcherConfig(text=TextEncoderConfig(words=len(tokenizer)), channels=channels)
    matcher = Matcher(config).to(device)
    if arguments.start.exists():
        matcher.load_state_dict(weights.load(arguments.start, Matcher, MatcherConfig).state_dict())
    average = Average(matcher)
    optimizer = torch.optim.AdamW(matcher.parameters(), lr=tier.learning_rate, weight_decay=0.01)
    matcher, optimizer = accelerator.prepare(matcher, optimizer)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    held_out = Gallery(arguments.sprites, device, torch.Generator(device).manual_seed(7), Random(7)).show(
        100, test_scene
    )
    held_out_words = sentences(held_out.scenes, tokenizer, Random(7), device)
    schedule = Schedule(arguments.steps, arguments.minutes)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    matcher.train()
    figures = (0.0, 0.0)
    while not schedule.over(watch):
        for group in optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        seen = gallery.show(tier.batch)
        words, mask = sentences(seen.scenes, tokenizer, rng, device)
        network = accelerator.unwrap_model(matcher)
        true, wrong = network.embed_texts(words, mask).chunk(2)
        loss = contrastive_loss(network.embed_pictures(seen.features), true, wrong, network.sharpness)
        optimizer.zero_grad()
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(matcher.parameters(), 1.0)
        optimizer.step()
        average.update(network, watch.steps)
        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        if watch.steps % 25 == 0 and accelerator.is_main_process:
            board.add_scalar("loss", loss.item(), watch.steps)
            progress.set_postfix(loss=f"{loss.item():.3f}", best=f"{figures[0]:.2f}", pair=f"{figures[1]:.2f}")
        if watch.steps % 100 == 0 or schedule.over(watch):
            figures = precision(average.model, held_out.features, *held_out_words)
            board.add_scalar("R-precision, 1 of 100", figures[0], watch.steps)
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, figures))

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        weights.save(arguments.out, average.model, config, card(watch, figures))
        weights.append_history(arguments.out, **watch.line(arguments, device), best_of_100=figures[0], pair=figures[1])
    accelerator.end_training()


def card(watch: Stopwatch, figures: tuple[float, float]) -> str:
    return f"""# Matcher

Says how well a picture and a sentence say the same, in Chinese or English; ranks candidates. Trained by
`training.matcher` for {watch.steps} steps on {watch.images} true renders, each beside its sentence and one with a
single fact wrong. On 100 held-out scenes its own sentence is the best of 100 for {figures[0]:.2f} of them, and better
than the one with a wrong fact for {figures[1]:.2f}.

It knows the illustrated world only."""


if __name__ == "__main__":
    main()
