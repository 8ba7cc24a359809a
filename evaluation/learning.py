"""Learning from ratings, shown by raters whose taste is known: are they served better, and is noise refused?

People rate through the store; what is exported, learnt, judged and served is what hosts export, learn, judge and serve.
Nothing but these raters knows their taste: they like gloss and shading, and bright pictures.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from random import Random

from PIL import ImageStat
from tqdm import tqdm

from evaluation.cases import Case, Options, cases
from evaluation.draw import pixels
from evaluation.facts import Shares
from evaluation.judge import Judge, verdict
from img2txt.decode import png_bytes
from language.captions import request
from models.versions import Versions
from storage.rating import Opinion
from storage.records import NewPicture
from storage.store import Store
from training.finetune import finetune
from training.promotion import judge
from training.ratings import look_at, read_export
from training.taste import learn
from training.verdict import Interval, Verdict, interval
from txt2img.check import missing
from txt2img.draw import TuwenPainter
from txt2img.picture import Picture
from txt2img.taste import RANKER, groups, seen_by
from understanding.understand import Understanding
from world.plan import MOST_SEED
from world.vocabulary import LANGUAGES

CANDIDATES = 4
PEOPLE = 15
NOISES = 20  # crowds whose ratings mean nothing
GLOSS = {"glossy": 2.0, "soft": 1.0, "flat": -1.0, "classic": -1.0}  # what a style is worth to them
BRIGHT = 8.0  # what a picture's brightness is, from black to white
TEMPER = 0.7  # how far people are from always saying what they think
FLOOD = 3  # times that one account rates everything against the others' taste


@dataclass(frozen=True)
class Answered:
    """One prompt with its candidates, best first by the order of before."""

    prompt: str
    language: str
    pictures: tuple[Picture, ...]
    pngs: tuple[bytes, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who rates: what a picture is worth to them."""

    owner: str
    likes: Callable[[Picture], float]


def taste(picture: Picture) -> float:
    """What a picture is worth to those who like gloss and light."""
    light = ImageStat.Stat(picture.image.convert("L")).mean[0] / 255
    return GLOSS.get(picture.plan.style or "", 0.0) + BRIGHT * light


