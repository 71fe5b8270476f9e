"""A heading that names its speaker gives the whole document a voice; news about a statement does not."""

from __future__ import annotations

import hashlib

import pytest

from kg.extract.mentions import find_mentions
from kg.knowledge.entries import read_lines
from kg.knowledge.gazetteer import load as gazetteer
from kg.knowledge.places import data_path
from kg.model.documents import Document
from kg.resolve.doc_voice import voice_in_heading, voice_of_outlet
from kg.text.annotate import Annotated
from kg.text.parser import annotate, load
from kg.text.repair import repair
from tests.make import document as made


def _annotated(text: str) -> Annotated:
    document = Document(sha256=hashlib.sha256(text.encode()).hexdigest(), source="a.txt", text=text)
    return annotate(document, repair(document), load())


def _voice(heading: str) -> str | None:
    annotated = _annotated(f"{heading}\n\nWe welcome the talks between Ruritania and Borduria.")
    return voice_in_heading(annotated, find_mentions(annotated, gazetteer()))


@pytest.mark.parametrize(
    "heading",
    [
        "Statement by Minister Anna Korvel on the talks in Strelsau",
        "Opening remarks by President Anna Korvel",
        "Full text of the speech by Anna Korvel at the Alpine Forum",
    ],
)
def test_a_heading_that_names_its_speaker(heading: str) -> None:
    assert _voice(heading) == "Anna Korvel"


@pytest.mark.parametrize(
    "heading",
    [
        "Ruritania rejects statement by Anna Korvel",
        "Joint statement by the Government of Kenya and the Government of Uganda",
        "A statement was read by Anna Korvel",
        "Minister Anna Korvel visits Borduria",
        "New trade agreement of Ruritania and Borduria",
    ],
)
def test_news_about_a_statement_has_no_such_voice(heading: str) -> None:
    assert _voice(heading) is None


@pytest.mark.parametrize(
    "line", list(read_lines(data_path("lexicon", "document_heads.jsonl"))), ids=lambda x: x["head"]
)
def test_every_noun_of_the_list_works(line: dict[str, str]) -> None:
    assert _voice(line["example"]) == "Anna Korvel"


OURS = "We welcome the talks in Strelsau. We thank our partners in Borduria. The weather was fine."


@pytest.mark.parametrize(
    ("outlet", "text", "voice"),
    [
        ("UK Government", OURS, "UK Government"),
        ("BBC", OURS, None),
        ("Strelsau Post", OURS, None),
        ("UK Government", "The talks in Strelsau ended. The weather was fine. Nobody spoke.", None),
        ("UK Government", 'Minister Anna Korvel said: "We welcome the talks. We thank our partners."', None),
    ],
)
def test_an_office_that_says_we_speaks_for_itself(outlet: str, text: str, voice: str | None) -> None:
    document = made(text, outlet=outlet)
    assert voice_of_outlet(annotate(document, repair(document), load()), gazetteer()) == voice
