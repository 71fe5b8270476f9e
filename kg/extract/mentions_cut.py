"""Where one stretch of capitals is several names: "World Bank, Zenda Fund", "X Party (Y)", "A / B"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions_page import Page
from kg.knowledge import wordlists

#: Signs between two names; a comma only where the first name is complete.
_PARTS = frozenset({"(", ")", "[", "]", "/", ";", ":", "–", "—", "|"})


def pieces(page: Page, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names in tokens first … last (exclusive), in order; mostly the stretch as it is."""
    begin = first
    for i in range(first + 1, last - 1):
        if i > begin and _parts(page, begin, i, last):
            yield begin, i
            begin = i + 1
    yield begin, last


def _parts(page: Page, first: int, at: int, last: int) -> bool:
    """Whether the sign or word at a token parts two names."""
    word = page.lower[at]
    if word in _PARTS:
        return not _one_token(page, at)
    if word == "-":
        return _complete(page, first, at) and not _one_token(page, at)
    if word in {"'s", "’s"}:
        return page.doc[at - 1].ent_type_ == "PERSON" or page.known(at - 1, "Person") is not None
    if word == "," and at + 2 == last and page.doc[at + 1].dep_ == "nsubj" and page.doc[at].dep_ == "punct":
        return True  # "In the daily Zendapost, Korvel said"
    if word == ",":
        return _complete(page, first, at) and page.lower[at + 1] not in {"jr", "sr", "inc", "ltd", "llc"}
    if word == "and":
        if page.lower[at + 1] == "the" and page.capital(at + 1):
            return True
        if page.lower[max(0, first - 1)] == "between" or page.known(at + 1, "State") is not None:
            return True  # "between Freedonia and Borduria"
        rest = _complete(page, at + 1, last) or _opens_name(page, at + 1, last)
        return rest and _complete(page, first, at)
    return False


def _one_token(page: Page, at: int) -> bool:
    """A sign without a space on either side belongs to the word: "Ruritano/Bordurian"."""
    return not page.doc[at - 1].whitespace_ and not page.doc[at].whitespace_


def _complete(page: Page, first: int, last: int) -> bool:
    """A stretch that is a name by itself: known, or several words that end in or are led by a head noun."""
    match = page.match_at[last - 1]
    if match is not None and match.end == last and match.start <= first + 1 and match.how != "demonym":
        return True
    heads = wordlists.name_heads()
    if last - first < 2:
        return page.words[first].isupper() and len(page.words[first]) > 1
    if heads.ending(page.lower, last - 1) is not None:
        return True
    return any(
        page.lower[i] in {"of", "for"} and heads.ending(page.lower, i - 1) for i in range(first + 1, last - 1)
    )


def _opens_name(page: Page, first: int, last: int) -> bool:
    """A head noun with its "of": "Club for …"."""
    found = wordlists.name_heads().at(page.lower, first)
    return found is not None and found[0] < last and page.lower[found[0]] in {"of", "for"}
