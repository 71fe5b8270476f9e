"""One claim a line, as the published schema names its fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export.selection import Selection

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: The order of the fields of `kg.model.claims.Claim`, then what is derived; a test compares.
FIELDS = (
    "id", "kind", "document", "subjects", "relation", "objects", "symmetric", "instrument",
    "instrument_text", "title", "indicator", "plover", "mode", "contexts", "score", "quad", "speaker",
    "attribution", "reporting", "speech_act", "modality", "topics", "stance", "stated_on", "occurred",
    "valid", "where", "amounts", "flags", "evidence", "extractor", "confidence", "accepted",
)  # fmt: skip


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write claim lines, document by document; how many."""
    count = 0
    for claim in view.all_claims():
        if chosen.has_claim(claim):
            ordered = {field: claim[field] for field in FIELDS if field in claim}
            out.write(line({**ordered, **claim}))
            count += 1
    return count


def line(value: dict[str, Any]) -> bytes:
    """One JSON object and a line end; lone surrogates, which UTF-8 cannot carry, stay as escapes."""
    try:
        return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(value) + "\n").encode("ascii")
