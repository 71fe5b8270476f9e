"""Events read from the ledger as plain rows, and shown as quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.model.ids import NAMESPACES
from kg.model.relations import SIGNATURES
from kg.store.days import first_day, last_day
from kg.store.reading import Reader

#: An event's claims as people look for them: what says that it was, then the finest word first.
_CLAIMS = """SELECT c.json, c.document, c.accepted, m.why FROM event_claim m JOIN claim c ON c.n = m.claim
  WHERE m.event = ? ORDER BY c.modality, c.latest, c.document, c.start, c.id"""
_EVENTS = "SELECT e.*, w.label, w.kind FROM event e LEFT JOIN canonical w ON w.ref = e.place"
_PARTIES = """SELECT p.event, p.role, p.ref, s.label, s.kind FROM event_party p
  JOIN canonical s ON s.ref = p.ref"""
_BY_ROLE = "ORDER BY p.event, p.role, p.ref"
_ORDER = "ORDER BY e.first IS NULL, e.first, e.last, e.relation, e.id"


def event_rows(
    ledger: Reader,
    *,
    ref: str | None = None,
    other: str | None = None,
    relation: str | None = None,
    status: str | None = None,
    denied: bool = False,
    since: str | None = None,
    until: str | None = None,
    sides: bool = False,
) -> Iterator[dict[str, Any]]:
    """Events, oldest first, undated last; see below for their fields.

    ref, other: an event has both among its parties. sides: a state stands for everybody who belongs to it.
    denied: only what somebody denies. since, until: partial dates; undated events fit no window.
    """
    conditions, values = ["1"], []
    for one in (ref, other):
        if one is not None:
            conditions.append(
                f"""e.n IN (SELECT p.event FROM event_party p JOIN canonical s ON s.ref = p.ref
                WHERE s.ref = ? {"OR s.state = ?" if sides else ""})"""  # noqa: S608 -- values are bound
            )
            values += [one, one] if sides else [one]
    if denied:
        conditions.append("e.denied > 0")
    for condition, given in (
        ("e.relation = ?", relation),
        ("e.status = ?", status),
        ("e.last >= ?", since and first_day(since)),
        ("e.first <= ?", until and last_day(until)),
    ):
        if given is not None:
            conditions.append(condition)
            values.append(given)
    where = " AND ".join(conditions)
    parties: defaultdict[int, list[Any]] = defaultdict(list)
    for party in ledger.rows(f"{_PARTIES} JOIN event e ON e.n = p.event WHERE {where} {_BY_ROLE}", *values):
        parties[party[0]].append(party)
    query = f"{_EVENTS} WHERE {where} {_ORDER}"
    for row in ledger.rows(query, *values):
        yield _event(row, parties[row["n"]])


def event_row(ledger: Reader, row: Any) -> dict[str, Any]:
    """The event of a row of the table; see `event_rows`."""
    whole = ledger.one(f"{_EVENTS} WHERE e.n = ?", row["n"])
    return _event(whole, list(ledger.rows(f"{_PARTIES} WHERE p.event = ? {_BY_ROLE}", row["n"])))


def _event(row: Any, found: Iterable[Any]) -> dict[str, Any]:
    """An event: id, relation, joint, status, date, first, last, subjects, objects, things, place, claims,
    support, denied, accepted, score. Parties are {ref, label, kind}; place is one of them or None."""
    parties: dict[str, list[dict[str, str]]] = {"subject": [], "object": [], "thing": []}
    for _, role, ref, label, kind in found:
        parties[role].append({"ref": ref, "label": label, "kind": kind})
    known = row["place"] and row["label"]
    place = {"ref": row["place"], "label": row["label"], "kind": row["kind"]} if known else None
    return {
        "id": row["id"], "relation": row["relation"],
        "joint": bool(row["joint"]), "status": row["status"],
        "date": row["date"], "first": row["first"], "last": row["last"], "subjects": parties["subject"],
        "objects": parties["object"], "things": parties["thing"], "place": place, "claims": row["claims"],
        "support": row["support"], "denied": row["denied"], "accepted": bool(row["accepted"]),
        "score": row["score"],
    }  # fmt: skip


def find_event(ledger: Reader, name: str) -> Any:
    """The row of an event by its own id, or by "event:" and the digits of any of its claims; else None."""
    row = ledger.one("SELECT * FROM event WHERE id = ?", name)
    return row or event_of(ledger, "claim:" + name.partition(":")[2])


def event_of(ledger: Reader, claim: str) -> Any:
    """The row of the event that a claim tells of; None when it tells of none."""
    return ledger.one(
        """SELECT e.* FROM claim c JOIN event_claim m ON m.claim = c.n JOIN event e ON e.n = m.event
        WHERE c.id = ? ORDER BY c.document LIMIT 1""",
        claim,
    )


def event_claims(ledger: Reader, number: int) -> list[dict[str, Any]]:
    """The claim lines behind an event, each with `why` it is counted there."""
    resolver = ledger.resolver()
    return [{**resolver.claim(row), "why": row["why"]} for row in ledger.rows(_CLAIMS, number)]


def label_of(event: Mapping[str, Any]) -> str:
    """An event in a few words: who did what with whom, and when."""
    who, whom = (", ".join(p["label"] for p in event[end]) for end in ("subjects", "objects"))
    things = ", ".join(p["label"] for p in event["things"] if p not in event["objects"])
    act = f"{who} {event['relation']}{' ' + whom if whom else ''}{f' ({things})' if things else ''}"
    planned = ", planned" if event["status"] == "planned" else ""
    return f"{act}, {event['date']}{planned}"


def event_relations() -> list[str]:
    """Relations whose claims tell of happenings, in the order of the vocabulary."""
    return [str(r) for r, signature in SIGNATURES.items() if signature.claim == "event"]


def graph_lines(ledger: Any, relation: str) -> list[str]:
    """The lines of the graph of one relation's events: each event, and the claims that tell of it."""
    from kg.store.nquads import Sheet
    from kg.store.quads import LABEL, TYPE, real_day
    from kg.store.terms import VOCABULARIES, concept, event_graph, iri, kg

    sheet = Sheet(event_graph(relation))
    for event in event_rows(ledger, relation=relation):
        me = iri(event["id"])
        sheet.link(me, TYPE, kg("Event"))
        for name in (LABEL, VOCABULARIES["skos"] + "prefLabel"):
            sheet.add(me, name, label_of(event))
        sheet.link(me, kg("ofRelation"), NAMESPACES["rel"] + relation)
        sheet.link(me, kg("status"), concept("modality", event["status"]))
        for field, name in (("subjects", "agent"), ("objects", "target"), ("things", "instrument")):
            for party in event[field]:
                sheet.link(me, kg(name), iri(party["ref"]))
        if event["place"]:
            sheet.link(me, kg("where"), iri(event["place"]["ref"]))
        for field, name in (("first", "earliest"), ("last", "latest")):
            if event[field]:
                sheet.add(me, kg(name), real_day(event[field]), "date")
        sheet.add(me, kg("support"), event["support"])
        sheet.add(me, kg("accepted"), event["accepted"] or None)
        sheet.add(me, kg("score"), event["score"], "double")
    for claim, event in _pairs(ledger, relation):
        sheet.link(iri(claim), kg("tellsOf"), iri(event))
    return sheet.lines()


def _pairs(ledger: Reader, relation: str) -> Iterable[Any]:
    return ledger.rows(
        """SELECT DISTINCT c.id, e.id FROM event e JOIN event_claim m ON m.event = e.n
        JOIN claim c ON c.n = m.claim WHERE e.relation = ?""",
        relation,
    )
