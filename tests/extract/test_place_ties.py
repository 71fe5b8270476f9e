"""Where a meeting took place, told with the journey before it; sentences that leave out their subject."""

from __future__ import annotations

import pytest

from kg.extract.events import propositions
from kg.extract.place_ties import with_places
from kg.model.relations import Relation
from tests.extract.cast_builder import annotated, cast


def _meeting(text: str) -> tuple[set[str], set[str], str | None] | None:
    parsed = annotated(text)
    known = cast(parsed)
    for found in with_places(parsed, known, propositions(parsed, known)):
        if found.relation in {Relation.MEETS, Relation.TALKS_WITH}:
            names = [{known.figures[r.key].name for r in roles} for roles in (found.subjects, found.objects)]
            return names[0], names[1], known.figures[found.where.key].name if found.where else None
    return None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Ruritania visited Borduria on 5 May 1990. Ruritania met with Syldavia.", "Borduria"),
        ("Ruritania visited Borduria on 5 May 1990. Ruritania met with Syldavia in Freedonia.", "Freedonia"),
        ("Ruritania visited Borduria on 5 May 1990. Ruritania will meet with Syldavia.", None),
        ("Ruritania visited Borduria on 5 May 1990.\n\nRuritania met with Syldavia.", None),
        ("Freedonia visited Borduria on 5 May 1990. Ruritania met with Syldavia.", None),
    ],
)
def test_a_guest_meets_where_he_is(text: str, where: str | None) -> None:
    found = _meeting(text)
    assert found is not None
    assert found[2] == where


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruritania visited Borduria in 1990. Met with Syldavia.", True),
        ("Ruritania visited Borduria in 1990. Official visit; met with Syldavia.", True),
        ("Ruritania visited Borduria in 1990. Official visit. Later met with Syldavia.", True),
        ("Ruritania visited Borduria in 1990.\n\nMet with Syldavia.", False),
        ("Met with Syldavia.", False),
    ],
)
def test_notes_go_on_with_the_subject_of_the_sentence_before(text: str, wanted: bool) -> None:
    found = _meeting(text)
    assert (found is not None and found[0] | found[1] >= {"Ruritania", "Syldavia"}) is wanted
