"""Whether confidence means what it says: of claims with confidence 0.7, are seven in ten right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in low … high: how many, their mean confidence, the share right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """brier: mean squared distance of confidence and truth (Brier 1950), 0 is best.

    ece: expected calibration error, the mean distance of confidence and share right over the bins,
    weighted by their claims (Naeini, Cooper and Hauskrecht 2015).
    """

    claims: int
    brier: float
    ece: float
    bins: tuple[Bin, ...]


def calibration(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> Calibration | None:
    """Reliability of (confidence, right) pairs in bins of equal width; None of none."""
    if not pairs:
        return None
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        sorted_in[min(bins - 1, int(confidence * bins))].append((confidence, right))
    made = tuple(
        Bin(
            place / bins, (place + 1) / bins, len(held),
            sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held),
        )
        for place, held in enumerate(sorted_in)
        if held
    )  # fmt: skip
    brier = sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    ece = sum(b.claims * abs(b.confidence - b.right) for b in made) / len(pairs)
    return Calibration(len(pairs), brier, ece, made)
