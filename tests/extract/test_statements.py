"""Whom talk is about, and what an author holds, with invented countries."""

from __future__ import annotations

import pytest

from kg.extract.base import Proposition
from kg.extract.events import propositions
from kg.extract.statements import about, author_statements, clauses
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Modality, SpeechAct
from tests.extract.cast_builder import annotated, cast


def _held(text: str, author: str | None = None) -> list[Proposition]:
    parsed = annotated(text)
    return author_statements(parsed, cast(parsed, author=author))


@pytest.mark.parametrize(
    ("text", "subjects", "objects"),
    [
        ("Ruritania is a danger to Borduria", ["Ruritania"], ["Borduria"]),
        ("the relations of Ruritania with Borduria are fine", ["Ruritania"], ["Borduria"]),
        ("it is good that Borduria and Syldavia talk", ["Borduria"], ["Syldavia"]),
        ("peace is good", [], []),
        ("Ruritanian salt is better than Bordurian salt", ["Ruritania"], ["Borduria"]),
    ],
)
def test_the_subject_comes_first(text: str, subjects: list[str], objects: list[str]) -> None:
    parsed = annotated(f"Somebody said {text}.")
    start = parsed.text.index(text)
    found = about(parsed, cast(parsed), start, start + len(text))
    assert ([r.key for r in found[0]], [r.key for r in found[1]]) == (subjects, objects)


def test_about_an_empty_stretch_is_nobody() -> None:
    parsed = annotated("Ruritania.")
    assert about(parsed, cast(parsed), 3, 3) == ((), ())


@pytest.mark.parametrize(
    ("text", "modality", "act"),
    [
        ("Both Ruritania and Borduria should be patient.", Modality.NORMATIVE, SpeechAct.RECOMMEND),
        ("Ruritania could be a rival of Borduria.", Modality.POSSIBLE, SpeechAct.ASSESS),
    ],
)
def test_an_opinion_in_the_authors_voice(text: str, modality: Modality, act: SpeechAct) -> None:
    [found] = _held(text)
    assert (found.kind, found.relation) == (ClaimKind.STATEMENT, Relation.SPEAKS_ABOUT)
    assert {r.key for r in (*found.subjects, *found.objects)} == {"Ruritania", "Borduria"}
    assert (found.modality, found.act) == (modality, act)
    assert text[slice(*found.span)] == text[:-1]


@pytest.mark.parametrize("text", ["Ruritania grew.", "People should be patient.", "Ruritania and Borduria"])
def test_news_and_nobody_are_no_opinion(text: str) -> None:
    assert _held(text) == []


def test_in_a_speech_every_clause_about_an_actor_is_the_speakers() -> None:
    found = _held("Borduria is our oldest friend. The weather is fine. We admire Syldavia.", "Ruritania")
    assert [(p.subjects[0].key, [r.key for r in p.objects]) for p in found] == [
        ("Borduria", ["Ruritania"]),
        ("Ruritania", ["Syldavia"]),
    ]


def test_who_says_what_he_will_do_promises_it() -> None:
    [found] = _held("We will never stop and we will carry Borduria.", "Ruritania")[-1:]
    assert (found.kind, found.relation, found.act) == (ClaimKind.EVENT, Relation.PLEDGES, SpeechAct.PROMISE)
    [other] = _held("Borduria will carry Syldavia.", "Ruritania")
    assert other.kind is ClaimKind.STATEMENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If the rain stops, I will go for a walk.", ClaimKind.STATEMENT),
        ("If the rain stops, I will help Borduria.", ClaimKind.EVENT),
    ],
)
def test_a_persons_plan_that_touches_nobody_is_no_promise(text: str, kind: ClaimKind) -> None:
    parsed = annotated(f"Korvel spoke. {text}")
    start = parsed.text.index("I will")
    found = clauses(parsed, cast(parsed), start, len(parsed.text), ("Anna Korvel",))
    assert [p.kind for p in found][-1:] == [kind]


def test_what_an_event_says_is_left_to_it() -> None:
    parsed = annotated("Borduria attacked Syldavia.")
    world = cast(parsed, author="Ruritania")
    assert author_statements(parsed, world, propositions(parsed, world)) == []


def test_a_quotation_is_cut_into_its_clauses() -> None:
    text = "Borduria is kind. We admire Syldavia. This is quite unacceptable."
    parsed = annotated(text)
    found = clauses(parsed, cast(parsed, author="Ruritania"), 0, len(text), ["Ruritania"])
    assert [text[slice(*p.span)] for p in found] == [
        "Borduria is kind",
        "We admire Syldavia",
        "This is quite unacceptable",
    ]
    assert [p.subjects[0].key for p in found[:2]] == ["Borduria", "Ruritania"]
    # Talk goes on about whom it was about.
    assert found[2].rule == "clause-carried"
    assert found[2].subjects[0].key in {"Borduria", "Ruritania", "Syldavia"}


