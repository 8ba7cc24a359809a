"""Every sentence that the chat says, in English and Chinese, and the names of facts."""

import csv
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from world import vocabulary
from world.vocabulary import LANGUAGES

SENTENCES = Path(__file__).parent / "sentences.tsv"


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence by its key and language."""
    with SENTENCES.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: {language: row[language].replace("\\n", "\n") for language in LANGUAGES} for row in rows}


SUGGESTIONS = {
    "en": ("a black cat on the grass", "two red balloons at night"),
    "zh": ("草地上的一只黑猫", "晚上的两个红气球"),
}


def say(key: str, language: str, **values: object) -> str:
    """One sentence; KeyError where there is none of that name."""
    return sentences()[key][language].format(**values)


def fact_name(fact: str, value: str, language: str) -> str:
    """A fact as a chip says it: black, ×2, on the left …; what is not in the vocabulary as it is."""
    if fact == "count":
        return f"×{value}"
    try:
        return vocabulary.value(fact, value).name(language)
    except KeyError:
        return value


def key_name(key: str, language: str) -> str:
    """The name of any vocabulary key, whichever slot it is in."""
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "deed", "style"):
        if name := next((value.name(language) for value in vocabulary.slot(slot) if value.key == key), None):
            return name
    return key


def quoted(words: Iterable[str], language: str) -> str:
    """Words as somebody wrote them, in quotation marks."""
    return listed((f"“{word}”" for word in words), language)


def listed(words: Iterable[str], language: str) -> str:
    """Words one after the other: "a, b and c", a、b、c."""
    *others, last = [*words] or [""]
    if not others:
        return last
    return f"{', '.join(others)} and {last}" if language == "en" else "、".join((*others, last))


def styles(language: str) -> str:
    """The names of all styles."""
    return listed([value.name(language) for value in vocabulary.STYLES], language)


def suggestions(language: str) -> str:
    """Two prompts that always work."""
    return {"en": " or ", "zh": "或"}[language].join(f"“{each}”" for each in SUGGESTIONS[language])


def what_can_be_drawn(language: str, draws: Callable[[str], bool]) -> str:
    """The answer to "what can you draw?", from the vocabulary; `draws` knows of every object whether it is offered."""
    offered = [thing for thing in vocabulary.OBJECTS if draws(thing.key)]
    kinds = {
        "animal": ("Animals", "动物"), "person": ("People", "人物"), "food": ("Food", "食物"),
        "plant": ("Plants", "植物"), "vehicle": ("Vehicles", "交通工具"),
        "building": ("Buildings", "建筑"),
        "thing": ("Things", "物品"), "sky": ("Sky", "天空"),
    }  # fmt: skip
    lines = [
        f"• {names[language == 'zh']}: " + listed((o.name(language) for o in offered if o.kind == kind), language)
        for kind, names in kinds.items()
        if any(o.kind == kind for o in offered)
    ]
    slots = {
        f"{slot}s": listed((value.name(language) for value in vocabulary.slot(slot)), language)
        for slot in ("colour", "action", "place", "time", "style")
    }
    return say("help", language, objects=len(offered), things="\n".join(lines), **slots)
