"""A store that is asked: entities, claims, relations, dyads, SPARQL, networks and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self

from kg.api.rows import Rows, escape
from kg.store.ledger import Ledger

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.analysis.dyads import Dyad
    from kg.model.claims import Claim
    from kg.model.entities import Entity
    from kg.query.results import Result

#: Suffix of a file → form of export.
SUFFIXES: Mapping[str, str] = {
    ".gexf": "gexf", ".graphml": "graphml", ".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".csv": "csv",
    ".jsonld": "jsonld", ".parquet": "parquet", ".jsonl": "jsonl",
}  # fmt: skip


def form_of(out: str | Path | BinaryIO) -> str:
    """The form that a file name's suffix stands for. Raises ExportError for any other."""
    from kg.errors import ExportError

    suffix = Path(out).suffix.lower() if isinstance(out, (str, Path)) else ""
    if suffix not in SUFFIXES:
        raise ExportError(
            f"the form cannot be told from {suffix or 'the name'!r}: give one of {', '.join(SUFFIXES)}"
        )
    return SUFFIXES[suffix]


class Node:
    """One entity of a graph: its names, posts, relations and claims."""

    def __init__(self, graph: Graph, card: Mapping[str, Any]) -> None:
        self._graph = graph
        self._card = card

    def __repr__(self) -> str:
        return f"<{self.kind} {self.label} ({self.ref})>"

    @property
    def ref(self) -> str:
        """The canonical reference, "id:…"."""
        return str(self._card["ref"])

    @property
    def label(self) -> str:
        """The best-known name."""
        return str(self._card["label"])

    @property
    def kind(self) -> str:
        """What it is: Person, State, …"""
        return str(self._card["kind"])

    @cached_property
    def entity(self) -> Entity:
        """The model, with every mention."""
        from kg.query.lookup import entity_model

        made: Entity = entity_model(dict(self._card), self._graph.ledger.mentions_of(self.ref))
        return made

    def posts(self) -> Rows[Mapping[str, Any]]:
        """Posts held, known from the gazetteer and claimed by the texts."""
        from kg.query.lookup import entity_card

        return Rows(entity_card(self._graph.ledger, self.ref)["posts"])

    def claims(self, *, since: str | None = None, until: str | None = None, **more: Any) -> Rows[Claim]:
        """Claims that it makes, newest first, then those about it; see `Graph.claims` for more filters."""
        own = self._graph.claims(speaker=self.ref, since=since, until=until, **more)
        about = self._graph.claims(about=self.ref, since=since, until=until, **more)
        seen = {claim.id for claim in own}
        return Rows([*own, *(claim for claim in about if claim.id not in seen)])

    def said(self, **more: Any) -> Rows[Claim]:
        """Claims that it makes."""
        return self._graph.claims(speaker=self.ref, **more)

    def relations(
        self,
        relation: str | None = None,
        *,
        direction: Literal["in", "out", "both"] = "both",
        since: str | None = None,
        until: str | None = None,
    ) -> Rows[Mapping[str, Any]]:
        """Aggregated relations, strongest first."""
        return self._graph.relations(self.ref, relation, direction=direction, since=since, until=until)

    def _repr_html_(self) -> str:
        return f"<h4>{escape(self.label)} ({escape(self.kind)})</h4>" + self.relations()._repr_html_()


