"""People by surname and office: who held the office at the text's date, and whom a role leaves open."""

from __future__ import annotations

import pytest

from kg.extract.mentions import find_mentions
from kg.knowledge.entries import Entry, PostEntry
from kg.knowledge.gazetteer import Gazetteer
from kg.resolve.document import who_is_who
from tests.extract.who import WORLD, cast_of, parsed, refs_of


def _dynasty() -> Gazetteer:
    """A father and a son who were president of one state; the surname alone is known for the son."""
    people = [
        Entry(
            name.lower().replace(" ", "-"),
            "Person",
            {"en": name},
            aliases=aliases,
            state="borduria",
            posts=(PostEntry("president", None, "borduria", since, until),),
            gender="m",
            source="invented",
        )
        for name, aliases, since, until in (
            ("Otto Vrel", (), "1971-03", "1999-06"),
            ("Bruno Vrel", ("Vrel",), "2000-07", "2020"),
        )
    ]
    return Gazetteer([*WORLD.entries(), *people], [["president", "head of state"]])


def _refs(text: str, words: str, date: str | None = None, nth: int = 0) -> set[str]:
    world = _dynasty()
    annotated = parsed(text, date)
    return refs_of(who_is_who(annotated, find_mentions(annotated, world), world), words, nth)


@pytest.mark.parametrize(
    ("text", "date", "name"),
    [
        ("President Vrel ordered an attack.", "1973-10-06", "Otto Vrel"),
        ("President Vrel ordered an attack.", "2005-10-06", "Bruno Vrel"),
        ("Yesterday Vrel ordered an attack.", "2005-10-06", "Bruno Vrel"),
        ("Yesterday Vrel ordered an attack.", "1973-10-06", "Vrel"),
        ("Yesterday Vrel ordered an attack.", None, "Bruno Vrel"),
    ],
)
def test_a_surname_is_his_who_lived_then(text: str, date: str | None, name: str) -> None:
    assert _refs(text, "Vrel", date) == {name}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Anna Korvel spoke. The court made Karl Zond the new president.", "new president"),
        ("President Anna Korvel spoke. Nobody knew him when he became president.", "president"),
        ("President Anna Korvel spoke. In Klow, a president is elected.", "president"),
    ],
)
def test_a_role_that_is_another_s_is_not_the_holder_s(text: str, words: str) -> None:
    found = [m for m in cast_of(text).mentions if m.text == words]
    assert all("anna-korvel" not in m.refs for m in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Governor Anna Korvel spoke. Karl Zond ran for Governor of Borduria.", "Governor of Borduria"),
        ("President Anna Korvel spoke. Karl Zond ran for President of Marzovia.", "President of Marzovia"),
        ("President Anna Korvel spoke. Is he fit for the job of President?", "President"),
        ("President Anna Korvel spoke. As president, what would you do?", "president"),
        (
            "President Anna Korvel spoke. The president of the Zenda League left.",
            "president of the Zenda League",
        ),
    ],
)
def test_a_post_that_is_sought_or_a_league_s_is_nobody_s(text: str, words: str) -> None:
    assert _refs(text, words) in ({words}, set())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Anna Korvel spoke. Karl Zond thanked the president.", "president"),
        ("President Anna Korvel spoke. Karl Zond worked for the president.", "president"),
    ],
)
def test_a_post_with_its_article_is_its_holder_s(text: str, words: str) -> None:
    assert _refs(text, words) == {"Anna Korvel"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The director of the Zenda League, Dr. Mirelle Strand, spoke.",
            "director of the Zenda League",
            "Mirelle Strand",
        ),
        ("Karl Zond came. The minister, Mr. Otto Borg, spoke.", "minister", "Otto Borg"),
    ],
)
def test_a_form_of_address_does_not_part_a_post_from_its_holder(text: str, words: str, name: str) -> None:
    assert _refs(text, words) == {name}


@pytest.mark.parametrize(
    ("text", "words", "nth", "name"),
    [
        ("Bruno Vrel left. Hanna Vrel came.", "Hanna Vrel", 0, "Hanna Vrel"),
        ("Hanna Vrel came. Bruno Vrel left. Vrel slept.", "Vrel", 0, "Bruno Vrel"),
        ("Hanna Vrel came. Vrel slept.", "Vrel", 0, "Hanna Vrel"),
        ("Brunno Vrel came.", "Vrel", 0, "Bruno Vrel"),
    ],
)
def test_a_known_surname_is_not_its_relatives(text: str, words: str, nth: int, name: str) -> None:
    assert _refs(text, words, None, nth) == {name}


@pytest.mark.parametrize(
    ("text", "last", "name"),
    [
        ("Hanna bin Ladok left. Hanna bin Ladik slept.", "Hanna bin Ladik", "Hanna bin Ladok"),
    ],
)
def test_a_slip_in_a_full_name_makes_no_second_person(text: str, last: str, name: str) -> None:
    assert _refs(text, last) == {name}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Angela Jones spoke. On Monday James left.", "James"),
        ("Hanna Ladok spoke. Mr. Ladokk praised Ruritania.", "Ladokk"),
        ("Pyotr Ladov left. Mrs. Ladova stayed in Klow.", "Ladova"),
        ("Karl Tarsen left. Mr. Tarson stayed in Klow.", "Tarson"),
        ("Karl Zange left. Mr. Zanger stayed in Klow.", "Zanger"),
        ("Karl Zindner left. Mr. Zinder stayed in Klow.", "Zinder"),
    ],
)
def test_a_surname_like_another_is_somebody_else_s(text: str, last: str) -> None:
    assert _refs(text, last) == {last}


def test_the_president_is_the_one_named_before() -> None:
    assert refs_of(cast_of("President Anna Korvel spoke. The president was tired."), "president") == {
        "Anna Korvel"
    }


def test_two_people_of_one_state_do_not_bring_it_into_the_text() -> None:
    cast = cast_of("Otto Plekz and Ida Trovik met. Both nations agreed.")
    assert sorted(f.name for f in cast.figures.values()) == ["Ida Trovik", "Otto Plekz"]
