"""A parsed text for the tests of dates, amounts and stance."""

from __future__ import annotations

import hashlib

from kg.model.documents import Document, Known
from kg.model.vocabulary import Origin
from kg.text.annotate import Annotated
from kg.text.offsets import RepairedText
from kg.text.parser import annotate, load


def annotated(text: str, date: str | None = None) -> Annotated:
    """The text as one document, parsed, with a date of its own if given."""
    known = Known(value=date, origin=Origin.GIVEN) if date else Known.absent()
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(sha256=sha, source="a.txt", text=text, date=known)
    return annotate(document, RepairedText.of(text), load())
