"""Who is who inside one document."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import Kind, Resolution
from tests.extract.who import cast_of, figures, refs_of


def test_full_name_surname_and_pronoun_are_one_person() -> None:
    cast = cast_of("Anna Korvel spoke in Klow. Korvel said that she was glad.")
    people = [f for f in cast.figures.values() if f.kind is Kind.PERSON]
    assert [p.name for p in people] == ["Anna Korvel"]
    assert refs_of(cast, "Korvel") == refs_of(cast, "she") == {"Anna Korvel"}
    assert {m.resolution for m in cast.mentions if m.text == "Korvel"} == {Resolution.SHORT}


def test_two_people_with_one_surname_stay_two() -> None:
    cast = cast_of("Minister Anna Korvel met General Karl Korvel. Mrs Korvel spoke first.")
    assert {f.name for f in cast.figures.values() if f.kind is Kind.PERSON} == {"Anna Korvel", "Karl Korvel"}


def test_middle_names_and_initials_do_not_divide() -> None:
    cast = cast_of("Minister Anna M. Korvel spoke. Minister Anna Korvel left.")
    assert len([f for f in cast.figures.values() if f.kind is Kind.PERSON]) == 1


def test_a_title_gives_state_and_gender() -> None:
    korvel = figures(cast_of("Syldavian spokeswoman Anna Korvel spoke."))["Anna Korvel"]
    assert (korvel.state, korvel.gender) == ("syldavia", "f")


def test_an_acronym_in_brackets_is_its_name() -> None:
    cast = cast_of("The Zenda Development Bank (ZDB) lent money to Ruritania. Later the ZDB lent more.")
    assert {n for n, f in figures(cast).items() if f.kind not in {Kind.STATE}} == {"Zenda Development Bank"}
    assert refs_of(cast, "ZDB", 1) == {"Zenda Development Bank"}


def test_a_capitalised_head_is_short_for_the_name_before() -> None:
    cast = cast_of("Ruritania set up the Zenda Trade Committee. Later the Committee met in Klow.")
    assert refs_of(cast, "Committee") == {"Zenda Trade Committee"}


def test_a_head_without_a_name_before_is_nobody() -> None:
    cast = cast_of("Later the Committee met in Klow.")
    assert [f.kind for f in cast.figures.values()] == [Kind.PLACE]


def test_adjective_and_possessive_make_one_body() -> None:
    cast = cast_of(
        "The Ruritanian Ministry of Trade agreed. Borduria wrote to the Ministry of Trade of Ruritania."
    )
    assert len([f for f in cast.figures.values() if f.kind is Kind.GOVERNMENT_BODY]) == 1


def test_bodies_of_two_states_stay_two() -> None:
    cast = cast_of("The Ruritanian Ministry of Trade agreed. The Bordurian Ministry of Trade did not agree.")
    assert len([f for f in cast.figures.values() if f.kind is Kind.GOVERNMENT_BODY]) == 2


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Ruritanian Ministry of Trade agreed.", "ruritania"),
        ("The Ministry of Trade of Ruritania agreed.", "ruritania"),
        ("Ruritania's Ministry of Trade agreed.", "ruritania"),
        ("The Zenda Institute for Ruritanian Studies agreed.", None),
    ],
)
def test_a_body_belongs_to_the_state_in_its_name(text: str, state: str | None) -> None:
    [body] = [f for f in cast_of(text).figures.values() if f.kind in {Kind.GOVERNMENT_BODY, Kind.THINK_TANK}]
    assert body.state == state


@pytest.mark.parametrize(("date", "name"), [("2015-03-01", "Otto Plekz"), ("2020-03-01", "Ida Trovik")])
def test_a_role_is_resolved_by_the_dated_post(date: str, name: str) -> None:
    cast = cast_of("The Bordurian president visited Klow.", date=date)
    assert refs_of(cast, "Bordurian president") == {name}


def test_a_role_without_a_date_needs_its_holder_in_the_text() -> None:
    assert refs_of(cast_of("The Bordurian president visited Klow."), "Bordurian president") == set()
    cast = cast_of("Ida Trovik came late. The Bordurian president visited Klow.")
    assert refs_of(cast, "Bordurian president") == {"Ida Trovik"}


def test_a_counterpart_in_apposition() -> None:
    cast = cast_of("President Karl Zond met his Bordurian counterpart, Otto Plekz, in Klow.")
    assert refs_of(cast, "Bordurian counterpart") == {"Otto Plekz"}


def test_a_spokesperson_speaks_for_the_body() -> None:
    cast = cast_of("A Zenda Trade Committee spokesman said that it was late.")
    assert refs_of(cast, "Zenda Trade Committee spokesman") == {"Zenda Trade Committee"}


def test_both_sides_are_the_two_states() -> None:
    cast = cast_of("Ruritania and Borduria signed a treaty. Both sides were glad. They will meet again.")
    assert refs_of(cast, "Both sides") == refs_of(cast, "They") == {"Ruritania", "Borduria"}


def test_both_presidents_are_people() -> None:
    cast = cast_of(
        "President Anna Korvel of Ruritania met President Karl Zond of Borduria. Both presidents spoke."
    )
    assert refs_of(cast, "Both presidents") == {"Anna Korvel", "Karl Zond"}


def test_latter_and_former() -> None:
    cast = cast_of("Ruritania wrote to Borduria, and the latter answered the former.")
    assert (refs_of(cast, "the latter"), refs_of(cast, "the former")) == ({"Borduria"}, {"Ruritania"})


def test_it_is_no_person_and_she_no_state() -> None:
    cast = cast_of("Anna Korvel left Ruritania. It was poor, and she was rich.")
    assert refs_of(cast, "It") == {"Ruritania"}
    assert refs_of(cast, "she") == {"Anna Korvel"}


def test_we_is_the_author_outside_quotations_only() -> None:
    text = "We support peace. A general said: “We will fight.” Our country trades with Borduria."
    cast = cast_of(text, author="Ruritania")
    assert cast.author == "ruritania"
    assert [m.refs for m in cast.mentions if m.text == "We"] == [("ruritania",), ()]
    assert refs_of(cast, "Our") == {"Ruritania"}
    assert all(not m.refs for m in cast_of(text).mentions if m.text in {"We", "Our"})


def test_every_reference_is_to_a_figure_and_every_figure_has_a_mention() -> None:
    cast = cast_of("Ruritania and the Alpine Union met. The Bordurian side left. Klow agreed with them.")
    used = {key for m in cast.mentions for key in m.refs}
    assert used == set(cast.figures)


def test_keys_are_unique_and_stable() -> None:
    text = "Minister Anna Korvel met Anna Korveling. The Korvel Fund paid Borduria."
    assert list(cast_of(text).figures) == list(cast_of(text).figures)
    assert "anna-korvel" in cast_of(text).figures


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ruritania is small. It sells salt.", True),
        ("The reform of Ruritania is slow. It hurts.", False),
        ("Ruritania is small. A storm came and it passed.", False),
        ("Ruritania is small. It is our hope that Borduria will win the war.", False),
        ("Ruritania is small. This makes it hard to win.", False),
    ],
)
def test_it_is_not_always_somebody(text: str, kept: bool) -> None:
    cast = cast_of(text)
    found = {key for m in cast.mentions if m.text.lower() == "it" for key in m.refs}
    assert bool(found) is kept


@pytest.mark.parametrize(
    ("author", "kind"),
    [
        ("Zenda news desk", Kind.MEDIA_OUTLET),
        ("Ministry of Salt", Kind.ORGANIZATION),
        ("Anna Korvel", Kind.PERSON),
    ],
)
def test_a_byline_may_be_a_body(author: str, kind: Kind) -> None:
    cast = cast_of("Nothing happened.", author=author)
    assert cast.figures[cast.author or ""].kind is kind


def test_names_beside_a_post_are_a_person() -> None:
    cast = cast_of("The president of Ruritania, Hage Geibor, spoke. Geibor left.")
    assert refs_of(cast, "Geibor") == {"Hage Geibor"}
