"""Thousands of phrases found in a text at once (Aho and Corasick 1975)."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_'")


class Phrasebook:
    """Phrases in lower case; with `whole_words`, none is found within a longer English word."""

    def __init__(self, phrases: Iterable[str], *, whole_words: bool):
        self.phrases = sorted(set(phrases))
        self.whole_words = whole_words
        self.automaton = AhoCorasick(self.phrases)

    def found(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The phrases of a text from left to right and where they are; of those that begin at one place the longest."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = text  # a letter whose small form is two; names in capitals are not found then
        places = self.automaton.find_matches_as_indexes(lower, overlapping=True)
        at = 0
        for phrase, start, end in sorted(places, key=lambda place: (place[1], -place[2])):
            if start >= at and not (self.whole_words and _inside_a_word(lower, start, end)):
                yield self.phrases[phrase], start, end
                at = end


def _inside_a_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1] in _LETTERS) or (end < len(text) and text[end] in _LETTERS)
