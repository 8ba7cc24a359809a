"""What people ask that no picture answers: a name, why, what it costs. The answer says so and names the matter."""

import csv
import re
from functools import cache
from pathlib import Path

from language.chatter import split, wishes
from understanding.message import Message
from understanding.state import State
from world import vocabulary

FILE = Path(__file__).parent / "matters.tsv"
_ASKS = re.compile(
    r"[?？]|^\W*(?:and |but |so |ok |okay |well )*(?:why|how|what|which|who|when|where|can|could|do|does|did|is"
    r"|are|was|will|would)\b"
    r"|[吗么呢呀]\W*$|为什么|为啥|什么|多少|几|哪|能不能|不能|可不可以|怎么",
    re.IGNORECASE,
)
_KINDS = {  # what is counted though it is no name: how many pieces of fruit
    "fruit": "food", "fruits": "food", "food": "food", "foods": "food", "水果": "food", "吃的": "food", "食物": "food",
    "animal": "animal", "animals": "animal", "creatures": "animal", "动物": "animal", "小动物": "animal",
    "people": "person", "persons": "person", "人物": "person",
    "plants": "plant", "plant": "plant", "植物": "plant",
    "vehicles": "vehicle", "buildings": "building",
    "things": "", "objects": "", "items": "", "东西": "", "物品": "",
}  # fmt: skip
_HOW_MANY = re.compile(r"\bhow many\b|\bcount\b|几[个只样种]|多少|数一[遍下]", re.IGNORECASE)
_GRATEFUL = re.compile(
    r"\b(?:thanks?|thank you|thx|ty|cheers|bye|goodbye|good ?night|see you|ta|farewell|night night)\b"
    r"|谢|晚安|再见|拜拜|辛苦|多谢|回见|下次见|就这样|去睡|睡了",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\b(?:bye|goodbye|good ?night|see you|farewell|night night)\b|晚安|再见|拜拜|回见|下次见|去睡|睡了", re.IGNORECASE
)
_PRAISES = re.compile(
    r"\b(?:not bad|nice|lovely|brilliant|great|good|perfect|love it|awesome|cute|beautiful|well i'?ll be|wow"
    r"|superb|neat|sick"
    r"|slay|banger|fire|chef'?s kiss|10/10|ace|smashing|cracking)\b|不错|真好|好看|绝了|可以啊|太棒|厉害|牛|赞"
    r"|喜欢|漂亮|完美|可爱|整挺好",
    re.IGNORECASE,
)


_REMARK = re.compile(
    r"^\W*(?:but |and |so |hm+,? |lol,? |haha,? )?(?:would|wo|is|are|does|did|was|has)n'?t"
    r"(?! (?:it|that|they|he|she) (?:look|be) (?:better|nicer|cooler|cuter|prettier|more))"
    r" (?:the|it|he|she|they|that|this)\b",
    re.I,
)
_EFFECT = re.compile(
    r"(?:make|turn|paint|want|needs?|have|let) the (?:sky|light|rain|snow|wind|weather|clouds) (?:a bit "
    r"|a little |much |more |less |look )*"
    r"(?:dark|light|bright|strong|heav|soft|grey|gray|dramatic|moody|colou?rful|pink|red|blue|purple|orange)\w*"
    r"|\b(?:heavier|stronger|lighter|softer|harder|more|less) (?:rain|snow|wind|light|sunlight|fog"
    r"|clouds?)\b(?! on| to)"
    r"|(?:雨|雪|风|光线?|雾|阳光|天空?)(?:再|要|下得?|更|太|有点|能不能|可以)*(?:大|小|亮|暗|强|弱|猛|密|黑)(?:一)?(?:点儿?|些)(?:吧|吗|呢)?$",
    re.IGNORECASE,
)


def asks_for_an_effect(message: Message) -> bool:
    """Whether rain, wind, light or the sky shall be stronger or otherwise, and nothing else is asked for."""
    parts = split(message.text)
    effects = {part: found[0] for part in parts if (found := _EFFECT.search(part))}
    others = [part for part in parts if part not in effects]
    named = {one.slot for one in message.mentions if one.slot in ("object", "action", "relation")}
    strange = any(one.word in part.replace(said, "") for one in message.unread for part, said in effects.items())
    return bool(effects) and not named and not strange and not any(map(wishes, others))


def wonders(message: Message) -> bool:
    """Whether somebody only wonders aloud: "wouldn't the coffee fall out"; nothing is wished for."""
    clauses = split(message.text)
    return bool(clauses) and bool(_REMARK.match(clauses[0])) and not any(map(wishes, clauses[1:]))


@cache
def matters() -> dict[str, re.Pattern[str]]:
    """The rows of the data file: what is asked about, and how it is said."""
    with FILE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["matter"]: re.compile(row["said"], re.IGNORECASE) for row in rows}


def matter_of(message: Message) -> str | None:
    """What a message asks about that no picture answers, where it asks for nothing else."""
    found: str | None = None
    for clause in split(message.typed.strip()):
        matter = next((name for name, said in matters().items() if said.search(clause)), None)
        if matter is not None and (
            matter in ("save", "joke", "write") or _ASKS.search(clause) or _ASKS.search(message.typed)
        ):
            found = found or matter
        elif wishes(clause) and not _ASKS.search(clause):
            return None  # what is wished for goes first
    return found


def counted(message: Message, state: State) -> tuple[int, ...]:
    """The ids of what is counted by a word for many kinds: "how many pieces of fruit is that?"."""
    if state.scene is None or not _HOW_MANY.search(message.text):
        return ()
    said = [
        kind
        for word, kind in _KINDS.items()
        if re.search(rf"\b{word}\b" if word.isascii() else word, message.text, re.I)
    ]
    if not said or any(one.slot == "object" for one in message.mentions):
        return ()
    things = state.scene.things
    return tuple(thing.id for thing in things if not said[0] or vocabulary.thing(thing.object).kind == said[0])


def small_talk(message: Message) -> str | None:
    """Thanks, a goodbye or praise, where nothing is wished for and nothing that is drawn is named."""
    if any(one.slot not in ("action", "ordinal", "count", "time") for one in message.mentions) or "?" in message.typed:
        return None
    if any(wishes(clause) and not _GRATEFUL.search(clause) for clause in split(message.typed.strip())):
        return None
    if _LEAVES.search(message.text):
        return "bye"
    if message.mentions:
        return None
    if _GRATEFUL.search(message.text):
        return "thanks"
    return "praise" if _PRAISES.search(message.text) else None
