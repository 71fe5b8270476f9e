"""Posts: title, person, body or state; and who leads what."""

from __future__ import annotations

import pytest

from kg.extract.posts import posts
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from tests.extract.who import cast_of, parsed


def found(text: str) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    cast = cast_of(text)
    return [
        (
            p.relation.value,
            cast.figures[p.subjects[0].key].name,
            p.title,
            tuple(cast.figures[o.key].name for o in p.objects),
        )
        for p in posts(parsed(text), cast)
    ]


HOLDS, LEADS = Relation.HOLDS_POSITION_AT.value, Relation.LEADS.value


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("Ruritanian President Anna Korvel spoke.", "Ruritanian President", "Ruritania"),
        (
            "Anna Korvel, director of the Zenda Institute, spoke.",
            "director of the Zenda Institute",
            "Zenda Institute",
        ),
        (
            "The director of the Zenda Institute, Anna Korvel, spoke.",
            "director of the Zenda Institute",
            "Zenda Institute",
        ),
        ("Anna Korvel was appointed ambassador to Borduria.", "ambassador to Borduria", "Borduria"),
        ("Anna Korvel served as ambassador of Ruritania.", "ambassador of Ruritania", "Ruritania"),
    ],
)  # fmt: skip
def test_posts(text: str, title: str, owner: str) -> None:
    assert found(text) == [(HOLDS, "Anna Korvel", title, (owner,))]


def test_a_post_is_given_once() -> None:
    text = "Ruritanian President Anna Korvel spoke. Later Ruritanian President Anna Korvel left."
    assert len(found(text)) == 1


def test_the_one_who_heads_it_leads_it() -> None:
    assert (LEADS, "Anna Korvel", None, ("Zenda Institute",)) in found(
        "Anna Korvel, who heads the Zenda Institute, spoke."
    )


def test_meeting_is_not_leading() -> None:
    assert found("Anna Korvel visited the Zenda Institute.") == []


def test_what_will_be_is_planned_and_what_was_not_is_negated() -> None:
    for text, modality in (
        ("Anna Korvel will become ambassador of Ruritania.", Modality.PLANNED),
        ("Anna Korvel was not the ambassador of Ruritania.", Modality.NEGATED),
    ):
        [post] = posts(parsed(text), cast_of(text))
        assert post.modality is modality


def test_the_spans_hold_the_words() -> None:
    text = "Yesterday Ruritanian President Anna Korvel spoke."
    [post] = posts(parsed(text), cast_of(text))
    assert text[slice(*post.trigger)] == "President"
    assert text[slice(*post.span)] == "Ruritanian President Anna Korvel"
