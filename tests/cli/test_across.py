"""What the verbs across documents print: one happening once, who else tells of it, paths, differences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.query.refresh import refresh
from kg.store.ledger import Ledger
from tests.analysis.test_changes import figure
from tests.analysis.test_promises import BEGUN, SIGNED
from tests.cli.conftest import Answer, Kg
from tests.store.test_happenings import report

DAY = "2016-04-07"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One visit told by two texts and planned by a third, two figures, a railway."""
    folder = tmp_path_factory.mktemp("across") / "s.kg"
    with Ledger.create(folder) as ledger:
        for record in (
            report("a", DAY),
            report("b", DAY, speaker="pavel-strand"),
            report("c", "2016-04", modality=Modality.PLANNED),
            report("d", "2016-05-01"),
            report("e", DAY, relation=Relation.MEETS, subjects=["ruritania"]),
            figure("f", "$32.9 bn", 32.9e9),
            figure("g", "$41 bn", 41e9),
            SIGNED,
            BEGUN,
        ):
            ledger.put(record)
        refresh(ledger)
    return folder


@pytest.fixture
def ask(kg: Kg, told: Path) -> Kg:
    """kg over that store."""

    def call(*arguments: str) -> Answer:
        return kg("--store", str(told), *arguments)

    return call


def test_an_event_is_listed_once_and_explained(ask: Kg) -> None:
    found = json.loads(ask("events", "Borduria", "--relation", "visits", "-f", "json").out)
    listed = [(e["date"], e["status"], e["claims"], e["support"]) for e in found]
    assert listed == [(DAY, "actual", 3, 2), ("2016-05-01", "actual", 1, 1)]
    page = ask("explain", found[0]["id"], "-f", "table").out
    for part in (
        "the same day (2016-04-07)",
        "counted here: ",
        "near it, but other events:",
        "another date",
        "rule: ",
    ):
        assert part in page
    rows = ask("explain", found[0]["id"]).lines
    assert rows[0].endswith("\twhy")


def test_a_claim_says_who_else_reports_it(ask: Kg) -> None:
    page = ask("claims", "--about", "Borduria", "-f", "table").out
    assert "also reported by: b (Pavel Strand)" in page
    line = next(
        json.loads(x) for x in ask("claims", "--about", "Borduria", "-f", "jsonl").lines if '"a"' in x
    )
    told = ask("explain", line["id"], "-f", "table").out
    assert "tells of event:" in told
    assert "because: " in told


def test_changes_show_both_sentences(ask: Kg) -> None:
    [one] = json.loads(ask("changes", "Ruritania", "-f", "json").out)
    assert (one["verdict"], one["kind"]) == ("contradiction", "figure")
    page = ask("changes", "-f", "table").out
    for part in ("$32.9 bn", "$41 bn", "f:0-", "g:0-", "for the same period (2015)"):
        assert part in page
    assert len(ask("changes").lines) == 2


def test_promises_show_a_sentence_a_step(ask: Kg) -> None:
    page = ask("promises", "-f", "table").out
    assert page.startswith("Northern Railway (Project) begun, 2016-09\n")
    for part in ("2014-05-03 signed: ", "2016-09 begun: ", "b.txt:", "c.txt:"):
        assert part in page
    assert len(ask("promises", "Northern Railway").lines) == 3


def test_path_prints_the_chain_and_the_sentence(ask: Kg) -> None:
    page = ask("path", "Anna Korvel", "Borduria", "-f", "table").out
    assert "1. Anna Korvel —visits→ Borduria" in page
    assert ask("path", "Borduria", "Anna Korvel", "-f", "table").out.startswith(
        "1. Borduria ←visits— Anna Korvel"
    )


def test_dyads_count_an_event_once(ask: Kg) -> None:
    def total(*more: str) -> int:
        rows = json.loads(ask("dyad", "Ruritania", "Borduria", "-f", "json", *more).out)
        return sum(row["Ruritania → Borduria"] for row in rows)

    assert total("--count", "events") < total() == total("--count", "claims")


def test_stats_count_events(ask: Kg) -> None:
    rows = json.loads(ask("stats", "-f", "json").out)
    assert next(r["count"] for r in rows if (r["what"], r["name"]) == ("total", "events")) >= 3


def test_diff_tells_what_changed_and_may_fail(kg: Kg, store: Path, told: Path) -> None:
    same = kg("diff", str(store), str(store), "--exit-code")
    assert (same.code, same.err) == (0, "no difference\n")
    other = kg("diff", str(store), str(told), "--exit-code", "--what", "claims", "-f", "json")
    assert other.code == 1
    assert {row["what"] for row in json.loads(other.out)} == {"claims"}
    assert len(kg("diff", str(store), str(told), "--summary").lines) == 6
