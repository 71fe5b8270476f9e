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


def _spoken(text: str) -> list[tuple[tuple[str, ...], str]]:
    parsed = annotated(text)
    return [
        (a.speakers, parsed.text[start:end])
        for a in attributions(parsed, cast(parsed))
        for start, end in a.spans
        if a.cue is None
    ]


INTERVIEW = (
    "A talk with Anna Korvel about Ruritania.\n\nQ: Is Ruritania calm?\n\n{first}\n\nQ: And Borduria?\n\n"
    "{second}\n\nQ: Why?\n"
)


def test_below_a_question_an_answer_without_a_label_is_the_interviewed_ones() -> None:
    found = _spoken(INTERVIEW.format(first="We are calm here.", second="My country fears Borduria."))
    assert found == [
        ((), "Is Ruritania calm?"),
        (("Anna Korvel",), "We are calm here"),
        ((), "And Borduria?"),
        (("Anna Korvel",), "My country fears Borduria"),
        ((), "Why?"),
    ]


def test_below_a_question_a_tale_is_nobodys_answer() -> None:
    found = _spoken(INTERVIEW.format(first="Ruritania lies by the sea.", second="Borduria lies behind it."))
    assert found == [((), "Is Ruritania calm?"), ((), "And Borduria?"), ((), "Why?")]


def test_a_caption_glued_to_a_name_is_no_turn() -> None:
    names = ("Anna Korvel", "Viktor Zenda", "Anna Korvel")
    captions = "".join(f"{name}Image: The Courier.\n\n" for name in names)
    assert _spoken(f"Ruritania was calm.\n\n{captions}\nBorduria was not.") == []


def test_a_statement_ends_where_a_paragraph_speaks_of_its_speaker() -> None:
    text = (
        "Foreign Secretary Anna Korvel said:\n\nWe regret the war in Borduria.\n\n"
        "The Foreign Secretary will go to Syldavia in May.\n"
    )
    parsed = annotated(text)
    found = [parsed.text[start:end] for a in attributions(parsed, cast(parsed)) for start, end in a.spans]
    assert found == ["We regret the war in Borduria"] or found == ["We regret the war in Borduria."]