def report(options: Options) -> dict:
    """Win rates with 95 % intervals, facts before and after, and what the gate says of each crowd."""
    painter, reading = TuwenPainter(options.weights, options.device), Understanding(options.weights)
    rated = answers(painter, reading, cases(options.n, options.seed, painter.draws), options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        study = _Study(painter, rated, folder, options)
        name, promoted = study.promoted(crowd(taste))
        told = {"taste": _told(promoted), "flood": _told(study.judged("flood", crowd(taste), flood=True))}
        told["opposite"] = _told(study.judged("opposite", crowd(taste, against=True)))
        noise = [study.judged(f"noise {n}", crowd(lambda _: 0.0, salt=n)) for n in tqdm(range(NOISES), disable=None)]
        test = cases(options.n // 2, options.seed + 1, painter.draws)
        tasteful = TuwenPainter(options.weights, options.device, folder / "versions")
        held_out = answers(tasteful, reading, test, options.seed + 1)
        served = [each for each in held_out if each.pictures[0].ranked_by == name]
        return {
            "weights": painter.weights,
            "ratings": study.ratings,
            "crowds": told,
            "noise_refused": f"{sum(not each.promotable for each in noise)} of {len(noise)}",
            "held_out_answers": len(held_out),
            "served_by_the_new_version": len(served),
            "wins": asdict(wins(held_out, taste, options.seed)) if served else None,
            **facts(held_out, Judge(options.judge, options.device)),
        }


def crowd(likes: Callable[[Picture], float], *, against: bool = False, salt: int = 0) -> list[Person]:
    """People of one taste, or half of them of the opposite one."""
    people = []
    for number in range(PEOPLE):
        sign = -1.0 if against and number % 2 else 1.0
        people.append(Person(f"person {salt} {number}", lambda picture, sign=sign: sign * likes(picture)))
    return people


def answers(painter: TuwenPainter, reading: Understanding, tests: Sequence[Case], seed: int) -> list[Answered]:
    """Every case asked for in its language, drawn; what draws nothing is left out."""
    found = []
    for number, case in enumerate(tqdm(tests, unit="request", leave=False, disable=None)):
        text = request(case.scene, case.language, Random(f"{seed} {number}"))
        first = Random(f"learning {seed} {number}").randrange(MOST_SEED - CANDIDATES)
        scene = reading.scene(text)
        if scene.drawable:
            pictures = painter.draw(scene, language=case.language, count=CANDIDATES, seed=first)
            pngs = tuple(png_bytes(picture.image) for picture in pictures)
            found.append(Answered(text, case.language, tuple(pictures), pngs))
    return found


def rate(store: Store, people: Sequence[Person], rated: Sequence[Answered], salt: str) -> int:
    """Each answer is rated by one person, who lifts a thumb for the best of it and lowers one for the worst."""
    talks = {
        (person.owner, language): store.start_conversation(language, owner=person.owner).id
        for person in people
        for language in LANGUAGES
    }
    for number, answer in enumerate(rated):
        person = people[number % len(people)]
        dice = Random(f"{salt} {person.owner} {number}")
        kept = store.record_turn(
            talks[person.owner, answer.language],
            "assistant",
            "",
            kind="draw",
            payload={"says": "drawn"},
            pictures=[_new_picture(answer, at) for at in range(len(answer.pictures))],
        ).pictures
        thought = [person.likes(picture) - TEMPER * log(-log(dice.random())) for picture in answer.pictures]
        if len(kept) > 1:
            store.rate(Opinion(thumb=1), picture=kept[thought.index(max(thought))].id)
            store.rate(Opinion(thumb=-1), picture=kept[thought.index(min(thought))].id)
    return store.stats().ratings


def wins(served: Sequence[Answered], likes: Callable[[Picture], float], seed: int) -> Interval:
    """How often what stands first is worth more than what stood first before; the same picture is half a win."""
    scores = [_win(likes(answer.pictures[0]), likes(_first_before(answer))) for answer in served]
    return interval(scores, [1.0] * len(scores), seed)


def _win(after: float, before: float) -> float:
    return 0.5 if after == before else float(after > before)


def facts(served: Sequence[Answered], judge: Judge) -> dict[str, float]:
    """The share of facts and of whole prompts that the judge finds right in what stands first, before and after."""
    told = {}
    for name, firsts in (
        ("before", [_first_before(answer) for answer in served]),
        ("after", [answer.pictures[0] for answer in served]),
    ):
        shares = Shares()
        looked = judge.look(pixels(firsts, judge.size))
        for picture, view in zip(firsts, looked.views, strict=True):
            shares.add(verdict(picture.plan.scene.gist(), view))
        scores = shares.scores().values()
        told[f"facts_right_{name}"] = sum(each["right"] * each["of"] for each in scores) / sum(
            each["of"] for each in scores
        )
        told[f"all_right_{name}"] = shares.of("all")
    return told


def _first_before(answer: Answered) -> Picture:
    return min(answer.pictures, key=lambda picture: (missing(picture.facts), -picture.score))


class _Study:
    """The same answers, rated by one crowd after another, each in a store of its own."""

    def __init__(self, painter: TuwenPainter, rated: Sequence[Answered], folder: Path, options: Options):
        self.painter, self.rated, self.folder, self.options = painter, rated, folder, options
        self.ratings = 0

    def promoted(self, people: Sequence[Person]) -> tuple[str, Verdict]:
        """Export, learn and promote as a host does; the version's name is empty where the gate refused it."""
        versions = Versions(self.folder / "versions" / RANKER)
        export = self._export("taste", people)
        name, verdict, _ = finetune(export, versions, networks=self.options.weights, seed=self.options.seed)
        if verdict.promotable:
            versions.promote(name)
        return name if verdict.promotable else "", verdict

    def judged(self, name: str, people: Sequence[Person], *, flood: bool = False) -> Verdict:
        """What the gate says of a crowd, maybe with one account that floods it against everybody's taste."""
        ratings = read_export(self._export(name, people, flood=flood))
        features = look_at(ratings, self.painter.eye, self.painter.scales, self.folder / "seen.safetensors")
        mark = seen_by(self.painter.eye, self.painter.scales)
        taught = learn(
            ratings,
            features,
            self.folder / f"run {name}",
            groups=groups(self.painter.scales),
            seen_by=mark,
            seed=self.options.seed,
        )
        return judge(ratings, taught.worth, self.options.seed)

    def _export(self, name: str, people: Sequence[Person], *, flood: bool = False) -> Path:
        with Store.open(data_dir=self.folder / f"data {name}") as store:
            self.ratings = rate(store, people, self.rated, "taste" if flood else name)
            if flood:
                against = Person("flood", lambda picture: -taste(picture))
                for time in range(FLOOD):
                    rate(store, [against], self.rated, f"flood {time}")
            return store.export(self.folder / f"export {name}").folder


def _told(verdict: Verdict) -> dict[str, float | int | str]:
    preferred = verdict.learnt
    return {
        "pairs": preferred.cases,
        "right_before": preferred.before,
        "right_after": preferred.after,
        "gain_low": preferred.gain.low,
        "gain_high": preferred.gain.high,
        "promotable": str(verdict.promotable),
    }


def _new_picture(answer: Answered, at: int) -> NewPicture:
    picture = answer.pictures[at]
    return NewPicture(
        png=answer.pngs[at],
        plan=picture.plan,
        seed=picture.seed,
        weights=picture.weights,
        prompt=answer.prompt,
        facts=tuple(asdict(check) for check in picture.facts),
        score=picture.score,
        caption=picture.caption,
    )
