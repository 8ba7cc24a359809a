"""Pictures unlike those of training: an art set that nobody was shown, and single things that fill their picture."""

from random import Random

import torch
from torchvision.transforms.functional import to_pil_image

from evaluation.cases import BATCH, Case, Options, batches, layouts, true_pictures
from evaluation.facts import Tally, account, shown
from img2txt.describe import Describer
from img2txt.facts import seen_facts
from img2txt.recognise import Eye
from rendering.sprites import LINE_ART, SIZE, atlas
from world.gist import Gist, Kind
from world.vocabulary import OBJECTS, PLACES, STYLES


def line_art(eye: Eye, options: Options) -> dict:
    """How often the objects of an art set that nobody was shown are named: each one once alone, once in a place."""
    rng = Random(options.seed)
    sprites = atlas(64, LINE_ART).to(options.device)
    style = STYLES[0].key  # the pack's only style stands first
    scenes = [
        Gist((Kind(thing.key),), place=place, style=style)
        for thing in OBJECTS
        for place in (None, rng.choice(PLACES).key)
    ]
    plans = layouts([Case(scene, "en") for scene in scenes], options.seed)
    tally = Tally(["object"])
    pictures = true_pictures(plans, sprites, eye.size, options.seed)
    views = [view for batch in pictures.split(BATCH) for view in eye.look(batch)[0]]
    for plan, view in zip(plans, views, strict=True):
        tally.add(account(seen_facts(view)), shown(plan))
    return tally.scores()["object"] | {"n": len(plans)}


def stickers(describer: Describer, options: Options) -> dict:
    """Share of objects that are named, alone, on white and filling their picture, as people upload them."""
    rng = Random(options.seed)
    chosen = torch.tensor([rng.randrange(len(STYLES)) for _ in OBJECTS])
    sprites = atlas(SIZE)[torch.arange(len(OBJECTS)), chosen]
    pictures = [to_pil_image(on_white) for on_white in sprites[:, :3] * sprites[:, 3:] + 1 - sprites[:, 3:]]
    told = [one for few in batches(pictures) for one in describer.describe_all(few, "en")]
    found = [[fact.value for fact in one.facts if fact.fact == "object"] for one in told]
    named = sum(values == [thing.key] for values, thing in zip(found, OBJECTS, strict=True))
    photos = sum(one.kind == "photo" for one in told)
    return {"named": named / len(told), "taken_for_a_photo": photos / len(told), "n": len(told)}
