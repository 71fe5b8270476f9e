"""Repair of page and line numbers, and running heads, that stand inside the text.

None is found by its look alone: a number is a marker when it belongs to a sequence that grows by one
over the file and when the breaks it makes fall inside sentences; lists and numbered paragraphs break
between sentences and stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg.text.offsets import Edit
from kg.text.repair.words import lists, word_counts

RUNNING, PAGE, HEAD, FEED = "running-number", "page-number", "running-head", "form-feed"

_START = re.compile(r"^[ \t]*(?P<n>\d{1,5})(?P<sep>[ \t]*[、，．.,:;|/）)\]】>-]|(?=[ \t]|[^\W\d_]))", re.M)
#: A chain shorter than this may be chance.
_LEAST = 3
_TERMINAL = re.compile(r"[.!?:;。！？；：][”’\"')\]]*\s*$")


class _Mark(NamedTuple):
    number: int
    start: int  # of the gap: end of the line before
    end: int  # after number and separator
    own: int  # where the number begins


def running_numbers(text: str) -> Iterator[Edit]:
    """Numbers at line starts that were put into the running text ("Jo⏎3、hn Kerry")."""
    by_look: dict[str, list[_Mark]] = {}
    for m in _START.finditer(text):
        mark = _Mark(int(m["n"]), _back(text, m.start(), "\n\r\f"), m.end(), m.start("n"))
        by_look.setdefault(m["sep"], []).append(mark)
    found: list[Edit] = []
    for look, marks in by_look.items():
        chain = _longest_chain(marks)
        if len(chain) >= _LEAST and len(chain) >= 0.8 * len(marks) and _inside_sentences(text, chain, look):
            found += _removed(text, chain)
    yield from sorted(found)


def _back(text: str, at: int, over: str | None = None) -> int:
    """The offset behind the last character before `at` that is not one of `over` (white space if None)."""
    while at and (text[at - 1] in over if over else text[at - 1].isspace()):
        at -= 1
    return at


def _longest_chain(marks: list[_Mark]) -> list[_Mark]:
    """The longest run of marks, in the order of the file, whose numbers grow by one."""
    lengths: list[int] = []
    before: list[int] = []  # index of the mark that comes before in the chain, or −1
    best: dict[int, int] = {}  # number → index of the mark that ends the longest chain there
    for i, mark in enumerate(marks):
        before.append(best.get(mark.number - 1, -1))
        lengths.append(1 + (lengths[before[i]] if before[i] >= 0 else 0))
        if lengths[i] > (lengths[best[mark.number]] if mark.number in best else 0):
            best[mark.number] = i
    chain: list[_Mark] = []
    i = max(range(len(marks)), key=lengths.__getitem__, default=-1)
    while i >= 0:
        chain.append(marks[i])
        i = before[i]
    return chain[::-1]


def _inside_sentences(text: str, chain: list[_Mark], look: str) -> bool:
    """Do the breaks fall inside sentences, more often than any list would?"""
    breaks = [m for m in chain if m.start]
    if not breaks:
        return False
    inside = sum(_splits_sentence(text, m) for m in breaks)
    if inside < 0.5 * len(breaks):
        return False
    if look not in (".", ")", ""):
        return True
    words_cut = sum(_splits_word(text, m) for m in breaks)
    return words_cut >= 2 or _cut_by_length(chain) or _full_lines(text, chain)


def _splits_sentence(text: str, mark: _Mark) -> bool:
    before, after = text[max(0, mark.start - 40) : mark.start], text[mark.end : mark.end + 3].lstrip()
    return not _TERMINAL.search(before) and bool(after) and not after[0].isupper()


def _splits_word(text: str, mark: _Mark) -> bool:
    left = re.search(r"[^\W\d_]+$", text[max(0, mark.start - 30) : mark.start])
    right = re.match(r"[^\W\d_]+", text[mark.end : mark.end + 30])
    if not left or not right:
        return False
    known = lists().known
    return known(left[0] + right[0]) and not (known(left[0]) and known(right[0]))


def _cut_by_length(chain: list[_Mark]) -> bool:
    """Were the lines cut at a fixed number of characters, blind to words? Then no space is missing.

    The last stretch is longer or shorter than the rest and is not counted.
    """
    starts = [m.end for m in chain]
    ends = [m.start for m in chain[1:]]
    lengths = Counter(end - start for start, end in zip(starts, ends, strict=False))
    if len(ends) < _LEAST:
        return False
    common = lengths.most_common(1)[0][0]
    return sum(n for length, n in lengths.items() if abs(length - common) <= 1) >= 0.9 * len(ends)


def _full_lines(text: str, chain: list[_Mark]) -> bool:
    """Were the lines between the marks filled, so that the next word did not fit, as a typesetter does?"""
    lines = [text[a.end : b.start].strip() for a, b in pairwise(chain)]
    if len(lines) < 5 or (width := max(map(len, lines))) < 40:
        return False
    nexts = [*lines[1:], text[chain[-1].end : chain[-1].end + 40].strip() or "-"]
    full = sum(
        len(a) + 1 + len((b.split() or [""])[0]) > 0.9 * width for a, b in zip(lines, nexts, strict=True)
    )
    return full >= 0.85 * len(lines)


def _removed(text: str, chain: list[_Mark]) -> Iterator[Edit]:
    blind = _cut_by_length(chain)
    padded = not blind and all(text[m.end : m.end + 1] in (" ", "\t") for m in chain)
    counts = word_counts(text)
    for mark in chain:
        end = mark.end + (1 if padded else 0)
        before, after = text[mark.start - 1 : mark.start] if mark.start else "", text[end : end + 1]
        glue = ""
        if mark.start and not blind and before.strip() and after.strip():
            glue = "" if _one_word(text, mark, end, counts) else " "
        start = mark.start if mark.start else mark.own
        yield Edit(start, end, glue, RUNNING)


def _one_word(text: str, mark: _Mark, end: int, counts: Counter[str]) -> bool:
    left = re.search(r"[^\W\d_]+$", text[max(0, mark.start - 30) : mark.start])
    right = re.match(r"[^\W\d_]+", text[end : end + 30])
    if not left or not right:  # punctuation on one side
        return text[mark.start - 1] in "(“‘-" or text[end] in ",.;:!?)”’-"
    known = lists().known
    if known(left[0]) and known(right[0]):
        return False
    return known(left[0] + right[0]) or counts[left[0] + right[0]] > 0


_PAGE_WORD = re.compile(
    r"^[ \t#*\[(–-]*(?:page|pg\.|p\.)[ \t]*\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[ \t:*\])–-]*$", re.M | re.I
)
_NUMBER_LINE = re.compile(r"^[ \t]*[\[(–—-]?[ \t]*(\d{1,4})[ \t]*[\])–—-]?[ \t]*$", re.M)
_OF_LINE = re.compile(r"^[ \t]*(\d{1,4})[ \t]*(?:of|/)[ \t]*\d{1,4}[ \t]*$", re.M)
#: Page and document number of a printed record: "24 11-50692", "15-29664 5/25", "A/70/PV.20 30/09/2015".
_CODE_LINE = re.compile(
    r"^[ \t]*(?:(?:\d{1,2}/\d{1,2}/\d{4}[ \t]+)?[AS]/\d+/PV\.\d+(?:[ \t]+\d{1,2}/\d{1,2}/\d{4})?"
    r"|(?:\d{1,3}(?:/\d{1,3})?[ \t]+)?\d{2}-\d{5}(?:[ \t]+\d{1,3}(?:/\d{1,3})?)?(?:[ \t]*\([A-Z]\))?)[ \t]*$",
    re.M,
)


def page_lines(text: str) -> Iterator[Edit]:
    """Lines that hold nothing but a page number, and lines repeated beside them (running heads)."""
    spans = {(m.start(), m.end()): PAGE for m in _PAGE_WORD.finditer(text)}
    spans |= {(m.start(), m.end()): PAGE for m in _CODE_LINE.finditer(text)}
    for pattern in (_NUMBER_LINE, _OF_LINE):
        marks = [_Mark(int(m[1]), m.start(), m.end(), m.start()) for m in pattern.finditer(text)]
        chain = _longest_chain(marks)
        if len(chain) >= _LEAST and len(chain) >= 0.8 * len(marks) and _far_apart(chain):
            spans |= {(m.start, m.end): PAGE for m in chain}
        else:
            spans |= {(m.start, m.end): PAGE for m in marks if _alone_in_sentence(text, m)}
    spans |= {m.span(): FEED for m in re.finditer("[\f\v]", text)}
    spans |= {span: HEAD for span in _heads(text, sorted(s for s, _ in spans)) if span not in spans}
    if "\f" in text:
        spans |= {span: rule for span, rule in _page_edges(text) if span not in spans}
    yield from _gaps(text, spans)


def _far_apart(chain: list[_Mark]) -> bool:
    """Is there a page's worth of text between the numbers? A column of a table has none."""
    return chain[-1].start - chain[0].start > 150 * (len(chain) - 1)


