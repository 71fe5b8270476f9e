"""Figures with their indicator and the states that they concern."""

from __future__ import annotations

import pytest

from kg.extract.amounts import find_amounts
from kg.extract.base import Proposition
from kg.extract.events import observations
from kg.model.vocabulary import ClaimKind
from tests.extract.cast_builder import annotated, cast


def _seen(text: str) -> list[Proposition]:
    parsed = annotated(text)
    return observations(parsed, cast(parsed), find_amounts(parsed))


@pytest.mark.parametrize(
    ("text", "indicator", "subjects", "objects"),
    [
        ("Ruritania's exports to Borduria reached $5 billion.", "exports", {"Ruritania"}, {"Borduria"}),
        ("Exports from Ruritania to Borduria fell to $5 billion.", "exports", {"Ruritania"}, {"Borduria"}),
        (
            "Trade between Ruritania and Borduria was $9 billion.",
            "trade-volume",
            {"Ruritania", "Borduria"},
            set(),
        ),
        (
            "Ruritania invested, and its GDP grew: Ruritania's GDP grew by 3 percent.",
            "gdp",
            {"Ruritania"},
            set(),
        ),
        ("The population of Ruritania is 4 million.", "population", {"Ruritania"}, set()),
        ("Near Borduria, seven strikes destroyed a bridge.", "count", {"Borduria"}, set()),
        ("In Ruritania, 40 civilians were killed.", "casualties", {"Ruritania"}, set()),
        (
            "Trade between Ruritania and Borduria was $9 billion. It rose by 6.8 percent to $10 billion.",
            "trade-volume",
            {"Ruritania", "Borduria"},
            set(),
        ),
        (
            "Trade between Ruritania and Borduria was $9 billion. Exports to Borduria rose to $5 billion.",
            "exports",
            {"Ruritania"},
            {"Borduria"},
        ),
        ("Exports to Borduria rose to $5 billion.", "exports", {"Borduria"}, set()),
        (
            "Ruritania accounts for less than two percent of Borduria's trade.",
            "trade-volume",
            {"Ruritania"},
            {"Borduria"},
        ),
    ],
)
def test_a_figure_is_an_observation(text: str, indicator: str, subjects: set[str], objects: set[str]) -> None:
    found = _seen(text)
    assert found
    last = found[-1]
    assert last.kind is ClaimKind.OBSERVATION
    assert last.indicator == indicator
    assert {r.key for r in last.subjects} == subjects
    assert {r.key for r in last.objects} == objects
    assert len(last.amounts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Exports reached $5 billion.",
        "It rose by 5 percent in Ruritania.",
        "Ruritania has 5 lakes.",
        "Ruritania met Borduria on 5 May 2010.",
    ],
)
def test_a_figure_without_an_actor_or_an_indicator_is_none(text: str) -> None:
    assert _seen(text) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Ruritania met Borduria. Bilateral trade fell to $5 billion.", {"Ruritania", "Borduria"}),
        ("Ruritania rested. Bilateral trade fell to $5 billion.", None),
        ("Ruritania, Borduria and Syldavia met. Bilateral trade fell to $5 billion.", None),
    ],
)
def test_bilateral_is_between_the_two_just_named(text: str, subjects: set[str] | None) -> None:
    found = _seen(text)
    assert [{r.key for r in p.subjects} for p in found] == ([subjects] if subjects else [])


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania and Borduria have two reasons.",
        "During a five-year period, exports of Ruritania will be discussed.",
        "The 2010 Treaty binds Ruritania.",
    ],
)
def test_not_every_number_is_a_figure(text: str) -> None:
    assert _seen(text) == []
