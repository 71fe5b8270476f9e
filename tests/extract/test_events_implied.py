"""Parties that a sentence leaves out: told from the text before, and left open when that is unclear."""

from __future__ import annotations

import pytest

from kg.extract.base import Proposition, Role
from kg.extract.events import propositions
from kg.extract.events.telling import telling, telling_more
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind
from tests.extract.cast_builder import annotated, cast

#: A text about two states; {} is its last sentence.
HISTORY = (
    "Ruritania and Borduria met in 1900. Ruritania is small. Borduria is large. Ruritania likes Borduria. "
    "Ruritania is old.\n\n{}"
)


def _shown(text: str, author: str | None = None) -> list[str]:
    parsed = annotated(text)
    found = propositions(parsed, cast(parsed, author=author))
    return [
        f"{'&'.join(r.key for r in p.subjects)} {p.relation} {'&'.join(r.key for r in p.objects)}".strip()
        for p in found
        if "implied-parties" in p.flags or p.objects
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ruritania met Borduria. Diplomatic relations were established in 1903.", "cooperatesWith"),
        ("Ruritania met Borduria. The talks will resume in May.", "talksWith"),
        (HISTORY.format("Diplomatic relations were established in 1903."), "cooperatesWith"),
    ],
)
def test_relations_without_parties_are_those_of_the_two_states_told_before(text: str, said: str) -> None:
    assert f"Ruritania&Borduria {said}" in _shown(text)


@pytest.mark.parametrize(
    "text",
    [
        # nobody told, three told, somebody else's, an owner that is not known
        "Diplomatic relations were established in 1903.",
        "Ruritania, Borduria and Syldavia are small. Diplomatic relations were established in 1903.",
        "Ruritania likes Borduria. Their neighbours' relations were restored.",
        "Ruritania likes Borduria. Relations between the neighbours were restored.",
        "Ruritania likes Borduria. Relations are a fine thing.",
    ],
)
def test_nothing_is_made_up_when_the_parties_are_unclear(text: str) -> None:
    assert [s for s in _shown(text) if "cooperatesWith" in s] == []


def test_a_speech_is_one_side_of_the_agreement_it_names_the_other_of() -> None:
    text = "An agreement with Borduria was concluded in May."
    assert _shown(text, author="Ruritania") == ["Ruritania&Borduria signsWith"]
    assert _shown(text) == []


def test_credentials_go_to_the_other_state_of_the_text() -> None:
    text = HISTORY.format("The envoy of Ruritania presented his credentials in May.")
    assert "Ruritania talksWith Borduria" in _shown(text)
    assert "Ruritania talksWith" not in " ".join(_shown("The envoy of Ruritania presented his credentials."))


def test_the_strikes_are_those_of_who_struck_just_before() -> None:
    text = "Ruritania attacked Borduria. The strikes killed ten Bordurian soldiers."
    assert _shown(text) == ["Ruritania attacks Borduria"] * 2
    far = (
        "Ruritania attacked Borduria." + " The day was fine." * 6 + " The strikes killed Syldavian soldiers."
    )
    assert _shown(far) == ["Ruritania attacks Borduria"]


def _told(kind: ClaimKind, trigger: int, *keys: str) -> Proposition:
    roles = tuple(Role(key) for key in keys)
    relation = Relation.AIDS if kind is ClaimKind.EVENT else Relation.SPEAKS_ABOUT
    return Proposition(kind, relation, roles[:1], roles[1:], (0, 1), trigger, (0, 1))


def test_a_statement_stays_beside_an_event_only_when_it_names_somebody_more() -> None:
    event = _told(ClaimKind.EVENT, 3, "a")
    both = _told(ClaimKind.EVENT, 5, "a", "b")
    assert telling([event, both]) == [both]
    same, more, elsewhere = (
        _told(ClaimKind.STATEMENT, 3, "a"),
        _told(ClaimKind.STATEMENT, 3, "a", "b"),
        _told(ClaimKind.STATEMENT, 9, "a"),
    )
    assert telling_more([same, more, elsewhere], [event, both]) == [more, elsewhere]
