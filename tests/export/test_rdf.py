"""N-Quads, TriG, Turtle and JSON-LD say one and the same, by two independent readers."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

import kg.export
from kg.export.statements import short, term
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger

#: rdflib's own parsers use what its Dataset calls deprecated.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
OXIGRAPH = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"nquads": "nquads", "trig": "trig", "turtle": "turtle", "jsonld": "json-ld"}


def written(view: Ledger, form: str, **chosen: object) -> bytes:
    """The file."""
    out = io.BytesIO()
    kg.export.write(view, form, out, **chosen)  # type: ignore[arg-type]
    return out.getvalue()


def quads(view: Ledger, form: str, **chosen: object) -> set[tuple[str, ...]]:
    """The quads (triples for Turtle) with every term exactly as pyoxigraph reads it."""
    read = ox.parse(written(view, form, **chosen), format=OXIGRAPH[form])
    named = 3 if form == "turtle" else 4
    return {tuple(str(t) for t in tuple(quad)[:named]) for quad in read}


def union(view: Ledger, form: str) -> Graph:
    """All triples as rdflib reads them."""
    data = written(view, form)
    if form == "turtle":
        return Graph().parse(data=data, format="turtle")
    dataset = Dataset()
    dataset.parse(data=data, format=RDFLIB[form])
    made = Graph()
    for s, p, o, _ in dataset.quads((None, None, None, None)):
        made.add((s, p, o))
    return made


def test_nquads_are_the_stores_lines_and_sorted(view: Ledger) -> None:
    lines = written(view, "nquads").decode().splitlines()
    assert lines == list(all_lines(view))
    assert len(quads(view, "nquads")) == len(lines)
    graphs = [line.rsplit("<", 1)[1] for line in lines]
    assert graphs == sorted(graphs)


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_named_graphs_are_the_same_term_for_term(view: Ledger, form: str) -> None:
    assert quads(view, form) == quads(view, "nquads")


def test_turtle_is_the_union(view: Ledger) -> None:
    assert quads(view, "turtle") == {quad[:3] for quad in quads(view, "nquads")}


@pytest.mark.parametrize("form", ["trig", "turtle", "jsonld"])
def test_rdflib_reads_isomorphic_graphs(view: Ledger, form: str) -> None:
    assert isomorphic(union(view, form), union(view, "nquads"))


@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_counts_are_of_what_is_written(view: Ledger, form: str) -> None:
    out = io.BytesIO()
    count = kg.export.write(view, form, out)
    if form == "turtle":  # a triple may stand in several graphs
        assert count >= len(quads(view, form))
    else:
        assert count == len(quads(view, form))


def test_a_part_holds_only_its_claims_and_entities(plain: Ledger) -> None:
    part = quads(plain, "nquads", ego="id:anna-korvel")
    whole = quads(plain, "nquads")
    # Documents and shared graphs keep their quads; nothing is made up for a part.
    assert part < whole
    text = written(plain, "nquads", ego="id:anna-korvel").decode()
    assert "rel/speaksAbout" in text
    assert "/rel/sanctions" not in text
    assert "id/syldavia>" not in text
    assert "said/visits" not in text
    dyad = written(plain, "nquads", dyad=("id:ruritania", "id:borduria")).decode()
    assert "said/visits" in dyad
    assert "id/northern-pipeline> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" not in dyad


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://w3id.org/bilateral-kg/id/france", "id:france"),
        ("https://w3id.org/bilateral-kg/id/a.b-c", "id:a.b-c"),
        ("https://w3id.org/bilateral-kg/id/a.", "<https://w3id.org/bilateral-kg/id/a.>"),
        ("https://w3id.org/bilateral-kg/id/%D1%84", "<https://w3id.org/bilateral-kg/id/%D1%84>"),
        ("https://w3id.org/bilateral-kg/claim/ab#stance", "<https://w3id.org/bilateral-kg/claim/ab#stance>"),
        ("http://elsewhere.example/x", "<http://elsewhere.example/x>"),
    ],
)
def test_short_addresses_are_legal_turtle(address: str, name: str) -> None:
    assert short(address) == name
    [triple] = ox.parse(
        f"@prefix id: <https://w3id.org/bilateral-kg/id/> . {name} a {name} .", format=ox.RdfFormat.TURTLE
    )
    assert triple.subject == ox.NamedNode(address)


def test_a_quote_that_looks_like_a_type_stays_a_quote() -> None:
    tricky = '"say \\"^^<http://www.w3.org/2001/XMLSchema#date>\\" loud"'
    assert term(tricky) == tricky
