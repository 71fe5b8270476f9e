"""Names from the gazetteer: states, metonyms, adjectives, and known names inside compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.mentions_page import GROUND, HYPHENS, Page
from kg.knowledge import frames
from kg.knowledge.frames import word_classes
from kg.knowledge.gazetteer import Match
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Classes of what one government gives another.
_GIVEN = ("aid", "appeal", "arms", "exchange", "goods", "message", "money", "thanks")
#: What joins known names in one token.
COMPOUND = re.compile(r"[-–—/]")


def known_names(page: Page) -> Iterator[Mention]:
    """The gazetteer's matches as mentions; an ambiguous word needs the parser's support."""
    for match in page.matches:
        if match.ambiguous and not _supported(page, match):
            continue
        yield from _known(page, match)
    yield from _compounds(page)


def _supported(page: Page, match: Match) -> bool:
    """A name that is also a common word or another name must at least stand as a proper noun."""
    if match.end - match.start == 2 and page.lower[match.start] == "the":
        last = page.doc[match.end - 1]  # "the Australian Greens" are not of the newspaper
        return last.pos_ != "ADJ" and last.dep_ not in {"amod", "compound", "nmod"}
    if match.end - match.start > 1:
        return True
    token = page.doc[match.start]
    if page.opens(match.start) or page.heading[match.start]:
        return token.pos_ == "PROPN" and bool(token.ent_type_)
    return token.pos_ in {"PROPN", "ADJ", "NOUN"} and token.text[:1].isupper()


def _known(page: Page, match: Match) -> Iterator[Mention]:
    entries = match.entries
    first, last = match.start, match.end
    while first < last and page.lower[first] == "the":
        first += 1
    if match.how == "metonym":
        acts = _acts(page, first, last)
        places = [e for e in entries[1:] if e.kind == "Place"]
        if acts:
            yield page.mention(
                first,
                last,
                Kind(entries[0].kind),
                "metonym",
                resolution=Resolution.METONYM,
                candidates=(entries[0].id,),
            )
        else:
            ids = tuple(e.id for e in places)
            yield page.mention(first, last, Kind.PLACE, "gazetteer", candidates=ids)
        return
    ids = tuple(e.id for e in entries)
    kind = Kind(entries[0].kind)
    owned = next((i for i in range(first + 1, last - 1) if page.doc[i].tag_ == "POS"), None)
    if owned is not None and kind.value not in GROUND and kind is not Kind.PERSON:
        before = page.gazetteer.find(page.words[first:owned])  # "Ruritania's Ministry of Trade": two names
        if len(before) == 1 and before[0].entries[0].kind == "State":
            yield page.mention(first, owned, Kind.STATE, "gazetteer", candidates=(before[0].entries[0].id,))
            first = owned + 1
    if match.how in {"demonym", "people"}:
        modifier = match.how == "demonym" and not _stands_alone(page, last)
        yield page.mention(
            first, last, kind, "demonym", resolution=Resolution.DEMONYM, candidates=ids, modifier=modifier
        )
        return
    modifier = page.doc[last - 1].dep_ in {"compound", "amod", "nmod"}
    yield page.mention(
        first, last, kind, "gazetteer", candidates=ids, modifier=modifier and kind is Kind.STATE
    )


def _stands_alone(page: Page, last: int) -> bool:
    """ "the Chinese will copy": an adjective used as a noun, not followed by what it qualifies."""
    head = page.doc[last - 1]
    return (head.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj", "conj", "appos"} and head.pos_ != "ADJ") or (
        head.dep_ in {"nsubj", "nsubjpass"}
    )


def _acts(page: Page, first: int, last: int) -> bool:
    """A seat of government that does, owns or undergoes something stands for the government."""
    root = page.doc[first:last].root
    if root.dep_ in {"conj", "appos"} and root.head.i != root.i:
        root = root.head
    if root.dep_ in {"nsubj", "nsubjpass", "agent", "dative"}:
        return True
    if root.dep_ == "poss":
        owned = page.annotated.parse[root.i].head
        return owned.pos_ == "NOUN" and owned.lemma_ not in frames.load().list("city_things")
    if root.dep_ == "pobj":
        prep = root.head
        named = prep.lower_ in {"by", "with", "against", "between", "toward", "towards"}
        return named or (prep.lower_ == "to" and _given(prep))
    if root.dep_ == "dobj":
        # "recognised Strelsau", "defied Strelsau"; but one visits, shells and leaves a town.
        verb = root.head
        return verb.pos_ == "VERB" and verb.lemma_.lower() not in frames.load().list("done_to_cities")
    return root.dep_ == "compound" and any(
        page.words[i] in HYPHENS for i in (first - 1, last) if 0 <= i < len(page.words)
    )


def _given(prep: Token) -> bool:
    """ "sold arms to Strelsau", "aid to Strelsau": governments are given things, towns are gone to."""
    head, classes = prep.head, word_classes()
    goods = frozenset().union(*(classes[name] for name in _GIVEN))
    if head.pos_ == "NOUN":
        return head.lemma_.lower() in goods
    return head.lemma_.lower() in frames.load().list("ditransitive") and any(
        c.dep_ == "dobj" and c.lemma_.lower() in goods for c in head.children
    )


def _compounds(page: Page) -> Iterator[Mention]:
    """Known names inside one token: "U.S.-Kuwaiti", "Iraq/Kurdistan", "Japan-based"."""
    for i, word in enumerate(page.words):
        if page.match_at[i] is not None or not page.capital(i) or not COMPOUND.search(word):
            continue
        at = page.doc[i].idx
        for piece in re.finditer(r"[^-–—/]+", word):
            found = page.gazetteer.find([piece[0], "-"])
            if not found or found[0].end != 1 or found[0].entries[0].kind not in GROUND or found[0].ambiguous:
                continue
            entry = found[0].entries[0]
            yield page.mention(
                i,
                i + 1,
                Kind(entry.kind),
                "demonym",
                start=at + piece.start(),
                end=at + piece.end(),
                text=piece[0],
                resolution=Resolution.DEMONYM,
                candidates=(entry.id,),
                modifier=True,
            )
