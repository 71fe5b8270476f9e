"""One line a span that was read as something: a name, a date, an amount.

A span that stands for several entities ("both sides") gives one line for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.jsonl import line
from kg.export.selection import Selection

if TYPE_CHECKING:
    from kg.store.ledger import Ledger


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write mention lines, document by document in the order of the text; how many."""
    count = 0
    for document in list(view.documents(status="ok")):
        for mention in view.mentions_in(document["id"]):
            body = {"document": mention["document"], "source": document["source"]}
            body |= {field: mention[field] for field in ("start", "end", "text", "kind")}
            for ref in mention["refs"] or [None]:
                if chosen.whole or (ref is not None and chosen.has_entity(ref)):
                    out.write(line({**body, "ref": ref, "value": mention["value"]}))
                    count += 1
    return count
