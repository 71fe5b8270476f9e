"""One item to one document: bytes, decoded text, metadata with the place each came from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

from kg.errors import LimitError, ReadError
from kg.model.documents import Document
from kg.model.vocabulary import Origin
from kg.text import lines
from kg.text.decode import decode, sniff
from kg.text.formats import Extracted
from kg.text.language import UNKNOWN, identify
from kg.text.limits import check_text
from kg.text.metadata import Given, combined, from_name, from_text, sidecar
from kg.text.sources import SUFFIXES, SourceItem, content

__all__ = ["Given", "read"]

_PDF = SUFFIXES[".pdf"]
_DOCX = SUFFIXES[".docx"]
_HTML = SUFFIXES[".html"]
_MARKDOWN = SUFFIXES[".md"]
_PLAIN = SUFFIXES[".txt"]
_LETTER = re.compile(r"[^\W\d_]")


class _Parts(NamedTuple):
    extracted: Extracted
    media_type: str


def read(item: SourceItem, given: Given | None = None) -> Document:
    """The document of an item, with metadata by this order: given, sidecar, the page's own, text, file name.

    For txt, md and jsonl the text is the decoded characters exactly; html, pdf and docx have the text
    that the format's reader extracted.

    Raises:
        LimitError: too large, too long, or too costly to parse.
        ReadError: the item failed or was skipped, is not what its name says, or holds no text.
    """
    data = content(item)
    beside = sidecar(item.path) if item.path is not None else {}
    try:
        parts = _extract(item, data)
    except MemoryError as error:
        raise LimitError("reading it would take more memory than allowed") from error
    text = parts.extracted.text
    if not _LETTER.search(text):
        raise ReadError("there are no words in it" if text.strip("\ufeff \t\r\n\u00a0") else "it is empty")
    check_text(text)
    language = identify(text)
    known = combined(
        (Origin.GIVEN, asdict(given or Given())),
        (Origin.SIDECAR, beside),
        (Origin.PAGE_METADATA, _page_metadata(item, parts, language)),
        (Origin.TEXT, from_text(text) | ({} if language == UNKNOWN else {"language": language})),
        (Origin.FILE_NAME, from_name(item.source)),
    )
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        source=item.source,
        text=text,
        media_type=parts.media_type,
        **known,
    )


def _page_metadata(item: SourceItem, parts: _Parts, language: str) -> Mapping[str, str]:
    """What the page says, then what came with it; its claim of a language gives way to the text itself.

    Templates announce "en" over pages in any language.
    """
    meta = dict(item.meta) | dict(parts.extracted.meta)
    if item.address:
        meta["address"] = item.address
    if language not in (UNKNOWN, meta.get("language")):
        meta.pop("language", None)
    return meta


def _extract(item: SourceItem, data: bytes) -> _Parts:
    media_type = _media_type(item, data)
    if media_type == lines.MEDIA_TYPE:
        record = lines.parse_record(data)
        return _Parts(Extracted(lines.text_of(record), lines.meta_of(record)), media_type)
    if media_type == _PDF:
        from kg.text.formats.pdf import read_pdf

        return _Parts(read_pdf(data), media_type)
    if media_type == _DOCX:
        from kg.text.formats.docx import read_docx

        return _Parts(read_docx(data), media_type)
    if media_type == _HTML:
        from kg.text.formats.html import declared_encoding, read_html

        page, _ = decode(data, item.encoding or declared_encoding(data))
        return _Parts(read_html(page, item.address), media_type)
    text, _ = decode(data, item.encoding)
    return _Parts(Extracted(text), media_type)


def _media_type(item: SourceItem, data: bytes) -> str:
    """What the content is, by its first bytes; the name decides only where they do not tell."""
    named = item.media_type
    kind = sniff(data)
    if kind == "a PDF":
        return _PDF
    if kind == "a zip archive":
        return _DOCX
    if kind is not None:
        raise ReadError(f"not a text: {kind}")
    if named == lines.MEDIA_TYPE or named == _MARKDOWN:
        return named
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or (
        named == _HTML and b"<" in data
    ):
        return _HTML
    if named in (_PDF, _DOCX):
        raise ReadError("empty" if not data else "its content is not what its name says")
    return _PLAIN
