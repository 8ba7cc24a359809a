"""The captioner learns to say it as people corrected it, and what things are called here, and forgets nothing.

Corrections are mixed with replay: on captions of the grammar for true renders, as it learnt from first, it is held to
what it said before, word by word (learning without forgetting, Li & Hoiem 2017).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import torch
from jaxtyping import Int
from PIL import Image
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast

from img2txt.caption import in_usual_words
from img2txt.recognise import Eye
from language.mentions import mentions
from language.named import fact_f1
from language.words import clean, tidy, unknown_words
from models.captioner import Captioner
from models.insight import Insight, joined
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import test_scene, training_scene
from rendering.shown import in_reading_order, shown_scene
from rendering.sprites import atlas
from training.augment import Augmentation, augment
from training.captioner import padded, spoken, words_of
from training.drawings import LOOKS
from training.exported import RatingsError
from training.folds import FOLDS, folds, taught
from training.lessons import Lesson
from training.progress import counted, part, tell
from training.proofs import Proof
from training.verdict import Guard
from world.gist import Gist
from world.vocabulary import LANGUAGES, thing

CAPTIONS_NEEDED = 20
VIEWS = 3  # of each picture, the first as it is
REPLAYED, HELD_OUT = 800, 96  # true renders
OWN, REPLAY = 12, 20  # captions of a step
CHANGED = 4.0  # weight of a word that was corrected, where one that was left counts 1
KEPT_WEIGHT = 3.0  # of what was said before, where what is right counts 1
STEPS, RATE = 240, 7e-4
OFTEN = 3  # corrections in which a word is used for a thing before it is one of its names
ENDS = " .。!！?？…"


@dataclass(frozen=True)
class Told:
    """A picture as the eye sees it in several views, and its caption as it should be."""

    lesson: Lesson
    insight: Insight  # of each view
    words: list[int]
    weights: list[float]  # of every word after the first


@dataclass(frozen=True)
class Scenes:
    """True renders as the eye sees them."""

    scenes: list[Gist]
    insight: Insight


def told(eye: Eye, lessons: Sequence[Lesson], tokenizer: PreTrainedTokenizerFast, skipped: list[str]) -> list[Told]:
    """The corrected captions that can be learnt; RatingsError with the number that is missing."""
    corrected = [(each, each.caption.strip(ENDS)) for each in lessons if each.caption and each.caption.strip(ENDS)]
    found = []
    for lesson, caption in counted(corrected, "looking", "picture"):
        words = spoken(caption, lesson.language, tokenizer)
        if tokenizer.get_vocab()["<pad>"] in words:
            skipped.append(f"{lesson.where}: “{caption}” has letters that the captioner cannot write")
            continue
        before = spoken(lesson.read.strip(ENDS), lesson.language, tokenizer)
        found.append(Told(lesson, _views(eye, lesson), words, changed(before, words)))
    if (lacking := CAPTIONS_NEEDED - len({each.lesson.sha256 for each in found})) > 0:
        raise RatingsError("few_captions", missing=lacking, there=CAPTIONS_NEEDED - lacking)
    return found


def changed(before: Sequence[int], words: Sequence[int]) -> list[float]:
    """What each word after the first counts: one that was corrected, and the one behind it, more than one that stayed.

    A new name is made of several pieces, of which none may be left out.
    """
    weights = [1.0] * (len(words) - 1)
    for kind, _, _, start, end in SequenceMatcher(None, before, words, autojunk=False).get_opcodes():
        if kind != "equal":
            for place in range(max(0, start - 1), min(end, len(weights))):
                weights[place] = CHANGED
    return weights


def _views(eye: Eye, lesson: Lesson) -> Insight:
    with Image.open(lesson.file) as image:
        pixels, _ = eye.prepare(image.convert("RGB"))
    dice = torch.Generator().manual_seed(int(lesson.sha256[:8], 16))
    worn = augment(pixels.expand(VIEWS - 1, -1, -1, -1), Augmentation(), dice)
    return eye.look(torch.cat([pixels.unsqueeze(0), worn]))[1]


def names(lessons: Sequence[Lesson]) -> dict[str, str]:
    """What people call things: each word that is new in corrections in place of a thing's name, with the usual one."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lesson in lessons:
        if lesson.caption:
            gone = _objects(lesson.read) - _objects(lesson.caption)
            come = set(unknown_words(lesson.caption)) - set(unknown_words(lesson.read))
            if len(gone) == len(come) == 1:
                counts[come.pop().casefold(), lesson.language][gone.pop()] += 1
    usual = {}
    for (word, language), things in counts.items():
        key, often = things.most_common(1)[0]
        if often >= OFTEN:
            usual[word] = thing(key).name(language)
    return usual


