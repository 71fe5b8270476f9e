"""Travels abroad of US presidents and secretaries of state before 1990 (Office of the Historian). CC0.

The set is a table. Each row is written out as plain sentences (who visited what when, and the row's own
note), and the visit is to be found again with its date. That tests grammar and dates, not prose as people
write it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bench.public.common import Row, lines, understood
from kg.evaluation.names import agree, norms

NAME = "US travels, written out"
#: Every so many rows are enough: they are alike.
STEP = 5


def measure(folder: Path) -> list[Row]:
    """Of the visits: found with both parties, and with the day on which they begin."""
    visits = parties = dated = 0
    for number, row in enumerate(lines(folder / "us_travels_before_1990.jsonl")):
        if number % STEP or not row["start"]:
            continue
        visits += 1
        who, country = norms([row["who"]]), norms([row["country"].partition(",")[0], row["country"]])
        right = [
            c for c in understood(sentence(row)).found.claims
            if c.kind in ("event", "relation")
            and agree(who, norms(name for p in c.subjects for name in (p.label, p.mention)))
            and agree(country, norms(name for p in c.objects for name in (p.label, p.mention)))
        ]  # fmt: skip
        parties += bool(right)
        dated += any(c.occurred and c.occurred.start == row["start"] for c in right)
    return [
        Row(NAME, "visits", metric, round(100 * hits / max(1, visits), 1), visits)
        for metric, hits in (("parties, recall", parties), ("parties and day, recall", dated))
    ]


def sentence(row: dict[str, Any]) -> str:
    """The row in words."""
    day = date.fromisoformat(row["start"])
    role = "President" if row["role"] == "president" else "Secretary of State"
    where, _, rest = row["country"].partition(", ")
    country = f"the {rest} {where}" if rest.endswith("of") else where
    when = f"{day.day} {day:%B} {day.year}"
    return f"{role} {row['who']} visited {country} on {when}. {row['text']}"
