"""The parse: sentences where they begin and end, headings, long texts in pieces."""

from __future__ import annotations

import pytest

from kg.errors import ModelError
from kg.text import parser
from kg.text.annotate import Annotated
from kg.text.repair import repair
from tests.make import document


def _annotated(text: str) -> Annotated:
    made = document(text, language="en")
    return parser.annotate(made, repair(made), parser.load())


def _sentences(text: str) -> list[str]:
    annotated = _annotated(text)
    return [annotated.text[s.start : s.end] for s in annotated.sentences]


LONG = "The government of Ruritania signed an agreement on the railway with Borduria last week in Strelsau."


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Tesk met Gen. Korvel on Jan. 9 in St. Petersburg.", "They talked about No. 5 of the list."],
        ["“We have signed.", "The rest will follow,” Anna Korvel said.", "Borduria did not answer."],
        ["Korvel said, “It is done.”", "“Nobody believes it,” Tesk replied."],
        ['Korvel said, "It is done."', '"Nobody believes it," Tesk replied.'],
        ["The name [of the port] is Zenda (the old one) and it will stay.", "Ships may enter."],
    ],
    ids=lambda s: s[0][:25],
)
def test_sentences_of_a_paragraph(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"1. To widen trade. {LONG}", ["1.", "To widen trade.", LONG]),
        (f"The record\n\n(2) {LONG}", ["The record", "(2)", LONG]),
        (f"• {LONG}\n• {LONG}", ["•", LONG, "•", LONG]),
        ("Q: Who won?\nA: Nobody did.", ["Q:", "Who won?", "A:", "Nobody did."]),
        (
            "Anna Korvel: We signed it.\nThe President of Borduria: That is news.",
            ["Anna Korvel:", "We signed it.", "The President of Borduria:", "That is news."],
        ),
        (f"Anna Korvel said:\n“{LONG}”", ["Anna Korvel said:", f"“{LONG}”"]),
        (f"U.S. Recognition of Ruritania, 1903.\n{LONG}", ["U.S. Recognition of Ruritania, 1903.", LONG]),
    ],
)
def test_lines(text: str, cut: list[str]) -> None:
    assert _sentences(text) == cut


def test_headings() -> None:
    text = (
        "Ruritania sells the railway it built\n\nBy Jan Tesk\n\nTuesday, 4 May 2016\n\n"
        f"{LONG}\n\nI. The pact holds still\n\n{LONG}\n\nWhat should be done\n{LONG}\n"
        f"Establishment of a Legation, 1903.\n{LONG} It stayed.\nKorvel left."
    )
    annotated = _annotated(text)
    heads = [annotated.text[s.start : s.end] for s in annotated.sentences if s.heading]
    assert heads == [
        "Ruritania sells the railway it built",
        "By Jan Tesk",
        "Tuesday, 4 May 2016",
        "I.",
        "The pact holds still",
        "What should be done",
        "Establishment of a Legation, 1903.",
    ]


def test_every_token_belongs_to_its_sentence() -> None:
    annotated = _annotated(f"Title of it\n\n{LONG} “Yes,” she said.\n\n- {LONG}\n")
    assert len(annotated.sentence_of) == len(annotated.parse)
    for token in annotated.parse:
        sentence = annotated.sentence(token.i)
        assert token.is_space or sentence.first <= token.i < sentence.last
    assert [s.paragraph for s in annotated.sentences] == sorted(s.paragraph for s in annotated.sentences)


def test_a_long_text_is_parsed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([LONG, f"{LONG} {LONG}", "The record", LONG]) + "\n"
    whole = _annotated(text)
    monkeypatch.setattr(parser, "PIECE", 130)
    pieces = _annotated(text)
    assert pieces.text == whole.text == text
    assert pieces.sentences == whole.sentences
    assert [(t.text, t.tag_, t.dep_, t.head.i) for t in pieces.parse] == [
        (t.text, t.tag_, t.dep_, t.head.i) for t in whole.parse
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", "a", "“", "...", "\n\n1.\n", "a" * 300, " . " * 50])
def test_odd_texts_are_parsed(text: str) -> None:
    assert _annotated(text).parse.text == repair(document(text)).text


def test_pieces_hold_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "PIECE", 10)
    for text in (
        "",
        "abc",
        "a" * 35,
        "aaa bbb ccc ddd eee fff",
        "a\nb\nc\nd\ne\nf\ng\nh\n",
        "One. Two. Three. Four. Five.",
    ):
        pieces = parser._pieces(text)
        assert "".join(pieces) == text
        assert all(0 < len(p) <= 11 for p in pieces) or not text


def test_a_missing_model_is_one_clear_error() -> None:
    with pytest.raises(ModelError, match="no parser for language 'xx'"):
        parser.find_model("xx")
    with pytest.raises(ModelError, match="cannot be loaded"):
        parser.load("en", "/nowhere/model")


def test_white_space_is_no_sentence() -> None:
    annotated = _annotated(f"\n \n {LONG}\n\n\n{LONG} \n ")
    assert [annotated.text[s.start : s.end] for s in annotated.sentences] == [LONG, LONG]
    assert len(annotated.sentence_of) == len(annotated.parse)
    assert _annotated(" \n ").sentences
