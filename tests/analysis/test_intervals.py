"""The interval of a mean score (D18): it covers a simulated truth as often as it says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import intervals
from kg.analysis.intervals import FEWEST, interval


@pytest.mark.parametrize("documents", [10, 30])
def test_a_nominal_90_percent_covers_85_to_95(documents: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents differ (sd 3), claims of one document differ less (sd 1); the truth is 2."""
    monkeypatch.setattr(intervals, "RESAMPLES", 250)
    rng = random.Random(7)
    hits, trials = 0, 400
    for _ in range(trials):
        rows = []
        for number in range(documents):
            level = rng.gauss(2, 3)
            rows += [(str(number), level + rng.gauss(0, 1)) for _ in range(rng.randint(1, 5))]
        ends = interval(rows)
        assert ends is not None
        hits += ends[0] <= 2 <= ends[1]
    assert 0.85 <= hits / trials <= 0.95


def test_few_documents_are_not_enough() -> None:
    many = [("one", float(score)) for score in range(100)]
    assert interval(many) is None
    assert interval([]) is None
    assert interval([(str(n), 4.0) for n in range(30)]) is None, "nothing shows how others would differ"
    some = [(str(n), float(n)) for n in range(FEWEST)]
    assert interval(some[:-1]) is None
    assert interval(some) is not None


@pytest.mark.parametrize("documents", [6, 12])
def test_so_it_does_of_few_documents_with_slanted_scores(
    documents: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most documents score near 5, some far below, the mean is 2: percentiles alone cover some 75 of 100."""
    monkeypatch.setattr(intervals, "RESAMPLES", 250)
    rng = random.Random(11)
    hits, trials = 0, 300
    for _ in range(trials):
        rows = []
        for number in range(documents):
            level = 5 - rng.expovariate(1 / 3)
            rows += [(str(number), level) for _ in range(rng.choice((1, 1, 1, 2, 5)))]
        ends = interval(rows)
        assert ends is not None
        hits += ends[0] <= 2 <= ends[1]
    assert 0.85 <= hits / trials <= 0.97


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(-9, 10)), min_size=1))
def test_ends_hold_the_mean_and_hang_on_nothing_but_the_scores(rows: list[tuple[str, float]]) -> None:
    ends = interval(rows)
    assert ends == interval(rows[::-1])
    if ends:
        mean = sum(score for _, score in rows) / len(rows)
        low, high = intervals.scale()
        assert low <= ends[0] <= mean + 1e-9
        assert mean - 1e-9 <= ends[1] <= high
