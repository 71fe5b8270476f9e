"""A statement ties its speaker to what it is about, and is an opinion: accepted by a reviewer only."""

from __future__ import annotations

from pathlib import Path

from kg.model.relations import Relation
from kg.resolve.linker import link
from kg.store.ledger import Ledger
from tests import make


def _edges(path: Path, *, speaker: str | None, confidence: float = 0.9) -> dict[tuple[str, str], bool]:
    text = "Ruritania and Borduria will quarrel."
    document = make.document(text)
    claim = make.claim(
        document, ["ruritania"], Relation.SPEAKS_ABOUT, ["borduria"], speaker=speaker, confidence=confidence
    )
    with Ledger.create(path) as ledger:
        ledger.put(make.record(document, [claim]))
        ledger.finish(link)
        return {(e["subject"], e["object"]): e["accepted"] for e in ledger.edges()}


def test_the_speaker_is_tied_to_each_of_those_it_is_about(tmp_path: Path) -> None:
    edges = _edges(tmp_path / "a.kg", speaker="anna-korvel")
    assert {b for a, b in edges if "anna" in a} == {"id:ruritania", "id:borduria"}
    assert all("anna" in a for a, _ in edges)


def test_the_authors_own_statement_ties_nobody(tmp_path: Path) -> None:
    assert _edges(tmp_path / "a.kg", speaker=None) == {}


def test_no_opinion_is_accepted_unread(tmp_path: Path) -> None:
    assert not any(_edges(tmp_path / "a.kg", speaker="anna-korvel", confidence=1.0).values())


def test_a_passive_without_an_agent_ties_nobody(tmp_path: Path) -> None:
    document = make.document("Ruritania was attacked in Borduria.")
    for number, flags in enumerate(((), ("agentless",))):
        claim = make.claim(document, ["ruritania"], Relation.ATTACKS, ["borduria"], flags=flags)
        with Ledger.create(tmp_path / f"{number}.kg") as ledger:
            ledger.put(make.record(document, [claim]))
            ledger.finish(link)
            assert len(list(ledger.edges())) == (0 if flags else 1)
