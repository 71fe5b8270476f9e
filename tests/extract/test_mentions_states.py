"""States that no list knows are told from towns, provinces, people and firms by what stands beside them."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import Kind, Resolution
from tests.extract.who import cast_of, figures, mentions_in, refs_of


def kinds(text: str, name: str) -> set[Kind]:
    return {m.kind for m in mentions_in(text) if m.text == name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Freedonia invaded Sylvania.", "Freedonia"),
        ("Freedonia invaded Sylvania.", "Sylvania"),
        ("Freedonia and Sylvania signed a treaty of friendship.", "Sylvania"),
        ("The Foreign Minister of Freedonia met the press.", "Freedonia"),
        ("The Freedonia government protested.", "Freedonia"),
        ("Relations between Freedonia and Borduria have improved.", "Freedonia"),
        ("Ruritania, Borduria, Syldavia and Freedonia voted against it.", "Freedonia"),
        ("Ruritania recognised Freedonia in 1921.", "Freedonia"),
        ("Freedonia declared war on Sylvania.", "Sylvania"),
        ("Ruritania imposed sanctions on Sylvania.", "Sylvania"),
        ("Freedonia accused Sylvania of violating its airspace.", "Freedonia"),
        ("In Freedonia, protesters marched. The Freedonian army looked on.", "Freedonia"),
    ],
)
def test_who_acts_as_a_state_is_one(text: str, name: str) -> None:
    assert kinds(text, name) == {Kind.STATE}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor of Freedonia opened a bridge in Freedonia city.", "Freedonia"),
        ("The governor of Grusbach signed a decree. Grusbach lies on the river Ruda.", "Grusbach"),
        ("Bordurian troops entered Grusbach, and shelled the city of Plesk.", "Plesk"),
        ("In Freedonia, protesters marched on Saturday.", "Freedonia"),
        ("The province of Freedonia voted on Sunday.", "Freedonia"),
        ("Anna Korvel and Karl Brandt met near Freedonia.", "Freedonia"),
    ],
)
def test_towns_and_provinces_stay_places(text: str, name: str) -> None:
    assert kinds(text, name) <= {Kind.PLACE}
    assert Kind.STATE not in kinds(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Korvel signed the treaty with Borduria.", "Korvel"),
        ("Minister Anna Korvel accused Borduria. Korvel recalled the ambassador.", "Korvel"),
        ("Zendagas signed a contract with Bordurian banks.", "Zendagas"),
    ],
)
def test_people_and_firms_that_sign_are_no_states(text: str, name: str) -> None:
    assert Kind.STATE not in kinds(text, name)


def test_the_adjective_and_the_army_of_a_new_state_are_its_own() -> None:
    cast = cast_of("Freedonia and Sylvania share a long border. Freedonian troops crossed it in May.")
    assert figures(cast)["Freedonia"].kind is Kind.STATE
    assert figures(cast)["Freedonian troops"].kind is Kind.ARMED_FORCE
    assert refs_of(cast, "Freedonian") == {"Freedonia"}
    found = [m for m in cast.mentions if m.text == "Freedonian"]
    assert [m.resolution for m in found] == [Resolution.DEMONYM]
    assert all(f.name for f in cast.figures.values())


def test_one_clear_sign_settles_the_whole_document() -> None:
    text = "Grusbach is cold. The army of Grusbach marched. Nobody left Grusbach."
    assert kinds(text, "Grusbach") == {Kind.STATE}
