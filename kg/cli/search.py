"""kg search: entities by their names, sentences by their words."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.common import (
    USAGE,
    FormatOption,
    LangOption,
    Names,
    Settings,
    StoreOption,
    check_kind,
    reading,
    report,
)
from kg.cli.output import note, write
from kg.store.ledger import Ledger


@report
def search(
    text: Annotated[
        str | None, typer.Argument(help="A name, with typos if need be, or words of a sentence.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Only entities of this kind: Person, State …", callback=check_kind),
    ] = None,
    batch: Annotated[
        str | None, typer.Option("--batch", help="A file with one name a line; - is standard input.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many a name.")] = 20,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Find entities by any of their names, and sentences by their words.

    Examples:

      kg search "silk road"

      kg search Gabuyev --kind Person

      kg search --batch names.txt -f csv
    """
    wanted = _names(batch) if batch else [text] if text and text.strip() else []
    if not wanted:
        note("kg: give a text to search for, or --batch FILE")
        return USAGE
    rows: list[dict[str, Any]] = []
    with reading(store) as ledger:
        for name in wanted:
            rows += _found(ledger, name, kind, limit, Names(ledger, lang), sentences=not kind and not batch)
    columns = ("query", "found", "ref", "score", "name") if batch else ("found", "ref", "score", "name")
    if not write(columns, rows, form):
        note(f"nothing found for {', '.join(wanted[:3])}", quiet=Settings.quiet)
    return None


def _found(
    ledger: Ledger, name: str, kind: str | None, limit: int, names: Names, *, sentences: bool
) -> list[dict[str, Any]]:
    from kg.query.search import entities, evidence

    rows = []
    # One more than is shown is asked for, so that what is left out can be said.
    known = list(entities(ledger, name, kind, limit + 1))
    sentences_found = list(evidence(ledger, name, limit + 1)) if sentences else []
    for what, found in (("entities", known), ("sentences", sentences_found)):
        if len(found) > limit:
            note(f"there are more {what} for {name}: raise --limit", quiet=Settings.quiet)
    for e in known[:limit]:
        label = names.of({"ref": e["ref"], "label": e["label"]})
        # The name that fits, where it is not the label: "加布耶夫" found Alexander Gabuev.
        shown = label if e["name"] == label else f"{label}  ({e['name']})"
        rows.append({"query": name, "found": e["kind"], "ref": e["ref"], "score": e["score"], "name": shown})
    rows += [
        {"query": name, "found": "sentence", "ref": e["claims"][0], "score": "", "name": e["text"]}
        for e in sentences_found[:limit]
    ]
    return rows


def _names(file: str) -> list[str]:
    import sys
    from pathlib import Path

    from kg.errors import ReadError

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReadError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
