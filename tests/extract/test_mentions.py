"""Names are found where they stand, as what they are, and nothing else is."""

from __future__ import annotations

import pytest

from kg.model.cast import Mention
from kg.model.vocabulary import Kind
from tests.extract.who import mentions_in


def named(text: str) -> dict[str, Kind]:
    """What names are found, pronouns and modifiers aside."""
    return {
        m.text: m.kind for m in mentions_in(text) if m.found_by not in {"pronoun", "bare"} and not m.modifier
    }


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        (
            "They wrote to the Ministry of Trade and Crafts of Ruritania.",
            "Ministry of Trade and Crafts of Ruritania",
            Kind.GOVERNMENT_BODY,
        ),
        (
            "The Zenda Institute for Alpine Studies published it.",
            "Zenda Institute for Alpine Studies",
            Kind.THINK_TANK,
        ),
        ("The Bank of Zenda lent money.", "Bank of Zenda", Kind.COMPANY),
        (
            "They signed the Treaty of Zenda on Alpine Rivers.",
            "Treaty of Zenda on Alpine Rivers",
            Kind.AGREEMENT,
        ),
        ("They will build the Hentzau-Zenda railway.", "Hentzau-Zenda railway", Kind.PROJECT),
        ("They opened the Strelsau-Klow economic corridor.", "Strelsau-Klow economic corridor", Kind.PROJECT),
        ("Ruritania began Operation Red Dawn in May.", "Operation Red Dawn", Kind.PROJECT),
        ("The army bought XR-9 missiles.", "XR-9", Kind.WEAPON),
        ("The army bought QZ-17 missiles and tanks.", "QZ-17", Kind.WEAPON),
        (
            "They held “Joint Tide 2015 II” military drills.",
            "“Joint Tide 2015 II” military drills",
            Kind.EVENT,
        ),
        ("Ruritanian arms manufacturers are not worried.", "Ruritanian arms manufacturers", Kind.GROUP),
        ("The Bordurian government agreed.", "Bordurian government", Kind.GOVERNMENT_BODY),
        ("Bordurian troops left the city.", "Bordurian troops", Kind.ARMED_FORCE),
        ("The Kingdom of Ruritania agreed.", "Kingdom of Ruritania", Kind.STATE),
    ],
)  # fmt: skip
def test_open_world_names(sentence: str, name: str, kind: Kind) -> None:
    assert named(sentence).get(name) == kind, named(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trade grew fast last year.",
        "The committee of experts met in the morning.",
        "Chapter 3. Prospects",
        "Both should be careful.",
        "A pipeline was built, and a railway too.",
        "The G-20 rules apply to everybody.",
    ],
)
def test_common_words_are_no_names(sentence: str) -> None:
    assert not [t for t, k in named(sentence).items() if k is not Kind.GROUP], named(sentence)


def test_a_heading_is_no_body() -> None:
    found = named("THE FUTURE OF ALPINE COOPERATION\n\nRuritania and Borduria trade with each other.\n")
    assert found == {"Ruritania": Kind.STATE, "Borduria": Kind.STATE}


def test_a_section_number_is_in_no_name() -> None:
    found = named("2. Ruritania and the Alpine Union agreed.\n")
    assert set(found) == {"Ruritania", "Alpine Union"}


def test_the_title_is_beside_the_name_and_not_in_it() -> None:
    [person] = [
        m for m in mentions_in("Bordurian Trade Minister Anna Korvel spoke.") if m.kind is Kind.PERSON
    ]
    assert (person.text, person.title) == ("Anna Korvel", "Bordurian Trade Minister")


def test_a_long_title_behind_a_comma() -> None:
    text = "Anna Korvel, deputy director general of the Zenda Institute for Alpine Studies, agreed."
    [person] = [m for m in mentions_in(text) if m.text == "Anna Korvel"]
    assert person.title == "deputy director general of the Zenda Institute for Alpine Studies"


@pytest.mark.parametrize(
    "text",
    ["Ruritania-Borduria trade grew.", "Ruritano-Bordurian trade grew.", "Ruritania–Borduria trade grew."],
)
def test_compounds_are_both_states(text: str) -> None:
    found = {c for m in mentions_in(text) if m.kind is Kind.STATE for c in m.candidates}
    assert found == {"ruritania", "borduria"}


def test_an_adjective_is_a_modifier_and_the_people_are_not() -> None:
    found = {m.text: m.modifier for m in mentions_in("Bordurian exports grew, and Bordurians were glad.")}
    assert found == {"Bordurian": True, "Bordurians": False}


def test_a_capital_acts_or_lies() -> None:
    assert [m.kind for m in mentions_in("Klow rejected the offer.")] == [Kind.STATE]
    assert [m.kind for m in mentions_in("They met in Klow.") if m.text == "Klow"] == [Kind.PLACE]


def test_empty_it_is_no_pronoun() -> None:
    assert not [m for m in mentions_in("It is important to trade.") if m.found_by == "pronoun"]
    assert [m for m in mentions_in("Ruritania said that it trades.") if m.found_by == "pronoun"]


def _sound(text: str, found: list[Mention]) -> None:
    for m in found:
        assert text[m.start : m.end] == m.text
        assert m.first <= m.head < m.last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "The The The Hague Hague Convention Convention",
        "of of the The Bank Of The the of",
        "“““ ””” '' ``",
        "President President President Minister of of the",
        "Operation Operation 12 Resolution Resolution (",
        "the Ruritania in the in the Programme Programme",
        "A" * 3000,
        "Юрий Иванов met 王伟 in Klow 🙂.",
        "- - - Ruritania - - Borduria / / / U.S.-/-",
        "Dr. Dr. Mr. , Jr. , Jr.",
        "'s 's 's Ruritania's 's Ministry's of's the",
        "the both the two the latter former each other one",
    ],
)
def test_hostile_text_ends_and_stays_sound(text: str) -> None:
    _sound(text, mentions_in(text))


@pytest.mark.parametrize("pad", ["", "Yesterday was calm. ", "\n\nA first line.\n\n"])
def test_a_planted_name_is_found_exactly_where_it_was_planted(pad: str) -> None:
    name = "Zenda Institute for Alpine Studies"
    text = f"{pad}The {name} published a paper."
    [found] = [m for m in mentions_in(text) if m.kind is Kind.THINK_TANK]
    assert (found.start, found.end) == (len(pad) + 4, len(pad) + 4 + len(name))
