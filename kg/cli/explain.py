"""kg explain: why a relation or a claim stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import USAGE, FormatOption, LangOption, Names, StoreOption, check_relation, reading, report
from kg.cli.output import Format, bold, is_table, note, wrapped, write
from kg.cli.rows import CLAIM_COLUMNS, claim_rows, write_claims

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

PARTS = ("name", "reference", "documents", "reason", "source")


@report
def explain(
    what: Annotated[
        list[str],
        typer.Argument(metavar="CLAIM|EVENT|ENTITY|A RELATION B", help="An id, an entity, or a relation."),
    ],
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Every sentence, speaker and date behind a relation or claim, the rule, and what would remove it.

    Of an event: why its claims are one, and why near events are others.
    Of an entity: which names were taken for it and why, and which like names were not.

    Examples:

      kg explain claim:941e2733717dc6cf

      kg explain EAEU

      kg explain Putin visits China

      kg explain China exportsTo Russia -f json
    """
    from kg.cli import events
    from kg.query.explain import explain_claim, explain_edge

    if len(what) not in (1, 3):
        note("kg: give a claim's id, an entity, or three words: A RELATION B (quote names of several words)")
        return USAGE
    if len(what) == 3:
        check_relation(what[1])
    with reading(store) as ledger:
        if len(what) == 1 and what[0].startswith("event:"):
            events.explain(ledger, what[0], lang, form)
            return None
        if len(what) == 1 and not what[0].startswith("claim:"):
            _entity(ledger, what[0], form)
            return None
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
        events.of_claim(found.get("event"))
    return None


def _entity(ledger: Ledger, name: str, form: Format | None) -> None:
    """Who is who: the names joined, the mentions by how they were resolved, the near ones left apart."""
    from kg.query.identities import explain_entity

    found = explain_entity(ledger, name)
    if form is not None and not is_table(form):
        structured = form in (Format.JSON, Format.JSONL)
        write(PARTS, [found] if structured else found["parts"], form)
        return
    out = sys.stdout
    out.write(bold(wrapped(found["what"]), out) + "\n")
    counts = ", ".join(f"{how} {n}" for how, n in found["found"].items())
    out.write(wrapped(f"mentions by how they were resolved: {counts or 'none'}", 0, 4) + "\n")
    if found["redirects"]:
        out.write(wrapped(f"also: {', '.join(found['redirects'])}", 0, 4) + "\n")
    for row in found["decisions"]:
        state = "" if row["standing"] else " (undone)"
        by = f" by {row['who']}" if row["who"] else ""
        why = f": {row['reason']}" if row["reason"] else ""
        told = f"decision {row['number']}{state}: {row['act']} {' '.join(row['arguments'])}{by}{why}"
        out.write(wrapped(told, 0, 4) + "\n")
    out.write("\nnames taken for it:\n")
    for part in found["parts"]:
        told = f"{part['name']}: {part['reason']}; {part['documents']} document(s), first {part['source']}"
        out.write(wrapped(told, 2, 6) + "\n")
    if found["near"]:
        out.write("\nlike it, but kept apart:\n")
    for near in found["near"]:
        like = f", likeness {near['likeness']:g}" if near["likeness"] is not None else ""
        told = f"{near['label']} ({near['kind']}) {near['ref']}{like}: {near['why']}"
        out.write(wrapped(told, 2, 6) + "\n")
    out.write("\n" + wrapped(found["rule"], 0, 4) + "\n")
