"""kg dyad: what passes between two actors, each direction by itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli.common import FormatOption, LangOption, Names, Settings, StoreOption, reading, report
from kg.cli.output import is_table, note, safe, terminal_width, width_of, write


class By(StrEnum):
    """Length of a period."""

    YEAR = "year"
    MONTH = "month"


class Count(StrEnum):
    """What is counted."""

    CLAIMS = "claims"
    EVENTS = "events"


@report
def dyad(
    a: Annotated[str, typer.Argument(help="One actor: an id or a name.")],
    b: Annotated[str, typer.Argument(help="The other.")],
    by: Annotated[By, typer.Option("--by", help="Length of a period.")] = By.YEAR,
    count: Annotated[
        Count, typer.Option("--count", help="Every claim, or each happening once that took place.")
    ] = Count.CLAIMS,
    interval: Annotated[
        bool,
        typer.Option(
            "--interval",
            help="The 90 % interval of each score, by a bootstrap over documents; none of fewer than five.",
        ),
    ] = False,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Count the claims in each direction a period, with the mean cooperation–conflict score of actual events.

    A side is the actor and everybody who belongs to it: a state's people, bodies and companies.

    Examples:

      kg dyad China Russia

      kg dyad India Japan --by month -f csv

      kg dyad China Russia --count events --interval
    """
    from kg.analysis.dyads import Dyad
    from kg.errors import QueryError
    from kg.query.lookup import find

    with reading(store) as ledger:
        one, other = find(ledger, a), find(ledger, b)
        if one["ref"] == other["ref"]:
            raise QueryError(f"{a!r} and {b!r} are the same: {one['label']} ({one['ref']})")
        rows = Dyad(ledger, one["ref"], other["ref"]).timeline(by.value, count.value, intervals=interval)
        names = Names(ledger, lang)
        there = f"{names.of(one)} → {names.of(other)}"
        back = f"{names.of(other)} → {names.of(one)}"
        columns = _columns(there, back, interval)
        if is_table(form) and 2 * len(columns) + sum(map(width_of, columns)) > terminal_width():
            # Names that would be cut in every head stand once, above the table.
            sys.stdout.write(safe(f"→ is {there}, ← is {back}") + "\n")
            columns = _columns("→", "←", interval)
        write(columns, [dict(zip(columns, _cells(row), strict=False)) for row in rows], form)
    if not rows:
        note(
            f"nothing passes between {one['label']} and {other['label']} in this store", quiet=Settings.quiet
        )
    return None


def _columns(there: str, back: str, interval: bool) -> tuple[str, ...]:
    ends = (f"90 % {there}", f"90 % {back}") if interval else ()
    return ("period", there, back, f"score {there}", f"score {back}", *ends)


def _cells(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What stands in a row, in the order of the columns; the intervals last."""
    ends = (_ends(row, "a_to_b"), _ends(row, "b_to_a"))
    return (row["period"], row["a_to_b"], row["b_to_a"], row["score_a_to_b"], row["score_b_to_a"], *ends)


def _ends(row: Mapping[str, Any], column: str) -> str | None:
    """An interval in words; nothing where there is no score."""
    if row[f"score_{column}"] is None or f"interval_{column}" not in row:
        return None
    ends = row[f"interval_{column}"]
    return f"{ends[0]:g} to {ends[1]:g}" if ends else "not enough to tell"
