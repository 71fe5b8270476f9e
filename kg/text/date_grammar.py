"""Patterns over the class string of `date_tokens`, and what each makes of the tokens it matched.

Every repetition is bounded, and a pattern is tried once a position, so the time is linear in the text.
Order matters: the first rule that matches at a position wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from kg.model.vocabulary import Precision
from kg.text import partial_dates
from kg.text.date_points import parts, point, span
from kg.text.date_readings import UNKNOWN, Reading
from kg.text.date_tokens import Tokens
from kg.text.partial_dates import Stretch

#: Tokens first … last (exclusive) and what they mean.
Found = list[tuple[int, int, Reading]]

_MON = r"(?:[MN]|A\.?)"
_DAY = r"[do]"
_PART = r"(?:T?[vo]?bF?D?T?)?"
_NUM = r"[dzcn]"
_POINT = (
    rf"(?:(?:W|w\.?|r),?[3T]?\(?(?:W,?)?)?(?:I|{_MON}T?{_DAY},?F?Y|T?{_DAY}F?{_MON},?F?Y|TvF{_MON},?F?Y?"
    rf"|{_PART}{_MON},?F?Y|{_PART}S[F1]?T?Y|Q[F,]?T?Y|T?[vo]U[F,1]?T?Y|T?v[dzc]UF?Y"
    rf"|{_PART}[FD]?T?E|{_PART}T?(?:cD?)?[oOv]D?U|{_PART}Y|{_MON}T?{_DAY}|T?{_DAY}F?{_MON})"
)
_BARE = rf"{_PART}(?:{_MON}|S)"
_END = rf"(?:{_POINT}|{_MON})"


def _anniversary(_: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("open", sort="anniversary"))]


def _age(_: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("open", sort="age"))]


def _recurring(_: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("open", sort="recurring"))]


def _duration(_: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("open", sort="duration"))]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _matched(pattern: str, tokens: Tokens, first: int, last: int) -> int | None:
    """Where a pattern that matches at token `first` ends, within `last`."""
    found = _compiled(pattern).match(tokens.codes, first, last)
    return found.end() if found else None


def _point(tokens: Tokens, first: int, last: int) -> Found:
    reading = point(tokens, first, last)
    return [(first, last, reading)] if reading else []


def _half(tokens: Tokens, first: int, last: int) -> Found:
    """ "since 2014", "until May 2015", "before 1 March": one end of the span is open."""
    reading = point(tokens, first + 1, last)
    if reading is None:
        return []
    word = tokens.written(first).lower()
    if word == "until" and first and tokens.written(first - 1).lower() == "not":
        return [(first + 1, last, reading)]  # "not until 1848" is in 1848
    half = "since" if tokens.codes[first] in "sj" or word == "from" else "until"
    return [(first, last, _with(reading, half=half))]


def _half_named(tokens: Tokens, first: int, last: int) -> Found:
    """ "since Thursday", "until December"."""
    inner = (
        _weekday(tokens, first + 1, last) if tokens.codes[last - 1] == "W" else _bare(tokens, first + 1, last)
    )
    return (
        [(first, last, _with(inner[0][2], half="since" if tokens.codes[first] == "s" else "until"))]
        if inner
        else []
    )


def _with(
    reading: Reading, half: str | None = None, way: int | None = None, number: int | None = None
) -> Reading:
    return replace(
        reading,
        number=reading.number if number is None else number,
        way=reading.way if way is None else way,
        half=half,
        sort="range" if half else reading.sort,
    )


def _span(tokens: Tokens, first: int, last: int) -> Found:
    """ "from X to Y", "between X and Y", "X – Y"."""
    start = first + (tokens.codes[first] in "RB")
    for pattern in (_POINT, _MON):
        middle = _matched(pattern, tokens, start, last)
        if middle is not None and middle < last - 1:
            break
    else:
        return []
    one, other = point(tokens, start, middle), point(tokens, middle + 1, last)
    if one is None or other is None:
        return []
    joined = span(one, other)
    if joined is None:
        return [(start, middle, one), (middle + 1, last, other)]
    return [(first, last, joined)]


def _days(tokens: Tokens, first: int, last: int) -> Found:
    """ "May 5–7, 2015", "5 and 6 May": one month, two days."""
    p = parts(tokens, first, last)
    if len(p.days) != 2 or len(p.months) != 1 or len(p.years) > 1:
        return []
    year = p.years[0] if p.years else None
    month, (early, late) = p.months[0], p.days
    if not (
        partial_dates.valid(year, month, early) and partial_dates.valid(year, month, late) and early < late
    ):
        return []
    start, end = partial_dates.iso(year, month, early), partial_dates.iso(year, month, late)
    form = "yearless" if year is None else "fixed"
    joins = [i for i in range(first, last) if tokens.codes[i] in "&,2D" and _between(tokens, i)]
    if joins and tokens.codes[joins[0]] == "&" and late - early > 1 and tokens.codes[first] != "B":
        middle = joins[0]
        return [
            (first, middle, Reading(form, partial_dates.point(start))),
            (middle + 1, last, Reading(form, partial_dates.point(end))),
        ]
    return [(first, last, Reading(form, Stretch(start, end, Precision.RANGE), sort="range"))]


def _between(tokens: Tokens, i: int) -> bool:
    return 0 < i < len(tokens.codes) - 1 and tokens.codes[i - 1] in "do" and tokens.codes[i + 1] in "do"


def _years(tokens: Tokens, first: int, last: int) -> Found:
    """ "1867-68", "2011/12"."""
    start, short = tokens.values[last - 3], int(tokens.values[last - 1])
    end = start - start % 100 + short
    if end <= start:
        return _point(tokens, first, last - 2)
    at = Stretch(f"{start:04}", f"{end:04}", Precision.RANGE)
    return [(first, last, Reading("fixed", at, sort="range"))]


def _bare(tokens: Tokens, first: int, last: int) -> Found:
    """A month or a season alone; words that also mean something else need a preposition."""
    i = last - 2 if tokens.codes[last - 1] == "." else last - 1
    code, before = tokens.codes[i], tokens.codes[i - 1] if i else ""
    if code == "S" and before not in {"1", "T", "b", "s"}:
        return []
    if code == "A" or (
        code == "N" and before not in set("1subF5k") - ({"F"} if tokens.values[i] == 5 else set())
    ):
        return []
    if code == "S" and tokens.codes[last : last + 1] == "F":
        return []
    return _point(tokens, first, last)


def _relative_unit(tokens: Tokens, first: int, last: int) -> Found:
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
    if plural:
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


def _ago(tokens: Tokens, first: int, last: int) -> Found:
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
    after = tokens.codes[last : last + 1]
    word = tokens.written(last - 1).lower()
    if (word in {"before", "after"} and after not in {"", ".", ",", "|"}) or (
        word == "prior" and after == "2"
    ):
        # "two years after the war": counted from something else than the event told before.
        unit = p.units[-1]
        if word == "after" and unit in {"day", "week", "month", "year"}:
            return [(first, last, Reading("apart", unit=unit, number=-number, base="event"))]
        return [(first, last, Reading("open"))]
    return [(first, last, _away(code, p.units[-1], number))]


def _away(code: str, unit: str, number: int) -> Reading:
    if unit == "century":
        # "Two centuries ago" is about two hundred years back, not the century before the last.
        unit, number = "decade", 10 * number
    step = number if code == "j" else -number
    return Reading("move", unit=unit, number=step, base="document" if code == "g" else "event")


def _ago_today(tokens: Tokens, first: int, last: int) -> Found:
    """ "two years ago today", "a month ago yesterday": a day, and not all of the year or month."""
    made = _ago(tokens, first, last - 1)
    reading, day = made[0][2], tokens.values[last - 1]
    if reading.form != "move" or day != 0 or reading.unit in {"quarter", "weekend"}:
        return [(first, last - 1, reading)]
    return [(first, last, Reading("exact", unit=reading.unit, number=reading.number))]


def _half_ago(tokens: Tokens, first: int, last: int) -> Found:
    """ "half a century ago", "half a year later"."""
    unit = parts(tokens, first, last).units[-1]
    half = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}.get(unit)
    whole = tokens.values[first] if tokens.codes[first] in "dzc" else 0
    halved = any(tokens.written(i).lower() == "half" for i in range(first, last))
    if half is None or not halved or not isinstance(whole, int):
        return [(first, last, Reading("open"))]
    return [(first, last, _away(tokens.codes[last - 1], half[0], half[1] * (2 * whole + 1)))]


def _beyond(tokens: Tokens, first: int, last: int) -> Found:
    """ "the day before yesterday", "the week after next"."""
    word = tokens.values[last - 1]
    step = -1 if tokens.codes[last - 2] == "k" else 1
    if tokens.values[first + 1] != "day" or not isinstance(word, int) or word * step < 1:
        return []
    return [(first, last, Reading("move", unit="day", number=2 * step))]


def _the_one_beside(tokens: Tokens, first: int, last: int) -> Found:
    """ "the year before", "the day after" at the end of a clause: counted from the event told before."""
    if tokens.codes[last : last + 1] not in {"", ".", ",", "|"}:
        return []
    step = -1 if tokens.codes[last - 1] == "k" else 1
    return [(first, last, Reading("move", unit=tokens.values[first + 1], number=step, base="event"))]


def _of_that_year(tokens: Tokens, first: int, last: int) -> Found:
    """ "in September of that year", "on 3 May the same year", "in June of the following year"."""
    named = point(tokens, first, last)
    unit = tokens.values[last - 1]
    if named is None or named.form != "yearless" or unit != "year":
        return []
    number = 1 if "f" in tokens.codes[first:last] else 0
    return [(first, last, Reading("named", named.at, number=number, base="event"))]


def _day_word(tokens: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("move", unit="day", number=tokens.values[first]))]


def _named(tokens: Tokens, first: int, last: int) -> Found:
    """ "last September", "this spring", "next Wednesday"; "September last year"."""
    p = parts(tokens, first, last)
    at = next(i for i in range(first, last) if tokens.codes[i] in "lxh")
    way = {"l": -1, "x": 1, "h": 0}[tokens.codes[at]]
    days = [tokens.values[i] for i in range(first, last) if tokens.codes[i] in "Ww"]
    if days and not p.months:
        return [(first, last, Reading("weekday", number=days[0], way=way))]
    named = point(tokens, first, last)
    if named is None or named.form != "yearless":
        return []
    if p.units or way == 0:
        return [(first, last, Reading("named", named.at, number=way if p.units else 0))]
    return [(first, last, _with(named, way=way))]


def _weekday(tokens: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("weekday", number=tokens.values[first]))]


def _vague(_: Tokens, first: int, last: int) -> Found:
    return [(first, last, Reading("open", at=UNKNOWN))]


#: Name, pattern, maker. The pattern's lookaheads see the class string only.
RULES: tuple[tuple[str, str, Callable[[Tokens, int, int], Found]], ...] = (
    ("anniversary", rf"T?(?:[oOv]|{_NUM}D?U)m", _anniversary),
    ("age", rf"{_NUM}D?UD?G|HF?{_NUM}", _age),
    ("recurring", r"6[UWMN]|P", _recurring),
    ("span", rf"R{_END}[2uD]{_END}|B{_END}&{_END}|{_POINT}[2uD]{_POINT}|{_MON}[2D]{_MON},?Y", _span),
    ("days", rf"[RB]?T?{_DAY}[D2&]T?{_DAY}F?{_MON}(?:,?Y)?|[RB]?{_MON}T?{_DAY}[D2&]T?{_DAY}(?:,?Y)?", _days),
    ("years", r"R?YD[dz]", _years),
    ("named-year", rf"(?:{_MON}(?:T?{_DAY})?|T?{_DAY}F?{_MON}|S)[F,]?T?[lxh]U", _named),
    ("that-year", rf"(?:{_MON}(?:T?{_DAY})?|T?{_DAY}F?{_MON}|S)[F,]?T?(?:tt?|f)U", _of_that_year),
    ("first-months", r"T?v[dzc]U(?![FY])", _point),
    ("half", rf"[suj]{_POINT}|k{_POINT}", _half),
    ("half-named", rf"[su](?:{_MON}|W)", _half_named),
    ("point", _POINT, _point),
    ("named", rf"(?:bF?)?[lxh](?:{_MON}|Wp?|S)", _named),
    ("bare", _BARE, _bare),
    ("half-ago", rf"(?:{_NUM}&)?a?b[aD]?U[gkj]", _half_ago),
    ("beyond", r"TU[kj]r", _beyond),
    ("ago-today", rf"(?:a|{_NUM})Ugr", _ago_today),
    ("ago", rf"(?:a|{_NUM}|a?q)F?[Up][gkj]", _ago),
    ("relative", rf"(?:[bkj](?:1|F)?)?T?(?:[lxhf](?:{_NUM}|q|a)?|tt?)[Up]", _relative_unit),
    ("the-one-beside", r"T[Up][kj]", _the_one_beside),
    ("vague", r"qU", _vague),
    ("day-word", r"rp?", _day_word),
    ("weekday", r"Wp?", _weekday),
    ("duration", rf"{_NUM}D?U", _duration),
)
MAKERS: Mapping[str, Callable[[Tokens, int, int], Found]] = MappingProxyType(
    {f"r{i}": maker for i, (_, _, maker) in enumerate(RULES)}
)


@cache
def master() -> re.Pattern[str]:
    """All rules as one pattern; group `r3` is rule 3."""
    return re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern, _) in enumerate(RULES)))


def readings(tokens: Tokens) -> Found:
    """Everything that reads as a date, in order, without overlaps."""
    found: Found = []
    at, pattern, codes = 0, master(), tokens.codes
    while match := pattern.search(codes, at):
        made = MAKERS[match.lastgroup or ""](tokens, *match.span())
        found += made
        at = match.end() if made else match.start() + 1
    return found
