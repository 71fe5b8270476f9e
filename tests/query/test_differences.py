"""What changed between two stores: exactly what was planted, and nothing between equal builds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.query.differences import WHAT, differences
from kg.query.refresh import refresh
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

LINK = linker(make.gazetteer())
A = Modality.ACTUAL
ONE: make.Fact = ("ruritania", Relation.VISITS, "borduria", None, A)
TWO: make.Fact = ("syldavia", Relation.SANCTIONS, "borduria", "pavel-strand", A)


def _store(folder: Path, *records: DocumentRecord) -> Ledger:
    ledger = Ledger.create(folder)
    for record in records:
        ledger.put(record)
    refresh(ledger, linker=LINK)
    return ledger


def test_equal_texts_in_another_order_differ_in_nothing(tmp_path: Path) -> None:
    records = [make.story("a.txt", [ONE]), make.story("b.txt", [TWO])]
    with _store(tmp_path / "1", *records) as one, _store(tmp_path / "2", *records[::-1]) as two:
        assert list(differences(one, two)) == []


def test_one_document_more_and_back(tmp_path: Path) -> None:
    first, second = make.story("a.txt", [ONE]), make.story("b.txt", [TWO])
    with _store(tmp_path / "1", first) as one, _store(tmp_path / "2", first, second) as two:
        there, back = list(differences(one, two)), list(differences(two, one))
        assert Counter(r["what"] for r in there if r["change"] == "added") == {
            "documents": 1, "claims": 1, "events": 1, "entities": 2,
        }  # fmt: skip
        assert {r["change"] for r in there} == {"added"}
        turned = {"added": "removed", "removed": "added", "changed": "changed"}
        assert [(r["what"], r["id"], turned[r["change"]]) for r in back] == [
            (r["what"], r["id"], r["change"]) for r in there
        ]
        assert list(dict.fromkeys(r["what"] for r in there)) == [w for w in WHAT if w != "ties"]


def test_a_verdict_and_a_rename_are_changes(tmp_path: Path) -> None:
    record = make.story("b.txt", [TWO])
    with _store(tmp_path / "1", record) as one, _store(tmp_path / "2", record) as two:
        two.decide("accept", [str(record.claims[0].id)])
        two.decide("rename", ["id:borduria", "Bordurian Republic"])
        refresh(two, linker=LINK)
        rows = {(r["what"], r["change"], r["id"]): r["text"] for r in differences(one, two)}
    assert ("ties", "added", "id:syldavia sanctions id:borduria") in rows
    assert ("claims", "changed", str(record.claims[0].id)) in rows
    assert rows["entities", "changed", "id:borduria"] == "Borduria (State) → Bordurian Republic (State)"
