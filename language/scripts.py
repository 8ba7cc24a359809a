"""Chinese in the script that is read here: traditional characters as simplified ones."""

import re
from functools import cache

import opencc

_AS_ASPECT = re.compile("(?<![名显原巨专论编合土])著(?![名作称者述])")  # 看著 is 看着, 著名 stays


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


def simplified(text: str) -> str:
    """The text with its traditional characters simplified."""
    if text.isascii():
        return text
    simple = _converter().convert(text)
    return text if simple == text else _AS_ASPECT.sub("着", simple).replace("甚么", "什么")
