"""Which statements say more than the events read in the same clause."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.base import Proposition
from kg.model.vocabulary import ClaimKind


def telling(propositions: Sequence[Proposition]) -> list[Proposition]:
    """Events and states that say all of their clause: those with two parties, and every state of affairs.

    "The ministry worked with its partners to end the war in Borduria" stays a statement too.
    """
    told = [p for p in propositions if p.kind is not ClaimKind.STATEMENT]
    return [p for p in told if p.kind is not ClaimKind.EVENT or len(p.subjects) + len(p.objects) > 1]


def telling_more(statements: Sequence[Proposition], propositions: Sequence[Proposition]) -> list[Proposition]:
    """The statements without those that name nobody whom an event of the same word does not name."""
    told = {
        (p.trigger_token, r.key)
        for p in propositions
        if p.kind is not ClaimKind.STATEMENT
        for r in (*p.subjects, *p.objects, *p.instrument)
    }
    heads = {token for token, _ in told}
    return [
        s
        for s in statements
        if s.trigger_token not in heads
        or any((s.trigger_token, r.key) not in told for r in (*s.subjects, *s.objects))
    ]
