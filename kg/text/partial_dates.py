"""Arithmetic on partial ISO dates: `2016`, `2016-04`, `2016-04-07`, and stretches of them.

A stretch is (start, end, precision), both ends inclusive and only as fine as they are known. What an
anchor is too coarse to decide is None: a month is never guessed from a year, a day never from a month.
Source of the calendar: the proleptic Gregorian one of `datetime`, as ISO 8601 has it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from kg.model.vocabulary import Precision

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
#: Months of a quarter and of a season; a season is named by its first month, northern reckoning.
THREE = 3
#: Units that are a day, or a part of one.
DAYS = frozenset({"day", "night", "morning", "afternoon", "evening", "date"})
#: Days ahead of the document within which a day and month without a year is an announcement.
NEAR = 21
#: The first century whose years in hundreds mean their first ten ("the 2000s").
_YOUNG = 2000


class Stretch(NamedTuple):
    """Inclusive partial dates, and how finely they are known; a point has equal ends."""

    start: str | None
    end: str | None
    precision: Precision


def split(iso: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a partial date; None if it is not one, or no such day exists."""
    found = _PARTIAL.fullmatch(iso)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0) or None, int(found[3] or 0) or None
    if not valid(year, month, day):
        return None
    return year, month, day


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day; without a year the 29th of February passes."""
    if year is not None and not 1 <= year <= 9999:
        return False
    if month is None:
        return day is None
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= monthrange(year or 2000, month)[1]


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A partial date; without a year `--04-07`."""
    text = "-" if year is None else f"{year:04}"
    if month is not None:
        text += f"-{month:02}"
        if day is not None:
            text += f"-{day:02}"
    return text


def point(text: str) -> Stretch:
    """The stretch that one partial date is."""
    length = len(text.removeprefix("-")) if text.startswith("--") else len(text)
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(length, Precision.UNKNOWN)
    if text.startswith("--"):
        precision = Precision.DAY if len(text) == 7 else Precision.MONTH
    return Stretch(text, text, precision)


