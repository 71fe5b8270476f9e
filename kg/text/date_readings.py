"""What a dated expression means before anyone knows from when it counts, and its resolution.

A `Reading` is made from the words alone; `resolve` gives it a place in time from the document's date
or from the date of the event told before it. What neither decides stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision
from kg.text import partial_dates
from kg.text.partial_dates import Stretch

UNKNOWN = Stretch(None, None, Precision.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression.

    form: "fixed" (`at` holds it), "yearless" (`at` holds month and day, or the two ends of a span of
    them), "weekday" (`number`), "move" (the `number`-th `unit` from the base), "since" (`number` units up
    to the base, or from it when positive), "named" (month, day or season of the `number`-th year from the
    base), "weekend" (the last one), "first-months" (`number` months of the base's year), "exact" (the very
    day `number` units off), "apart" (`number` units from the deed that the main clause tells) and "open"
    (nothing decides it); "day-of-week" (weekday `way` of the `number`-th week).
    base: "document", "event", or "either" (the event's, where one was told). way: −1 before, 1 after, 0 the
    nearest, past preferred.
    half: None, "since" (from then on) or "until" (up to then). day_name: the weekday written with a day and
    month (0 is Monday), which narrows down the year.
    """

    form: str
    at: Stretch = UNKNOWN
    unit: str = ""
    number: int = 0
    base: str = "document"
    way: int = 0
    half: str | None = None
    sort: str = "point"
    day_name: int | None = None


def resolve(reading: Reading, text: str, anchor: str | None, told: str | None = None) -> When:
    """The reading in time: `anchor` is the document's date, `told` that of the event before it."""
    found, basis = _placed(reading, anchor, told)
    if found is None:
        found, basis = (reading.at if reading.form == "yearless" else UNKNOWN), _open_basis(reading)
    start, end, precision = found
    if reading.half == "since":
        end, precision = None, Precision.RANGE
    elif reading.half == "until":
        start, precision = None, Precision.RANGE
    if start and end and not _ordered(start, end):
        return When(text=text)
    return When(text=text, start=start, end=end, precision=precision, basis=basis)


def _open_basis(reading: Reading) -> DateBasis:
    return DateBasis.STATED if reading.form == "yearless" else DateBasis.UNKNOWN


def _ordered(start: str, end: str) -> bool:
    n = min(len(start), len(end))
    return start[:n] <= end[:n]


def _placed(reading: Reading, anchor: str | None, told: str | None) -> tuple[Stretch | None, DateBasis]:
    if reading.form == "fixed":
        return reading.at, DateBasis.STATED
    if reading.form == "open" or (reading.form == "apart" and told is None):
        return None, DateBasis.UNKNOWN
    if reading.form == "yearless":
        if told is not None:
            return _with_year(reading, told, told=True), DateBasis.RELATIVE_TO_EVENT
        if anchor is not None:
            return _with_year(reading, anchor, told=False), DateBasis.YEAR_FROM_DOCUMENT
        return None, DateBasis.UNKNOWN
    counted = told is not None if reading.base == "either" else reading.base == "event"
    base = told if counted else anchor
    if base is None:
        return None, DateBasis.UNKNOWN
    basis = DateBasis.RELATIVE_TO_EVENT if counted else DateBasis.RELATIVE_TO_DOCUMENT
    return _relative(reading, base), basis


def _relative(reading: Reading, base: str) -> Stretch | None:
    if reading.form == "weekday":
        return partial_dates.weekday(base, reading.number, reading.way)
    if reading.form == "weekend":
        return partial_dates.weekend(base)
    if reading.form == "exact":
        far = partial_dates.since(base, reading.unit, reading.number)
        day = far.start if reading.number < 0 and far else None
        return partial_dates.point(day) if day else None
    if reading.form == "day-of-week":
        return partial_dates.day_of_week(base, reading.way, reading.number)
    if reading.form in {"move", "apart"}:
        return partial_dates.moved(base, reading.unit, reading.number)
    if reading.form == "since":
        return partial_dates.since(base, reading.unit, reading.number)
    known = partial_dates.split(base)
    if known is None:
        return None
    if reading.form == "first-months":
        return partial_dates.months(known[0], 1, reading.number, Precision.RANGE)
    return in_year(reading.at, known[0] + reading.number)


def in_year(at: Stretch, year: int) -> Stretch | None:
    """A yearless stretch in a year; its end falls in the next year when it lies before its start."""
    if at.start is None or at.end is None or not 1 <= year <= 9998:
        return None
    first, last = at.start.removeprefix("--"), at.end.removeprefix("--")
    start = f"{year:04}-{first}"
    end = f"{year + (last < first):04}-{last}"
    if partial_dates.split(start) is None or partial_dates.split(end) is None:
        return None
    return Stretch(start, end, at.precision)


def _with_year(reading: Reading, base: str, *, told: bool) -> Stretch | None:
    known = partial_dates.split(base)
    if known is None or reading.at.start is None:
        return None
    numbers = [int(n) for n in reading.at.start.removeprefix("--").split("-")]
    month, day = numbers[0], (numbers[1] if len(numbers) > 1 else None)
    if told:
        return in_year(reading.at, known[0])
    year = partial_dates.nearest_year(base, month, day, reading.way)
    return None if year is None else in_year(reading.at, year)