def _objects(text: str) -> set[str]:
    return {each.key for each in mentions(clean(text)) if each.slot == "object"}


@torch.no_grad()
def scenes(
    eye: Eye, sprites: Path, count: int, seed: int, sample: Callable[[Random], Gist], without: set[str]
) -> Scenes:
    """True renders of scenes without some things; ArtError where `make data` was not run."""
    rng, dice, art = Random(seed), torch.Generator().manual_seed(seed), atlas(64, sprites)
    shown: list[Gist] = []
    parts: list[Insight] = []
    with tqdm(total=count, desc="true renders", unit="picture", disable=None) as progress:
        while len(shown) < count:
            plans = [lay_out(sample(rng), rng) for _ in range(min(LOOKS, count - len(shown)))]
            plans = [plan for plan in plans if not without & {single.object for single in plan.scene.things}]
            if plans:
                parts.append(eye.look(augment(render(plans, art, eye.size, dice), Augmentation(), dice))[1])
                shown += [shown_scene(plan) for plan in plans]
            progress.update(len(plans))
            tell("true renders", len(shown) / count)
    return Scenes(shown, joined(parts))


class Mixed:
    """The loss of one step: corrections, and what was said before of true renders."""

    def __init__(
        self, own: Sequence[Told], replayed: Scenes, before: Captioner, tokenizer: PreTrainedTokenizerFast, seed: int
    ):
        self.own, self.replayed, self.before, self.tokenizer = list(own), replayed, before.eval(), tokenizer
        self.device = next(before.parameters()).device
        self.rng, self.pad = Random(seed), tokenizer.get_vocab()["<pad>"]

    def __call__(self, network: Captioner, share: float) -> dict[str, Tensor]:
        """Both parts, in nats a word; told how far the run is, which changes nothing."""
        own = self.rng.choices(self.own, k=OWN)
        seen = joined([each.insight[view : view + 1] for each in own for view in [self.rng.randrange(VIEWS)]])
        rows = self.rng.choices(range(len(self.replayed.scenes)), k=REPLAY)
        words = words_of([self.replayed.scenes[row] for row in rows], self.tokenizer, self.rng)
        right = padded([each.words for each in own], self.tokenizer, self.device)
        weights = torch.zeros(right.shape[0], right.shape[1] - 1, device=self.device)
        for row, each in zip(weights, own, strict=True):
            row[: len(each.weights)] = torch.tensor(each.weights)
        nats = cross_entropy(network(seen.to(self.device), right).transpose(1, 2), right[:, 1:], reduction="none")
        said = padded(words, self.tokenizer, self.device)
        insight = self.replayed.insight[rows].to(self.device)
        with torch.no_grad():
            then = self.before(insight, said).log_softmax(-1)
        apart = kl_div(network(insight, said).log_softmax(-1), then, reduction="none", log_target=True).sum(-1)
        return {
            "right": (nats * weights).sum() / weights.sum(),
            "kept": KEPT_WEIGHT * apart[said[:, 1:] != self.pad].mean(),
        }


