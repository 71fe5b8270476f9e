"""Lists of names: what stands between parties is a party, between towns a town.

The tagger reads unknown foreign names badly; a list of like things tells more than its letters.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.extract.mentions_page import Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind

_BETWEEN = frozenset({",", "and", "or", "&", "the", ";", "as", "well"})
#: Sources that know the kind of a name.
_SURE = frozenset({"gazetteer", "pattern", "title"})
_PLACES = frozenset({Kind.STATE, Kind.REGION, Kind.PLACE})
#: Kinds that go together in lists.
_ALIKE = frozenset({Kind.PERSON, Kind.PARTY, Kind.ARMED_GROUP, Kind.COMPANY, Kind.INSTITUTION})


def like_neighbours(page: Page, names: list[Mention]) -> list[Mention]:
    """Open-world names in a list take the kind on which its sure members agree."""
    ordered = sorted((m for m in names if not m.modifier), key=lambda m: (m.first, m.last))
    changed: dict[int, Kind] = {}
    for row in _rows(page, ordered):
        kind = _agreed(row)
        if kind is None:
            continue
        for m in row:
            if m.found_by == "ner" and m.kind is not kind and not _said(page, m, kind):
                changed[id(m)] = kind
    return [replace(m, kind=changed[id(m)]) if id(m) in changed else m for m in names]


def _rows(page: Page, ordered: list[Mention]) -> list[list[Mention]]:
    """Runs of three and more names with nothing but commas, "and" and brackets between them."""
    rows: list[list[Mention]] = []
    row: list[Mention] = []
    for m in ordered:
        if row and _listed(page, row[-1].last, m.first):
            row.append(m)
            continue
        if len(row) > 2:
            rows.append(row)
        row = [m]
    return [*rows, row] if len(row) > 2 else rows


def _listed(page: Page, first: int, last: int) -> bool:
    """Whether only list words stand between, brackets with one word left out."""
    i = first
    joined = False
    while i < last:
        if page.words[i] == "(" and i + 2 < len(page.words) and page.words[i + 2] == ")":
            i += 3
            continue
        if page.words[i] in {"(", ")"} and last - first == 1:
            return True
        if page.lower[i] not in _BETWEEN:
            return False
        joined = joined or page.lower[i] in {",", "and", "or", ";", "&"}
        i += 1
    return joined


def _agreed(row: list[Mention]) -> Kind | None:
    """The kind of two sure members, where no sure member is of another sort."""
    sure = Counter(m.kind for m in row if m.found_by in _SURE)
    if sum(sure.values()) < 2:
        return None
    if set(sure) <= _PLACES:
        return Kind.PLACE
    kind, _ = max(sure.items(), key=lambda p: (p[1], p[0].value))
    return kind if len(sure) == 1 and kind in _ALIKE else None


def _said(page: Page, mention: Mention, kind: Kind) -> bool:
    """Whether the name itself or its title says what it is, or the change would mean nothing."""
    if mention.title or (kind is Kind.PLACE and mention.kind in _PLACES):
        return True
    return wordlists.name_heads().ending(page.lower, mention.last - 1) is not None
