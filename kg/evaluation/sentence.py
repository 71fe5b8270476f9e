"""The sentence around a piece of evidence, for people to read beside it."""

from __future__ import annotations

import re

#: A sentence's end, or an empty line.
_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n\s*\n")
#: No more than this of a text without full stops.
_LONGEST = 400


def around(text: str, words: str, start: int | None = None) -> dict[str, str]:
    """before, evidence, after: the words and what stands around them to the ends of their sentences.

    start: where the words are, else their first occurrence; words that are not there stand alone.
    """
    at = text.find(words) if start is None else start
    if at < 0 or not words:
        return {"before": "", "evidence": _line(words), "after": ""}
    stop = at + len(words)
    low = max(0, at - _LONGEST)
    ends = [m.end() for m in _END.finditer(text, low, at)]
    first = ends[-1] if ends else low
    found = _END.search(text, max(0, stop - 1), stop + _LONGEST)
    last = found.end() if found and found.end() >= stop else min(len(text), stop + _LONGEST)
    return {"before": _line(text[first:at], True), "evidence": _line(words), "after": _line(text[stop:last])}


def _line(text: str, keep_end: bool = False) -> str:
    """On one line; a space where the cut words met."""
    made = " ".join(text.split())
    return made + " " if keep_end and made and text[-1:].isspace() else made
