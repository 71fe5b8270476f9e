"""Quotation marks: pairs, nesting, missing partners, and time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.attribution.quotes import find_quotes, top

MARKS = [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("„", "”"), ("‘", "’"), ("''", "''"), ("‹", "›")]


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_planted_quotations(opening: str, closing: str) -> None:
    text = f"He said: {opening}We won’t go, it isn't far.{closing} Then he left."
    [quote] = top(find_quotes(text))
    assert text[quote.inner_start : quote.inner_end] == "We won’t go, it isn't far."


def test_nested_quotations() -> None:
    text = "“She told me: ‘Never again.’ I agreed.”"
    outer, inner = find_quotes(text)
    assert text[slice(outer.start, outer.end)] == text
    assert text[inner.inner_start : inner.inner_end] == "Never again."


def test_an_unclosed_mark_ends_with_its_sentence_or_paragraph() -> None:
    text = "He said “we go. The rest is not his.\nNor is this."
    [quote] = find_quotes(text)
    assert text[quote.inner_start : quote.inner_end] == "we go."
    assert not quote.closed


def test_a_quotation_of_two_paragraphs() -> None:
    text = "“We go.\n“We stay,” he said."
    first, second = find_quotes(text)
    assert (first.continues, second.continues) == (True, False)


def test_apostrophes_are_no_quotations() -> None:
    assert find_quotes("The ministers' plans don't fit the countries' needs in the '90s.") == []


@given(st.text(alphabet="ab .,\n\"“”«»‘’'„", max_size=80))
def test_any_marks_give_ordered_spans(text: str) -> None:
    outer = top(find_quotes(text))
    assert all(0 <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text) for q in outer)
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert all("\n" not in text[q.start : q.end] for q in outer)


@pytest.mark.parametrize("piece", ['"', '" ', "“", "”", "'a ", "“ said ”", "''"])
def test_a_hundred_thousand_marks_take_seconds(piece: str) -> None:
    started = time.process_time()
    find_quotes(piece * 100_000)
    assert time.process_time() - started < 5
