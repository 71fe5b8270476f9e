"""Elections and referendums by year and place: "the 2019 Ruritanian general election"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.mentions_page import HYPHENS, Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind

_YEAR = re.compile(r"(?:1[789]|20)\d\d(?:[-–/]\d{2,4})?")


def votes(page: Page) -> Iterator[Mention]:
    """A vote with its year in front and the name of a place, people or body: no other vote is named."""
    heads = wordlists.vote_words()
    for i, word in enumerate(page.lower):
        if heads.get(word) != "vote":
            continue
        first = _first(page, i, heads)
        if first is None:
            continue
        yield page.mention(first, _last(page, i + 1), Kind.EVENT, "pattern")


def _first(page: Page, head: int, heads: Mapping[str, str]) -> int | None:
    """The year that opens the name, over small words of its kind and the name of who votes."""
    i = head
    named = False
    while i > 0 and head - i < 12:
        word = page.lower[i - 1]
        if _YEAR.fullmatch(page.words[i - 1]):
            first = i - 1
            if first and heads.get(page.lower[first - 1]) == "month" and page.capital(first - 1):
                first -= 1
            return first if named else None
        if page.capital(i - 1) and page.doc[i - 1].pos_ not in {"VERB", "AUX", "PUNCT"}:
            named = True
        elif heads.get(word) not in {"sort", "link"} and page.words[i - 1] not in HYPHENS:
            return None
        i -= 1
    return None


def _last(page: Page, end: int) -> int:
    """With "in Ruritania" behind, where a vote of several states is told apart so."""
    if end + 1 < len(page.words) and page.lower[end] == "in":
        i = end + 1
        if page.lower[i] == "the" and i + 1 < len(page.words):
            i += 1
        match = page.match_at[i]
        if match is not None and match.start <= i and match.how in {"name", "alias"}:
            return match.end if match.entries[0].kind in {"State", "Region", "Place"} else end
        while i < len(page.words) and page.doc[i].ent_type_ == "GPE" and page.capital(i):
            i += 1
        return i if page.capital(i - 1) else end
    return end
