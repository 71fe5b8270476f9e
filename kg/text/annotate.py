"""The parsed document: repaired text, spaCy parse, sentences, and the way back to the raw text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.documents import Document
from kg.text.offsets import RepairedText

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: tokens first … last (last exclusive); `heading` for titles and section heads."""

    first: int
    last: int
    start: int  # characters of the repaired text
    end: int
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document after repair and parse. `parse.text == repaired.text`, character for character."""

    document: Document
    repaired: RepairedText
    parse: Doc
    sentences: tuple[Sentence, ...]
    #: Index into `sentences` for every token.
    sentence_of: tuple[int, ...]

    @property
    def text(self) -> str:
        """The repaired text, whose characters all working offsets count."""
        return self.repaired.text

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where repaired characters start … end stand in the raw text."""
        return self.repaired.raw_span(start, end)

    def token(self, index: int) -> Token:
        return self.parse[index]

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.sentences[self.sentence_of[token]]

    def span(self, first: int, last: int) -> Span:
        return self.parse[first:last]
