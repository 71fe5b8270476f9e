"""Readers of one format each: bytes in, text and the page's own metadata out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader got out: the text, and metadata by name (title, date, outlet, author, language …)."""

    text: str
    meta: Mapping[str, str] = field(default_factory=dict)
