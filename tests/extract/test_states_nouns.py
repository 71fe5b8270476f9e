"""States of affairs that a noun tells: every entry's example and counter-example, and minimal pairs."""

from __future__ import annotations

from typing import Any

import pytest

from kg.extract.events.states import states_of_affairs
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import Kind
from tests.extract.cast_builder import WORLD, Name, annotated, cast

ENTRIES = list(read_lines(data_path("lexicon", "state_nouns.jsonl")))
NAMES = {
    **WORLD,
    "Council of Elders": Name("Council of Elders", Kind.INSTITUTION),
    "Tarlenheim": Name("Tarlenheim", Kind.PLACE),
    "Zenda": Name("Zenda", Kind.PLACE),
    "Black Hand": Name("Black Hand", Kind.ARMED_GROUP),
    "Zenda Airways": Name("Zenda Airways", Kind.COMPANY),
    "Society of Ruritania": Name("Society of Ruritania", Kind.ORGANIZATION),
}

Tie = tuple[str, str, str]


def ties(text: str) -> dict[Tie, str]:
    """Subject, relation and object of every state of affairs, with its modality."""
    parsed = annotated(text)
    found = states_of_affairs(parsed, cast(parsed, NAMES))
    return {
        (s.key, p.relation.value, o.key): p.modality.value
        for p in found
        for s in p.subjects
        for o in p.objects
    }


@pytest.mark.parametrize("line", ENTRIES, ids=[f"{e['noun']}-{e['relation']}" for e in ENTRIES])
def test_an_entry_does_what_its_example_says(line: dict[str, Any]) -> None:
    assert tuple(line["expect"]) in ties(str(line["example"]))
    assert not ties(str(line["counter"]))


LEAGUE = "League of Strelsau"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruritania is a member of the League of Strelsau.", {("Ruritania", "memberOf", LEAGUE)}),
        ("Ruritania remains a member of the League of Strelsau.", {("Ruritania", "memberOf", LEAGUE)}),
        ("As a member of the League of Strelsau, Ruritania objected.", {("Ruritania", "memberOf", LEAGUE)}),
        ("Ruritania is one of the members of the League of Strelsau.", {("Ruritania", "memberOf", LEAGUE)}),
        (
            "The members of the League of Strelsau are Ruritania and Borduria.",
            {("Ruritania", "memberOf", LEAGUE), ("Borduria", "memberOf", LEAGUE)},
        ),
        (
            "League of Strelsau member states such as Ruritania and Borduria objected.",
            {("Ruritania", "memberOf", LEAGUE), ("Borduria", "memberOf", LEAGUE)},
        ),
        (
            "Ruritania and Borduria, members of the League of Strelsau, objected.",
            {("Ruritania", "memberOf", LEAGUE), ("Borduria", "memberOf", LEAGUE)},
        ),
        ("The members of the League of Strelsau met in Klow.", set()),
        ("Ruritania wrote to the members of the League of Strelsau.", set()),
        ("Ruritania is a friend of the League of Strelsau.", set()),
        ("Ruritania is a non-member of the League of Strelsau.", set()),
        (
            "Anna Korvel spoke in Tarlenheim, the capital of Ruritania.",
            {("Tarlenheim", "locatedIn", "Ruritania")},
        ),
        ("Tarlenheim saw the capital of Ruritania.", set()),
    ],
)
def test_who_is_said_to_be_one(text: str, expected: set[Tie]) -> None:
    assert set(ties(text)) == expected


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Ruritania is a member of the League of Strelsau.", "actual"),
        ("Ruritania is not a member of the League of Strelsau.", "negated"),
        ("Ruritania could become a member of the League of Strelsau.", "possible"),
        ("Ruritania should become a member of the League of Strelsau.", "normative"),
        ("Ruritania, a potential member of the League of Strelsau, voted.", "possible"),
    ],
)
def test_how_far_it_is_so(text: str, modality: str) -> None:
    assert ties(text) == {("Ruritania", "memberOf", LEAGUE): modality}


def test_nobody_is_bound_by_a_draft() -> None:
    said = ties("The draft Strelsau Treaty between Ruritania and Borduria was read.")
    assert set(said.values()) == {"planned"}


def test_a_former_member_is_flagged() -> None:
    parsed = annotated("Ruritania, a former member of the League of Strelsau, voted.")
    (found,) = states_of_affairs(parsed, cast(parsed, NAMES))
    assert found.flags == ("former",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Ruritanian-Bordurian Strelsau Treaty holds.",
            {("Ruritania", "partyTo", "Strelsau Treaty"), ("Borduria", "partyTo", "Strelsau Treaty")},
        ),
        (
            "The Strelsau Treaty between Ruritania and Borduria holds.",
            {("Ruritania", "partyTo", "Strelsau Treaty"), ("Borduria", "partyTo", "Strelsau Treaty")},
        ),
        ("The Strelsau Treaty with Ruritania holds.", set()),
        ("The Strelsau Treaty between Ruritania and friends holds.", set()),
        ("Trade between Ruritania and Borduria grew after the Strelsau Treaty.", set()),
        ("The Black Hand in Borduria grew.", {("Black Hand", "locatedIn", "Borduria")}),
        ("The Black Hand voted in Borduria.", set()),
        ("They met at Tarlenheim in Ruritania.", {("Tarlenheim", "locatedIn", "Ruritania")}),
        ("Anger at the League of Strelsau grew in Borduria.", set()),
        ("The meeting of the Council of Elders in Klow ended.", set()),
        ("The Society of Ruritania grew.", set()),
        ("They voted for the Council of Elders in Borduria.", set()),
        ("Ruritania's Strelsau Company grew.", {("Strelsau Company", "basedIn", "Ruritania")}),
        ("The Ruritanian-led League of Strelsau met.", {("Ruritania", "leads", LEAGUE)}),
        ("The Klow-led League of Strelsau met.", set()),
        ("Ruritania's League of Strelsau grew.", set()),
    ],
)
def test_what_names_and_places_say(text: str, expected: set[Tie]) -> None:
    assert set(ties(text)) == expected


def test_what_a_verb_of_the_sentence_says_is_not_said_again() -> None:
    parsed = annotated("Ruritania is a member of the League of Strelsau.")
    known = cast(parsed, NAMES)
    (first,) = states_of_affairs(parsed, known)
    assert states_of_affairs(parsed, known, [first]) == []
