"""Train the matcher of pictures and sentences: `python -m training.matcher --minutes 15 --out weights/matcher`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Int
from torch import Tensor
from torch.optim import AdamW
from transformers import PreTrainedTokenizerFast

from img2txt.insight import channels
from language.captions import caption, request
from models.insight import joined
from models.matcher import Matcher, MatcherConfig, contrastive_loss
from models.text_encoder import TextEncoderConfig
from models.tokenizer import load_tokenizer
from rendering.shown import sayable
from training.data_mix import note, open_folder, part_of, with_folder
from training.feature_cache import FeatureCache
from training.loop import Task, train
from training.pictures import Album, Gallery, Seen, held_out
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from world.gist import Gist
from world.vocabulary import COUNTS, INVERSE, LANGUAGES, NATURAL, OBJECTS, slot

NAME = "matcher"
HELD_OUT = 100  # pictures that training is measured on as it goes


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    pictures: int  # looked at; sentences about them are fresh in every step
    learning_rate: float = 2e-3


WRONGS = ("object", "colour", "count", "place", "swap", "action", "time", "turn")  # facts that a sentence may get wrong
UNSAID = 0.4  # of sentences leave out how the things stand to each other
TIERS = {"cpu": Tier(batch=128, pictures=6_000), "gpu": Tier(batch=512, pictures=100_000)}


def one_fact_wrong(scene: Gist, rng: Random) -> Gist:
    """The scene with one fact replaced by another value, or two things' colours swapped."""
    while (wrong := _changed(scene, rng.choice(WRONGS), rng)) == scene:
        pass
    return wrong


def _changed(scene: Gist, what: str, rng: Random) -> Gist:
    """One change; the scene itself where there is nothing to change."""
    of = rng.randrange(len(scene.things))
    thing = scene.things[of]
    match what:
        case "swap" if len(scene.things) == 2:
            first, second = scene.things
            return replace(scene, things=(replace(first, colour=second.colour), replace(second, colour=first.colour)))
        case "turn" if scene.relation is not None and scene.relation != "next_to":
            return replace(scene, relation=INVERSE[scene.relation])
        case "place" | "time" if getattr(scene, what) is not None:
            return replace(scene, **{what: _other(what, getattr(scene, what), rng)})
        case "count":
            return scene.with_thing(of, replace(thing, count=rng.choice([n for n in COUNTS if n != thing.count])))
        case "object":
            taken = {each.object for each in scene.things}
            other = rng.choice([value.key for value in OBJECTS if value.key not in taken])
            return scene.with_thing(of, replace(thing, object=other))
        case "colour":
            return scene.with_thing(of, replace(thing, colour=_other("colour", thing.colour, rng)))
        case "action" if thing.action is not None:
            return scene.with_thing(of, replace(thing, action=_other("action", thing.action, rng)))
    return scene


def _other(name: str, key: str | None, rng: Random) -> str:
    """Another value of a slot; natural is no colour that anybody says."""
    return rng.choice([value.key for value in slot(name) if value.key not in (key, NATURAL)])


def said(scene: Gist, language: str, rng: Random) -> str:
    return caption(scene, language, rng) if rng.random() < 0.6 else request(scene, language, rng)


def sentences(scenes: list[Gist], rng: Random) -> tuple[list[str], list[str]]:
    """A true sentence of each scene, and one with one fact wrong; half in each language."""
    languages = [LANGUAGES[i % 2] for i in range(len(scenes))]
    asked = [replace(scene, relation=None) if rng.random() < UNSAID else scene for scene in scenes]
    told = [(sayable(scene), language) for scene, language in zip(asked, languages, strict=True)]
    true = [said(scene, language, rng) for scene, language in told]
    wrong = [said(one_fact_wrong(scene, rng), language, rng) for scene, language in told]
    return true, wrong


def as_words(
    texts: Sequence[str], tokenizer: PreTrainedTokenizerFast, device: torch.device
) -> tuple[Int[Tensor, "b t"], Int[Tensor, "b t"]]:
    """Words and mask of some sentences."""
    words = tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt").to(device)
    return words["input_ids"], words["attention_mask"]


