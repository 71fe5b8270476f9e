"""One line of a report."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, the figure, its unit, and the aim where there is one."""

    what: str
    figure: float
    unit: str
    aim: str = ""


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| measured | figure | unit | aim |", "| --- | --- | --- | --- |"]
    lines += [f"| {r.what} | {_short(r.figure)} | {r.unit} | {r.aim} |" for r in rows]
    return "\n".join(lines)


def _short(figure: float) -> str:
    """Three digits, and never an exponent."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
