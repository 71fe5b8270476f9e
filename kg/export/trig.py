"""TriG: Turtle in named graphs, one a document beside those of the entities and of what is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.selection import Selection
from kg.export.statements import blocks, graphs, prefixes, short

if TYPE_CHECKING:
    from kg.store.ledger import Ledger


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the quads; how many."""
    out.write(prefixes().encode())
    count = 0
    for address, lines in graphs(view, chosen):
        if lines:
            out.write(f"{short(address)} {{\n{''.join(blocks(lines, '    '))}}}\n\n".encode())
            count += len(lines)
    return count
