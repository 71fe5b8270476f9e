"""Whose post it is, what a role word ties, and which posts are over, acting or to come: minimal pairs."""

from __future__ import annotations

import pytest

from kg.extract.posts import posts
from kg.extract.posts_owner import main_state
from kg.model.vocabulary import Modality
from tests.extract.who import cast_of, parsed

Tie = tuple[str, str, str | None]


def held(text: str) -> set[Tie]:
    """Relation, person and body or state of every tie that a title gives."""
    cast = cast_of(text)
    return {
        (
            p.relation.value,
            cast.figures[p.subjects[0].key].name,
            cast.figures[p.objects[0].key].name if p.objects else None,
        )
        for p in posts(parsed(text), cast)
    }


ANNA = "Anna Korvel"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # A report about one country: its ministers need no adjective.
        ("Ruritania voted. Strelsau is old. Health Minister Anna Korvel spoke.", "Ruritania"),
        # About two, nobody can tell whose.
        (
            "Ruritania voted. Borduria voted. Ruritania and Borduria met. Health Minister Anna Korvel spoke.",
            None,
        ),
        # A regional one is not the country's.
        ("Ruritania voted. Ruritania is cold. Regional Health Minister Anna Korvel spoke.", None),
        ("Ruritania voted. Ruritania is cold. Governor Anna Korvel spoke.", None),
        # The ministry that the text names.
        (
            "The Ministry of Fisheries closed. Borduria voted. Fisheries Minister Anna Korvel spoke.",
            "Ministry of Fisheries",
        ),
        # A second title tells for the first.
        ("Anna Korvel, chair and spokesperson for the Zenda Institute, spoke.", "Zenda Institute"),
        (
            "Anna Korvel, Deputy Prime Minister and Defence Minister of Borduria, spoke.",
            "Borduria",
        ),
        ("The Arab League (AL) head Anna Korvel spoke.", "Arab League"),
    ],
)
def test_whose_post_it_is(text: str, owner: str | None) -> None:
    assert {tie[2] for tie in held(text) if tie[1] == ANNA} == {owner}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Korvel, founder of the Zenda Institute, spoke.", {("founded", ANNA, "Zenda Institute")}),
        ("Anna Korvel, a member of the Zenda Institute, spoke.", {("memberOf", ANNA, "Zenda Institute")}),
        (
            "Anna Korvel, director of the Zenda Institute, spoke.",
            {("holdsPositionAt", ANNA, "Zenda Institute")},
        ),
        # A calling is no post in one's country; one who serves the state holds one.
        ("Bordurian singer Anna Korvel spoke.", set()),
        ("Bordurian diplomat Anna Korvel spoke.", {("holdsPositionAt", ANNA, "Borduria")}),
        ("Anna Korvel became a candidate of the Zenda Institute.", set()),
        (
            "Anna Korvel became a director of the Zenda Institute.",
            {("holdsPositionAt", ANNA, "Zenda Institute")},
        ),
        ("Anna Korvel, the head chef of the hotel, spoke.", set()),
    ],
)
def test_what_a_role_word_ties(text: str, expected: set[Tie]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    ("title", "flags", "modality"),
    [
        ("President", (), Modality.ACTUAL),
        ("Former President", ("former",), Modality.ACTUAL),
        ("Acting President", ("acting",), Modality.ACTUAL),
        ("President-elect", ("designate",), Modality.PLANNED),
    ],
)
def test_over_acting_and_to_come_are_told_apart(
    title: str, flags: tuple[str, ...], modality: Modality
) -> None:
    text = f"Borduria voted. {title} Anna Korvel of Borduria spoke."
    [post] = posts(parsed(text), cast_of(text))
    assert (post.flags, post.modality) == (flags, modality)


def test_a_title_leaves_out_what_only_stands_before_it() -> None:
    text = "Bordurian challenger former Prime Minister Anna Korvel spoke."
    [post] = posts(parsed(text), cast_of(text))
    assert post.title == "former Prime Minister"


def test_who_should_be_chosen_is_not_chosen() -> None:
    text = "Borduria should elect Anna Korvel as president of the Zenda Institute."
    [post] = posts(parsed(text), cast_of(text))
    assert post.modality is Modality.NORMATIVE


def test_a_text_about_two_states_is_about_neither() -> None:
    assert main_state(cast_of("Ruritania met Borduria. Ruritania thanked Borduria.")) is None
    much = "Ruritania voted. Ruritania sang. Ruritania slept. "
    assert main_state(cast_of(much + "Borduria woke.")) is None
    assert main_state(cast_of("Ruritania voted. The Ruritanian parliament met.")) == "ruritania"


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        # the party of a legislator is none that the legislator holds a post in
        (
            "The Liberal Party won. Liberal senator Anna Korvel spoke.",
            ("memberOf", ANNA, "Liberal Party"),
        ),
        (
            "The Liberal Party won. Liberal Party leader Anna Korvel spoke.",
            ("holdsPositionAt", ANNA, "Liberal Party"),
        ),
        (
            "The Liberal Party won. Liberal leader Anna Korvel spoke.",
            ("holdsPositionAt", ANNA, "Liberal Party"),
        ),
        # behind the name, or between title and name
        ("Director Anna Korvel of the Zenda Institute spoke.", ("holdsPositionAt", ANNA, "Zenda Institute")),
        ("Senator from Vermont Anna Korvel spoke.", ("holdsPositionAt", ANNA, "Vermont")),
        (
            "The general secretary of the Zenda Institute, Anna Korvel, spoke.",
            ("holdsPositionAt", ANNA, "Zenda Institute"),
        ),
        # the word before the post says none
        ("The incumbent Bordurian President Anna Korvel left.", ("holdsPositionAt", ANNA, "Borduria")),
        # the one country of the sentence, not one of two
        ("In Borduria, Health Minister Anna Korvel spoke.", ("holdsPositionAt", ANNA, "Borduria")),
        (
            "After Ruritania and Borduria met, Health Minister Anna Korvel spoke.",
            ("holdsPositionAt", ANNA, None),
        ),
    ],
)
def test_whose_post_the_words_around_it_tell(text: str, tie: Tie) -> None:
    assert {t for t in held(text) if t[1] == ANNA} == {tie}
