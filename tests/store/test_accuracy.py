"""The figures of the extractor stand beside the data: in the store, in kg stats, in every export."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph
import pytest

from kg.cli import run
from kg.export import FORMS, write
from kg.flow import manifest
from kg.flow.build import Options, build
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.query.refresh import refresh
from kg.store.accuracy import Accuracy
from kg.store.ledger import Ledger
from tests import make

ROWS = [
    {"of": "all", "name": "claims", "claims": 40, "precision": 0.75, "low": 0.6, "high": 0.86, "whole": 0.5},
    {"of": "kind", "name": "event", "claims": 20, "precision": 0.8, "low": 0.58, "high": 0.92, "whole": 0.6},
    {"of": "relation", "name": "visits", "claims": 8, "precision": 0.625, "low": 0.3, "high": 1, "whole": 0},
]  # fmt: skip
TEXT = json.dumps({"extractor": "9.9", "set": "texts of <Strelsau> & co.", "measured": ROWS})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    facts = [("ruritania", Relation.VISITS, "borduria", None, Modality.ACTUAL)]
    with Ledger.create(tmp_path / "s.kg") as ledger:
        ledger.put(make.story("a.txt", facts, date="2016"))
        ledger.note_accuracy(TEXT)
        refresh(ledger)
    return tmp_path / "s.kg"


@pytest.fixture
def ledger(store: Path) -> Iterator[Ledger]:
    with Ledger.open(store) as opened:
        yield opened


def exported(ledger: Ledger, form: str) -> bytes:
    out = io.BytesIO()
    write(ledger, form, out)
    return out.getvalue()


def test_the_store_keeps_them_and_says_so_once(store: Path) -> None:
    with Ledger.open(store, "w") as ledger:
        before = ledger.revision
        ledger.note_accuracy(TEXT)
        assert ledger.revision == before
        found = ledger.accuracy
    assert (found.extractor, len(found.measured)) == ("9.9", 3)
    assert str(found.of("kind", "event")) == "kind event: precision 0.80 (0.58–0.92, 20 claims)"
    assert found.of("kind", "statement") is None


@pytest.mark.parametrize(
    "text", [None, "", "{}", "[]", "no json", '{"measured": [{"of": "kind"}]}', '{"measured": 3}']
)
def test_what_is_no_table_of_figures_gives_none(text: str | None) -> None:
    assert Accuracy.parse(text).measured == ()


def test_stats_shows_the_precision_beside_the_count(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(store), "stats", "-f", "json"]) == 0
    rows = {(r["what"], r["name"]): r for r in json.loads(capsys.readouterr().out)}
    assert rows["claims by relation", "visits"]["precision"] == 0.625
    assert rows["claims by kind", "event"]["interval"] == "0.58–0.92"
    assert rows["total", "claims"]["measured"] == 40
    assert "precision" not in rows["claims by modality", "actual"]
    assert ("precision measured", "extractor 9.9 on texts of <Strelsau> & co.") in rows


def test_networks_tell_it_in_their_description(ledger: Ledger) -> None:
    gexf = ElementTree.fromstring(exported(ledger, "gexf"))
    said = gexf.findtext("{http://gexf.net/1.3}meta/{http://gexf.net/1.3}description")
    assert said is not None
    assert "texts of <Strelsau> & co." in said
    assert "relation visits: precision 0.62" in said
    graphml = exported(ledger, "graphml")
    first = ElementTree.fromstring(graphml)[0]
    assert first.tag.endswith("}desc")
    assert "kind event: precision 0.80" in str(first.text)
    assert nx.read_graphml(io.BytesIO(graphml)).number_of_edges() == 1


@pytest.mark.parametrize("form", ["N_QUADS", "TRIG", "JSON_LD", "TURTLE"])
def test_graphs_measure_in_the_data_quality_vocabulary(ledger: Ledger, form: str) -> None:
    engine = pyoxigraph.Store()
    made = exported(ledger, form.lower().replace("_", ""))
    engine.load(made, format=getattr(pyoxigraph.RdfFormat, form))
    query = """PREFIX dqv: <http://www.w3.org/ns/dqv#>
      SELECT ?about ?value WHERE { ?m a dqv:QualityMeasurement ; dqv:value ?value ; dqv:computedOn ?about ;
      dqv:isMeasurementOf/a dqv:Metric } ORDER BY ?value"""
    rows: Any = engine.query(query, use_default_graph_as_union=True)
    found = [(row[0].value.rpartition("/")[2], float(row[1].value)) for row in rows]
    assert found == [("visits", 0.625), ("ontology#claimKind-event", 0.8)]


@pytest.mark.parametrize("form", ["csv", "jsonl", "entities", "mentions"])
def test_bare_forms_have_it_beside_them(ledger: Ledger, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out" / f"a.{form}"
    out.parent.mkdir()
    write(ledger, form, out)
    assert {p.name for p in out.parent.iterdir()} == {out.name, f"{out.name}-metadata.json"}
    beside = json.loads((out.parent / f"{out.name}-metadata.json").read_text(encoding="utf-8"))
    assert beside["url"] == out.name
    assert beside["notes"] == ROWS
    assert out.read_bytes() == exported(ledger, form)


def test_parquet_has_it_among_its_metadata(ledger: Ledger) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    schema = parquet.read_schema(io.BytesIO(exported(ledger, "parquet")))
    assert b"precision 0.75" in schema.metadata[b"kg:accuracy"]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_said_where_nothing_was_measured(tmp_path: Path, form: str) -> None:
    with Ledger.create(tmp_path / "s.kg") as ledger:
        refresh(ledger)
        made = exported(ledger, form)
        write(ledger, form, tmp_path / "out")
    assert b"precision 0" not in made
    assert b"Quality" not in made
    assert not (tmp_path / "out-metadata.json").exists()


def test_a_build_keeps_the_figures_of_its_own_version_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setattr(manifest, "data_path", lambda *parts: data.joinpath(*parts))
    assert manifest.measured_accuracy() == ""
    (data / "accuracy.json").write_text(TEXT, encoding="utf-8")
    assert manifest.measured_accuracy() == ""
    monkeypatch.setattr(manifest, "EXTRACTOR_VERSION", "9.9")
    assert manifest.measured_accuracy() == TEXT
    monkeypatch.undo()
    monkeypatch.setattr("kg.flow.build.measured_accuracy", lambda: TEXT)
    (tmp_path / "a.txt").write_text("Ruritania signed a trade agreement with Borduria.", encoding="utf-8")
    build([str(tmp_path / "a.txt")], tmp_path / "b.kg", Options(jobs=0))
    with Ledger.open(tmp_path / "b.kg") as ledger:
        assert ledger.accuracy.extractor == "9.9"
