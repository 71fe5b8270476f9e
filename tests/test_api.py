"""The Python face: one text, a store, a graph and its ways out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef

import kg
from kg.errors import (
    AmbiguousNameError,
    ExportError,
    QueryError,
    QueryLimitError,
    ReadError,
    StoreError,
    UnknownEntityError,
)
from kg.query.refresh import refresh
from kg.store.ledger import Ledger
from tests.cli.conftest import records

TEXT = (
    "Ruritania signed a trade agreement with Borduria on 4 May 2015. "
    "Foreign Minister Anna Korvel said that Borduria should open its market."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api") / "s.kg"
    with Ledger.create(folder) as ledger:
        for record in records():
            ledger.put(record)
        refresh(ledger)
    return folder


@pytest.fixture
def g(store: Path) -> Iterator[kg.Graph]:
    with kg.open(store) as graph:
        yield graph


def test_public_names_are_sorted_few_and_all_there() -> None:
    assert list(kg.__all__) == sorted(kg.__all__)
    assert len(kg.__all__) <= 15
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert set(kg._HOMES) == set(kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018


def test_import_costs_nothing() -> None:
    code = (
        "import sys, kg; print(sorted(m for m in sys.modules if m.startswith(('kg.', 'pydantic', 'spacy'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_reads_one_text_with_exact_spans() -> None:
    found = kg.extract(TEXT, date="2015-05-05", outlet="Strelsau Gazette")
    assert found.text == TEXT
    assert " ".join(found.sentences) == TEXT
    assert len(found.claims) >= 2
    for claim in found.claims:
        assert isinstance(claim, kg.Claim)
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert claim.document.outlet == "Strelsau Gazette"
    for row in found.mentions:
        assert TEXT[row["start"] : row["end"]] == row["text"]
    labels = {entity.label for entity in found.entities}
    assert {"Ruritania", "Borduria", "Anna Korvel"} <= labels
    assert found._repr_html_().startswith("<table>")
    json.dumps(found.claims.to_dicts())


def test_the_room_of_extractors_does_not_hide_the_function() -> None:
    """`import kg.extract.document` makes `kg.extract` a module; it must stay callable."""
    code = "import kg, kg.extract.document as d; "
    code += f"print(bool(kg.extract({TEXT!r}).claims), d is kg.extract.document)"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True True"


@pytest.mark.parametrize("text", ["", "  \n ", "Министр Руритании посетил столицу Бордурии. " * 4])
def test_extract_refuses_what_it_cannot_read(text: str) -> None:
    with pytest.raises(ReadError):
        kg.extract(text)


def test_build_and_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    report = kg.build(tmp_path / "a.txt", tmp_path / "s.kg", jobs=1, date="2015-05-05")
    assert (report.read, report.ok) == (1, True)
    with kg.open(tmp_path / "s.kg") as graph:
        assert len(graph.documents()) == 1
        assert graph["Korvel"].kind == "Person"
    with pytest.raises(StoreError, match="no store"):
        kg.open(tmp_path / "nowhere")


def test_a_node_tells_who_it_is_and_what_it_does(g: kg.Graph) -> None:
    node = g["Ruritania"]
    assert (node.ref, node.label, node.kind) == ("id:ruritania", "Ruritania", "State")
    assert repr(node) == "<State Ruritania (id:ruritania)>"
    assert isinstance(node.entity, kg.Entity)
    assert node.entity.mentions
    assert {(r["relation"], r["other"]) for r in node.relations()} >= {("visits", "Borduria")}
    assert [r["relation"] for r in node.relations("meets", direction="out")] == ["meets"]
    assert len(g["Anna Korvel"].said()) == 2
    ids = [claim.id for claim in g["Anna Korvel"].claims()]
    assert len(ids) == len(set(ids)) >= 2
    assert node.posts().to_dicts() == []


def test_names_that_answer_to_nothing_or_to_several(g: kg.Graph) -> None:
    with pytest.raises(UnknownEntityError) as unknown:
        g["Ruritnia"]
    assert unknown.value.near == ("Ruritania",)
    with pytest.raises(AmbiguousNameError) as several:
        g["Korvel"]
    assert [ref for ref, _, _ in several.value.candidates] == ["id:anna-korvel", "id:boris-korvel"]


def test_claims_filter(g: kg.Graph) -> None:
    assert len(g.claims()) == len(list(g)) == 8
    assert {c.modality.value for c in g.claims(modality="normative")} == {"normative"}
    assert len(g.claims(limit=2)) == 2
    with pytest.raises(QueryError):
        g.claims(modality="sure")


def test_sparql_binds_nodes_refs_and_hostile_strings(g: kg.Graph) -> None:
    query = "SELECT ?o WHERE { ?who rel:visits ?o }"
    assert [row["o"].rpartition("/")[2] for row in g.sparql(query, who=g["Ruritania"])] == ["borduria"]
    assert len(g.sparql(query, who=kg.Ref.parse("id:borduria"))) == 0
    hostile = '"} SELECT * { ?s ?p ?o } #\\'
    assert len(g.sparql("SELECT ?s WHERE { ?s ?p ?x }", x=hostile)) == 0
    with pytest.raises(QueryError):
        g.sparql("SELECT nonsense")
    with pytest.raises(QueryError):
        g.sparql(query, who=object())
    with pytest.raises(QueryLimitError):
        g.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def test_ways_out_hold_the_same_edges(g: kg.Graph, tmp_path: Path) -> None:
    network = g.to_networkx()
    claims = g.to_networkx(edges="claims")
    assert set(network) == set(claims) == {str(entity.ref) for entity in g.entities()}
    assert network.has_edge("id:ruritania", "id:borduria", "visits")
    assert network["id:ruritania"]["id:borduria"]["visits"]["weight"] == 2
    for _, _, plain in network.edges(data=True):
        assert all(isinstance(value, (str, int, float, bool)) for value in plain.values())
    assert {key for _, _, key in claims.edges(keys=True)} <= {str(c.id) for c in g.claims()}

    dataset = g.to_rdflib()
    base = "https://w3id.org/bilateral-kg/"
    visits = list(dataset.quads((None, URIRef(base + "rel/visits"), None, None)))
    assert [(str(quad[0]), str(quad[2])) for quad in visits] == [
        (base + "id/ruritania", base + "id/borduria")
    ]

    for suffix in (".gexf", ".graphml", ".ttl", ".trig", ".nq", ".jsonld", ".csv", ".jsonl"):
        assert g.export(tmp_path / f"x{suffix}") > 0
        assert (tmp_path / f"x{suffix}").stat().st_size > 0
    assert g.export(tmp_path / "ego.csv", ego="Boris Korvel") < g.export(tmp_path / "all.csv")
    with pytest.raises(ExportError, match=r"\.gexf"):
        g.export(tmp_path / "x.docx")


def test_rows_are_sequences_with_ways_to_frames(g: kg.Graph) -> None:
    rows = g.claims()
    assert isinstance(rows[0], kg.Claim)
    assert isinstance(rows[:2], kg.Rows)
    assert len(rows.to_pandas()) == len(rows.to_polars()) == len(rows)
    assert repr(rows) == f"<{len(rows)} rows>"


def test_html_is_escaped_everywhere(g: kg.Graph) -> None:
    evil = g["id:ev-31mil-bcorp"]
    for shown in (
        g,
        g.claims(),
        g.search("Corp"),
        g.documents(),
        evil,
        evil.relations(),
        evil.claims(),
        g.entities(),
    ):
        html = shown._repr_html_()
        assert "<b>" not in html
        assert "<script" not in html
        assert not [c for c in html if (c < " " and c not in "\t\n") or c in "\u202e\x7f"]


def test_dyad_and_graph_repr(g: kg.Graph, store: Path) -> None:
    rows = g.dyad("Ruritania", "Borduria").timeline()
    assert sum(row["a_to_b"] for row in rows) == 4
    assert repr(g) == f"<Graph {store}: 4 documents, 8 claims>"
    assert g.dyad("Ruritania", "Borduria")._repr_html_().startswith("<table>")


def test_questions_across_documents(g: kg.Graph, store: Path) -> None:
    visits = [e for e in g.events("Ruritania", "Borduria") if e["relation"] == "visits"]
    assert [e["date"] for e in visits] == ["undated", "undated"], "no date: two visits as far as we know"
    assert g.explain(visits[0]["id"])["event"]["id"] == visits[0]["id"]
    with pytest.raises(UnknownEntityError):
        g.explain("event:0000000000000000")
    assert len(g.contradictions()) == len(g.promises()) == len(g.diff(store)) == len(g.diff(g)) == 0
    [path] = g.paths("Ruritania", "Borduria")
    assert [step["claim"]["relation"] for step in path["steps"]] == ["visits"]
    assert len(g.discourse()) == 0
    for shown in (g.events(), g.paths("Ruritania", "Borduria")):
        assert "<b>" not in shown._repr_html_()


def test_explain_is_there_in_python_too(g: kg.Graph) -> None:
    found = g.explain("Ruritania", "visits", "Borduria")
    assert (found["accepted"], found["support"]) == (True, 2)
    assert g.explain(found["claims"][0]["id"])["claims"][0] == found["claims"][0]
