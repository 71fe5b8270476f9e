"""Why a relation or a claim stands: rule, sentences, speakers, dates, and what would remove it (D12)."""

from __future__ import annotations

from typing import Any

from kg.errors import QueryError, UnknownEntityError
from kg.model.relations import SIGNATURES, Relation
from kg.query.happenings import explain_event
from kg.query.lookup import find
from kg.store.claims import ClaimFilter
from kg.store.events import event_of
from kg.store.ledger import Ledger


class UnknownRelationError(UnknownEntityError):
    """Nothing in the graph says this; `near` holds what it says instead."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(name, near)
        hint = f"; it holds: {', '.join(near)}" if near else ""
        self.args = (f"nothing here says {name!r}{hint}",)


def explain_claim(ledger: Ledger, ref: str) -> dict[str, Any]:
    """One claim: rule, accepted, why (a sentence of ours), claims (the one line), remove, and its event.

    event: id, what, because (why the claim is counted there), also (the other claims), near (events that
    are others, and why); None for a claim that tells of no happening.

    Raises:
        UnknownRelationError: no such claim.
    """
    line = ledger.claim(ref)
    if line is None:
        raise UnknownRelationError(ref)
    why = _why_one(ledger, line)
    row = event_of(ledger, ref)
    told = explain_event(ledger, row["id"]) if row else None
    event = told and {
        "id": row["id"], "what": told["what"], "why": told["why"], "near": told["near"],
        "also": [{"claim": c["id"], "source": c["document"]["source"], "why": c["why"]}
                 for c in told["claims"] if c["id"] != ref],
        "because": next((c["why"] for c in told["claims"] if c["id"] == ref), ""),
    }  # fmt: skip
    return {
        "what": f"claim {ref}", "rule": str(ledger.rule), "accepted": line["accepted"], "support": None,
        "why": why, "claims": [line], "remove": _removal([line], bool(line["accepted"])), "event": event,
    }  # fmt: skip


def explain_edge(ledger: Ledger, subject: str, relation: str, other: str) -> dict[str, Any]:
    """An aggregated relation: rule, accepted, support, why, every claim behind it, newest first, remove.

    Raises:
        QueryError: no such relation in the vocabulary.
        UnknownEntityError, AmbiguousNameError: see `kg.query.lookup.find`.
        UnknownRelationError: nothing says this of the two.
    """
    if relation not in set(Relation):
        raise QueryError(f"no relation {relation!r}; there are: {', '.join(Relation)}")
    one, two = find(ledger, subject), find(ledger, other)
    edge = next(ledger.edges(one["ref"], two["ref"], relation), None)
    if edge is None and SIGNATURES[Relation(relation)].symmetric:
        edge = next(ledger.edges(two["ref"], one["ref"], relation), None)
    what = f"{one['label']} {relation} {two['label']}"
    if edge is None:
        raise UnknownRelationError(what, _others(ledger, one, two))
    lines = list(ledger.claims(ClaimFilter(edge=edge["id"])))
    voices = f"{edge['support']} independent voice{'s' if edge['support'] != 1 else ''}"
    if edge["accepted"]:
        first = next((line for line in lines if line["accepted"]), None)
        why = f"accepted: {_why_one(ledger, first) if first else voices}"
    else:
        why = f"only said: {voices}, none in the author's voice at the threshold, and too few by the rule"
    return {
        "what": what, "rule": str(ledger.rule), "accepted": edge["accepted"], "support": edge["support"],
        "why": why, "claims": lines, "remove": _removal(lines, bool(edge["accepted"])),
    }  # fmt: skip


def _others(ledger: Ledger, one: dict[str, Any], two: dict[str, Any]) -> tuple[str, ...]:
    """What is said of the two instead, either way."""
    found = [*ledger.edges(one["ref"], two["ref"]), *ledger.edges(two["ref"], one["ref"])]
    label = {one["ref"]: one["label"], two["ref"]: two["label"]}
    return tuple(f"{label[e['subject']]} {e['relation']} {label[e['object']]}" for e in found[:5])


def _why_one(ledger: Ledger, line: dict[str, Any]) -> str:
    verdicts = {d.arguments[0]: d.act for d in ledger.standing() if d.act in ("accept", "reject")}
    verdict = verdicts.get(line["id"])
    confidence = line["confidence"]["value"]
    if verdict:
        return f"a reviewer {verdict}ed {line['id']}"
    if line["modality"] != "actual":
        return f"{line['id']} is {line['modality']}, and only what is actual can be accepted"
    if line["reporting"] == "author" and confidence >= ledger.rule.threshold:
        return f"{line['id']} is in the author's voice with confidence {confidence:.2f}"
    if line["accepted"]:
        return f"at least {ledger.rule.speakers} independent voices say it"
    if line["reporting"] == "author":
        return f"{line['id']} is in the author's voice, but its confidence is only {confidence:.2f}"
    return f"{line['id']} is reported, and fewer than {ledger.rule.speakers} independent voices say it"


def _removal(lines: list[dict[str, Any]], accepted: bool) -> str:
    """What a reviewer or a rebuild would have to do for it to go."""
    documents = sorted({line["document"]["source"] for line in lines})
    holding = [line["id"] for line in lines if line["accepted"]]
    gone = f"it goes when {', '.join(documents[:5])}"
    gone += f" and {len(documents) - 5} more documents" if len(documents) > 5 else ""
    gone += " leaves the store" if len(documents) == 1 else " leave the store"
    if accepted and holding:
        some = ", ".join(holding[:5]) + (f" and {len(holding) - 5} more" if len(holding) > 5 else "")
        return f"it stops being accepted when a reviewer rejects {some}; {gone}"
    return gone
