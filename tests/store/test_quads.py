"""Claims as quads and back, and the form of the lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.amounts import Amount
from kg.model.claims import Claim, Hop, Stance
from kg.model.dates import When
from kg.model.ids import Ref
from kg.model.relations import Relation
from kg.model.vocabulary import Bound, DateBasis, Direction, Modality, Precision, SpeechAct
from kg.resolve.linker import linker
from kg.store import terms
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger
from kg.store.nquads import Sheet, date_literal, literal, parse
from kg.store.quads import claim_quads, document_lines, real_day
from kg.store.unquads import claims_of
from tests import make

TEXT = 'Xr. Anna Korvel told the Gazette that "Ruritania will not sell XR-9 to Borduria", down to $32.9 bn.'


def _rich() -> tuple[Any, Claim]:
    made = make.document(
        TEXT, "a b%c.txt", title='A "title"', outlet="Gazette", author="N. N.", date="2016-04"
    )
    when = When(text="last April", start="2016-04", end="2016-04", precision=Precision.MONTH,
                basis=DateBasis.RELATIVE_TO_DOCUMENT)  # fmt: skip
    claim = make.claim(
        made, ["ruritania"], Relation.SUPPLIES_ARMS_TO, ["borduria"], speaker="anna-korvel", start=4, end=90,
        modality=Modality.PLANNED, instrument=(make.party("xr-9", TEXT),), instrument_text="XR-9",
        plover="COOPERATE", mode="sale", contexts=("arms", "trade"), score=9.5, quad=2,
        attribution=(Hop(role="speaker", label="Anna Korvel", ref=Ref("id", "anna-korvel"), cue="told"),
                     Hop(role="outlet", label="Gazette")),
        speech_act=SpeechAct.PROMISE, topics=("arms", "trade/goods"),
        stance=Stance(value=-0.5, toward="Borduria", words=("not",)),
        stated_on=when, occurred=When(start="2015", end="2016-03-02", precision=Precision.RANGE),
        valid=When(start="--03-24", precision=Precision.DAY), where=make.party("syldavia"),
        amounts=(Amount(text="to $32.9 bn", value=32.9e9, unit="USD", direction=Direction.DOWN, change=33.3,
                        change_unit="percent", period="per year", bound=Bound.MORE_THAN, consistent=False),
                 Amount(text="seven", value=7.0)),
        flags=("inconsistent-amount",),
    )  # fmt: skip
    return made, claim


def test_every_field_survives_the_way_to_quads_and_back(tmp_path: Path) -> None:
    made, claim = _rich()
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.record(made, [claim]))
        ledger.finish(linker(make.gazetteer()))
        (row,), (line,) = list(ledger.documents()), list(ledger.claims())
        lines = document_lines(row, ledger.text(row["id"]), [line])
        assert list(claims_of(map(parse, lines))) == [claim] == list(ledger.models())


def test_the_engine_reads_every_line(tmp_path: Path) -> None:
    made, claim = _rich()
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.record(made, [claim]))
        ledger.decide("rename", ["id:borduria", 'Borduria\n"2"'], who="R")
        ledger.finish(linker(make.gazetteer()))
        lines = list(all_lines(ledger))
    quads = list(pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    assert len(quads) == len(lines) == len(set(lines))
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in quad)


def test_selectors_quote_the_raw_text(tmp_path: Path) -> None:
    _, claim = _rich()
    sheet = Sheet("http://g.example/")
    body = claim.model_dump(mode="python") | {"accepted": False}
    claim_quads(sheet, body, TEXT, "http://r.example/")
    found = {
        q.predicate.rpartition("#")[2]: q.object.text
        for q in map(parse, sheet.lines())
        if "ns/oa#" in q.predicate
    }
    start, end = int(found["start"]), int(found["end"])
    assert TEXT[start:end] == found["exact"]
    assert TEXT[:start].endswith(found["prefix"])
    assert TEXT[end:].startswith(found["suffix"])


def test_every_term_written_is_declared(tmp_path: Path) -> None:
    made, claim = _rich()
    with Ledger.create(tmp_path) as ledger:
        ledger.put(
            make.record(
                made, [claim, make.claim(made, ["anna-korvel"], Relation.HOLDS_POSITION_AT, ["borduria"])]
            )
        )
        ledger.put(make.story("b.txt", [("ruritania", Relation.MEETS, "syldavia", None, Modality.ACTUAL)]))
        ledger.decide("rename", ["id:borduria", "B"], reason="why")
        ledger.finish(linker(make.gazetteer()))
        quads = [parse(line) for line in all_lines(ledger)]
    declared = {terms.KG + name for name in (*terms.PROPERTIES, *terms.CLASSES, *terms.KINDS)}
    for scheme, values in terms.SCHEMES.items():
        for members in values if isinstance(values, tuple) else (values,):
            declared |= {terms.concept(scheme, value) for value in members}
    declared |= {terms.iri(name) for name in terms.EXTERNAL}
    bases = (*terms.VOCABULARIES.values(), terms.KG)
    for quad in quads:
        for address in (quad.predicate, quad.object.text if quad.object.is_iri else ""):
            assert not address.startswith(bases) or address in declared, address


@given(st.text())
def test_literals_are_read_back(text: str) -> None:
    line = f"<http://a/> <http://b/> {literal(text)} <http://g/> ."
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert parse(line).object.text == kept
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad, pyoxigraph.Quad)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == kept


@given(st.text(min_size=1))
def test_addresses_are_valid_and_read_back(local: str) -> None:
    name = "id:" + local.encode("utf-8", "replace").decode()
    pyoxigraph.NamedNode(terms.iri(name))
    assert terms.curie(terms.iri(name)) == name


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("2016", "gYear"),
        ("2016-04", "gYearMonth"),
        ("2016-04-07", "date"),
        ("--03-24", "gMonthDay"),
        ("--03", "gMonth"),
    ],
)
def test_dates_have_the_type_of_their_length(date: str, kind: str) -> None:
    assert date_literal(date).endswith(f"#{kind}>")


@pytest.mark.parametrize(
    ("day", "real"),
    [("2016-02-31", "2016-02-29"), ("2015-02-31", "2015-02-28"), ("2015-04-31", "2015-04-30")],
)
def test_days_are_in_the_calendar(day: str, real: str) -> None:
    assert real_day(day) == real
