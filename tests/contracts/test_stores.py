"""What every store of claims promises, whatever it is built on: the ledger, and the RDF derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from kg.model.claims import Claim
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.resolve.linker import linker
from kg.store import rdf, unquads
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from kg.store.terms import iri
from tests import make


class Store(Protocol):
    """What the promises are about."""

    def put(self, record: DocumentRecord) -> None: ...
    def remove(self, source: str) -> None: ...
    def claims(self) -> dict[str, Claim]: ...
    def facts(self) -> set[tuple[str, str, str]]: ...


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


def test_a_joint_act_ties_both_ways(store: Store) -> None:
    store.put(make.story("a.txt", [ONE]))
    assert store.facts() == {
        ("id:ruritania", "meets", "id:borduria"),
        ("id:borduria", "meets", "id:ruritania"),
    }
