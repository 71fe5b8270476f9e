"""Every graph of a ledger as sorted N-Quads lines: documents, entities, events, derived, decisions, runs.

Nothing in them hangs on the clock, on row numbers or on the order in which documents were read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

from kg.model.ids import NAMESPACES, digest
from kg.store.accuracy import Accuracy
from kg.store.claims import ClaimFilter
from kg.store.events import event_relations, graph_lines
from kg.store.ledger import Ledger
from kg.store.nquads import Sheet, date_literal, literal
from kg.store.quads import TYPE, document_lines, run_iri
from kg.store.terms import DECISION, GRAPHS, RUN, VOCABULARIES, concept, event_graph, iri, kg

_SKOS, _ORG, _PROV = VOCABULARIES["skos"], VOCABULARIES["org"], VOCABULARIES["prov"]
_SAME_AS = VOCABULARIES["owl"] + "sameAs"
_LABEL = VOCABULARIES["rdfs"] + "label"
_DQV = VOCABULARIES["dqv"]


def document_graph(ledger: Ledger, document: str) -> list[str]:
    """The lines of one document's graph; empty when it is not (or no longer) there."""
    row = ledger.document(document)
    if row is None:
        return []
    claims = sorted(ledger.claims(ClaimFilter(document=row["id"])), key=lambda line: str(line["id"]))
    return document_lines(row, ledger.text(row["id"]), claims)


def entities(ledger: Ledger) -> list[str]:
    """Entities with their names, states, Wikidata ids and posts."""
    sheet = Sheet(GRAPHS["entities"])
    for entity in ledger.entities():
        _entity(sheet, entity)
    for line in ledger.claims(ClaimFilter(relation="holdsPositionAt", accepted=True)):
        for person, body in product(line["subjects"], line["objects"]):
            _post_of_claim(sheet, line, person["ref"], body["ref"])
    return sheet.lines()


def _entity(sheet: Sheet, entity: Mapping[str, Any]) -> None:
    me = iri(entity["ref"])
    sheet.link(me, TYPE, kg(entity["kind"]))
    labels = entity["labels"] or {}
    # One preferred label a language, one alone where the language is not known.
    if entity["label"] not in labels.values():
        sheet.add(me, _SKOS + "prefLabel", entity["label"])
    for language, label in labels.items():
        renamed = language == "en" and entity["label"] not in labels.values()
        sheet.term(me, _SKOS + ("altLabel" if renamed else "prefLabel"), literal(label, language=language))
    sheet.add(me, _LABEL, entity["label"])
    for alias in entity["aliases"]:
        sheet.add(me, _SKOS + "altLabel", alias)
    if entity["state"]:
        sheet.link(me, kg("state"), iri(entity["state"]))
    if entity["wikidata"]:
        sheet.link(me, _SAME_AS, iri(f"wd:{entity['wikidata']}"))
    for other in entity["ambiguous"]:
        sheet.link(me, kg("mayBe"), iri(other))
    for post in entity["posts"]:
        fields = [post[f] or "" for f in ("title", "body", "state", "since", "until")]
        node = f"{me}#post-{digest(*fields)}"
        _membership(sheet, me, node, post["body"] or post["state"], post["title"])
        for field in ("since", "until"):
            if post[field]:
                sheet.term(node, kg(field), date_literal(post[field]))
        sheet.add(node, kg("source"), post["source"])


def _membership(sheet: Sheet, person: str, node: str, body: str | None, title: str | None) -> None:
    sheet.link(person, _ORG + "hasMembership", node)
    sheet.link(node, TYPE, _ORG + "Membership")
    sheet.link(node, _ORG + "member", person)
    if body:
        sheet.link(node, _ORG + "organization", iri(body))
    sheet.add(node, kg("postTitle"), title)


def _post_of_claim(sheet: Sheet, line: Mapping[str, Any], person: str, body: str) -> None:
    node = f"{iri(person)}#post-{digest(line['title'] or '', body, '')}"
    _membership(sheet, iri(person), node, body, line["title"])
    sheet.link(node, _PROV + "wasDerivedFrom", iri(line["id"]))
    valid = line["valid"]
    for field, property in (("start", "since"), ("end", "until")):
        if valid and valid[field]:
            sheet.term(node, kg(property), date_literal(valid[field]))


def derived(ledger: Ledger) -> list[str]:
    """What is said, what is accepted, and which documents are copies of which."""
    sheet = Sheet(GRAPHS["derived"])
    for edge in ledger.edges():
        ends = iri(edge["subject"]), iri(edge["object"])
        if edge["claims"] > edge["denied"]:
            sheet.link(ends[0], NAMESPACES["said"] + edge["relation"], ends[1])
        if edge["accepted"]:
            sheet.link(ends[0], NAMESPACES["rel"] + edge["relation"], ends[1])
    for row in ledger.rows("SELECT DISTINCT id FROM claim WHERE accepted"):
        sheet.add(iri(row[0]), kg("accepted"), True)
    for row in ledger.rows("SELECT id, copies FROM document WHERE copies <> id"):
        sheet.link(iri(row[0]), kg("copyOf"), iri(row[1]))
    return sheet.lines()


