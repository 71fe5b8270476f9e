"""How sure a mean score is: a bootstrap over documents, for claims of one document hang together (D18)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from statistics import NormalDist

#: Share of intervals that should hold the truth.
LEVEL = 0.9
RESAMPLES = 1000
#: Of fewer documents no interval is told: five draws show too little of how documents differ.
FEWEST = 5


def interval(scores: Iterable[tuple[str, float]]) -> tuple[float, float] | None:
    """The interval of the mean of (document, score), both ends in the scores' unit; None: too few.

    Documents are drawn with replacement, each with all its scores. The percentiles are widened for small
    numbers of documents (the expanded percentile interval of T. Hesterberg, "What Teachers Should Know
    About the Bootstrap", The American Statistician 69(4), 2015). The draws are the same on every machine.
    """
    documents: defaultdict[str, list[float]] = defaultdict(list)
    for document, score in scores:
        documents[document].append(score)
    n = len(documents)
    if n < FEWEST:
        return None
    parts = [(sum(sorted(found)), len(found)) for _, found in sorted(documents.items())]
    rng = random.Random(n)  # noqa: S311 -- draws, not secrets
    means = []
    for _ in range(RESAMPLES):
        drawn = rng.choices(parts, k=n)
        means.append(sum(total for total, _ in drawn) / sum(count for _, count in drawn))
    means.sort()
    tail = _tail(n)
    return _percentile(means, tail), _percentile(means, 1 - tail)


def _tail(n: int) -> float:
    """The share left out at either end: Φ(−√(n/(n−1)) · t), t of n − 1 degrees of freedom."""
    normal = NormalDist()
    return normal.cdf(-((n / (n - 1)) ** 0.5) * _student(normal.inv_cdf((1 + LEVEL) / 2), n - 1))


def _student(z: float, freedom: int) -> float:
    """The t quantile that answers to a normal one (Cornish–Fisher; within 0.01 from 4 degrees on)."""
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _percentile(ordered: list[float], share: float) -> float:
    """Linear interpolation between the order statistics."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])
