"""What of an interview is of use, which words open talk and which are cut off: invented people."""

from __future__ import annotations

import pytest

from kg.extract.attribution import attributions, with_speakers
from kg.extract.base import Proposition
from kg.extract.reported import reported_statements
from kg.extract.statement_use import cut_off, interview, opening, public
from tests.extract.cast_builder import annotated, cast
from tests.extract.parsed_text import annotated as parsed_text

_TURNS = "\n\n".join(
    f"Anna Korvel: {said}\n\nRudolf Sapt: Why do you say so?"
    for said in (
        "I wrote the first of these games at school.",
        "{}",
        "The village is quiet.",
        "I like it there.",
    )
)


def stated(text: str) -> list[Proposition]:
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    said = attributions(parsed, known)
    return [p for p, _ in reported_statements(parsed, known, said, [])]


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("Borduria is a danger to Syldavia.", True),
        ("My friend Sapt is a danger to the village.", False),  # nobody acts in public
        ("It is a danger to the village.", False),
    ],
)
def test_an_interview_is_read_for_public_actors(answer: str, wanted: bool) -> None:
    text = _TURNS.replace("{}", answer)
    at = text.index(answer)
    found = [p for p in stated(text) if at <= p.span[0] < at + len(answer)]
    assert bool(found) is wanted
    assert not [p for p in stated(text) if text[slice(*p.span)].startswith("I wrote")]


def test_what_a_report_quotes_is_no_interview() -> None:
    text = "Anna Korvel said: “My friend Sapt is a danger to the village.” The village is quiet."
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    assert not interview(parsed, known, attributions(parsed, known))
    assert not interview(parsed, known, [])


def test_talk_of_states_is_kept_where_a_clause_names_none() -> None:
    answers = (
        "Ruritania and Borduria have signed the treaty.",
        "It is a danger to the village.",
        "Borduria fears Ruritania, and Syldavia fears Borduria.",
        "Ruritania wants peace with Syldavia.",
    )
    text = "\n\n".join(f"Anna Korvel: {said}\n\nRudolf Sapt: Why do you say so?" for said in answers)
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    assert not interview(parsed, known, attributions(parsed, known))
    quiet = annotated(_TURNS.replace("{}", "My friend likes it."))
    known = with_speakers(quiet, cast(quiet))
    assert interview(quiet, known, attributions(quiet, known))


def test_public_actors() -> None:
    parsed = annotated("Anna Korvel spoke to Borduria.")
    known = cast(parsed)
    assert public(known, "Borduria")
    assert not public(known, "Anna Korvel")
    assert not public(known, "nobody")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Yeah, and in particular, there is salt", "in particular, there is salt"),
        ("So, this is salt", "this is salt"),
        ("So little salt is left", "So little salt is left"),
        ("No country is calm", "No country is calm"),
        ("Well", "Well"),
        ("However", "However"),
    ],
)
def test_openers_are_left_out(text: str, cut: str) -> None:
    span = parsed_text(text).parse[:]
    assert span[opening(span) :].text == cut


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("If the way to peace is", True),
        ("The envoys have left for", True),
        ("The way to peace is long", False),
        ("This is what they asked for", False),
        ("...", True),
    ],
)
def test_words_that_were_cut_off(text: str, wanted: bool) -> None:
    assert cut_off(parsed_text(text).parse[:]) is wanted


@pytest.mark.parametrize(
    ("source", "stands"),
    [
        ("the Bordurian foreign minister Anna Korvel", True),
        ("the goalkeeper Anna Korvel", False),
        ("a passer-by", False),
    ],
)
def test_only_those_who_act_in_public_are_heard_about_nobody(source: str, stands: bool) -> None:
    text = f"“The losses of the last two weeks were far too high,” said {source}."
    assert bool(stated(text)) is stands
