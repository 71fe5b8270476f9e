"""The map from repaired to raw characters, against an oracle that carries an origin with every character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.offsets import Edit, RepairedText

TEXT = st.text(alphabet="abc \n“”é", max_size=30)


@st.composite
def edited(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text in order, without overlap."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not edits or start > edits[-1].end:
            edits.append(
                Edit(start, end, draw(st.text(alphabet="xyz ", max_size=3)), draw(st.sampled_from("pqr")))
            )
    return edits


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and up to three rounds of edits, each on what the last one left."""
    raw = draw(TEXT)
    made, text = [], raw
    for _ in range(draw(st.integers(0, 3))):
        made.append(draw(edited(text)))
        text = RepairedText.of(text, made[-1]).text
    return raw, made


def _oracle(raw: str, made: list[list[Edit]]) -> list[tuple[str, int | None]]:
    """The repaired characters, each with the raw offset that it came from, or None if a rule wrote it."""
    cells: list[tuple[str, int | None]] = [(c, i) for i, c in enumerate(raw)]
    for edits in made:
        for edit in reversed(edits):
            cells[edit.start : edit.end] = [(c, None) for c in edit.replacement]
    return cells


@given(rounds())
def test_rounds_of_edits_compose(case: tuple[str, list[list[Edit]]]) -> None:
    raw, made = case
    repaired = RepairedText.of(raw)
    for edits in made:
        repaired = repaired.then(edits)
    cells = _oracle(raw, made)
    assert repaired.text == "".join(c for c, _ in cells)
    assert RepairedText.of(raw, repaired.edits).text == repaired.text
    kept = {e for edit in repaired.edits for e in range(edit.start, edit.end)}
    for at, (character, origin) in enumerate(cells):
        start, end = repaired.raw_span(at, at + 1)
        if origin is None:
            assert any(e.start == start and e.end == end for e in repaired.edits)
        elif origin not in kept:
            assert (start, end) == (origin, origin + 1)
            assert raw[start:end] == character
        else:  # merged into a later edit of the same stretch
            assert start <= origin < end
    assert {rule for e in repaired.edits for rule in e.rule.split("+")} <= set("pqr")


@given(rounds(), st.data())
def test_a_span_goes_back_and_forth(case: tuple[str, list[list[Edit]]], data: st.DataObject) -> None:
    raw, made = case
    repaired = RepairedText.of(raw)
    for edits in made:
        repaired = repaired.then(edits)
    start = data.draw(st.integers(0, len(repaired.text)))
    end = data.draw(st.integers(start, len(repaired.text)))
    low, high = repaired.raw_span(start, end)
    assert 0 <= low <= high <= len(raw)
    # Redone on its own, the raw stretch gives the span back, at most with the rest of a replacement.
    inside = [e for e in repaired.edits if low <= e.start and e.end <= high]
    again = RepairedText.of(
        raw[low:high], [e._replace(start=e.start - low, end=e.end - low) for e in inside]
    ).text
    assert repaired.text[start:end] in again


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        RepairedText.of("abcdef", [Edit(0, 3, "", "r"), Edit(2, 4, "", "r")])
    with pytest.raises(ValueError, match="leave the text"):
        RepairedText.of("abc", [Edit(2, 9, "", "r")])
    with pytest.raises(ValueError, match="overlap"):
        RepairedText.of("abcdef").then([Edit(0, 3, "", "r"), Edit(2, 4, "", "r")])


def test_a_span_outside_the_text_is_refused() -> None:
    repaired = RepairedText.of("abc", [Edit(1, 2, "", "r")])
    for start, end in ((-1, 1), (0, 3), (2, 1)):
        with pytest.raises(ValueError, match="no such span"):
            repaired.raw_span(start, end)


def test_counts_by_rule() -> None:
    repaired = RepairedText.of("abc", [Edit(0, 1, "", "b+a"), Edit(2, 3, "x", "a")])
    assert [(c.rule, c.count) for c in repaired.counts()] == [("a", 2), ("b", 1)]
