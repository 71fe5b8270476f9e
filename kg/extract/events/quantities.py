"""What a word of measure counts: "amounts of aid", "a number of agreements", "two rounds of talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge import frames

if TYPE_CHECKING:
    from spacy.tokens import Token


def counted(token: Token) -> list[Token]:
    """The nouns behind the "of" of a word of measure; [] for any other word."""
    if token.lemma_.lower() not in frames.load().list("quantities"):
        return []
    return [
        noun
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ == "of"
        for noun in prep.children
        if noun.dep_ == "pobj"
    ]
