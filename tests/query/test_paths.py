"""Paths between entities: shortest, as networkx finds them, each hop with a sentence that says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import QueryError
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.query.paths import paths
from kg.query.refresh import refresh
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

LINK = linker(make.gazetteer())
A = Modality.ACTUAL
CHAIN: list[make.Fact] = [
    ("anna-korvel", Relation.VISITS, "borduria", None, A),
    ("syldavia", Relation.SANCTIONS, "borduria", "pavel-strand", A),
    ("syldavia", Relation.MEMBER_OF, "alpine-union", None, A),
    ("anna-korvel", Relation.ATTACKS, "alpine-union", None, Modality.NEGATED),
    ("anna-korvel", Relation.SPEAKS_ABOUT, "alpine-union", "anna-korvel", A),
]


def _store(folder: Path, *records: DocumentRecord) -> Ledger:
    ledger = Ledger.create(folder)
    for record in records:
        ledger.put(record)
    refresh(ledger, linker=LINK)
    return ledger


def _labels(path: dict[str, Any]) -> list[str]:
    return [path["steps"][0]["source"]["label"], *(step["target"]["label"] for step in path["steps"])]


def test_a_chain_with_its_sentences(tmp_path: Path) -> None:
    with _store(tmp_path, make.story("a.txt", CHAIN)) as ledger:
        [path] = paths(ledger, "Anna Korvel", "Alpine Union")
        assert _labels(path) == ["Anna Korvel", "Borduria", "Syldavia", "Alpine Union"]
        assert [s["direction"] for s in path["steps"]] == ["out", "in", "out"]
        assert (path["hops"], path["weakest"], path["accepted"]) == (3, 1, False)
        for step in path["steps"]:
            sentence = step["claim"]["evidence"]["sentence"]
            assert step["relation"] in sentence
            assert step["source"]["label"] in sentence
            assert step["target"]["label"] in sentence
        assert paths(ledger, "Anna Korvel", "Alpine Union", 2) == [], "a denial ties nobody"
        assert paths(ledger, "Anna Korvel", "Alpine Union", accepted=True) == []
        [said] = paths(ledger, "Anna Korvel", "Alpine Union", statements=True)
        assert said["hops"] == 1
        for wrong in (("Borduria", "Borduria", 3), ("Borduria", "Syldavia", 7), ("Borduria", "Syldavia", 0)):
            with pytest.raises(QueryError):
                paths(ledger, *wrong)


def test_the_stronger_of_two_ways_goes_first(tmp_path: Path) -> None:
    facts: list[make.Fact] = [
        ("ruritania", Relation.MEETS, "borduria", "pavel-strand", A),
        ("borduria", Relation.MEETS, "syldavia", "pavel-strand", A),
        ("ruritania", Relation.VISITS, "alpine-union", None, A),
        ("alpine-union", Relation.CRITICIZES, "syldavia", None, A),
    ]
    with _store(tmp_path, make.story("a.txt", facts)) as ledger:
        found = paths(ledger, "Ruritania", "Syldavia")
        assert [_labels(p)[1] for p in found] == ["Alpine Union", "Borduria"]
        assert len(paths(ledger, "Ruritania", "Syldavia", limit=1)) == 1
        back = paths(ledger, "Syldavia", "Ruritania")
        assert [_labels(p)[::-1] for p in back] == [_labels(p) for p in found]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=make.corpora())
def test_as_long_as_networkx_finds_them(
    records: list[DocumentRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with _store(tmp_path_factory.mktemp("p") / "s.kg", *records) as ledger:
        plain: nx.Graph[Any] = nx.Graph()
        plain.add_nodes_from(e["ref"] for e in ledger.entities())
        plain.add_edges_from(
            (e["subject"], e["object"])
            for e in ledger.edges()
            if e["support"] and e["relation"] != Relation.SPEAKS_ABOUT
        )
        nodes = sorted(plain)
        for a, b in [(a, b) for a in nodes[:3] for b in nodes[-3:] if a != b]:
            found = paths(ledger, a, b, 6, 100)
            if nx.has_path(plain, a, b):
                wanted = {tuple(p) for p in nx.all_shortest_paths(plain, a, b)}
                got = {
                    (p["steps"][0]["source"]["ref"], *(s["target"]["ref"] for s in p["steps"])) for p in found
                }
                assert got == wanted
            else:
                assert not found
