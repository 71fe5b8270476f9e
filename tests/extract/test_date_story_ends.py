"""Looking back for the date of a story comes to an end, however white space lies between sentences."""

from __future__ import annotations

import pytest

import kg


@pytest.mark.parametrize("date", ["2016-05-04", None])
def test_a_list_with_bullets_that_are_sentences_of_their_own(date: str | None) -> None:
    """A full stop as bullet is a sentence; the spaces behind it belong to the next one, before its start."""
    lines = [
        f".      Near {town}, France attacked Germany and met Spain.\n" for town in ("Lyon", "Nice", "Metz")
    ]
    heads = "".join(f"Part {n}\n\nItaly thanked Austria, and then France met Peru.\n\n" for n in range(6))
    found = kg.extract(heads + "In the north:\n" + "".join(lines), date=date)
    assert found.claims
