"""kg diff: what changed between two stores."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import CHECK_FAILED, FormatOption, Settings, find_store, one_of, report
from kg.cli.output import note, write

KINDS = ("documents", "claims", "events", "entities", "ties")
CHANGES = ("added", "removed", "changed")


@report
def diff(
    old: Annotated[Path, typer.Argument(help="The store before.")],
    new: Annotated[Path, typer.Argument(help="The store after.")],
    what: Annotated[
        str | None,
        typer.Option(
            "--what",
            help="Only documents, claims, events, entities or ties.",
            callback=lambda value: one_of(value, KINDS),
        ),
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only how many of each.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when anything differs, for scripts.")
    ] = False,
    form: FormatOption = None,
) -> int | None:
    """What one store has and the other has not, or has otherwise, by ids that rest on content.

    ties are the relations that each store accepts. Equal texts read by equal versions differ in nothing.

    Examples:

      kg diff before.kg after.kg --summary

      kg diff before.kg after.kg --what ties -f csv
    """
    from kg.query.differences import differences
    from kg.store.ledger import Ledger

    with (
        Ledger.open(find_store(old)) as before,
        Ledger.open(find_store(new)) as after,
        before.snapshot(),
        after.snapshot(),
    ):
        rows = [row for row in differences(before, after) if what in (None, row["what"])]
    if summary:
        counted = Counter((row["what"], row["change"]) for row in rows)
        table = [{"what": k, **{c: counted[k, c] for c in CHANGES}} for k in KINDS if what in (None, k)]
        write(("what", *CHANGES), table, form)
    else:
        write(("what", "change", "id", "text"), rows, form)
    if not rows:
        note("no difference", quiet=Settings.quiet)
    return CHECK_FAILED if rows and exit_code else None
