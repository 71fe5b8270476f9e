"""kg sources: the documents of a store; one whole; one removed."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from kg.cli.common import NOT_FOUND, FormatOption, Settings, StoreOption, find_store, report
from kg.cli.output import note, safe, write
from kg.store.ledger import Ledger

COLUMNS = ("status", "source", "date", "outlet", "language", "claims", "title", "reason")


@report
def sources(
    source: Annotated[str | None, typer.Argument(help="One document: its source or its id.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print its text, which all offsets count.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Forget it, with all its claims.")] = False,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """List the documents, show one with the origin of its metadata, or remove one.

    Examples:

      kg sources

      kg sources articles/a.txt

      kg sources articles/a.txt --remove
    """
    path = find_store(store)
    if source is None:
        with Ledger.open(path) as ledger:
            write(COLUMNS, list(ledger.documents()), form)
        return None
    with Ledger.open(path, "w" if remove else "r") as ledger:
        found = ledger.document(source)
        if found is None:
            note(f"kg: no document {source!r}; `kg sources` lists them")
            return NOT_FOUND
        if remove:
            _remove(ledger, found)
        elif text:
            sys.stdout.write(ledger.text(found["id"]))
        else:
            _show(found)
    return None


def _remove(ledger: Ledger, found: dict[str, Any]) -> None:
    from kg.query.refresh import refresh

    ledger.remove(found["id"])
    refresh(ledger)
    note(f"removed {found['source']} and its {found['claims']} claims", quiet=Settings.quiet)


def _show(found: dict[str, Any]) -> None:
    for key in ("id", "source", "sha256", "status", "reason", "claims"):
        if found[key] is not None:
            sys.stdout.write(f"{key}: {safe(found[key])}\n")
    for field, known in sorted(found["metadata"].items()):
        if isinstance(known, dict) and known.get("value"):
            sys.stdout.write(f"{field}: {safe(known['value'])}  ({known['origin']})\n")
    for key in ("repairs", "stats"):
        sys.stdout.write(f"{key}: {json.dumps(found[key], sort_keys=True)}\n")
