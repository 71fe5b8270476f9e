"""Drift told apart from contradiction (D9): planted pairs of each kind, and pairs that are neither."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.analysis.changes import changes
from kg.analysis.postholders import post_of
from kg.errors import QueryError
from kg.knowledge.places import data_path
from kg.model.amounts import Amount
from kg.model.cast import Figure
from kg.model.dates import When
from kg.model.relations import Relation
from kg.model.vocabulary import Bound, DateBasis, Direction, Kind, Modality, Precision, SpeechAct
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

LINK = linker(make.gazetteer())
PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def when(date: str | None) -> When | None:
    """ "2016", "2016-04", "2016-04-07", or a stated range "2010/2015"."""
    if date is None:
        return None
    start, _, end = date.partition("/")
    precision = Precision.RANGE if end else PRECISION[len(start)]
    return When(start=start, end=end or start, precision=precision, basis=DateBasis.STATED)


def figure(source: str, text: str, value: float, year: str | None = "2015", **more: Any) -> DocumentRecord:
    """ "Exports of Ruritania to Borduria were …"; more: fields of the amount, or of the claim."""
    fields = {k: more.pop(k) for k in list(more) if k in Amount.model_fields}
    amount = Amount(**{"text": text, "value": value, "unit": "USD", **fields})
    return _record(source, Relation.HAS_OBSERVATION, amounts=(amount,), valid=when(year),
                   **{"indicator": "exports", **more})  # fmt: skip


def post(
    source: str, person: str, date: str | None, title: str = "president", body: str = "ruritania"
) -> DocumentRecord:
    return _record(source, Relation.HOLDS_POSITION_AT, [person], [body], title=title, valid=when(date))


def signed(source: str, date: str | None, modality: Modality = Modality.ACTUAL) -> DocumentRecord:
    made = make.document(f"{source}: the Treaty of Zenda.", source)
    treaty = Figure("zenda", "Treaty of Zenda", Kind.AGREEMENT, written="Treaty of Zenda")
    thing = make.party("zenda").model_copy(update={"kind": Kind.AGREEMENT, "label": treaty.name})
    claim = make.claim(made, ["ruritania"], Relation.SIGNS_WITH, ["borduria"], modality=modality,
                       occurred=when(date), instrument=(thing,))  # fmt: skip
    return make.record(made, [claim], figures=[treaty, make.figure("ruritania"), make.figure("borduria")])


def _record(
    source: str,
    relation: Relation,
    subjects: Sequence[str] = ("ruritania",),
    objects: Sequence[str] = ("borduria",),
    **more: Any,
) -> DocumentRecord:
    made = make.document(f"This is what {source} has to tell of it.", source)
    return make.record(made, [make.claim(made, subjects, relation, objects, **more)])


def found(folder: Path, records: Sequence[DocumentRecord], **chosen: Any) -> list[dict[str, Any]]:
    with Ledger.create(folder) as ledger:
        for record in records:
            ledger.put(record)
        ledger.finish(LINK)
        return changes(ledger, **chosen)


KORVEL, STRAND = "anna-korvel", "pavel-strand"
CONTRADICTION, EVOLUTION = ["contradiction"], ["evolution"]
CASES: Mapping[str, tuple[list[DocumentRecord], list[str]]] = {
    "one year, two values": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$41 bn", 41e9)], CONTRADICTION),
    "two years": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$41 bn", 41e9, "2016")], EVOLUTION),
    "two years, the same value": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$33 bn", 33e9, "2016")], []),
    "rounded alike": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$33 bn", 33e9)], []),
    "about": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "about $30 bn", 30e9, bound=Bound.ABOUT)], []),
    "more than, and it is more": (
        [figure("a", "$32.9 bn", 32.9e9), figure("b", "more than $30 bn", 30e9, bound=Bound.MORE_THAN)], []
    ),
    "more than, and it is less": (
        [figure("a", "$32.9 bn", 32.9e9), figure("b", "more than $40 bn", 40e9, bound=Bound.MORE_THAN)],
        CONTRADICTION,
    ),
    "of no year": ([figure("a", "$32.9 bn", 32.9e9, None), figure("b", "$41 bn", 41e9, None)], []),
    "a year and its month": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$3 bn", 3e9, "2015-03")], []),
    "other unit": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "41 bn euros", 41e9, unit="EUR")], []),
    "a month's and a year's": (
        [figure("a", "$32.9 bn", 32.9e9), figure("b", "$3 bn", 3e9, period="per month")], []
    ),
    "other goods": (
        [figure("a", "$32.9 bn", 32.9e9, instrument_text="gas"),
         figure("b", "$4 bn", 4e9, instrument_text="timber")],
        [],
    ),
    "other indicator": (
        [figure("a", "$32.9 bn", 32.9e9), figure("b", "$4 bn", 4e9, indicator="imports")], []
    ),
    "a plan": ([figure("a", "$32.9 bn", 32.9e9), figure("b", "$41 bn", 41e9, modality=Modality.PLANNED)], []),
    "a forecast": (
        [figure("a", "$32.9 bn", 32.9e9), figure("b", "$41 bn", 41e9, speech_act=SpeechAct.PREDICT)], []
    ),
    "rose, fell": (
        [_record("a", Relation.HAS_OBSERVATION, indicator="exports", valid=when("2015"), amounts=(
             Amount(text="5 percent", change=5, change_unit="percent", direction=Direction.UP),)),
         _record("b", Relation.HAS_OBSERVATION, indicator="exports", valid=when("2015"), amounts=(
             Amount(text="3 percent", change=3, change_unit="percent", direction=Direction.DOWN),))],
        CONTRADICTION,
    ),
    "trade told from either end": (
        [figure("a", "$32.9 bn", 32.9e9, indicator="trade-volume"),
         _record("b", Relation.HAS_OBSERVATION, ["borduria"], ["ruritania"], indicator="trade-volume",
                 valid=when("2015"), amounts=(Amount(text="$41 bn", value=41e9, unit="USD"),))],
        CONTRADICTION,
    ),
    "two presidents on one day": (
        [post("a", KORVEL, "2016-04-07"), post("b", STRAND, "2016-04-07")], CONTRADICTION
    ),
    "one after the other": ([post("a", KORVEL, "2010/2015"), post("b", STRAND, "2015/2019")], EVOLUTION),
    "one well after the other": ([post("a", KORVEL, "2010/2014"), post("b", STRAND, "2015/2019")], EVOLUTION),
    "terms that overlap": ([post("a", KORVEL, "2010/2015"), post("b", STRAND, "2013/2019")], CONTRADICTION),
    "a day inside another's term": (
        [post("a", KORVEL, "2010/2015"), post("b", STRAND, "2012-05-01")], CONTRADICTION
    ),
    "a handover within a year": ([post("a", KORVEL, "2016"), post("b", STRAND, "2016")], []),
    "a day in somebody's month": ([post("a", KORVEL, "2016-04"), post("b", STRAND, "2016-04-07")], []),
    "deputies may be many": (
        [post("a", KORVEL, "2016-04-07", "vice president"), post("b", STRAND, "2016-04-07", "president")], []
    ),
    "envoys may be many": (
        [post("a", KORVEL, "2016-04-07", "envoy"), post("b", STRAND, "2016-04-07", "envoy")], []
    ),
    "presidents of two states": (
        [post("a", KORVEL, "2016-04-07"), post("b", STRAND, "2016-04-07", body="borduria")], []
    ),
    "of no day": ([post("a", KORVEL, None), post("b", STRAND, None)], []),
    "signed on two days": ([signed("a", "2016-04-07"), signed("b", "2016-05-09")], CONTRADICTION),
    "signed in a month and on its day": ([signed("a", "2016-04"), signed("b", "2016-04-07")], []),
    "put off, then signed": (
        [signed("a", "2016-04-07", Modality.PLANNED), signed("b", "2016-05-09")], EVOLUTION
    ),
    "put off": (
        [signed("a", "2016-04-07", Modality.PLANNED), signed("b", "2016-05-09", Modality.PLANNED)], EVOLUTION
    ),
    "signed as announced": ([signed("a", "2016-04-07", Modality.PLANNED), signed("b", "2016-04-07")], []),
    "done and denied": (
        [signed("a", "2016-04-07"), signed("b", "2016-04-07", Modality.NEGATED)], CONTRADICTION
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_planted_pairs(case: str, tmp_path: Path) -> None:
    records, wanted = CASES[case]
    for number, order in enumerate((records, records[::-1])):
        made = found(tmp_path / str(number), order)
        assert [one["verdict"] for one in made] == wanted
        for one in made:
            claims = {end: one[end]["claim"] for end in ("before", "after")}
            assert {c["document"]["source"] for c in claims.values()} == {"a", "b"}
            assert all(c["evidence"]["sentence"] for c in claims.values())
            assert one["why"]


def test_one_sentence_does_not_contradict_itself(tmp_path: Path) -> None:
    """ "From 2010 to 2015 he served under President Korvel and President Strand": the years are his own."""
    made = make.document("From 2010 to 2015 he served under two presidents; exports were 5 bn and 9 bn.", "a")
    claims = [
        make.claim(
            made, [who], Relation.HOLDS_POSITION_AT, ["ruritania"], title="President", valid=when("2010/2015")
        )
        for who in (KORVEL, STRAND)
    ]
    claims += [
        make.claim(made, ["ruritania"], Relation.HAS_OBSERVATION, ["borduria"], end=60 + i,
                   indicator="exports", valid=when("2015"),
                   amounts=(Amount(text=f"{i} bn", value=i * 1e9, unit="USD"),))
        for i in (5, 9)
    ]  # fmt: skip
    assert found(tmp_path, [make.record(made, claims)]) == []


def test_choosing(tmp_path: Path) -> None:
    records = [
        *CASES["one year, two values"][0],
        *(post(f"p{p}", p, "2016-04-07", body="borduria") for p in (KORVEL, STRAND)),
    ]
    everything = found(tmp_path / "a", records)
    assert Counter(one["kind"] for one in everything) == {"figure": 1, "post": 1}
    assert [o["kind"] for o in found(tmp_path / "b", records, kind="post")] == ["post"]
    assert found(tmp_path / "c", records, verdict="evolution") == []
    assert len(found(tmp_path / "d", records, about="id:ruritania")) == 2, "its minister holds the post"
    assert [o["kind"] for o in found(tmp_path / "e", records, about="id:syldavia")] == []
    with pytest.raises(QueryError):
        found(tmp_path / "f", records, kind="rumour")


LINES = data_path("lexicon", "exclusive_posts.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", [json.loads(text) for text in LINES], ids=lambda line: line["title"])
def test_exclusive_posts_and_those_beside_them(line: dict[str, str]) -> None:
    def title(text: str) -> str:
        after = text.split(", ", 1)[1] if ", " in text else text.split(" is ", 1)[1]
        return after.split(", ")[0].rstrip(".")

    assert post_of(title(line["example"])) == line["title"]
    assert post_of(title(line["counter"])) is None


def test_values_of_many_texts_are_linear(tmp_path: Path) -> None:
    """Three hundred values of one year are told by a few pairs, not by 45,000."""
    records = [figure(f"r{i}", f"${10 + i}.1 bn", (10.1 + i) * 1e9) for i in range(300)]
    assert 1 <= len(found(tmp_path, records)) <= 66
