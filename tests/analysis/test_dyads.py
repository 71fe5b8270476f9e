"""A dyad's two directions: swapping the actors swaps the columns, and the counts equal a plain count."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.analysis.dyads import Dyad
from kg.errors import QueryError
from kg.model.dates import When
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import DateBasis, Modality, Precision
from kg.query.refresh import refresh
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

A, B = "id:ruritania", "id:borduria"
#: Sides of the invented cast: an actor and those who belong to it.
SIDES = {
    "ruritania": {"ruritania", "anna-korvel", "strelsau-institute"},
    "borduria": {"borduria", "pavel-strand"},
}


def _store(folder: Path, records: list[DocumentRecord]) -> Ledger:
    ledger = Ledger.create(folder)
    for record in records:
        ledger.put(record)
    refresh(ledger)
    return ledger


def _swapped(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "period": line["period"], "a_to_b": line["b_to_a"], "b_to_a": line["a_to_b"],
        "score_a_to_b": line["score_b_to_a"], "score_b_to_a": line["score_a_to_b"],
    }  # fmt: skip


@st.composite
def _corpora(draw: st.DrawFn) -> list[DocumentRecord]:
    """As `make.corpora`, without the bare surname that the linker may give to either side."""
    known = make.facts().filter(lambda fact: "korvel" not in fact)
    stories = draw(st.lists(st.lists(known, max_size=4), min_size=1, max_size=4))
    date = st.sampled_from(["2015", "2016-04", "2016-04-07"])
    return [make.story(f"{i}.txt", facts, f"{i}.", date=draw(date)) for i, facts in enumerate(stories)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=_corpora())
def test_directions_swap_exactly_and_equal_a_plain_count(
    records: list[DocumentRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with _store(tmp_path_factory.mktemp("dyad") / "s.kg", records) as ledger:
        there, back = Dyad(ledger, A, B), Dyad(ledger, B, A)
        for step in ("year", "month"):
            assert there.timeline(step) == [_swapped(line) for line in back.timeline(step)]
            turned = [_swapped(line) for line in back.timeline(step, "events")]
            assert there.timeline(step, "events") == turned
        assert [c.id for c in there.claims("ab")] == [c.id for c in back.claims("ba")]
        counted = Counter({"ab": sum(line["a_to_b"] for line in there.timeline())})
        counted["ba"] = sum(line["b_to_a"] for line in there.timeline())
    assert counted == _plain_count(records)


def _plain_count(records: list[DocumentRecord]) -> Counter[str]:
    """Claims from side to side, straight from the records; a joint act counts both ways."""
    found = Counter({"ab": 0, "ba": 0})
    kept = {record.document.sha256: record for record in records}
    for record in kept.values():
        for claim in {c.id: c for c in record.claims}.values():
            if claim.modality is Modality.NEGATED:
                continue
            ends = [({p.ref.local for p in claim.subjects}, {p.ref.local for p in claim.objects})]
            if claim.relation is Relation.SPEAKS_ABOUT:  # from who speaks to all that is spoken of
                ends = [({claim.speaker.ref.local} if claim.speaker else set(), ends[0][0] | ends[0][1])]
            elif SIGNATURES[claim.relation].symmetric:
                ends.append((ends[0][1], ends[0][0]))
            for way, one, other in (("ab", "ruritania", "borduria"), ("ba", "borduria", "ruritania")):
                found[way] += any(s & SIDES[one] and o & SIDES[other] for s, o in ends)
    return found


def test_scores_are_means_of_actual_events(tmp_path: Path) -> None:
    facts: list[make.Fact] = [
        ("ruritania", Relation.VISITS, "borduria", None, Modality.ACTUAL),
        ("ruritania", Relation.SANCTIONS, "borduria", None, Modality.ACTUAL),
        ("ruritania", Relation.AIDS, "borduria", None, Modality.PLANNED),
        ("borduria", Relation.AIDS, "ruritania", None, Modality.NEGATED),
    ]
    records = [make.story("a.txt", facts, date="2016")]
    with _store(tmp_path / "s.kg", records) as ledger:
        claims = {c.relation: c.score for c in Dyad(ledger, A, B).claims()}
        [line] = Dyad(ledger, A, B).timeline()
    assert (line["a_to_b"], line["b_to_a"]) == (3, 0), "planned counts, denied does not"
    scores = [s for r in (Relation.VISITS, Relation.SANCTIONS) if (s := claims[r]) is not None]
    assert line["score_a_to_b"] == (round(sum(scores) / len(scores), 2) if scores else None)
    assert line["score_b_to_a"] is None


def _visit(source: str, day: str, modality: Modality = Modality.ACTUAL) -> DocumentRecord:
    made = make.document(f"In {source} Anna Korvel came to Borduria.", source)
    when = When(start=day, end=day, precision=Precision.DAY, basis=DateBasis.STATED)
    claim = make.claim(made, ["anna-korvel"], Relation.VISITS, ["borduria"], modality=modality, occurred=when,
                       score=4.0)  # fmt: skip
    return make.record(made, [claim])


def test_events_count_once_and_swap_exactly(tmp_path: Path) -> None:
    """Two texts tell of one visit, a third of another; one is only planned; a meeting goes both ways."""
    met = make.document("Ruritania met Borduria in May.", "m")
    when = When(start="2016-05", end="2016-05", precision=Precision.MONTH, basis=DateBasis.STATED)
    joint = make.claim(met, ["ruritania"], Relation.MEETS, ["borduria"], occurred=when, score=2.5)
    records = [
        _visit("a", "2016-04-07"), _visit("b", "2016-04-07"), _visit("c", "2016-06-01"),
        _visit("d", "2016-12-01", Modality.PLANNED), make.record(met, [joint]),
    ]  # fmt: skip
    with _store(tmp_path / "s.kg", records) as ledger:
        [claims] = Dyad(ledger, A, B).timeline()
        [events] = there = Dyad(ledger, A, B).timeline(count="events")
        assert (claims["a_to_b"], claims["b_to_a"]) == (5, 1)
        assert (events["a_to_b"], events["b_to_a"]) == (3, 1)
        assert (events["score_a_to_b"], events["score_b_to_a"]) == (3.5, 2.5)
        assert [_swapped(line) for line in Dyad(ledger, B, A).timeline(count="events")] == there
        [line] = Dyad(ledger, A, B).timeline(intervals=True)
        assert (line["interval_a_to_b"], line["interval_b_to_a"]) == (None, None), "too few documents"
        with pytest.raises(QueryError, match="claims or events"):
            Dyad(ledger, A, B).timeline(count="texts")  # type: ignore[arg-type]


def test_an_unknown_step_is_refused(tmp_path: Path) -> None:
    with _store(tmp_path / "s.kg", []) as ledger, pytest.raises(QueryError, match="year or month"):
        Dyad(ledger, A, B).timeline("week")  # type: ignore[arg-type]
