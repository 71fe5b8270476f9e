"""The noun phrase in which a party stands: "the Bordurian premier Anna Korvel", "two of its ships"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.cast import Mention
from kg.model.vocabulary import Resolution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Dependents that only describe the noun after it ("Ruritania's ships": the phrase is the ships').
_BEFORE = frozenset({"poss", "amod", "compound", "nmod"})
#: What hangs on a noun and says something else than which one it is.
_BESIDE = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "preconj", "punct", "parataxis", "dep"})
_CLAUSES = frozenset({"relcl", "advcl", "parataxis"})
_LINKS = frozenset({"of", "from"})
#: A phrase longer than this is a parse error; the mention stands for itself then.
_LONGEST = 25


def phrase(doc: Doc, mention: Mention) -> tuple[int, int]:
    """Characters (of the repaired text) of the phrase that a mention is the head or the modifier of.

    It starts with its article or number and ends before relative clauses, appositions and what is joined by
    "and", but holds a short form in brackets. Pronouns stand for themselves.
    """
    own = mention.start, mention.end
    if mention.resolution is Resolution.PRONOUN:
        return own
    head = doc[mention.head]
    while head.head.pos_ in {"NOUN", "PROPN"} and (
        (head.dep_ in _BEFORE and head.head.i > head.i) or (head.dep_ == "appos" and _tight(head))
    ):
        head = head.head
    tokens = [mention.first, mention.last - 1, *_grown(head, top=True)]
    first, last = min(tokens), max(tokens)
    if last - first >= _LONGEST or doc[first].sent.start != doc[last].sent.start:
        return own
    while first < mention.first and doc[first].is_punct:
        first += 1
    while last >= mention.last and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    last = _closed(doc, first, last)
    return min(doc[first].idx, mention.start), max(doc[last].idx + len(doc[last]), mention.end)


def _closed(doc: Doc, first: int, last: int) -> int:
    """ "the Ruritanian Navy (RN)": a short form in brackets belongs to its name, and brackets close."""
    after = [token.text for token in doc[last + 1 : last + 4]]
    if after[:1] == ["("] and after[2:] == [")"] and after[1].isupper() and len(after[1]) > 1:
        return last + 3
    within = [token.text for token in doc[first : last + 1]]
    return last + 1 if after[:1] == [")"] and within.count("(") > within.count(")") else last


def _tight(name: Token) -> bool:
    """ "the premier Anna Korvel", without a comma between."""
    first = name.left_edge.i
    return first > 0 and not name.doc[first - 1].is_punct and name.head.i < name.i


def _grown(token: Token, *, top: bool) -> list[int]:
    """The outer tokens of a noun phrase; inside its phrases only clauses are left out."""
    found = [token.i]
    for child in token.children:
        if child.dep_ in (_BESIDE if top else _CLAUSES) and not (child.dep_ == "appos" and _tight(child)):
            continue
        if child.dep_ == "prep" and child.lower_ not in _LINKS:
            continue
        found += _grown(child, top=False)
    return [min(found), max(found)]
