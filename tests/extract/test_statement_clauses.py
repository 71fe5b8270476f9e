"""Which clauses state something, how far their words reach, and whom they are about: invented countries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.base import Proposition
from kg.extract.events.parties import Parties
from kg.extract.statement_candidates import ZONES, Candidate, Candidates
from kg.extract.statement_clauses import clause_of, heads
from kg.extract.statement_parties import LEAST, choose_objects, choose_subjects, models, signs_beside
from kg.extract.statements import author_statements, clauses
from kg.model.cast import Cast
from tests.extract.cast_builder import annotated, cast


def held(text: str, author: str | None = "Ruritania") -> list[Proposition]:
    parsed = annotated(text)
    return author_statements(parsed, cast(parsed, author=author))


def candidates(text: str, head: str, author: str = "Ruritania") -> dict[str, Candidate]:
    parsed = annotated(text)
    world = cast(parsed, author=author)
    verb = next(t for s in parsed.sentences for t in heads(parsed.span(s.first, s.last)) if t.text == head)
    clause = clause_of(parsed, verb, verb.sent, (), (author,))
    assert clause is not None
    return {c.role.key: c for c in Candidates(parsed, world).of(clause, Parties(world))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("However, Borduria is our friend.", "Borduria is our friend"),
        ("Well, and Borduria is our friend.", "Borduria is our friend"),
        ("So many Bordurians are our friends.", "So many Bordurians are our friends"),
        ("Borduria is in a position to help Syldavia.", "Borduria is in a position to help Syldavia"),
        ("We respect Borduria, which sells salt.", "We respect Borduria"),
        ("We respect the envoys who visit Borduria.", "We respect the envoys who visit Borduria"),
    ],
)
def test_the_words_of_a_clause(text: str, words: str) -> None:
    found = held(text)[0]
    assert text[slice(*found.span)] == words


def test_a_later_verb_is_read_with_its_subject() -> None:
    text = "Borduria is calm and respects its treaty with Syldavia."
    assert [text[slice(*p.span)] for p in held(text)][-1] == text[:-1]


@pytest.mark.parametrize(
    "text",
    [
        "One can imagine.",  # nobody is spoken of
        "Borduria, I believe, will.",
        "We must act.",  # too little to stand alone
        "I should like to point out several other factors.",
        "I now turn to another matter.",
    ],
)
def test_talk_that_states_nothing(text: str) -> None:
    assert held(text) == []


def test_an_infinitive_joined_to_another_is_no_clause() -> None:
    found = held("We need rules that keep Borduria from using force to start wars and ruin peoples.")
    assert len(found) == 1


def test_candidates_know_where_they_were_found() -> None:
    text = "Syldavia spoke first. Strelsau noted that Borduria respects our treaty."
    found = candidates(text, "respects")
    zones = {key: c.zone for key, c in found.items()}
    assert zones["Borduria"] == zones["Ruritania"] == "clause"
    assert zones["Syldavia"] == "back1"
    assert set(zones.values()) <= set(ZONES)
    assert found["Borduria"].subject
    assert not found["Syldavia"].subject


def test_another_paragraph_is_out_of_reach() -> None:
    assert "Syldavia" not in candidates("Syldavia spoke.\n\nBorduria is calm and wise.", "is")


def test_the_agent_of_a_passive_is_its_subject() -> None:
    found = candidates("The treaty was admired by Borduria.", "admired")
    assert [c.role.key for c in choose_subjects(list(found.values()))] == ["Borduria"]


def test_the_party_that_the_clause_names_comes_before_one_that_the_text_named() -> None:
    [*_, last] = held("Syldavia is calm. We think that Borduria is a danger to Freedonia.")
    assert [r.key for r in last.subjects] == ["Borduria"]
    # Who only says it is no second party, and who was named before not the first.
    assert [r.key for r in last.objects][:1] == ["Freedonia"]
    assert "Ruritania" not in [r.key for r in last.objects]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Our country is a danger to Borduria.", "Ruritania"),
        ("Our village is a danger to Borduria.", "Anna Korvel"),
    ],
)
def test_a_ministers_country_is_her_state(text: str, subject: str) -> None:
    parsed = annotated(f"Ruritania is calm.\n\nAnna Korvel spoke.\n\n{text}")
    world = cast(parsed)
    minister = replace(world.figures["Anna Korvel"], state="Ruritania")
    world = Cast.of(world.mentions, {**world.figures, "Anna Korvel": minister})
    start = parsed.text.index(text)
    [found] = clauses(parsed, world, start, len(parsed.text), ["Anna Korvel"])
    assert ([r.key for r in found.subjects], [r.key for r in found.objects]) == ([subject], ["Borduria"])


def test_an_object_is_no_subject_and_stands_in_a_known_zone() -> None:
    found = list(candidates("Borduria respects Syldavia.", "respects").values())
    subjects = choose_subjects(found)
    objects = choose_objects(found, subjects)
    assert [c.role.key for c in (*subjects, *objects)] == ["Borduria", "Syldavia"]
    assert all(c.zone in LEAST for c in objects)
    assert choose_objects([], subjects) == choose_subjects([]) == []


def test_a_sign_that_was_never_seen_weighs_nothing() -> None:
    first, second = models()
    found = list(candidates("Borduria respects Syldavia.", "respects").values())
    for model, signs in ((first, found[0].signs), (second, signs_beside(found[1], found[:1]))):
        assert 0 < model.probability(signs) == model.probability(signs | {"never: seen"}) < 1
    assert first.probability(()) == round(first.probability([]), 3)
