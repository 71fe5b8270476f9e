"""Who a figure is about when its own clause names nobody, from the figures told just before.

"Trade between Ruritania and Borduria … In 2014 it rose by 6.8 percent to $95 billion": the pronoun stands for
the trade, and "exports to Borduria" in a text on two states are the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Sentences back from which a figure is gone on with.
_BACK = 4
#: What goes one way between two sides, and what goes both.
_ONE_WAY = frozenset({"exports", "imports"})
_BOTH_WAYS = frozenset({"trade-volume"})
_CLIMB = 5
_HOLDS = frozenset({"account", "constitute", "represent", "provide", "supply", "take", "absorb"})


@dataclass(frozen=True, slots=True)
class Told:
    """The figure told last: its sentence, what was measured, of whom and towards whom."""

    sentence: int
    indicator: str
    subjects: tuple[Role, ...]
    objects: tuple[Role, ...]
    #: The two sides that the figures so far are about, if they named two.
    pair: tuple[Role, ...] = ()


def remember(
    past: Told | None,
    sentence: int,
    indicator: str,
    subjects: tuple[Role, ...],
    objects: tuple[Role, ...],
) -> Told:
    """The figure just told; a figure of one side leaves the pair as it was."""
    keys = {r.key: Role(r.key) for r in (*subjects, *objects)}
    older = past.pair if past is not None else ()
    kept = older if set(keys) <= {r.key for r in older} else ()
    return Told(sentence, indicator, subjects, objects, tuple(keys.values()) if len(keys) == 2 else kept)


def near(annotated: Annotated, told: Told | None, token: Token) -> Told | None:
    """The figure told before, if it is near enough to be gone on with."""
    if told is None or not 0 <= annotated.sentence_of[token.i] - told.sentence <= _BACK:
        return None
    return told


def pronoun(head: Token) -> Token | None:
    """The "it" that rises, falls or reaches a figure, as subject of the figure's verb."""
    token = head
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            return next((c for c in token.children if c.dep_ == "nsubj" and c.lower_ == "it"), None)
        if token.dep_ not in {"dobj", "pobj", "prep", "nummod", "attr", "npadvmod", "compound", "quantmod"}:
            return None
        token = token.head
    return None


def holder(head: Token) -> Token | None:
    """The verb of a share: "Ruritania accounts for less than two percent of Bordurian trade"."""
    token = head
    for _ in range(_CLIMB):
        if token.pos_ == "VERB":
            return token if token.lemma_.lower() in _HOLDS else None
        token = token.head
    return None


def sides(
    told: Told | None, indicator: str, subjects: Sequence[Role], objects: Sequence[Role]
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The parties of a figure of trade, completed from the pair of states told of before."""
    own = (tuple(subjects), tuple(objects))
    pair = told.pair if told is not None else ()
    if not pair or indicator not in _ONE_WAY | _BOTH_WAYS:
        return own
    if not subjects and not objects:
        return (pair, ()) if indicator in _BOTH_WAYS else own
    named = {r.key for r in (*subjects, *objects)}
    if len(named) != 1 or not named < {r.key for r in pair}:
        return own
    other = tuple(r for r in pair if r.key not in named)
    return (other, tuple(objects)) if objects else (tuple(subjects), other)
