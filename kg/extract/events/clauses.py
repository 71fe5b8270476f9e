"""The stretch of text that carries a proposition: its trigger and its own arguments, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

#: Dependents that say something else than the word they hang on.
_OTHER = frozenset(
    {"advcl", "relcl", "conj", "cc", "parataxis", "punct", "ccomp", "dep", "discourse", "preconj"}
)
#: Words that only join a clause to the one before; "if" and "because" are part of what it says.
_LOOSE = frozenset({"that", "and", "but", "or"})
_EDGES = frozenset(" \t\n,;:.\u2014\u2013-\"'“”‘’«»()")


def clause_span(
    head: Token, parts: Iterable[Token] = (), *, keep: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """Characters from the first to the last word of the clause of `head`, with the phrases of `parts`.

    `keep` names dependents that belong to it although they usually say something else.
    """
    indices = [head.i]
    for child in head.children:
        if child.dep_ not in _OTHER or child.dep_ in keep or compares(child) or _bare(child):
            indices += _phrase(child)
        if child.dep_ == "attr":
            indices += [t.i for c in child.children if _restricts(c) for t in (c.left_edge, c.right_edge)]
    for part in parts:
        indices += _phrase(part)
    sentence = head.sent
    first = max(min(indices), sentence.start)
    last = min(max(indices), sentence.end - 1)
    while first < head.i and head.doc[first].dep_ in {"mark", "cc"} and head.doc[first].lower_ in _LOOSE:
        first += 1
    while last > head.i and head.doc[last].dep_ in {"cc", "punct", "preconj"}:
        last -= 1
    # The stretch alone: writing out the whole text for every clause would take quadratic time.
    base = head.doc[first].idx
    stretch = head.doc[first : last + 1].text
    start, end = trim(stretch, 0, len(stretch))
    return base + start, base + end


def _restricts(clause: Token) -> bool:
    """ "a country that sells gas": what is said lies in the clause."""
    first = clause.left_edge
    return clause.dep_ == "relcl" and first.i > 0 and first.nbor(-1).text not in {",", "("}


def _bare(clause: Token) -> bool:
    """ "made Ruritania leave", "wants it to leave": the complement is no clause of its own."""
    finite = clause.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in clause.children
    )
    return clause.dep_ == "ccomp" and not finite


def compares(clause: Token) -> bool:
    """ "more than Borduria does": a comparison is part of what it compares."""
    return clause.dep_ == "advcl" and any(c.lower_ == "than" and c.i < clause.i for c in clause.children)


def _phrase(token: Token) -> list[int]:
    """Outer tokens of a phrase, without relative clauses and the like hanging at its end."""
    indices = [token.i]
    for child in token.children:
        if child.dep_ not in {"relcl", "advcl", "parataxis", "punct", "dep"} or compares(child):
            indices += _phrase(child)
    return [min(indices), max(indices)]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without spaces, quotation marks and loose punctuation at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
