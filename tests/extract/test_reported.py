"""What reported stretches state, and which utterances are deeds: invented people and countries."""

from __future__ import annotations

import pytest

from kg.extract.attribution import attributions, with_speakers
from kg.extract.base import Proposition
from kg.extract.events import propositions
from kg.extract.reported import reported_statements, utterance_acts
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind
from tests.extract.cast_builder import annotated, cast


def read(text: str) -> tuple[list[Proposition], list[Proposition]]:
    """The acts of a text (frames and utterances), and the statements that are reported in it."""
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    said = attributions(parsed, known)
    acts = list(propositions(parsed, known, []))
    acts += utterance_acts(parsed, known, said, acts)
    return acts, [p for p, _ in reported_statements(parsed, known, said, acts)]


def keys(roles: object) -> list[str]:
    return [role.key for role in roles]  # type: ignore[attr-defined]


def test_what_is_said_of_somebody_is_stated() -> None:
    _, [found] = read("Anna Korvel said Ruritania was too proud for Borduria.")
    assert (keys(found.subjects), keys(found.objects)) == (["Ruritania"], ["Borduria"])


def test_an_urging_is_told_once() -> None:
    acts, stated = read("Anna Korvel urged Borduria to be patient.")
    assert [(a.relation, keys(a.subjects), keys(a.objects)) for a in acts] == [
        (Relation.REQUESTS, ["Anna Korvel"], ["Borduria"])
    ]
    assert stated == []


def test_a_demand_that_no_frame_knows_is_an_act() -> None:
    acts, _ = read("Anna Korvel entreated Borduria to be patient.")
    assert [(a.kind, a.relation, keys(a.objects)) for a in acts] == [
        (ClaimKind.EVENT, Relation.REQUESTS, ["Borduria"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Korvel entreated the court to be patient with Borduria.",  # the court is asked, not Borduria
        "Anna Korvel said Borduria should be patient.",  # an opinion
        "Anna Korvel said: “I entreat Borduria to be patient.”",  # her own words
    ],
)
def test_other_words_are_no_act(text: str) -> None:
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    assert utterance_acts(parsed, known, attributions(parsed, known), []) == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Ruritania is calm. Anna Korvel mentioned the deal.", 0),
        ("Ruritania is calm. Anna Korvel said the deal was unfair.", 1),
        ("Ruritania is calm. Anna Korvel called this dubious.", 1),
    ],
)
def test_a_bare_phrase_says_nothing(text: str, stated: int) -> None:
    assert len(read(text)[1]) == stated


def test_a_stretch_without_a_name_is_about_whom_the_text_spoke_of() -> None:
    _, [found] = read("Ruritania is calm. Anna Korvel said the town was safe.")
    assert keys(found.subjects) == ["Ruritania"]


@pytest.mark.parametrize(
    ("answer", "stated"),
    [("I have slept badly in the old house.", 0), ("I have slept badly in Borduria's old house.", 1)],
)
def test_what_a_person_tells_of_herself_alone_is_no_claim(answer: str, stated: int) -> None:
    _, found = read(f"Anna Korvel: {answer}\n\nRudolf Sapt: Why?\n\nAnna Korvel: No.\n")
    assert len([p for p in found if p.rule == "clause"]) == stated
