"""What was found in a photo, in a sentence: every part of it comes from a region, or from the picture as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from img2txt.action import article, named
from img2txt.doing import Doing, doing_of
from img2txt.naming import Guess, imagenet_names
from img2txt.photo import Sighting
from img2txt.regions import Name, Region
from img2txt.whole import bare, whole_caption
from language import chinese, english
from language.english import plural
from world.vocabulary import value

SURE, PERHAPS = 0.5, 0.46  # how sure a region must be to be told plainly, or with "perhaps"
BESIDE = 0.6  # how probable it must be to be told beside regions
KINDS = 4  # told of one photo
MANY, SEVERAL = 8, 4  # more than so many are not counted


@dataclass(frozen=True)
class Kind:
    """Regions of one name."""

    regions: tuple[Region, ...]  # the surest first
    sure: bool

    @property
    def name(self) -> Name:
        return self.regions[0].name

    @property
    def key(self) -> str:
        return self.name.thing.key if self.name.thing else str(self.name.number)

    @property
    def colour(self) -> str | None:
        """The colour that all of them have."""
        colours = {region.colour for region in self.regions}
        return colours.pop() if len(colours) == 1 else None

    def weight(self) -> float:
        """How much of the picture it is about: the surest and largest come first, people before things."""
        people = 1.5 if self.name.thing and self.name.thing.kind == "person" else 1.0
        return people * max(region.sure * sqrt(region.box.area) for region in self.regions)


@dataclass(frozen=True)
class Part:
    """A piece of a sentence, and which kind of the photo it speaks of."""

    text: str
    kind: int | None = None


@dataclass(frozen=True)
class Wording:
    """A caption in its parts, and the kinds that it tells."""

    parts: tuple[Part, ...]
    kinds: tuple[Kind, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


def kinds_of(regions: Sequence[Region]) -> list[Kind]:
    """What is told of a photo: kinds of things, those first that it is most about; those in doubt come last."""
    together: dict[tuple[str, bool], list[Region]] = {}
    plain = {Kind((region,), True).key for region in regions if region.sure >= SURE}
    for region in regions:
        key = Kind((region,), True).key
        if region.sure >= SURE or (region.sure >= PERHAPS and key not in plain):
            together.setdefault((key, region.sure >= SURE), []).append(region)
    kinds = [Kind(tuple(some), sure) for (_, sure), some in together.items()]
    return sorted(kinds, key=lambda kind: (not kind.sure, -kind.weight()))[:KINDS]


def worded(sighting: Sighting, language: str) -> Wording:
    """The caption of a photo in en or zh."""
    kinds = _parted(kinds_of(sighting.regions))
    if not kinds:
        return Wording((Part(whole_caption(sighting.guesses, sighting.colours, sighting.place, language)),), ())
    say = _english if language == "en" else _chinese
    parts = say(kinds, sighting)
    guess = beside(sighting.guesses, kinds)
    if guess is not None:
        share = f"{guess.probability:.0%}"
        name = bare(guess.name(language))
        more = f" It looks like “{name}” ({share}), too." if language == "en" else f"整张看上去像“{name}”（{share}）。"
        parts = [*parts, Part(more)]
    return Wording(tuple(parts), kinds)


def beside(guesses: Sequence[Guess], kinds: Sequence[Kind]) -> Guess | None:
    """What the whole photo looks like, where no kind that is told says that already."""
    best = guesses[0]
    if best.probability < BESIDE:
        return None
    for kind in kinds:
        thing, number = kind.name.thing, kind.name.number
        if best.number == number or (thing is not None and best.number in thing.agrees):
            return None
        if best.number < 398 and (thing is None or thing.kind == "animal"):
            return None  # two animals for one
    return best


def noun(kind: Kind, language: str) -> str:
    """What a kind is called, in English in the plural where there are several."""
    thing, several = kind.name.thing, len(kind.regions) > 1
    if thing is not None:
        return thing.zh if language == "zh" else thing.plural if several else thing.en
    name = bare(imagenet_names()[language][kind.name.number or 0])
    return plural(name) if several and language == "en" else name


def phrase(kind: Kind, language: str) -> str:
    """A kind with its count, its colour and a finer name: two brown dogs, 两只棕色的狗."""
    return _phrase_zh(kind) if language == "zh" else _phrase_en(kind)


def _phrase_en(kind: Kind) -> str:
    said, count = noun(kind, "en"), len(kind.regions)
    worn = kind.regions[0].worn
    colour = value("colour", kind.colour).name("en") if kind.colour else ""
    if colour and not worn:
        said = f"{colour} {said}"
    number = "many" if count > MANY else "several" if count > SEVERAL else english.COUNT_WORDS[count][0]
    said = f"{article(said)} {said}" if count == 1 else f"{number} {said}"
    if colour and worn:
        said += f" in {colour}"
    finer = _finer(kind, "en")
    return f"{said} (perhaps {article(finer)} {finer})" if finer else said


def _phrase_zh(kind: Kind) -> str:
    thing, count = kind.name.thing, len(kind.regions)
    measure = thing.measure if thing else "只"
    number = "许多" if count > MANY else f"几{measure}" if count > SEVERAL else chinese.NUMBERS[count][0] + measure
    colour = value("colour", kind.colour).name("zh") if kind.colour else ""
    like = (f"穿{colour}衣服的" if kind.regions[0].worn else f"{colour}的") if colour else ""
    finer = _finer(kind, "zh")
    return f"{number}{like}{noun(kind, 'zh')}" + (f"（可能是{finer}）" if finer else "")


def _finer(kind: Kind, language: str) -> str:
    """What the only one of a kind is more exactly."""
    number = kind.name.number
    if kind.name.thing is None or number is None or len(kind.regions) > 1:
        return ""
    return bare(imagenet_names()[language][number])


def _english(kinds: Sequence[Kind], sighting: Sighting) -> list[Part]:
    sure = [n for n, kind in enumerate(kinds) if kind.sure]
    doubtful = _doubtful(kinds)
    where = f", {english.WHERE[sighting.place][0]}" if sighting.place else ""
    if not sure:
        return [Part("A photo, perhaps of "), *_listed(kinds, doubtful, "en"), Part(f"{where}.")]
    acting, beside = _acting(kinds, "en"), relation(kinds)
    if acting is not None:
        told = acting
    elif beside is not None:
        told = [Part(phrase(kinds[beside[0]], "en"), beside[0]), Part(" to the left of ")]
        told.append(Part(phrase(kinds[beside[1]], "en"), beside[1]))
    else:
        told = _listed(kinds, sure, "en")
    perhaps = [Part(", and perhaps "), *_listed(kinds, doubtful, "en")] if doubtful else []
    return [Part("A photo of "), *told, *perhaps, Part(f"{where}.")]


def _chinese(kinds: Sequence[Kind], sighting: Sighting) -> list[Part]:
    sure = [n for n, kind in enumerate(kinds) if kind.sure]
    doubtful = _doubtful(kinds)
    where = chinese.WHERE[sighting.place][0] if sighting.place else ""
    if not sure:
        return [Part(f"这张照片里，{where}可能有"), *_listed(kinds, doubtful, "zh"), Part("。")]
    acting, beside = _acting(kinds, "zh"), relation(kinds)
    if acting is not None:
        told = acting
    elif beside is not None:
        told = [Part(phrase(kinds[beside[0]], "zh"), beside[0]), Part("，右边是")]
        told.append(Part(phrase(kinds[beside[1]], "zh"), beside[1]))
    else:
        told = _listed(kinds, sure, "zh")
    perhaps = [Part("，可能还有"), *_listed(kinds, doubtful, "zh")] if doubtful else []
    return [Part(f"这张照片里，{where}有"), *told, *perhaps, Part("。")]


def _acting(kinds: Sequence[Kind], language: str) -> list[Part] | None:
    """The people and what they do, then the other plain kinds; None where nothing is told of what people do."""
    told = [(n, doing) for n, kind in enumerate(kinds) if (doing := doing_told(kind)) is not None]
    if not told:
        return None
    who, done = told[0]
    parts = [Part(phrase(kinds[who], language), who), *_done(done, kinds, language)]
    others = [n for n, kind in enumerate(kinds) if kind.sure and n != who and not _is_used(kind, done)]
    if others:
        parts += [Part(", and " if language == "en" else "，还有"), *_listed(kinds, others, language)]
    return parts


def _doubtful(kinds: Sequence[Kind]) -> list[int]:
    """The kinds that are told with "perhaps", but for what a deed has told already."""
    told = [doing for kind in kinds if (doing := doing_told(kind)) is not None]
    return [n for n, kind in enumerate(kinds) if not kind.sure and not any(_is_used(kind, doing) for doing in told)]


def doing_told(kind: Kind) -> Doing | None:
    """What is told of what a kind of things does: plain people only."""
    return doing_of(kind.regions) if kind.sure else None


def _is_used(kind: Kind, doing: Doing) -> bool:
    return any(region.box in doing.boxes for region in kind.regions)


def _parted(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds, of which what people do something with is a kind of its own."""
    used = {box for kind in kinds if (doing := doing_told(kind)) is not None for box in doing.boxes}
    parted = []
    for kind in kinds:
        for some in ([r for r in kind.regions if r.box in used], [r for r in kind.regions if r.box not in used]):
            parted += [Kind(tuple(some), kind.sure)] if some else []
    return tuple(parted)


