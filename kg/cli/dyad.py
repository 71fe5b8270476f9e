"""kg dyad: what passes between two actors, each direction by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.common import FormatOption, LangOption, Names, Settings, StoreOption, reading, report
from kg.cli.output import note, write


class By(StrEnum):
    """Length of a period."""

    YEAR = "year"
    MONTH = "month"


@report
def dyad(
    a: Annotated[str, typer.Argument(help="One actor: an id or a name.")],
    b: Annotated[str, typer.Argument(help="The other.")],
    by: Annotated[By, typer.Option("--by", help="Length of a period.")] = By.YEAR,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Count the claims in each direction a period, with the mean cooperation–conflict score of actual events.

    A side is the actor and everybody who belongs to it: a state's people, bodies and companies.

    Examples:

      kg dyad China Russia

      kg dyad India Japan --by month -f csv
    """
    from kg.analysis.dyads import Dyad
    from kg.errors import QueryError
    from kg.query.lookup import find

    with reading(store) as ledger:
        one, other = find(ledger, a), find(ledger, b)
        if one["ref"] == other["ref"]:
            raise QueryError(f"{a!r} and {b!r} are the same: {one['label']} ({one['ref']})")
        rows = Dyad(ledger, one["ref"], other["ref"]).timeline(by.value)
        names = Names(ledger, lang)
        there = f"{names.of(one)} → {names.of(other)}"
        back = f"{names.of(other)} → {names.of(one)}"
        named = [
            {"period": r["period"], there: r["a_to_b"], back: r["b_to_a"],
             f"score {there}": r["score_a_to_b"], f"score {back}": r["score_b_to_a"]}
            for r in rows
        ]  # fmt: skip
        write(("period", there, back, f"score {there}", f"score {back}"), named, form)
    if not rows:
        note(
            f"nothing passes between {one['label']} and {other['label']} in this store", quiet=Settings.quiet
        )
    return None
