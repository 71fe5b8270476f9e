"""Drift told apart from contradiction (D9): figures, posts, dates of one act, and denials.

Two claims contradict each other only where they speak of the same thing at the same time and cannot both
be right; a figure of another year, a successor in a post, a signing that was put off are evolution. Where
the texts do not say of when they speak, nothing is told: most "contradictions" of other tools are change
over time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from kg.analysis import figures, postholders
from kg.errors import QueryError
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind, Modality
from kg.store.claims import ClaimFilter
from kg.store.events import event_claims, event_row, event_rows
from kg.store.ledger import Ledger
from kg.store.sameness import DAY, MONTH, ONCE
from kg.store.tellings import level_of, world

KINDS = ("figure", "post", "date", "denial")
VERDICTS = ("contradiction", "evolution")
Line = Mapping[str, Any]


def changes(
    ledger: Ledger, *, about: str | None = None, kind: str | None = None, verdict: str | None = None
) -> list[dict[str, Any]]:
    """Pairs of claims that contradict each other or show that something moved on, contradictions first.

    about: canonical reference of somebody or something that the claims are about (its people and bodies
    included). Each: verdict, kind, what, before and after (value, and the whole claim line as `claim`), why.

    Raises:
        QueryError: no such kind or verdict.
    """
    for value, known in ((kind, KINDS), (verdict, VERDICTS)):
        if value is not None and value not in known:
            raise QueryError(f"{value!r} is none of {', '.join(known)}")
    makers = {"figure": _figures, "post": _posts, "date": _dates, "denial": _denials}
    found = [one for name, make in makers.items() if kind in (None, name) for one in make(ledger)]
    states = _states(ledger) if about else {}
    kept = [
        one
        for one in found
        if verdict in (None, one["verdict"]) and (about is None or _touches(one, about, states))
    ]
    return sorted(
        kept,
        key=lambda one: (VERDICTS.index(one["verdict"]), KINDS.index(one["kind"]), one["what"],
                         one["before"]["claim"]["id"], one["after"]["claim"]["id"]),
    )  # fmt: skip


def _made(
    verdict: str, kind: str, what: str, before: tuple[str, Line], after: tuple[str, Line], why: str
) -> dict[str, Any]:
    return {
        "verdict": verdict, "kind": kind, "what": what,
        "before": {"value": before[0], "claim": before[1]}, "after": {"value": after[0], "claim": after[1]},
        "why": why,
    }  # fmt: skip


def _figures(ledger: Ledger) -> Iterator[dict[str, Any]]:
    lines = ledger.claims(ClaimFilter(kind=ClaimKind.OBSERVATION))
    for verdict, one, other, why in figures.compare(lines):
        what = f"{one.line['indicator']} of {_named(one.line)}"
        yield _made(verdict, "figure", what, (one.shown, one.line), (other.shown, other.line), why)


def _named(line: Line) -> str:
    ends = (", ".join(sorted(p["label"] for p in line[field])) for field in ("subjects", "objects"))
    goods = f" ({line['instrument_text']})" if line["instrument_text"] else ""
    return " with ".join(end for end in ends if end) + goods


def _states(ledger: Ledger) -> dict[str, str]:
    return {row[0]: row[1] for row in ledger.rows("SELECT ref, state FROM canonical WHERE state IS NOT NULL")}


def _posts(ledger: Ledger) -> Iterator[dict[str, Any]]:
    lines = ledger.claims(ClaimFilter(relation=Relation.HOLDS_POSITION_AT))
    for verdict, one, other, why in postholders.compare(lines, _states(ledger)):
        what = f"{one.line['title']}, {_named({**one.line, 'subjects': [], 'instrument_text': None})}"
        yield _made(verdict, "post", what, (_person(one), one.line), (_person(other), other.line), why)


def _person(held: postholders.Holding) -> str:
    label = next(p["label"] for p in held.line["subjects"] if p["ref"] == held.person)
    return f"{label} ({held.shown})"


def _dates(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Signings and ratifications of one named agreement by the same parties that are dated differently."""
    named = {ref for ref, kind in world(ledger.connection).named.items() if kind == Kind.AGREEMENT}
    acts: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in ledger.rows(
        """SELECT v.*, p.ref AS thing FROM event v JOIN event_party p ON p.event = v.n AND p.role = 'thing'
        WHERE v.first IS NOT NULL ORDER BY v.first, v.last, v.id"""
    ):
        narrow = level_of(row["first"], row["last"]) in range(DAY, MONTH + 1)
        if row["relation"] in ONCE and row["thing"] in named and narrow:
            acts[row["block"], row["thing"]].append(row)
    for _, rows in sorted(acts.items()):
        yield from _dated(ledger, [row for row in rows if row["status"] == Modality.ACTUAL], "contradiction")
        planned = [row for row in rows if row["status"] == Modality.PLANNED]
        done = [row for row in rows if row["status"] == Modality.ACTUAL]
        yield from _dated(ledger, [*planned, *done[:1]], "evolution")


def _dated(ledger: Ledger, rows: list[Any], verdict: str) -> Iterator[dict[str, Any]]:
    pairs = combinations(rows, 2) if verdict == "contradiction" else pairwise(rows)
    for one, other in pairs:
        if one["first"] <= other["last"] and other["first"] <= one["last"]:
            continue
        event = event_row(ledger, one)
        thing = next(p["label"] for p in event["things"])
        who = ", ".join(p["label"] for p in event["subjects"])
        before, after = (_best(ledger, row) for row in (one, other))
        if verdict == "contradiction":
            why = f"done once, and told of {one['date']} and of {other['date']}"
        elif other["status"] == Modality.ACTUAL:
            why = f"announced for {one['date']}, done on {other['date']}"
        else:
            why = f"announced for {one['date']}, then for {other['date']}"
        what = f"{who} {one['relation']}: {thing}"
        yield _made(verdict, "date", what, (one["date"], before), (other["date"], after), why)


def _best(ledger: Ledger, row: Any) -> Line:
    lines = event_claims(ledger, row["n"])
    return next(line for line in lines if line["modality"] == row["status"])


def _denials(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Happenings that one text tells of and another denies."""
    for event in event_rows(ledger, status=Modality.ACTUAL, denied=True):
        row = ledger.one("SELECT n FROM event WHERE id = ?", event["id"])
        assert row is not None
        lines = event_claims(ledger, row["n"])
        told = next(line for line in lines if line["modality"] == Modality.ACTUAL)
        denied = next(line for line in lines if line["modality"] == Modality.NEGATED)
        who = ", ".join(p["label"] for p in (*event["subjects"], *event["objects"]))
        what = f"{event['relation']}: {who}, {event['date']}"
        why = "one tells of it, the other denies it"
        yield _made("contradiction", "denial", what, ("told", told), ("denied", denied), why)


def _touches(one: Mapping[str, Any], about: str, states: Mapping[str, str]) -> bool:
    refs = {
        party["ref"]
        for end in ("before", "after")
        for field in ("subjects", "objects", "instrument")
        for party in one[end]["claim"][field]
    }
    return about in refs or any(states.get(ref) == about for ref in refs)
