"""kg sources: the documents of a store; one whole; one removed."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kg.cli.common import NOT_FOUND, USAGE, FormatOption, Settings, StoreOption, find_store, reading, report
from kg.cli.output import Format, as_json, note, printable, safe, write
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
    if source is None:
        if text or remove:
            note("kg: --text and --remove need the document: kg sources SOURCE --text")
            return USAGE
        with reading(store) as ledger:
            write(COLUMNS, list(ledger.documents()), form)
        return None
    with Ledger.open(find_store(store), "w" if remove else "r") as ledger:
        found = ledger.document(source)
        if found is None:
            note(f"kg: no document {source!r}{_near(ledger, source)}; `kg sources` lists them")
            return NOT_FOUND
        if remove:
            _remove(ledger, found)
        elif text:
            whole = ledger.text(found["id"])
            # A file gets every character, as the offsets count them; a terminal none that could steer it.
            sys.stdout.write(printable(whole) if sys.stdout.isatty() else whole)
        elif form in (Format.JSON, Format.JSONL):
            write((), [found], form)
        else:
            _show(found)
    return None


def _near(ledger: Ledger, source: str) -> str:
    """A document whose name ends like the one asked for, or is much like it."""
    from difflib import get_close_matches

    known = [d["source"] for d in ledger.documents()]
    near = [k for k in known if k.endswith("/" + source)][:1] or get_close_matches(source, known, 1)
    return f"; did you mean {near[0]}?" if near else ""


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
        sys.stdout.write(f"{key}: {as_json(found[key])}\n")
