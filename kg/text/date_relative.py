"""Makers of readings that count from somewhere: "last week", "two years ago", "at the weekend".

Each takes tokens first … last (exclusive) that its pattern in `date_grammar` matched.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model.vocabulary import Precision
from kg.text.date_points import parts, point
from kg.text.date_readings import Reading
from kg.text.date_tokens import Tokens
from kg.text.partial_dates import Stretch

#: Tokens first … last (exclusive) and what they mean.
Found = list[tuple[int, int, Reading]]


def changed(
    reading: Reading, half: str | None = None, way: int | None = None, number: int | None = None
) -> Reading:
    return replace(
        reading,
        number=reading.number if number is None else number,
        way=reading.way if way is None else way,
        half=half,
        sort="range" if half else reading.sort,
    )


def relative_unit(tokens: Tokens, first: int, last: int) -> Found:
    """ "last week", "the past two years", "next month", "this year", "the following day"."""
    p = parts(tokens, first, last)
    at = next(i for i in range(first, last) if tokens.codes[i] in "lxhtf")
    code, word, unit = tokens.codes[at], tokens.written(at).lower(), p.units[-1]
    plural = tokens.written(last - 1).lower() != unit
    counted = [tokens.values[i] for i in range(at + 1, last) if tokens.codes[i] in "dzcn"]
    if unit in {"hour", "minute"} or any(tokens.codes[i] == "q" for i in range(first, last)):
        return [(first, last, Reading("open"))]
    if counted:
        number = counted[0]
        if not isinstance(number, int | float):
            return []
        if tokens.codes[last : last + 1] == "F":
            # "The last six months of 2015" is counted from the end of that year.
            return [(first, last, Reading("open"))]
        far = int(number) * (-1 if code == "l" else 1)
        base = "event" if code == "f" or word in {"previous", "preceding"} else "document"
        form = (
            Reading("since", unit=unit, number=far, base=base, sort="range")
            if code in "lxf"
            else Reading("open")
        )
        return [(first, last, form)]
    if plural or (tokens.codes[last : last + 1] == "F" and code in "lx"):
        # "The last weekend of July" is not counted from today.
        return [(first, last, Reading("open"))]
    return [(first, last, _one_unit(tokens, at, word, unit))]


def _one_unit(tokens: Tokens, at: int, word: str, unit: str) -> Reading:
    code, definite = tokens.codes[at], tokens.codes[at - 1 : at] == "T"
    if unit == "date":
        return Reading("move", unit=unit, base="event") if code in "th" else Reading("open")
    if (
        code == "l"
        and definite
        and (word in {"past", "last"} and unit in {"decade", "year", "week", "month"})
    ):
        return Reading("since", unit=unit, number=-1, sort="range")
    if code in "tf" or word in {"previous", "preceding"} or (code == "x" and definite):
        step = {"t": 0, "f": 1, "x": 1, "l": -1}[code]
        return Reading("move", unit=unit, number=step, base="event")
    return Reading("move", unit=unit, number={"l": -1, "x": 1, "h": 0}[code])


def ago(tokens: Tokens, first: int, last: int) -> Found:
    """ "two years ago" from the document, "two days later" from the event told before."""
    code = tokens.codes[last - 1]
    p = parts(tokens, first, last)
    numbers = [tokens.values[i] for i in range(first, last) if tokens.codes[i] in "dzcn"]
    number = (numbers[0] or 0) if numbers else 1
    if (
        not p.units
        or not isinstance(number, int)  # "2,500 years ago" is no date
        or p.units[-1] in {"hour", "minute"}
        or any(tokens.codes[i] == "q" for i in range(first, last))
    ):
        return [(first, last, Reading("open"))]
    word = tokens.written(last - 1).lower()
    if (word in {"before", "after"} and _goes_on(tokens, last)) or (
        word == "prior" and tokens.codes[last : last + 1] == "2"
    ):
        # "two years after the war": counted from something else than the event told before.
        unit = p.units[-1]
        if word == "after" and unit in {"day", "week", "month", "year"}:
            return [(first, last, Reading("apart", unit=unit, number=-number, base="event"))]
        return [(first, last, Reading("open"))]
    return [(first, last, _away(code, p.units[-1], number))]


def _goes_on(tokens: Tokens, last: int) -> bool:
    """Whether what is counted from stands behind the expression: "two years after the war"."""
    return tokens.codes[last : last + 1] not in {"", ".", ",", "|"}


def _away(code: str, unit: str, number: int) -> Reading:
    if unit == "century" and number == 1:
        # "A century ago" is about a hundred years back, not the century before this one.
        unit, number = "decade", 10
    step = number if code == "j" else -number
    return Reading("move", unit=unit, number=step, base="document" if code == "g" else "event")


def ago_today(tokens: Tokens, first: int, last: int) -> Found:
    """ "two years ago today", "a month ago yesterday": a day, and not all of the year or month."""
    made = ago(tokens, first, last - 1)
    reading, day = made[0][2], tokens.values[last - 1]
    if reading.form != "move" or day != 0 or reading.unit in {"quarter", "weekend"}:
        return [(first, last - 1, reading)]
    return [(first, last, Reading("exact", unit=reading.unit, number=reading.number))]


def half_ago(tokens: Tokens, first: int, last: int) -> Found:
    """ "half a century ago", "half a year later", "a year and a half later"."""
    unit = parts(tokens, first, last).units[-1]
    half = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}.get(unit)
    behind = tokens.codes[first + 1] == "U"  # "a year and a half"
    whole = tokens.values[first] if tokens.codes[first] in "dzc" else int(behind)
    halved = any(tokens.written(i).lower() == "half" for i in range(first, last))
    if half is None or not halved or not isinstance(whole, int):
        return [(first, last, Reading("open"))]
    if tokens.written(last - 1).lower() in {"before", "after"} and _goes_on(tokens, last):
        return [(first, last, Reading("open"))]  # "half a century after the war"
    return [(first, last, _away(tokens.codes[last - 1], half[0], half[1] * (2 * whole + 1)))]


def beyond(tokens: Tokens, first: int, last: int) -> Found:
    """ "the day before yesterday", "the week after next"."""
    word = tokens.values[last - 1]
    step = -1 if tokens.codes[last - 2] == "k" else 1
    if tokens.values[first + 1] != "day" or not isinstance(word, int) or word * step < 1:
        return []
    return [(first, last, Reading("move", unit="day", number=2 * step))]


def within(tokens: Tokens, first: int, last: int) -> Found:
    """ "earlier in the month" is the document's month, "later in the day" that of the event told before."""
    base = "document" if tokens.codes[first] == "k" else "event"
    unit = tokens.values[last - 1]
    if tokens.written(first).lower() not in {"earlier", "later"} or unit in {"hour", "minute", "date"}:
        return []
    return [(first, last, Reading("move", unit=unit, base=base))]


