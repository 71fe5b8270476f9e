"""GraphML and GEXF: every tie comes out of networkx' reader as it went in, whatever the names hold."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

import kg.export
from kg.export.selection import EVIDENCE_LENGTH, Selection, edges
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.store.ledger import Ledger
from tests import make
from tests.export import stores

READERS: dict[str, Any] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
NETWORKS = sorted(READERS)
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
KINDS = ["aggregated", "claims"]


def text_of(view: Ledger, form: str, **chosen: object) -> str:
    """The file as a string."""
    out = io.BytesIO()
    kg.export.write(view, form, out, **chosen)  # type: ignore[arg-type]
    return out.getvalue().decode("utf-8")


def graph_of(view: Ledger, form: str, **chosen: object) -> Any:
    """The file as networkx reads it, always with parallel edges."""
    out = io.BytesIO(text_of(view, form, **chosen).encode())
    return nx.MultiDiGraph(READERS[form](out))


def ties(view: Ledger, kind: str) -> set[tuple[str, str, str]]:
    """(source, relation, target) straight from the ledger, not through the exporters' query."""
    found = set()
    for edge in view.edges():
        if kind == "claims" or edge["claims"] > edge["denied"]:
            found.add((edge["subject"], edge["relation"], edge["object"]))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", NETWORKS)
def test_no_tie_is_lost_or_invented(view: Ledger, form: str, kind: str) -> None:
    graph = graph_of(view, form, edges=kind)
    read = {(s, d["relation"], t) for s, t, d in graph.edges(data=True)}
    assert read == ties(view, kind)
    if kind == "aggregated":
        assert graph.number_of_edges() == len(read)
    else:
        behind = sum(len(view.edge_claim_ids(e["id"])) for e in view.edges())
        assert graph.number_of_edges() == behind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", NETWORKS)
