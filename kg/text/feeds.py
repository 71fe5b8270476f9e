"""A web address as items: the page itself, or the pages that a feed lists."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError
from kg.text.fetch import Fetched, fetch
from kg.text.sources import SourceItem

#: Entries of one feed that are read, in the feed's order.
MAX_ENTRIES = 200
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_MEDIA = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "application/pdf": "application/pdf",
    "text/markdown": "text/markdown",
}


def pages(url: str, allow_private: bool = False) -> Iterator[SourceItem]:
    """One item for a page; for an RSS or Atom feed one item an entry, fetched as its turn comes."""
    try:
        page = fetch(url, allow_private=allow_private)
    except ReadError as error:
        yield SourceItem(url, status="failed", reason=str(error), address=url)
        return
    if not _is_feed(page):
        yield _item(url, page, {})
        return
    try:
        entries, outlet = _entries(page.data)
    except ReadError as error:
        yield SourceItem(url, status="failed", reason=str(error), address=url)
        return
    for link, meta in entries[:MAX_ENTRIES]:
        try:
            yield _item(link, fetch(link, allow_private=allow_private), meta | outlet)
        except ReadError as error:
            yield SourceItem(link, status="failed", reason=str(error), address=link)
    if len(entries) > MAX_ENTRIES:
        left = len(entries) - MAX_ENTRIES
        yield SourceItem(
            url, status="skipped", reason=f"{left} entries beyond the first {MAX_ENTRIES}", address=url
        )


def _item(source: str, page: Fetched, meta: dict[str, str]) -> SourceItem:
    return SourceItem(
        source,
        data=page.data,
        media_type=_MEDIA.get(page.content_type),
        encoding=page.encoding,
        address=page.url,
        meta=meta,
    )


def _is_feed(page: Fetched) -> bool:
    if page.content_type in _FEED_TYPES:
        return True
    return page.content_type in ("application/xml", "text/xml") and bool(_FEED_ROOT.search(page.data[:2048]))


def _entries(data: bytes) -> tuple[list[tuple[str, dict[str, str]]], dict[str, str]]:
    """Links with their metadata, and the feed's title as outlet. Raises ReadError if it lists nothing."""
    if b"<!ENTITY" in data[:65536].upper():
        raise ReadError("the feed declares XML entities, which a feed never needs")
    import feedparser

    feed = feedparser.parse(data)
    links = [(str(entry.get("link") or ""), entry) for entry in feed.entries]
    found = [(link, _meta(entry)) for link, entry in links if link]
    if not found:
        raise ReadError("the feed lists no pages")
    title = str(feed.feed.get("title") or "")
    return found, {"outlet": title} if title else {}


def _meta(entry: Any) -> dict[str, str]:
    meta = {"title": str(entry.get("title") or ""), "author": str(entry.get("author") or "")}
    if when := entry.get("published_parsed") or entry.get("updated_parsed"):
        meta["date"] = time.strftime("%Y-%m-%d", when)
    return {k: v for k, v in meta.items() if v}
