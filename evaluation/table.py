"""A measurement as text: what has the same columns becomes a table, the rest lines."""

from collections.abc import Iterator, Mapping
from typing import Any


def lines(measured: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """The lines of a report, nested parts indented."""
    margin = "  " * indent
    wide = max((len(str(name)) for name in measured), default=0)
    for name, value in measured.items():
        if isinstance(value, Mapping) and value:
            yield f"{margin}{name}"
            yield from _rows(value, indent + 1) if _is_table(value) else lines(value, indent + 1)
        elif isinstance(value, list):
            yield f"{margin}{name}"
            yield from (f"{margin}  - {_item(item)}" for item in value)
        else:
            yield f"{margin}{str(name).ljust(wide)}  {shown(value)}"


def shown(value: Any) -> str:
    """One figure: shares and distances with three digits after the point or in the front."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) >= 0.001 or value == 0 else f"{value:.1e}"
    return str(value)


def rounded(value: Any, digits: int = 5) -> Any:
    """The same report with its figures rounded, for JSON."""
    if isinstance(value, Mapping):
        return {name: rounded(inner, digits) for name, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner, digits) for inner in value]
    return round(value, digits) if isinstance(value, float) else value


def _is_table(value: Mapping[str, Any]) -> bool:
    rows = list(value.values())
    if len(rows) < 2 or not all(isinstance(row, Mapping) and row for row in rows):
        return False
    flat = all(not isinstance(cell, Mapping | list) for row in rows for cell in row.values())
    return flat and len({tuple(row) for row in rows}) == 1


def _rows(value: Mapping[str, Mapping[str, Any]], indent: int) -> Iterator[str]:
    columns = list(next(iter(value.values())))
    grid = [["", *columns], *([str(name), *(shown(cell) for cell in row.values())] for name, row in value.items())]
    wide = [max(len(row[column]) for row in grid) for column in range(len(columns) + 1)]
    for row in grid:
        cells = [row[0].ljust(wide[0]), *(cell.rjust(width) for cell, width in zip(row[1:], wide[1:], strict=True))]
        yield "  " * indent + "  ".join(cells)


def _item(item: Any) -> str:
    if isinstance(item, Mapping):
        return " | ".join(f"{name}: {', '.join(v) if isinstance(v, list) else v}" for name, v in item.items())
    return str(item)