def test_edge_ids_are_unique_and_the_same_every_time(view: Ledger, form: str, kind: str) -> None:
    text = text_of(view, form, edges=kind)
    ids = re.findall(r'<edge id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == text.count("<edge ")
    assert text == text_of(view, form, edges=kind)


@pytest.mark.parametrize("form", NETWORKS)
def test_every_edge_carries_claims_that_resolve(view: Ledger, form: str) -> None:
    for _, _, data in graph_of(view, form).edges(data=True):
        listed = data["claims"].strip("[]").replace('"', "").replace(", ", "|").split("|")
        assert data["claim_id"] in listed
        assert all(view.claim(ref) is not None for ref in listed)
        assert 0 < len(data["evidence"]) <= EVIDENCE_LENGTH


@pytest.mark.parametrize("form", NETWORKS)
def test_weight_is_support_and_label_the_relation(plain: Ledger, form: str) -> None:
    graph = graph_of(plain, form)
    support = {(e["subject"], e["relation"], e["object"]): e["support"] for e in plain.edges()}
    for s, t, data in graph.edges(data=True):
        assert data["weight"] == support[s, data["relation"], t]
        assert data["label"] == data["relation"]
    visits = [d["weight"] for _, _, d in graph.edges(data=True) if d["relation"] == "visits"]
    assert visits == [2.0]  # the author's voice and Strand's
    [supports] = [d for _, _, d in graph.edges(data=True) if d["relation"] == "supports"]
    assert (supports["weight"], supports["claim_count"]) == (1.0, 2)  # Korvel's alone, twice


@pytest.mark.parametrize("form", NETWORKS)
def test_joint_acts_tie_both_ways_and_denials_tie_nothing(plain: Ledger, form: str) -> None:
    found = {(s, d["relation"], t) for s, t, d in graph_of(plain, form).edges(data=True)}
    for relation in ("meets", "signsWith"):
        assert ("id:ruritania", relation, "id:borduria") in found
        assert ("id:borduria", relation, "id:ruritania") in found
    assert not any(relation == "sanctions" for _, relation, _ in found)
    claims = {
        d["relation"]: d["modality"] for _, _, d in graph_of(plain, form, edges="claims").edges(data=True)
    }
    assert claims["sanctions"] == "negated"


@pytest.mark.parametrize("form", NETWORKS)
def test_hostile_names_arrive_without_what_xml_refuses(hostile: Ledger, form: str) -> None:
    graph = graph_of(hostile, form)
    names = {data["label"] for _, data in graph.nodes(data=True)}
    assert "Ruri & Sons <b>\"Ltd\"</b> 'x' ]]> &amp;" in names
    assert {"Esc[31maped", "Freedonia 🛤️ 👩‍💻", "جمهورية بوردوريا", "=HYPERLINK(1)"} <= names
    text = text_of(hostile, form)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", text)
    assert "None" not in text


@pytest.mark.parametrize("form", NETWORKS)
def test_ego_and_dyad(plain: Ledger, form: str) -> None:
    whole = {(s, d["relation"], t) for s, t, d in graph_of(plain, form).edges(data=True)}
    ego = {(s, d["relation"], t) for s, t, d in graph_of(plain, form, ego="id:anna-korvel").edges(data=True)}
    assert ego == {edge for edge in whole if "id:anna-korvel" in (edge[0], edge[2])} != set()
    dyad = graph_of(plain, form, dyad=("id:ruritania", "id:borduria"))
    assert set(dyad) == {"id:ruritania", "id:borduria"}


def test_graphml_keys_are_named_typed_and_unique(view: Ledger) -> None:
    root = ElementTree.fromstring(text_of(view, "graphml"))
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    keys = root.findall(f"{ns}key")
    ids = [k.get("id", "") for k in keys]
    assert len(ids) == len(set(ids))
    assert not any(re.fullmatch(r"d\d+", i) for i in ids)
    for key in keys:
        assert key.get("for") in ("node", "edge")
        assert key.get("attr.type") in ("string", "int", "double", "boolean")
        assert key.get("attr.name") not in (None, "name")
    per_name = {(k.get("for"), k.get("attr.name")): k.get("attr.type") for k in keys}
    assert len(per_name) == len(keys)
    assert [k for k in root if k.tag == f"{ns}key"] == list(root)[: len(keys)]
    for edge in root.iter(f"{ns}edge"):
        assert edge.get("label")


def test_gexf_is_dynamic_and_its_attributes_come_first(view: Ledger) -> None:
    root = ElementTree.fromstring(text_of(view, "gexf"))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert root.get("version") == "1.3"
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert (graph.get("timerepresentation"), graph.get("defaultedgetype")) == ("interval", "directed")
    tags = [child.tag.removeprefix(GEXF) for child in graph]
    assert tags == ["attributes", "attributes", "nodes", "edges"]
    for node in graph.iter(f"{GEXF}node"):
        colour = node.find(f"{VIZ}color")
        assert colour is not None
        assert all(0 <= int(colour.get(c, "x")) <= 255 for c in "rgb")
        assert node.find(f"{VIZ}size") is not None
        place = node.find(f"{VIZ}position")
        assert place is not None
        assert all(float(place.get(axis, "x")) is not None for axis in "xyz")
    for edge in graph.iter(f"{GEXF}edge"):
        assert edge.get("kind") == edge.get("label")
        assert (edge.get("start") is None) == (edge.get("end") is None)


def test_gexf_dates_are_days_of_the_calendar(plain: Ledger) -> None:
    spells = re.findall(r' start="([^"]+)" end="([^"]+)"', text_of(plain, "gexf"))
    assert set(spells) == {("2015-02-01", "2015-02-28")}


def test_the_surest_claim_that_is_no_denial_speaks_for_its_edge(tmp_path: Path) -> None:
    text = "Ruritania visited Borduria. Ruritania never visited Borduria. Ruritania did visit Borduria."
    document = make.document(text)
    spans = [m.span() for m in re.finditer(r"Rur[^.]+\.", text)]
    sure = (0.7, 0.9, 0.6)
    claims = [
        make.claim(document, ["ruritania"], Relation.VISITS, ["borduria"], start=start, end=end,
                   confidence=confidence, modality=Modality.NEGATED if confidence == 0.9 else Modality.ACTUAL)
        for (start, end), confidence in zip(spans, sure, strict=True)
    ]  # fmt: skip
    with Ledger.open(stores.build(tmp_path / "s.kg", [make.record(document, claims)])) as view:
        [edge] = edges(view, Selection())
    assert edge.evidence == "Ruritania visited Borduria."
    assert edge.claim_id == str(claims[0].id)
    assert (edge.claim_count, edge.denied, len(edge.claims)) == (3, 1, 3)


def test_long_evidence_is_cut_with_a_mark(plain: Ledger) -> None:
    from kg.export.selection import shorten

    assert shorten("x" * 400) == "x" * (EVIDENCE_LENGTH - 1) + "…"
    assert shorten("x" * EVIDENCE_LENGTH) == "x" * EVIDENCE_LENGTH
    assert all(len(e.evidence) <= EVIDENCE_LENGTH for e in edges(plain, Selection()))
