"""Files of JSON lines: one text a line, with its metadata."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.text.limits import MAX_BYTES

if TYPE_CHECKING:
    from kg.text.sources import SourceItem

MEDIA_TYPE = "application/jsonl"
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Keys that may hold the text, in order; and, by field, those that may hold its metadata.
TEXT_KEYS = ("text", "body", "content")
META_KEYS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "year"),
    "outlet": ("outlet", "source", "publisher"),
    "author": ("author", "byline"),
    "language": ("language", "lang"),
    "address": ("url", "address"),
}


def records(path: Path, name: str) -> Iterator[SourceItem]:
    """One item a line, named `file.jsonl#<id or line number>`; blank lines are passed over.

    A line that is broken or too long gives a failed item, and the rest goes on.
    """
    from kg.text.sources import SourceItem

    seen: set[str] = set()
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if len(line) > MAX_BYTES:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(MAX_BYTES)
                    reason = f"the line is longer than {MAX_BYTES // 1_000_000} MB"
                    yield SourceItem(f"{name}#{number}", status="failed", reason=reason)
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _item(line, name, number, seen)
    except OSError as error:
        yield SourceItem(name, status="failed", reason=(error.strerror or str(error)).lower())


def _item(line: bytes, name: str, number: int, seen: set[str]) -> SourceItem:
    from kg.text.sources import SourceItem

    try:
        record = parse_record(line)
    except ReadError as error:
        return SourceItem(f"{name}#{number}", status="failed", reason=str(error))
    given = record.get("id")
    label = str(number) if str(number) not in seen else f"L{number}"
    if isinstance(given, str | int) and not isinstance(given, bool) and 0 < len(str(given)) <= 200:
        clean = str(given).encode("utf-8", "replace").decode("utf-8")
        label = clean if clean not in seen and clean.isprintable() else label
    seen.add(label)
    return SourceItem(f"{name}#{label}", data=line.strip(b"\r\n"), media_type=MEDIA_TYPE)


def parse_record(line: bytes) -> dict[str, Any]:
    """The object of one line. Raises ReadError when it is not a JSON object in UTF-8."""
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeError as error:
        raise ReadError("the line is not UTF-8") from error
    except RecursionError as error:
        raise ReadError("the line is nested too deeply") from error
    except ValueError as error:
        raise ReadError(f"the line is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ReadError("the line is not a JSON object")
    return found


def text_of(record: dict[str, Any]) -> str:
    """The text of a record; lone surrogates, which no file can hold, become U+FFFD one for one.

    Raises ReadError if none of the keys holds a text.
    """
    for key in TEXT_KEYS:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return _SURROGATE.sub("\ufffd", value)
    raise ReadError(f"no text in the line; looked for the keys {', '.join(TEXT_KEYS)}")


def meta_of(record: dict[str, Any]) -> dict[str, str]:
    """The metadata of a record, as strings; values of other types are left out."""
    found: dict[str, str] = {}
    for name, keys in META_KEYS.items():
        for key in keys:
            value = record.get(key)
            if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
                continue
            if isinstance(value, str | int) and str(value).strip():
                found[name] = _SURROGATE.sub("", str(value).strip())
                break
    return found
