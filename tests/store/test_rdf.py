"""The derived RDF store: it shows the ledger, catches up cheaply, and survives being killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.errors import BusyError, StoreError
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.resolve.linker import linker
from kg.store import rdf
from kg.store.graphs import all_lines
from kg.store.ledger import Ledger
from kg.store.nquads import Quad, parse
from kg.store.records import DocumentRecord
from tests import make

LINK = linker(make.gazetteer())
ROOT = Path(__file__).parents[2]


def _records(number: int) -> list[DocumentRecord]:
    rng = random.Random(3)
    keys = list(make.CAST)[:7]
    made = []
    for i in range(number):
        facts = [
            (
                a,
                rng.choice([Relation.MEETS, Relation.SANCTIONS, Relation.SUPPORTS]),
                b,
                rng.choice([None, "korvel"]),
                Modality.ACTUAL,
            )
            for a, b in (rng.sample(keys, 2) for _ in range(5))
        ]
        made.append(make.story(f"{i:03}.txt", facts, ending=f"{i}.", date="2016-04"))
    return made


def _plain(quads: Iterable[Quad]) -> set[tuple[str, str, str, str]]:
    """Quads with numbers as numbers: the engine writes 20.0 as 20."""
    made = set()
    for q in quads:
        value = q.object.text
        if q.object.datatype and q.object.datatype.endswith("#double"):
            value = repr(float(value))
        made.add((q.subject, q.predicate, value, q.graph))
    return made


def _same(ledger: Ledger) -> bool:
    return _plain(rdf.read_quads(ledger.folder)) == _plain(map(parse, all_lines(ledger)))


def test_only_changed_graphs_are_touched(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        for record in _records(6):
            ledger.put(record)
        ledger.finish(LINK)
        assert rdf.catch_up(ledger) >= 6
        assert rdf.catch_up(ledger) == 0
        assert rdf.shown_revision(tmp_path) == ledger.revision
        ledger.put(
            make.story("new.txt", [("xr-9", Relation.PART_OF, "northern-pipeline", None, Modality.ACTUAL)])
        )
        ledger.finish(LINK)
        assert rdf.shown_revision(tmp_path) != ledger.revision
        assert rdf.catch_up(ledger) == 3  # the document, the entities, the derived
        assert _same(ledger)
        ledger.remove("003.txt")
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        assert _same(ledger)


def test_a_new_link_rewrites_the_documents_it_concerns(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.put(make.story("a.txt", [("korvel", Relation.MEETS, "pavel-strand", None, Modality.ACTUAL)]))
        ledger.put(make.story("b.txt", [("ruritania", Relation.MEETS, "borduria", None, Modality.ACTUAL)]))
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        ledger.decide("merge", ["id:pavel-strand", "id:korvel"])
        ledger.finish(LINK)
        assert rdf.catch_up(ledger) == 5  # a.txt, decisions, derived, entities, events of meets
        assert _same(ledger)


def test_reader_works_while_a_writer_has_it_open(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.put(_records(1)[0])
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        with rdf.RdfStore(tmp_path):
            assert len(list(rdf.read_quads(tmp_path))) > 50
            with pytest.raises(BusyError):
                rdf.RdfStore(tmp_path)


def test_a_damaged_engine_is_made_anew(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        ledger.put(_records(1)[0])
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        for file in (tmp_path / "rdf" / "store").iterdir():
            file.write_bytes(b"spoilt")
        ledger.put(_records(2)[1])
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        assert _same(ledger)


def test_no_rdf_yet_is_said(tmp_path: Path) -> None:
    Ledger.create(tmp_path).close()
    assert rdf.shown_revision(tmp_path) is None
    with pytest.raises(StoreError, match="no RDF store yet"):
        list(rdf.read_quads(tmp_path))


def test_cut_short_in_the_middle_of_a_graph_it_writes_that_graph_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rdf.RdfStore._load

    def half(self: rdf.RdfStore, lines: list[str]) -> None:
        whole(self, lines[::2])
        self._engine.flush()
        raise KeyboardInterrupt

    with Ledger.create(tmp_path) as ledger:
        for record in _records(2):
            ledger.put(record)
        ledger.finish(LINK)
        rdf.catch_up(ledger)
        ledger.put(make.story("000.txt", [("syldavia", Relation.MEETS, "korvel", None, Modality.ACTUAL)]))
        ledger.finish(LINK)
        monkeypatch.setattr(rdf.RdfStore, "_load", half)
        with pytest.raises(KeyboardInterrupt):
            rdf.catch_up(ledger)
        assert rdf.shown_revision(tmp_path) is None
        monkeypatch.setattr(rdf.RdfStore, "_load", whole)
        rdf.catch_up(ledger)
        assert _same(ledger)


_BUILD = textwrap.dedent(
    """
    import sys
    from kg.store import rdf
    from kg.store.ledger import Ledger
    from tests.store.test_rdf import LINK, _records
    records = _records(8)
    print("ready", flush=True)
    with Ledger.create(sys.argv[1]) as ledger:
        for i, record in enumerate(records):
            ledger.put(record)
            if i % 4 == 3:
                ledger.finish(LINK)
                rdf.catch_up(ledger)
    print("done", flush=True)
    """
)


def _build(folder: Path, kill_after: float | None) -> str:
    process = subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if kill_after is not None:
            time.sleep(kill_after)
            process.send_signal(signal.SIGKILL)
        return process.stdout.read()


def test_killed_at_any_moment_and_built_again_is_the_same(tmp_path: Path) -> None:
    started = time.monotonic()
    assert _build(tmp_path / "whole", None) == "done\n"
    took = time.monotonic() - started
    with Ledger.open(tmp_path / "whole") as ledger:
        wanted = list(all_lines(ledger))
    rng = random.Random(11)
    for i in range(2):
        folder = tmp_path / str(i)
        _build(folder, rng.uniform(0, min(took, 1.0)))  # the lock of the killed does not stop the next
        assert _build(folder, None) == "done\n"
        with Ledger.open(folder) as ledger:
            assert list(all_lines(ledger)) == wanted
            assert _same(ledger)
