"""A store of invented actors, built once, and the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli import run
from kg.model.cast import Figure
from kg.model.relations import Relation
from kg.model.vocabulary import Kind, Modality
from kg.query.refresh import refresh
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

#: ESC, a direction override, a bell, a formula and markup, all in one name.
HOSTILE = "=Ev\x1b[31mil\u202e <b>|Corp\x07"


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Kg = Callable[..., Answer]


def _boris() -> DocumentRecord:
    """Another Korvel, so that the surname alone is two people's."""
    document = make.document("Boris Korvel of Borduria met the envoys of Syldavia.", "c.txt")
    figure = Figure("boris-korvel", "Boris Korvel", Kind.PERSON, state="borduria", written="Boris Korvel")
    claim = make.claim(document, ["boris-korvel"], Relation.MEETS, ["syldavia"])
    figures = [figure, make.figure("borduria"), make.figure("syldavia")]
    return make.record(document, [claim], figures=figures)


def _hostile() -> DocumentRecord:
    document = make.document(
        f"{HOSTILE} sanctions Borduria.\x1b]0;owned\x07", "ho\x1b[2Jst.txt", title=HOSTILE
    )
    figures = [Figure("evil", HOSTILE, Kind.COMPANY, written=HOSTILE), make.figure("borduria")]
    return make.record(
        document, [make.claim(document, ["evil"], Relation.SANCTIONS, ["borduria"])], figures=figures
    )


def records() -> list[DocumentRecord]:
    """Acts, a joint act, a denial, statements, two people of one surname, a hostile name."""
    a, n = Modality.ACTUAL, Modality.NEGATED
    first = make.story(
        "a.txt",
        [
            ("ruritania", Relation.VISITS, "borduria", None, a),
            ("ruritania", Relation.MEETS, "borduria", None, a),
            ("syldavia", Relation.SANCTIONS, "borduria", None, n),
            ("anna-korvel", Relation.SPEAKS_ABOUT, "northern-pipeline", "anna-korvel", a),
            ("anna-korvel", Relation.SPEAKS_ABOUT, "borduria", "anna-korvel", Modality.NORMATIVE),
        ],
        date="2016-04-07", outlet="Strelsau Gazette", title="A week in Strelsau",
    )  # fmt: skip
    second = make.story("b.txt", [("ruritania", Relation.VISITS, "borduria", "pavel-strand", a)], date="2016")
    return [first, second, _boris(), _hostile()]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of `records`."""
    folder = tmp_path_factory.mktemp("cli") / "s.kg"
    with Ledger.create(folder) as ledger:
        for record in records():
            ledger.put(record)
        refresh(ledger)
    return folder


@pytest.fixture
def kg(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    """Runs a command over the store; piped, since captured output is no terminal."""
    monkeypatch.setenv("KG_STORE", str(store))

    def call(*arguments: str) -> Answer:
        code = run([str(a) for a in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Answer(code, said.out, said.err)

    return call
