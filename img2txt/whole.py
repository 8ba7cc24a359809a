"""The whole of a photo: what it looks like where nothing is found in it."""

from collections.abc import Sequence

from img2txt.hues import Colours
from img2txt.naming import Guess
from world.vocabulary import value

NAMED, LIKELY = 0.7, 0.5  # how probable a name must be to be told plainly, or with "perhaps"
ONE_OF_KIN, KIN = 0.3, 0.45  # how probable where other names of buildings are probable beside it, and they together
BUILDINGS = frozenset((442, 483, 497, 538, 624, 663, 668, 682, 698, 727, 743, 832, 873))  # of ImageNet's classes


def doubt(guesses: Sequence[Guess]) -> int:
    """Whether the best of some names is told plainly (0), with "perhaps" (1) or not at all (2).

    ImageNet has many names for a large old building, and shares its probability among them.
    """
    best = guesses[0]
    if best.probability >= LIKELY:
        return 0 if best.probability >= NAMED else 1
    kin = sum(guess.probability for guess in guesses if guess.number in BUILDINGS)
    return 1 if best.number in BUILDINGS and best.probability >= ONE_OF_KIN and kin >= KIN else 2


def whole_caption(guesses: Sequence[Guess], colours: Colours, place: str | None, language: str) -> str:
    """A sentence about a photo in which nothing was found: what the whole looks like, how surely, and its colours."""
    best = guesses[0]
    sure = doubt(guesses)
    others = [guess for guess in guesses[1:] if guess.probability > 0.15] if sure < 2 else []
    names = [value("colour", colour).name(language) for colour, _ in colours]
    name, share = bare(best.name(language)), f"{best.probability:.0%}"
    if language == "zh":
        mostly = "，以" + "和".join(names) + "为主" if names else ""
        if sure == 2:
            return f"这是一张照片，我不确定上面是什么{mostly}。"
        tail = "，也可能是" + "、".join(f"“{bare(guess.name(language))}”" for guess in others) if others else ""
        return f"这是一张照片，{('看上去是', '可能是')[sure]}“{name}”（{share}）{tail}{mostly}。"
    mostly = ", mostly " + " and ".join(names) if names else ""
    if sure == 2:
        return f"A photo; I am not sure what this is{mostly}."
    tail = ", or " + " or ".join(f"“{bare(guess.name(language))}”" for guess in others) if others else ""
    return f"{('A photo of', 'A photo, perhaps of')[sure]} “{name}” ({share}){tail}{mostly}."


def bare(name: str) -> str:
    """A name without what tells it from another of ImageNet's: crane (bird)."""
    return name.partition(" (")[0].partition("（")[0]
