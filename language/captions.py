"""Scenes in words: faithful captions, and requests as people type them."""

import random
from dataclasses import replace
from string import ascii_lowercase

from language import lexicon, phrases_en
from language.chinese import Chinese
from language.english import English
from world.gist import Gist
from world.vocabulary import slot

MIXED = 0.04  # of requests hold words of the other language
MISTYPED = 0.08  # of English requests hold a typing error
_KNOWN = {
    name.casefold()
    for name_of_slot in ("object", "colour", "action", "size", "place", "time", "relation", "style")
    for value in slot(name_of_slot)
    for name in (*value.en, *value.zh)
}
STRANGERS = {  # words that name nothing in the vocabulary
    "en": tuple(word for word in phrases_en.STRANGERS.split() if word not in _KNOWN),
    "zh": tuple(word for word in sorted(lexicon.OTHER_ZH) if word not in _KNOWN),
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
