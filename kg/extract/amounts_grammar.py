"""Figures of a text: numbers with their unit, bound, range and period, before any parse.

Patterns run over the class string of `amounts_tokens`; every repetition is bounded. Values are full
numbers ("32.9 billion" is 32.9e9); a fraction is a percentage ("a third" is 33.3).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from kg.extract.amounts_tokens import lexicon, tokenize
from kg.model.vocabulary import Bound
from kg.text.date_tokens import Tokens

_SMALL = r"(?:tD?c|t|c)"
_NUM = (
    rf"(?:{_SMALL}D?&D?aD?f(?:D?S)?|(?:[ac]D?)?fFaS|VS|N(?:D?S{{1,2}}|s)?|(?:{_SMALL}|a(?=S)|fa(?=S))(?:S(?:&?{_SMALL}(?!D?f))?){{0,3}}"
    r"|aH|H(?:FH){0,2}|S(?=[Cu$%]))"
)
_UNIT = r"(?:F?(?:T?C)|D?u|D?%|F%)"
_BOUND = r"(?P<bound>(?:b){0,2})(?:"
_AFTER = r")(?P<after>e)?(?P<period>,?p)?"
_RANGES = (
    rf"(?P<money_range>B?\$(?P<m1>{_NUM})(?P<m1u>[C])?(?P<mj>[D2&])\$?(?P<m2>{_NUM}))"
    rf"|(?P<range>[BR]?(?P<r1>{_NUM})(?P<r1u>[%Cu])?(?P<rj>[D2&])(?P<r2>{_NUM})(?P<ru>{_UNIT})?)"
)
#: "one in five", "two out of three", "9 of every 10".
_ODDS = r"(?P<odds>(?P<o1>[cN])(?:1|o|1E|FE|oE)(?P<o2>[cN]))"
_SINGLES = (
    rf"(?P<money>\$(?P<m>{_NUM}))"
    rf"|{_ODDS}(?![SsC%D])"
    rf"|(?P<fraction>(?:(?P<fa>[ac])D?|(?<![vTD])(?=f))(?P<f>f)(?!aS|FaS))"
    rf"|(?P<plain>(?P<n>{_NUM})(?P<u>{_UNIT})?)"
)


class Figure(NamedTuple):
    """Characters start … end; `kind` money, percent, unit, time, fraction or number (unit not yet known)."""

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    period: str | None
    #: Where the number itself ends, without bound, unit and period.
    number_start: int
    number_end: int

    def digits_only(self, text: str) -> bool:
        """Whether the number is written without any word ("30000", not "30 thousand")."""
        return not any(c.isalpha() for c in text[self.number_start : self.number_end])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Ranges of two numbers, and single figures."""
    return re.compile(f"{_BOUND}{_RANGES}{_AFTER}"), re.compile(f"{_BOUND}{_SINGLES}{_AFTER}")


def figures(text: str) -> list[Figure]:
    """Every figure in order; what is no amount (a year, a name's number) is for the caller to leave out."""
    tokens = tokenize(text)
    ranges, singles = _patterns()
    found: list[Figure] = []
    at = 0
    while match := singles.search(tokens.codes, at):
        wide = ranges.match(tokens.codes, max(at, match.start() - 1)) or ranges.match(
            tokens.codes, match.start()
        )
        made = [_figure(tokens, wide)] if wide is not None and _is_range(tokens, wide) else []
        if made and made[0] is not None and wide is not None:
            match = wide
        elif (
            wide is not None
            and (_is_from_to(tokens, wide) or _by_to(tokens, wide))
            and (pair := _from_to(tokens, wide))
        ):
            match, made = wide, list(pair)
        else:
            made = [_figure(tokens, match)]
        found += [figure for figure in made if figure is not None]
        at = match.end() if match.end() > match.start() else match.start() + 1
    return found


def _joint(match: re.Match[str]) -> int:
    return match.start("mj" if match["money_range"] else "rj")


def _is_from_to(tokens: Tokens, match: re.Match[str]) -> bool:
    """ "from 20 to 30 tons" may be two levels of one figure rather than a range."""
    before = tokens.codes[max(0, match.start() - 1) : match.start() + 1]
    return "R" in before and tokens.codes[_joint(match)] == "2" and not match["money_range"]


