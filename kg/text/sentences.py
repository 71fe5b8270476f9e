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
    from spacy.tokens import Doc, Span

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
#: In tokens; and in characters before the words of a head, for its number.
_LONGEST_HEADING = 24
_LONGEST_NUMBER = 16


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
    """Fix the sentence starts of an unparsed text that are certain, and those that are impossible.

    They are set in one array: spaCy's setter of a single token looks at the whole text each time.
    """
    import numpy
    from spacy.attrs import SENT_START

    forced = _forced(doc.text)
    texts = [t.text for t in doc]
    starts = numpy.zeros((len(texts), 1), dtype="int64")  # 1 begins, −1 does not, 0 the parser decides
    quote_open = False
    terminal = True  # may a sentence begin here? only after a stop
    for i, token in enumerate(doc):
        text = texts[i]
        after_line = i > 0 and "\n" in texts[i - 1]
        quote_open = quote_open and not after_line
        opens = text in _OPENING or (text == '"' and not quote_open)
        closes = text in _CLOSING or (text == '"' and quote_open)
        if (i and after_line) or token.idx in forced:
            starts[i] = 1
        elif i and (not terminal or closes or _held(texts, i)):
            starts[i] = -1
        if text == '"':
            quote_open = not quote_open
        if text.isspace():
            terminal = terminal or "\n" in text
        elif not closes and not (opens and terminal):
            terminal = text[-1] in _TERMINAL
    if texts:
        doc.from_array([SENT_START], starts.astype("uint64"))  # type: ignore[arg-type]


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


def _held(texts: list[str], i: int) -> bool:
    """Does the token before hold this one: an opening mark, an abbreviation, initials that open the line?"""
    before = texts[i - 1]
    if before in _OPENING:
        return True
    if not before.endswith(".") or len(before) < 2:
        return False
    number_only = _abbreviations().get(before[:-1])
    if number_only is not None:
        return not number_only or texts[i][0].isdigit()
    opens_line = i == 1 or "\n" in texts[i - 2]
    return opens_line and "." in before[:-1]


def cut(doc: Doc) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    """The sentences of a parse, trimmed of white space, and for every token the index of its sentence."""
    found: list[Sentence] = []
    belongs: list[int] = []
    paragraph = 0
    text = doc.text
    top = len(text) - len(text.lstrip())
    for span in doc.sents:
        belongs += [len(found)] * (span.end - span.start)
        first, last = span.start, span.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        if first == last:  # white space belongs to what follows
            paragraph += 1 if found and "\n" in doc[span.end - 1].text else 0
            continue
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        heading = last <= first + _LONGEST_HEADING and _is_heading(doc[first:last], text, top)
        found.append(Sentence(first, last, start, end, paragraph, heading))
        if "\n" in doc[span.end - 1].text:
            paragraph += 1
    if not found and belongs:
        found.append(Sentence(0, 0, 0, 0, 0))
    # White space at the end has nothing to follow it.
    return tuple(found), tuple(min(i, len(found) - 1) for i in belongs)


def _is_heading(span: Span, text: str, top: int) -> bool:
    """A line of its own that is no sentence: the title, a head with or without number, a byline, a number.

    Without a final stop: the first line of the text, a numbered line, one mostly in capitals, one
    without a finite verb, or a short one before a long paragraph. With a stop: one mostly in capitals
    and without a finite verb ("Establishment of a Legation, 1903.").
    text: the whole text, which begins at offset `top`. Only its neighbourhood is looked at, so that the
    cost does not grow with its length.
    """
    start, end = span.start_char, span.end_char
    reach = max(0, start - _LONGEST_NUMBER)
    line_start = text.rfind("\n", reach, start) + 1
    if line_start == 0 and reach > 0:
        return False
    numbered = _ITEM.match(text, line_start)
    if numbered and start < numbered.end():
        return end == numbered.end()
    line_end = text.find("\n", end, end + 80)
    rest = text[end : line_end if line_end >= 0 else end + 80].strip()
    if rest or text[numbered.end() if numbered else line_start : start].strip():
        return False
    words = [t for t in span if t.is_alpha]
    if not words:
        return not any(c.isalpha() for c in span.text)
    finite = any(t.tag_ in _FINITE for t in words)
    capitals = sum(t.text[0].isupper() or len(t.text) < 4 for t in words) / len(words)
    if text[end - 1] in '.!?;:,”"’':
        return text[end - 1] == "." and not finite and capitals > 0.8 and len(span) < 16
    if not finite or numbered is not None or capitals > 0.7:
        return True
    return _heads_text(text, end, len(span), line_start <= top)


def _heads_text(text: str, end: int, length: int, is_first: bool) -> bool:
    """Does a line without a stop stand over text: as the first, or as a short one before a long paragraph?"""
    below = text[end : end + 20_000].lstrip(" \t")
    if is_first:
        return below.startswith("\n") and bool(below.strip())
    following = below.lstrip().partition("\n")[0].rstrip()
    return length <= 10 and len(following) > 80 and following[-1] in _TERMINAL | _CLOSING | {'"'}
