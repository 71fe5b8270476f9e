"""Claims of one happening gather under one event (D4), never on weak evidence, in any order the same."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.amounts import Amount
from kg.model.dates import When
from kg.model.relations import Relation
from kg.model.vocabulary import DateBasis, Modality, Precision
from kg.query.happenings import events, explain_event
from kg.resolve.linker import linker
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

LINK = linker(make.gazetteer())
A, P, N = Modality.ACTUAL, Modality.PLANNED, Modality.NEGATED
PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def when(date: str) -> When:
    """A stated date of a length's precision."""
    return When(start=date, end=date, precision=PRECISIONS[len(date)], basis=DateBasis.STATED)


def report(
    source: str,
    date: str | None,
    *,
    relation: Relation = Relation.VISITS,
    subjects: Sequence[str] = ("anna-korvel",),
    objects: Sequence[str] = ("borduria",),
    modality: Modality = A,
    text: str = "",
    known: dict[str, str] | None = None,
    thing: str | None = None,
    place: str | None = None,
    **more: Any,
) -> DocumentRecord:
    """A document of its own words with one claim of a happening."""
    words = text or f"{source}: " + " ".join(f"{source}{i}" for i in range(12))
    made = make.document(words, source, **(known or {}))
    one = make.claim(
        made, subjects, relation, objects, modality=modality, occurred=when(date) if date else None,
        instrument=(make.party(thing),) if thing else (), where=make.party(place) if place else None, **more,
    )  # fmt: skip
    return make.record(made, [one])


def gathered(folder: Path, *records: DocumentRecord) -> list[dict[str, Any]]:
    """The events of these documents, each with the sources of its claims."""
    with Ledger.create(folder) as ledger:
        for record in records:
            ledger.put(record)
        ledger.finish(LINK)
        found = []
        for event in events(ledger):
            told = explain_event(ledger, event["id"])
            assert told is not None
            found.append(
                {**event, "sources": {c["document"]["source"] for c in told["claims"]}, "told": told}
            )
        return found


def sets(found: Sequence[dict[str, Any]]) -> set[frozenset[str]]:
    return {frozenset(event["sources"]) for event in found}


def together(*names: str) -> set[frozenset[str]]:
    """Sets as "ab c": a and b are one, c is another."""
    return {frozenset(group) for group in names}


