"""Rows on stdout in the form asked for: a table for people, TSV when piped, or a named format.

Everything printed may come from a hostile text: control characters, terminal escapes and
bidirectional overrides are removed, and spreadsheet formulas are defused in CSV and TSV.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TextIO

#: C0 and C1 controls, the bidirectional controls that can reorder a line on a terminal, lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: No column of a table is made narrower than this.
_NARROWEST = 4

Row = Mapping[str, object]


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


def safe(value: object) -> str:
    """A value as one printable line: no control characters, no line ends."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:g}"
    elif isinstance(value, (list, tuple)):
        text = " | ".join(safe(v) for v in value)
    else:
        text = str(value)
    return _UNSAFE.sub("", " ".join(text.split()))


def printable(text: str) -> str:
    """A text of several lines without what could steer a terminal."""
    return _UNSAFE.sub("", text)


def as_json(value: object, indent: int | None = None) -> str:
    """JSON that holds every character: those that could steer a terminal as escapes of JSON itself."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cell(value: object) -> str:
    """A value for CSV or TSV: a text that a spreadsheet would run as a formula gets a leading apostrophe."""
    text = safe(value)
    if isinstance(value, (int, float)) or not text.startswith(_FORMULA):
        return text
    return "'" + text


def is_table(form: Format | None, out: TextIO | None = None) -> bool:
    """Whether a table for people is wanted: asked for, or nothing asked for and stdout is a terminal."""
    return form is Format.TABLE or (form is None and (out or sys.stdout).isatty())


def write(columns: Sequence[str], rows: Iterable[Row], form: Format | None, out: TextIO | None = None) -> int:
    """Write rows to stdout (or out); answer how many there were."""
    out = out or sys.stdout
    form = form or (Format.TABLE if out.isatty() else Format.TSV)
    if form is Format.JSONL:
        return _lines(rows, out)
    kept = list(rows)
    if form is Format.JSON:
        out.write(as_json([dict(row) for row in kept], 2) + "\n")
    elif form in (Format.CSV, Format.TSV):
        import csv

        writer = csv.writer(out, delimiter="," if form is Format.CSV else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(c)) for c in columns] for row in kept)
    elif form is Format.MD:
        out.write("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns) + "\n")
        for row in kept:
            out.write("| " + " | ".join(_md(row.get(c)) for c in columns) + " |\n")
    else:
        _table(columns, kept, out)
    return len(kept)


def _md(value: object) -> str:
    text = safe(value).replace("\\", "\\\\").replace("|", "\\|")
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _lines(rows: Iterable[Row], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(as_json(dict(row)) + "\n")
        count += 1
    return count


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: two for Chinese letters and emoji, none for accents."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf")
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )  # fmt: skip


def fit(text: str, width: int) -> str:
    """A text filled up with spaces, or cut with an ellipsis, to exactly `width` columns."""
    taken = width_of(text)
    if taken > width:
        while taken > width - 1:
            taken -= width_of(text[-1])
            text = text[:-1]
        text, taken = text + "…", taken + 1
    return text + " " * (width - taken)


def terminal_width() -> int:
    """Columns of the terminal, or COLUMNS; 100 where there is neither."""
    return max(40, shutil.get_terminal_size((100, 24)).columns)


def _table(columns: Sequence[str], rows: Sequence[Row], out: TextIO) -> None:
    """Columns as wide as their content; on a narrow terminal the widest are cut, with an ellipsis."""
    cells = [[safe(row.get(c)) for c in columns] for row in rows]
    widths = [max([width_of(c), *(width_of(r[i]) for r in cells)]) for i, c in enumerate(columns)]
    room = terminal_width() - 2 * (len(columns) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        # The rightmost of the widest: what stands left tells the rows apart.
        widest = max(range(len(widths)), key=lambda i: (widths[i], i))
        widths[widest] -= 1
    head = "  ".join(fit(c, w) for c, w in zip(columns, widths, strict=True)).rstrip()
    out.write(bold(head, out) + "\n")
    for line in cells:
        out.write("  ".join(fit(c, w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n")


def wrapped(text: str, indent: int = 0, hang: int | None = None) -> str:
    """A safe text in lines that fit the terminal: the first indented by `indent`, the others by `hang`."""
    import textwrap

    first, later = " " * indent, " " * (indent if hang is None else hang)
    width = min(terminal_width(), 120)
    return textwrap.fill(
        safe(text), width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    )


def colour(out: TextIO) -> bool:
    """Whether to use terminal styles: only on a terminal, and never when NO_COLOR is set."""
    return out.isatty() and not os.environ.get("NO_COLOR")


def bold(text: str, out: TextIO) -> str:
    """Text in bold where the terminal allows it."""
    return f"\x1b[1m{text}\x1b[0m" if colour(out) else text


def note(text: str, *, quiet: bool = False) -> None:
    """One line on stderr."""
    if not quiet:
        sys.stderr.write(safe(text) + "\n")
