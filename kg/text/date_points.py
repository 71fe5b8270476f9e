"""One date or one span of dates from the tokens that a pattern matched: the parts of a point."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.model.vocabulary import Precision
from kg.text import partial_dates
from kg.text.date_readings import Reading
from kg.text.date_tokens import Tokens
from kg.text.partial_dates import Stretch


@dataclass(slots=True)
class Parts:
    """What a stretch of tokens names, in order of appearance."""

    years: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    seasons: list[int] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    decade: int | None = None
    quarter: int | None = None
    part: str | None = None
    iso: str | None = None


def parts(tokens: Tokens, first: int, last: int) -> Parts:
    """The parts named by tokens first … last (exclusive)."""
    found = Parts()
    for i in range(first, last):
        code, value = tokens.codes[i], tokens.values[i]
        if code == "Y":
            found.years.append(value)
        elif code in "MNA":
            found.months.append(value)
        elif code in "do":
            found.days.append(value)
            if code == "o":
                found.ordinals.append(value)
        elif code in "vO":
            found.ordinals.append(value)
        elif code == "S":
            found.seasons.append(value)
        elif code in "Up":
            found.units.append(value)
        elif code in "Ww":
            found.weekdays.append(value)
        elif code in "cz":
            found.numbers.append(int(value))
        elif code == "E":
            found.decade = value
        elif code == "Q":
            found.quarter = int(value[1])
        elif code == "b":
            found.part = value
        elif code == "I":
            found.iso = value
    return found


def point(tokens: Tokens, first: int, last: int) -> Reading | None:
    """The date that these tokens name, or None if there is no such day."""
    p = parts(tokens, first, last)
    if p.iso is not None:
        return numeric(p.iso)
    year = p.years[0] if p.years else None
    if p.decade is not None:
        return Reading("fixed", partial_dates.since_round(p.decade))
    if "century" in p.units:
        tens = p.numbers[0] if p.numbers and p.numbers[0] % 10 == 0 else 0
        number = tens + (p.ordinals or p.days or [0])[-1]
        return _century(number, p) if 1 <= number <= 22 else None
    if p.quarter is not None or "quarter" in p.units:
        number = p.quarter if p.quarter is not None else (p.ordinals or p.days or [0])[0]
        if not 1 <= number <= 4:
            return None
        return _months(year, number * 3 - 2, 3, Precision.QUARTER)
    if "month" in p.units:
        count = (p.numbers or [d for d in p.days if d not in p.ordinals] or [0])[0]
        return _first_months(year, count) if 2 <= count <= 11 and 1 in p.ordinals else None
    if p.part == "half" and not p.months and not p.seasons:
        number = (p.ordinals or [0])[0]
        return _months(year, number * 6 - 5, 6, Precision.RANGE) if number in {1, 2} else None
    if p.seasons:
        return _months(year, p.seasons[0], 3, Precision.SEASON)
    reading = _day(year, p.months[0] if p.months else None, p.days[0] if p.days else _named_day(p))
    if reading is not None and p.weekdays and reading.form == "yearless" and p.days:
        return replace(reading, day_name=p.weekdays[0])
    return reading


def _century(number: int, p: Parts) -> Reading:
    """A century, or its half where "the first half of" stands before it."""
    first = number * 100 - 99
    if p.part == "half" and p.ordinals and p.ordinals[0] in {1, 2} and len(p.ordinals) + len(p.days) > 1:
        first += 50 * (p.ordinals[0] - 1)
        return Reading("fixed", Stretch(f"{first:04}", f"{first + 49:04}", Precision.RANGE))
    return Reading("fixed", partial_dates.century(number))


def _named_day(p: Parts) -> int | None:
    """ "the first of May"."""
    return p.ordinals[0] if p.ordinals and p.months and p.ordinals[0] <= 31 else None


def _day(year: int | None, month: int | None, day: int | None) -> Reading | None:
    if year is None and month is None:
        return None
    if not partial_dates.valid(year, month, day):
        return None
    at = partial_dates.point(partial_dates.iso(year, month, day))
    return Reading("yearless" if year is None else "fixed", at)


def _months(year: int | None, first: int, count: int, precision: Precision) -> Reading:
    if year is not None:
        return Reading("fixed", partial_dates.months(year, first, count, precision))
    last = (first + count - 2) % 12 + 1
    return Reading("yearless", Stretch(f"--{first:02}", f"--{last:02}", precision))


def _first_months(year: int | None, count: int) -> Reading:
    if year is None:
        return Reading("first-months", number=count, base="event")
    return Reading("fixed", partial_dates.months(year, 1, count, Precision.RANGE))


def numeric(written: str) -> Reading | None:
    """ISO dates, 01.03.2015 (day first), and 15/03/2015 where one number can only be the day."""
    if "." in written or "/" in written:
        sign = "." if "." in written else "/"
        first, second, year = (int(n) for n in written.split(sign))
        if sign == "/" and first <= 12 and second <= 12 and first != second:
            # Day first or month first: nobody can tell, so only the year is known.
            return _day(year, None, None)
        day, month = (second, first) if second > 12 else (first, second)
        return _day(year, month, day)
    if len(written) == 7:
        year, short = int(written[:4]), int(written[5:])
        # "2011-12" is two years; "1906-12" is seven; "2015-03" is a month.
        if short == year % 100 + 1 or (year < 1950 and short > year % 100):
            return Reading("fixed", Stretch(f"{year:04}", f"{year - year % 100 + short:04}", Precision.RANGE))
    return Reading("fixed", partial_dates.point(written)) if partial_dates.split(written) else None


def span(one: Reading, other: Reading) -> Reading | None:
    """From one point to another; what one of them lacks is lent by the other."""
    a, b = one.at, other.at
    if a.start is None or b.end is None or a.precision == Precision.UNKNOWN:
        return None
    if one.form == "yearless" and other.form == "fixed" and len(b.end) >= 7:
        lent = f"{b.end[:4]}{a.start[1:]}"
        if b.end[: len(lent)] < lent[: len(b.end)]:
            lent = f"{int(b.end[:4]) - 1:04}{a.start[1:]}"
        return _checked(lent, b.end)
    if one.form == "fixed" and other.form == "yearless" and len(a.start) >= 7:
        lent = f"{a.start[:4]}{b.end[1:]}"
        return _checked(a.start, lent)
    if one.form == other.form == "yearless":
        return Reading("yearless", Stretch(a.start, b.end, Precision.RANGE), sort="range")
    if one.form == other.form == "fixed":
        return _checked(a.start, b.end)
    return None


def _checked(start: str, end: str) -> Reading | None:
    n = min(len(start), len(end))
    if start[:n] > end[:n] or partial_dates.split(start) is None or partial_dates.split(end) is None:
        return None
    return Reading("fixed", Stretch(start, end, Precision.RANGE), sort="range")