def months(year: int, first: int, count: int, precision: Precision) -> Stretch:
    """`count` months from month `first` of `year` on, over the turn of the year if need be."""
    last = year * 12 + first - 1 + count - 1
    return Stretch(iso(year, first), iso(last // 12, last % 12 + 1), precision)


def decade(first: int) -> Stretch:
    """The ten years that begin with this one."""
    return Stretch(iso(first), iso(first + 9), Precision.DECADE)


def since_round(first: int) -> Stretch:
    """ "The 1990s" are ten years; "the 1800s" a hundred; "the 2000s", young as they are, ten."""
    if first % 100 or first >= _YOUNG:
        return decade(first)
    return Stretch(iso(first), iso(first + 99), Precision.CENTURY)


def century(number: int) -> Stretch:
    """The 20th century is 1901 to 2000."""
    return Stretch(iso(number * 100 - 99), iso(number * 100), Precision.CENTURY)


_SATURDAY = 5


def _week(day: date, unit: str, count: int) -> Stretch | None:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    if unit == "weekend":
        return Stretch(
            (monday + timedelta(days=5)).isoformat(),
            (monday + timedelta(days=6)).isoformat(),
            Precision.RANGE,
        )
    return Stretch(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), Precision.RANGE)


def day_of_week(anchor: str, weekday: int, weeks: int) -> Stretch | None:
    """That weekday (0 is Monday) of the week `weeks` from the one with the anchor; None without a day."""
    week = moved(anchor, "week", weeks)
    if week is None or week.start is None or len(week.start) != len("2016-01-01"):
        return None
    return point((date.fromisoformat(week.start) + timedelta(days=weekday)).isoformat())


def moved(anchor: str, unit: str, count: int) -> Stretch | None:
    """The day, week, month, quarter, year, decade or century `count` units from the one with the anchor.

    None when the anchor is too coarse, or the calendar ends before (years 1 … 9999).
    """
    known = split(anchor)
    if known is None:
        return None
    try:
        return _moved(*known, unit, count)
    except (OverflowError, ValueError):
        return None


def _moved(year: int, month: int | None, day: int | None, unit: str, count: int) -> Stretch | None:
    if unit in {"decade", "century"}:
        if unit == "decade":
            first = year // 10 * 10 + 10 * count
            return decade(first) if 1 <= first <= 9990 else None
        number = (year - 1) // 100 + 1 + count
        return century(number) if 1 <= number <= 99 else None
    if unit == "year":
        return point(iso(year + count)) if 1 <= year + count <= 9999 else None
    if month is None:
        # Today, this week or this month of a known year: the year stands.
        near = abs(count) <= 1 if unit in DAYS else count == 0
        return point(iso(year)) if near and unit != "weekend" else None
    if unit == "month":
        at = year * 12 + month - 1 + count
        return point(iso(at // 12, at % 12 + 1)) if at >= 12 else None
    if unit == "quarter":
        at = year * 4 + (month - 1) // THREE + count
        return months(at // 4, at % 4 * THREE + 1, THREE, Precision.QUARTER) if at >= 4 else None
    if day is None:
        # Today, yesterday or this week of a known month: the month stands, the day is not known.
        near = abs(count) <= 1 if unit in DAYS else count == 0
        return point(iso(year, month)) if near else None
    here = date(year, month, day)
    if unit in DAYS:
        return point((here + timedelta(days=count)).isoformat())
    return _week(here, unit, count)


def weekend(anchor: str) -> Stretch | None:
    """The weekend on the anchor or last before it; its month when the anchor is no day."""
    known = split(anchor)
    if known is None or known[2] is None:
        return moved(anchor, "week", 0)
    day = date.fromisoformat(anchor)
    return moved(anchor, "weekend", 0 if day.weekday() >= _SATURDAY else -1)


def since(anchor: str, unit: str, count: int) -> Stretch | None:
    """From `count` units before the anchor (after it, when positive) to the anchor: "the past two years"."""
    known = split(anchor)
    if known is None:
        return None
    try:
        far = _away(*known, unit, count)
    except (OverflowError, ValueError):
        return None
    if far is None:
        return None
    return Stretch(far, anchor, Precision.RANGE) if count < 0 else Stretch(anchor, far, Precision.RANGE)


def _away(year: int, month: int | None, day: int | None, unit: str, count: int) -> str | None:
    size = {"quarter": 3, "year": 12, "decade": 120, "century": 1200, "month": 1}.get(unit)
    if size is not None:
        if month is None:
            years, rest = divmod(abs(size * count), 12)
            return None if rest else iso(year + (years if count > 0 else -years))
        at = year * 12 + month - 1 + size * count
        if not 12 <= at < 120000:
            return None
        target = iso(at // 12, at % 12 + 1)
        return (
            target
            if day is None
            else iso(at // 12, at % 12 + 1, min(day, monthrange(at // 12, at % 12 + 1)[1]))
        )
    if month is None or day is None:
        return None
    days = 1 if unit in DAYS else {"week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    return None if days is None else (date(year, month, day) + timedelta(days=days * count)).isoformat()


def weekday(anchor: str, number: int, way: int) -> Stretch | None:
    """The nearest such weekday: way 0 the anchor itself or before, −1 before it, 1 after it."""
    known = split(anchor)
    if known is None or known[1] is None:
        return None
    year, month, day = known
    assert month is not None
    if day is None:
        # Some such day of a known month or the end of the one before: the month is the honest guess.
        return point(iso(year, month)) if way <= 0 else None
    here = date(year, month, day)
    try:
        if way > 0:
            target = here + timedelta(days=(number - here.weekday() - 1) % 7 + 1)
        else:
            back = (here.weekday() - number) % 7
            target = here - timedelta(days=back or (7 if way < 0 else 0))
    except OverflowError:
        return None
    return point(target.isoformat())


def _ahead(year: int, here: tuple[int, int], there: tuple[int, int]) -> int:
    """Days from one month and day to the next such other one."""
    from_day = date(year, *here)
    for candidate in (year, year + 1):
        if valid(candidate, *there) and date(candidate, *there) >= from_day:
            return (date(candidate, *there) - from_day).days
    return 366


def nearest_year(anchor: str, month: int, day: int | None, way: int) -> int | None:
    """The year of a month and day by the anchor: way 0 the last on or before it, −1 before, 1 after it.

    A day at most NEAR days ahead of the anchor is ahead of it rather than almost a year behind. An
    anchor that is a bare year gives that year.
    """
    known = split(anchor)
    if known is None:
        return None
    year, at_month, at_day = known
    if at_month is None:
        return year
    here, there = (at_month, at_day or 0), (month, day or 0)
    if at_day is None or day is None:
        here, there = (at_month, 0), (month, 0)
    if way > 0 and at_day and day and valid(year, month, day) and there < here:
        # "began on March 1 and is planned to last": days just gone by stay behind.
        return year if (date(year, *here) - date(year, *there)).days <= NEAR else year + 1
    if way > 0:
        return year if there >= here else year + 1
    if way == 0 and at_day and day and _ahead(year, here, there) <= NEAR:
        return year if there >= here else year + 1
    if way < 0:
        return year if there < here else year - 1
    return year if there <= here else year - 1