def _done(doing: Doing, kinds: Sequence[Kind], language: str) -> list[Part]:
    """The deed in words, and what it is done with as a part of its own."""
    action = doing.action
    at = next((n for n, kind in enumerate(kinds) if _is_used(kind, doing)), None)
    if at is None:
        with_what = named(action.thing, language) if action.thing else ""
    else:
        used = next(region for region in kinds[at].regions if region.box in doing.boxes)
        with_what = phrase(Kind((used,), True), language)
    before, _, after = action.deed.words("|", language).partition("|")
    parts = [Part(doing.opening(language) + before), Part(with_what, at), Part(after)]
    return [part for part in parts if part.text]


def _listed(kinds: Sequence[Kind], numbers: Sequence[int], language: str) -> list[Part]:
    """Kinds one after the other: a, b and c; a、b和c."""
    between, last = (", ", " and ") if language == "en" else ("、", "和")
    parts: list[Part] = []
    for n, number in enumerate(numbers):
        if n:
            parts.append(Part(last if n == len(numbers) - 1 else between))
        parts.append(Part(phrase(kinds[number], language), number))
    return parts


def relation(kinds: Sequence[Kind]) -> tuple[int, int] | None:
    """Which of the only two things that are told stands to the left of the other, where it is plain."""
    sure = [n for n, kind in enumerate(kinds) if kind.sure]
    if len(sure) != 2 or any(len(kinds[n].regions) > 1 for n in sure):
        return None
    one, other = sorted(sure, key=lambda n: kinds[n].regions[0].box.left)
    left, right = kinds[one].regions[0].box, kinds[other].regions[0].box
    gap = right.left - left.right
    level = abs(left.top + left.bottom - right.top - right.bottom) / 2 < 0.5 * max(left.height, right.height)
    alike = 0.3 < left.height / max(right.height, 1e-6) < 3.3
    return (one, other) if gap > -0.15 * min(left.width, right.width) and level and alike else None
