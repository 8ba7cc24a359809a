"""Chinese that was written as it sounds: 兰色 for 蓝色, 师子 for 狮子."""

from functools import cache, lru_cache

from pypinyin import lazy_pinyin

from language.dictionary import chinese_names
from language.words import placed
from world import vocabulary

_LONGEST = 4  # characters of a name that may be written so


@lru_cache(1024)
def corrected(text: str) -> str:
    """The text with colours and objects as they are spelt, where an unknown word sounds the same but for the tone.

    At least one character is right; what is itself a word is none of ours.
    """
    for piece, start in placed(text):
        if piece.kind == "unknown" and not piece.text.isascii() and piece.text not in chinese_names()[0]:
            for begin, end in _windows(text, start, start + len(piece.text)):
                if meant := _meant(text[begin:end]):
                    return corrected(text[:begin] + meant + text[end:])
    return text


def _windows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches that hold some of the unknown word, longest first, with at most one character on either side of it.

    None ends within a known word: 鱼赶 of 鲨鱼赶 is none.
    """
    edges = {at for piece, first in placed(text) for at in (first, first + len(piece.text))} | {*range(start, end)}
    stretches = [
        (first, last)
        for first in range(max(0, start - 1), end)
        for last in range(max(first + 2, start + 1), min(len(text), end + 1, first + _LONGEST) + 1)
        if first in edges and last in edges
    ]
    return sorted(stretches, key=lambda at: at[0] - at[1])


@lru_cache(10_000)  # words that strangers type
def _meant(written: str) -> str | None:
    if written in chinese_names()[0] or not written.isalpha():
        return None
    name = _by_sound().get(" ".join(lazy_pinyin(written)))
    alike = name is not None and len(name) == len(written) and any(map(str.__eq__, name, written))
    return name if alike else None


@cache
def _by_sound() -> dict[str, str]:
    """The names of colours and objects by their sound; none that two values share, none with 大 or 小 before it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for slot in ("colour", "object"):
        for value in vocabulary.slot(slot):
            for name in value.zh:
                if 1 < len(name) <= _LONGEST and name[0] not in "大小":
                    found.setdefault(" ".join(lazy_pinyin(name)), set()).add((value.key, name))
    return {sound: min(names)[1] for sound, names in found.items() if len({key for key, _ in names}) == 1}
