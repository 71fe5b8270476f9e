"""Which act a figure belongs to: "provided $5 million in aid" gives the amount to the providing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.base import AmountExpression, Proposition
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind
from kg.text.annotate import Annotated

#: Steps from a figure up to the word of its act that stay inside one clause.
_RELATIONS = (
    "dobj pobj prep attr nsubjpass nsubj conj appos compound dative poss nmod amod npadvmod nummod quantmod "
    "xcomp pcomp"
)
_WITHIN = frozenset(_RELATIONS.split())
_CLIMB = 8


def with_amounts(
    annotated: Annotated, found: Sequence[Proposition], amounts: Iterable[AmountExpression]
) -> list[Proposition]:
    """The propositions, acts with the figures of their own clause.

    A tie that an observation measures by the same word ("trade between A and B reached …") is the
    observation, and is told once.
    """
    measured = {p.trigger_token for p in found if p.kind is ClaimKind.OBSERVATION}
    acts = {p.trigger_token for p in found if p.kind is ClaimKind.EVENT}
    of: dict[int, list[AmountExpression]] = {}
    for amount in amounts:
        act = act_of(annotated, amount, acts)
        if act is not None:
            of.setdefault(act, []).append(amount)
    return [
        replace(p, amounts=tuple(a.amount for a in of[p.trigger_token])) if _takes(p, of) else p
        for p in found
        if not (p.relation is Relation.COOPERATES_WITH and p.trigger_token in measured)
        or p.kind is not ClaimKind.EVENT
    ]


def _takes(proposition: Proposition, of: dict[int, list[AmountExpression]]) -> bool:
    return proposition.kind is ClaimKind.EVENT and not proposition.amounts and proposition.trigger_token in of


def act_of(annotated: Annotated, amount: AmountExpression, acts: set[int]) -> int | None:
    """The token of the nearest act above a figure, in its clause."""
    token = annotated.parse[amount.head]
    for _ in range(_CLIMB):
        if token.i in acts:
            return int(token.i)
        if token.dep_ not in _WITHIN or token.head.i == token.i:
            return None
        token = token.head
    return None