def _alone_in_sentence(text: str, mark: _Mark) -> bool:
    """A number between blank lines in the middle of a sentence: the only page break of an excerpt."""
    left, right = _back(text, mark.start), mark.end
    while right < len(text) and text[right].isspace():
        right += 1
    if left - text.rfind("\n", 0, left) < _LONG_LINE:
        return False
    blank = text.count("\n", left, mark.start) > 1 or text.count("\n", mark.end, right) > 1
    return blank and left > 0 and right < len(text) and text[right].islower() and _joins(text, left, right)


def _page_edges(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Heads and numbers of a file whose form feeds show its pages: the first or last two lines of each.

    A line is a head if it is the same on every page, figures aside (on all but one of four or more,
    since a first page often has none), and a page number if those figures are all it holds.
    """
    pages, at = [], 0
    for page in text.split("\f"):
        lines = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", page)]
        if lines:
            pages.append([(at + s, at + e) for s, e in dict.fromkeys(lines[:2] + lines[-2:])])
        at += len(page) + 1
    if len(pages) < 2:
        return
    looks: Counter[str] = Counter()
    for edges in pages:
        looks.update({_look(text, span) for span in edges})
    needed = len(pages) if len(pages) < 4 else len(pages) - 1
    for edges in pages:
        for span in edges:
            look = _look(text, span)
            if looks[look] >= needed and span[1] - span[0] < 100:
                yield span, HEAD if any(c.isalpha() for c in look) else PAGE


def _look(text: str, span: tuple[int, int]) -> str:
    """A line's words without regard to order (left and right pages mirror them) and to figures."""
    return " ".join(sorted(re.sub(r"\d+", "0", text[span[0] : span[1]]).split()))


def _heads(text: str, breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Short lines that come at least three times, each time within two lines of a page break."""
    if len(breaks) < _LEAST:
        return
    places: dict[str, list[tuple[int, int]]] = {}
    for m in re.finditer(r"^[ \t]*(\S[^\n\f]{2,78})[ \t]*$", text, re.M):
        places.setdefault(" ".join(sorted(m[1].split())), []).append((m.start(), m.end()))
    for spans in places.values():
        if len(spans) >= _LEAST and all(_near(text, span, breaks) for span in spans):
            yield from spans


def _near(text: str, span: tuple[int, int], breaks: list[int]) -> bool:
    from bisect import bisect_left

    i = bisect_left(breaks, span[0])
    return any(
        len([x for x in text[min(at, span[0]) : max(at, span[1])].splitlines() if x.strip()]) <= 3
        for at in breaks[max(0, i - 1) : i + 1]
    )


def _gaps(text: str, spans: dict[tuple[int, int], str]) -> Iterator[Edit]:
    """Take out marker lines; neighbours become one gap, and a sentence that they split is joined."""
    group: list[tuple[int, int]] = []
    for span in [*sorted(spans), (-1, -1)]:
        if group and (span[0] < 0 or text[group[-1][1] : span[0]].strip()):
            yield from _gap(text, group, spans)
            group = []
        group.append(span)


def _gap(text: str, group: list[tuple[int, int]], spans: dict[tuple[int, int], str]) -> Iterator[Edit]:
    start, end = group[0][0], group[-1][1]
    left, right = _back(text, start), end
    while right < len(text) and text[right].isspace():
        right += 1
    rules = "+".join(dict.fromkeys(spans[s] for s in group))
    if left and right < len(text) and _joins(text, left, right):
        # A hyphen at the break keeps its line end, for the rule that knows about hyphens.
        yield Edit(left, right, "\n" if text[left - 1] == "-" else " ", rules)
    else:
        beside = text[start - 1 : start] in ("\n", "") or text[end : end + 1] in ("\n", "")
        yield Edit(start, end, "" if beside else "\n", rules)


#: A line as long as this that ends without a stop was cut by the end of the page, not by its writer.
_LONG_LINE = 36


def _joins(text: str, left: int, right: int) -> bool:
    """Does the sentence before the break go on behind it?"""
    line = text[text.rfind("\n", 0, left) + 1 : left]
    if _TERMINAL.search(line[-40:]):
        return False
    return (
        text[right].islower()
        or line.endswith(("-", ","))
        or (len(line) > _LONG_LINE and text[right].isalpha())
    )