def _by_to(tokens: Tokens, match: re.Match[str]) -> bool:
    """ "cut by 300,000 to 2 million": what it was cut by and to, where no range is so wide."""
    if match["money_range"] or tokens.codes[_joint(match)] != "2" or match["r1u"] or not match.start():
        return False
    if tokens.written(match.start() - 1).lower() != "by":
        return False
    low, high = number(tokens, *match.span("r1")), number(tokens, *match.span("r2"))
    return low is not None and high is not None and high >= _WIDE * low


def _is_range(tokens: Tokens, match: re.Match[str]) -> bool:
    if tokens.codes[_joint(match)] != "2":
        return True
    if "R" in tokens.codes[max(0, match.start() - 1) : match.start() + 1]:
        return False
    if _by_to(tokens, match):
        return False
    # "grew by 5 percent to 10 percent": two figures, each with its unit.
    own_unit = match["r1u"] or (
        match["money_range"] and match["m2"] and tokens.codes[match.start("m2") - 1] == "$"
    )
    return not own_unit


def _from_to(tokens: Tokens, match: re.Match[str]) -> tuple[Figure, Figure] | None:
    """The two figures; the first borrows the unit of the second."""
    (a, b), (c, d) = match.span("r1"), match.span("r2")
    low, high = number(tokens, a, b), number(tokens, c, d)
    if low is None or high is None:
        return None
    kind, unit = _unit(tokens, match, "ru")
    own = _unit(tokens, match, "r1u") if match["r1u"] else (kind, unit)
    first_end, end = tokens.ends[b - 1], tokens.ends[match.end() - 1]
    return (
        Figure(
            tokens.starts[a],
            first_end,
            own[0],
            low,
            None,
            None,
            own[1],
            Bound.EXACT,
            None,
            tokens.starts[a],
            first_end,
        ),
        Figure(
            tokens.starts[c],
            end,
            kind,
            high,
            None,
            None,
            unit,
            Bound.EXACT,
            None,
            tokens.starts[c],
            tokens.ends[d - 1],
        ),
    )


def number(tokens: Tokens, first: int, last: int) -> float | None:
    """The value of number tokens first … last (exclusive)."""
    total, current, seen = 0.0, 0.0, False
    codes = tokens.codes[first:last]
    if codes[:1] == "H" or codes[:2] == "aH":
        return _scores(tokens, first, last)
    if codes.endswith("fFaS"):
        times = tokens.values[first] if codes[0] == "c" else 1
        return round(float(times * tokens.values[last - 4] * tokens.values[last - 1]), 6)
    for i in range(first, last):
        code, value = tokens.codes[i], tokens.values[i]
        if code in "Nct" or code == "f":
            current, seen = current + value, True
        elif code in "Ss":
            current = (current if seen else 1.0) * value
            if i + 1 < last and tokens.codes[i + 1] == "S":
                seen = True  # "thousand million"
                continue
            if value >= 1000:
                total, current, seen = total + current, 0.0, True
            seen = True
    return round(total + current, 6) if seen else None


def _scores(tokens: Tokens, first: int, last: int) -> float:
    value = 1.0
    for i in range(first, last):
        if tokens.codes[i] == "H":
            value *= tokens.values[i]
    return value


def _figure(tokens: Tokens, match: re.Match[str]) -> Figure | None:
    if match.end() == match.start():
        return None
    groups = match.groupdict()
    if groups.get("money_range") or groups.get("range"):
        made = _range(tokens, match)
    elif match["odds"]:
        made = _odds(tokens, match)
    elif match["fraction"]:
        made = _fraction(tokens, match)
    else:
        made = _single(tokens, match)
    if made is None:
        return None
    kind, value, low, high, unit, first, last = made
    words = range(first, last)
    scores = any(tokens.codes[i] == "H" and tokens.written(i).lower() != "couple" for i in words)
    vague = scores or "V" in tokens.codes[first:last]
    bound = _bound(tokens, match, Bound.AT_LEAST if vague else Bound.EXACT)
    period = tokens.values[match.end() - 1] if match["period"] else None
    large = lexicon().large.get(unit or "")
    if large is not None and value is not None and value >= large[0]:
        scale, unit = large
        value = value / scale
        low, high = (low / scale if low is not None else None), (high / scale if high is not None else None)
    start, end = tokens.starts[match.start()], tokens.ends[match.end() - 1]
    return Figure(
        start, end, kind, value, low, high, unit, bound, period, tokens.starts[first], tokens.ends[last - 1]
    )


_Made = tuple[str, float | None, float | None, float | None, str | None, int, int]


