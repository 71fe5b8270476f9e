"""Bodies whose foreign name opens with its noun: "Partido Liberal de Zenda", "Mouvement pour …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.mentions_page import Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind

_MOST = 9


def led_names(page: Page) -> Iterator[Mention]:
    """The noun and the capitalised words and small foreign links behind it."""
    leads = wordlists.name_leads()
    for i, word in enumerate(page.lower):
        kind = leads.get(word)
        if kind is None or kind == "link" or not page.capital(i) or page.words[i].isupper():
            continue
        last = _last(page, i, leads)
        if last > i + 1:
            yield page.mention(i, last, Kind(kind), "pattern")


def _last(page: Page, first: int, leads: Mapping[str, str]) -> int:
    i = last = first + 1
    while i < len(page.words) and i - first < _MOST:
        match = page.match_at[i]
        ground = match is not None and match.entries[0].kind in {"State", "Region"}
        if page.capital(i) and (match is None or match.how in {"demonym", "people"} or ground):
            i = last = match.end if match is not None and ground else i + 1
            if ground and match is not None and match.how not in {"demonym", "people"}:
                break
        elif leads.get(page.lower[i]) == "link" and page.words[i].islower():
            i += 1
        else:
            break
    return last
