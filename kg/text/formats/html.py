"""HTML pages, by trafilatura (text, title, author, site) and htmldate (date), after a look for bombs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kg.errors import LimitError, ReadError
from kg.text.formats import Extracted
from kg.text.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TAGS

_ENTITY = re.compile(r"<!ENTITY", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{2,30})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_-]{2,30})""")
_LANG = re.compile(r"""<html[^>]{0,500}?\blang=["']?([A-Za-z]{2,3})\b""", re.I)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_RAW = re.compile(r"<(script|style|textarea)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
#: Elements without an end tag, which add no depth, and those whose end tag is often left out.
_VOID = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr "
        "p li dt dd tr td th option thead tbody tfoot",
    )
)
#: Years that a page's date may lie in: fixed, since a bound from the clock would make two builds differ.
_FIRST_DATE, _LAST_DATE = "1990-01-01", "2099-12-31"


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    return found[1].decode("ascii").lower() if found else None


def check(page: str) -> None:
    """Raise LimitError for a page that would cost too much to parse, ReadError for entity declarations."""
    if _ENTITY.search(page):
        raise ReadError("the page declares XML entities, which a page of text never needs")
    depth = deepest = 0
    for tags, (closing, name, attributes) in enumerate(_tags(_RAW.sub(" ", page)), 1):
        if attributes > MAX_ATTRIBUTES:
            raise LimitError(f"a tag has more than {MAX_ATTRIBUTES} attributes")
        if name.lower() not in _VOID:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            raise LimitError(f"the page is nested more than {MAX_DEPTH} levels deep")
        if tags > MAX_TAGS:
            raise LimitError(f"the page has more than {MAX_TAGS:,} tags")


def _tags(page: str) -> Iterator[tuple[bool, str, int]]:
    """Each tag: is it an end tag, its name, and about how many attributes it has."""
    for match in _TAG.finditer(page):
        end = page.find(">", match.end())
        inside = page[match.end() : end if end >= 0 else len(page)]
        closed = inside.endswith("/")
        if not closed or match[1]:
            yield bool(match[1]), match[2], inside.count("=") if "=" in inside else len(inside.split())


def read_html(page: str, address: str | None = None) -> Extracted:
    """The main text of a page and what it says about itself. Raises ReadError if there is no text in it."""
    check(page)
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    dates = {
        "extensive_search": False,
        "original_date": True,
        "min_date": _FIRST_DATE,
        "max_date": _LAST_DATE,
    }
    try:
        found = trafilatura.bare_extraction(
            page,
            url=address,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=dates,
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        raise ReadError(f"the page cannot be read: {type(error).__name__}: {error}") from error
    text = (getattr(found, "text", None) or "").strip() if found is not None else ""
    if not text:
        raise ReadError("no text found in the page")
    meta = {
        "title": getattr(found, "title", None),
        "author": getattr(found, "author", None),
        "outlet": getattr(found, "sitename", None),
        "date": getattr(found, "date", None),
        "address": getattr(found, "url", None),
    }
    if address and meta["outlet"] == urlsplit(address).netloc:
        meta["outlet"] = None  # trafilatura's stand-in where the page names no site
    if language := _LANG.search(page[:4096]):
        meta["language"] = language[1].lower()
    return Extracted(text, {k: v for k, v in meta.items() if v})
