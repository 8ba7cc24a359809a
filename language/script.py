"""Chinese scripts: traditional characters are read as simplified ones, and answered in traditional ones."""

import re
from functools import cache

from opencc import OpenCC

_AS_ASPECT = re.compile("(?<![名显原巨专论编合土])著(?![名作称者述])")  # 看著 is 看着, 著名 stays


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("tw2s")


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2twp")


def simplified(text: str) -> str:
    """The text with its traditional characters simplified."""
    if text.isascii():
        return text
    simple = _to_simplified().convert(text)
    return text if simple == text else _AS_ASPECT.sub("着", simple).replace("甚么", "什么")


def in_script(text: str) -> str:
    """A text in simplified characters as it is written in Taiwan."""
    return _to_traditional().convert(text)
