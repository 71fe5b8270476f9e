"""Dated expressions of a text, and what each resolves to; never the clock.

`parse_dates` reads absolute, partial and relative dates, spans, durations, anniversaries and ages.
The anchor is the document's own date. Without one a relative date stays unresolved and a day and month
stay without a year (`--03-24`). Anchors count from the nearest sensible year, past preferred; words such
as "will" or "due" beside the expression point ahead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kg.model.dates import When
from kg.text.date_grammar import readings
from kg.text.date_readings import Reading, in_year, resolve
from kg.text.date_relative import Found
from kg.text.date_tokens import Tokens, tokenize

#: Tokens to either side in which a word such as "will" points ahead.
_BEFORE, _AFTER = 12, 6


class TextDate(NamedTuple):
    """Characters start … end, what they resolve to, and their sort.

    sort: "point", "range", "duration", "recurring", "anniversary", "age". `reading` is the meaning before
    resolution, for whoever knows of what event the text told before.
    """

    start: int
    end: int
    when: When
    sort: str
    reading: Reading
    #: Its direction was taken from a word beside it ("will"), not from its own ("next").
    pointed: bool = False


def parse_dates(text: str, anchor: str | None = None) -> list[TextDate]:
    """The dated expressions of a text in order; `anchor` is an ISO date, possibly partial, or None."""
    tokens = tokenize(text)
    found: list[TextDate] = []
    for first, last, reading in _lent(tokens, readings(tokens)):
        if not _is_date(tokens, first, last, reading):
            continue
        turned = _pointed(tokens, first, last, reading)
        start, end = tokens.starts[first], tokens.ends[last - 1]
        when = resolve(turned, text[start:end], anchor)
        found.append(TextDate(start, end, when, turned.sort, turned, turned is not reading))
    return found


def _lent(tokens: Tokens, found: Found) -> Found:
    """ "March 3 and April 5, 2015": a list has its year once, at the end."""
    made = list(found)
    for i in range(len(made) - 2, -1, -1):
        first, last, one = made[i]
        after, _, other = made[i + 1]
        if one.form != "yearless" or other.form != "fixed" or other.at.start is None or after - last > 2:
            continue
        if len(other.at.start) < 7 or not set(tokens.codes[last:after]) <= set("&,2"):
            continue
        placed = in_year(one.at, int(other.at.start[:4]))
        if placed and placed.start and placed.start <= other.at.start:
            made[i] = (first, last, Reading("fixed", placed, sort=one.sort))
    return made


def _pointed(tokens: Tokens, first: int, last: int, reading: Reading) -> Reading:
    """The same reading, ahead of the document when a word of its sentence says so."""
    if reading.form not in {"yearless", "weekday"} or reading.way or not _ahead(tokens, first, last):
        return reading
    return replace(reading, way=1)


def _ahead(tokens: Tokens, first: int, last: int) -> bool:
    i = first - 1
    while i >= max(0, first - _BEFORE) and tokens.codes[i] not in ".|":
        if tokens.codes[i] == "7" or _is_to(tokens, i):
            return True
        i -= 1
    i = last
    while i < min(len(tokens.codes), last + _AFTER) and tokens.codes[i] not in ".|":
        if tokens.codes[i] == "7":
            return True
        i += 1
    return False


def _is_to(tokens: Tokens, i: int) -> bool:
    """ "is to take effect on …"."""
    return tokens.codes[i] == "2" and i > 0 and tokens.written(i - 1).lower() in {"is", "are", "am"}


def _is_date(tokens: Tokens, first: int, last: int, reading: Reading) -> bool:
    """A lone number that could be a year is one only where its neighbours let it be."""
    if reading.form != "fixed":
        return True
    years = [i for i in range(first, last) if tokens.codes[i] == "Y"]
    if len(years) != 1 or any(c in "MNASUIEQdov" for c in tokens.codes[first:last]):
        return not _designated(tokens, first, last)
    return not _designated(tokens, first, last) and _is_year(tokens, years[0], last)


def _code(tokens: Tokens, i: int) -> str:
    return tokens.codes[i] if 0 <= i < len(tokens.codes) else ""


def _designated(tokens: Tokens, first: int, last: int) -> bool:
    """ "2030 Agenda", "resolution 2254", "No. 1998"."""
    before = _code(tokens, first - 1)
    if before == "." and _code(tokens, first - 2) == "8" and len(tokens.written(first - 2)) <= 3:
        return True
    return before == "8" or (
        _code(tokens, last) == "8" and tokens.written(last).lower() in {"agenda", "vision"}
    )


def _is_year(tokens: Tokens, i: int, last: int) -> bool:
    before, after, year = _code(tokens, i - 1), _code(tokens, last), tokens.values[i]
    if before == "X" and tokens.written(i - 1) in _SIGNS:
        return False
    if after and tokens.written(last).lower() in _CLOCKS:
        return False
    if after in {"U", "n", "Y"} or (after == "X" and tokens.written(last) in _AFTER_NUMBER):
        return False
    if before == "D" and i >= 2 and tokens.ends[i - 1] == tokens.starts[i] and _glued(tokens, i):
        return False
    firm = before in set("T'1suRBFMNAy25bkj&(DW") - {"&"}
    if after == "9" or (tokens.text[tokens.ends[i] : tokens.ends[i] + 1] == "%"):
        return False
    if year < 1400 or year > 2100:
        return before in {"1", "s", "u", "M", "N", "A"}
    round_count = year % 50 == 0 and after == "X" and tokens.written(last).endswith("s")
    return firm or not round_count


_SIGNS = frozenset("$€£¥₽#№+=/")
#: Behind a time of day written without a colon: "1625 UTC".
_CLOCKS = frozenset({"utc", "gmt", "hours", "hrs", "est", "edt", "cet", "local"})
_AFTER_NUMBER = frozenset("%°$€£¥₽")


def _glued(tokens: Tokens, i: int) -> bool:
    """ "post-2015", "Tu-2000": a hyphen ties the number to a word that is not a name or a month."""
    if tokens.ends[i - 2] != tokens.starts[i - 1] or _code(tokens, i - 2) not in "CXn":
        return False
    word = tokens.written(i - 2)
    return not word[0].isupper() or len(word) <= 3