class Graph:
    """A store, read-only. Use as a context manager or call close()."""

    def __init__(self, store: str | Path) -> None:
        self.path = Path(store)
        self.ledger = Ledger.open(self.path)

    def close(self) -> None:
        """Close; harmless when done twice."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self.ledger.counts()
        return f"<Graph {self.path}: {counts['documents']} documents, {counts['claims']} claims>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"

    def __getitem__(self, name: str) -> Node:
        """The entity of this id or name. Raises UnknownEntityError or AmbiguousNameError."""
        from kg.query.lookup import find

        return Node(self, find(self.ledger, name))

    def entities(self, kind: str | None = None) -> Rows[Entity]:
        """Every entity (of a kind), without mentions."""
        from kg.query.lookup import entity_model

        return Rows([entity_model(row) for row in self.ledger.entities(kind)])

    def search(self, text: str, kind: str | None = None, limit: int = 20) -> Rows[Mapping[str, Any]]:
        """Entities whose names are like the text, best first."""
        from kg.query.search import entities

        return Rows(entities(self.ledger, text, kind, limit))

    def claims(self, *, limit: int | None = None, **filters: Any) -> Rows[Claim]:
        """Claims, newest first. filters: speaker, about, topic, modality, kind, since, until, confidence
        (the least)."""
        from kg.query.lookup import claims
        from kg.store.claims import claim_model

        return Rows([claim_model(line) for line in claims(self.ledger, limit=limit, **filters)])

    def relations(
        self,
        entity: str,
        relation: str | None = None,
        *,
        direction: Literal["in", "out", "both"] = "both",
        since: str | None = None,
        until: str | None = None,
    ) -> Rows[Mapping[str, Any]]:
        """Aggregated relations of an entity, strongest first."""
        from kg.query.lookup import find, relations_of

        ref = find(self.ledger, entity)["ref"]
        rows = relations_of(self.ledger, ref, relation, direction, since, until)
        return Rows(
            [{**row, "other": row["other"]["label"], "other_ref": row["other"]["ref"]} for row in rows]
        )

    def dyad(self, a: str, b: str) -> Dyad:
        """What passes between two actors, each direction by itself."""
        from kg.analysis.dyads import Dyad
        from kg.query.lookup import find

        return Dyad(self.ledger, find(self.ledger, a)["ref"], find(self.ledger, b)["ref"])

    def events(
        self, entity: str | None = None, other: str | None = None, **filters: Any
    ) -> Rows[Mapping[str, Any]]:
        """Happenings, each once, oldest first. filters: relation, status, since, until, support."""
        from kg.query.happenings import events

        return Rows(list(events(self.ledger, entity, other, **filters)))

    def changes(
        self, entity: str | None = None, *, kind: str | None = None, verdict: str | None = None
    ) -> Rows[Mapping[str, Any]]:
        """Pairs of claims that contradict each other or show change; see `kg.analysis.changes`."""
        from kg.analysis.changes import changes
        from kg.query.lookup import find

        about = find(self.ledger, entity)["ref"] if entity else None
        return Rows(changes(self.ledger, about=about, kind=kind, verdict=verdict))

    def contradictions(
        self, entity: str | None = None, *, kind: str | None = None
    ) -> Rows[Mapping[str, Any]]:
        """Pairs of claims that cannot both be right: figures, posts, dates of one act, denials."""
        return self.changes(entity, kind=kind, verdict="contradiction")

    def promises(self, entity: str | None = None, *, stage: str | None = None) -> Rows[Mapping[str, Any]]:
        """Agreements and projects with the steps told of them; see `kg.analysis.promises`."""
        from kg.analysis.promises import promises
        from kg.query.lookup import find

        return Rows(promises(self.ledger, find(self.ledger, entity)["ref"] if entity else None, stage))

    def paths(self, a: str, b: str, max_hops: int = 3, **more: Any) -> Rows[Mapping[str, Any]]:
        """The shortest chains of ties between two entities; more: limit, accepted, statements."""
        from kg.query.paths import paths

        return Rows(paths(self.ledger, a, b, max_hops, **more))

    def discourse(
        self,
        network: Literal["congruence", "conflict", "subtract"] = "congruence",
        concept: Literal["topic", "object"] = "topic",
        normalisation: Literal["no", "activity", "jaccard", "cosine"] = "no",
        **chosen: Any,
    ) -> nx.Graph[Any]:
        """Who agrees or disagrees with whom on what, from stances; see `kg.analysis.networks`."""
        from kg.analysis.networks import discourse

        return discourse(self.ledger, network, concept, normalisation, **chosen)

    def diff(self, newer: str | Path | Graph) -> Rows[Mapping[str, Any]]:
        """What another store has and this one has not, or has otherwise."""
        from kg.query.differences import differences

        if isinstance(newer, Graph):
            return Rows(list(differences(self.ledger, newer.ledger)))
        with Graph(newer) as other:
            return Rows(list(differences(self.ledger, other.ledger)))

    def explain(self, *what: str) -> dict[str, Any]:
        """Why a claim or an event (its id) or a relation (three words: A, relation, B) stands.

        See `kg.query.explain` and `kg.query.happenings`.
        """
        from kg.errors import QueryError
        from kg.query.explain import explain_claim, explain_edge

        if len(what) == 1 and what[0].startswith("event:"):
            from kg.query.explain import UnknownRelationError
            from kg.query.happenings import explain_event

            found = explain_event(self.ledger, what[0])
            if found is None:
                raise UnknownRelationError(what[0])
            return found
        if len(what) == 1:
            return explain_claim(self.ledger, what[0])
        if len(what) != 3:
            raise QueryError("explain needs a claim's id, or A, a relation and B")
        return explain_edge(self.ledger, *what)

    def sparql(self, query: str, **parameters: Any) -> Result:
        """Ask in SPARQL, in a limited worker; parameters are bound as terms, never put into the text.

        A `Node` binds as its address, a string as a literal. Raises QueryError, QueryLimitError.
        """
        from kg.model.ids import Ref
        from kg.query.sparql import ask

        bound = {k: Ref.parse(v.ref) if isinstance(v, Node) else v for k, v in parameters.items()}
        return ask(self.path, query, bound)

    def to_networkx(
        self, edges: Literal["claims", "aggregated", "nodes"] = "aggregated"
    ) -> nx.MultiDiGraph[Any]:
        """The network with plain attributes; one edge a claim, or one a (source, relation, target)."""
        from kg.query.network import to_networkx

        return to_networkx(self.ledger, edges)

    def to_rdflib(self) -> rdflib.Dataset:
        """The triples as an rdflib Dataset, one named graph a document."""
        from kg.query.network import to_rdflib

        return to_rdflib(self.ledger)

    def export(
        self,
        out: str | Path | BinaryIO,
        form: str | None = None,
        *,
        ego: str | None = None,
        dyad: tuple[str, str] | None = None,
        edges: Literal["aggregated", "claims"] = "aggregated",
    ) -> int:
        """Write a file; the form follows from its suffix (.gexf, .graphml, .ttl …) unless named."""
        from kg.export import write
        from kg.query.lookup import find

        chosen = form or form_of(out)
        return write(
            self.ledger,
            chosen,
            out,
            ego=find(self.ledger, ego)["ref"] if ego else None,
            dyad=(find(self.ledger, dyad[0])["ref"], find(self.ledger, dyad[1])["ref"]) if dyad else None,
            edges=edges,
        )

    def documents(self) -> Rows[Mapping[str, Any]]:
        """Every document, without its text."""
        return Rows(list(self.ledger.documents()))

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Claim lines, document by document."""
        return self.ledger.all_claims()


def open_graph(store: str | Path = ".kg") -> Graph:
    """A store, read-only. Raises StoreError when there is none."""
    return Graph(store)
