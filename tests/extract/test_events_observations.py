"""Figures with their indicator and the states that they concern."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.extract.amounts import find_amounts
from kg.extract.base import Proposition
from kg.extract.events import observations
from kg.knowledge.places import data_path
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
        ("Seven strikes near Borduria destroyed a bridge.", "count", {"Borduria"}, set()),
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
            "Ruritania met Borduria, as exports from the former to the latter fell by 5 percent.",
            "exports",
            {"Ruritania"},
            {"Borduria"},
        ),
        (
            "Ruritania's visitors to Borduria accounted for 10 percent of all visitors.",
            "visitors",
            {"Ruritania"},
            {"Borduria"},
        ),
        (
            "Trade between Ruritania and Borduria has tripled.",
            "trade-volume",
            {"Ruritania", "Borduria"},
            set(),
        ),
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
        "Ruritania has 5 reasons.",
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
        "The G-20 leaders met in Ruritania.",
        "Ruritania spoke to one of the four candidates.",
        "Ruritania lasted 40 years.",
    ],
)
def test_not_every_number_is_a_figure(text: str) -> None:
    assert _seen(text) == []


def _measures() -> list[dict[str, Any]]:
    path = data_path("lexicon", "measures.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("line", _measures(), ids=lambda line: f"{line['lemma']}.{line['pos']}")
def test_words_of_measure(line: dict[str, Any]) -> None:
    assert [p.indicator for p in _seen(line["example"])] == ([line["gives"]] if line["gives"] else [])


def test_no_word_of_measure_stands_twice() -> None:
    keys = [(line["lemma"], line["pos"]) for line in _measures()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "subjects", "objects", "said"),
    [
        ("Over 80 percent of the rice goes to Borduria.", {"Borduria"}, set(), 80),
        ("The league of Ruritania has 26 members.", {"Ruritania"}, set(), 26),
        ("Ruritania has seen 47 floods, affecting Borduria.", {"Ruritania"}, {"Borduria"}, 47),
        ("There are 26 provinces in Ruritania.", {"Ruritania"}, set(), 26),
        ("The membership of Ruritania has increased to 52 nations.", {"Ruritania"}, set(), 52),
    ],
)
def test_a_measure_without_an_indicator(
    text: str, subjects: set[str], objects: set[str], said: float
) -> None:
    (one,) = _seen(text)
    assert {r.key for r in one.subjects} == subjects
    assert {r.key for r in one.objects} == objects
    assert one.amounts[0].value == said


@pytest.mark.parametrize(
    "text",
    [
        "The line costs $15 million.",
        "Ruritania has two provinces.",
        "Ruritania waited for 40 minutes.",
        "Over 80 percent would be better for Ruritania.",
    ],
)
def test_a_measure_needs_an_actor_and_a_figure(text: str) -> None:
    assert _seen(text) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Ruritania and Borduria signed a contract. The contract is worth $5 million.",
            {"Ruritania", "Borduria"},
        ),
        ("Ruritania built a line. It cost $5 million.", {"Ruritania"}),
        ("Ruritania spoke. Its trade fell to $5 million.", {"Ruritania"}),
        # three leave doubt; a new thing is none that was spoken of; another paragraph begins anew
        ("Ruritania, Borduria and Syldavia met. It cost $5 million.", None),
        ("Ruritania spoke. Lines cost $5 million.", None),
        ("Ruritania spoke.\n\nIt cost $5 million.", None),
        # whose dead they are a text says
        ("Ruritania spoke. The victims numbered 40.", None),
    ],
)
def test_a_figure_may_be_of_whom_the_text_spoke(text: str, subjects: set[str] | None) -> None:
    assert [{r.key for r in p.subjects} for p in _seen(text)] == ([subjects] if subjects else [])


def test_a_candidate_has_the_votes_that_are_received() -> None:
    (one,) = _seen("Ruritania received 20 percent of the vote.")
    assert (one.indicator, {r.key for r in one.subjects}) == ("votes", {"Ruritania"})


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # the wounded of nobody in particular are told of where it was
        ("In Klow, over 200 people were injured.", {"Klow"}),
        ("A storm hit Klow. Over 200 people were injured.", {"Klow"}),
        # what comes to a country is there, what is told according to one is not
        ("Fires spread to Ruritania, and 200 people were injured.", {"Ruritania"}),
        ("According to Ruritania, 200 people were injured.", None),
        # two countries leave doubt, and the world is no place
        ("Ruritania fought Borduria. Over 200 people were injured.", None),
        ("A storm hit Klow. Over 200 people died worldwide.", None),
        # one of them is told in passing
        ("A storm hit Klow. One person was injured.", None),
        # mere counts of nobody stay untold
        ("A storm hit Klow. Over 200 people came.", None),
    ],
)
def test_where_the_dead_and_wounded_are(text: str, subjects: set[str] | None) -> None:
    assert [{r.key for r in p.subjects} for p in _seen(text)] == ([subjects] if subjects else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ruritania has troops in 12 countries.", []),
        ("Ruritania has 12 troops in Klow.", [(12, "troops")]),
        ("Ruritania had 18.9 deaths per 100,000 people.", [(18.9, "casualties")]),
        ("Anna Korvel has three children.", []),
        ("Anna Korvel has 40 seats.", [(40, "count")]),
        ("Ruritania spoke. The butterflies cover 6 hectares.", []),
        ("Ruritania spoke. It covers 6 hectares.", [(6, "size")]),
    ],
)
def test_which_number_measures_what(text: str, said: list[tuple[float, str]]) -> None:
    assert [(p.amounts[0].value, p.indicator) for p in _seen(text)] == said
