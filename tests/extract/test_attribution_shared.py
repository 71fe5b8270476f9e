"""Second verbs behind a cue, and quotations that another verb than one of saying brings: pair by pair."""

from __future__ import annotations

import pytest

from kg.extract.attribution import attributions, outlines
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
        # a past beside "would" goes on from "said" …
        (
            "Anna Korvel said the port would close and called on Borduria to pay.",
            [("Anna Korvel", "the port would close"), ("Anna Korvel", "Borduria to pay")],
        ),
        (
            "Anna Korvel said the port would close and signed the treaty.",
            [("Anna Korvel", "the port would close")],
        ),
        # … over an infinitive too
        (
            "Anna Korvel said Borduria would try to end the war and called on Syldavia to leave.",
            [("Anna Korvel", "Borduria would try to end the war"), ("Anna Korvel", "Syldavia to leave")],
        ),
        # but beside a past it may be part of what she said, and beside "had" it is a participle
        (
            "Anna Korvel said Borduria signed the treaty and opened the port.",
            [("Anna Korvel", "Borduria signed the treaty and opened the port")],
        ),
        (
            "Anna Korvel said Borduria had seized the port and closed it.",
            [("Anna Korvel", "Borduria had seized the port and closed it")],
        ),
        # "also" and a comma tell verbs of saying apart
        (
            "Anna Korvel said that Borduria had not paid, and also accused the council of fraud.",
            [("Anna Korvel", "Borduria had not paid"), ("Anna Korvel", "the council of fraud")],
        ),
        (
            "Anna Korvel noted that Borduria did not sign the treaty, and mentioned a second way.",
            [("Anna Korvel", "Borduria did not sign the treaty"), ("Anna Korvel", "a second way")],
        ),
        # behind a quotation only quotations are hers
        ("“We won,” Anna Korvel said, and soon the lights went out.", [("Anna Korvel", "We won")]),
        (
            "“We won,” Anna Korvel said, and accused the council of fraud.",
            [("Anna Korvel", "We won"), ("Anna Korvel", "the council of fraud")],
        ),
        # of two things the remark between commas covers the one behind it
        (
            "The treaty is old and, according to Borduria, would not stop the war.",
            [("Borduria", "would not stop the war")],
        ),
        ("The treaty, according to Borduria, is old.", [("Borduria", "The treaty"), ("Borduria", "is old")]),
    ],
)
def test_whose_the_second_verb_is(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Korvel praised the guards on television: “We won the war. It is over.”",
            [("Anna Korvel", "We won the war. It is over")],
        ),
        ("Anna Korvel was blunt: “We will never sign it.”", [("Anna Korvel", "We will never sign it")]),
        (
            "Anna Korvel responded to the treaty on the radio: “We will never sign it.”",
            [("Anna Korvel", "We will never sign it")],
        ),
        # a rule is nobody's speech
        ("The treaty has one rule: “No state shall close a port.”", [(None, "No state shall close a port")]),
        # a remark in a clause of its own is no cue
        (
            "Anna Korvel commented on the treaty — which Rudolf Sapt noted as odd — “We will never sign it.”",
            [("Anna Korvel", "We will never sign it")],
        ),
    ],
)
def test_quotations_behind_a_colon(text: str, expected: list[Said]) -> None:
    assert [s for s in said(text) if s in expected or "sign" in s[1] or "won" in s[1]] == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Anna Korvel criticised the treaty, which Borduria had signed.", "the treaty"),
        (
            "Anna Korvel criticised the treaty that Borduria had signed.",
            "the treaty that Borduria had signed",
        ),
        ("Anna Korvel attacked the treaty as a fraud.", "the treaty as a fraud"),
        ("Anna Korvel was worried about the war.", "the war"),
        ("Anna Korvel was ready to leave Borduria.", "to leave Borduria"),
        ("The press ignored Korvel's criticism of the treaty.", "the treaty"),
        ("The reports show a rise in exports.", "a rise in exports"),
    ],
)
def test_deeds_are_outlined_and_not_said(text: str, content: str) -> None:
    parsed = annotated(text)
    found = [parsed.text[start:end] for o in outlines(parsed) for start, end in o.spans]
    assert content in found
    assert said(text) == []
