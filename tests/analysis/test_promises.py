"""The promise tracker (D10): three documents of a railway reach "begun" with three spans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.analysis.promises import promises
from kg.model.cast import Figure
from kg.model.relations import Relation
from kg.model.vocabulary import Kind, Modality
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord, MentionRecord
from tests import make

LINK = linker(make.gazetteer())
NAME = "Northern Railway"
RAILWAY = Figure("northern-railway", NAME, Kind.PROJECT, written=NAME)
OTHER = Figure("southern-canal", "Southern Canal", Kind.PROJECT, written="Southern Canal")


def text(source: str, words: str, told: str | None, dates: Sequence[tuple[str, str]] = ()) -> DocumentRecord:
    """A document without claims: names of the two projects, the states, and dates are mentioned in it."""
    known = {"date": told} if told else {}
    made = make.document(words, source, **known)
    mentions = []
    figures = [RAILWAY, OTHER, *(make.figure(key) for key in ("ruritania", "borduria", "syldavia", "xr-9"))]
    for figure in figures:
        at = words.find(figure.name)
        while at >= 0:
            mentions.append(
                MentionRecord(
                    at, at + len(figure.name), figure.name, figure.kind, (figure.key,), None, "name"
                )
            )
            at = words.find(figure.name, at + 1)
    for written, value in dates:
        at = words.index(written)
        mentions.append(MentionRecord(at, at + len(written), written, "Date", (), value))
    return DocumentRecord(made, figures=figures, mentions=mentions, config="test")


def tracked(folder: Path, *records: DocumentRecord, **chosen: Any) -> list[dict[str, Any]]:
    with Ledger.create(folder) as ledger:
        for record in records:
            ledger.put(record)
        ledger.finish(LINK)
        return promises(ledger, **chosen)


ANNOUNCED = text("a.txt", "Ruritania and Borduria announced the Northern Railway. It rained.", "2013-03-12")
SIGNED = text("b.txt", "They met. A contract on the Northern Railway was signed on 3 May 2014 in Zenda.",
              "2014-05-04", [("3 May 2014", "2014-05-03")])  # fmt: skip
BEGUN = text("c.txt", "In Zenda, work on the Northern Railway began in September 2016.", "2016-10-01",
             [("September 2016", "2016-09")])  # fmt: skip
DONE = text("d.txt", "The Northern Railway was completed in 2019.", "2020-01-05", [("2019", "2019")])
CANCELLED = text(
    "e.txt", "Borduria cancelled the Northern Railway in 2017.", "2017-02-01", [("2017", "2017")]
)
RESUMED = text(
    "f.txt", "In 2018 work on the Northern Railway started again.", "2018-05-01", [("2018", "2018")]
)
CANAL = text(
    "g.txt", "While the Northern Railway was completed, the Southern Canal was scrapped.", "2020-03-01"
)
TIMELINES: list[tuple[list[DocumentRecord], str, str | None, list[str]]] = [
    ([ANNOUNCED, SIGNED, BEGUN], "begun", "2016-09", ["announced", "signed", "begun"]),
    ([BEGUN, SIGNED, ANNOUNCED], "begun", "2016-09", ["announced", "signed", "begun"]),
    ([ANNOUNCED], "announced", None, ["announced"]),
    ([ANNOUNCED, SIGNED, BEGUN, DONE], "done", "2019", ["announced", "signed", "begun", "done"]),
    ([SIGNED, CANCELLED], "lapsed", "2017", ["signed", "lapsed"]),
    ([SIGNED, CANCELLED, RESUMED], "begun", "2018", ["signed", "lapsed", "begun"]),
]


@pytest.mark.parametrize(("records", "now", "since", "steps"), TIMELINES)
def test_timelines(
    tmp_path: Path, records: list[DocumentRecord], now: str, since: str | None, steps: list[str]
) -> None:
    [one] = tracked(tmp_path, *records)
    assert (one["thing"]["label"], one["stage"], one["since"]) == (NAME, now, since)
    assert [step["stage"] for step in one["steps"]] == steps
    texts = {r.document.source: r.document.text for r in records}
    assert len({(s["source"], s["start"]) for s in one["steps"]}) == len(steps), "a span each"
    for step in one["steps"]:
        assert texts[step["source"]][step["start"] : step["end"]] == step["cue"]
        assert step["cue"] in step["sentence"]
        assert NAME in step["sentence"]


def test_the_date_of_a_text_never_passes_for_that_of_a_step(tmp_path: Path) -> None:
    [one] = tracked(tmp_path, ANNOUNCED)
    [step] = one["steps"]
    assert (step["date"], step["told"], one["since"]) == (None, "2013-03-12", None)


@pytest.mark.parametrize(
    ("words", "dates", "since"),
    [
        ("In 1954, when they signed the Northern Railway deal in 1957, it rained.", ("1954", "1957"), "1957"),
        ("In 2018, after Borduria cancelled the 2015 Northern Railway, it rained.", ("2018", "2015"), "2018"),
        ("They signed the 2015 Northern Railway deal.", ("2015",), "2015"),
        ("In 2018 it was an anniversary of the signing of the Northern Railway deal.", ("2018",), None),
    ],
)
def test_the_date_of_a_step_is_not_that_of_the_name_or_of_another_clause(
    tmp_path: Path, words: str, dates: tuple[str, ...], since: str
) -> None:
    [one] = tracked(tmp_path, text("h.txt", words, None, [(d, d) for d in dates]))
    assert one["since"] == since


def test_each_thing_has_its_own_steps(tmp_path: Path) -> None:
    stages = {one["thing"]["label"]: one["stage"] for one in tracked(tmp_path, CANAL)}
    assert stages == {NAME: "done", "Southern Canal": "lapsed"}


@pytest.mark.parametrize(
    "words",
    [
        "The Northern Railway will never be completed.",
        "The Northern Railway is long.",
        "Nobody has started work on the Northern Railway.",
        "They completed the station. The Northern Railway is near.",
    ],
)
def test_nothing_from_nothing(tmp_path: Path, words: str) -> None:
    assert tracked(tmp_path, text("a.txt", words, "2016")) == []


def test_choosing(tmp_path: Path) -> None:
    records = [ANNOUNCED, CANAL]
    assert len(tracked(tmp_path / "a", *records)) == 2
    assert [o["thing"]["label"] for o in tracked(tmp_path / "b", *records, about="id:borduria")] == [NAME]
    assert [o["thing"]["label"] for o in tracked(tmp_path / "c", *records, stage="lapsed")] == [
        "Southern Canal"
    ]
    label = tracked(tmp_path / "d", *records, about="id:southern-canal")[0]["thing"]["label"]
    assert label == "Southern Canal"


def test_a_claim_alone_tells_a_stage(tmp_path: Path) -> None:
    """ "The pair inked it" has no phrase of ours; the claim read from it tells of a signing."""
    made = make.document("On the Northern Pipeline the pair at last saw eye to eye.", "a.txt", date="2016")
    pipeline = make.party("northern-pipeline", made.text)
    planned, actual = (
        make.claim(made, ["ruritania"], Relation.SIGNS_WITH, ["borduria"], modality=modality,
                   instrument=(pipeline,), speaker="anna-korvel")
        for modality in (Modality.PLANNED, Modality.ACTUAL)
    )  # fmt: skip
    for claim, stage in ((planned, "announced"), (actual, "signed")):
        [one] = tracked(tmp_path / stage, make.record(made, [claim]))
        [step] = one["steps"]
        assert (step["stage"], step["claim"], step["by"]) == (stage, str(claim.id), "Anna Korvel")
        assert {p["ref"] for p in one["parties"]} >= {"id:ruritania", "id:borduria"}


def test_deals_in_a_weapon_are_told_apart_by_the_states(tmp_path: Path) -> None:
    records = [
        text("a.txt", "Ruritania signed a contract on the XR-9 with Borduria.", "2015"),
        text("b.txt", "Deliveries of the XR-9 from Ruritania to Borduria began.", "2016"),
        text("c.txt", "Ruritania cancelled the XR-9 contract with Syldavia.", "2016"),
        text("d.txt", "Ruritania launched the XR-9 at dawn.", "2017"),
    ]
    found = {frozenset(p["ref"] for p in one["parties"]): one["stage"] for one in tracked(tmp_path, *records)}
    assert found == {
        frozenset({"id:ruritania", "id:borduria"}): "begun",
        frozenset({"id:ruritania", "id:syldavia"}): "lapsed",
    }
