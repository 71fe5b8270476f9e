"""Rows on stdout in the form asked for: a table for people, TSV when piped, or a named format.

Everything printed may come from a hostile text: control characters, terminal escapes and
bidirectional overrides are removed, and spreadsheet formulas are defused in CSV and TSV.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TextIO

#: C0 and C1 controls, and the bidirectional controls that can reorder a line on a terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

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


def cell(value: object) -> str:
    """A value for CSV or TSV: a text that a spreadsheet would run as a formula gets a leading apostrophe."""
    text = safe(value)
    if isinstance(value, (int, float)) or not text.startswith(_FORMULA):
        return text
    return "'" + text


def write(columns: Sequence[str], rows: Iterable[Row], form: Format | None, out: TextIO | None = None) -> int:
    """Write rows to stdout (or out); answer how many there were."""
    out = out or sys.stdout
    form = form or (Format.TABLE if out.isatty() else Format.TSV)
    if form is Format.JSONL:
        return _lines(rows, out)
    kept = list(rows)
    if form is Format.JSON:
        json.dump([dict(row) for row in kept], out, ensure_ascii=False, indent=2, default=str)
        out.write("\n")
    elif form in (Format.CSV, Format.TSV):
        writer = csv.writer(out, delimiter="," if form is Format.CSV else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(c)) for c in columns] for row in kept)
    elif form is Format.MD:
        out.write("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns) + "\n")
        for row in kept:
            out.write("| " + " | ".join(safe(row.get(c)).replace("|", "\\|") for c in columns) + " |\n")
    else:
        _table(columns, kept, out)
    return len(kept)


def _lines(rows: Iterable[Row], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps(dict(row), ensure_ascii=False, default=str) + "\n")
        count += 1
    return count


def _table(columns: Sequence[str], rows: Sequence[Row], out: TextIO) -> None:
    """Columns as wide as their content; the last one is cut at the terminal's edge, with an ellipsis."""
    cells = [[safe(row.get(c)) for c in columns] for row in rows]
    width = shutil.get_terminal_size((100, 24)).columns
    widths = [max([len(c), *(len(r[i]) for r in cells)]) for i, c in enumerate(columns)]
    widths = [min(w, 48) for w in widths[:-1]] + widths[-1:]
    room = max(20, width - sum(widths[:-1]) - 2 * (len(widths) - 1))
    widths[-1] = min(widths[-1], room)
    out.write(bold("  ".join(c.ljust(w) for c, w in zip(columns, widths, strict=True)).rstrip(), out) + "\n")
    for line in cells:
        cut = [c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(line, widths, strict=True)]
        out.write("  ".join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip() + "\n")


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
