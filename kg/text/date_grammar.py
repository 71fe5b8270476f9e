"""Patterns over the class string of `date_tokens`, and what each makes of the tokens it matched.

Every repetition is bounded, and a pattern is tried once a position, so the time is linear in the text.
Order matters: the first rule that matches at a position wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from kg.model.vocabulary import Precision
from kg.text import partial_dates
from kg.text.date_points import parts, point, span
from kg.text.date_readings import UNKNOWN, Reading
from kg.text.date_relative import (
    Found,
    ago,
    ago_today,
    before_last,
    beyond,
    changed,
    day_of_week,
    day_word,
    half_ago,
    half_relative,
    months_of_year,
    of_that_year,
    part_of_year,
    relative_unit,
    the_one_beside,
    weekend,
    within,
)
from kg.text.date_tokens import Tokens
from kg.text.partial_dates import Stretch

_MON = r"(?:[MN]|A\.?)"
_DAY = r"[do]"
_PART = r"(?:T?[vo]?bF?D?T?)?"
_NUM = r"[dzcn]"
_POINT = (
    rf"(?:(?:W|w\.?|r),?[3T]?\(?(?:W,?)?)?(?:I|{_MON}T?{_DAY},?F?Y|T?{_DAY}F?{_MON},?F?Y|TvF{_MON},?F?Y?"
    rf"|b?{_MON}T?{_DAY}(?=,?(?:[^FY,d]|$))|{_PART}{_MON},?F?Y|{_PART}S[F1]?T?Y|Q[F,]?T?Y|T?[vo]U[F,1]?T?Y|T?v[dzc]UF?Y"
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
    return [(first, last, changed(reading, half=half))]


def _half_named(tokens: Tokens, first: int, last: int) -> Found:
    """ "since Thursday", "until December"."""
    inner = (
        _weekday(tokens, first + 1, last) if tokens.codes[last - 1] == "W" else _bare(tokens, first + 1, last)
    )
    return (
        [(first, last, changed(inner[0][2], half="since" if tokens.codes[first] == "s" else "until"))]
        if inner
        else []
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
    if before == "D" and i >= 2:
        before = tokens.codes[i - 2]  # "mid-May"
    behind_unit = before == "F" and tokens.codes[i - 2 : i - 1] == "U"  # "the last week of May"
    if code == "A" or (
        code == "N"
        and not behind_unit
        and before not in set("1subF5k") - ({"F"} if tokens.values[i] == 5 else set())
    ):
        return []
    if code == "S" and tokens.codes[last : last + 1] == "F":
        return []
    return _point(tokens, first, last)


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
    return [(first, last, changed(named, way=way))]


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
    ("that-year", rf"(?:{_MON}(?:T?{_DAY})?|T?{_DAY}F?{_MON}|S)[F,]?T?(?:tt?|f)U", of_that_year),
    ("day-of-week", r"(?:3)?W,?F?T?[lxh]U(?![gkj])", day_of_week),
    ("part-of-year", r"T?[vol][bU]FT?[lxhT]U", part_of_year),
    ("months-of-year", r"T?v[dzc]UFT?[lxhT]U", months_of_year),
    ("first-months", r"T?v[dzc]U(?![FY])", _point),
    ("half", rf"[suj]{_POINT}|k{_POINT}", _half),
    ("half-named", rf"[su](?:{_PART}{_MON}|W)", _half_named),
    ("half-relative", r"[su](?:T?bF)?T?[lh]U(?![gkj])|[su]T?bFTU(?![gkj])", half_relative),
    ("point", _POINT, _point),
    ("named", rf"(?:bF?)?[lxh](?:{_MON}|Wp?|S)", _named),
    ("bare", _BARE, _bare),
    ("half-ago", rf"(?:{_NUM}&)?a?b[aD]?U[gkj]|(?:a|{_NUM})U&ab[gkj]", half_ago),
    ("beyond", r"TU[kj]r", beyond),
    ("before-last", r"TU[kj][lx](?!U)", before_last),
    ("within", r"[kj]1TU", within),
    ("ago-today", rf"(?:a|{_NUM})Ugr", ago_today),
    ("ago", rf"(?:a|{_NUM}|a?q)F?[Up][gkj]", ago),
    ("relative", rf"(?:[bkj](?:1|F)?)?T?(?:[lxhf](?:{_NUM}|q|a)?|tt?)[Up]", relative_unit),
    ("the-one-beside", r"T[Up][kj]", the_one_beside),
    ("weekend", r"TU", weekend),
    ("vague", r"qU", _vague),
    ("day-word", r"rp?", day_word),
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
