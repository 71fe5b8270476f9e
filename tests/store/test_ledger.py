"""The ledger: one writer, readers beside it, clear errors, the same state in any order."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import BusyError, IdentityError, StoreError
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.resolve.linker import linker
from kg.store.claims import ClaimFilter
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from kg.store.schema import LEDGER_FILE
from tests import make

LINK = linker(make.gazetteer())
FACT: make.Fact = ("ruritania", Relation.SANCTIONS, "borduria", "anna-korvel", Modality.ACTUAL)


def test_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with Ledger.create(tmp_path), pytest.raises(BusyError, match=f"process {os.getpid()}"):
        Ledger.open(tmp_path, "w")
    Ledger.open(tmp_path, "w").close()


def test_reader_sees_whole_states_while_a_writer_writes(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as writer:
        writer.put(make.story("a.txt", [FACT]))
        with Ledger.open(tmp_path) as reader:
            with writer._change() as db:
                db.execute("DELETE FROM document")
                assert reader.counts()["claims"] == 1  # not committed
            assert reader.counts()["claims"] == 0
            with reader.snapshot():
                before = reader.revision
                writer.put(make.story("b.txt", [FACT], ending="B."))
                assert (reader.revision, reader.counts()["documents"]) == (before, 0)
            assert reader.counts()["documents"] == 1


def test_reader_cannot_write(tmp_path: Path) -> None:
    Ledger.create(tmp_path).close()
    with Ledger.open(tmp_path) as reader, pytest.raises(StoreError, match="reading only"):
        reader.put(make.story("a.txt", [FACT]))


def test_a_failed_put_changes_nothing(tmp_path: Path) -> None:
    record = make.story("a.txt", [FACT])
    with Ledger.create(tmp_path) as ledger:
        ledger.put(record)
        broken = DocumentRecord(record.document, figures=(), claims=record.claims)
        with pytest.raises(StoreError, match="not a figure"):
            ledger.put(broken)
        with pytest.raises(StoreError):
            _half_a_change(ledger)
        assert (ledger.revision, ledger.counts()["claims"]) == (1, 1)


def _half_a_change(ledger: Ledger) -> None:
    with ledger._change() as db:
        db.execute("DELETE FROM document")
        db.execute("INSERT INTO nothing VALUES (1)")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda p: p.unlink(), "no store at"),
        (lambda p: p.write_bytes(b"not a database at all" * 100), "cannot be opened as a ledger"),
        (lambda p: p.write_bytes(b""), "not a ledger"),
        (lambda p: _set_version(p, "999"), "schema version 999"),
        (lambda p: _foreign(p), "not a ledger"),
    ],
)
def test_a_store_that_cannot_be_read_says_so_in_one_line(tmp_path: Path, spoil: object, message: str) -> None:
    Ledger.create(tmp_path).close()
    assert callable(spoil)
    spoil(tmp_path / LEDGER_FILE)
    with pytest.raises(StoreError, match=message) as caught:
        Ledger.open(tmp_path)
    assert "\n" not in str(caught.value)


def _set_version(path: Path, version: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (version,))
    db.close()


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE somebody_elses (x)")
    db.close()


def test_putting_the_same_again_changes_nothing(tmp_path: Path) -> None:
    record = make.story("a.txt", [FACT])
    with Ledger.create(tmp_path) as ledger:
        assert [ledger.put(record), ledger.put(record)] == [True, False]
        assert [ledger.finish(LINK), ledger.finish(LINK)] == [True, False]
        revision = ledger.revision
        assert ledger.put(make.story("a.txt", [FACT], title="New")) is True
        assert ledger.revision == revision + 1


@pytest.mark.parametrize("text", ["lone \ud800 surrogate", "nul \x00 byte", "‮right to left‬", "👩‍👩‍👧", ""])
def test_any_text_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    made = make.document(text, "odd.txt")
    claims = [make.claim(made, ["ruritania"], Relation.MEETS, ["borduria"])]
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.record(made, claims))
        ledger.finish(LINK)
        assert ledger.text(str(made.ref)) == text
        assert [c.evidence.quote for c in ledger.models()] == [text]
        assert all(line.encode() for line in all_lines(ledger))  # every line can be written as UTF-8


def test_identity_is_applied_on_reading_and_changes_no_claim_id(tmp_path: Path) -> None:
    record = make.story("a.txt", [("korvel", Relation.CRITICIZES, "borduria", "korvel", Modality.ACTUAL)])
    with Ledger.create(tmp_path) as ledger:
        ledger.put(record)
        ledger.finish(LINK)
        (alone,) = ledger.models()
        ledger.put(make.record(make.document("Anna Korvel spoke.", "b.txt"), keys=["anna-korvel"]))
        ledger.finish(LINK)
        (linked,) = ledger.models()
        assert alone.id == linked.id
        assert (str(alone.subjects[0].ref), str(linked.subjects[0].ref)) == ("id:korvel", "id:anna-korvel")
        assert linked.speaker is not None
        assert linked.speaker.label == "Anna Korvel"
        assert ledger.claim_count(ClaimFilter(speaker="id:anna-korvel")) == 1


def test_decisions_hold_through_a_rebuild_and_are_undone_by_a_line(tmp_path: Path) -> None:
    facts = [FACT, ("pavel-strand", Relation.MEETS, "borduria", None, Modality.ACTUAL)]
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.story("a.txt", facts))
        number = ledger.decide("merge", ["id:anna-korvel", "id:pavel-strand"], who="R")
        ledger.finish(LINK)
        merged = ledger.entity("id:pavel-strand")
        assert merged is not None
        assert merged["ref"] == "id:anna-korvel"
        ledger.remove("a.txt")
        ledger.put(make.story("a.txt", facts))
        ledger.finish(LINK)
        assert {e["ref"] for e in ledger.entities()} == {"id:anna-korvel", "id:borduria", "id:ruritania"}
        ledger.decide("undo", [str(number)])
        ledger.finish(LINK)
        assert "id:pavel-strand" in {e["ref"] for e in ledger.entities()}
        with pytest.raises(IdentityError, match="no decision 9"):
            ledger.decide("undo", ["9"])


def test_decisions_cannot_be_changed_or_deleted(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.decide("rename", ["id:x", "X"])
        for statement in ("DELETE FROM decision", "UPDATE decision SET who = 'me'"):
            with pytest.raises(StoreError, match="append-only"), ledger._change() as db:
                db.execute(statement)


def test_filters_agree_with_a_plain_scan(tmp_path: Path) -> None:
    rng = random.Random(7)
    keys = [k for k in make.CAST if k != "xr-9"]
    relations = [Relation.MEETS, Relation.SANCTIONS]
    facts = [
        (a, rng.choice(relations), b, rng.choice([None, "anna-korvel"]), rng.choice(list(Modality)))
        for a in keys
        for b in keys
        if a != b
    ]
    with Ledger.create(tmp_path) as ledger:
        for i in range(4):
            ledger.put(make.story(f"{i}.txt", facts[i::4]))
        ledger.finish(LINK)
        lines = list(ledger.all_claims())
        for ref in ("id:ruritania", "id:anna-korvel", "id:northern-pipeline"):
            about = [c for c in lines if ref in {p["ref"] for p in [*c["subjects"], *c["objects"]]}]
            assert ledger.claim_count(ClaimFilter(about=ref)) == len(about)
            planned = [c for c in about if c["modality"] == "planned"]
            found = ledger.claims(ClaimFilter(about=ref, modality="planned"))
            assert sorted(c["id"] for c in found) == sorted(c["id"] for c in planned)
        assert len(lines) == len(facts)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(make.corpora(), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(corpus: list[DocumentRecord], rng: random.Random) -> None:
    shuffled = corpus[:]
    rng.shuffle(shuffled)
    assert _lines(corpus) == _lines(shuffled, detour=True)


def _lines(corpus: list[DocumentRecord], *, detour: bool = False) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, Ledger.create(folder) as ledger:
        for i, record in enumerate(corpus):
            if detour:  # read in several builds, with a document that comes and goes
                ledger.put(make.story(f"gone{i}.txt", [FACT], ending=f"Gone {i}."))
                ledger.finish(LINK)
                ledger.remove(f"gone{i}.txt")
            ledger.put(record)
        ledger.finish(LINK)
        return list(all_lines(ledger))
