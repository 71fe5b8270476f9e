"""Agreement and conflict networks (D8): weights equal a brute-force count for every normalisation."""

from __future__ import annotations

from itertools import combinations
from math import isclose, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.networks import NETWORKS, NORMALISATIONS, discourse, stands, weights
from kg.errors import QueryError
from kg.model.claims import Stance
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.resolve.linker import linker
from kg.store.ledger import Ledger
from tests import make

LINK = linker(make.gazetteer())
Said = tuple[str, str, int]


def brute(said: set[Said], network: str, normalisation: str) -> dict[tuple[str, str], float]:
    """The plain count, pair by pair and concept by concept."""
    actors = sorted({a for a, _, _ in said})
    concepts = sorted({c for _, c, _ in said})
    of = {a: {c for who, c, _ in said if who == a} for a in actors}
    found = {}
    for a, b in combinations(actors, 2):
        agree = sum(any((a, c, s) in said and (b, c, s) in said for s in (1, -1)) for c in concepts)
        differ = sum(any((a, c, s) in said and (b, c, -s) in said for s in (1, -1)) for c in concepts)
        count = {"congruence": agree, "conflict": differ, "subtract": agree - differ}[network]
        by = {"no": 1.0, "activity": (len(of[a]) + len(of[b])) / 2, "jaccard": len(of[a] | of[b]),
              "cosine": sqrt(len(of[a]) * len(of[b]))}[normalisation]  # fmt: skip
        if count:
            found[a, b] = count / by
    return found


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@given(said=st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz"), st.sampled_from([1, -1]))))
def test_weights_equal_a_brute_force_count(network: Any, normalisation: Any, said: set[Said]) -> None:
    taken = {
        a: {c: frozenset(s for who, what, s in said if (who, what) == (a, c)) for x, c, _ in said if x == a}
        for a, _, _ in said
    }
    made, wanted = weights(taken, network, normalisation), brute(said, network, normalisation)
    assert made.keys() == wanted.keys()
    assert all(isclose(made[pair], wanted[pair]) for pair in made)


def _store(folder: Path) -> Ledger:
    """Korvel for the pipeline and against Borduria; Strand against both, once by a denial; one is neutral."""
    ledger = Ledger.create(folder)
    said: list[tuple[str, str, float, Modality, str]] = [
        ("anna-korvel", "northern-pipeline", 0.5, Modality.ACTUAL, "energy"),
        ("anna-korvel", "northern-pipeline", 0.9, Modality.ACTUAL, "energy"),
        ("anna-korvel", "borduria", -1, Modality.ACTUAL, "trade"),
        ("pavel-strand", "northern-pipeline", 0.5, Modality.NEGATED, "energy"),
        ("pavel-strand", "syldavia", -0.5, Modality.ACTUAL, "trade"),
        ("strelsau-institute", "northern-pipeline", 0, Modality.ACTUAL, "energy"),
    ]
    for number, (who, what, value, modality, topic) in enumerate(said):
        made = make.document(f"Text {number}.", f"{number}.txt")
        claim = make.claim(made, ["alpine-union"], Relation.SPEAKS_ABOUT, [what], speaker=who,
                           modality=modality, stance=Stance(value=value), topics=(topic,))  # fmt: skip
        ledger.put(make.record(made, [claim]))
    ledger.finish(LINK)
    return ledger


def test_from_claims_to_networks(tmp_path: Path) -> None:
    with _store(tmp_path) as ledger:
        taken = stands(ledger, "object")
        assert taken["id:anna-korvel"] == {"id:borduria": {-1}, "id:northern-pipeline": {1}}
        assert taken["id:pavel-strand"] == {"id:northern-pipeline": {-1}, "id:syldavia": {-1}}
        assert set(taken) == {"id:anna-korvel", "id:pavel-strand"}, "who is neutral takes no stand"
        pair = ("id:anna-korvel", "id:pavel-strand")
        assert weights(taken, "conflict") == {pair: 1}
        assert weights(taken, "congruence") == {}
        topics = stands(ledger, "topic")
        assert weights(topics, "congruence") == {pair: 1}, "both against the trade"
        assert weights(topics, "conflict", "jaccard") == {pair: 0.5}
        assert weights(topics, "subtract") == {}
        graph = discourse(ledger, "conflict", "object")
        assert graph.edges[pair] == {"weight": 1, "concepts": "id:northern-pipeline"}
        assert graph.nodes["id:anna-korvel"] == {"label": "Anna Korvel", "kind": "Person", "concepts": 2}


@pytest.mark.parametrize(
    "wrong", [("harmony", "topic", "no"), ("conflict", "colour", "no"), ("conflict", "topic", "max")]
)
def test_unknown_choices_are_refused(tmp_path: Path, wrong: Any) -> None:
    with _store(tmp_path) as ledger, pytest.raises(QueryError):
        discourse(ledger, *wrong)
