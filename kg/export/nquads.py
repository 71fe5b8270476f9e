"""N-Quads: every graph, one sorted line a quad; byte-identical for the same store."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.selection import Selection
from kg.export.statements import graphs

if TYPE_CHECKING:
    from kg.store.ledger import Ledger


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the quads; how many."""
    count = 0
    for _, lines in graphs(view, chosen):
        out.write("".join(line + "\n" for line in lines).encode())
        count += len(lines)
    return count
