"""Where sentences may begin: hints for the parser before it runs, and the cut of its parse afterwards.

The parser decides by syntax and errs at line ends, list numbers, speaker labels, quotation marks and
abbreviations; there the hints decide. Between them it is free.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.places import data_path
from kg.text.annotate import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPENING = frozenset("“‘«„([{")
_CLOSING = frozenset("”’»)]}")
_TERMINAL = frozenset(".!?…;:。！？")
#: "1.", "(2)", "3)", "IV.", "a)", a bullet: its own segment, so that the sentence behind it parses clean.
_ITEM = re.compile(
    r"[ \t]*(?:\(?\d{1,3}[.)]|\(?[ivxIVX]{1,5}[.)]|\(?[a-z]\)|[-–—•*·▪●○◦‣.](?=[ \t]))(?=[ \t]+\S)"
)
#: "Q:", "Minister Korvel:", "The President of Syldavia (spoke in Syldavian):" before a turn of speech.
_LABEL = re.compile(
    r"[ \t]*(?:The )?[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|for|de|von|van|al|bin|and)){0,6}"
    r"(?: \([^)\n]{1,40}\))?:(?=[ \t]+[\"“‘'A-Z])"
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_HEADING = 24


@cache
def _abbreviations() -> dict[str, bool]:
    """Abbreviation without its stop → does it only count before a figure?"""
    lines = data_path("lexicon", "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return {
        line.split()[0]: line.endswith(" number")
        for line in lines
        if line.strip() and not line.startswith("#")
    }


def hint(doc: Doc) -> None:
    """Fix the sentence starts of an unparsed text that are certain, and those that are impossible."""
    forced = _forced(doc.text)
    quote_open = False
    terminal = True  # may a sentence begin here? only after a stop
    for i, token in enumerate(doc):
        text = token.text
        after_line = i > 0 and "\n" in doc[i - 1].text
        quote_open = quote_open and not after_line
        opens = text in _OPENING or (text == '"' and not quote_open)
        closes = text in _CLOSING or (text == '"' and quote_open)
        if (i and after_line) or token.idx in forced:
            token.is_sent_start = True
        elif i and (not terminal or closes or _held(doc, i)):
            token.is_sent_start = False
        if text == '"':
            quote_open = not quote_open
        if token.is_space:
            terminal = terminal or "\n" in text
        elif not closes and not (opens and terminal):
            terminal = text[-1] in _TERMINAL


def _forced(text: str) -> set[int]:
    """Offsets of the words behind list numbers and speaker labels, where sentences begin in any case.

    One label alone may be a heading's colon; two make turns of speech.
    """
    found: set[int] = set()
    labels: list[int] = []
    at = 0
    for line in text.split("\n"):
        if item := _ITEM.match(line):
            found.add(_word_from(text, at + item.end()))
        elif label := _LABEL.match(line):
            labels.append(_word_from(text, at + label.end()))
        at += len(line) + 1
    return found | (set(labels) if len(labels) > 1 else set())


def _word_from(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


def _held(doc: Doc, i: int) -> bool:
    """Does the token before hold this one: an opening mark, an abbreviation, initials that open the line?"""
    before = doc[i - 1].text
    if before in _OPENING:
        return True
    if not before.endswith(".") or len(before) < 2:
        return False
    number_only = _abbreviations().get(before[:-1])
    if number_only is not None:
        return not number_only or doc[i].text[0].isdigit()
    opens_line = i == 1 or "\n" in doc[i - 2].text
    return opens_line and "." in before[:-1]


def cut(doc: Doc) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    """The sentences of a parse, trimmed of white space, and for every token the index of its sentence."""
    found: list[Sentence] = []
    belongs: list[int] = []
    paragraph = 0
    for span in doc.sents:
        belongs += [len(found)] * (span.end - span.start)
        first, last = span.start, span.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        start = doc[first].idx if first < len(doc) else len(doc.text)
        end = doc[last - 1].idx + len(doc[last - 1]) if last > first else start
        found.append(Sentence(first, last, start, end, paragraph, _is_heading(doc, first, last, start, end)))
        if "\n" in doc[span.end - 1].text:
            paragraph += 1
    return tuple(found), tuple(belongs)


def _is_heading(doc: Doc, first: int, last: int, start: int, end: int) -> bool:
    """A line of its own that is no sentence: the title, a head with or without number, a byline, a number.

    Without a final stop: the first line of the text, a numbered line, one mostly in capitals, one
    without a finite verb, or a short one before a long paragraph. With a stop: one mostly in capitals
    and without a finite verb ("Establishment of a Legation, 1903.").
    """
    text = doc.text
    if last <= first or last - first > _LONGEST_HEADING:
        return False
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    if line_end < 0 and line_start > 0 and line[-1:] in _TERMINAL:
        return False
    numbered = _ITEM.match(line)
    own = text[start:end]
    parts = {line} if not numbered else {line, line[numbered.end() :].strip(), numbered[0].strip()}
    if own not in parts:
        return False
    if numbered and own == numbered[0].strip():
        return True
    words = [t for t in doc[first:last] if t.is_alpha]
    if not words:
        return not any(c.isalpha() for c in line)
    finite = any(t.tag_ in _FINITE for t in words)
    capitals = sum(t.text[0].isupper() or len(t.text) < 4 for t in words) / len(words)
    if line[-1] in '.!?;:,”"’':
        return line[-1] == "." and not finite and capitals > 0.8 and last - first < 16
    return (
        not finite
        or numbered is not None
        or capitals > 0.7
        or _heads_text(text, line_start, end, last - first)
    )


def _heads_text(text: str, start: int, end: int, length: int) -> bool:
    """Does a line without a stop stand over text: as the first, or as a short one before a long paragraph?"""
    below = text[end:].lstrip(" \t")
    if not text[:start].strip():
        return below.startswith("\n") and bool(below.strip())
    following = below.lstrip().partition("\n")[0].rstrip()
    return length <= 10 and len(following) > 80 and following[-1] in _TERMINAL | _CLOSING | {'"'}
