"""What the graph says of happenings: events of somebody, why claims are one event and near ones are not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from kg.errors import QueryError
from kg.model.vocabulary import Modality
from kg.query.lookup import check_dates, find
from kg.store.events import event_claims, event_of, event_row, event_rows, find_event, label_of
from kg.store.ledger import Ledger

#: Near events that an explanation names.
_NEAR = 5


def events(
    ledger: Ledger,
    entity: str | None = None,
    other: str | None = None,
    *,
    relation: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    support: int = 1,
) -> Iterator[dict[str, Any]]:
    """Events in which an entity, or two, take part (a state's people and bodies included), oldest first.

    support: told by at least so many independent voices.

    Raises:
        UnknownEntityError, AmbiguousNameError: see `kg.query.lookup.find`.
        QueryError: a status that no event has, a date that is none.
    """
    if status not in (None, Modality.ACTUAL, Modality.PLANNED):
        raise QueryError(f"an event is actual or planned, not {status!r}")
    check_dates(since, until)
    one = find(ledger, entity)["ref"] if entity else None
    two = find(ledger, other)["ref"] if other else None
    found = event_rows(
        ledger, ref=one, other=two, relation=relation, status=status, since=since, until=until, sides=True
    )
    for row in found:
        if row["support"] >= support:
            yield {**row, "label": label_of(row)}


def also_told(ledger: Ledger, claim: str) -> tuple[str | None, list[dict[str, Any]]]:
    """The event that a claim tells of, and who else tells of it: {source, speaker {ref, label}|None} each."""
    row = event_of(ledger, claim)
    if row is None or row["claims"] == 1:
        return (row["id"] if row else None), []
    others = ledger.rows(
        """SELECT DISTINCT d.source, s.ref, s.label FROM event_claim m JOIN claim c ON c.n = m.claim
        JOIN document d ON d.id = c.document
        LEFT JOIN link l ON l.document = c.document AND l.key = c.speaker
        LEFT JOIN canonical s ON s.ref = l.ref WHERE m.event = ? AND c.id <> ? ORDER BY d.source, s.ref""",
        row["n"],
        claim,
    )
    told = [
        {"source": source, "speaker": {"ref": ref, "label": label} if ref else None}
        for source, ref, label in others
    ]
    return row["id"], told


def explain_event(ledger: Ledger, name: str) -> dict[str, Any] | None:
    """An event: what it is, why its claims are one, why near events are others; None when there is none.

    name: its id, or "event:" and the digits of any of its claims.
    """
    row = find_event(ledger, name)
    if row is None:
        return None
    event = event_row(ledger, row)
    lines = event_claims(ledger, row["n"])
    voices = f"{event['support']} independent voice{'s' if event['support'] != 1 else ''}"
    many = f"{len(lines)} claim{'s' if len(lines) != 1 else ''}"
    denied = f", {event['denied']} of them denying it" if event["denied"] else ""
    return {
        "what": f"{event['id']}: {label_of(event)}", "event": event, "rule": str(ledger.rule),
        "accepted": event["accepted"], "support": event["support"],
        "why": f"{event['status']}, told by {many}{denied}, {voices}", "claims": lines,
        "near": near_events(ledger, row), "remove": "rejecting a claim takes it out of the event",
    }  # fmt: skip


def near_events(ledger: Ledger, row: Any) -> list[dict[str, Any]]:
    """Events of the same act among the same sides, the nearest in time, and why each is another one."""
    first = row["first"] or ""
    query = """SELECT * FROM event WHERE block = ? AND n <> ?
      ORDER BY first IS NULL, abs(julianday(coalesce(first, ?)) - julianday(?)), id LIMIT ?"""
    found = list(ledger.rows(query, row["block"], row["n"], first, first, _NEAR))
    if not found:
        return []
    from kg.store.sameness import conflict, missing
    from kg.store.tellings import world

    known = world(ledger.connection)
    mine = _tellings(ledger, row["n"])
    near = []
    for other in found:
        pairs = list(product(mine, _tellings(ledger, other["n"])))
        against = (conflict(a, b, known) for a, b in pairs)
        why = next((reason for reason in against if reason), None) or missing(*pairs[0])
        event = event_row(ledger, other)
        near.append({"event": event["id"], "label": label_of(event), "why_not": why})
    return near


def _tellings(ledger: Ledger, number: int) -> list[Any]:
    from kg.store.tellings import read

    rows = [row[0] for row in ledger.rows("SELECT claim FROM event_claim WHERE event = ?", number)]
    copies = {row[0]: row[1] or row[0] for row in ledger.rows("SELECT id, copies FROM document")}
    return sorted(read(ledger.connection, (), copies, rows), key=lambda t: t.id)
