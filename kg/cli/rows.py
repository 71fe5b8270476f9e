"""Claims as rows for tables and as blocks for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from kg.cli.common import Names
from kg.cli.output import bold, safe, wrapped
from kg.query.happenings import also_told

CLAIM_COLUMNS = (
    "date",
    "said_by",
    "relation",
    "about",
    "how_sure",
    "figures",
    "quote",
    "source",
    "id",
    "event",
    "also",
)


#: Other texts that tell of the same happening, named beside a claim.
_OTHERS = 4


def speaker_of(line: Mapping[str, Any], names: Names) -> str:
    """Who says a claim: the speaker, an unnamed source, or the author."""
    if line["speaker"]:
        return names.of(line["speaker"])
    if line["reporting"] == "author":
        return "the author"
    return str(line["attribution"][0]["label"]) if line["attribution"] else "unnamed"


def place_of(line: Mapping[str, Any]) -> str:
    """Where the words stand: source:start-end, counted in characters of the raw text."""
    return f"{line['document']['source']}:{line['evidence']['start']}-{line['evidence']['end']}"


def date_of(line: Mapping[str, Any]) -> str:
    """When it happened, else held, else was said; as precise as known."""
    when = line["occurred"] or line["valid"] or line["stated_on"] or {}
    start = str(when.get("start") or "")
    return start[: {"year": 4, "month": 7}.get(str(when.get("precision")), 10)]


def real_day(day: str | None) -> str | None:
    """The last day of a month as the calendar has it: the ledger's bound of 2022-02 is 2022-02-31."""
    if not day or not day.endswith(("-29", "-30", "-31")):
        return day
    from calendar import monthrange

    last = monthrange(int(day[:4]), int(day[5:7]))[1]
    return f"{day[:8]}{min(int(day[8:]), last):02}"


def claim_rows(lines: Iterable[Mapping[str, Any]], names: Names) -> list[dict[str, Any]]:
    """Claim lines as rows of CLAIM_COLUMNS."""
    return [_row(line, names) for line in lines]


def _row(line: Mapping[str, Any], names: Names) -> dict[str, Any]:
    event, others = also_told(names.ledger, line["id"])
    about = [names.of(p) for p in line["subjects"]], [names.of(p) for p in line["objects"]]
    return {
        "date": date_of(line),
        "said_by": speaker_of(line, names),
        "relation": line["relation"],
        "about": " → ".join(", ".join(side) for side in about if side),
        "how_sure": line["modality"],
        "figures": ", ".join(figure(amount) for amount in line["amounts"]),
        "quote": line["evidence"]["display"],
        "source": place_of(line),
        "id": line["id"],
        "event": event,
        "also": _others(others, names),
    }


def _others(told: list[dict[str, Any]], names: Names) -> str:
    """Who else tells of the same happening: "b.txt (Pavel Strand), c.txt"."""
    listed = [f"{t['source']} ({names.of(t['speaker'])})" if t["speaker"] else t["source"] for t in told]
    rest = f" and {len(listed) - _OTHERS} more" if len(listed) > _OTHERS else ""
    return ", ".join(listed[:_OTHERS]) + rest


def figure(amount: Mapping[str, Any]) -> str:
    """An amount in a few characters: value, unit, and which way it moved."""
    value = amount["value"] if amount["value"] is not None else amount["low"]
    parts = []
    if amount["change"] is not None:
        sign = {"up": "+", "down": "−"}.get(amount["direction"] or "", "±")
        parts.append(f"{sign}{amount['change']:g} {amount['change_unit'] or ''}".strip())
    if value is not None:
        parts.append(f"{value:,.10g} {amount['unit'] or ''}".strip())
    return " to ".join(parts) or str(amount["text"])


def write_claims(rows: Iterable[Mapping[str, Any]], out: TextIO, *, ids: bool = True) -> None:
    """Claims as blocks: who says what about whom, the whole quote, and where it stands."""
    for row in rows:
        sure = "" if row["how_sure"] == "actual" else f" ({row['how_sure']})"
        # "X speaksAbout …" tells nothing that the quote does not.
        relation = "on" if row["relation"] == "speaksAbout" else row["relation"]
        head = f"{row['date'] or 'undated'} · {row['said_by']} · {relation}{sure} · {row['about']}"
        out.write(bold(wrapped(head, 0, 4), out) + "\n")
        out.write(wrapped(f"“{safe(row['quote'])}”", 4) + "\n")
        if row["figures"]:
            out.write(wrapped(f"figures: {row['figures']}", 4) + "\n")
        out.write(f"    {safe(row['source'])}{'  ' + safe(row['id']) if ids else ''}\n")
        if row["also"]:
            out.write(wrapped(f"also reported by: {row['also']}  {row['event']}", 4, 6) + "\n")
