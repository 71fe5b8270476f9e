"""Changes told without a figure: "doubled", "halved the output", "rose tenfold", "a three-fold increase".

A multiple is a change in percent: what has doubled has grown by 100 percent. Where a level or another figure
hangs on the same word, `amounts_changes` has joined the two already and nothing is made here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kg.extract.amounts_changes import words
from kg.extract.amounts_grammar import number
from kg.extract.amounts_tokens import tokenize
from kg.extract.base import AmountExpression
from kg.model.amounts import Amount
from kg.model.vocabulary import Bound, Direction
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FOLD = re.compile(r"(?<![\w-])([a-z]+|\d{1,4})[- \u2011]?fold\b", re.IGNORECASE)
#: Before a multiple these leave it open on one side.
_BOUNDS = {
    "more than": Bound.MORE_THAN,
    "over": Bound.MORE_THAN,
    "almost": Bound.ABOUT,
    "nearly": Bound.ABOUT,
    "about": Bound.ABOUT,
    "roughly": Bound.ABOUT,
    "at least": Bound.AT_LEAST,
}
_CLIMB = 3


def multiples(annotated: Annotated, taken: Collection[int]) -> Iterator[AmountExpression]:
    """The multiples of a text; `taken` holds the tokens of words of change whose figure is known."""
    doc = annotated.parse
    for token in doc:
        change = words().get((token.lemma_.lower(), "verb")) if token.pos_ == "VERB" else None
        if change is None or change.percent is None or token.i in taken or _serves(token):
            continue
        yield _made(annotated, token.i, token.i + 1, token.i, change.percent, change.direction)
    for match in _FOLD.finditer(annotated.text):
        size = _size(match[1])
        if size is None or size < 2:
            continue
        first = annotated.token_at(match.start())
        last = annotated.token_at(match.end() - 1) + 1
        head = doc[first:last].root
        way = _direction(head)
        # What falls tenfold keeps a tenth.
        moved = (size - 1) * 100 if way is Direction.UP else round(100 - 100 / size, 1)
        yield _made(annotated, first, last, head.i, moved, way)


def _serves(verb: Token) -> bool:
    """ "doubled as an envoy" is no change of size."""
    return any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)


def _size(written: str) -> float | None:
    if written.isdigit():
        return float(written)
    tokens = tokenize(written)
    if len(tokens.codes) != 1 or tokens.codes not in {"c", "t", "S"}:
        return None
    return number(tokens, 0, 1)


def _direction(head: Token) -> Direction:
    """Of the word of change around it; a multiple by itself is a rise."""
    token = head
    for _ in range(_CLIMB):
        token = token.head
        kind = "verb" if token.pos_ in {"VERB", "AUX"} else "noun"
        change = words().get((token.lemma_.lower(), kind))
        if change is not None:
            return change.direction
    return Direction.UP


def _bound(doc: Doc, first: int) -> Bound:
    for size in (2, 1):
        written = " ".join(t.lower_ for t in doc[max(0, first - size) : first])
        if written in _BOUNDS:
            return _BOUNDS[written]
    return Bound.EXACT


def _made(
    annotated: Annotated, first: int, last: int, head: int, percent: float, direction: Direction
) -> AmountExpression:
    doc = annotated.parse
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    amount = Amount(
        text=annotated.text[start:end],
        change=percent,
        change_unit="percent",
        direction=direction,
        bound=_bound(doc, first),
    )
    return AmountExpression(start, end, first, last, head, amount)
