"""Counts of documents to figures: ratios, F1, intervals by resampling documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.intervals import NOTHING, in_errors

Counts = Mapping[str, int]
#: Share of resamplings that is left out at either end.
_TAIL = 0.025

#: Figure → (right, of how many), in the order of the scorer's columns and with its meaning.
RATIOS: Mapping[str, tuple[str, str]] = {
    "entity_recall": ("entities", "labelled_entities"),
    "entity_precision": ("entities", "found_entities"),
    "kind": ("kind", "named"),
    "one_id": ("one_id", "named"),
    "found": ("found", "labelled_claims"),
    "parties": ("parties", "labelled_claims"),
    "type": ("type", "labelled_claims"),
    "speaker": ("speaker", "labelled_speakers"),
    "modality": ("modality", "found_with_modality"),
    "strict": ("whole", "labelled_claims"),
    "precision": ("right", "found_claims"),
    "date": ("date", "labelled_dates"),
}
#: Field → (right of the labelled, labelled, right of the found, found).
FIELDS: Mapping[str, tuple[str, str, str, str]] = {
    "entity": ("entities", "labelled_entities", "entities", "found_entities"),
    "claim": ("found", "labelled_claims", "right", "found_claims"),
    "parties": ("parties", "labelled_claims", "found_parties", "found_claims"),
    "type": ("type", "labelled_claims", "found_type", "found_claims"),
    "speaker": ("speaker", "labelled_speakers", "found_speaker", "found_speakers"),
    "modality": ("modality", "labelled_modalities", "found_modality", "found_claims"),
    "date": ("date", "labelled_dates", "found_date", "found_dates"),
    "whole": ("whole", "labelled_claims", "found_whole", "found_claims"),
}


def ratio(right: int, of: int) -> float | None:
    """A share, None of nothing."""
    return right / of if of else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """Harmonic mean; None where either is."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figures(counts: Counts) -> dict[str, float | None]:
    """All ratios of a document or of a sum of documents, 0 … 1, with the F1 of entities and of claims.

    The F1 of claims joins precision and strict recall, as the scorer does.
    """
    made = {name: ratio(counts.get(a, 0), counts.get(b, 0)) for name, (a, b) in RATIOS.items()}
    made["entity_f1"] = f1(made["entity_precision"], made["entity_recall"])
    made["f1"] = f1(made["precision"], made["strict"])
    return made


def field_figures(counts: Counts, field: str) -> dict[str, float | None]:
    """precision, recall and f1 of one of `FIELDS`, or of spans ("cue, exact")."""
    if field in FIELDS:
        a, b, c, d = FIELDS[field]
    else:
        a, b, c, d = (f"{field} {part}" for part in ("hits", "labelled", "hits", "found"))
    recall, precision = ratio(counts.get(a, 0), counts.get(b, 0)), ratio(counts.get(c, 0), counts.get(d, 0))
    return {"precision": precision, "recall": recall, "f1": f1(precision, recall)}


def total(counts: Iterable[Counts]) -> Counter[str]:
    """The sum over documents."""
    made: Counter[str] = Counter()
    for one in counts:
        made.update(one)
    return made


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds that hold the truth nominally 95 times of 100; measured 88 to 91 (`bench/coverage.py`)."""

    low: float
    high: float


def intervals(
    counts: Sequence[Counts],
    measure: Callable[[Counts], Mapping[str, float | None]],
    times: int,
    seed: int = 0,
) -> dict[str, Interval]:
    """Bootstrap over documents: claims of one text are not independent of each other.

    counts: one a document. measure: from summed counts to figures. times: resamplings; 0 gives nothing.
    The bounds are those of the bootstrap-t (Efron 1982; Hall 1988) with the jackknife's standard error, and
    hold at least the percentiles (Efron 1979): percentiles alone hold the truth of a dozen texts too seldom
    (`bench/coverage.py`). A figure that some resampling could not have (nothing labelled) is measured by the
    others. Of a handful of texts the bounds are wide, as they should be. The same seed gives the same bounds.
    """
    if times <= 0 or len(counts) < 2:
        return {}
    keys = sorted({key for one in counts for key in one})
    table = [[one.get(key, 0) for key in keys] for one in counts]

    def figures_of(sums: Sequence[int]) -> Mapping[str, float | None]:
        return measure(dict(zip(keys, sums, strict=True)))

    chance = random.Random(seed)  # noqa: S311 -- statistics, no secret
    centre, error = _measured(table, figures_of)
    seen: dict[str, list[float]] = {}
    ratios: dict[str, list[float]] = {}
    for _ in range(times):
        values, errors = _measured(chance.choices(table, k=len(table)), figures_of)
        for name, value in values.items():
            seen.setdefault(name, []).append(value)
            if name in centre:
                ratios.setdefault(name, []).append(in_errors(value - centre[name], errors.get(name, 0.0)))
    return {
        name: _bounds(sorted(values), sorted(ratios.get(name, ())), centre.get(name), error.get(name, 0.0))
        for name, values in sorted(seen.items())
    }


def _measured(
    table: Sequence[Sequence[int]], figures_of: Callable[[Sequence[int]], Mapping[str, float | None]]
) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of these documents, and their standard errors by leaving out one at a time."""
    n = len(table)
    sums = [sum(column) for column in zip(*table, strict=True)]
    without: dict[str, list[float]] = {}
    # Drawn twice, a document need be left out once only.
    for row, often in Counter(map(tuple, table)).items():
        for name, value in figures_of([total - part for total, part in zip(sums, row, strict=True)]).items():
            if value is not None:
                without.setdefault(name, []).extend([value] * often)
    errors = {}
    for name, values in without.items():
        mean = sum(values) / len(values)
        errors[name] = ((n - 1) / n * sum((value - mean) ** 2 for value in values)) ** 0.5
    return {name: value for name, value in figures_of(sums).items() if value is not None}, errors


def _bounds(values: Sequence[float], ratios: Sequence[float], centre: float | None, error: float) -> Interval:
    """Of sorted resampled figures and ratios. No share is below 0, and above 1 only where a draw was."""
    low, high = _quantile(values, _TAIL), _quantile(values, 1 - _TAIL)
    if centre is not None and ratios and error >= NOTHING:
        low = min(low, max(centre - _quantile(ratios, 1 - _TAIL) * error, 0.0))
        high = max(high, min(centre - _quantile(ratios, _TAIL) * error, max(values[-1], 1.0)))
    return Interval(low, high)


def _quantile(values: Sequence[float], share: float) -> float:
    """Linear interpolation between the two nearest of sorted values."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def wilson(right: int, of: int, z: float = 1.959964) -> Interval | None:
    """Interval of a share (Wilson 1927), 95 of 100 at the usual z; None of nothing.

    It takes the claims as independent, so it is too narrow where few documents gave many of them.
    """
    if not of:
        return None
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
