"""Where towns and bodies are, as names together tell: minimal pairs with invented bodies."""

from __future__ import annotations

import pytest

import kg
from kg.extract.posts_rule import rules
from tests.extract.who import cast_of, parsed

Tie = tuple[str, str, str]


def ties(text: str) -> set[Tie]:
    """Subject, relation and object of every state of affairs, by name."""
    return {
        (s.label, str(claim.relation), o.label)
        for claim in kg.extract(text, date="2016-05-10").claims
        if claim.kind == "relation"
        for s in claim.subjects
        for o in claim.objects
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the town that opens the name of a body
        (
            "The Lisbon Peace Institute protested.",
            {("Lisbon Peace Institute", "basedIn", "Lisbon")},
        ),
        ("The Ruritanian Peace Institute protested.", set()),
        # a known town, too, lies somewhere
        ("The envoys met in Lisbon, Portugal, on Monday.", {("Lisbon", "locatedIn", "Portugal")}),
        ("The envoys came from Lisbon, Portugal and Spain.", set()),
        # what a group is, and whose
        (
            "The Palestinian militant group Hamas left.",
            {("Hamas", "basedIn", "Palestine")},
        ),
        ("The Palestinian envoys met Hamas.", set()),
    ],
)
def test_what_names_together_tell(text: str, expected: set[Tie]) -> None:
    assert ties(text) == expected


@pytest.mark.parametrize(
    ("noun", "relation", "title"),
    [
        ("presidency", "holdsPositionAt", "president"),
        ("government", "leads", None),
        # a role word, but no office of a state
        ("leadership", "leads", None),
        ("dictatorship", "leads", None),
    ],
)
def test_a_presidency_is_a_post_and_a_government_is_led(noun: str, relation: str, title: str | None) -> None:
    text = f"Borduria voted. The {noun} of Otto Plekz ended."
    (one,) = rules(parsed(text), cast_of(text))
    assert (one.relation, one.title, [r.key for r in one.subjects]) == (relation, title, ["otto-plekz"])