def learn(
    before: Captioner, tokenizer: PreTrainedTokenizerFast, own: Sequence[Told], replayed: Scenes, run: Path, *,
    seed: int, steps: int,
) -> tuple[Captioner, list[Proof]]:  # fmt: skip
    """The captioner that learnt from all corrections, and of each what one says that did not learn from it."""
    fold = folds([each.lesson.sha256 for each in own], seed, FOLDS)
    device = next(before.parameters()).device

    def from_rows(some: Sequence[Told], name: str) -> Captioner:
        loss = Mixed(some, replayed, before, tokenizer, seed)
        return taught(lambda: _copy(before), loss, run / name, batch=OWN + REPLAY, steps=steps, rate=RATE, seed=seed)

    proofs: list[Proof] = []
    for number in range(FOLDS):
        with part(number, FOLDS + 1):
            after = from_rows([each for each, its in zip(own, fold, strict=True) if its != number], f"fold-{number}")
        unseen = [each for each, its in zip(own, fold, strict=True) if its == number]
        proofs += [_proof(before, after.to(device), each, tokenizer) for each in unseen]
    with part(FOLDS, FOLDS + 1):
        return from_rows(own, "all"), proofs


def _copy(captioner: Captioner) -> Captioner:
    copy = Captioner(captioner.config)
    copy.load_state_dict(captioner.state_dict())
    return copy


@torch.no_grad()
def _proof(before: Captioner, after: Captioner, each: Told, tokenizer: PreTrainedTokenizerFast) -> Proof:
    """How likely two captioners find a corrected caption, word by word, and what they say."""
    seen, language = each.insight[:1], each.lesson.language
    words = torch.tensor([each.words])
    device = next(before.parameters()).device
    first, then = (_chances(one, seen.to(device), words.to(device)).sum().item() for one in (before, after))
    was, now = (say(one, seen, language, tokenizer)[0] for one in (before, after))
    right = each.lesson.caption or ""
    return Proof(each.lesson.file, first, then, float(words.shape[1] - 1), was, now, right, language)


def _chances(network: Captioner, insight: Insight, words: Int[Tensor, "1 t"]) -> Tensor:
    """The probability of every word after the first, given those before it."""
    logits = network(insight, words).softmax(-1)
    return logits[0].gather(1, words[0, 1:].unsqueeze(1))


@torch.no_grad()
def say(network: Captioner, insight: Insight, language: str, tokenizer: PreTrainedTokenizerFast) -> list[str]:
    """The likeliest caption of each picture."""
    first = tokenizer.get_vocab()[f"<{language}>"]
    spoken_of = network.caption(insight.to(next(network.parameters()).device), first)
    return [tidy(str(tokenizer.decode(list(each.words), skip_special_tokens=True)), language) for each in spoken_of]


def guards(
    before: Captioner, after: Captioner, tokenizer: PreTrainedTokenizerFast, unseen: Scenes, usual: dict[str, str]
) -> dict[str, Guard]:
    """How well the captions of both agree with true renders of held-out scenes, in each language."""
    told = {}
    for language in LANGUAGES:
        figures = []
        for network in (before, after):
            captions = say(network, unseen.insight, language, tokenizer)
            pairs = zip(captions, unseen.scenes, strict=True)
            right = [fact_f1(in_usual_words(said, usual), in_reading_order(scene)) for said, scene in pairs]
            figures.append(sum(right) / len(right))
        told[f"facts told in {language}"] = Guard(*figures)
    return told


def replay(eye: Eye, sprites: Path, lessons: Sequence[Lesson], seed: int) -> tuple[Scenes, Scenes]:
    """Scenes to be replayed, without things that people call otherwise, and held-out ones to measure on."""
    renamed = {key for each in lessons if each.caption for key in _objects(each.read) - _objects(each.caption)}
    return (
        scenes(eye, sprites, REPLAYED, seed, training_scene, renamed),
        scenes(eye, sprites, HELD_OUT, 7, test_scene, set()),
    )
