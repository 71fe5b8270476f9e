"""Homes, places, parts and affiliations beside names: minimal pairs with invented names."""

from __future__ import annotations

import pytest

from kg.extract.events.states import states_of_affairs
from kg.model.vocabulary import Kind
from tests.extract.cast_builder import WORLD, Name, annotated, cast

NAMES = {
    **WORLD,
    "Zenda Airways": Name("Zenda Airways", Kind.COMPANY),
    "Hentzau Works": Name("Hentzau Works", Kind.COMPANY),
    "Strelsau Gazette": Name("Strelsau Gazette", Kind.MEDIA_OUTLET),
    "Zenda Institute": Name("Zenda Institute", Kind.THINK_TANK),
    "Panel of Elders": Name("Panel of Elders", Kind.INSTITUTION),
    "Office of Maps": Name("Office of Maps", Kind.GOVERNMENT_BODY),
    "Harbour Board": Name("Harbour Board", Kind.GOVERNMENT_BODY),
    "Tarlenheim": Name("Tarlenheim", Kind.PLACE),
}

Tie = tuple[str, str, str]


def ties(text: str) -> set[Tie]:
    """Subject, relation and object of every state of affairs beside a name."""
    parsed = annotated(text)
    found = states_of_affairs(parsed, cast(parsed, NAMES))
    return {(s.key, p.relation.value, o.key) for p in found for s in p.subjects for o in p.objects}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ruritanian airline Zenda Airways grew.", {("Zenda Airways", "basedIn", "Ruritania")}),
        (
            "Ruritanian tool and shell maker Hentzau Works grew.",
            {("Hentzau Works", "basedIn", "Ruritania")},
        ),
        (
            "Ruritanian firms including Zenda Airways and Hentzau Works left.",
            {("Zenda Airways", "basedIn", "Ruritania"), ("Hentzau Works", "basedIn", "Ruritania")},
        ),
        (
            "Ruritanian firms such as Zenda Airways left.",
            {("Zenda Airways", "basedIn", "Ruritania")},
        ),
        (
            "The Ruritanian state-owned company Hentzau Works grew.",
            {("Ruritania", "owns", "Hentzau Works")},
        ),
        (
            "State-owned Ruritanian newspaper Strelsau Gazette reported it.",
            {("Ruritania", "owns", "Strelsau Gazette")},
        ),
        ("They sailed to the Ruritanian island of Tarlenheim.", {("Tarlenheim", "locatedIn", "Ruritania")}),
        ("The Ruritanian city of Tarlenheim is old.", {("Tarlenheim", "locatedIn", "Ruritania")}),
        ("They met in Tarlenheim, Ruritania.", {("Tarlenheim", "locatedIn", "Ruritania")}),
        ("They met in Tarlenheim, northern Ruritania.", {("Tarlenheim", "locatedIn", "Ruritania")}),
        ("The Zenda Institute in Strelsau grew.", {("Zenda Institute", "locatedIn", "Strelsau")}),
        (
            "The League of Strelsau's Panel of Elders met.",
            {("Panel of Elders", "partOf", "League of Strelsau")},
        ),
        (
            "The Office of Maps at the Zenda Institute grew.",
            {("Office of Maps", "partOf", "Zenda Institute")},
        ),
        (
            "The Office of Maps of the Harbour Board grew.",
            {("Office of Maps", "partOf", "Harbour Board")},
        ),
        ("Anna Korvel of the Zenda Institute spoke.", {("Anna Korvel", "memberOf", "Zenda Institute")}),
        ("The Strelsau Gazette's Anna Korvel spoke.", {("Anna Korvel", "memberOf", "Strelsau Gazette")}),
        (
            "Signatories to the Strelsau Treaty include Ruritania and Borduria.",
            {("Ruritania", "partyTo", "Strelsau Treaty"), ("Borduria", "partyTo", "Strelsau Treaty")},
        ),
        (
            "A founding member of the League of Strelsau, Ruritania sent help.",
            {("Ruritania", "memberOf", "League of Strelsau")},
        ),
        ("Anna Korvel remained resident at Klow.", {("Anna Korvel", "locatedIn", "Klow")}),
    ],
)
def test_what_stands_beside_a_name(text: str, expected: set[Tie]) -> None:
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania and Zenda Airways talked.",
        "The Ruritanian president flew with Zenda Airways.",
        "Ruritanian firms left Zenda Airways.",
        "Zenda Airways bought Ruritanian tools.",
        "Ruritania criticized the company Zenda Airways.",
        "The state-owned company Hentzau Works grew.",
        "They met in Tarlenheim, Ruritania and Borduria.",
        "In Tarlenheim, Ruritania won.",
        "They sailed to the island of Tarlenheim.",
        "The Zenda Institute met the envoys in Strelsau.",
        "The League of Strelsau met the Panel of Elders.",
        "The Office of Maps wrote to the Zenda Institute.",
        "Anna Korvel left the Zenda Institute.",
        "Anna Korvel wrote of the Zenda Institute.",
        "Anna Korvel of Ruritania spoke.",
        "Critics of the Strelsau Treaty include Ruritania and Borduria.",
        "A founding member of the League of Strelsau met Ruritania.",
        "The resident at Klow was old.",
        "Ruritania's friends include Borduria.",
    ],
)
def test_nothing_beside_a_name(text: str) -> None:
    assert ties(text) == set()


def test_background_is_told_once_and_in_the_text() -> None:
    text = "The Ruritanian airline Zenda Airways grew. Later the Ruritanian airline Zenda Airways shrank."
    parsed = annotated(text)
    [one] = states_of_affairs(parsed, cast(parsed, NAMES))
    assert text[slice(*one.span)] == "Ruritanian airline Zenda Airways"
    assert one.span[0] < 10