DAY, OTHER, MONTH, YEAR = "2016-04-07", "2016-04-19", "2016-04", "2016"
M = Relation.MEETS
S = Relation.SIGNS_WITH
CASES: dict[str, tuple[list[DocumentRecord], set[frozenset[str]]]] = {
    "same day, same parties": ([report("a", DAY), report("b", DAY)], together("ab")),
    "another day": ([report("a", DAY), report("b", OTHER)], together("a", "b")),
    "another relation": (
        [report("a", DAY), report("b", DAY, relation=Relation.SANCTIONS)], together("a", "b")
    ),
    "other way round": (
        [report("a", DAY, relation=Relation.SANCTIONS, subjects=["ruritania"]),
         report("b", DAY, relation=Relation.SANCTIONS, subjects=["borduria"], objects=["ruritania"])],
        together("a", "b"),
    ),
    "joint act told from either end": (
        [report("a", DAY, relation=M, subjects=["ruritania"]),
         report("b", DAY, relation=M, subjects=["borduria"], objects=["ruritania"])],
        together("ab"),
    ),
    "met, held talks": (
        [report("a", DAY, relation=M), report("b", DAY, relation=Relation.TALKS_WITH)], together("ab")
    ),
    "hosting is being visited": (
        [report("a", DAY),
         report("b", DAY, relation=Relation.HOSTS, subjects=["borduria"], objects=["anna-korvel"])],
        together("ab"),
    ),
    "no date on either side": ([report("a", None), report("b", None)], together("a", "b")),
    "date on one side only": ([report("a", DAY), report("b", None)], together("a", "b")),
    "day in a month, alone": ([report("a", DAY), report("b", MONTH)], together("ab")),
    "day in a month, two fit": (
        [report("a", DAY), report("b", OTHER), report("c", MONTH)], together("a", "b", "c")
    ),
    "the same month": ([report("a", MONTH), report("b", MONTH)], together("ab")),
    "the same month, of what is done daily": (
        [report("a", MONTH, relation=Relation.CRITICIZES), report("b", MONTH, relation=Relation.CRITICIZES)],
        together("a", "b"),
    ),
    "another month": ([report("a", MONTH), report("b", "2016-05")], together("a", "b")),
    "the same year": ([report("a", YEAR), report("b", YEAR)], together("a", "b")),
    "day in a year": ([report("a", DAY), report("b", YEAR)], together("a", "b")),
    "the same year and project": (
        [report("a", YEAR, relation=S, subjects=["ruritania"], thing="northern-pipeline"),
         report("b", YEAR, relation=S, subjects=["ruritania"], thing="northern-pipeline")],
        together("ab"),
    ),
    "another thing the same day": (
        [report("a", DAY, relation=S, subjects=["ruritania"], thing="northern-pipeline"),
         report("b", DAY, relation=S, subjects=["ruritania"], thing="xr-9")],
        together("a", "b"),
    ),
    "another place the same day": (
        [report("a", DAY, place="strelsau-institute"), report("b", DAY, place="alpine-union")],
        together("a", "b"),
    ),
    "a third that fits both places": (
        [report("a", DAY, place="strelsau-institute"), report("b", DAY, place="alpine-union"),
         report("c", DAY)],
        together("a", "b", "c"),
    ),
    "a third that fits both places, and one more of the first": (
        [report("a", DAY, place="strelsau-institute"), report("b", DAY, place="alpine-union"),
         report("c", DAY), report("d", DAY, place="strelsau-institute", mode="visit")],
        together("ad", "b", "c"),
    ),
    "place on one side only": (
        [report("a", DAY, place="strelsau-institute"), report("b", DAY)], together("ab")
    ),
    "a state, and who acts for it": (
        [report("a", DAY, relation=M), report("b", DAY, relation=M, subjects=["ruritania"])], together("ab")
    ),
    "two officials of one state": (
        [report("a", DAY, relation=M), report("b", DAY, relation=M, subjects=["strelsau-institute"])],
        together("a", "b"),
    ),
    "a state that fits two officials": (
        [report("a", DAY, relation=M), report("b", DAY, relation=M, subjects=["strelsau-institute"]),
         report("c", DAY, relation=M, subjects=["ruritania"])],
        together("a", "b", "c"),
    ),
    "by phone and in person": (
        [report("a", DAY, relation=M, mode="phone"), report("b", DAY, relation=M, mode="visit")],
        together("a", "b"),
    ),
    "other amounts of money": (
        [report("a", DAY, relation=S, amounts=(Amount(text="$5 bn", value=5e9, unit="USD"),)),
         report("b", DAY, relation=S, amounts=(Amount(text="$25 bn", value=25e9, unit="USD"),))],
        together("a", "b"),
    ),
    "amounts that round alike": (
        [report("a", DAY, relation=S, amounts=(Amount(text="$5 bn", value=5e9, unit="USD"),)),
         report("b", DAY, relation=S, amounts=(Amount(text="$5.2 bn", value=5.2e9, unit="USD"),))],
        together("ab"),
    ),
    "planned, then done": ([report("a", DAY, modality=P), report("b", DAY)], together("ab")),
    "planned for another day": ([report("a", DAY, modality=P), report("b", OTHER)], together("a", "b")),
    "denied, then nothing": ([report("a", DAY, modality=N)], set()),
    "done and denied": ([report("a", DAY), report("b", DAY, modality=N)], together("ab")),
    "a wish is no happening": (
        [report("a", DAY, modality=Modality.NORMATIVE), report("b", DAY, modality=Modality.POSSIBLE)], set()
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_pairs(case: str, tmp_path: Path) -> None:
    records, wanted = CASES[case]
    for number, order in enumerate(itertools.permutations(records)):
        assert sets(gathered(tmp_path / str(number), *order)) == wanted


def test_an_announcement_does_not_make_it_so(tmp_path: Path) -> None:
    [event] = gathered(tmp_path / "p", report("a", DAY, modality=P), report("b", MONTH, modality=P))
    assert (event["status"], event["accepted"], event["support"]) == ("planned", False, 2)
    [event] = gathered(tmp_path / "a", report("a", DAY, modality=P), report("b", DAY))
    assert (event["status"], event["accepted"], event["support"], event["claims"]) == ("actual", True, 1, 2)
    [event] = gathered(tmp_path / "d", report("a", DAY), report("b", DAY, modality=N))
    assert (event["status"], event["support"], event["denied"]) == ("actual", 1, 1)


STORY = " ".join(f"Sentence number {i} of the report tells more about trade." for i in range(30))


def test_support_counts_voices_not_copies(tmp_path: Path) -> None:
    copies = [
        report(
            f"{i}",
            DAY,
            text=f"Anna Korvel visits Borduria. {STORY} Outlet {i}.",
            known={"outlet": f"Outlet {i}"},
        )
        for i in range(5)
    ]
    [event] = gathered(tmp_path / "copies", *copies)
    assert (event["claims"], event["support"]) == (5, 1)
    [event] = gathered(tmp_path / "apart", *copies, report("own", DAY))
    assert (event["claims"], event["support"]) == (6, 2)
    house = [report(n, DAY, known={"outlet": f"https://{n}.gazette.example"}) for n in ("www", "en")]
    assert [e["support"] for e in gathered(tmp_path / "house", *house)] == [1]
    speaker = [report(n, DAY, speaker="pavel-strand") for n in "ab"]
    assert [e["support"] for e in gathered(tmp_path / "speaker", *speaker)] == [1]


def test_copies_without_a_date_are_one(tmp_path: Path) -> None:
    """The same words in copies of one text; and a copy whose own date moved "on Tuesday" by a week."""
    text = f"Anna Korvel visits Borduria. {STORY}"
    undated = [report(f"{i}", None, text=f"{text} Outlet {i}.", end=28) for i in range(3)]
    assert len(gathered(tmp_path / "undated", *undated)) == 1
    moved = [report(d, d, text=f"{text} Printed {d}.", end=28) for d in (DAY, OTHER)]
    assert len(gathered(tmp_path / "moved", *moved)) == 1


def test_once_is_once(tmp_path: Path) -> None:
    """A named agreement is signed once by the same parties, dated or not; other acts with it are not."""
    from kg.model.cast import Figure
    from kg.model.vocabulary import Kind

    def signed(source: str, date: str | None, relation: Relation = S) -> DocumentRecord:
        record = report(source, date, relation=relation, subjects=["ruritania"], thing="zenda-treaty")
        treaty = Figure("zenda-treaty", "Treaty of Zenda", Kind.AGREEMENT, written="Treaty of Zenda")
        figures = [f for f in record.figures if f.key != "zenda-treaty"] + [treaty]
        return DocumentRecord(record.document, claims=record.claims, figures=figures, config="test")

    assert sets(gathered(tmp_path / "1", signed("a", None), signed("b", None))) == together("ab")
    assert sets(gathered(tmp_path / "2", signed("a", DAY), signed("b", None))) == together("ab")
    assert sets(gathered(tmp_path / "3", signed("a", DAY), signed("b", OTHER))) == together("a", "b")
    supports = [signed(n, None, Relation.COOPERATES_WITH) for n in "ab"]
    assert sets(gathered(tmp_path / "4", *supports)) == together("a", "b")


def test_explained_both_ways(tmp_path: Path) -> None:
    records = [report("a", DAY), report("b", DAY), report("c", OTHER), report("d", YEAR)]
    found = gathered(tmp_path, *records)
    event = next(e for e in found if e["claims"] == 2)
    assert "the same day (2016-04-07)" in " ".join(c["why"] for c in event["told"]["claims"])
    why = {near["why_not"] for near in event["told"]["near"]}
    assert any(reason.startswith("another date (2016-04-07; 2016-04-19)") for reason in why)
    assert any("too wide" in reason for reason in why)


def test_any_claims_name_leads_to_its_event(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        records = [report("a", DAY), report("b", DAY)]
        for record in records:
            ledger.put(record)
        ledger.finish(LINK)
        [event] = events(ledger)
        for record in records:
            told = explain_event(ledger, str(record.claims[0].id).replace("claim:", "event:"))
            assert told is not None
            assert told["event"]["id"] == event["id"]
        assert explain_event(ledger, "event:0000000000000000") is None


def test_a_rejected_claim_tells_of_nothing(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        record = report("a", DAY)
        ledger.put(record)
        ledger.decide("reject", [str(record.claims[0].id)])
        ledger.finish(LINK)
        assert list(events(ledger)) == []


DATES = (None, DAY, OTHER, MONTH, "2016-05", YEAR)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(DATES),
            st.sampled_from([M, Relation.VISITS, Relation.SANCTIONS]),
            st.sampled_from(["ruritania", "anna-korvel", "strelsau-institute"]),
            st.sampled_from([None, "alpine-union", "syldavia"]),
            st.sampled_from([A, P, N]),
        ),
        max_size=9,
    ),
    seed=st.integers(0, 99),
)
def test_order_of_reading_changes_nothing(
    told: list[Any], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    records = [
        report(f"r{i}", date, relation=relation, subjects=[who], place=place, modality=modality)
        for i, (date, relation, who, place, modality) in enumerate(told)
    ]
    shuffled = random.Random(seed).sample(records, len(records))
    lines = []
    for order in (records, shuffled):
        with Ledger.create(tmp_path_factory.mktemp("s") / "s.kg") as ledger:
            for record in order:
                ledger.put(record)
            ledger.finish(LINK)
            lines.append(list(all_lines(ledger)))
            for event in events(ledger):
                told_of = explain_event(ledger, event["id"])
                assert told_of is not None
                firsts = {(c["occurred"] or {}).get("start") for c in told_of["claims"]}
                assert event["id"] == "event:" + min(c["id"] for c in told_of["claims"]).removeprefix(
                    "claim:"
                )
                days = {d for d in firsts if d and len(d) == 10}
                assert len(days) <= 1, "two days are never one happening"
    assert lines[0] == lines[1]
