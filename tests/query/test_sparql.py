"""Queries answer, hostile ones are refused or stopped, and nothing gets out of the worker."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, QueryLimitError, StoreError
from kg.model.ids import Ref
from kg.query import sparql
from kg.query.results import FORMATS, Result, Term
from kg.query.scan import MOST_BYTES, check
from kg.query.sparql import Limits, ask, with_values
from kg.store.ledger import Ledger

SECOND = Limits(seconds=2)


def test_the_default_graph_is_the_union(folder: Path) -> None:
    found = ask(
        folder, "SELECT ?b WHERE { id:ruritania rel:memberOf ?b . ?b rdfs:label ?l . ?c rdf:object ?b }"
    )
    assert {row["b"] for row in found} == {"https://w3id.org/bilateral-kg/id/alpine-union"}
    assert ask(folder, "ASK { id:ruritania rel:sanctions ?x }").answer is False
    assert ask(folder, "ASK { id:ruritania said:sanctions ?x }").answer is True


def test_parameters_are_terms(folder: Path) -> None:
    query = "SELECT ?b WHERE { ?a said:memberOf ?b }"
    found = ask(folder, query, {"a": Ref("id", "borduria")}).to_dicts()
    assert found == [{"b": "https://w3id.org/bilateral-kg/id/alpine-union"}]
    hostile = 'x" } . ?s ?p ?o } #'
    assert len(ask(folder, "SELECT ?s WHERE { ?s rdfs:label ?name }", {"name": hostile})) == 0
    assert len(ask(folder, query, {"a": Term("iri", "http://x> <http://y> ?b } #")})) == 0
    with pytest.raises(QueryError, match="no variable"):
        ask(folder, query, {"z": 1})


@given(st.text())
def test_any_text_can_be_a_parameter(text: str) -> None:
    query = with_values("SELECT ?s { ?s ?p ?name }", {"name": text})
    assert check(query).variables == {"s", "p", "name"}


def test_values_come_into_the_pattern_and_not_the_template() -> None:
    made = with_values("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {"o": 5})
    assert made.index("VALUES") > made.index("WHERE")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { # comment\nSERVICE# comment\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o .SERVICE?x{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX SERVICEx: <http://x/> SELECT * { SERVICEx:a { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?a<'>') SERVICE ?x { ?s ?p ?o } FILTER(?b<'>') }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * from named <http://x/> { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "SELECT * { " + "{" * 201 + "}" * 201 + " }",
        "SELECT * { ?s ?p " + "[ ?p " * 300 + "]" * 300 + " }",
        "SELECT * { ?s ?p '" + "x" * MOST_BYTES + "' }",
        "SELECT * { ?s ?p '\ud800' }",
        "",
        "SELECT",
        "SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }",
        "\x00",
    ],
)
def test_refused(folder: Path, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(folder, query, limits=SECOND)
    assert not isinstance(caught.value, QueryLimitError)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }",
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d . ?e (!<x:y>)+ ?f }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
        "ASK { FILTER(" + "!" * 19_000 + "true) }",
        "SELECT (CONCAT(" + ",".join(["?y"] * 9) + ") AS ?x) { " + "".join(
            f"BIND(CONCAT({','.join([f'?y{i}'] * 9)}) AS ?y{i + 1}) " if i else "BIND('aaaaaaaaaa' AS ?y1) "
            for i in range(12)
        ) + " BIND(?y12 AS ?y) }",
    ],
)  # fmt: skip
def test_stopped(folder: Path, query: str) -> None:
    with pytest.raises(QueryLimitError):
        ask(folder, query, limits=Limits(seconds=2, memory=1_000_000_000))


def test_answers_are_never_cut(folder: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 11"
    assert len(ask(folder, query, limits=Limits(rows=11))) == 11
    with pytest.raises(QueryLimitError, match="more than 10 rows"):
        ask(folder, query, limits=Limits(rows=10))


def test_words_in_texts_and_names_are_no_commands(folder: Path) -> None:
    query = """SELECT ?from { ?from rdfs:label "SERVICE", 'insert # { { {', "\\"from" . # from SERVICE {
      FILTER(?from<?b && ?c>?d) }"""
    assert len(ask(folder, query)) == 0
    check("SELECT * { ?s <http://x.example/service#from> ?insert }")


def test_nothing_gets_out_of_the_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a query that slips past the first look opens no connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1.5)
        asked = threading.Event()

        def listen() -> None:
            try:
                server.accept()[0].close()
                asked.set()
            except TimeoutError:
                pass

        listener = threading.Thread(target=listen)
        listener.start()
        monkeypatch.setattr(sparql, "check", lambda query: None)
        monkeypatch.setattr(sparql, "with_values", lambda query, parameters: query)
        port = server.getsockname()[1]
        with pytest.raises(QueryError):
            ask(folder, f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", limits=SECOND)
        listener.join()
        assert not asked.is_set()


def test_no_rdf_yet(tmp_path: Path) -> None:
    Ledger.create(tmp_path).close()
    with pytest.raises(StoreError, match="no RDF store yet"):
        ask(tmp_path, "ASK { ?s ?p ?o }")


RESULT = Result(
    "select",
    ("a", "b"),
    (
        (Term("iri", "https://w3id.org/bilateral-kg/id/x"), Term("literal", '=1+1 "q" <b> & \x01\n', "en")),
        (Term("literal", "5", None, "http://www.w3.org/2001/XMLSchema#integer"), None),
        (Term("literal", "-5", None, "http://www.w3.org/2001/XMLSchema#double"), Term("bnode", "n")),
    ),
)


def test_formats_can_be_read_by_others() -> None:
    made = json.loads(RESULT.serialize("json"))
    assert made["head"]["vars"] == ["a", "b"]
    assert made["results"]["bindings"][0]["b"]["xml:lang"] == "en"
    rows = list(csv.reader(io.StringIO(RESULT.serialize("csv"), newline="")))
    assert rows[1][1].startswith("'=1+1")  # no spreadsheet runs it
    assert rows[3][0] == "-5"
    root = ElementTree.fromstring(RESULT.serialize("xml"))
    assert len(root.findall(".//{*}result")) == 3
    lines = RESULT.serialize("tsv").splitlines()
    assert len(lines) == 4
    assert lines[0] == "?a\t?b"
    assert len(RESULT.serialize("table").splitlines()) == 4
    for name in FORMATS:
        if name != "ttl":
            Result("ask", (), (), True).serialize(name)
    with pytest.raises(QueryError, match="CONSTRUCT"):
        RESULT.serialize("ttl")
    with pytest.raises(QueryError, match="unknown format"):
        RESULT.serialize("doc")


def test_a_graph_comes_as_turtle(folder: Path) -> None:
    import rdflib

    made = ask(folder, "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l }").serialize("ttl")
    assert len(rdflib.Graph().parse(data=made, format="turtle")) == len(made.splitlines()) > 3
