"""One entity a line, with its names and every place where it is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.jsonl import line
from kg.export.selection import Selection

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

_FIELDS = ("ref", "label", "labels", "aliases", "kind", "state", "wikidata", "posts")


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write entity lines in the order of their references; how many."""
    count = 0
    for entity in view.entities():
        if chosen.has_entity(entity["ref"]):
            body = {field: entity[field] for field in _FIELDS}
            out.write(line({**body, "mentions": list(view.mentions_of(entity["ref"]))}))
            count += 1
    return count
