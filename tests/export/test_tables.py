"""CSV, Parquet and the three kinds of lines."""

from __future__ import annotations

import builtins
import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg.export
from kg.errors import MissingExtraError
from kg.export.csv import cell
from kg.export.jsonl import FIELDS, line
from kg.model.claims import Claim
from kg.store.claims import claim_model
from kg.store.ledger import Ledger


def lines(view: Ledger, form: str, **chosen: object) -> list[dict[str, Any]]:
    """The objects of a form of lines."""
    out = io.BytesIO()
    count = kg.export.write(view, form, out, **chosen)  # type: ignore[arg-type]
    found = [json.loads(text) for text in out.getvalue().decode().split("\n")[:-1]]
    assert count == len(found)
    return found


def table(view: Ledger, **chosen: object) -> list[dict[str, str]]:
    """The rows of the CSV."""
    out = io.BytesIO()
    kg.export.write(view, "csv", out, **chosen)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_claim_lines_are_the_ledgers_claims_in_the_published_order(view: Ledger) -> None:
    assert tuple(Claim.model_fields) == FIELDS[:-1]
    found = lines(view, "jsonl")
    assert found == list(view.all_claims())
    for one in found:
        assert tuple(one) == FIELDS
        assert claim_model(one).model_dump(mode="json") == {k: v for k, v in one.items() if k != "accepted"}


def test_quotes_are_the_raw_text(view: Ledger) -> None:
    for one in lines(view, "jsonl"):
        raw = view.text(one["document"]["id"])
        assert raw[one["evidence"]["start"] : one["evidence"]["end"]] == one["evidence"]["quote"]


def test_a_lone_surrogate_survives_as_an_escape() -> None:
    assert json.loads(line({"quote": "a\ud800é"})) == {"quote": "a\ud800é"}


def test_entity_lines(plain: Ledger) -> None:
    found = {one["ref"]: one for one in lines(plain, "entities")}
    assert list(found) == [e["ref"] for e in plain.entities()]
    korvel = found["id:anna-korvel"]
    assert (korvel["label"], korvel["kind"], korvel["state"]) == ("Anna Korvel", "Person", "id:ruritania")
    assert [mention["source"] for mention in korvel["mentions"]] == ["a.txt", "b.txt"]
    for mention in korvel["mentions"]:
        assert set(mention) == {"document", "source", "start", "end", "text", "resolution"}
        assert plain.text(mention["document"])[mention["start"] : mention["end"]] == "Anna Korvel"


def test_mention_lines(plain: Ledger) -> None:
    found = lines(plain, "mentions")
    assert {"id:ruritania", "id:korvel"} <= {one["ref"] for one in found}
    for one in found:
        assert list(one) == ["document", "source", "start", "end", "text", "kind", "ref", "value"]
        assert plain.text(one["document"])[one["start"] : one["end"]] == one["text"]


def test_csv_has_gephis_columns_and_no_formula(hostile: Ledger, plain: Ledger) -> None:
    rows = table(hostile)
    assert list(rows[0])[:7] == ["Id", "Source", "Target", "Type", "Kind", "Label", "Weight"]
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK(1)" in {row["source_label"] for row in rows}
    kinds = {(row["Source"], row["Kind"], row["Target"]): row["Weight"] for row in table(plain)}
    assert kinds["id:ruritania", "visits", "id:borduria"] == "2"
    assert {row["modality"] for row in table(plain, edges="claims")} == {"actual", "negated"}


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (-3.5, "-3.5"), ("-x", "'-x"), ("\tx", "'\tx"), (("a|b", "c"), "a¦b|c")],
)
def test_cells(value: Any, text: str) -> None:
    assert cell(value) == text


def test_parquet_equals_csv(view: Ledger) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    count = kg.export.write(view, "parquet", out)
    out.seek(0)
    read = pq.read_table(out).to_pylist()
    assert count == len(read)
    rows = table(view)
    assert [r["id"] for r in read] == [r["Id"] for r in rows]
    assert [r["weight"] for r in read] == [int(r["Weight"]) for r in rows]
    assert [r["claims"] for r in read] == [r["claims"].split("|") for r in rows]
    assert [r["score"] for r in read] == [float(r["score"]) if r["score"] else None for r in rows]
    assert [r["first"] for r in read] == [r["first"] or None for r in rows]


def test_parquet_without_pyarrow_says_what_to_install(plain: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refusing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refusing)
    with pytest.raises(MissingExtraError, match=r"bilateral-kg\[parquet\]"):
        kg.export.write(plain, "parquet", io.BytesIO())


def test_nothing_heavy_is_imported_for_a_network(folders: dict[str, Path]) -> None:
    program = (
        "import io, sys, kg.export\n"
        "from kg.store.ledger import Ledger\n"
        f"with Ledger.open({str(folders['plain'])!r}) as view:\n"
        "    kg.export.write(view, 'gexf', io.BytesIO())\n"
        "print([m for m in ('networkx', 'rdflib', 'pyarrow', 'spacy', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
