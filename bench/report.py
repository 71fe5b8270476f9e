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
    lines += [f"| {r.what} | {r.figure:,.3g} | {r.unit} | {r.aim} |" for r in rows]
    return "\n".join(lines)
