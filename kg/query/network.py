"""The graph for networkx and rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger
from kg.store.rdf import in_memory, read_only, shown_revision

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

Shape = Literal["claims", "aggregated", "nodes"]
#: Longest quote on an edge; the whole stands behind the claim's id.
QUOTE = 300


def to_networkx(ledger: Ledger, edges: Shape = "aggregated") -> nx.MultiDiGraph[Any]:
    """Entities as nodes, in one of three shapes; attributes are plain (text, number, truth).

    "aggregated": an edge a (subject, relation, object), key the relation, weight the independent
    support; what is only denied has no support and no edge, as in the exports. "claims": an edge a
    claim and pair of its parties, key the claim's id. "nodes": claims are nodes too, tied to their
    parties and speaker by edges with the role as key.

    Raises:
        QueryError: another shape.
    """
    import networkx as nx

    makers = {"aggregated": _aggregated, "claims": _claims, "nodes": _claim_nodes}
    if edges not in makers:
        raise QueryError(f"edges is one of {', '.join(makers)}, not {edges!r}")
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    with ledger.snapshot():
        for entity in ledger.entities():
            plain = {k: entity[k] for k in ("label", "kind", "state", "wikidata") if entity[k] is not None}
            graph.add_node(entity["ref"], **plain)
        makers[edges](ledger, graph)
    return graph


def _aggregated(ledger: Ledger, graph: nx.MultiDiGraph[Any]) -> None:
    for edge in ledger.edges():
        if not edge["support"]:
            continue
        plain = {
            "relation": edge["relation"], "kind": edge["kind"], "weight": edge["support"],
            "claims": edge["claims"], "denied": edge["denied"], "accepted": edge["accepted"],
            "first": edge["first"], "last": edge["last"], "score": edge["score"],
            "claim_ids": "|".join(ledger.edge_claim_ids(edge["id"])),
        }  # fmt: skip
        graph.add_edge(edge["subject"], edge["object"], edge["relation"], **_given(plain))


def _given(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if value is not None}


def _claims(ledger: Ledger, graph: nx.MultiDiGraph[Any]) -> None:
    resolver = ledger.resolver()
    rows = ledger.rows(
        """SELECT e.subject, e.object, c.json, c.document, c.accepted, c.earliest, c.latest FROM edge e
        JOIN edge_claim m ON m.edge = e.id JOIN claim c ON c.n = m.claim
        ORDER BY c.document, c.id, e.subject, e.object"""
    )
    for row in rows:
        line = resolver.claim(row)
        graph.add_edge(row["subject"], row["object"], line["id"], **_claim_attributes(line, row))


def _claim_attributes(line: dict[str, Any], row: Any) -> dict[str, Any]:
    return _given(
        {
            "relation": line["relation"], "kind": line["kind"], "modality": line["modality"],
            "plover": line["plover"], "score": line["score"], "accepted": line["accepted"],
            "speaker": line["speaker"]["ref"] if line["speaker"] else None,
            "confidence": line["confidence"]["value"], "document": line["document"]["id"],
            "source": line["document"]["source"], "first": row["earliest"], "last": row["latest"],
            "topics": "|".join(line["topics"]), "quote": line["evidence"]["display"][:QUOTE],
        }
    )  # fmt: skip


def _claim_nodes(ledger: Ledger, graph: nx.MultiDiGraph[Any]) -> None:
    resolver = ledger.resolver()
    query = "SELECT json, document, accepted, earliest, latest FROM claim ORDER BY document, id"
    for row in ledger.rows(query):
        line = resolver.claim(row)
        plain = _claim_attributes(line, row)
        graph.add_node(line["id"], **{**plain, "kind": "claim", "claim_kind": line["kind"]})
        for role, field in (("subject", "subjects"), ("object", "objects"), ("instrument", "instrument")):
            for party in line[field]:
                graph.add_edge(line["id"], party["ref"], role)
        for role in ("speaker", "where"):
            if line[role]:
                graph.add_edge(line["id"], line[role]["ref"], role)


def to_rdflib(ledger: Ledger) -> rdflib.Dataset:
    """An rdflib Dataset over the same quads, its default graph the union of all.

    Read-only over the store on disk where that shows the ledger's state; else a copy in memory.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    current = shown_revision(ledger.folder) == ledger.revision
    engine = read_only(ledger.folder) if current else in_memory(all_lines(ledger))
    return rdflib.Dataset(store=OxigraphStore(store=engine), default_union=True)
