"""Where towns and bodies are, as names together tell: minimal pairs with invented bodies."""

from __future__ import annotations

import pytest

import kg

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


def test_a_presidency_is_a_post_and_a_government_is_led() -> None:
    said = {
        c.relation: c.title
        for c in kg.extract("The United States voted. The presidency of Barack Obama ended.").claims
    }
    assert said == {"holdsPositionAt": "president"}
    assert "leads" in {
        c.relation for c in kg.extract("The United States voted. The government of Barack Obama fell.").claims
    }
