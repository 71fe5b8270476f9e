"""kg dyad: what passes between two actors, each direction by itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli.common import FormatOption, LangOption, Names, Settings, StoreOption, reading, report
from kg.cli.output import note, write


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
        typer.Option("--interval", help="The 90 % interval of each score, by a bootstrap over documents."),
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
        named = [
            {"period": r["period"], there: r["a_to_b"], back: r["b_to_a"],
             f"score {there}": r["score_a_to_b"], f"score {back}": r["score_b_to_a"],
             f"90 % {there}": _ends(r, "a_to_b"), f"90 % {back}": _ends(r, "b_to_a")}
            for r in rows
        ]  # fmt: skip
        columns = ("period", there, back, f"score {there}", f"score {back}")
        write((*columns, f"90 % {there}", f"90 % {back}") if interval else columns, named, form)
    if not rows:
        note(
            f"nothing passes between {one['label']} and {other['label']} in this store", quiet=Settings.quiet
        )
    return None


def _ends(row: Mapping[str, Any], column: str) -> str | None:
    """An interval in words; nothing where there is no score."""
    if row[f"score_{column}"] is None or f"interval_{column}" not in row:
        return None
    ends = row[f"interval_{column}"]
    return f"{ends[0]:g} to {ends[1]:g}" if ends else "not enough documents"
