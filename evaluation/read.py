"""Reading alone: requests of the grammar for held-out scenes, and sentences that people worded freely."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from evaluation.cases import Options
from evaluation.facts import Tally, account
from language.captions import request
from models.weights import fingerprint
from rendering.sampling import test_scene
from understanding.understand import Understanding
from world.gist import Gist
from world.vocabulary import INVERSE, LANGUAGES, NATURAL

WORDINGS = Path(__file__).parent / "wordings.jsonl"  # whose mistakes were read while the grammar grew
TEST = Path(__file__).parent / "wordings-test.jsonl"  # by one who knew the vocabulary alone; nothing is tuned on them
EXAMPLES = 12  # misread texts that are shown


@dataclass(frozen=True)
class Wording:
    """A text and the scene that it asks for."""

    text: str
    language: str
    scene: Gist


def report(options: Options) -> dict:
    """How many scenes are read exactly, and each fact's precision and recall, by language."""
    reading = Understanding(options.weights)
    grammar = list(requests(options.n, options.seed))
    return {
        "weights": fingerprint(reading.folders),
        "grammar": _by_language(reading, grammar),
        "wordings": _by_language(reading, wordings(WORDINGS)),
        "test_wordings": _by_language(reading, wordings(TEST)),
    }


def requests(count: int, seed: int) -> Iterator[Wording]:
    """`count` requests of the grammar in each language."""
    for language in LANGUAGES:
        rng = Random(f"{language} {seed}")
        for _ in range(count):
            scene = test_scene(rng)
            yield Wording(request(scene, language, rng), language, scene)


def wordings(path: Path) -> list[Wording]:
    """Texts from a file with one JSON object a line: text, language, scene."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Wording(line["text"], line["language"], Gist.from_json(line["scene"])) for line in lines]


def _by_language(reading: Understanding, texts: Sequence[Wording]) -> dict:
    return {
        language: _measure(reading, [wording for wording in texts if wording.language == language])
        for language in LANGUAGES
    }


def _measure(reading: Understanding, texts: Sequence[Wording]) -> dict:
    tally, misread = Tally(), []
    exact = 0
    for wording in texts:
        read = reading.scene(wording.text).gist()
        right = same_scene(read, wording.scene)
        exact += right
        tally.add(account(read.facts()), account(wording.scene.facts()))
        if not right:
            misread.append({"text": wording.text, "said": told(wording.scene), "read": told(read)})
    return {
        "exact": exact / max(len(texts), 1),
        "n": len(texts),
        "facts": tally.scores(),
        "misread": misread[:EXAMPLES],
    }


def same_scene(one: Gist, other: Gist) -> bool:
    """Whether two scenes say the same; the two things may be swapped if the relation is turned round."""
    one, other = natural_unsaid(one), natural_unsaid(other)
    return one in (other, swapped(other))


def natural_unsaid(scene: Gist) -> Gist:
    """The scene with natural colours unsaid, which is what they are."""
    things = tuple(replace(thing, colour=None) if thing.colour == NATURAL else thing for thing in scene.things)
    return replace(scene, things=things)


def swapped(scene: Gist) -> Gist:
    """The same scene told from the other thing."""
    relation = INVERSE[scene.relation] if scene.relation else None
    return replace(scene, things=scene.things[::-1], relation=relation)


def told(scene: Gist) -> str:
    """The scene's facts in one line."""
    return ", ".join(fact.value if fact.fact != "count" else f"×{fact.value}" for fact in scene.facts())