@pytest.mark.parametrize("text", ["", "…", "should must will"])
def test_odd_texts_hold_nothing(text: str) -> None:
    assert _held(text, "Ruritania") == []


def test_in_the_present_tense_a_report_says_how_things_stand() -> None:
    [found] = _held("Ruritania depends on Borduria.")
    assert (found.modality, found.act) == (Modality.ACTUAL, SpeechAct.ASSESS)
    parsed = annotated("Ruritania depends on Borduria.")
    assert author_statements(parsed, cast(parsed), cues=[(10, 17)]) == []


def test_a_promise_needs_the_speaker_as_its_subject() -> None:
    found = _held("Ruritania grows. The weather will help Borduria.", "Ruritania")
    assert [p.kind for p in found] == [ClaimKind.STATEMENT, ClaimKind.STATEMENT]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("We noted that Borduria is calm.", ["Borduria is calm"]),
        (
            "Ruritania likes Borduria more than Syldavia does.",
            ["Ruritania likes Borduria more than Syldavia does"],
        ),
        ("Ruritania is a country that sells salt to Borduria.", None),
    ],
)
def test_a_clause_is_whole(text: str, spans: list[str] | None) -> None:
    found = _held(text, "Ruritania")
    said = [text[slice(*p.span)] for p in found]
    assert said[0] == text[:-1] if spans is None else said == spans


def test_a_clause_about_nobody_else_is_about_whom_the_text_spoke_of() -> None:
    [first, second] = _held("Borduria is under attack. We cannot stand by.", "Ruritania")
    assert (first.subjects[0].key, second.subjects[0].key) == ("Borduria", "Ruritania")
    assert [r.key for r in second.objects] == ["Borduria"]
    [_, alone] = _held("Borduria is under attack.\n\nWe cannot stand by.", "Ruritania")
    assert alone.objects == ()  # another paragraph


@pytest.mark.parametrize(
    ("said", "ordering"),
    [
        ("I also welcome the calm in Borduria.", "I also want to comment on Borduria."),
        ("We are friends of Borduria.", "Let me begin with Borduria."),
        ("We love Borduria.", "We do not."),
    ],
)
def test_talk_about_the_talk_states_nothing(said: str, ordering: str) -> None:
    assert len(_held(said, "Ruritania")) == 1
    assert _held(ordering, "Ruritania") == []


def test_the_rule_tells_what_happened_from_how_things_are() -> None:
    [now] = _held("Borduria is our friend.", "Ruritania")
    [then] = _held("Borduria was our friend.", "Ruritania")
    assert (now.rule, then.rule) == ("author-voice", "author-voice:past")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Any sanctions by one side alone can only make things worse.", "Ruritania"),  # the speaker's side
        ("Any step on one side alone can only make things worse.", None),  # nor any topic
        ("The weather is fine.", None),  # a few words about nobody
        ("You would all be surprised by it as well.", None),  # talk to the hall
    ],
)
def test_a_public_speaker_states_something_even_where_it_names_nobody(text: str, subject: str | None) -> None:
    before = "The hall is full.\n\n"
    found = [p for p in _held(f"{before}{text}", "Ruritania") if p.span[0] >= len(before)]
    assert [r.key for p in found for r in p.subjects] == ([subject] if subject else [])
    assert all(p.flags == ("speaker-stands-in",) for p in found)


def test_a_pronoun_goes_on_about_whom_the_talk_was_about() -> None:
    first = "Borduria is a danger to Syldavia."
    [_, second] = _held(f"{first}\n\nThat makes all of you a target.", "Ruritania")
    assert [r.key for r in second.subjects] == ["Borduria"]
    far = "The hall is full. The day is long. The road is wet."
    late = _held(f"{first}\n\n{far}\n\nThat makes all of you a target.", "Ruritania")
    assert [r.key for p in late for r in p.subjects].count("Borduria") == 1  # of the first sentence


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("although Borduria trusts Syldavia", True),
        ("when Borduria met Syldavia", False),
        ("to bring Borduria to Syldavia", False),
    ],
)
def test_what_only_says_when_or_what_for_is_no_statement(text: str, stands: bool) -> None:
    whole = f"We were glad, {text}."
    assert any(p.span[0] >= whole.index(text) for p in _held(whole, "Ruritania")) is stands


def test_a_relative_clause_is_read_with_what_it_tells_of() -> None:
    text = "We oppose the sanctions that Borduria has laid on Syldavia."
    stated = [text[slice(*p.span)] for p in _held(text, "Ruritania")]
    assert "the sanctions that Borduria has laid on Syldavia" in stated
