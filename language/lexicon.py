"""The words that Tuwen knows, from the tables in data/: one row a phrase, each phrase once.

Tables of names: objects, colours, sizes, actions, places, times, relations, styles, counts, deeds; compounds (橘猫
names two values at once) and emoji. plain.tsv: words that name nothing. unshown.tsv: words that
name no value and yet could be drawn, which the answer tells. lookalikes.tsv: words that are no name though
they hold or resemble one. wishes.tsv: what stands around a wish.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
HEARD = ("heard", "near")  # near: something like it is drawn instead, and the chat says so (husky, pond)
NAMES = ("relations", "places", "times", "styles", "sizes", "actions", "colours", "objects")
MEASURES_ZH = (
    "盏捆个只条头匹座本张朵颗棵辆架艘枚串份把顶面台根块列位名群对双幅"
    "副件片粒株杯支束口间栋部碗桶封团道盘股扇丛枝盆锅瓶盒罐节卷坨轮家"
)
# Measure words that also begin or end other words; after no number they join an unknown neighbour (头巾, 面包).
LOOSE_MEASURES_ZH = frozenset("头面把本台座根块条顶份件片名群口间部支束杯碗桶封团道盘股扇丛枝盆锅瓶盒罐节卷")
NUMBERS_ZH = "0123456789一二两三四五六七八九十百千几俩仨半每这那哪某数多整"


@dataclass(frozen=True)
class Row:
    """A phrase and what it means: the value of a slot, in one of its forms."""

    language: str  # en or zh; any of emoji
    slot: str
    key: str
    phrase: str
    use: str  # said (by Tuwen too), one of HEARD, lookalike (no name, though it looks like one), plain (names nothing)
    form: str


@cache
def rows(table: str, language: str | None = None) -> tuple[Row, ...]:
    """The rows of data/{table}.tsv in their order, of one language or of all."""
    if language is not None:
        return tuple(row for row in rows(table) if row.language == language)
    with (DATA / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(Row(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def phrases(table: str, language: str, slot: str | None = None, use: str | None = None) -> tuple[str, ...]:
    """The phrases of a table in their order, of one slot and use or of all."""
    return tuple(row.phrase for row in rows(table, language) if slot in (None, row.slot) and use in (None, row.use))


def by_key(table: str, language: str, *, use: str, form: str = "") -> dict[str, tuple[str, ...]]:
    """The phrases of each key in their order."""
    found: dict[str, list[str]] = {}
    for row in rows(table, language):
        if (row.use, row.form) == (use, form):
            found.setdefault(row.key, []).append(row.phrase)
    return {key: tuple(said) for key, said in found.items()}


@cache
def plain(language: str) -> frozenset[str]:
    """Words that name nothing, those among them that do so in some places only: 看, give, 妈妈."""
    sometimes = (row.phrase for table in ("deeds", "objects") for row in rows(table, language) if row.use == "plain")
    return frozenset((*phrases("plain", language), *phrases("unshown", language), *sometimes))


@cache
def unshown(language: str) -> dict[str, str]:
    """Words that name no value though they could be drawn, with what they are: pose, mood, deed, look, thing, where."""
    return {row.phrase: row.form for row in rows("unshown", language)}


@cache
def plain_of_form(form: str) -> frozenset[str]:
    """The plain English words of a form: edit (what people do to a picture), count, mistyped (known with a slip)."""
    also = (row.phrase for row in rows("unshown", "en") if (form, row.form) == ("edit", "pose"))
    return frozenset((*(row.phrase for row in rows("plain", "en") if row.form == form), *also))


@cache
def strange_styles() -> frozenset[str]:
    """Styles that nobody taught Tuwen, in both languages: watercolour."""
    return frozenset(
        row.phrase for language in ("en", "zh") for row in rows("lookalikes", language) if row.form == "style"
    )


@cache
def lookalikes(language: str) -> frozenset[str]:
    """Words that are no name though they hold or resemble one."""
    return frozenset(phrases("lookalikes", language))
