"""What the gate says of a version, in English and Chinese: one table, for sentences and for the report's page."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

WORDING = Path(__file__).parent / "wording.tsv"


@cache
def _table() -> dict[str, dict[str, str]]:
    with WORDING.open(encoding="utf-8", newline="") as table:
        return {row["key"]: dict(row) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)}


def words(key: str, language: str, **values: Any) -> str:
    """An entry of the table in a language, filled with values; KeyError where there is none."""
    return _table()[key][language].format(**values)