def weekend(tokens: Tokens, first: int, last: int) -> Found:
    """ "at the weekend", "over the weekend"."""
    before = tokens.written(first - 1).lower() if first else ""
    if tokens.values[last - 1] != "weekend" or before not in {"at", "over", "on", "during"}:
        return []
    if tokens.codes[last : last + 1] == "F":
        return []
    return [(first, last, Reading("weekend"))]


def before_last(tokens: Tokens, first: int, last: int) -> Found:
    """ "the year before last", "the week after next"."""
    step = -2 if tokens.codes[last - 1] == "l" else 2
    if (tokens.codes[last - 2] == "k") != (step < 0):
        return []
    return [(first, last, Reading("move", unit=tokens.values[first + 1], number=step))]


def half_relative(tokens: Tokens, first: int, last: int) -> Found:
    """ "since last week", "until last year"."""
    units = parts(tokens, first, last).units
    if tokens.codes[last - 2] == "T":
        if units[-1] != "year":
            return []
        inner = Reading("move", unit="year", base="either")  # "since the beginning of the year"
    else:
        inner = relative_unit(tokens, first + 1, last)[0][2]
    if inner.form != "move" or (tokens.codes[first] == "u" and inner.number == 0):
        return [(first + 1, last, inner)]  # "open until this week"
    return [(first, last, changed(inner, half="since" if tokens.codes[first] == "s" else "until"))]


