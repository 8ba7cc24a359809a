"""Pictures to words: true renders of held-out scenes, described by our recogniser and captioner."""

import statistics
from collections.abc import Sequence
from random import Random

from jaxtyping import Float
from torch import Tensor
from torchvision.transforms.functional import to_pil_image

from evaluation import wording
from evaluation.cases import BATCH, Case, Options, cases, layouts, true_pictures
from evaluation.facts import FACTS, Account, Tally, account, calibration_error, shown, true, without_vague
from evaluation.strangers import line_art, stickers
from img2txt.describe import TuwenDescriber
from img2txt.facts import seen_facts
from img2txt.recognise import Eye
from language.captions import caption
from models.weights import fingerprint
from rendering.sampling import training_scene
from rendering.shown import in_reading_order, sayable, shown_scene
from rendering.sprites import LINE_ART, atlas
from understanding.understand import Understanding
from world.gist import Gist
from world.plan import Plan
from world.vocabulary import LANGUAGES

REFERENCES = 5  # captions of the grammar for each scene
TIMED = 32  # pictures described one by one


def report(options: Options) -> dict:
    """Facts, captions and seconds; ArtError without sprites, WeightsError without weights."""
    sprites = atlas(64).to(options.device)
    describer, reading = TuwenDescriber(options.weights, options.device), Understanding(options.weights)
    tests = cases(options.n, options.seed)
    plans = layouts(tests, options.seed)
    pictures = true_pictures(plans, sprites, describer.eye.size, options.seed)
    told, captions = look(describer, tests, pictures)
    truths = [shown(plan) for plan in plans]
    milliseconds, photos = _timed(describer, tests[:TIMED], pictures[:TIMED])
    return {
        "weights": describer.weights,
        "recogniser": recognised(told, truths),
        "captioner": {language: _captions(language, tests, plans, captions, reading) for language in LANGUAGES},
        "read_back_by": f"reader {fingerprint([options.weights / 'reader', options.weights / 'tokenizer'])}",
        "recogniser_on_training_scenes": on_training_scenes(describer.eye, options),
        "line_art": line_art(describer.eye, options) if LINE_ART.exists() else None,
        "stickers": stickers(describer, options),
        "milliseconds_p50": milliseconds,
        "taken_for_a_photo": photos,
    }


def look(
    describer: TuwenDescriber, tests: Sequence[Case], pictures: Float[Tensor, "n 3 h w"]
) -> tuple[list[Account], list[str]]:
    """What the recogniser tells of each picture (in [0, 1]), and its caption in the language of its case."""
    told: list[Account] = []
    captions: list[str] = []
    for batch in pictures.split(BATCH):
        views, insight = describer.eye.look(batch)
        told += [account(seen_facts(view)) for view in views]
        few = tests[len(captions) : len(captions) + len(batch)]
        spoken = {}
        for language in LANGUAGES:
            rows = [i for i, case in enumerate(few) if case.language == language]
            said = describer.narrator.say([views[row] for row in rows], insight[rows], language)
            spoken |= dict(zip(rows, said, strict=True))
        captions += [spoken[i].text for i in range(len(batch))]
    return told, captions


def recognised(told: Sequence[Account], truths: Sequence[Account]) -> dict:
    """How right the recogniser's accounts are, fact by fact and in all."""
    tally, without_style = Tally(), Tally([slot for slot in FACTS if slot != "style"])
    for account_of_it, truth in zip(told, truths, strict=True):
        tally.add(account_of_it, truth)
        without_style.add(account_of_it, truth)
    return {
        "facts": tally.scores(),
        "all_right": tally.all_right(),
        "all_right_but_style": without_style.all_right(),
        "calibration_error": _calibration(told, truths),
        "n": tally.pictures,
    }


def _calibration(told: Sequence[Account], truths: Sequence[Account]) -> dict[str, float]:
    """The expected calibration error of every fact, and of all together."""
    checks = [check for one, truth in zip(told, truths, strict=True) for check in true(one, truth)]
    of = {slot: calibration_error(check for check in checks if check.fact == slot) for slot in FACTS}
    return {slot: error for slot, error in of.items() if error == error} | {"all": calibration_error(checks)}


def _captions(
    language: str, tests: Sequence[Case], plans: Sequence[Plan], captions: Sequence[str], reading: Understanding
) -> dict:
    """Captions of one language: beside references, and read back."""
    chosen = [i for i, case in enumerate(tests) if case.language == language]
    if not chosen:
        return {"n": 0}
    said = [captions[i] for i in chosen]
    scenes = {i: shown_scene(plans[i]) for i in chosen}
    references = [references_of(scenes[i], language, seed=i) for i in chosen]
    read_captions, read_references = read_facts(reading, said), read_facts(reading, [few[0] for few in references])
    tally, ceiling = Tally(), Tally()
    for i, from_caption, from_reference in zip(chosen, read_captions, read_references, strict=True):
        asked, truth = account(without_vague(sayable(scenes[i])).facts()), shown(plans[i])
        tally.add(from_caption, truth, asked)
        ceiling.add(from_reference, truth, asked)
    return {
        **wording.scores(said, references, language),
        "facts": tally.scores(),
        "all_right": tally.all_right(),
        "all_right_of_references": ceiling.all_right(),  # what the reader that reads back leaves possible
        "n": len(chosen),
    }


def references_of(scene: Gist, language: str, seed: int) -> list[str]:
    """Different captions of the grammar that say all that a caption speaks of, at most REFERENCES.

    Every other one is told from what stands left or above, whichever thing comes first in the scene.
    """
    orders = (sayable(scene), in_reading_order(scene))
    drawn = [caption(orders[number % 2], language, Random(f"{seed} {number}")) for number in range(REFERENCES)]
    return list(dict.fromkeys(drawn))


def read_facts(reading: Understanding, texts: Sequence[str]) -> list[Account]:
    """What our own reader takes each text to say."""
    return [account(reading.scene(text).gist().facts()) for text in texts]


def _timed(describer: TuwenDescriber, tests: Sequence[Case], pictures: Float[Tensor, "n 3 h w"]) -> tuple[float, float]:
    """Milliseconds to describe one image, and the share of drawings that are taken for photos."""
    images = [to_pil_image(picture) for picture in pictures]
    described = [describer.describe(image, case.language) for image, case in zip(images, tests, strict=True)]
    photos = sum(description.kind == "photo" for description in described) / len(described)
    return 1000 * statistics.median(description.seconds for description in described), photos


def on_training_scenes(eye: Eye, options: Options) -> dict:
    """What the recogniser makes of scenes like those of training, a quarter as many: what it can do without novelty."""
    rng = Random(f"training {options.seed}")
    tests = [Case(training_scene(rng), "en") for _ in range(max(1, options.n // 4))]
    plans = layouts(tests, options.seed)
    pictures = true_pictures(plans, atlas(64).to(options.device), eye.size, options.seed)
    views = [view for batch in pictures.split(BATCH) for view in eye.look(batch)[0]]
    return recognised([account(seen_facts(view)) for view in views], [shown(plan) for plan in plans])
