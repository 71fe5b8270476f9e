"""Who says what: planted sources and contents of invented people, in noise of punctuation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.attribution import attributions
from kg.extract.base import Attribution
from kg.model.cast import Cast
from kg.model.vocabulary import Modality, Reporting, SpeakerResolution
from tests.extract.cast_builder import annotated, cast

#: Source, cue and contents as written; None for no source.
Said = tuple[str | None, str | None, list[str]]


def said(text: str) -> list[Said]:
    """What is said in a text, as strings."""
    parsed = annotated(text)
    return [
        (
            text[slice(*a.source)] if a.source else None,
            text[slice(*a.cue)] if a.cue else None,
            [text[s:e] for s, e in a.spans],
        )
        for a in attributions(parsed, Cast.of([], {}))
    ]


def heard(text: str) -> list[Attribution]:
    """The attributions of a text with the invented cast."""
    parsed = annotated(text)
    return attributions(parsed, cast(parsed))


CASES: list[tuple[str, Said]] = [
    # cue before, after, between
    ("Korvel said the talks had failed.", ("Korvel", "said", ["the talks had failed"])),
    ("The talks had failed, Korvel said.", ("Korvel", "said", ["The talks had failed"])),
    ("The talks, Korvel said, had failed again.", ("Korvel", "said", ["The talks", "had failed again"])),
    (
        "The railway is late, said Anna Korvel, the minister.",
        ("Anna Korvel, the minister", "said", ["The railway is late"]),
    ),
    # direct speech with all kinds of marks
    ('Korvel said: "The talks have failed."', ("Korvel", "said", ["The talks have failed"])),
    ("Korvel said, “The talks have failed.”", ("Korvel", "said", ["The talks have failed"])),
    ("« The talks have failed », Korvel said.", ("Korvel", "said", ["The talks have failed"])),
    ("„The talks have failed“, Korvel said.", ("Korvel", "said", ["The talks have failed"])),
    # continued over sentences
    (
        "“The talks have failed,” she asserted. “We also lost the vote.”",
        ("she", "asserted", ["The talks have failed", "We also lost the vote"]),
    ),
    ("“The talks,” Korvel said, “have failed.”", ("Korvel", "said", ["The talks", "have failed"])),
    # mixed
    (
        "Korvel said the plan was “a grave mistake” for Borduria.",
        ("Korvel", "said", ["the plan was “a grave mistake” for Borduria"]),
    ),
    # according to, as, in the view of, for her part
    ("According to Korvel, the talks had failed.", ("Korvel", "According to", ["the talks had failed"])),
    ("The talks had failed, according to Korvel.", ("Korvel", "according to", ["The talks had failed"])),
    ("As Korvel explained, the talks had failed.", ("Korvel", "explained", ["the talks had failed"])),
    ("In Korvel's view, the talks had failed.", ("Korvel", "view", ["the talks had failed"])),
    ("For her part, Korvel said the talks had failed.", ("Korvel", "said", ["the talks had failed"])),
    (
        "The paper repeats Korvel's argument that the talks had failed.",
        ("Korvel", "argument", ["the talks had failed"]),
    ),
    # passives, chains of verbs, participles
    (
        "Korvel was quoted as saying that the talks had failed.",
        ("Korvel", "was quoted as saying", ["the talks had failed"]),
    ),
    (
        "Korvel went on to say that the talks had failed.",
        ("Korvel", "went on to say", ["the talks had failed"]),
    ),
    ("Korvel left early, adding that the talks had failed.", ("Korvel", "adding", ["the talks had failed"])),
    ("It was reported that the talks had failed.", (None, "was reported", ["the talks had failed"])),
    # acts
    (
        "Korvel urged Borduria to withdraw its troops.",
        ("Korvel", "urged", ["Borduria to withdraw its troops"]),
    ),
    (
        "Korvel called on Borduria to withdraw its troops.",
        ("Korvel", "called on", ["Borduria to withdraw its troops"]),
    ),
    (
        "Korvel accused Borduria of breaking the treaty.",
        ("Korvel", "accused", ["Borduria of breaking the treaty"]),
    ),
    ("Korvel vowed to close the border.", ("Korvel", "vowed", ["to close the border"])),
    (
        "Borduria has reportedly closed the border.",
        (None, "reportedly", ["Borduria has", "closed the border"]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_planted_speech(text: str, expected: Said) -> None:
    assert expected in said(text)


SILENT = [
    "The so-called “security zone” was closed in May.",
    "Her book “The Long Road to Klow” appeared in June.",
    "The banner “No More Border” hung over the bridge.",
    "Korvel walked along the river in the evening.",
    "Borduria supports Syldavia.",
    "Korvel decided to close the border.",
    "I hope that the talks will succeed.",
    "We call on Borduria to withdraw its troops.",
]


@pytest.mark.parametrize("text", SILENT)
def test_titles_slogans_deeds_and_the_author_are_no_reported_speech(text: str) -> None:
    assert said(text) == []


def test_a_figure_sentence_with_a_long_source_behind_it() -> None:
    text = (
        "Trade between the two fell by a third, to $32 million, while imports declined to $31 million, "
        "a Bordurian Customs Department spokesperson, Anna Korvel, said in a press conference on January 13."
    )
    [only] = heard(text)
    assert text[slice(*only.spans[0])].startswith("Trade between")
    assert text[: only.spans[0][1]].endswith("$31 million")
    assert only.speakers == ("Anna Korvel",)


def test_an_as_clause_with_a_title_before_the_name() -> None:
    text = "As the head of the institute, Anna Korvel, said in Klow, arms makers are not worried."
    [only] = [a for a in heard(text) if a.cue_lemma == "say"]
    assert [text[s:e] for s, e in only.spans] == ["arms makers are not worried"]
    assert only.speakers == ("Anna Korvel",)


def test_a_chain_of_voices() -> None:
    text = "According to Bordurian state media, Anna Korvel tweeted later: “Nothing is stronger than need.”"
    outer, inner = heard(text)
    assert (outer.cue_lemma, inner.cue_lemma, inner.outer, outer.outer) == ("according to", "tweet", 0, None)
    assert inner.speakers == ("Anna Korvel",)
    assert inner.reporting is Reporting.DIRECT
    assert text[slice(*inner.spans[0])].startswith("Nothing is stronger than need")


def test_two_speakers_in_one_sentence() -> None:
    text = "Korvel said the talks had failed and Sapt warned that the border would close."
    found = {(text[slice(*a.source)], text[slice(*a.spans[0])]) for a in heard(text) if a.source}
    assert found == {("Korvel", "the talks had failed"), ("Sapt", "the border would close")}


def test_speakers_by_name_body_and_country() -> None:
    by_text = {
        "A spokesman for the Embassy of Strelsau said the talks had failed.": ("Embassy of Strelsau",),
        "Bordurian officials said the talks had failed.": ("Borduria",),
        "Bordurian farmers said the talks had failed.": (),
        "Borduria said the talks had failed.": ("Borduria",),
        "Anna Korvel and Rudolf Sapt said the talks had failed.": ("Anna Korvel", "Rudolf Sapt"),
    }
    assert {text: heard(text)[0].speakers for text in by_text} == by_text


def test_the_modality_of_the_report_itself() -> None:
    by_text = {
        "Korvel said that the talks had failed.": Modality.ACTUAL,
        "Korvel did not say that the talks had failed.": Modality.NEGATED,
        "Korvel refused to say that the talks had failed.": Modality.NEGATED,
        "Korvel will announce that the talks had failed.": Modality.PLANNED,
        "Korvel may say that the talks had failed.": Modality.POSSIBLE,
        "Korvel should say that the talks had failed.": Modality.NORMATIVE,
    }
    assert {text: heard(text)[0].cue_modality for text in by_text} == by_text


def test_a_transcript_gives_each_turn_to_its_speaker() -> None:
    text = (
        "Anna Korvel: The talks have failed.\nWe are not to blame.\n"
        "Rudolf Sapt: That is not so.\nAnna Korvel: It is.\n"
    )
    turns = [(a.speakers, [text[s:e] for s, e in a.spans]) for a in heard(text) if a.cue is None]
    assert turns == [
        (("Anna Korvel",), ["The talks have failed", "We are not to blame"]),
        (("Rudolf Sapt",), ["That is not so"]),
        (("Anna Korvel",), ["It is"]),
    ]


def test_a_statement_in_paragraphs_without_quotation_marks() -> None:
    text = (
        "The minister spoke today.\n\nAnna Korvel said:\n\nThe talks have failed.\n\nWe regret it.\n\n"
        "Notes to editors\n\nThe talks began in May.\n"
    )
    [block] = [a for a in heard(text) if a.reporting is Reporting.DIRECT]
    assert [text[s:e] for s, e in block.spans] == ["The talks have failed", "We regret it"]
    assert block.speakers == ("Anna Korvel",)


def test_a_quotation_in_the_next_paragraph_goes_on() -> None:
    text = "“The talks have failed,” Anna Korvel said.\n\n“We will not return to Klow.”\n"
    assert [a.resolution for a in heard(text)] == [SpeakerResolution.NAME, SpeakerResolution.CONTINUED_QUOTE]


def test_an_odd_number_of_quotation_marks_does_not_swallow_the_text() -> None:
    text = "Korvel said: “The talks have failed.\n\nThe weather was fine. Sapt said the border was open."
    assert ("Sapt", "said", ["the border was open"]) in said(text)
    assert all(e - s < 60 for a in heard(text) for s, e in a.spans)


PIECES = st.sampled_from(
    [
        "Korvel",
        " said",
        " that",
        " the talks failed",
        ",",
        ".",
        '"',
        "“",
        "”",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "''",
        " ",
        "\n",
        "\n\n",
        ":",
        "According to ",
        "Sapt: ",
        "Q: ",
        "A: ",
        "he",
        " told",
        " Borduria",
        "—",
        "(",
        ")",
        "…",
        "é",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=30).map("".join),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    )
)
def test_any_text_gives_sound_spans(text: str) -> None:
    parsed = annotated(text)
    found = attributions(parsed, Cast.of([], {}))
    starts = [a.spans[0][0] for a in found]
    assert starts == sorted(starts)
    for number, a in enumerate(found):
        assert all(0 <= s < e <= len(parsed.text) and parsed.text[s:e].strip() for s, e in a.spans)
        assert all(first[1] <= second[0] for first, second in pairwise(a.spans))
        for taken in (a.cue, a.source):
            assert taken is None or all(e <= taken[0] or s >= taken[1] for s, e in a.spans)
        assert a.outer is None or (a.outer != number and 0 <= a.outer < len(found))


def test_a_report_told_twice_is_one() -> None:
    text = "Anna Korvel noted that Ruritania is calm, Korvel said."
    [found] = heard(text)
    assert [text[slice(*s)] for s in found.spans] == ["Ruritania is calm"]


INTERVIEW = (
    "{opening}\n\nQ: Is Ruritania calm?\n\nA: Ruritania is calm.\n\nQ: And Borduria?\n\nA: Borduria is not.\n"
)


@pytest.mark.parametrize(
    ("opening", "speakers"),
    [("Interview with Anna Korvel", ("Anna Korvel",)), ("Interview about salt", ())],
)
def test_who_answers_is_named_before(opening: str, speakers: tuple[str, ...]) -> None:
    found = heard(INTERVIEW.format(opening=opening))
    assert [a.speakers for a in found] == [(), speakers, (), speakers]
