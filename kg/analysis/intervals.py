"""How sure a mean score is: a bootstrap over documents, for claims of one document hang together (D18)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import NormalDist

from kg.model.plover import MODE_SCORES, SCORES

#: Share of intervals that should hold the truth.
LEVEL = 0.9
RESAMPLES = 1000
#: Of fewer documents no interval is told: five draws show too little of how documents differ.
FEWEST = 5
#: A standard error below this is rounding.
NOTHING = 1e-6
#: Stands for an infinite t: all documents of a draw are alike.
_ENDLESS = 1e9


def scale() -> tuple[float, float]:
    """The lowest and the highest score that an event can have."""
    scores = [*SCORES.values(), *MODE_SCORES.values()]
    return min(scores), max(scores)


def interval(
    scores: Iterable[tuple[str, float]], within: tuple[float, float] | None = None
) -> tuple[float, float] | None:
    """The interval of the mean of (document, score), both ends in the scores' unit; None where none is known.

    None: fewer than `FEWEST` documents, or all alike, so that nothing shows how much others would differ.
    within: the ends of the scale, which no mean can leave; the scores' own by default.

    Documents are drawn with replacement, each with all its scores. The bootstrap-t interval (B. Efron, The
    Jackknife, the Bootstrap and Other Resampling Plans, 1982; P. Hall, "Theoretical Comparison of Bootstrap
    Confidence Intervals", Annals of Statistics 16(3), 1988), which follows skewed scores, widened to hold the
    expanded percentile interval (T. Hesterberg, "What Teachers Should Know About the Bootstrap", The
    American Statistician 69(4), 2015). The standard error is the linearised one of a ratio over clusters.
    `bench/coverage.py` measures how often it holds the truth. The draws are the same on every machine.
    """
    documents: defaultdict[str, list[float]] = defaultdict(list)
    for document, score in scores:
        documents[document].append(score)
    n = len(documents)
    if n < FEWEST:
        return None
    parts = [(sum(sorted(found)), len(found)) for _, found in sorted(documents.items())]
    mean = sum(total for total, _ in parts) / sum(count for _, count in parts)
    # What a document adds to the sum beyond its share of the mean, and how many scores it has.
    residuals = [(total - mean * count, count) for total, count in parts]
    error = _error(n, sum(total**2 for total, _ in residuals), sum(count for _, count in residuals))
    if error < NOTHING:
        return None
    shifts, ratios = _draws(residuals)
    tail = (1 - LEVEL) / 2
    expanded = _tail(n)
    ends = (
        mean + min(_percentile(shifts, expanded), -_percentile(ratios, 1 - tail) * error),
        mean + max(_percentile(shifts, 1 - expanded), -_percentile(ratios, tail) * error),
    )
    low, high = within or scale()
    return max(ends[0], low), min(ends[1], high)


def _draws(residuals: Sequence[tuple[float, int]]) -> tuple[list[float], list[float]]:
    """How far the mean of each draw lies from the true one, and that in its own standard errors; sorted."""
    n = len(residuals)
    rng = random.Random(n)  # noqa: S311 -- draws, not secrets
    # The sums from which a draw's mean and standard error follow.
    table = [(total, count, total * total, total * count, count * count) for total, count in residuals]
    shifts, ratios = [], []
    for _ in range(RESAMPLES):
        totals, counts, squares, products, weights = map(sum, zip(*rng.choices(table, k=n), strict=True))
        shift = totals / counts
        error = _error(n, max(squares - 2 * shift * products + shift * shift * weights, 0.0), counts)
        shifts.append(shift)
        ratios.append(in_errors(shift, error))
    return sorted(shifts), sorted(ratios)


def in_errors(shift: float, error: float) -> float:
    """A shift in standard errors, without unit; of draws that are all alike without end."""
    if error >= NOTHING:
        return shift / error
    return 0.0 if abs(shift) < NOTHING else _ENDLESS if shift > 0 else -_ENDLESS


def _error(documents: int, squares: float, scores: int) -> float:
    """Standard error of a mean over documents: of the sum of their squared residuals, and how many scores."""
    return float((documents / (documents - 1) * squares) ** 0.5 / scores)


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
