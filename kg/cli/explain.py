"""kg explain: why a relation or a claim stands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.common import USAGE, FormatOption, LangOption, Names, StoreOption, check_relation, reading, report
from kg.cli.output import Format, bold, is_table, note, wrapped, write
from kg.cli.rows import CLAIM_COLUMNS, claim_rows, write_claims


@report
def explain(
    what: Annotated[
        list[str], typer.Argument(metavar="CLAIM|A RELATION B", help="A claim's id, or a relation.")
    ],
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Every sentence, speaker and date behind a relation or claim, the rule, and what would remove it.

    Examples:

      kg explain claim:941e2733717dc6cf

      kg explain Putin visits China

      kg explain China exportsTo Russia -f json
    """
    from kg.query.explain import explain_claim, explain_edge

    if len(what) not in (1, 3):
        note("kg: give a claim's id, or three words: A RELATION B (quote names of several words)")
        return USAGE
    if len(what) == 3:
        check_relation(what[1])
    with reading(store) as ledger:
        found = explain_claim(ledger, what[0]) if len(what) == 1 else explain_edge(ledger, *what)
        if form in (Format.JSON, Format.JSONL):
            write((), [found], form)
            return None
        rows = claim_rows(found["claims"], Names(ledger, lang))
        if not is_table(form):
            write(CLAIM_COLUMNS, rows, form)
            return None
        out = sys.stdout
        out.write(bold(wrapped(found["what"]), out) + "\n")
        for name in ("why", "rule", "remove"):
            out.write(wrapped(f"{name}: {found[name]}", 0, 4) + "\n")
        if found["support"] is not None:
            out.write(f"support: {found['support']} independent of {len(rows)} claims\n")
        out.write("\n")
        write_claims(rows, out)
    return None
