"""Chinese scripts: what was written in traditional characters is answered in them."""

from functools import cache

from opencc import OpenCC


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2twp")


def in_script(text: str) -> str:
    """A text in simplified characters as it is written in Taiwan."""
    return _to_traditional().convert(text)
