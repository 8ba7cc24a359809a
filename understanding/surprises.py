"""A picture of our own choice for whoever leaves it to us: "surprise me", 随便画点什么."""

import re
from functools import cache
from pathlib import Path

from language.chatter import split
from understanding.message import Message
from understanding.program import Program, parsed
from understanding.state import State

FILE = Path(__file__).parent / "surprises.txt"
_POLITE = r"(?:(?:please|pls|just|ok|okay|so|hi|hello|hey|then|idk|dunno|well)[, ]+)*"
_LIKE = "fun|funny|nice|cool|cute|random|silly|weird|crazy|different|pretty|new|good|interesting"
_KIND = rf"(?: (?:really|very|super|a bit))?(?: (?:{_LIKE}))?"
_ANY_EN = (
    rf"surprise (?:me|us)|(?:draw|paint|make|show|give)(?: me| us)? (?:som(?:e ?)?th?ing|anything|whatever){_KIND}"
    r"(?: for me)?(?: (?:you (?:like|want)|at all))?",
    rf"something{_KIND}|anything{_KIND}(?: (?:is|will do|you like|goes))?(?: fine| ok)?",
    r"(?:an?|some) (?:random|surprise)(?: picture| drawing| image| thing)?",
    r"you (?:choose|pick|decide)|dealer'?s choice|whatever you (?:like|want)",
)
_ANY_ZH = (
    "(?:那|就|嗯|好|请|帮我|给我|你)*(?:随便|任意|随意|看着)?你?(?:给我)?[画来](?:点|个|张|一张|幅|一幅)"
    "(?:啥|什么|好玩的|有趣的|可爱的|好看的|随便)(?:吧|呗|都行|都可以|看看)*",
    "(?:随便|随意)你?[画来]?(?:一?[个张幅点])?(?:吧|呗|都行|就行|好了)?",
    "给我(?:一?个)?惊喜吧?|你来?(?:决定|定|选|看着办|看着画)(?:吧|就好)?",
)
_ANYTHING = re.compile(
    rf"\W*{_POLITE}(?:(?:can|could|would|will) (?:you|u) )?(?:please )?(?:i(?:'?m| am) (?:so |really )?bored,? )?"
    rf"(?:{'|'.join(_ANY_EN)})(?:,? (?:please|pls|then|lol|haha))?\W*|(?:{'|'.join(_ANY_ZH)})\W*",
    re.IGNORECASE,
)
_ASKS = re.compile("draw|paint|surprise|random|画|惊喜", re.IGNORECASE)  # "anything" alone may answer something


@cache
def surprises() -> tuple[Program, ...]:
    """The pictures that we choose from, a program a line."""
    return tuple(parsed(line) for line in FILE.read_text(encoding="utf-8").splitlines() if line)


def surprise(message: Message, state: State) -> Program | None:
    """The next picture of our choice, where a message asks for one and names nothing; another one each time."""
    if message.mentions or message.ground or message.flags.without:
        return None
    asked = [clause for clause in split(message.text) if _ANYTHING.fullmatch(clause)]
    if not asked or (state.scene is not None and not _ASKS.search(asked[0])):
        return None
    return surprises()[(len(message.text) + 5 * len(state.drawings)) % len(surprises())]
