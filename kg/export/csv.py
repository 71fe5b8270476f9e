"""One edge a line, as Gephi's spreadsheet import and any table program read it.

A cell that a table program would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from kg.export.columns import Value, edge_columns
from kg.export.selection import Selection, edges, labels
from kg.export.xml import legal, piped

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: First characters that make a cell a formula (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ENDS = ("Id", "Source", "Target", "Type", "Kind", "Label", "Weight", "source_label", "target_label")


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the table, UTF-8 with a header line; how many edges it has."""
    columns = edge_columns(chosen.edges)
    named = labels(view)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        table = csv.writer(text, lineterminator="\n")
        table.writerow([*_ENDS, *(c.name for c in columns)])
        count = 0
        for edge in edges(view, chosen):
            ends: list[Value] = [
                edge.id, edge.source, edge.target, "Directed", edge.relation, edge.relation, edge.weight,
                named.get(edge.source), named.get(edge.target),
            ]  # fmt: skip
            table.writerow([cell(v) for v in [*ends, *(c.value(edge) for c in columns)]])
            count += 1
    finally:
        text.flush()
        text.detach()
    return count


def cell(value: Value) -> str:
    """A value as the text of a harmless cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = legal(piped(value) if isinstance(value, tuple) else value)
    return f"'{text}" if text.startswith(_FORMULA) else text
