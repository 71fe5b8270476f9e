"""Words of a text as date classes: one character a token, so that patterns run over a short string.

The classes come from data/lexicon/date_words.jsonl and number_words.jsonl; a handful of function
words belong to the grammar itself. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path

#: Class of the lexicon → its character in the class string.
CODES: Mapping[str, str] = MappingProxyType(
    {
        "month": "M", "month-short": "A", "weekday": "W", "weekday-short": "w", "season": "S", "unit": "U",
        "last": "l", "next": "x", "this": "h", "following": "f", "that": "t", "ago": "g", "earlier": "k",
        "later": "j", "day-word": "r", "part": "b", "anniversary": "m", "recurring": "P", "each": "6",
        "vague": "q", "future": "7", "designation": "8", "counted": "9",
        "cardinal": "c", "tens": "c", "ordinal": "v", "pair": "q", "day-part": "p",
    }
)  # fmt: skip
#: Function words of the grammar.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "the": "T", "of": "F", "from": "R", "between": "B", "and": "&", "to": "2", "through": "2",
        "till": "u", "until": "u", "since": "s", "by": "y", "in": "1", "on": "3", "for": "4",
        "over": "5", "during": "5", "within": "5", "throughout": "5", "a": "a", "an": "a",
        "old": "G", "aged": "H", "age": "H", "or": "&",
    }
)  # fmt: skip
#: Two digits from here on are of the century before this one: "FY99".
_LAST_CENTURY = 70
_TOKEN = re.compile(
    r"(?P<iso>(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-]))"
    r"|(?P<dotted>(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\d))"
    r"|(?P<slashed>(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/]))"
    r"|(?P<numeral>(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+\.\d+)"
    r"|(?P<decade>\d{4}['’]?s\b|['’]\d0s\b)"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    r"|(?P<quarter>\bQ[1-4]\b)"
    r"|(?P<fiscal>\bFY ?(?:\d{4}|\d{2})\b)"
    r"|(?P<number>(?<!\w)\d+(?!\w))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<dash>[-–—‑−]|(?<=\d)/(?=\d))"
    r"|(?P<break>\n)"
    r"|(?P<mark>[^\s\w])"
    r"|(?P<other>\w+)"
)


class Lexicon(NamedTuple):
    """Word → (code, value, weak): weak months need a neighbour that makes them dates."""

    words: Mapping[str, tuple[str, Any, bool]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: offsets, values and the string of class codes, all of one length."""

    text: str
    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[Any, ...]

    def written(self, i: int) -> str:
        return self.text[self.starts[i] : self.ends[i]]


@cache
def lexicon() -> Lexicon:
    """The date and number words, read once. Raises DataError if a file is missing or malformed."""
    words: dict[str, tuple[str, Any, bool]] = {}
    for name in ("number_words.jsonl", "date_words.jsonl"):
        for line in read_lines(data_path("lexicon", name)):
            code = CODES.get(line["class"])
            if code and line["word"] not in words | dict.fromkeys(WORDS):
                words[line["word"]] = (code, line["value"], bool(line.get("weak")))
    return Lexicon(words)


def tokenize(text: str) -> Tokens:
    """The tokens of a text with their classes."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    words = lexicon().words
    for found in _TOKEN.finditer(text):
        code, value = _classified(found.lastgroup or "", found.group(), words)
        if code == "c" and _joins(codes, values, value):
            # "fifty-one" is one number.
            codes[-2:], values[-2:] = ["c"], [values[-2] + value]
            starts[-1:], ends[-2:] = [], [found.end()]
            continue
        codes.append(code)
        values.append(value)
        starts.append(found.start())
        ends.append(found.end())
    return Tokens(text, "".join(codes), tuple(starts), tuple(ends), tuple(values))


def _joins(codes: list[str], values: list[Any], unit: Any) -> bool:
    """Whether the tokens so far end in tens and a hyphen, and a unit follows."""
    if codes[-2:] != ["c", "D"] or not isinstance(unit, int) or not isinstance(values[-2], int):
        return False
    return 20 <= values[-2] <= 90 and values[-2] % 10 == 0 and 1 <= unit <= 9


def _classified(group: str, text: str, words: Mapping[str, tuple[str, Any, bool]]) -> tuple[str, Any]:
    if group == "word":
        return _word(text, words)
    if group == "number":
        return _number(text)
    if group == "ordinal":
        value = int(text[:-2]) if len(text) < 6 else 0
        return ("o" if 1 <= value <= 31 else "O"), value
    if group == "decade":
        return _decade(text)
    if group == "fiscal":
        digits = text[2:].strip()
        if len(digits) == 4:
            return "Y", int(digits)
        return "Y", int(digits) + (1900 if int(digits) >= _LAST_CENTURY else 2000)
    simple = {
        "iso": "I", "dotted": "I", "slashed": "I", "quarter": "Q", "possessive": "'", "dash": "D",
        "break": "|", "numeral": "n",
    }  # fmt: skip
    if group == "mark":
        return (text if text in ",.()" else "X"), None
    return simple.get(group, "X"), text


def _word(text: str, words: Mapping[str, tuple[str, Any, bool]]) -> tuple[str, Any]:
    low = text.lower()
    if low in WORDS:
        return WORDS[low], low
    entry = words.get(low)
    if entry is None:
        return ("C" if text[0].isupper() else "X"), None
    code, value, weak = entry
    if code in "MAWw" and not (text[0].isupper() and (text[1:].islower() or text.isupper())):
        return "X", None
    return ("N" if weak else code), value


def _decade(text: str) -> tuple[str, Any]:
    """ "the 1990s"; "2012's vote" is of one year, whose possessive only looks like a decade."""
    year = int(text[:4]) if text[0].isdigit() else 1900 + int(text[1]) * 10
    if not 1000 <= year < 2200:
        return "X", None
    if year % 10 == 0:
        return "E", year
    return ("Y", year) if len(text) == 6 else ("X", None)


def _number(text: str) -> tuple[str, Any]:
    if len(text) > 4:
        return "n", None
    value = int(text)
    if len(text) == 4:
        return ("Y" if 1000 <= value < 2200 else "n"), value
    if len(text) <= 2 and 1 <= value <= 31:
        return "d", value
    return ("z" if len(text) == 2 else "n"), value
