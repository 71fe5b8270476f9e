"""Which words belong to one name: given names that are known names, titles, hyphens, storms, initials."""

from __future__ import annotations

import pytest

from kg.extract.mentions import find_mentions
from kg.knowledge.entries import Entry
from kg.knowledge.gazetteer import Gazetteer
from kg.model.cast import Cast
from kg.model.vocabulary import Kind
from kg.resolve.document import who_is_who
from tests.extract.who import WORLD, cast_of, figures, parsed


def _known_cast(text: str) -> Cast:
    """In a world where "Lincoln" is a known president, "Jordan" a state and "Karlberg" an outlet."""
    more = [
        Entry("old-lincoln", "Person", {"en": "Ulf Lincoln"}, aliases=("Lincoln",), source="invented"),
        Entry("jordan", "State", {"en": "Jordan"}, state="jordan", source="invented"),
        Entry("west-marches", "Region", {"en": "West Marches"}, source="invented"),
        Entry("far-marches", "Region", {"en": "Far Marches"}, source="invented"),
        Entry("karlberg", "MediaOutlet", {"en": "Karlberg"}, source="invented"),
    ]
    world = Gazetteer([*WORLD.entries(), *more])
    annotated = parsed(text)
    return who_is_who(annotated, find_mentions(annotated, world), world)


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("Senator Lincoln Korvel criticised the plan.", "Lincoln Korvel", "old-lincoln"),
        ("Jordan Smith, a lawyer, left the city.", "Jordan Smith", "jordan"),
        ("Former mayor Ulf Karlberg left the city.", "Ulf Karlberg", "karlberg"),
    ],
)
def test_a_known_name_inside_a_stranger_s(text: str, name: str, known: str) -> None:
    cast = _known_cast(text)
    assert figures(cast)[name].kind is Kind.PERSON
    assert known not in cast.figures


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("President Lincoln criticised the plan.", "old-lincoln"),
        ("The king of Jordan left the city.", "jordan"),
        ("She told Karlberg that the plan had failed.", "karlberg"),
    ],
)
def test_a_known_name_alone(text: str, known: str) -> None:
    assert known in _known_cast(text).figures


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Zenda Deputy Governor Oleg Korvel spoke.", "Oleg Korvel", "Deputy Governor"),
        ("Deputy Chief Minister Anna Korvel left.", "Anna Korvel", "Deputy Chief Minister"),
        ("Bishop Emeritus Karl Korvel died.", "Karl Korvel", "Bishop Emeritus"),
        ("President-elect Anna Korvel spoke.", "Anna Korvel", "President-elect"),
        ("District Attorney Karl Korvel sued.", "Karl Korvel", "District Attorney"),
    ],
)
def test_titles_are_no_part_of_the_name(text: str, name: str, title: str) -> None:
    found = [m for m in cast_of(text).mentions if m.text == name]
    assert len(found) == 1
    assert (found[0].title or "").endswith(title)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Organization for Northern Economic Co-operation met.",
         {"Organization for Northern Economic Co-operation"}),
        ("It moved its Embassy in Ruritania to Klow.", {"Embassy in Ruritania"}),
        ("Ruritania and Borduria signed RB-CEPA in 2019.", {"RB-CEPA"}),
        ("Hurricane Dorina hit Klow. Dorina killed five people.", {"Hurricane Dorina"}),
        ("Ruritania buys LNG and uses AI.", set()),
        ("Cranes were used to lift the wall.", set()),
    ],
)  # fmt: skip
def test_open_names(text: str, names: set[str]) -> None:
    cast = cast_of(text)
    assert {f.name for f in cast.figures.values() if f.gazetteer is None} == names


def test_a_storm_is_an_event_by_its_short_name_too() -> None:
    cast = cast_of("Hurricane Dorina hit Klow. Dorina killed five people.")
    assert {cast.figures[m.refs[0]].kind for m in cast.mentions if m.text.endswith("Dorina")} == {Kind.EVENT}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Zenda Commission for the West Marches and the Far Marches met.",
            "Zenda Commission for the West Marches and the Far Marches",
        ),
        (
            "The Zenda Commission for the West Marches and Anna Korvel met.",
            "Zenda Commission for the West Marches",
        ),
    ],
)
def test_a_body_for_two_regions_is_one_name(text: str, name: str) -> None:
    assert name in figures(_known_cast(text))
