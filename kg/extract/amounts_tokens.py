"""Words of a text as number classes: one character a token, multiword terms merged.

The terms come from data/lexicon (number_words, currencies, units, amount_words); linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.text.date_tokens import Tokens

_NUMBER_CODES: Mapping[str, str] = MappingProxyType(
    {"cardinal": "c", "tens": "t", "scale": "S", "scale-short": "s", "scores": "H", "pair": "H",
     "ordinal": "v", "fraction": "f"}
)  # fmt: skip
_WORD_CODES: Mapping[str, str] = MappingProxyType(
    {
        "bound": "b",
        "bound-after": "e",
        "period": "p",
        "percent": "%",
        "vague": "V",
        "out-of": "o",
        "every": "E",
    }
)
_FUNCTION: Mapping[str, str] = MappingProxyType(
    {
        "a": "a",
        "an": "a",
        "and": "&",
        "of": "F",
        "to": "2",
        "between": "B",
        "from": "R",
        "the": "T",
        "in": "1",
    }
)
_TOKEN = re.compile(
    # "1 000 000" and "1,5 million" are written so outside English-speaking countries.
    r"(?P<number>(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w,.]\d|\d)"
    r"|(?<![\w.,])\d{1,3},\d{1,2}(?=[ \u00a0]?(?:%|per ?cent\b|[mbtr]+illion))"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![.\w])\d+\.\d+"
    r"|(?<!\w)\d+(?!\d|(?:st|nd|rd|th)\b)|(?<=[A-Z]{2})\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<initials>(?:[A-Z]\.){2,}\$?)"
    r"|(?P<word>[^\W\d_]+(?:/[A-Za-z]\b)?[²³$]?)"
    r"|(?P<dash>[-–—‑−])"
    r"|(?P<break>\n)"
    r"|(?P<mark>[^\s\w])"
    r"|(?P<other>\w+)"
)


class Term(NamedTuple):
    """A class character and its value; `time` marks units of time."""

    code: str
    value: Any
    time: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms by their first word, longest first; large units turn into others ("m3" → "bcm")."""

    terms: Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]
    large: Mapping[str, tuple[float, str]]
    time_units: frozenset[str]


def _pieces(term: str) -> tuple[str, ...]:
    return tuple(m.group().lower() for m in _TOKEN.finditer(term.upper()))


def _lines(name: str) -> Iterable[Mapping[str, Any]]:
    return read_lines(data_path("lexicon", f"{name}.jsonl"))


@cache
def _amount_words() -> tuple[Mapping[str, Any], ...]:
    return tuple(_lines("amount_words"))


@cache
def lexicon() -> Lexicon:
    """All terms, read once. Raises DataError if a file is missing or malformed."""
    terms: dict[tuple[str, ...], Term] = {(w,): Term(c, w) for w, c in _FUNCTION.items()}
    large: dict[str, tuple[float, str]] = {}
    times: set[str] = set()
    for line in _lines("number_words"):
        terms.setdefault((line["word"],), Term(_NUMBER_CODES[line["class"]], line["value"]))
        if line["class"] == "fraction":
            terms[(line["word"],)] = Term("f", line["value"])
    for line in _lines("units"):
        for name in line["names"]:
            terms.setdefault(_pieces(name), Term("u", line["unit"], bool(line.get("time"))))
        if "large" in line:
            large[line["unit"]] = (line["large"]["from"], line["large"]["unit"])
        if line.get("time"):
            times.add(line["unit"])
    for line in _lines("currencies"):
        for name in line["names"]:
            terms.setdefault(_pieces(name), Term("C", line["code"]))
        for sign in line["symbols"]:
            terms.setdefault(_pieces(sign), Term("$", line["code"]))
    for line in _amount_words():
        if line["class"] not in _WORD_CODES:
            continue
        terms[_pieces(line["phrase"])] = Term(_WORD_CODES[line["class"]], line["value"])
    by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for pieces, term in sorted(terms.items(), key=lambda item: (-len(item[0]), item[0])):
        by_first.setdefault(pieces[0], []).append((pieces, term))
    return Lexicon({k: tuple(v) for k, v in by_first.items()}, large, frozenset(times))


@cache
def designations() -> frozenset[str]:
    """Words before the number of a name: "article 5"."""
    return frozenset(line["phrase"] for line in _amount_words() if line["class"] == "designation")


@cache
def clock_words() -> frozenset[str]:
    """Words after the time of day: "9 pm"."""
    return frozenset(line["phrase"] for line in _amount_words() if line["class"] == "clock")


@cache
def periods() -> Mapping[str, str]:
    """Words for a period that a figure is counted by, and the period: "a day"."""
    return {line["phrase"]: line["value"] for line in _amount_words() if line["class"] == "period"}


def tokenize(text: str) -> Tokens:
    """The tokens of a text with their classes; a term of several words is one token."""
    known = lexicon().terms
    matches = list(_TOKEN.finditer(text))
    words = [m.group().lower() for m in matches]
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    i = 0
    while i < len(matches):
        code, value, size = _at(matches, words, i, known)
        if code == "s" and size == 1 and len(words[i]) == 1 and (not ends or ends[-1] != matches[i].start()):
            code, value = "W", None  # "3 k" is no thousand; "£3k" is
        codes.append(code)
        values.append(value)
        starts.append(matches[i].start())
        ends.append(matches[i + size - 1].end())
        i += size
    return Tokens(text, "".join(codes), tuple(starts), tuple(ends), tuple(values))


def _at(
    matches: list[re.Match[str]],
    words: list[str],
    i: int,
    known: Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]],
) -> tuple[str, Any, int]:
    for pieces, term in known.get(words[i], ()):
        if tuple(words[i : i + len(pieces)]) == pieces and _fits(matches[i].group(), term):
            return term.code, term.value, len(pieces)
    group = matches[i].lastgroup
    if group == "number":
        return "N", _value(words[i]), 1
    if group == "dash":
        return "D", None, 1
    if group == "break":
        return "|", None, 1
    if group == "mark" and words[i] in ",.()":
        return words[i], None, 1
    return ("W" if group == "word" else "x"), None, 1


def _value(written: str) -> float:
    """ "1,234.5", "1 234" and, with a decimal comma, "1,5"."""
    digits = "".join(written.split())
    whole, comma, rest = digits.partition(",")
    if comma and len(rest) < 3:
        return float(f"{whole}.{rest}")
    return float(digits.replace(",", ""))


def _fits(written: str, term: Term) -> bool:
    """Currency codes are written in capitals; other terms as they please."""
    return term.code != "$" or written.upper() == written
