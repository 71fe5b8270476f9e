"""The choice among antecedents: each candidate's best mention and its own weight, added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from kg.resolve.doc_figures import Draft
from kg.resolve.doc_salience import Signs, total


@dataclass(slots=True)
class Candidate:
    """Whom a pronoun may stand for: figures, with the signs of each mention and their own."""

    figures: tuple[Draft, ...]
    own: Signs
    mentions: list[Signs] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def add(self, head: int, signs: Signs) -> None:
        """One more mention, by its head token."""
        self.mentions.append(signs)
        self.heads.append(head)

    @property
    def score(self) -> float:
        """Its salience."""
        return total(self.own) + max(map(total, self.mentions), default=0.0)


def best_of(candidates: Sequence[Candidate], floor: float = -inf) -> tuple[Draft, ...]:
    """The figures of the most salient candidate, the later mentioned of equals.

    () when nobody is meant: there is none, or even the best is not above the floor.
    """
    if not candidates:
        return ()
    best = max(candidates, key=lambda c: (c.score, max(c.heads, default=0)))
    return best.figures if best.score > floor else ()
