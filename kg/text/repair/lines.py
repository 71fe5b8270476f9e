"""Repair of hard-wrapped lines: a paragraph becomes one line; lists, heads and speaker turns stay apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.text.offsets import Edit
from kg.text.repair.words import lists, word_counts

WRAP, HYPHEN = "wrapped-line", "line-end-hyphen"

#: Wrapped text is at most this wide; a longer line is a paragraph.
_WIDEST = 120
#: A line was full if the next word would have passed this part of the usual width (proportional type
#: gives lines of unequal numbers of characters: UN records vary between 45 and 58).
_FULL = 0.85
#: In wrapped prose at least this part of the junctions goes on in lower case.
_LOWER_PART = 0.3

_TERMINAL = re.compile(r"[.!?:;。！？][”’\"')\]]*$")
_ITEM = re.compile(r"(?:[-–—•*·▪●○◦‣]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s|\(?[ivx]{1,4}\)\s|[QA]:|#)")
_TURN = re.compile(r"(?:[A-Z][\w’'.-]*)(?: [A-Za-z][\w’'.-]*){0,5} ?(?:\([^)\n]{1,40}\) ?)?:\s")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")


class _Usage(NamedTuple):
    """How the text itself writes words: counts of each, and its hyphenated compounds."""

    words: Counter[str]
    compounds: frozenset[str]


class _Line(NamedTuple):
    start: int
    end: int
    text: str  # without space at either side
    indent: int


def _lines(text: str) -> list[_Line]:
    made, at = [], 0
    for raw in text.split("\n"):
        made.append(_Line(at, at + len(raw), raw.strip(), len(raw) - len(raw.lstrip())))
        at += len(raw) + 1
    return made


def wrapped(text: str) -> Iterator[Edit]:
    """Join the lines of a paragraph by a space, or by nothing after a hyphen.

    The document is taken as hard-wrapped when nine tenths of its lines are at most 120 characters
    wide and a good part of them go on in lower case. There a line is joined to the next if it was full
    (the next word would not have fitted) or plainly goes on. Elsewhere only a long line that stops
    without a stop before a lower-case word is joined.
    """
    lines = _lines(text)
    solid = [line for line in lines if line.text]
    if len(solid) < 2:
        return
    width = _width(lines, solid)
    indented = sum(1 for line in solid if line.indent) > 0.5 * len(solid)
    usage: _Usage | None = None
    for line, following in pairwise(lines):
        if not line.text or not following.text:
            continue
        starts_paragraph = following.indent > line.indent and not indented
        if starts_paragraph or not _goes_on(line.text, following.text, width):
            continue
        if line.text[-1:] in "-‐" and line.text[-2:-1].isalpha():
            usage = usage or _Usage(word_counts(text), frozenset(_COMPOUND.findall(text)))
            yield _hyphenated(text, line, following, usage)
        else:
            yield Edit(*_gap(line, following), " ", WRAP)


def _gap(line: _Line, following: _Line) -> tuple[int, int]:
    return line.start + line.indent + len(line.text), following.start + following.indent


def _width(lines: list[_Line], solid: list[_Line]) -> int | None:
    """The width the text was wrapped to, or None if it was not."""
    lengths = sorted(len(line.text) for line in solid)
    common = lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))]
    junctions = [(a.text, b.text) for a, b in pairwise(lines) if a.text and b.text]
    if common > _WIDEST or len(junctions) < 3:
        return None
    lower = sum(
        1 for a, b in junctions if b[0].islower() and len(a) > 0.5 * common and not _TERMINAL.search(a)
    )
    return common if lower >= _LOWER_PART * len(junctions) else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    open_end = not _TERMINAL.search(line)
    if line.isdigit() or following.isdigit():
        return False
    if _ITEM.match(following) and not (
        open_end and following[0].isdigit() and width and len(line) > _FULL * width
    ):
        return False
    if not open_end and _TURN.match(following):
        return False
    if width is None:
        return (
            open_end
            and len(line) >= 60
            and following[0].islower()
            and (line[-1].isalpha() or line[-1] in ",-")
        )
    if open_end and (following[0].islower() or line[-1] in ",-–—"):
        return True
    if open_end and line.rsplit(maxsplit=1)[-1].lower() in lists().dangling:
        return True
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > _FULL * width


def _hyphenated(text: str, line: _Line, following: _Line, usage: _Usage) -> Edit:
    """A hyphen at a line end: kept in a compound, dropped in a word, as the text or the list has it."""
    start, end = _gap(line, following)
    left = re.search(r"([^\W\d_]+)[-‐]$", text[max(0, start - 40) : start])
    right = re.match(r"[^\W\d_]+", following.text)
    if not left or not right:
        return Edit(start, end, "", HYPHEN)
    if right[0] in ("and", "or", "to"):  # "short- and long-term"
        return Edit(start, end, " ", WRAP)
    before = text[start - len(left[0]) - 1 : start - len(left[0])]
    one, known = left[1] + right[0], lists().known
    compound = f"{left[1]}-{right[0]}" in usage.compounds
    if right[0][0].isupper() or before == "-" or (compound and not usage.words[one]):
        return Edit(start, end, "", HYPHEN)
    if usage.words[one] or known(one) or not (known(left[1]) and known(right[0])):
        return Edit(start - 1, end, "", HYPHEN)
    return Edit(start, end, "", HYPHEN)
