"""What every store of claims promises, whatever it is built on: the ledger, and the RDF derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from kg.model.claims import Claim
from kg.model.dates import When
from kg.model.relations import Relation
from kg.model.vocabulary import DateBasis, Modality, Precision
from kg.resolve.linker import linker
from kg.store import rdf, unquads
from kg.store.events import event_claims, event_rows
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from kg.store.terms import curie, iri, kg
from tests import make


class Store(Protocol):
    """What the promises are about."""

    def put(self, record: DocumentRecord) -> None: ...
    def remove(self, source: str) -> None: ...
    def claims(self) -> dict[str, Claim]: ...
    def facts(self) -> set[tuple[str, str, str]]: ...
    def events(self) -> dict[str, set[str]]: ...


class LedgerStore:
    """The ledger itself."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger.create(folder)

    def put(self, record: DocumentRecord) -> None:
        self.ledger.put(record)
        self.ledger.finish(linker(make.gazetteer()))

    def remove(self, source: str) -> None:
        self.ledger.remove(source)
        self.ledger.finish(linker(make.gazetteer()))

    def claims(self) -> dict[str, Claim]:
        return {f"{c.document.source} {c.id}": c for c in self.ledger.models()}

    def facts(self) -> set[tuple[str, str, str]]:
        return {(e["subject"], e["relation"], e["object"]) for e in self.ledger.edges() if e["accepted"]}

    def events(self) -> dict[str, set[str]]:
        """Event → its claims."""
        rows = [self.ledger.one("SELECT * FROM event WHERE id = ?", e["id"]) for e in event_rows(self.ledger)]
        return {row["id"]: {c["id"] for c in event_claims(self.ledger, row["n"])} for row in rows if row}


class Derived(LedgerStore):
    """The same through quads and the RDF engine."""

    def put(self, record: DocumentRecord) -> None:
        super().put(record)
        rdf.catch_up(self.ledger)

    def remove(self, source: str) -> None:
        super().remove(source)
        rdf.catch_up(self.ledger)

    def claims(self) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        graphs = {quad.graph for quad in rdf.read_quads(self.ledger.folder) if "/doc/" in quad.graph}
        for graph in graphs:
            made = unquads.claims_of(rdf.read_quads(self.ledger.folder, graph))
            found |= {f"{c.document.source} {c.id}": c for c in made}
        return found

    def facts(self) -> set[tuple[str, str, str]]:
        base = iri("rel:")
        return {
            (_short(q.subject), q.predicate.removeprefix(base), _short(q.object.text))
            for q in rdf.read_quads(self.ledger.folder)
            if q.predicate.startswith(base)
        }

    def events(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for q in rdf.read_quads(self.ledger.folder):
            if q.predicate == kg("tellsOf"):
                found.setdefault(curie(q.object.text), set()).add(curie(q.subject))
        return found


def _short(address: str) -> str:
    return "id:" + address.rpartition("/")[2]


Make = Callable[[], Store]


@pytest.fixture(params=[LedgerStore, Derived])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = request.param(tmp_path / ".kg")
    yield made
    made.ledger.close()


ONE = ("ruritania", Relation.MEETS, "borduria", None, Modality.ACTUAL)
TWO = ("anna-korvel", Relation.CRITICIZES, "borduria", "pavel-strand", Modality.ACTUAL)
THREE = ("syldavia", Relation.SANCTIONS, "borduria", None, Modality.ACTUAL)


def test_gives_back_what_was_put(store: Store) -> None:
    record = make.story("a.txt", [ONE, TWO], outlet="Strelsau Gazette", date="2016-04")
    store.put(record)
    assert store.claims() == {f"a.txt {c.id}": c for c in record.claims}


def test_putting_twice_is_putting_once(store: Store) -> None:
    record = make.story("a.txt", [ONE, TWO])
    store.put(record)
    once = store.claims(), store.facts()
    store.put(record)
    assert (store.claims(), store.facts()) == once


def test_a_changed_document_leaves_nothing_behind(store: Store) -> None:
    store.put(make.story("a.txt", [ONE, TWO]))
    changed = make.story("a.txt", [THREE])
    store.put(changed)
    assert set(store.claims()) == {f"a.txt {c.id}" for c in changed.claims}
    assert store.facts() == {("id:syldavia", "sanctions", "id:borduria")}


def test_a_removed_document_is_gone(store: Store) -> None:
    kept = make.story("b.txt", [THREE])
    store.put(make.story("a.txt", [ONE, TWO]))
    store.put(kept)
    store.remove("a.txt")
    assert set(store.claims()) == {f"b.txt {c.id}" for c in kept.claims}
    assert store.facts() == {("id:syldavia", "sanctions", "id:borduria")}
    store.remove("b.txt")
    assert (store.claims(), store.facts()) == ({}, set())


def test_equal_bytes_at_another_place_are_the_same_document_moved(store: Store) -> None:
    store.put(make.story("a.txt", [ONE]))
    store.put(make.story("b.txt", [ONE]))
    assert [key.split()[0] for key in store.claims()] == ["b.txt"]
    store.remove("a.txt")
    assert len(store.claims()) == 1


def test_claims_of_one_happening_are_one_event(store: Store) -> None:
    day = When(start="2016-04-07", end="2016-04-07", precision=Precision.DAY, basis=DateBasis.STATED)
    claims = []
    for name in ("a.txt", "b.txt"):
        made = make.document(f"{name} tells that Anna Korvel came to Borduria.", name)
        claims.append(make.claim(made, ["anna-korvel"], Relation.VISITS, ["borduria"], occurred=day))
        store.put(make.record(made, [claims[-1]]))
    ids = {str(c.id) for c in claims}
    assert store.events() == {"event:" + min(ids).removeprefix("claim:"): ids}
    store.remove("a.txt")
    assert [*store.events().values()] == [{str(claims[1].id)}]
    store.remove("b.txt")
    assert store.events() == {}


def test_a_joint_act_ties_both_ways(store: Store) -> None:
    store.put(make.story("a.txt", [ONE]))
    assert store.facts() == {
        ("id:ruritania", "meets", "id:borduria"),
        ("id:borduria", "meets", "id:ruritania"),
    }
