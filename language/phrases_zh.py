"""The Chinese phrases of the grammar, by what they say, and what stands around a wish."""

from language.lexicon import by_key, phrases

VERBS = by_key("actions", "zh", use="said")  # as it is said: (正在) doing, and as an attribute (doing 的)
WHERE = by_key("places", "zh", use="said", form="where")
WHEN = by_key("times", "zh", use="said")
NUMBERS = {int(key): said for key, said in by_key("counts", "zh", use="said").items()}
SIDE_MORE = by_key("relations", "zh", use="said", form="after")
OPPOSITE = {
    "left_of": ("左边", "右边"),
    "right_of": ("右边", "左边"),
    "above": ("上面", "下面"),
    "below": ("下面", "上面"),
}
ASKING = phrases("wishes", "zh", "asking", "said")
HEARD_ASKING = phrases("wishes", "zh", "asking", "heard")
ENDINGS = ("",) * 5 + phrases("wishes", "zh", "ending", "said")
HEARD_ENDINGS = phrases("wishes", "zh", "ending", "heard")
LOOSE_MEASURES = ("个", "只", "条")
AT_REST = phrases("wishes", "zh", "rest")  # all the same to Tuwen
RESTING_AT = phrases("wishes", "zh", "rest at")
PRAISE = phrases("wishes", "zh", "praise")
FANS = phrases("wishes", "zh", "fan")
LIKING = phrases("wishes", "zh", "liking")
AND = phrases("wishes", "zh", "and")
