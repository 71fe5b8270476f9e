"""How far an attribution reaches: what the reporter tells beside what somebody says, pair by pair."""

from __future__ import annotations

import pytest

import kg
from kg.extract.attribution import attributions, outlines, with_speakers
from tests.extract.cast_builder import annotated, cast

Said = tuple[str | None, str]


def said(text: str) -> list[Said]:
    """(speaker, content) of each attribution that is handed on."""
    parsed = annotated(text)
    return [
        (a.speakers[0] if a.speakers else None, parsed.text[start:end])
        for a in attributions(parsed, cast(parsed))
        for start, end in a.spans
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a semicolon ends what a remark in the middle covers
        (
            "The bridge fell; the guards, Anna Korvel said, had left.",
            [("Anna Korvel", "the guards"), ("Anna Korvel", "had left")],
        ),
        (
            "The bridge fell; according to Borduria, the guards had left.",
            [("Borduria", "the guards had left")],
        ),
        # the reporter's own clause before a cue is no content
        ("But when the aid was cut, Anna Korvel disagreed.", []),
        # the day of the saying is not what is said
        (
            "Anna Korvel said yesterday morning the laws were bad.",
            [("Anna Korvel", "the laws were bad")],
        ),
        # two cues with one subject: the second is no part of what the first reports
        (
            "Anna Korvel stated that the war was illegal and demanded that Borduria withdraw.",
            [("Anna Korvel", "the war was illegal"), ("Anna Korvel", "Borduria withdraw")],
        ),
        (
            "Anna Korvel said there was a lack of openness and urged Borduria to leave.",
            [("Anna Korvel", "there was a lack of openness"), ("Anna Korvel", "Borduria to leave")],
        ),
        # a thing praised is told of further by the reporter
        (
            "Anna Korvel described the pact, which ended the war, as a triumph.",
            [("Anna Korvel", "the pact")],
        ),
        # a passive before "and" takes no subject away from an active verb behind it
        (
            "Anna Korvel was shocked by the war and said that it was over.",
            [("Anna Korvel", "it was over")],
        ),
        # whoever is cited speaks
        ("The Courier cited Anna Korvel as saying the war was over.", [("Anna Korvel", "the war was over")]),
        ("Anna Korvel was quoted as saying the war was over.", [("Anna Korvel", "the war was over")]),
        # clear and plain
        ("Anna Korvel made clear that the war was over.", [("Anna Korvel", "the war was over")]),
        ("Anna Korvel made it clear that the war was over.", [("Anna Korvel", "the war was over")]),
    ],
)
def test_where_it_ends(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna Korvel knew that the war was over.",  # so it was
        "Anna Korvel was aware that the war was over.",
        "Anna Korvel learned that the war was over.",
        "Anna Korvel is not worried that Borduria may leave.",  # what she does not hold
        "The ceasefire announced by Borduria held.",  # a thing told from others
        "Borduria wants the war to end.",
        "Borduria announced a new road to Klow.",  # done by announcing it
        "Borduria defended the bridge.",
    ],
)
def test_what_nobody_says(text: str) -> None:
    assert said(text) == []


def test_what_is_not_handed_on_is_still_outlined() -> None:
    text = "Anna Korvel knew that the war was over."
    assert [text[start:end] for o in outlines(annotated(text)) for start, end in o.spans] == [
        "the war was over"
    ]


def test_inner_and_outer_outlines() -> None:
    found = outlines(annotated("Anna Korvel said that Plexi thought that the war was over."))
    assert sorted(o.inner for o in found) == [False, True]


def _posts(text: str) -> set[str | None]:
    claims = kg.extract(text, date="2016-04-07").claims
    return {c.speaker.label if c.speaker else None for c in claims if c.relation.value == "holdsPositionAt"}


def test_whom_the_reporter_names_by_his_post_is_the_reporters_word() -> None:
    assert _posts("Anna Korvel said President Viktor Tolan of Ruritania had left Borduria.") == {None}
    mixed = 'Anna Korvel said "the war" was over, and President Viktor Tolan of Ruritania had left Borduria.'
    assert _posts(mixed) == {None}
    direct = "“President Viktor Tolan of Ruritania has left Borduria,” Anna Korvel said."
    assert None not in _posts(direct)


@pytest.mark.parametrize(("noun", "speaks"), [("journalist", True), ("engineer", True), ("list", False)])
def test_endings_of_people(noun: str, speaks: bool) -> None:
    parsed = annotated(f"A {noun} said that the war was over.")
    [found] = attributions(parsed, with_speakers(parsed, cast(parsed)))
    assert bool(found.speakers) is speaks
