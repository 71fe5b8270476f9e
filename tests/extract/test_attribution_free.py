"""Free indirect speech: whose thoughts stand unreported behind a mood or a cue, and where nobody's do."""

from __future__ import annotations

import pytest

from kg.extract.attribution import attributions, find, with_speakers
from kg.model.cast import Cast
from kg.model.vocabulary import Reporting
from tests.extract.parsed_text import annotated

NOBODY = Cast.of([], {})


def free(text: str) -> list[tuple[str, str]]:
    """(source, content) of each sentence in free indirect speech."""
    return [
        (text[slice(*raw.source)] if raw.source else "", text[slice(*raw.contents[0])])
        for raw in find(annotated(text))
        if raw.how == "free"
    ]


@pytest.mark.parametrize(
    ("text", "source", "contents"),
    [
        (
            "The minister was furious. Ruritania would never accept such terms. It had been betrayed.",
            "The minister",
            ["Ruritania would never accept such terms", "It had been betrayed"],
        ),
        (
            "President Plexi despaired. Now Borduria held the port.",
            "President Plexi",
            ["Now Borduria held the port"],
        ),
        ("She was angry. How could Borduria do this?", "She", ["How could Borduria do this?"]),
        (
            "Anna Korvel said the talks had failed. Ruritania would never sign such a treaty!",
            "Anna Korvel",
            ["Ruritania would never sign such a treaty!"],
        ),
        ("The envoy was pessimistic. Borduria must leave.", "The envoy", ["Borduria must leave"]),
    ],
)
def test_thoughts_behind_a_mood_or_a_cue(text: str, source: str, contents: list[str]) -> None:
    assert free(text) == [(source, content) for content in contents]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Korvel said the talks had failed. The treaty would open the border.",  # one sign is too few
        "The minister was furious. Borduria signed the treaty.",
        "The minister was furious. Borduria would sign the treaty in May 2014.",  # a date: told
        "The minister was furious. Borduria will never sign the treaty.",  # no shift of tense
        "The minister was not furious. Ruritania would never accept such terms.",
        "The minister was furious.\n\nRuritania would never accept such terms.",  # another paragraph
        "The minister is furious. Ruritania would never accept such terms.",
        "The minister was furious. Plexi said Ruritania would never accept such terms.",
        "The minister was furious. “Ruritania would never accept such terms.”",
        "The minister was furious. He would later join the cabinet of Borduria.",
        "The bridge was closed. Ruritania would never open it again.",
        "The minister was aware that the talks had failed. Ruritania would never sign.",
        "The minister was furious. The talks ended. Ruritania would never accept such terms.",
        "Ruritania would never accept such terms. It had been betrayed.",
    ],
)
def test_silence(text: str) -> None:
    assert free(text) == []


def test_three_sentences_at_most() -> None:
    text = "The minister was furious. " + "Borduria would never sign. " * 5
    assert len(free(text)) == 3


def test_handed_on_with_its_own_name_and_a_speaker() -> None:
    text = annotated("The minister was furious. Ruritania would never accept such terms.")
    said = [a for a in attributions(text, with_speakers(text, NOBODY)) if a.cue_lemma == "free-indirect"]
    assert [(a.reporting, a.cue) for a in said] == [(Reporting.INDIRECT, None)]
    assert len(said[0].speakers) == 1
    assert not [a for a in attributions(text, NOBODY) if a.cue_lemma == "free-indirect"]  # nobody known
