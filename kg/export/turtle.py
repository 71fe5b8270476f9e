"""Turtle: the triples of all graphs in one; which document says what remains in kg:document."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.selection import Selection
from kg.export.statements import blocks, graphs, prefixes

if TYPE_CHECKING:
    from kg.store.ledger import Ledger


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the triples; how many."""
    out.write(prefixes().encode())
    count = 0
    for _, lines in graphs(view, chosen):
        out.write("".join(blocks(lines)).encode())
        count += len(lines)
    return count
