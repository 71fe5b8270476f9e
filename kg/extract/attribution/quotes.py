"""Quotation marks paired into quotations, whatever the marks and however many are missing.

One pass over the characters with a small stack; a quotation never leaves its paragraph unless the next
one opens with a mark again (the printers' rule for quotations of several paragraphs). An opening mark
without a partner ends its quotation with the sentence, so that it can't swallow the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Opening marks and the marks that may close them. Low and high marks pair as German and Polish do.
PAIRS = {
    "“": '”“"‟',
    "„": '“”"‟',
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "‘": "’",
    '"': '"”“',
    "＂": "＂",
    "''": "''",
    "``": "''\"",
    "'": "'",
    "”": "”",
}
_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»‹›「」『』〝〞〟＂‘’']")
_PARAGRAPH = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\s*")
_STOP = re.compile(r"[.!?](?=\s|$)")
#: A quotation within single marks is no longer than this: beyond it, apostrophes would pair.
MAX_SINGLE = 400
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters start … end with the marks, inner_start … inner_end without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    #: It goes on in the next paragraph, which opens with a mark again.
    continues: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner: int


def find_quotes(text: str) -> list[Quote]:
    """All quotations of a text in order of their start, nested ones with depth ≥ 1."""
    found: list[Quote] = []
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text)]
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found += _paragraph(text, start, end, following)
    return sorted(found, key=lambda q: (q.start, -q.end))


def top(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations that stand in no other."""
    kept: list[Quote] = []
    for quote in quotes:
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _paragraph(text: str, start: int, end: int, following: tuple[int, int] | None) -> Iterator[Quote]:
    stack: list[_Open] = []
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        mark = {"‘‘": "“", "’’": "”"}.get(mark, mark)
        if mark in "'’" and len(mark) == 1 and _apostrophe(text, at, start, end):
            continue
        closing = _closes(stack, mark, text, at, after, start, end)
        if closing is not None:
            opened = stack[closing]
            del stack[closing:]
            blank = _BLANK.match(text, opened.inner, at)
            if blank is not None and blank.end() >= at:
                continue
            if after - opened.start <= MAX_SINGLE or opened.mark not in {"'", "‘"}:
                yield Quote(opened.start, after, opened.inner, at, closing, closed=True)
        elif _opens(mark, text, at, after, start, end) and len(stack) < _DEPTH:
            stack.append(_Open(mark, at, after))
    yield from _unclosed(text, stack, start, end, following)


def _unclosed(
    text: str, stack: list[_Open], start: int, end: int, following: tuple[int, int] | None
) -> Iterator[Quote]:
    if not stack or stack[0].mark in "'‘”":
        return
    opened = stack[0]
    carried = following is not None and text[following[0] : following[1]].lstrip()[:1] == text[opened.start]
    whole = not text[start : opened.start].strip()
    if carried or whole:
        stop = end
    else:
        found = _STOP.search(text, opened.inner, end)
        stop = found.end() if found else end
    while stop > opened.inner and text[stop - 1].isspace():
        stop -= 1
    if stop > opened.inner:
        yield Quote(opened.start, stop, opened.inner, stop, 0, closed=False, continues=carried)


def _apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """Letters on both sides, or a year behind it ("'90s"); plurals ("dogs' bark") are left to pairing."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isalnum() and after.isalnum()) or after.isdigit()


def _closes(
    stack: list[_Open], mark: str, text: str, at: int, after: int, start: int, end: int
) -> int | None:
    """The place in the stack that this mark closes, innermost first; what stood open inside is dropped."""
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    for place in range(len(stack) - 1, -1, -1):
        opened = stack[place]
        if mark not in PAIRS.get(opened.mark, ""):
            continue
        if mark in {"'", "’"} and (before == "s" and behind == " " and _later(text, mark, after, end)):
            return None  # a plural's apostrophe: the real mark comes later
        ambiguous = mark in {'"', "“", "'", "''", "＂"}
        if ambiguous and before.isspace() and not behind.isspace() and behind.isalnum() and place == 0:
            # A mark with a space before and a letter behind opens; the earlier one was left unclosed, unless
            # the text spaces its punctuation (", ” he said").
            return None if len(stack) < _DEPTH and mark == "“" else place if _spaced(text, at) else None
        return place
    return None


def _later(text: str, mark: str, after: int, end: int) -> bool:
    found = text.find(mark, after, min(end, after + MAX_SINGLE))
    return found > 0 and not (text[found - 1].isalnum() and found + 1 < end and text[found + 1].isalnum())


def _spaced(text: str, at: int) -> bool:
    return at > 1 and text[at - 2] in ",.!?"


def _opens(mark: str, text: str, at: int, after: int, start: int, end: int) -> bool:
    if mark not in PAIRS or after >= end:
        return False
    before = text[at - 1] if at > start else " "
    if mark in "'‘" and len(mark) == 1:
        return not before.isalnum() and not text[after].isspace()
    if mark in {'"', "''", "＂"}:
        return not text[after].isspace() or before.isspace()
    if mark == "”":
        return before.isspace() and text[after].isalnum()
    return True
