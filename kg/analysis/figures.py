"""When two figures of one thing contradict each other, when they moved on, and when they only round apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from kg.model.vocabulary import Bound, Direction, Modality, SpeechAct
from kg.store.days import first_day, last_day

#: "About 90" may be 81 or 99.
ROUGHLY = 0.1
#: Zeros at the end are rounding, up to this share: "90 billion" may be 87, not 60.
_ZEROS = 0.05
#: Different values of one figure and period that are set against each other; more are told by the first ones.
_MOST_VALUES = 12
#: Indicators that belong to both sides alike.
_MUTUAL = frozenset({"trade-volume"})
_NUMBER = re.compile(r"\d[\d,\s\u00a0]*(?:\.(\d+))?")
_WORD = re.compile(r"[^\W_]+")
_INFINITE = float("inf")
Period = tuple[str, str]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one claim: the values that its wording allows, in its unit (or percent, for a change)."""

    low: float
    high: float
    shown: str
    period: Period
    line: Mapping[str, Any]


Verdict = tuple[str, Reading, Reading, str]


def compare(lines: Iterable[Mapping[str, Any]]) -> Iterator[Verdict]:
    """(verdict, earlier or first, later or second, why) over observation lines.

    Same indicator, parties, goods, unit; the same period: "contradiction" where no value fits both
    wordings. Another period, apart from the first: "evolution" where the values differ. Periods that
    overlap without being equal (a year, and its first half) are not compared, nor figures without one.
    """
    found: defaultdict[Key, defaultdict[Period, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line["modality"] != Modality.ACTUAL or line["speech_act"] == SpeechAct.PREDICT:
            continue
        for key, reading in _readings(line):
            found[key][reading.period].append(reading)
    for key in sorted(found, key=repr):
        yield from _compared(found[key])


def _compared(periods: Mapping[Period, list[Reading]]) -> Iterator[Verdict]:
    firsts: list[Reading] = []
    for period in sorted(periods):
        values = _values(periods[period])
        for one, other in combinations(values, 2):
            if _sentence(one) != _sentence(other):
                why = f"for the same period ({shown_period(period)}), no value fits both"
                yield "contradiction", one, other, why
        firsts.append(values[0])
    for one, other in pairwise(firsts):
        if one.period[1] < other.period[0] and not _fit(one, other):
            why = f"another period ({shown_period(one.period)}; {shown_period(other.period)})"
            yield "evolution", one, other, why


def _values(readings: Sequence[Reading]) -> list[Reading]:
    """One reading for each value that differs from those before, the sharpest first."""
    ordered = sorted(readings, key=lambda r: (r.high - r.low, r.low, str(r.line["id"])))
    kept: list[Reading] = []
    for reading in ordered:
        if not any(_fit(reading, other) for other in kept) and len(kept) < _MOST_VALUES:
            kept.append(reading)
    return kept


def _fit(one: Reading, other: Reading) -> bool:
    return one.low <= other.high and other.low <= one.high


def _readings(line: Mapping[str, Any]) -> Iterator[tuple[Key, Reading]]:
    period = period_of(line)
    if period is None or not line["indicator"]:
        return
    ends = [frozenset(p["ref"] for p in line[field]) for field in ("subjects", "objects", "instrument")]
    if line["indicator"] in _MUTUAL:
        ends = [ends[0] | ends[1], frozenset(), ends[2]]
    goods = frozenset(_WORD.findall((line["instrument_text"] or "").casefold()))
    about = (line["indicator"], *(tuple(sorted(end)) for end in ends), tuple(sorted(goods)))
    for amount in line["amounts"]:
        level = _level(amount)
        # A share without its whole ("80 percent of the loans") is nobody's level.
        if level and amount["unit"] and amount["unit"] != "percent":
            key = (*about, amount["unit"], amount["period"] or "")
            yield key, Reading(*level, amount["text"], period, line)
        if amount["change"] is not None and amount["change_unit"] == "percent" and amount["direction"]:
            sign = 1 if amount["direction"] == Direction.UP else -1
            low, high = _room(amount["change"], _half(amount["text"], amount["change"], 0.5), amount["bound"])
            low, high = sorted((sign * low, sign * high))
            shown = f"{'+' if sign > 0 else '−'}{amount['change']:g} percent"
            yield (*about, "change", amount["period"] or ""), Reading(low, high, shown, period, line)


def period_of(line: Mapping[str, Any]) -> Period | None:
    """First and last day of what a figure is told for; None where the text does not say."""
    when = line["occurred"] or line["valid"]
    if not when or not (when["start"] or when["end"]):
        return None
    start, end = first_day(when["start"] or when["end"]), last_day(when["end"] or when["start"])
    return (start, end) if start and end else None


def _level(amount: Mapping[str, Any]) -> tuple[float, float] | None:
    value = amount["value"]
    if value is not None:
        return _room(value, _half(amount["text"], value), amount["bound"])
    if amount["low"] is None and amount["high"] is None:
        return None
    low = -_INFINITE if amount["low"] is None else amount["low"]
    return low, _INFINITE if amount["high"] is None else amount["high"]


def _room(value: float, half: float, bound: str) -> tuple[float, float]:
    """What a wording allows: rounding for a plain figure, an open end for "more than"."""
    if bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return value, _INFINITE
    if bound in (Bound.LESS_THAN, Bound.AT_MOST):
        return -_INFINITE, value
    half = max(half, ROUGHLY * abs(value)) if bound == Bound.ABOUT else half
    return value - half, value + half


def _half(text: str, value: float, whole: float = 0.0) -> float:
    """Half a unit of the last digit written: 0.05 billion for "32.9 billion"; last zeros are rounding.

    whole: of a number without fraction, zeros or multiplier: 0.5 for percent, nothing for things counted.
    """
    for found in _NUMBER.finditer(text):
        number = float(re.sub(r"[,\s\u00a0]", "", found[0]) or 0)
        if not number:
            continue
        factor = value / number
        power = round(factor, 6)
        if power >= 1 and abs(factor - power) < 1e-6 * power:
            digits = found[1]
            if digits is not None:
                return float(0.5 * 10 ** -len(digits) * factor)
            written = str(int(number))
            zeros = len(written) - len(written.rstrip("0"))
            if zeros:
                return float(min(0.5 * 10**zeros * factor, _ZEROS * abs(value)))
            return float(0.5 * factor if factor > 1 else whole)
    return 1e-9 * abs(value)


def shown_period(period: Period) -> str:
    """A period as short as it can be told: a day, a month, a year, years, else from … to."""
    start, end = period
    if start == end:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    return start[:7] if start[:7] == end[:7] else f"{start} to {end}"


def _sentence(reading: Reading) -> tuple[str, int]:
    """A sentence that gives two figures for one period means two things by them."""
    return str(reading.line["document"]["id"]), int(reading.line["evidence"]["sentence_start"])
