"""Documents: pinned raw bytes, decoded text, and metadata with the place each came from."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from kg.model.base import RefField, Value
from kg.model.ids import DIGEST_LENGTH, Ref
from kg.model.vocabulary import Origin


class Known(Value):
    """A piece of metadata and where it came from; absent metadata has value None."""

    value: str | None = None
    origin: Origin = Origin.ABSENT

    @classmethod
    def absent(cls) -> Self:
        return cls()


class RepairCount(Value):
    """How often one named repair rule was applied."""

    rule: str
    count: int = Field(ge=0)


class Document(Value):
    """One text, named by what it holds; `source` says where it was found.

    `text` is the decoded raw file: for txt, md and jsonl the characters as they stand, for
    html, pdf and docx the text that the format's reader extracted. All offsets of the
    product count characters (code points) of this text.
    """

    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="of the raw bytes")
    source: str = Field(min_length=1, description="path or address as given, `/` as separator")
    text: str
    media_type: str = "text/plain"
    title: Known = Known()
    outlet: Known = Known()
    author: Known = Known()
    date: Known = Field(default=Known(), description="ISO 8601, possibly partial: 2016, 2016-04, 2016-04-07")
    language: Known = Known()
    address: Known = Field(default=Known(), description="URL of the publication, if known")

    @property
    def ref(self) -> Ref:
        """Same bytes, same document, on every machine and wherever the file lies."""
        return Ref("doc", self.sha256[:DIGEST_LENGTH])


class DocumentLabel(Value):
    """The few facts about its document that every claim line carries."""

    id: RefField
    sha256: str
    source: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
