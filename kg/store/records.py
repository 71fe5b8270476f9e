"""What the road hands to the ledger for one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.cast import Figure
    from kg.model.claims import Claim
    from kg.model.documents import Document

#: What became of a document.
STATUSES = ("ok", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A span that was read as something: an entity's name, a date, an amount.

    start, end: raw offsets. keys: figures of the document that it stands for (several for "both").
    value: ISO 8601 for dates, "12.5 USD" for amounts. resolution: see `kg.model.vocabulary`.
    """

    start: int
    end: int
    text: str
    kind: str
    keys: tuple[str, ...] = ()
    value: str | None = None
    resolution: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document read: its text, its figures, its mentions, its claims.

    Parties of the claims refer to figures of this document as `id:<figure key>`. repairs counts
    how often each named rule was applied; stats counts sentences and what became of them. config
    names extractors and settings, so that another configuration is another reading.
    """

    document: Document
    status: str = "ok"
    reason: str | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)
    stats: Mapping[str, int] = field(default_factory=dict)
    figures: Sequence[Figure] = ()
    mentions: Sequence[MentionRecord] = ()
    claims: Sequence[Claim] = ()
    config: str = ""