def decisions(ledger: Ledger) -> list[str]:
    """The reviewers' log, with which lines hold."""
    sheet = Sheet(GRAPHS["decisions"])
    rows = ledger.decisions()
    holding = {line.number for line in ledger.standing()}
    for row in rows:
        me = f"{DECISION}{row['number']}"
        sheet.link(me, TYPE, kg("Decision"))
        sheet.add(me, kg("position"), row["number"])
        sheet.add(me, kg("act"), row["act"])
        sheet.add(me, kg("arguments"), " ".join(row["arguments"]))
        for field in ("who", "on", "reason"):
            sheet.add(me, kg(field), row[field] or None)
        if row["act"] != "undo":
            sheet.add(me, kg("standing"), row["number"] in holding)
    return sheet.lines()


def runs(ledger: Ledger) -> list[str]:
    """The configurations that documents were read with, and the rule of derivation; no clock."""
    sheet = Sheet(GRAPHS["runs"])
    for config, description in ledger.runs():
        me = run_iri(config)
        sheet.link(me, TYPE, _PROV + "Activity")
        sheet.link(me, TYPE, kg("Run"))
        sheet.add(me, kg("config"), config)
        sheet.add(me, _LABEL, description or None)
        sheet.add(me, kg("rule"), str(ledger.rule))
    if (found := ledger.accuracy).measured:
        _accuracy(sheet, found)
    return sheet.lines()


def _accuracy(sheet: Sheet, found: Accuracy) -> None:
    """Figures of the extractor in the Data Quality Vocabulary (W3C note, 2016), on what they are about."""
    metric = f"{RUN}precision"
    sheet.link(metric, TYPE, _DQV + "Metric")
    sheet.add(metric, _LABEL, "share of claims found on labelled texts that was right")
    for measured in found.measured:
        me = f"{RUN}precision/{found.extractor}/{measured.of}/{measured.name}"
        sheet.link(me, TYPE, _DQV + "QualityMeasurement")
        sheet.link(me, _DQV + "isMeasurementOf", metric)
        sheet.add(me, _DQV + "value", measured.precision)
        sheet.add(me, _LABEL, f"{measured}; measured on {found.set}, extractor {found.extractor}")
        if measured.of == "kind":
            sheet.link(me, _DQV + "computedOn", concept("claimKind", measured.name))
        elif measured.of == "relation":
            sheet.link(me, _DQV + "computedOn", NAMESPACES["said"] + measured.name)


#: Address of a shared graph → what makes its lines.
SHARED: Mapping[str, Callable[[Ledger], list[str]]] = {
    GRAPHS["decisions"]: decisions,
    GRAPHS["derived"]: derived,
    GRAPHS["entities"]: entities,
    GRAPHS["runs"]: runs,
    **{event_graph(relation): partial(graph_lines, relation=relation) for relation in event_relations()},
}


def document_tokens(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Address of each document's graph → (document, token); the token changes when its lines may."""
    names = {row[0]: (row[1], row[2]) for row in ledger.rows("SELECT ref, label, kind FROM canonical")}
    # The states that parties act for are named inside claims without being figures of the document.
    moved = ledger.rows(
        """SELECT ref, target FROM redirect WHERE ref IN (SELECT DISTINCT 'id:' || state FROM entity)
        ORDER BY ref"""
    )
    states = digest(*(f"{row[0]}>{row[1]}" for row in moved))
    read = ledger.rows("SELECT id, digest FROM document")
    tokens = {row[0]: hashlib.sha256((row[1] + states).encode()) for row in read}
    for document, key, ref in ledger.rows("SELECT document, key, ref FROM link ORDER BY document, key"):
        label, kind = names.get(ref, ("", ""))
        tokens[document].update(f"\x1f{key}\x1f{ref}\x1f{label}\x1f{kind}".encode())
    return {iri(document): (document, made.hexdigest()) for document, made in tokens.items()}


def all_lines(ledger: Ledger) -> Iterator[str]:
    """The whole ledger as N-Quads, graph by graph in the order of their addresses, lines sorted.

    The same documents, decisions and configuration give the same lines in any order of reading.
    """
    with ledger.snapshot():
        names = {iri(row["id"]): row["id"] for row in ledger.rows("SELECT id FROM document")}
        for address in sorted([*names, *SHARED]):
            yield from document_graph(ledger, names[address]) if address in names else SHARED[address](ledger)
