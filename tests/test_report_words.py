"""The table of what the gate says: every entry once, in both languages, with the same places to fill."""

import csv
import re
from collections import Counter

from training.wording import WORDING


def test_every_entry_stands_once_in_both_languages() -> None:
    with WORDING.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [key for key, count in Counter(row["key"] for row in rows).items() if count > 1] == []
    for row in rows:
        places = [sorted(re.findall(r"\{(\w+)", row[language])) for language in ("en", "zh")]
        assert row["en"] and row["zh"] and places[0] == places[1], row["key"]
