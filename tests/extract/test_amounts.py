"""Amounts: every word of the lexicons, minimal pairs, planted figures, hostile text."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest

from kg.extract.amounts import find_amounts
from kg.extract.amounts_changes import agrees, implied_base
from kg.extract.amounts_grammar import figures
from kg.knowledge.places import data_path
from kg.model.amounts import Amount
from kg.model.vocabulary import Bound, Direction
from tests.extract.parsed_text import annotated


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(x) for x in data_path("lexicon", name).read_text(encoding="utf-8").splitlines()]


def _amounts(text: str) -> list[Amount]:
    return [a.amount for a in find_amounts(annotated(text))]


@pytest.mark.parametrize(
    "line", _lines("number_words.jsonl"), ids=lambda line: f"{line['class']}:{line['word']}"
)
def test_number_words(line: dict[str, Any]) -> None:
    values = [a.value for a in _amounts(line["example"])]
    assert values == ([] if line["gives"] is None else [pytest.approx(line["gives"], abs=0.06)])


@pytest.mark.parametrize("line", _lines("currencies.jsonl"), ids=lambda line: str(line["code"]))
def test_currencies_by_name_and_sign(line: dict[str, Any]) -> None:
    (found,) = figures(line["example"])
    assert (found.value, found.unit) == (line["gives"], line["code"])
    for sign in line["symbols"]:
        for text in (f"It cost {sign}7 million.", f"It cost {sign} 7 million."):
            (found,) = figures(text)
            assert (found.value, found.unit) == (7e6, line["code"]), text


@pytest.mark.parametrize("line", _lines("units.jsonl"), ids=lambda line: str(line["unit"]))
def test_units_by_every_name(line: dict[str, Any]) -> None:
    (found,) = figures(line["example"])
    assert (found.value, found.unit) == (line["gives"], line["unit"])
    for name in line["names"]:
        (found,) = figures(f"It came to 12 {name} then.")
        assert (found.value, found.unit) == (12, line["unit"]), name


@pytest.mark.parametrize("line", _lines("amount_words.jsonl"), ids=lambda line: str(line["phrase"]))
def test_bounds_periods_and_designations(line: dict[str, Any]) -> None:
    if line["class"] in {"designation", "clock"}:
        assert _amounts(line["example"]) == []
        return
    (found,) = figures(line["example"])
    wanted = line["value"]
    if line["class"].startswith("bound"):
        assert (found.value, found.bound) == (40, Bound(wanted))
    elif line["class"] == "period":
        assert found.period == wanted
    elif line["class"] == "vague":
        assert (found.value, found.bound) == (100, Bound(wanted))
    elif line["class"] in {"every", "out-of"}:
        assert (found.value, found.unit) == (wanted, "percent")
    else:
        assert (found.value, found.unit) == (4, wanted)


@pytest.mark.parametrize("line", _lines("changes.jsonl"), ids=lambda line: f"{line['lemma']}.{line['pos']}")
def test_words_of_change(line: dict[str, Any]) -> None:
    from kg.extract.amounts_changes import words

    change = words()[(line["lemma"], line["pos"])]
    assert (change.direction, change.percent) == (Direction(line["direction"]), line.get("change"))


@pytest.mark.parametrize("name", ["number_words", "currencies", "units", "amount_words", "changes"])
def test_no_line_stands_twice(name: str) -> None:
    lines = [json.dumps(line, sort_keys=True) for line in _lines(f"{name}.jsonl")]
    assert len(lines) == len(set(lines))


def test_a_change_and_its_level_are_one_amount() -> None:
    (amount,) = _amounts("Exports of Borduria fell year on year by more than a quarter, to $30 billion.")
    assert (amount.value, amount.unit, amount.direction) == (30e9, "USD", Direction.DOWN)
    assert (amount.change, amount.change_unit, amount.bound) == (25.0, "percent", Bound.MORE_THAN)
    assert amount.implied_base == pytest.approx(40e9)


@pytest.mark.parametrize(
    ("base", "consistent"), [("$40", True), ("$41", True), ("$90", False), ("$31", False)]
)
def test_a_stated_base_is_checked(base: str, consistent: bool) -> None:
    (amount,) = _amounts(f"Trade fell by a quarter, from {base} billion to $30 billion.")
    assert amount.consistent is consistent


def test_a_third_is_not_33_point_3() -> None:
    assert implied_base(32.9, 33.3, "percent", "USD", Direction.DOWN) == pytest.approx(49.35)


def test_more_than_leaves_the_base_open_upwards() -> None:
    assert agrees(40, 60, Bound.MORE_THAN, Direction.DOWN)
    assert not agrees(40, 60, Bound.EXACT, Direction.DOWN)
    assert not agrees(40, 30, Bound.MORE_THAN, Direction.DOWN)


@pytest.mark.parametrize(
    ("text", "change", "direction"),
    [
        ("Exports increased by 33%.", 33, Direction.UP),
        ("There was a 12 percent drop in exports.", 12, Direction.DOWN),
        ("Turnout was down by 4 percent.", 4, Direction.DOWN),
        ("Exports rose 5 percent.", 5, Direction.UP),
        ("Trade has more than doubled.", 100, Direction.UP),
        ("The raid halved the output.", 50, Direction.DOWN),
        ("Exports rose tenfold.", 900, Direction.UP),
        ("Exports fell 10-fold.", 90, Direction.DOWN),
        ("There was a three-fold increase in exports.", 200, Direction.UP),
    ],
)
def test_changes(text: str, change: float, direction: Direction) -> None:
    (amount,) = _amounts(text)
    assert (amount.value, amount.change, amount.direction) == (None, change, direction)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They freed more than 40 prisoners.", 40, "prisoners"),
        ("They damaged four supply routes.", 4, "supply routes"),
        ("More than 1 000 000 people fled.", 1e6, "people"),
        ("Some 1,5 million people fled.", 1.5e6, "people"),
        ("Tens of thousands of people fled.", 1e4, "people"),
        ("The loan came to hundreds of billions of U.S. dollars.", 1e11, "USD"),
        ("The fund held three and a half million euros.", 3.5e6, "EUR"),
        ("It will bring 16 billion cubic metres of gas.", 16, "bcm"),
        ("They took two thirds of the land.", 66.7, "percent"),
        ("They spent €5bn.", 5e9, "EUR"),
        ("A quarter of a million people fled.", 250_000, "people"),
        ("Three quarters of a million people fled.", 750_000, "people"),
        ("Several hundred soldiers left.", 100, "soldiers"),
        ("One in five barrels is sold.", 20, "percent"),
        ("Two out of three barrels are sold.", 66.7, "percent"),
        ("They took a tenth part of the land.", 10, "percent"),
        ("They spent RMB443.2 million.", 443.2e6, "CNY"),
        ("Visitors from Syldavia made up 10% of the total.", 10, "percent"),
        ("They were given $12 thousand million.", 12e9, "USD"),
    ],
)
def test_levels(text: str, value: float, unit: str) -> None:
    (amount,) = _amounts(text)
    assert amount.value == pytest.approx(value)
    assert amount.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("They see a 10-15 year window.", 10, 15, "years"),
        ("They spent $5-6 billion.", 5e9, 6e9, "USD"),
        ("There were between 36 and 40 people.", 36, 40, "people"),
        ("It took 3 to 5 percent of the rice.", 3, 5, "percent"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    (amount,) = _amounts(text)
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 the envoys met.",
        "They met on 5 May 1990.",
        "The S-400 was sold.",
        "Article 5 was cited.",
        "Resolution 2254 was read.",
        "Order no. 1430 was read.",
        "It was the third visit.",
        "The 116th session began.",
        "He is 26 years old.",
        "The G-20 leaders came.",
        "The manifold troubles went on.",
        "The envoy doubled as host.",
        "A third party came.",
        "It began at 19:00 local time.",
        "One of the steps failed.",
        "On the one hand it failed.",
        "1. The first item",
    ],
)
def test_no_amount(text: str) -> None:
    assert _amounts(text) == []


def test_planted_sums_come_back() -> None:
    pick = random.Random(3)
    wanted, pieces = [], []
    for _ in range(200):
        number, (scale, size) = (
            pick.randrange(1, 999),
            pick.choice([("million", 1e6), ("billion", 1e9), ("bn", 1e9)]),
        )
        wanted.append((number * size, "USD"))
        pieces.append(f"${number} {scale}")
    text = " for the port, then ".join(pieces)
    assert [(f.value, f.unit) for f in figures(text)] == wanted


def test_spans_are_exact() -> None:
    text = (
        "Exports fell by a quarter, to $30 billion, and more than 40 ships left with 3 million tons of wheat."
    )
    parsed = annotated(text)
    for found in find_amounts(parsed):
        assert text[found.start : found.end] == found.amount.text
        assert found.first <= found.head < found.last


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,",
        "the the ",
        "million ",
        "a half ",
        "$",
        "1-",
        "1 to ",
        "hundred and ",
        "of ",
        "% ",
        "from 1 to ",
        "٣",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.process_time()
    figures((piece * 100_000)[:100_000])
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "change"),
    [("A 40-percent cut in supplies followed.", 40.0), ("A cut of 40 percent in supplies followed.", 40.0)],
)
def test_a_hyphen_before_percent_is_a_space(text: str, change: float) -> None:
    (found,) = _amounts(text)
    assert (found.change, found.direction) == (change, Direction.DOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Exports tripled, reaching 40 tons.",
        "Exports tripled to 40 tons.",
        "Exports tripled to reach 40 tons.",
    ],
)
def test_a_multiple_and_its_level_are_one_amount(text: str) -> None:
    (amount,) = _amounts(text)
    assert (amount.value, amount.change) == (40, 200)
    assert amount.implied_base == pytest.approx(13.33)


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("They sell 5 million barrels of crude oil a day.", 5e6, "per day"),
        ("They build 3,000 cars a month.", 3000, "per month"),
        ("The line carries 38 bcm of gas annually.", 38, "per year"),
        ("Oil costs $50 a barrel.", 50, "per barrel"),
        ("There were 18.9 deaths per 100,000 people.", 18.9, "per 100,000 people"),
        ("They sold 40 barrels of oil a friend had.", 40, None),
    ],
)
def test_by_what_a_figure_is_counted(text: str, value: float, period: str | None) -> None:
    (one,) = _amounts(text)
    assert one.value == pytest.approx(value)
    assert one.period == period


@pytest.mark.parametrize(
    ("text", "value", "change", "base", "consistent"),
    [
        ("Exports were $7 billion, up 40 percent.", 7e9, 40, 5e9, None),
        ("Exports were $7 billion, down from $9 billion.", 7e9, None, 9e9, True),
        ("Exports were $7 billion, up from $9 billion.", 7e9, None, 9e9, False),
        ("Exports fell to $3 billion, a drop of 40 percent.", 3e9, 40, 5e9, None),
        ("Exports rose from $4 billion to $6 billion, an increase of 50 percent.", 6e9, 50, 4e9, True),
        ("Exports rose from $4 billion to $6 billion, an increase of 10 percent.", 6e9, 10, 5.455e9, False),
        ("Exports grew threefold to $9 billion.", 9e9, 200, 3e9, None),
    ],
)
def test_a_change_told_behind_its_level(
    text: str, value: float, change: float | None, base: float, consistent: bool | None
) -> None:
    (one,) = _amounts(text)
    assert (one.value, one.change, one.consistent) == (value, change, consistent)
    assert one.implied_base == pytest.approx(base, rel=1e-3)


def test_a_change_behind_another_figure_is_not_its() -> None:
    one, other = _amounts("The loan is worth $5 million, and exports fell by 10 percent.")
    assert (one.change, other.value) == (None, None)


def test_by_and_to_of_bare_numbers_are_no_range() -> None:
    assert [a.low for a in _amounts("They cut the army by 300,000 to 2 million men.")] != [300_000]
    (one,) = _amounts("They cut the army by 200 to 300 men.")
    assert (one.low, one.high) == (200, 300)
