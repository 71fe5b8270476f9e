"""A small finished store over the invented cast, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model.amounts import Amount
from kg.model.claims import Stance
from kg.model.dates import When
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, DateBasis, Modality, Precision
from kg.query.refresh import refresh
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

FACTS: list[make.Fact] = [
    ("ruritania", Relation.MEETS, "borduria", None, Modality.ACTUAL),
    ("ruritania", Relation.SANCTIONS, "syldavia", "anna-korvel", Modality.ACTUAL),
    ("ruritania", Relation.SANCTIONS, "syldavia", "pavel-strand", Modality.NEGATED),
    ("ruritania", Relation.MEMBER_OF, "alpine-union", None, Modality.ACTUAL),
    ("borduria", Relation.MEMBER_OF, "alpine-union", None, Modality.ACTUAL),
    ("borduria", Relation.PLEDGES, "ruritania", "pavel-strand", Modality.PLANNED),
    ("anna-korvel", Relation.CRITICIZES, "borduria", None, Modality.ACTUAL),
]


def _dated() -> DocumentRecord:
    made = make.document(
        "Anna Korvel of Ruritania sold Borduria grain for 5 bn; trade fell. She left.", "dated.txt"
    )
    when = When(start="2015-03", end="2015-03", precision=Precision.MONTH, basis=DateBasis.STATED)
    early = When(start="2009", end="2009", precision=Precision.YEAR, basis=DateBasis.STATED)
    claims = [
        make.claim(made, ["ruritania"], Relation.EXPORTS_TO, ["borduria"], end=40, occurred=when,
                   topics=("trade",)),
        make.claim(made, ["anna-korvel"], Relation.VISITS, ["borduria"], end=30, occurred=early,
                   topics=("trade",)),
        make.claim(made, ["ruritania"], Relation.HAS_OBSERVATION, ["borduria"], start=20, indicator="exports",
                   kind=ClaimKind.OBSERVATION, amounts=(Amount(text="5 bn", value=5e9, unit="USD"),)),
        make.claim(made, ["anna-korvel"], Relation.HOLDS_POSITION_AT, ["strelsau-institute"], end=12,
                   title="director", valid=when),
        make.claim(made, ["borduria"], Relation.SPEAKS_ABOUT, ["northern-pipeline"], speaker="pavel-strand",
                   stance=Stance(value=0.5)),
        make.claim(made, ["borduria"], Relation.SPEAKS_ABOUT, ["northern-pipeline"], speaker="anna-korvel",
                   stance=Stance(value=-0.5)),
    ]  # fmt: skip
    return make.record(made, claims, ["korvel"])


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("store") / ".kg"
    with Ledger.create(where) as ledger:
        ledger.put(make.story("story.txt", FACTS, outlet="Strelsau Gazette"))
        ledger.put(_dated())
        ledger.put(make.story("tolvan.txt", [], ending="Mira Tolvan."))
        refresh(ledger, linker=linker(make.gazetteer()))
    return where


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.open(folder) as opened:
        yield opened
