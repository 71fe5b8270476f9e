"""Names of the open world: where they end, what lists and brackets tell, foreign bodies, elections."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import Kind, Resolution
from tests.extract.who import cast_of, figures, mentions_in


def named(text: str) -> dict[str, Kind]:
    return {m.text: m.kind for m in mentions_in(text) if m.found_by not in {"pronoun", "bare", "demonym"}}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "He led the Zenda Institute for Trade and The Forum for Northern Policy.",
            {"Zenda Institute for Trade", "Forum for Northern Policy"},
        ),
        ("The Zenda Bank, Strelsau Development Fund and others paid.", {"Zenda Bank"}),
        ("She joined the New Zendan Party in May.", {"New Zendan Party"}),
        ("He works for the Co-operative Zenda Federation.", {"Co-operative Zenda Federation"}),
        ("It is for peace and Co-operation.", set()),
        ("We thank the African States and the Founder States.", set()),
    ],
)
def test_names_end_where_they_end(text: str, names: set[str]) -> None:
    found = set(named(text))
    assert names <= found
    assert not any(" and T" in name or "," in name for name in found)
    if not names:
        assert not found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She won the 2019 Bordurian presidential election.", "2019 Bordurian presidential election"),
        ("The June 2019 Borduria general elections were calm.", "June 2019 Borduria general elections"),
        ("They lost the 1921 Zenda Assembly election.", "1921 Zenda Assembly election"),
    ],
)
def test_a_vote_with_year_and_place_is_an_event(text: str, name: str) -> None:
    assert named(text)[name] is Kind.EVENT


@pytest.mark.parametrize(
    "text", ["She won the 2019 election.", "A presidential election is due.", "They held general elections."]
)
def test_a_vote_without_year_or_place_is_none(text: str) -> None:
    assert Kind.EVENT not in named(text).values()


def test_the_state_inside_a_vote_only_tells_whose_it_is() -> None:
    [state] = [m for m in mentions_in("She won the 2019 Borduria general election.") if m.text == "Borduria"]
    assert state.modifier
    assert state.resolution is Resolution.DEMONYM


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("She joined the Partido Liberal de Zenda.", "Partido Liberal de Zenda", Kind.PARTY),
        ("The Mouvement pour Strelsau won.", "Mouvement pour Strelsau", Kind.ORGANIZATION),
        ("The Partai Nasional Borduria won.", "Partai Nasional Borduria", Kind.PARTY),
    ],
)
def test_foreign_bodies_open_with_their_noun(text: str, name: str, kind: Kind) -> None:
    assert named(text)[name] is kind


def test_a_short_form_in_brackets_is_the_body_in_its_own_tongue() -> None:
    cast = cast_of("The Zendan Liberal Party (PLZ) won. Later the PLZ lost.")
    found = figures(cast)
    assert found["Zendan Liberal Party"].kind is Kind.PARTY
    assert "PLZ" not in found
    assert len([m for m in cast.mentions if m.text == "PLZ" and m.refs]) == 2


def test_a_remark_in_brackets_is_no_short_form() -> None:
    cast = cast_of("The Zendan Liberal Party (founded in 1921) won.")
    assert set(figures(cast)) == {"Zendan Liberal Party"}


def test_a_list_tells_what_its_members_are() -> None:
    text = "Voters left the Zenda Party, Harvat, the Strelsau Party and the Klow Party."
    assert named(text).get("Harvat", Kind.PARTY) is Kind.PARTY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We congratulate His Excellency Mr. Han Dae-jun on it.", "Han Dae-jun"),
        ("Park Ho-won, the mayor of Strelsau, resigned.", "Park Ho-won"),
        ("Minister Kim Jae-ho met the press.", "Kim Jae-ho"),
    ],
)
def test_given_names_with_a_hyphen_stay_whole(text: str, name: str) -> None:
    assert named(text)[name] is Kind.PERSON


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Near Al Huwaya, one strike hit a unit.", "Al Huwaya"),
        ("The army shelled Tel Karam on Friday.", "Tel Karam"),
        ("In Grusbach, people marched.", "Grusbach"),
    ],
)
def test_who_stands_where_places_stand_is_a_place(text: str, name: str) -> None:
    assert named(text).get(name, Kind.PLACE) is Kind.PLACE


def test_the_government_of_a_person_is_a_body() -> None:
    assert named("The Plekz administration disagreed.")["Plekz administration"] is Kind.GOVERNMENT_BODY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We went to Grusbach.” They left.", "Grusbach"),
        ("They came to the Spanish island of Majorca.\n\n\nKurdi spoke first.", "Majorca"),
        ("The High-level Panel on Threats, Challenges and Change met.", "High-level Panel on Threats"),
        ("We thank His Excellency Minister Anna Korvel.", "Anna Korvel"),
        ("Fleet commander Admiral Karl Brandt spoke.", "Karl Brandt"),
        ("The Alpine Union Development Group met.", "Alpine Union Development Group"),
    ],
)
def test_labels_have_no_full_stop_and_no_title(text: str, name: str) -> None:
    found = named(text)
    assert any(n.startswith(name) for n in found), found
    assert not any(n.endswith(".") or n.startswith(("Minister", "Admiral")) for n in found)


def test_an_acronym_is_no_person() -> None:
    assert named("OIR was there, near Al Karam.").get("OIR", Kind.ORGANIZATION) is Kind.ORGANIZATION


@pytest.mark.parametrize("cut", ["(", "(19", "(1994", "No.", "No. 12 ("])
def test_a_text_may_break_off_inside_the_number_of_a_resolution(cut: str) -> None:
    assert "Zenda Council" in named(f"The Zenda Council adopted Resolution 12 {cut}")
