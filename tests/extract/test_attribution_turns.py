"""Turns of a transcript whose labels are not names in the eyes of a parser."""

from __future__ import annotations

import pytest

from kg.extract.attribution import attributions
from tests.extract.cast_builder import annotated, cast

TALK = (
    "{opening}\n\nEDITOR: Is Ruritania calm?\n\n{label}: Ruritania is calm.\n\nEDITOR: And Borduria?\n\n"
    "{label}: Borduria is not.\n"
)


@pytest.mark.parametrize(
    ("opening", "label", "speakers"),
    [
        ("Our editor spoke to Anna Korvel.", "KORVEL", ("Anna Korvel",)),
        ("Our editor spoke to Anna Korvel.", "AK", ("Anna Korvel",)),
        ("Our editor spoke to Anna Korvel.", "SAPT", ()),
        ("Our editor spoke to a minister.", "KORVEL", ()),
    ],
)
def test_a_label_in_capitals_is_the_one_who_bears_the_name(
    opening: str, label: str, speakers: tuple[str, ...]
) -> None:
    parsed = annotated(TALK.format(opening=opening, label=label))
    found = [a.speakers for a in attributions(parsed, cast(parsed))]
    assert found == [(), speakers, (), speakers]
