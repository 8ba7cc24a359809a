"""Scenes in words: faithful captions, and requests as people type them."""

import random
from dataclasses import replace
from string import ascii_lowercase

from language import lexicon
from language.chinese import Chinese
from language.english import English
from world.gist import Gist

MIXED = 0.04  # of requests hold words of the other language
MISTYPED = 0.08  # of English requests hold a typing error
STRANGERS = {  # words that name nothing in the vocabulary
    "en": tuple(row.phrase for row in lexicon.rows("lookalikes", "en") if row.form == "stranger"),
    "zh": tuple(row.phrase for row in lexicon.rows("lookalikes", "zh") if row.form == ""),
}


def caption(scene: Gist, language: str, rng: random.Random) -> str:
    """One declarative sentence in en or zh that says every fact of the scene."""
    return English(rng, formal=True).caption(scene) if language == "en" else Chinese(rng, formal=True).caption(scene)


def request(scene: Gist, language: str, rng: random.Random) -> str:
    """The scene as somebody would ask for it in en or zh: any order, synonyms, politeness, now and then a slip."""
    mix = 0.5 if rng.random() < MIXED else 0.0
    if language == "zh":
        return Chinese(rng, mix=mix).request(scene)
    said = English(rng, mix=mix).request(scene)
    return typo(said, rng) if rng.random() < MISTYPED else said


def request_of_a_stranger(scene: Gist, language: str, rng: random.Random) -> tuple[str, Gist]:
    """A request that also asks for something Tuwen cannot draw, and the scene that is left of it without that."""
    stranger = rng.choice(STRANGERS[language])
    strange = rng.randrange(len(scene.things))
    speaker = (English if language == "en" else Chinese)(rng, names={scene.things[strange].object: stranger})
    known = scene.things[:strange] + scene.things[strange + 1 :]
    return speaker.request(scene), replace(scene, things=known, relation=None)


def typo(text: str, rng: random.Random) -> str:
    """One letter of a long English word doubled, dropped, swapped with its neighbour or replaced."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word.isascii() and word.isalpha()]
    if not long:
        return text
    at = rng.choice(long)
    word, i = words[at], rng.randrange(1, len(words[at]) - 1)
    words[at] = rng.choice(
        (
            word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1 :],
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[:i] + rng.choice(ascii_lowercase) + word[i + 1 :],
        )
    )
    return " ".join(words)
