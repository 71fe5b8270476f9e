"""kg dyad: what passes between two actors, each direction by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.common import FormatOption, StoreOption, find_store, report
from kg.cli.output import write


class By(StrEnum):
    """Length of a period."""

    YEAR = "year"
    MONTH = "month"


@report
def dyad(
    a: Annotated[str, typer.Argument(help="One actor: an id or a name.")],
    b: Annotated[str, typer.Argument(help="The other.")],
    by: Annotated[By, typer.Option("--by", help="Length of a period.")] = By.YEAR,
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
    from kg.query.lookup import find
    from kg.store.ledger import Ledger

    with Ledger.open(find_store(store)) as ledger:
        one, other = find(ledger, a), find(ledger, b)
        rows = Dyad(ledger, one["ref"], other["ref"]).timeline(by.value)
        there, back = f"{one['label']} → {other['label']}", f"{other['label']} → {one['label']}"
        named = [
            {"period": r["period"], there: r["a_to_b"], back: r["b_to_a"], f"score {there}": r["score_a_to_b"],
             f"score {back}": r["score_b_to_a"]}
            for r in rows
        ]  # fmt: skip
        write(("period", there, back, f"score {there}", f"score {back}"), named, form)
    return None
