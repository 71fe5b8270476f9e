"""Minimal pairs with invented countries: sentences that tell of an act or a tie, and look-alikes that do not.

event_pairs.tsv holds one sentence a line and all that it says; half of the lines say nothing: sport, figures
of speech, weather, nouns that look like triggers, things that merely belong to a country.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from kg.extract.base import Proposition
from kg.extract.events import propositions
from tests.extract.cast_builder import annotated, cast

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "event_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PAIRS: Mapping[str, list[str]] = {
    sentence: sorted(filter(None, said.split("; "))) for sentence, said in LINES
}


def _shown(proposition: Proposition) -> str:
    subjects = "&".join(r.key for r in proposition.subjects)
    objects = "&".join(r.key for r in proposition.objects)
    return f"{subjects} {proposition.relation} {objects}".strip()


@cache
def _found(sentence: str) -> list[str]:
    parsed = annotated(sentence)
    return sorted(_shown(p) for p in propositions(parsed, cast(parsed)))


def test_there_are_enough_pairs_and_half_of_them_say_nothing() -> None:
    silent = sum(not said for said in PAIRS.values())
    assert len(PAIRS) == len(LINES)
    assert len(PAIRS) >= 200
    assert silent >= len(PAIRS) / 2


@pytest.mark.parametrize("sentence", PAIRS)
def test_a_sentence_says_this_and_no_more(sentence: str) -> None:
    assert _found(sentence) == PAIRS[sentence]