@torch.no_grad()
def precision(matcher: Matcher, seen: Seen, words: Tensor, mask: Tensor) -> dict[str, float]:
    """How often a picture's own sentence is the best of all, and better than the one with a wrong fact."""
    pictures = matcher.embed_pictures(seen.insight)
    true, wrong = matcher.embed_texts(words, mask).chunk(2)
    best = (pictures @ true.T).argmax(1) == torch.arange(len(pictures), device=pictures.device)
    pair = (pictures * true).sum(1) > (pictures * wrong).sum(1)
    return {f"best_of_{len(pictures)}": best.float().mean().item(), "pair": pair.float().mean().item()}


@torch.no_grad()
def of_folder(
    matcher: Matcher, cache: FeatureCache | None, tokenizer: PreTrainedTokenizerFast, device: torch.device
) -> dict[str, float]:
    """How often no caption of the folder's pictures that are kept for measuring is better than a picture's own."""
    kept = list({row.path: row for row in cache.folder.validation}.values())[:HELD_OUT] if cache else []
    if cache is None or not kept:
        return {}
    words = as_words([row.caption for row in kept], tokenizer, device)
    scores = matcher.embed_pictures(cache.look(kept)) @ matcher.embed_texts(*words).T
    best = scores.diagonal() > scores.amax(1) - 1e-4  # equal captions are equally good
    return {f"folder_best_of_{len(kept)}": best.float().mean().item()}


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
    config = MatcherConfig(text=TextEncoderConfig(words=len(tokenizer)), kind=of_kind, whole=of_whole)
    album = Album(gallery, arguments.pictures or tier.pictures, file=arguments.album)
    unseen = held_out(arguments.sprites, device, HELD_OUT)
    true_of_unseen, wrong_of_unseen = sentences(unseen.scenes, Random(7))
    unseen_words = as_words(true_of_unseen + wrong_of_unseen, tokenizer, device)
    folder = open_folder(arguments, str(device), accelerator.is_main_process)
    cache = FeatureCache(folder, gallery.eye) if folder else None
    from_folder = part_of(tier.batch, folder, arguments.share)

    def loss(matcher: Matcher, _: float) -> dict[str, Tensor]:
        seen = album.draw(tier.batch - from_folder, rng)
        true, wrong = sentences(seen.scenes, rng)
        insights = [seen.insight]
        if cache is not None:  # these have no sentence with a wrong fact; all the others' are wrong for them
            rows, insight = cache.draw(from_folder, rng)
            true += [row.caption for row in rows]
            insights.append(insight)
        pictures, texts = matcher(joined(insights), *as_words(true + wrong, tokenizer, device))
        sharpness = accelerator.unwrap_model(matcher).sharpness
        return {"contrast": contrastive_loss(pictures, texts[: len(true)], texts[len(true) :], sharpness)}

    matcher = Matcher(config).to(device)
    task = Task(
        network=matcher,
        optimizer=AdamW(matcher.parameters(), lr=tier.learning_rate, weight_decay=0.01),
        batch=tier.batch,
        loss=loss,
        measure=lambda matcher: (
            precision(matcher, unseen, *unseen_words) | of_folder(matcher, cache, tokenizer, device)
        ),
        card=lambda watch, figures: card(watch, figures) + note(folder, arguments.share),
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    best, pair = (figures.get(name, float("nan")) for name in (f"best_of_{HELD_OUT}", "pair"))
    return f"""# Matcher

Says how well a picture and a sentence say the same, in Chinese or English; ranks candidates. Trained by
`training.matcher` for {watch.steps} steps of {watch.images} true renders, each beside its sentence and one with a
single fact wrong. On {HELD_OUT} held-out scenes its own sentence is the best of all for {best:.2f} of them, and better
than the one with a wrong fact for {pair:.2f}.

It knows the illustrated world only."""


if __name__ == "__main__":
    main()
