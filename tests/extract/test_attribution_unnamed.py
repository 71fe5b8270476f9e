"""Speakers without a name, and what speaks for somebody: invented people and countries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.attribution import attributions, with_speakers
from kg.extract.attribution.clauses import subject_of
from kg.extract.attribution.words import Words
from kg.model.cast import Cast
from kg.model.vocabulary import Kind
from tests.extract.cast_builder import annotated, cast

#: Speaker's name and kind for each attribution of a text; None where nobody is known to speak.
Who = list[tuple[str, Kind] | None]


def who(text: str) -> Who:
    parsed = annotated(text)
    known = with_speakers(parsed, cast(parsed))
    found = [[known.figures[key] for key in a.speakers] for a in attributions(parsed, known)]
    return [(figures[0].name, figures[0].kind) if figures else None for figures in found]


GROUP, PERSON = Kind.GROUP, Kind.PERSON


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Officials said the bridge had been closed.", [("officials", GROUP)]),
        ("Two witnesses told the court that the bridge had fallen.", [("witnesses", GROUP)]),
        ("According to local news sources, the bridge had fallen.", [("local news sources", GROUP)]),
        ("A publicist said the bridge had fallen.", [("publicist", GROUP)]),
        ("Several unnamed harbour officials said the bridge had fallen.", [("harbour officials", GROUP)]),
        ("A student named Plonk said the bridge had fallen.", [("Plonk", PERSON)]),
        ("Freedonian fishermen said the bridge had fallen.", [("Freedonian fishermen", GROUP)]),
        # Whom a name names keeps it.
        ("Anna Korvel said the bridge had fallen.", [("Anna Korvel", PERSON)]),
        ("Anna Korvel, an analyst, said the bridge had fallen.", [("Anna Korvel", PERSON)]),
        # The person that a word hangs on does not speak.
        ("Korvel's critics said the bridge had fallen.", [("critics", GROUP)]),
    ],
)
def test_a_source_without_a_name_is_a_figure(text: str, speakers: Who) -> None:
    assert who(text) == speakers


def test_the_same_words_are_the_same_people() -> None:
    text = "Harbour officials said the bridge had fallen. The officials added that the road was open."
    parsed = annotated(text)
    first, second = attributions(parsed, with_speakers(parsed, cast(parsed)))
    assert first.speakers == second.speakers == ("harbour-officials",)


def test_they_are_whom_the_sentence_before_lets_speak() -> None:
    assert who("Residents said the bridge had fallen. They said the road was open.") == [
        ("residents", GROUP),
        ("residents", GROUP),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "People might say that the bridge is old.",  # nobody did
        "They said the bridge is old.",  # nobody before
        "I said the bridge is old.",
        "Officials repaired the bridge.",  # no talk
        "The bridge.",
        "",
    ],
)
def test_others_get_no_figure(text: str) -> None:
    parsed = annotated(text)
    known = cast(parsed)
    assert with_speakers(parsed, known).figures == known.figures


def test_a_text_speaks_for_its_makers() -> None:
    assert who("A report by Anna Korvel said the bridge was old. The report also said the road was new.") == [
        ("Anna Korvel", PERSON),
        ("Anna Korvel", PERSON),
    ]
    [league] = who("The League of Strelsau issued a statement which said the bridge was old.")
    assert league == ("League of Strelsau", Kind.INSTITUTION)
    assert who("A survey conducted by engineers said the bridge was old.") == [("engineers", GROUP)]
    assert who("A report said the bridge was old.") == [None]


@pytest.mark.parametrize(
    ("somebody", "something"),
    [
        ("The minister demanded that Borduria pay.", "The crisis demanded that Borduria pay."),
        ("The report suggested that Borduria pay.", "The drought suggested that Borduria pay."),
    ],
)
def test_things_say_nothing(somebody: str, something: str) -> None:
    assert len(who(somebody)) == 1
    assert who(something) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In a talk with the Klow Courier, Korvel also said the bridge was old.", True),
        ("The man who met Korvel said the bridge was old.", False),  # no comma: her name ends the phrase
    ],
)
def test_a_name_between_comma_and_cue_speaks_though_the_parse_lost_it(text: str, found: bool) -> None:
    w = Words.of(annotated(text))
    said, name = w.form.index("said"), w.form.index("korvel")
    kids = [[k for k in own if not (i == said and w.dep[k] == "nsubj")] for i, own in enumerate(w.kids)]
    lost = subject_of(replace(w, kids=kids), said)
    assert (lost is not None and lost.token == name) is found


def test_a_picture_credit_is_no_turn() -> None:
    credits = ("Anna Korvel Image: Klow Courier", "All is calm.", "Rudolf Sapt Image: City", "All is well.")
    assert who("\n\n".join(credits)) == []


def test_an_unknown_cast_is_left_alone() -> None:
    parsed = annotated("Anna Korvel met Rudolf Sapt.")
    nobody = Cast.of([], {})
    assert with_speakers(parsed, nobody) is nobody


def test_a_name_behind_a_dash_signs_the_words() -> None:
    text = "“The talks have failed. We tried.” — Anna Korvel\n\n“All is well.” – Rudolf Sapt\n"
    assert who(text) == [("Anna Korvel", PERSON), ("Rudolf Sapt", PERSON)]
    assert who("“The talks have failed. We tried.” — Klow waits for news of them.") == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Korvel's view is that the bridge was old.", ("Anna Korvel", PERSON)),
        ("The position of Borduria was that the bridge was old.", ("Borduria", Kind.STATE)),
        ("Former agent and fire specialist Anna Korvel said the bridge was old.", ("Anna Korvel", PERSON)),
        ("A Ruritanian diplomat was quoted as saying the bridge was old.", ("Ruritania", Kind.STATE)),
        ("The town, Anna Korvel said, is safe, adding that Borduria was far.", ("Anna Korvel", PERSON)),
    ],
)
def test_roundabout_ways_of_saying(text: str, speaker: tuple[str, Kind]) -> None:
    found = who(text)
    assert found
    assert set(found) == {speaker}