def part_of_year(tokens: Tokens, first: int, last: int) -> Found:
    """ "the first half of this year", "the last quarter of last year"."""
    p = parts(tokens, first, last)
    size = 6 if p.part == "half" else 3
    word = tokens.codes[first : first + 2].lstrip("T")[:1]
    number = (p.ordinals or p.days or [0])[0] if word != "l" else 12 // size
    code = next(tokens.codes[i] for i in range(last - 1, first, -1) if tokens.codes[i] in "lxhT")
    if p.units[-1] != "year" or (size == 3 and p.units[0] != "quarter") or not 1 <= number <= 12 // size:
        return []
    low = (number - 1) * size + 1
    precision = Precision.RANGE if size == 6 else Precision.QUARTER
    stretch = Stretch(f"--{low:02}", f"--{low + size - 1:02}", precision)
    return [(first, last, _of_year(stretch, code))]


def _of_year(stretch: Stretch, code: str) -> Reading:
    """A part of the last, next or this year; of "the year" that was told of, else the document's."""
    way = {"l": -1, "x": 1}.get(code, 0)
    return Reading("named", stretch, number=way, base="either" if code == "T" else "document")


def months_of_year(tokens: Tokens, first: int, last: int) -> Found:
    """ "the first five months of the year", "the first ten months of last year"."""
    p = parts(tokens, first, last)
    counted = [n for n in (*p.numbers, *p.days) if n not in p.ordinals]
    count = counted[0] if counted else 0
    if p.units != ["month", "year"] or 1 not in p.ordinals or count < 2:
        return []
    code = next(tokens.codes[i] for i in range(last - 1, first, -1) if tokens.codes[i] in "lxhT")
    if count >= 12:
        # All of its months are the year.
        base = "either" if code == "T" else "document"
        return [(first, last, Reading("move", unit="year", number={"l": -1, "x": 1}.get(code, 0), base=base))]
    return [(first, last, _of_year(Stretch("--01", f"--{count:02}", Precision.RANGE), code))]


def day_of_week(tokens: Tokens, first: int, last: int) -> Found:
    """ "Friday next week", "on Wednesday of last week": a day of that week, not the nearest of its name."""
    at = next(i for i in range(last - 1, first, -1) if tokens.codes[i] in "lxh")
    code, start = tokens.codes[at], first + (tokens.codes[first] == "3")
    if tokens.values[last - 1] != "week":
        # "On Friday last year's vote failed": two dates side by side.
        day = Reading("weekday", number=tokens.values[start])
        return [(start, start + 1, day), *relative_unit(tokens, at, last)]
    reading = Reading("day-of-week", unit="week", number={"l": -1, "x": 1, "h": 0}[code])
    return [(start, last, changed(reading, way=tokens.values[start]))]


def the_one_beside(tokens: Tokens, first: int, last: int) -> Found:
    """ "the year before", "the day after" at the end of a clause: counted from the event told before."""
    if tokens.codes[last : last + 1] not in {"", ".", ",", "|"}:
        return []
    step = -1 if tokens.codes[last - 1] == "k" else 1
    return [(first, last, Reading("move", unit=tokens.values[first + 1], number=step, base="event"))]


def of_that_year(tokens: Tokens, first: int, last: int) -> Found:
    """ "in September of that year", "on 3 May the same year", "in June of the following year"."""
    named = point(tokens, first, last)
    unit = tokens.values[last - 1]
    if named is None or named.form != "yearless" or unit != "year":
        return []
    number = 1 if "f" in tokens.codes[first:last] else 0
    return [(first, last, Reading("named", named.at, number=number, base="event"))]


def day_word(tokens: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("move", unit="day", number=tokens.values[first]))]
