"""The English phrases of the grammar, by what they say, and what stands around a wish."""

from language.lexicon import by_key, phrases, rows

_verbs = {form: by_key("actions", "en", use="said", form=form) for form in ("doing", "does", "do")}
# Every way to say the action of something: doing, does, (they) do.
VERBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    key: tuple(zip(doing, _verbs["does"][key], _verbs["do"][key], strict=True))
    for key, doing in _verbs["doing"].items()
}
WHERE = by_key("places", "en", use="said", form="where")
OVER = {key: said[0] for key, said in by_key("places", "en", use="said", form="over").items()}
WHEN = by_key("times", "en", use="said")
REL_ITS = by_key("relations", "en", use="said", form="it")
REL_MORE = by_key("relations", "en", use="said", form="before")
_sides = {key: said[0] for key, said in by_key("relations", "en", use="said", form="side").items()}
_OPPOSITE = {"left_of": "right_of", "right_of": "left_of", "above": "below", "below": "above"}
SIDES = {key: (said, _sides[_OPPOSITE[key]]) for key, said in _sides.items()}
COUNT_WORDS = {int(key): said for key, said in by_key("counts", "en", use="said").items()}
ASKING = phrases("wishes", "en", "asking", "said")
HEARD_ASKING = phrases("wishes", "en", "asking", "heard")
ENDINGS = ("",) * 6 + phrases("wishes", "en", "ending", "said")
HEARD_ENDINGS = phrases("wishes", "en", "ending", "heard")
ALREADY_MANY = frozenset(phrases("wishes", "en", "already many"))
AT_REST = phrases("wishes", "en", "rest")
_sits = {form: [row.phrase for row in rows("wishes", "en") if row.form == form] for form in ("does", "do")}
SITS = tuple(zip(_sits["does"], _sits["do"], strict=True))
PRAISE = phrases("wishes", "en", "praise")
VERY = ("", "", "really ", "very ", "so ")
FANS = phrases("wishes", "en", "fan")
