"""The parsed document: repaired text, spaCy parse, sentences, and the way back to the raw text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
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
    #: First character of every token.
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(token.idx for token in self.parse))

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

    def token_at(self, offset: int) -> int:
        """The token at a character, or before it where white space stands; 0 for an offset before all."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def stretch(self, start: int, end: int) -> Span | None:
        """The tokens that characters start … end touch; None when they touch none.

        `Doc.char_span` does the same but writes out the whole text for every call.
        """
        first = self.token_at(start)
        if first < len(self.starts) and self.starts[first] + len(self.parse[first]) <= start:
            first += 1
        last = bisect_left(self.starts, end)
        return self.parse[first:last] if first < last else None

    def span(self, first: int, last: int) -> Span:
        return self.parse[first:last]
