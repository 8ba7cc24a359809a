"""Learning from corrections, shown by people who always correct the same: is it taken up, and given up again?

One calls a thing by a name of their own, and corrects every caption that does not. Another draws a fox in a hand that
the eye misnames, and corrects that fact. They correct through the store; what is exported, learnt, judged and served is
what hosts export, learn, judge and serve.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import torch
from PIL import Image
from torchvision.transforms.functional import to_pil_image

from evaluation.cases import Options
from evaluation.doodle import doodle
from img2txt.caption import CAPTIONER
from img2txt.decode import png_bytes
from img2txt.describe import RECOGNISER, TuwenDescriber
from img2txt.description import Description, fact_json
from language.mentions import mentions
from language.words import clean
from models.versions import Versions
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import training_scene
from rendering.sprites import PACK, atlas
from storage.rating import Opinion
from storage.records import Mended, NewDescription, NewUpload
from storage.store import Store
from training.relearn import relearn
from training.verdict import Verdict
from world.gist import Gist
from world.vocabulary import LANGUAGES

RENAMED, OWN = "fox", {"en": "kitsune", "zh": "狐仙"}  # a thing, and what one person calls it
DRAWN = "fox"  # what another person's drawing shows
SIDE = 256

Spoken = tuple[list[Description], list[Description]]  # of pictures of the thing, and of own drawings


def report(options: Options, sprites: Path = PACK, steps: int | None = None) -> dict:
    """How often the own word is said and the own drawing named right, before, after and once taken back.

    `options.n` pictures are corrected of each kind, half as many more are looked at afterwards.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        versions = folder / "data" / "versions"
        describer = TuwenDescriber(options.weights, options.device, versions)
        named = pictured(sprites, RENAMED, options.n, options.seed)
        drawn = [doodle(Random(f"{options.seed} {number}")) for number in range(options.n)]
        with Store.open(data_dir=folder / "data") as store:
            corrected = correct_captions(store, describer, named), correct_facts(store, describer, drawn)
            export = store.export(folder / "export").folder
        new = (
            pictured(sprites, RENAMED, options.n // 2, options.seed + 1),
            [doodle(Random(f"new {options.seed} {number}")) for number in range(options.n // 2)],
        )
        before = said(describer, *new)
        told: dict[str, object] = {"weights": describer.weights, "corrected_captions": corrected[0],
                                   "corrected_facts": corrected[1], "new_pictures": options.n // 2}  # fmt: skip
        for what in (RECOGNISER, CAPTIONER):
            name, verdict, skipped = relearn(what, export, versions, networks=options.weights, sprites=sprites,
                                             device=options.device, seed=options.seed, steps=steps)  # fmt: skip
            told[what] = _told(verdict) | {"skipped": len(skipped)}
            if verdict.promotable:
                Versions(versions / what).promote(name)
        after = said(describer, *new)
        for what in (RECOGNISER, CAPTIONER):
            if Versions(versions / what).served():
                Versions(versions / what).roll_back()
        back = said(describer, *new)
        as_before = plain(back) == plain(before)
        before, after = (_named(each, before) for each in (before, after))
        told |= {"own_word": shares(before, after, _says_own), "own_drawing": shares(before, after, _sees_fox)}
        return told | {"taken_back_is_as_before": as_before}


def pictured(sprites: Path, thing: str, count: int, seed: int) -> list[Image.Image]:
    """True pictures of scenes with a thing in them."""
    rng, dice, art = Random(f"{thing} {seed}"), torch.Generator().manual_seed(seed), atlas(64, sprites)
    plans = [lay_out(_with(thing, training_scene(rng)), rng) for _ in range(count)]
    return [to_pil_image(render([plan], art, SIDE, dice)[0]) for plan in plans]


def _with(thing: str, scene: Gist) -> Gist:
    """A scene in which one kind is that thing, and no other is."""
    others = tuple(kind for kind in scene.things[1:] if kind.object != thing)
    first = replace(scene.things[0], object=thing)
    return replace(scene, things=(first, *others), relation=scene.relation if others else None)


def correct_captions(store: Store, describer: TuwenDescriber, pictures: Sequence[Image.Image]) -> int:
    """Every caption that names the thing is corrected to say the person's own word; returns how many were."""
    number = 0
    for shown, seen in described(describer, pictures):
        mended = renamed(seen.caption, seen.language)
        kept = _keep(store, "calls it otherwise", shown, seen)
        if mended != seen.caption:
            store.rate(Opinion(caption=mended), description=kept)
            number += 1
    return number


def renamed(caption: str, language: str) -> str:
    """A caption with the person's own word wherever it names the thing."""
    text = clean(caption)
    named = [each for each in mentions(text) if each.slot == "object" and each.key == RENAMED]
    for each in sorted(named, key=lambda each: -each.start):
        plural = "s" if language == "en" and text[each.start : each.end].casefold().endswith("es") else ""
        text = text[: each.start] + OWN[language] + plural + text[each.end :]
    return text if named else caption


def correct_facts(store: Store, describer: TuwenDescriber, drawn: Sequence[Image.Image]) -> int:
    """Where the first thing that is seen in an own drawing is not what it shows, that is corrected."""
    number = 0
    for shown, seen in described(describer, drawn):
        kept = _keep(store, "draws", shown, seen)
        objects = [fact for fact in seen.facts if fact.fact == "object"]
        if seen.kind == "drawing" and objects and objects[0].value != DRAWN:
            store.rate(Opinion(mended=[Mended("object", DRAWN, objects[0].value, objects[0].of)]), description=kept)
            number += 1
    return number


def described(describer: TuwenDescriber, pictures: Sequence[Image.Image]) -> list[tuple[Image.Image, Description]]:
    """Pictures with what is said of each, by turns in both languages."""
    found: list[tuple[Image.Image, Description]] = []
    for number, language in enumerate(LANGUAGES):
        some = pictures[number :: len(LANGUAGES)]
        found += zip(some, describer.describe_all(some, language), strict=True)
    return found


def _keep(store: Store, owner: str, shown: Image.Image, seen: Description) -> int:
    talk = store.start_conversation(seen.language, owner=owner).id
    upload = store.record_turn(talk, "user", "", uploads=[NewUpload(png=png_bytes(shown))]).uploads[0].id
    new = NewDescription(
        upload=upload,
        caption=seen.caption,
        language=seen.language,
        kind=seen.kind,
        facts=tuple(map(fact_json, seen.facts)),
        weights=seen.weights,
    )
    return store.record_turn(talk, "assistant", "", descriptions=[new]).descriptions[0].id


def said(describer: TuwenDescriber, named: Sequence[Image.Image], drawn: Sequence[Image.Image]) -> Spoken:
    """What is said of new pictures of the thing, and of new own drawings."""
    spoken, seen = ([each for _, each in described(describer, some)] for some in (named, drawn))
    return spoken, seen


def plain(both: Spoken) -> list[Description]:
    """Without how long it took."""
    return [replace(each, seconds=0.0, gaze=None) for some in both for each in some]


def _named(spoken: Spoken, before: Spoken) -> Spoken:
    """Of the pictures of the thing those in whose captions it was named before; all own drawings."""
    pairs = zip(spoken[0], before[0], strict=True)
    return [each for each, was in pairs if renamed(was.caption, was.language) != was.caption], spoken[1]


def _says_own(both: Spoken) -> list[bool]:
    return [OWN[each.language] in each.caption.casefold() for each in both[0]]


def _sees_fox(both: Spoken) -> list[bool]:
    return [next((f.value for f in each.facts if f.fact == "object"), None) == DRAWN for each in both[1]]


def shares(before: Spoken, after: Spoken, right: Callable[[Spoken], list[bool]]) -> dict[str, float | int]:
    """How often something is right before and after, and of how many after."""
    counted = [right(each) for each in (before, after)]
    mean = [sum(each) / max(1, len(each)) for each in counted]
    return {"before": mean[0], "after": mean[1], "of": len(counted[1])}


def _told(verdict: Verdict) -> dict[str, object]:
    guards: dict[str, object] = {name: [guard.before, guard.after] for name, guard in verdict.guards.items()}
    return {"promotable": verdict.promotable, "reason": verdict.reason, "gain": asdict(verdict.learnt.gain)} | guards
