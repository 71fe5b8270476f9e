"""Repairs of spaces around punctuation and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.offsets import Edit

#: "(ISIS) , much": a space before a comma or stop that a space, quotation mark or end follows. An ellipsis
#: of spaced dots and a stop that opens a word (".NET", ". Near" as a bullet) are left alone.
_BEFORE_STOP = re.compile(
    r"(?<=[^\W_]|[)\]”’%])[ ]+(?=[,;:?!](?:[\s”’)]|$)|\.(?:[”’)]|\s+[A-Z“]|\s*$))", re.M
)
#: "everything, ”" … the space between a comma or stop and a closing curly mark.
_BEFORE_CLOSE = re.compile(r"(?<=[,.;:!?])[ ]+(?=”)")
#: "Initiative(the": a bracket glued to the word before it; "member(s)" and "f(x)" are left alone.
_BRACKET = re.compile(r"(?<=[^\W\d_]{3})\((?=[^\W\d_]{3,})(?=[^()\n]*[ \d][^()\n]*\))")
_AFTER_BRACKET = re.compile(r"(?<=[^\W\d_]{2}\))(?=[^\W\d_]{3})")
#: "therefore“see" and "gun”and".
_DOUBLE = re.compile(r"[“”„]")
#: "2.To accelerate" at the start of a line.
_ENUMERATOR = re.compile(r"^[ \t]*(?:\d{1,2}|[IVX]{1,5})[.)](?=[A-Z][a-z]+ )", re.M)
#: "said so.He went": a stop glued to the next sentence. The word before it must be plain lower case, so
#: that names of sites and firms (Booking.Com, Mail.Ru) are left alone.
_AFTER_STOP = re.compile(r"(?:(?<![\w.@/-])[a-z]{2,}|\d%|[)”])[.!?](?=[A-Z][a-z]*\s)")
#: "China,Russia": a comma between letters.
_AFTER_COMMA = re.compile(r"(?<=[^\W\d_]{2}),(?=[^\W\d_]{2})")

#: "Mr. Sam  Kutesa": two spaces inside a line; three and more part columns.
_TWO = re.compile(r"(?<=[\w,])  (?=\w)")


def spacing(text: str) -> Iterator[Edit]:
    """Edits that take out or put in single spaces."""
    found: list[Edit] = []
    found += [Edit(m.start(), m.end(), "", "space-before-stop") for m in _BEFORE_STOP.finditer(text)]
    found += [Edit(m.start(), m.end(), " ", "double-space") for m in _TWO.finditer(text)]
    found += [Edit(m.start(), m.end(), "", "space-before-quote") for m in _BEFORE_CLOSE.finditer(text)]
    for pattern, rule in (
        (_ENUMERATOR, "lost-space-after-number"),
        (_AFTER_STOP, "lost-space-after-stop"),
        (_AFTER_COMMA, "lost-space-after-comma"),
        (_AFTER_BRACKET, "lost-space-at-bracket"),
    ):
        found += [
            Edit(m.end(), m.end(), " ", rule)
            for m in pattern.finditer(text)
            if not _in_address(text, m.end())
        ]
    found += [Edit(m.start(), m.start(), " ", "lost-space-at-bracket") for m in _BRACKET.finditer(text)]
    found += _at_quotes(text)
    done = -1
    for edit in sorted(set(found)):
        if edit.start >= done and (edit.end > edit.start or edit.start > done):
            yield edit
            done = edit.end


def _in_address(text: str, at: int) -> bool:
    """Is the character at `at` inside a web or mail address?"""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    word = text[start : start + 200].split(maxsplit=1)
    return bool(word) and ("://" in word[0] or "@" in word[0] or "www." in word[0])


def _at_quotes(text: str) -> Iterator[Edit]:
    """Spaces between a word and a curly mark glued to it, where the mark's direction is certain.

    “ opens unless a „ or “ of the same line is still open (German and some Slavic texts close with “);
    ” closes only when something is open. Each line is counted afresh, so that an odd number of marks
    cannot disturb more than its own paragraph.
    """
    open_mark, line_start = "", 0
    for match in _DOUBLE.finditer(text):
        at, mark = match.start(), match[0]
        if "\n" in text[line_start:at]:
            open_mark = ""
        line_start = at
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if mark == "”":
            if open_mark == "“" and after.isalpha():
                yield Edit(at + 1, at + 1, " ", "lost-space-at-quote")
            open_mark = ""
        elif mark == "“" and open_mark == "„":
            open_mark = ""
        else:
            if mark == "“" and not open_mark and before.isalpha() and after.isalnum():
                yield Edit(at, at, " ", "lost-space-at-quote")
            open_mark = mark
