"""What changed between two stores: documents, claims, events, entities, accepted ties (D16).

Claim ids rest on the document's bytes, the place and what is said there, so equal ids are equal readings;
a claim of which only the store's judgement changed (accepted, confidence) is told as changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.store.events import event_rows, label_of
from kg.store.ledger import Ledger

#: Kinds of thing compared, in the order in which they are told.
WHAT = ("documents", "claims", "events", "entities", "ties")
Things = Mapping[str, tuple[tuple[Any, ...], str]]  # name → (what is compared, how it is shown)


def differences(old: Ledger, new: Ledger) -> Iterator[dict[str, str]]:
    """Rows {what, change, id, text}: change is added, removed or changed; by kind, then id."""
    for what, read in _READ.items():
        before, after = read(old), read(new)
        for name in sorted(before.keys() | after.keys()):
            change = _change(before.get(name), after.get(name))
            if change:
                text = (after.get(name) or before[name])[1]
                if change == "changed" and before[name][1] != text:
                    text = f"{before[name][1]} → {text}"
                yield {"what": what, "change": change, "id": name, "text": text}


def _change(before: tuple[Any, str] | None, after: tuple[Any, str] | None) -> str | None:
    if before is None or after is None:
        return "added" if before is None else "removed"
    return None if before[0] == after[0] else "changed"


def _documents(ledger: Ledger) -> Things:
    fields = ("sha256", "status", "reason", "date", "outlet", "author", "title")
    return {d["source"]: (tuple(d[f] for f in fields), d["title"] or d["status"]) for d in ledger.documents()}


def _claims(ledger: Ledger) -> Things:
    query = """SELECT c.id, c.relation, c.modality, c.accepted, c.confidence, c.earliest, c.latest, s.text
      FROM claim c LEFT JOIN sentence s ON s.id = c.sentence ORDER BY c.id, c.document"""
    return {row[0]: (tuple(row)[1:7], f"{row[1]} ({row[2]}): {row[7] or ''}") for row in ledger.rows(query)}


def _events(ledger: Ledger) -> Things:
    return {
        e["id"]: ((label_of(e), e["claims"], e["support"], e["denied"], e["accepted"]),
                  f"{label_of(e)}; support {e['support']}, {e['claims']} claims")
        for e in event_rows(ledger)
    }  # fmt: skip


def _entities(ledger: Ledger) -> Things:
    query = "SELECT ref, label, kind, state, wikidata FROM canonical"
    return {row[0]: (tuple(row)[1:], f"{row[1]} ({row[2]})") for row in ledger.rows(query)}


def _ties(ledger: Ledger) -> Things:
    query = """SELECT e.subject, e.relation, e.object, e.support, s.label, o.label FROM edge e
      JOIN canonical s ON s.ref = e.subject JOIN canonical o ON o.ref = e.object WHERE e.accepted"""
    return {
        " ".join(row[0:3]): ((row[3],), f"{row[4]} {row[1]} {row[5]}, support {row[3]}")
        for row in ledger.rows(query)
    }


_READ: Mapping[str, Callable[[Ledger], Things]] = {
    "documents": _documents, "claims": _claims, "events": _events, "entities": _entities, "ties": _ties,
}  # fmt: skip
