"""What is said and what is accepted (D1, D5), and how many independent voices say it (D4)."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.cast import Figure
from kg.model.relations import Relation
from kg.model.vocabulary import Kind, Modality
from kg.resolve.linker import linker
from kg.store.copies import components, groups, resemblance, sketch
from kg.store.days import first_day, last_day
from kg.store.derive import pairs
from kg.store.graphs import derived
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from kg.store.rule import AcceptRule
from kg.store.voices import outlet_family, unnamed_groups
from tests import make

LINK = linker(make.gazetteer())
FILLER = " ".join(f"Sentence number {i} of the report tells more about trade." for i in range(30))


def _edges(
    folder: Path, *records: DocumentRecord, rule: AcceptRule | None = None
) -> dict[Any, dict[str, Any]]:
    with Ledger.create(folder) as ledger:
        for record in records:
            ledger.put(record)
        ledger.finish(LINK, rule)
        return {(e["subject"][3:], e["relation"], e["object"][3:]): e for e in ledger.edges()}


def _said(source: str, speaker: str | None, text: str = "", **known: str) -> DocumentRecord:
    fact: make.Fact = ("ruritania", Relation.SANCTIONS, "borduria", speaker, Modality.ACTUAL)
    made = make.document(f"{make.sentence(*fact)} {text}", source, **known)
    claim = make.claim(made, ["ruritania"], Relation.SANCTIONS, ["borduria"], speaker=speaker, confidence=0.4)
    return make.record(made, [claim])


KEY = ("ruritania", "sanctions", "borduria")


@pytest.mark.parametrize("modality", list(Modality))
@pytest.mark.parametrize("speaker", [None, "anna-korvel"])
def test_only_the_actual_in_the_authors_voice_is_accepted(
    tmp_path: Path, modality: Modality, speaker: str | None
) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.story("a.txt", [("ruritania", Relation.SANCTIONS, "borduria", speaker, modality)]))
        ledger.finish(LINK)
        lines = derived(ledger)
        (line,) = ledger.claims()
    accepted = modality is Modality.ACTUAL and speaker is None
    assert any("/rel/sanctions>" in text for text in lines) is accepted
    assert any("/said/sanctions>" in text for text in lines) is (modality is not Modality.NEGATED)
    assert line["accepted"] is accepted


def test_the_threshold_is_the_rules(tmp_path: Path) -> None:
    made = _said("a.txt", None)
    assert not _edges(tmp_path / "a", made)[KEY]["accepted"]
    assert _edges(tmp_path / "b", made, rule=AcceptRule(threshold=0.4))[KEY]["accepted"]


def test_one_article_under_five_addresses_is_one_voice(tmp_path: Path) -> None:
    copies = [
        _said(f"{i}.txt", None, f"{FILLER} Printed by outlet {i}.", outlet=f"Outlet {i}") for i in range(5)
    ]
    edge = _edges(tmp_path / "copies", *copies)[KEY]
    assert (edge["claims"], edge["support"], edge["accepted"]) == (5, 1, False)
    apart = _said(
        "own.txt", None, "Our correspondent in Strelsau saw the customs houses close.", outlet="Other"
    )
    edge = _edges(tmp_path / "apart", *copies, apart)[KEY]
    assert (edge["claims"], edge["support"], edge["accepted"]) == (6, 2, True)


def test_one_speaker_and_one_outlet_family_count_once(tmp_path: Path) -> None:
    same_speaker = [_said("a.txt", "anna-korvel", "First."), _said("b.txt", "anna-korvel", "Second report.")]
    assert _edges(tmp_path / "s", *same_speaker)[KEY]["support"] == 1
    same_house = [
        _said("a.txt", None, "One day.", outlet="https://www.gazette.example/1"),
        _said("b.txt", None, "Another day altogether.", outlet="https://en.gazette.example/2"),
    ]
    assert _edges(tmp_path / "o", *same_house)[KEY]["support"] == 1
    two = [_said("a.txt", "anna-korvel", "First."), _said("b.txt", "pavel-strand", "Second report.")]
    assert _edges(tmp_path / "t", *two)[KEY]["accepted"]


def test_reviewers_decide(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        record = _said("a.txt", "anna-korvel")
        ledger.put(record)
        claim = str(record.claims[0].id)
        ledger.decide("accept", [claim])
        ledger.finish(LINK)
        assert [e["accepted"] for e in ledger.edges()] == [True]
        ledger.decide("reject", [claim])
        ledger.finish(LINK)
        assert list(ledger.edges()) == []
        assert [c["accepted"] for c in ledger.claims()] == [False]


def test_rule_is_kept_and_told_in_one_line(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.put(_said("a.txt", "anna-korvel"))
        ledger.finish(LINK, AcceptRule(threshold=0.9, speakers=1))
        assert ledger.finish(LINK) is False
        assert [e["accepted"] for e in ledger.edges()] == [True]
        assert "0.9" in str(ledger.rule)
        assert "\n" not in str(ledger.rule)


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=3), max_size=8))
def test_components_are_those_of_networkx(members: list[list[str]]) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    for i, tokens in enumerate(members):
        graph.add_node(i)
        graph.add_edges_from((i, token) for token in tokens)
    assert components(members) == nx.number_connected_components(graph)


def test_pairs_of_joint_acts() -> None:
    kinds = {"a": "State", "b": "State", "c": "State", "p": "Project"}
    assert pairs("sanctions", False, ["a", "b"], ["c"], kinds) == {("a", "c"), ("b", "c")}
    assert pairs("buildsWith", False, ["a", "b"], ["p"], kinds) == {
        ("a", "b"),
        ("b", "a"),
        ("a", "p"),
        ("b", "p"),
    }
    assert pairs("supports", True, ["a", "b"], [], kinds) == {("a", "b"), ("b", "a")}
    assert pairs("sanctions", False, ["a"], ["a"], kinds) == set()


def test_copies_are_found_and_separate_texts_are_not() -> None:
    text = FILLER
    changed = text.replace("number 7", "number seven")
    other = " ".join(f"Paragraph {i} deals with quite another matter, the harvest." for i in range(30))
    made = {"a": sketch(text), "b": sketch(changed), "c": sketch(other), "d": sketch("")}
    assert groups(made) == {"a": "a", "b": "a", "c": "c", "d": "d"}
    assert resemblance(made["a"], made["c"]) < 0.1


@pytest.mark.parametrize(
    ("outlet", "family"),
    [
        ("https://www.gazette.example/x", "gazette"),
        ("en.gazette.example", "gazette"),
        ("news.gazette.co.example", "gazette"),
        ("The Gazette", "gazette"),
        ("Gazette Online", "gazette"),
        ("!!!", "!!!"),
    ],
)
def test_outlet_families(outlet: str, family: str) -> None:
    assert outlet_family(outlet) == family


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2016", "2016-01-01", "2016-12-31"), ("2016-04", "2016-04-01", "2016-04-30"), ("--03-24", None, None)],
)
def test_days(date: str, first: str | None, last: str | None) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


def _by_officials(source: str, state: str | None = None, name: str = "officials") -> DocumentRecord:
    record = _said(source, "officials", f"Told in {source}.")
    group = Figure("officials", name, Kind.GROUP, state=state, written=name)
    others = [figure for figure in record.figures if figure.key != "officials"]
    return dataclasses.replace(record, figures=[*others, group])


def test_officials_of_two_texts_are_two_groups_and_one_voice(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        for source in ("a.txt", "b.txt"):
            ledger.put(_by_officials(source))
        ledger.finish(LINK)
        speakers = {line["speaker"]["ref"] for line in ledger.claims()}
        (edge,) = ledger.edges()
    assert len(speakers) == 2
    assert (edge["claims"], edge["support"]) == (2, 1)


def test_officials_of_a_state_are_one_group(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        for source in ("a.txt", "b.txt"):
            ledger.put(_by_officials(source, "ruritania"))
        ledger.finish(LINK)
        assert len({line["speaker"]["ref"] for line in ledger.claims()}) == 1


def test_soldiers_of_a_state_in_two_texts_are_two_groups_and_one_voice(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        for source in ("a.txt", "b.txt"):
            ledger.put(_by_officials(source, "ruritania", "two soldiers"))
        ledger.finish(LINK)
        assert len({line["speaker"]["ref"] for line in ledger.claims()}) == 2
        (edge,) = ledger.edges()
    assert (edge["claims"], edge["support"]) == (2, 1)


def test_authorities_of_two_states_are_two_voices() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE canonical (ref TEXT, label TEXT, kind TEXT, state TEXT)")
    rows = [
        ("r", "Authorities", "Group", "ruritania"),
        ("b", "authorities", "Group", "borduria"),
        ("again", "authorities", "Group", "borduria"),
        ("some", "soldiers", "Group", "ruritania"),
        ("others", "Soldiers", "Group", "borduria"),
        ("anna", "Anna Korvel", "Person", "ruritania"),
    ]
    db.executemany("INSERT INTO canonical VALUES (?, ?, ?, ?)", rows)
    groups_of = unnamed_groups(db)
    db.close()
    assert set(groups_of) == {"r", "b", "again", "some", "others"}
    assert groups_of["b"] == groups_of["again"] != groups_of["r"]
    assert groups_of["some"] == groups_of["others"]
