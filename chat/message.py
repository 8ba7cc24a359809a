"""A message as it arrives: made safe to keep, and its language."""

import re
import unicodedata

from language.words import language_of

# Marks that turn the direction of what follows, or that nobody can see.
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def visible(text: str) -> str:
    """The text without control characters, marks of direction, and halves of characters; lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(c for c in HIDDEN.sub("", lines) if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return shown.strip()


def language_in(text: str, otherwise: str) -> str:
    """zh or en by the words of the text; `otherwise` where it has none."""
    return language_of(text) if any(character.isalpha() for character in text) else otherwise