def _single(tokens: Tokens, match: re.Match[str]) -> _Made | None:
    group = "m" if match["money"] else "n"
    first, last = match.span(group)
    value = number(tokens, first, last)
    if value is None:
        return None
    kind, unit = ("money", tokens.values[first - 1]) if match["money"] else _unit(tokens, match, "u")
    if kind == "money" and tokens.codes[last - 1] == "s" and value < 1:
        return None
    return kind, value, None, None, unit, first, last


def _unit(tokens: Tokens, match: re.Match[str], group: str) -> tuple[str, Any]:
    if not match[group]:
        return "number", None
    i = match.end(group) - 1
    kind = {"C": "money", "%": "percent", "u": "unit"}[tokens.codes[i]]
    unit = tokens.values[i]
    return ("time" if kind == "unit" and unit in lexicon().time_units else kind), unit


def _range(tokens: Tokens, match: re.Match[str]) -> _Made | None:
    one, other = ("m1", "m2") if match["money_range"] else ("r1", "r2")
    (a, b), (c, d) = match.span(one), match.span(other)
    low, high = number(tokens, a, b), number(tokens, c, d)
    if low is None or high is None:
        return None
    if not any(tokens.codes[i] in "Ss" for i in range(a, b)):
        # "5–6 billion": the scale stands once, at the end.
        for i in range(c, d):
            if tokens.codes[i] in "Ss" and low < 1000:
                low = round(low * tokens.values[i], 6)
    if match["money_range"]:
        kind, unit = "money", tokens.values[a - 1]
    else:
        kind, unit = _unit(tokens, match, "ru")
    if low >= high or (tokens.codes[b] == "&" and tokens.codes[match.start() : a][-1:] not in {"B", "$"}):
        return None
    return kind, low, low, high, unit, a, d


def _odds(tokens: Tokens, match: re.Match[str]) -> _Made | None:
    """ "one in five", "four out of ten": a share. "Two in 1998" and "3 in 2" are none."""
    (a, b), (c, d) = match.span("o1"), match.span("o2")
    part, whole = tokens.values[a], tokens.values[c]
    every = c - b > 1 or tokens.codes[b] == "o"
    if not 0 < part < whole or (whole > _ODDS_OF and whole not in {100, 1000}):
        return None
    if not every and (tokens.codes[a] != tokens.codes[c] or (tokens.codes[a] == "N" and whole > 10)):
        return None
    if tokens.codes[d : d + 1] == "u" and tokens.values[d] in lexicon().time_units:
        return None  # "two in five years"
    return "fraction", round(100 * part / whole, 1), None, None, "percent", a, d


def _fraction(tokens: Tokens, match: re.Match[str]) -> _Made | None:
    """ "a third", "two-thirds", "half": only where no noun makes it an ordinal ("a third party")."""
    first, last = match.span("fraction")
    share = tokens.values[last - 1]
    after = tokens.codes[match.end() : match.end() + 1]
    word = tokens.written(last - 1).lower()
    if (
        after in {"W", "N", "c", "t", "u", "S", "x"}
        and word not in {"half"}
        and not _function_word(tokens, match.end())
    ):
        return None
    times = 1.0
    if match["fa"] and after != "F" and tokens.written(first)[0].isupper():
        return None  # "A fourth, written later, …" counts things of a kind
    if match["fa"] and tokens.codes[first] == "c":
        times = tokens.values[first]
    elif not match["fa"] and word != "half":
        return None
    if (
        word == "half" and after in {"D", "W"} and not _function_word(tokens, match.end())
    ) or times * share > 1:
        return None
    return "fraction", round(times * share * 100, 1), None, None, "percent", first, last


def _function_word(tokens: Tokens, i: int) -> bool:
    return tokens.written(i).lower() in _LIGHT


#: No range goes so far: "by 300 to 2,000" is a change and a level.
_WIDE = 4
#: Shares are told of so many at most, or of a round hundred or thousand.
_ODDS_OF = 20
#: Words after a fraction that cannot be a noun it counts.
_LIGHT_WORDS = (
    "by since from in on last this over to compared during after before that when while as its their his "
    "her our part"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())


def _bound(tokens: Tokens, match: re.Match[str], otherwise: Bound) -> Bound:
    if match["after"]:
        return Bound(tokens.values[match.start("after")])
    if match["bound"]:
        return Bound(tokens.values[match.start("bound")])
    return otherwise
