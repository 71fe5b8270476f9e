"""Repairs of single characters: what encodings, typesetters and converters leave behind."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from kg.text.offsets import Edit

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
#: Characters of Windows-1252 that lie outside Latin-1, as UTF-8 bytes misread in it show them.
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(rf"[\u00c2-\u00f4][\u0080-\u00bf{_CP1252}]{{1,3}}")


def _misread(match: re.Match[str]) -> str | None:
    """The characters that UTF-8 bytes stood for before someone read them as Windows-1252.

    The length of the sequence must be what its first byte announces, so that a capital Â before a
    quotation mark in honest text is left alone unless the pair is valid UTF-8.
    """
    found = match[0]
    length = 2 if found[0] < "à" else 3 if found[0] < "ð" else 4
    if len(found) < length:
        return None
    try:
        raw = b"".join(_byte(c) for c in found[:length])
        return raw.decode("utf-8") + found[length:]
    except UnicodeError:
        return None


def _byte(character: str) -> bytes:
    return character.encode("cp1252" if character in _CP1252 else "latin-1")


#: Rule, pattern, what it becomes (None from a function: left alone).
_TABLE: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str | None]], ...] = (
    ("mojibake", _MOJIBAKE, _misread),
    (
        "html-entity",
        re.compile(
            r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip|shy);"
        ),
        lambda m: html.unescape(m[0]).replace("\xa0", " ").replace("\xad", ""),
    ),
    ("soft-hyphen", re.compile(r"\u00ad(?:[ \t]*\r?\n[ \t]*(?=[^\W\d_]))?"), ""),
    ("zero-width", re.compile(r"[\u200b\u2060\ufeff]"), ""),
    ("bidi-control", re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"), ""),
    ("ligature", re.compile("[" + "".join(_LIGATURES) + "]"), lambda m: _LIGATURES[m[0]]),
    ("line-end", re.compile(r"\r\n?|[\x85\u2028]"), "\n"),
    ("line-end", re.compile(r"\u2029"), "\n\n"),
    ("odd-space", re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"), " "),
    ("control-character", re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"), ""),
    ("lost-character", re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)"), "’"),
)
RULES = tuple(dict.fromkeys(rule for rule, _, _ in _TABLE))

#: Text without any of these needs no look at the table (most texts).
_SUSPECT = re.compile(
    "[\x00-\x08\x0d-\x1f\x7f-\u00ad\u00c2-\u00f4\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufb00-\ufb06\ufeff\ufffd&]"
)


def characters(text: str) -> Iterator[Edit]:
    """Edits by the table above; where two rules want the same place, the earlier in the table has it."""
    if not _SUSPECT.search(text):
        return
    found: dict[int, Edit] = {}
    for rule, pattern, becomes in _TABLE:
        for match in pattern.finditer(text):
            new = becomes if isinstance(becomes, str) else becomes(match)
            if new is not None and new != match[0] and match.start() not in found:
                found[match.start()] = Edit(match.start(), match.end(), new, rule)
    done = 0
    for start in sorted(found):
        if start >= done:
            yield found[start]
            done = found[start].end
