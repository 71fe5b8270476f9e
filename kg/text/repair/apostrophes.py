"""Repair of apostrophes that a converter dropped: "Russias efforts", "dont", "the countrys first"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.offsets import Edit
from kg.text.repair.words import Lists, lists, state_names, word_counts

_RULE = "lost-apostrophe"
_WORD = re.compile(r"(?<![\w’'.@/-])[^\W\d_]+(?![\w’'@]|-\w|\.\w)")
_PRESENT = re.compile(r"[^\W\d_][’'](?:s|t|re|ve|ll|d|m)\b|s[’'] ")
_NEXT = re.compile(r"[ \t\n]+([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)[ \t\n]+$")
_NAME_BEFORE = re.compile(r"[a-z,”\"’] (?:[A-Z][^\W\d_]+ )?([A-Z][a-z]+) ([A-Z][a-z]+)\b")


def apostrophes(text: str) -> Iterator[Edit]:
    """Put back lost apostrophes, where the text shows that it has lost them.

    A form counts as certain when it can be nothing else: a contraction that is no English word, or a
    consonant + "ys" whose plural is written otherwise. A name + s ("Russias") is likely, unless the word
    before it asks for a plural ("the two Koreas") or no word follows. A text that writes its apostrophes
    is trusted: there only certain forms are repaired. A text without one needs two likely forms.
    """
    words = lists()
    certain, likely, doubtful = _candidates(text, words)
    present = len(_PRESENT.findall(text))
    lost = len(certain) + len(likely)
    found = list(certain)
    if lost >= 2 and lost > present:
        found += likely + doubtful
    yield from sorted(found)


def _candidates(text: str, words: Lists) -> tuple[list[Edit], list[Edit], list[Edit]]:
    certain: list[Edit] = []
    likely: list[Edit] = []
    doubtful: list[Edit] = []
    names = _surnames(text)
    for match in _WORD.finditer(text):
        word = match[0]
        if word[-1] not in "tse" or len(word) < 3:
            continue
        low = word.lower()
        if low in words.contractions and not word.isupper():
            certain.append(_replacing(match, words.contractions[low]))
        elif low in words.doubtful and _following(text, match) in words.doubtful[low].before:
            doubtful.append(_replacing(match, words.doubtful[low].stands_for))
        elif word[-1] == "s":
            if _irregular(low, words) and word[0].islower():
                certain.append(_possessive(match))
            elif _is_name(word[:-1], names) and _reads_as_possessive(text, match, words):
                likely.append(_possessive(match))
    return certain, likely, doubtful


def _replacing(match: re.Match[str], form: str) -> Edit:
    """Only the apostrophe is put in, so that the letters keep their case."""
    at = match.start() + form.index("’")
    return Edit(at, at, "’", _RULE)


def _possessive(match: re.Match[str]) -> Edit:
    return Edit(match.end() - 1, match.end() - 1, "’", _RULE)


def _irregular(low: str, words: Lists) -> bool:
    """ "countrys": the plural would be "countries". Adverbs ("secondlys") are left out."""
    return (
        len(low) > 4
        and low.endswith("ys")
        and low[-3] not in "aeiou"
        and low not in words.words
        and low[:-1] in words.words
        and not (low.endswith("lys") and low[:-3] in words.words)
    )


def _is_name(name: str, surnames: frozenset[str]) -> bool:
    return name in surnames or name in state_names().names


def _reads_as_possessive(text: str, match: re.Match[str], words: Lists) -> bool:
    before = _BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    if before and before[1].lower() in words.plural_before:
        return False
    following = _following(text, match)
    return bool(following) and following not in words.plural_after


def _following(text: str, match: re.Match[str]) -> str:
    found = _NEXT.match(text, match.end())
    return found[1].lower() if found else ""


def _surnames(text: str) -> frozenset[str]:
    """Second parts of two-word names seen twice inside sentences, without words that may name a people.

    "Central Asian" looks like "Dmitri Trenin", and "Asians" is a plural: hence the endings left out.
    """
    people = state_names().people | state_names().adjectives
    counts = word_counts(text)
    seen = {m[2] for m in _NAME_BEFORE.finditer(text)}
    return frozenset(
        n
        for n in seen
        if counts[n] > 1
        and not n.endswith(("an", "ese", "er", "ist", "ic", "ish", "s"))
        and not {n, n + "s"} & people
        and not counts[n.lower()]
        and not lists().known(n)
    )
