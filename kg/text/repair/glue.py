"""Repair of words that lost the space, line end or dash between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.text.offsets import Edit
from kg.text.repair.words import Lists, lists, state_names, word_counts

_WORD = re.compile(r"(?<![\w’'.@/#-])(?=\w*[^\W\d_]{4})(?:\d{1,2}(?:st|nd|rd|th))?[^\W\d_]+(?![\w@]|[.’']\w)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)(?=[A-Z][a-z])")
_SENTENCE_END = re.compile(r"[.!?]”?\s|\n")

SPACE, DASH, LINE, HYPHEN = "lost-space", "lost-dash", "lost-line-end", "lost-hyphen"


def glued(text: str, lossy: bool) -> Iterator[Edit]:
    """Put back what stood between two words that are written as one.

    lossy: the text is known to have lost characters (apostrophes); only then are lower-case words
    taken apart, and only then may the gap have been a dash, which, unlike a space, stands between
    words without space around it. In such a text a word glued to a name ("partyRussia") lost a dash,
    and so did two lower-case pairs in one sentence (a parenthesis); a single pair gets a space.
    """
    words, counts = lists(), word_counts(text)
    lower: list[Edit] = []
    found: list[Edit] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > 40 or counts[word] > 1:  # a word that comes back is a word
            continue
        if ordinal := _ORDINAL.match(word):
            at = match.start() + ordinal.end()
            found.append(Edit(at, at, " ", SPACE))
        elif word.islower():
            if lossy and (cut := _cut(word, words)):
                lower.append(Edit(match.start() + cut, match.start() + cut, " ", SPACE))
        elif edit := _humped(word, match.start(), words, counts, lossy):
            found.append(edit)
    yield from sorted([*found, *_paired(text, lower)])


def _humped(word: str, start: int, words: Lists, counts: Counter[str], lossy: bool) -> Edit | None:
    """A word with one capital inside, taken apart before it if both halves are certain."""
    humps = [m.start() for m in _HUMP.finditer(word)]
    if len(humps) != 1:
        return None
    at = humps[0]
    left, right = word[:at], word[at:]
    states = state_names()
    named = states.names | states.adjectives
    if left in named and right in named and counts[left] and counts[right]:
        return Edit(start + at, start + at, "–", HYPHEN)
    if not (len(left) > 2 and words.known(left)):
        return None
    if right in words.openers:
        return Edit(
            start + at, start + at, "\n" if left[0].isupper() else " ", LINE if left[0].isupper() else SPACE
        )
    if left[0].islower() and right in named:
        return Edit(start + at, start + at, *(("—", DASH) if lossy else (" ", SPACE)))
    return None


def _cut(word: str, words: Lists) -> int | None:
    """Where an unknown lower-case word falls into a known and a small one; None unless in one way only."""
    if len(word) < 7 or words.known(word) or not word.isascii():
        return None
    cuts = [at for at in range(3, len(word) - 2) if _is_pair(word[:at], word[at:], words)]
    return cuts[0] if len(cuts) == 1 else None


def _is_pair(left: str, right: str, words: Lists) -> bool:
    if right in words.never_form and len(left) > 3:
        return words.known(left)
    if left in words.never_form and len(right) > 3:
        return words.known(right)
    inflected = left in words.inflected or (left.endswith(words.endings) and words.known(left))
    return right in words.may_form and inflected


def _paired(text: str, edits: list[Edit]) -> Iterator[Edit]:
    """Two lost gaps in one sentence were the dashes of a parenthesis."""
    i = 0
    while i < len(edits):
        pair = edits[i : i + 2]
        if len(pair) == 2 and not _SENTENCE_END.search(text, pair[0].start, pair[1].start):
            yield from (Edit(e.start, e.end, "—", DASH) for e in pair)
            i += 2
        else:
            yield edits[i]
            i += 1
